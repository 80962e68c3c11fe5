"""Antinomy finds what is wrong with a written policy before its first case does."""

__version__ = "0.1.0"
