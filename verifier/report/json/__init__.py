"""Answers for other programs: runs, decisions, comparisons and scores go in, values that JSON can
hold come out, and the schema that they keep.

`results`, `comparison` and `decision` write the answers of `check`, `compare` and `decide`;
`schema`, `schema_changes` and `schema_trials` are their shape as JSON Schema (draft 2020-12), which
`antinomy schema` prints, made of the parts in `shapes`. Every answer names the version of its
schema: what is added leaves it compatible, what is taken away or means something else raises it.
The tests hold each answer of each command against the schema.

Begin with `results`.
"""
