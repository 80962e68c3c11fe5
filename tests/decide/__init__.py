"""The answer on a partly known case, against trying every completion."""
