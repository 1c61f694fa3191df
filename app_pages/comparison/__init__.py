"""The comparison with countries that have agreed to be counted, without their names."""
