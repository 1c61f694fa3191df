"""Tests of the page Follow-up."""
