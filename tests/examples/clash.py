"""A policy of two clauses that contradict each other, as text."""

CLASH = """policy clash "Clash"

party the Office "the Office"

kind file

act keep a file

clause 1 "Keep"
  the Office must keep every file

clause 2 "Do not keep"
  the Office must not keep a file
"""
