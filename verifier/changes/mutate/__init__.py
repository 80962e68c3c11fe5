"""How many small edits of a policy would be noticed: a policy goes in, its mutants and what becomes
of each come out.

A mutant is the policy with one edit that a slip of the pen could make (`edits`, `norm_mutants`,
`definition_mutants`). It is killed where a case, a promise or a possibility of the file comes out
differently (`policy_claims`, `whole_cases`); it is equivalent where no case whatever, under any
reading, has another verdict, which the solver decides (`equivalence`); otherwise it survives: an
edit nobody would notice, shown with a case that would (`noticing_case`). The words killed, survived
and equivalent are those of mutation testing (DeMillo, Lipton, Sayward, 1978).

Most mutants are killed by cases that are looked at anyway (`sample_cases`) and only where the edit
can reach them (`reachable`); `fates` is the score as plain data. Begin with `hunt`.
"""
