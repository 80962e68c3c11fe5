"""Amendments: the text of a policy and amendments go in, the amended text and every reason why an
amendment does not apply come out.

An edit is resolved against the lines of the version that it amends, so that no edit sees what
another one did; edits that touch the same words are refused; then all are made at once. What comes
out is laid out as `format` does it.
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
