"""Changes of a policy: what an amendment makes of it, what two versions differ in, and which slips
of the pen nobody would notice.

    amend/          the text of a policy and amendments go in, the amended text comes out
    consolidate     the same from path to checked policy: the only module here that reads from disk
    compare/        two checked policies go in, everything in which they differ in meaning comes out
    mutate/         a policy goes in, its mutants come out: killed, equivalent or survived

A difference of meaning is a case, under a reading, on which the two versions have another verdict:
the comparison looks for it in one policy in which everything edited stands twice, the
self-composition of program verification (Barthe, D'Argenio, Rezk, “Secure information flow by
self-composition”, 2004), so that “no difference” is one answer of the solver. Mutation follows
DeMillo, Lipton and Sayward, “Hints on test data selection”, 1978, with equivalence decided instead
of guessed. Amendments and versions are section 14 of the language reference.

Begin with `consolidate`, then `compare.comparison`.
"""
