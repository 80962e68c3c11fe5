"""What `decide` is made of: the answer on a partly known case, part by part.

known          what is given, statement by statement, and what else each may be
presumed       what presumptions supply
unknowns       what may be open, in words and in the solver's constants
inquiry        questions about all completions of the case
twice          two completions side by side: what matters, what would settle it
smallest       a smallest sufficient set, by the sets that it must hit
enough         a smallest part of what is known that is enough, or that cannot be
flips          the smallest changes of what is known that change the verdict
next_question  what to ask first
supposing      what would have to be found out for a verdict
parts          conditions taken apart into what makes them true or false
why            the norms that speak, are defeated or do not apply, in words
results        all of it as plain data
"""
