"""Tests of the plan as a project file."""
