"""Which cases a group holds, in words: a group and a case of it go in, as few rules as possible
that together hold of exactly its cases come out.

From one case `reasons` and `causes` take what makes its outcome, in statements that can stand in a
rule (`candidates`); a rule is made more general while the solver finds no case of it outside the
group, and further rules follow until no case of the group is left out, as in the covering of a
function by prime implicants (Quine 1952, McCluskey 1956). `rule_extent` says what a rule means as a
formula; `proofs` asks whether the rules hold of all cases of the group and of no others;
`rules_in_words` puts them into sentences.

Begin with `rules`.
"""
