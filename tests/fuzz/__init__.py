"""Whole policies and amendments, mutated line by line, through everything that the tool does."""
