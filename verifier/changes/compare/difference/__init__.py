"""Where two versions differ: both go in, groups of cases come out.

`common_vocabulary` finds the ground that both share; `edits` what was edited, by the norms,
definitions and rules that say something else; `merged_policy` makes one policy of both, in which
what was edited stands once for each version and a question chooses between them. A group is a pair
of outcomes, before and after: `groups` finds one case after another outside all groups known, until
there is none, and `completeness` proves that no group is missing. `pattern` and `statements` hold
the values in which a group is spoken of, `formula_parts` what two formulas have in common, and
`outcome` everything that a comparison finds, as plain data, for the report.

Begin with `merged_policy`, then `groups`.
"""
