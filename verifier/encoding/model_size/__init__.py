"""How many things a case needs: the bound on the size of a model.

In goes a question, with all that is assumed beside it; out comes a number of slots for each root
kind, and whether searching so many decides the question for any number of things (`bounds.bound`).

A question that has a case has one whose things are the values of its role constants and Skolem
terms: such terms form a substructure in which what is said of every thing persists, and what is
said of some thing keeps its witness. Where the Skolem functions among kinds run in no circle there
are finitely many such terms, and their number is the bound. That is the finite model property of
order-sorted effectively propositional logic (Nelson, Dougherty, Fisler, Krishnamurthi, "On the
Finite Model Property in Order-Sorted Logic", 2010). Where they do run in a circle, the bound says
through which kinds, and the search is said to be bounded.

Nothing is rewritten to Skolem form. `counting` walks the outline of the question (`polarity`), with
the polarity of each part, and gathers for each existential one symbol (`skolem_symbols`); equal
symbols are counted once, what parts of a conjunction need is united, and what alternatives need is
merged where one thing can serve both. `skolem_terms` holds the terms that variables stand for, each
as one object. `bounds` turns symbols into numbers of slots.

The language reference says what comes of it in section 16, How many things. Begin with `bounds`,
then read `counting` from `Counter.question`.
"""
