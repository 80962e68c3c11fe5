"""Everything a report shows, as plain values: a policy and a run go in, a `Page` comes out.

Templates receive a page and compute nothing; the terminal prints the same finding views. Each
module is a part of the page: the policy's own text with what became of each sentence
(`source_text`), the clauses in three ways (`clauses`), the findings (`findings`), questions,
guarantees, cases, and for other commands a decision, a comparison, a mutation score, the summary of
the gate. `anchors` names every place that can be cited; `voice` is what a page asks of the one who
puts the model into words.

Begin with `policy_page`.
"""
