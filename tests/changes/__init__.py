"""Amendments, comparisons of two versions, and mutation."""
