"""The answer on one case of which not everything is known: a case and an act asked about go in; the
verdicts that it can still have, why, what is enough and what to find out come out.

Everything that is not given may be so or not: a verdict is certain where every completion of the
case has it, under every reading allowed; else the answer says on what it turns. `inquiry` asks
about all completions at once; each part of the answer is a question of its own:

    known_facts, presumed, unknowns    what is given, presumed, and open
    sufficient_facts, sufficient_sets  a smallest part of what is known that is enough
    two_completions                    two completions with different verdicts, side by side
    smallest_changes                   the least that would have to be otherwise
    next_question, supposition         what to ask first, and what then follows
    why, deciding_parts                the norms that speak, are defeated or do not apply
    decision                           all of it as plain data

What a partly known case is stands in section 16 of the language reference; smallest sufficient sets
follow the duality of hitting sets (Reiter, “A theory of diagnosis from first principles”, 1987).
Begin with `decide.decide`.
"""
