"""What several checks share, so that each check is its question and its words.

`check_context` is what a check works with: the policy, the way to ask, the voice, and the parts of
a finding (under which readings, with which case, how far proved). The others each answer one
question that more than one check has: how two opposed norms meet (`conflicts`), on which clauses a
case rests (`grounds`, `reasons`), what changes where a norm is left out (`left_out`), which people
a clause names (`named_class`), on which questions a promise depends (`dependence`, `parting`), what
two cases differ in (`two_cases`), what the cases of the file show (`coverage`), which further kinds
of case there are (`further_cases`), and which ways to settle a finding work, each tried on the
policy before it is offered (`remedies`, `trial_priority`).

Nothing here is a check. A check imports these; they import no check. Begin with `check_context`.
"""
