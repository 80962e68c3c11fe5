"""Amendments: the text of a policy and amendments go in, the amended text and every reason why an
amendment does not apply come out.

An edit is resolved against the lines of the version that it amends (`names`, `lists`, `stems`), so
that no edit sees what another one did; edits that touch the same words are refused (`clashes`);
then all are made at once (`changes`, `rebuild`). What comes out is laid out as `format` does it,
and knows for each of its lines where it came from (`written`), so that a mistake in an amended
policy is shown at its place in the amendment.

Words are changed within quotations and within the policy's own text in the same way (`wording`),
new lines find their place among old ones (`joining`), and amendments of one policy are made in
sequence, each against the version that it names (`versions`). Section 14 of the language reference
says what each edit means. Begin with `versions`, then `changes`.
"""

from __future__ import annotations

from verifier.changes.amend.text import PolicyText, policy_text
from verifier.changes.amend.versions import Version, in_sequence, with_earlier, without_earlier
from verifier.changes.amend.written import Written, folder_name, written

__all__ = [
    "PolicyText",
    "Version",
    "Written",
    "folder_name",
    "in_sequence",
    "policy_text",
    "with_earlier",
    "without_earlier",
    "written",
]
