"""Runs in the formats of other programs: policies and runs go in, one text a format comes out.

SARIF 2.1.0 (OASIS, 2020), the XML of JUnit that build servers read, the workflow commands of GitHub
and the code quality report of GitLab. `result` is what all are made from: a policy, what was found,
which findings count, and the places of each. Every format shows all findings; accepted ones are
marked in the way that the format has for it. Fingerprints are the finding's own, so that a finding
is recognised when lines move.

No format drops a finding because it has no room for a part of it: what a viewer cannot show as data
stands in the message. The tests hold SARIF against its published schema, and JUnit against what
build servers read. Begin with `result`, then `sarif`.
"""
