"""Comparing two versions of a policy: two checked policies go in, everything that differs in what
they mean comes out, each statement with what stands behind it.

In one line: both versions become one policy in which what was edited stands twice, on a common
vocabulary (`difference`), so that one question can see any selection of the edits; all cases on
which the versions part are found in groups, by the outcome before and after; `rules` says which
cases a group holds, in as few lines as may be; the rest is told from that.

    comparison, tasks    the order, and what each process of a comparison does
    effect               who is bound more and who less
    attribution          which edits make a change: the smallest sets that do
    guarantees, questions, cases, findings_in_short   what becomes of these
    intent, gate         what amendments declare against what they do
    redline, rename      the words beside each other; names that changed
    carried_answers      what both versions have in common is asked once

A statement is “exactly” so where it is proved in both directions, and says where it was only tried.
Begin with `comparison.compare`, then `difference.groups`.
"""
