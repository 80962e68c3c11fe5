"""Comparing two versions of a policy: two checked policies go in, everything that differs in what
they mean comes out, each statement with what stands behind it.

In one line: both versions become one policy in which what was edited stands twice (`merge`), on a
common vocabulary (`scope`), so that an angle can see any selection of the edits; `describe` finds
all cases on which the versions part and says which they are; the rest is told from that.
"""
