"""Runs that were found before: a key goes in, the run comes out, or nothing.

The key is a digest of everything that a run depends on, so what is found is never out of date.
Whatever is wrong with the file, nothing is found and it is made anew; what several commands write
at once is theirs or nobody's, for each entry carries its own digest.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256

OURS = 0x416E7401
"""What marks a file as this cache in this form."""

MOST = 300
"""So many entries are kept; those not looked at for longest go first."""

PATIENCE = 2.0
"""Seconds to wait for another command that writes."""


def key_of(parts: Iterable[str]) -> str:
    """The digest of what a run depends on."""
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()


class Cache:
    """The entries of one file. `remove` takes the file away where it is none of ours."""

    def __init__(self, path: str, remove: Callable[[], None]) -> None:
        self.path = path
        self.remove = remove

    def get(self, key: str) -> str | None:
        """What was put under the key."""
        try:
            with self._open() as connection:
                row = connection.execute("select digest, entry from runs where key = ?", [key])
                found = row.fetchone()
                if found is not None:
                    connection.execute(f"update runs set used = {NEXT} where key = ?", [key])
        except sqlite3.Error:
            return None
        return None if found is None else whole(*found)

    def put(self, key: str, text: str) -> None:
        """Keep a text under the key; where that fails, it is not kept."""
        entry = zlib.compress(text.encode())
        with suppress(sqlite3.Error), self._open() as connection:
            connection.execute(
                f"insert or replace into runs values (?, ?, ?, {NEXT})",
                [key, sha256(entry).digest(), entry],
            )
            connection.execute(
                "delete from runs where key not in"
                f" (select key from runs order by used desc limit {MOST})"
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, made anew where it is damaged or another's."""
        try:
            connection = opened(self.path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self.remove()
            connection = opened(self.path)
        with closing(connection), connection:
            yield connection


NEXT = "(select coalesce(max(used), 0) + 1 from runs)"


def opened(path: str) -> sqlite3.Connection:
    """A connection to a file that is ours. Raises DatabaseError (and not OperationalError, which
    says that another command is writing) where it is not."""
    connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        (mark,) = connection.execute("pragma application_id").fetchone()
        (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
        if mark != OURS and tables:
            raise sqlite3.DatabaseError("not a cache of this form")
        if mark != OURS:
            with connection:
                connection.execute(
                    "create table if not exists runs"
                    " (key text primary key, digest blob, entry blob, used integer)"
                )
                connection.execute(f"pragma application_id = {OURS}")
        connection.execute("select key, digest, entry, used from runs limit 0")
    except sqlite3.OperationalError as error:
        connection.close()
        if "no such" in str(error):
            raise sqlite3.DatabaseError(str(error)) from None
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def whole(digest: object, entry: object) -> str | None:
    """The text of an entry, where it is as it was written."""
    if not isinstance(entry, bytes) or sha256(entry).digest() != digest:
        return None
    try:
        return zlib.decompress(entry).decode()
    except (zlib.error, UnicodeDecodeError):
        return None
