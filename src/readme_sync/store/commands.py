"""Runs the commands of named facts: without a shell, for a limited time, with limited output."""

import os
import signal
import subprocess
from contextlib import suppress
from threading import Thread

from readme_sync.errors import InputError

SECONDS = 60.0
MOST_BYTES = 10_000
_HINT = "let it print one number or one text, within a minute"


class CommandRunner:
    """Runs each command once."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Give each command that much time."""
        self._seconds = seconds
        self._known: dict[tuple[tuple[str, ...], str], str | InputError] = {}

    def run(self, command: tuple[str, ...], folder: str) -> str:
        """Return what a program prints that runs in a folder.

        Raises:
            InputError: it fails, takes too long, or prints too much, or no text.
        """
        key = (command, folder)
        if key not in self._known:
            try:
                self._known[key] = self._printed(command, folder)
            except InputError as error:
                self._known[key] = error
        known = self._known[key]
        if isinstance(known, InputError):
            raise known.with_traceback(None)
        return known

    def _printed(self, command: tuple[str, ...], folder: str) -> str:
        shown = " ".join(command)[:80]
        try:
            process = subprocess.Popen(  # noqa: S603  a person allowed it
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(f"{shown!r} cannot be run: {reason}", hint="check the command") from None
        output: list[bytes] = []
        stream = process.stdout
        assert stream is not None
        reader = Thread(target=lambda: output.append(stream.read(MOST_BYTES + 1)), daemon=True)
        try:
            reader.start()
            reader.join(self._seconds)
            if reader.is_alive():
                raise InputError(f"{shown!r} takes longer than {self._seconds:g} seconds", hint=_HINT)
            if len(output[0]) > MOST_BYTES:
                raise InputError(f"{shown!r} prints more than {MOST_BYTES:,} bytes", hint=_HINT)
            code = process.wait(self._seconds)
        except subprocess.TimeoutExpired:
            raise InputError(f"{shown!r} takes longer than {self._seconds:g} seconds", hint=_HINT) from None
        finally:
            _end(process)
            reader.join()
            stream.close()
        if code:
            raise InputError(f"{shown!r} fails with exit code {code}", hint="run it by hand to see why")
        try:
            return output[0].decode()
        except UnicodeDecodeError:
            raise InputError(f"{shown!r} prints something that is not UTF-8", hint=_HINT) from None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a program with all that it started, where the system knows groups of processes."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
