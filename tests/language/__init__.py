"""Texts and the trees that they become; documents with the expected problem above the line."""
