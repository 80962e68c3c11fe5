"""What a policy says does not apply: disapplications, read against the clauses they name.

A clause of its own (`clauses 2, 4 do not apply`, `this policy does not apply to PHRASE`, `… to a
KIND`) and the norms read before it go in; a draft of the disapplication and, once parameters are
settled, its attacks on what it names come out (reference, section 7).

    disapplications   which norms are meant, what things are borrowed from them, the attacks
    concerned         `to a person who …`: what is defeated as far as it speaks of such a person
    parts_played      whether a borrowed thing plays one part in all that is named

What is disapplied is defeated for the things that both speak of, as with exceptions; that it is
never a norm by itself, and defeats nothing that defeats it, is left to the meaning. Begin with
`disapplications.read_disapplication`.
"""
