"""Antinomy finds what is wrong with a written policy before its first case does.

The rooms, in the order in which a policy passes through them; nothing is imported against it:

    source, diagnostics   texts, places in them, problems: what everybody may use
    language              text to tree
    model                 the checked policy as values
    elaborate             tree to model, and reading from disk
    semantics             the meaning of one case: the reference
    encoding              a question to propositions
    constraints           the policy as SMT-LIB 2, for any solver
    solver                propositions to one of three answers
    findings              what was found, as plain data
    words                 English from the model
    explanation           what of a case matters, and why
    checks                one question a file, put to a whole policy
    decide                the answer on a partly known case
    changes               amendments, two versions compared, mutants
    report                pages, terminal, JSON, formats of other programs
    commands              the command line

Begin with `verifier.model`, then read `semantics` beside section 16 of the language reference.
"""

__version__ = "0.1.0"
