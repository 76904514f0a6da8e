"""What was worked out before, in the user's folder for caches: bounded, and lost without harm."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

_NAME = "readme-sync"
_FILE = "history.sqlite"
_MOST_BYTES = 100_000_000
_SECONDS = 2  # that another process may hold it
_SIZES = ("page_count", "freelist_count", "page_size")
_AT_ONCE = 500  # keys in one question


class Cache:
    """Texts by key. What cannot be read or written is not kept, and nothing says so: the work is done again."""

    def __init__(self, kind: str) -> None:
        """Use the texts of a kind; other code than this one has made others.

        Args:
            kind: what the texts depend on besides their keys, such as the settings of a document.
        """
        self._kind = sha256(f"{_code()} {kind}".encode()).hexdigest()

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the texts that are known."""
        wanted = {self._key(key): key for key in keys}
        found: dict[str, str] = {}
        asked = list(wanted)
        with suppress(sqlite3.Error, OSError, zlib.error, UnicodeDecodeError), _opened() as table:
            for start in range(0, len(asked), _AT_ONCE):
                some = asked[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = table.execute(f"SELECT key, text FROM kept WHERE key IN ({marks})", some)  # noqa: S608  marks
                found |= {wanted[key]: zlib.decompress(text).decode() for key, text in rows}
        return found

    def put(self, texts: Mapping[str, str]) -> None:
        """Keep some texts; those that were kept first go where there are too many."""
        rows = [(self._key(key), zlib.compress(text.encode())) for key, text in texts.items()]
        with suppress(sqlite3.Error, OSError), _opened() as table:
            pages, free, size = (table.execute(f"PRAGMA {name}").fetchone()[0] for name in _SIZES)
            if (pages - free) * size + sum(len(text) for _, text in rows) > _MOST_BYTES:
                table.execute("DELETE FROM kept WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM kept)")
            table.executemany("INSERT OR REPLACE INTO kept (key, text) VALUES (?, ?)", rows)

    def _key(self, key: str) -> str:
        return f"{self._kind[:16]}{key}"


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    """Open the database, anew where it is none; what was done in it is kept when no error was raised."""
    place = _place()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    table = sqlite3.connect(place, timeout=_SECONDS)
    try:
        with table:
            table.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, text BLOB NOT NULL)")
            yield table
    except sqlite3.DatabaseError as error:
        if not isinstance(error, sqlite3.OperationalError):  # it is none, or broken
            place.unlink(missing_ok=True)
        raise
    finally:
        table.close()


def _place() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False) / _FILE


def _code() -> str:
    """Return what tells this code from any other: one version may be installed from many commits."""
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    return repr([(one.name, status.st_size, status.st_mtime_ns) for one in files for status in [one.stat()]])
