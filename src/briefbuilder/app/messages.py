"""Codes put into words in the user's language, from the catalogue in `resources/messages`.

One YAML file an area: a code, and under it the words by language. Words may hold {parameters}. Where the
parameter `count` is 1 and there are words for the code with "-one" behind it, those are taken. A language
that is missing falls back to its base language, then to English.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.localized import name_in
from briefbuilder.domain.notices import Finding, Notice
from briefbuilder.system.paths import resources_folder

# The catalogue of words in `resources/messages`: one YAML file an area, read when a code of it is asked for.
#
# A command or a window says little of what the program can say, and reading all areas takes a good part of
# its start: so an area stays as it is on disk until a code stands at the beginning of one of its lines.

Texts = Mapping[str, str]
"""What a code says, by language."""


class Catalogue:
    """The words of all areas by code and language; `folder` holds the areas' files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Texts] = {}
        self._lock = Lock()

    def texts(self, code: str) -> Texts | None:
        """Return what a code says by language; None where no area knows it."""
        found = self._known.get(code)
        return self._looked_up(code) if found is None else found

    def _looked_up(self, code: str) -> Texts | None:
        with self._lock:
            for area in [*self._holding(code)]:
                self._known.update(read_area(self._unread.pop(area)))
        return self._known.get(code)

    @cached_property
    def _unread(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self._folder.glob("*.yaml"))}

    def _holding(self, code: str) -> Iterator[str]:
        """Yield the unread areas that have the code at the beginning of a line."""
        key = f"{code}:".encode()
        for area, content in self._unread.items():
            if content.startswith(key) or b"\n" + key in content:
                yield area


def read_area(content: bytes) -> Mapping[str, Texts]:
    """Return the words of one area, a YAML file, by code and language."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts: Mapping[str, Texts] = yaml.load(content, Loader=loader) or {}  # noqa: S506 - both are safe
    return texts


# Spaces at which no line may break: French sets them between words and the marks that belong to them.

_LOOSE = re.compile(r" (?=[:;?!»])|(?<=«) ")


def held(text: str) -> str:
    """Return French words of the program with their marks held to them; they are written with common spaces."""
    return _LOOSE.sub("\u00a0", text)


class MissingWordsWarning(UserWarning):
    """A code or a parameter that the catalogue does not know: a fault of the program.

    The user still gets the code with its parameters; in the tests, where warnings are errors, it fails.
    """


_MOMENTS = frozenset({"since", "until"})
"""Parameters that are moments: ISO 8601 with their zone."""


class Words:
    """The catalogue as one user reads it; `language` is a BCP 47 tag."""

    def __init__(self, language: str, folder: Path | None = None) -> None:
        self.language = language
        self._folder = folder
        self._catalogue: Catalogue | None = None

    def text(self, code: str, /, **parameters: str) -> str:
        """Return the words for a code with its parameters put in."""
        catalogue = self._loaded()
        single = catalogue.texts(f"{code}-one") if parameters.get("count") == "1" else None
        texts = single or catalogue.texts(code)
        if not texts:
            return self._unknown(code, parameters)
        try:
            words = name_in(texts, self.language, code)
            return (held(words) if self.language.startswith("fr") else words).format_map(parameters)
        except (KeyError, IndexError, ValueError):
            return self._unknown(code, parameters)

    def knows(self, code: str) -> bool:
        """Tell whether there are words for a code."""
        return self._loaded().texts(code) is not None

    def error(self, error: BriefbuilderError) -> str:
        """Return what an error says: what is wrong and what to do; moments by the clock of this computer."""
        return self.text(error.code, **self._with_moments(error.parameters))

    def notice(self, notice: Notice) -> str:
        """Return what a notice of an importer says."""
        return self.text(notice.code, subject=notice.subject)

    def finding(self, finding: Finding) -> str:
        """Return what a finding of a check says; moments in words, by the clock of this computer."""
        return self.text(finding.code, **self._with_moments(finding.parameters))

    def _with_moments(self, parameters: Mapping[str, str]) -> dict[str, str]:
        """Return parameters with the moments among them in words, where they are moments."""
        told = dict(parameters)
        for name in _MOMENTS & told.keys():
            with suppress(ValueError, OverflowError):
                told[name] = moment_in_words(told[name], self.language)
        return told

    def _unknown(self, code: str, parameters: Mapping[str, str]) -> str:
        told = BriefbuilderError(code, **parameters)
        warnings.warn(f"no words in {self.language} for {told}", MissingWordsWarning, stacklevel=3)
        return str(told)

    def _loaded(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = Catalogue(self._folder or resources_folder() / "messages")
        return self._catalogue


def moment_in_words(moment: str, language: str) -> str:
    """Return a moment (ISO 8601 with its zone) as day and time by the clock of this computer."""
    from briefbuilder.composing.typography import date_in_words

    there = datetime.fromisoformat(moment).astimezone()
    return f"{date_in_words(there.date(), language)}, {there:%H:%M}"


# What the menu calls an act that can be taken back or done again.


def act_words(words: Words, act: ChangeSet) -> str:
    """Return the name of an act ("import of 3 articles")."""
    return words.text(f"act-{act.act}", **act.parameters)


def undo_words(words: Words, act: ChangeSet | None) -> str:
    """Return the words of the menu for taking an act back, or for having none."""
    return words.text("undo-nothing") if act is None else words.text("undo-act", act=act_words(words, act))


def redo_words(words: Words, act: ChangeSet | None) -> str:
    """Return the words of the menu for doing an act again, or for having none."""
    return words.text("redo-nothing") if act is None else words.text("redo-act", act=act_words(words, act))
