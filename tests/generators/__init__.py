"""Vocabularies, policies, cases, edits and renamings, each drawn from the one before."""
