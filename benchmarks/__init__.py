"""Benchmarks of speed and memory, each with a reference measured in the same run."""
