"""How many small edits of a policy would be noticed: a policy goes in, its mutants and what becomes
of each come out.

A mutant is the policy with one edit that a slip of the pen could make. It is killed where a case, a
promise or a possibility of the file comes out differently; it is equivalent where no case whatever,
under any reading, has another verdict (which the solver decides); otherwise it survives: an edit
nobody would notice.
"""
