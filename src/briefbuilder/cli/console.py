"""What a command says: JSON or plain words on standard output, errors and progress on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TextIO

from briefbuilder.app.words import Words
from briefbuilder.domain.errors import BriefbuilderError

_PROGRESS_WIDTH = 78


class Console:
    """The terminal of one command. Progress is drawn on a terminal alone, and never with `--json`."""

    def __init__(
        self, words: Words, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.words = words
        self.as_json = as_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._drawn = False

    def emit(self, shape: Mapping[str, object], plain: str | None = None) -> None:
        """Give one result: its shape as a line of JSON, or its words (None has none)."""
        self.clear_progress()
        if self.as_json:
            self._out.write(json.dumps(shape, ensure_ascii=False) + "\n")
        elif plain is not None:
            self._out.write(plain + "\n")

    def say(self, plain: str) -> None:
        """Say something that is for people alone."""
        if not self.as_json:
            self.clear_progress()
            self._out.write(plain + "\n")

    def write(self, text: str) -> None:
        """Write text as it is, whatever was asked for."""
        self._out.write(text)

    def fail(self, text: str) -> None:
        """Say on standard error what could not be done."""
        self.clear_progress()
        self._out.flush()
        self._err.write(f"briefbuilder: {text}\n")

    def fail_with(self, error: BriefbuilderError) -> None:
        """Say in words what an error says."""
        self.fail(self.words.error(error))

    def progress(self, text: str) -> None:
        """Show how far long work is, in the place of what was shown before."""
        if not self.as_json and self._err.isatty():
            self._err.write(f"\r{text[:_PROGRESS_WIDTH]:<{_PROGRESS_WIDTH}}")
            self._err.flush()
            self._drawn = True

    def clear_progress(self) -> None:
        """Take what was shown off the terminal."""
        if self._drawn:
            self._err.write("\r" + " " * _PROGRESS_WIDTH + "\r")
            self._err.flush()
            self._drawn = False
