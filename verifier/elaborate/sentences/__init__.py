"""One line of a condition to a formula: words go in, a formula over variables comes out.

A line is cut into tokens that know their places (`tokens`); what it can be is decided by its shape
(`line_shapes`): a comparison, a value of a list, a day, or a declared sentence, which is found
among all that are declared by their words (`matching`) and chosen by the kinds of what fills its
holes (`fitting`, `fillers`). Which thing “the person” is depends on what the lines before have
introduced (`scopes`): the first mention has “a”, the later ones “the”, as section 3 of the language
reference has it. Where no sentence fits, `unmatched` says which one was nearest and which word is
the matter.

Sections 3 to 5 of the reference say what is allowed. There is no guessing: a line that fits two
sentences is refused, and so is one whose “the” has no thing before it.

Begin with `conditions` (the block), then `condition_lines` (one line), then `scopes`.
"""
