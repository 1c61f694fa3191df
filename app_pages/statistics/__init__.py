"""The screen Figures: statistics of the country, with year and source."""
