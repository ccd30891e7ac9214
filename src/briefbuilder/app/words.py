"""Codes put into words in the user's language, from the catalogue in `resources/messages`.

One YAML file an area: a code, and under it the words by language. Words may hold {parameters}. Where the
parameter `count` is 1 and there are words for the code with "-one" behind it, those are taken. A language
that is missing falls back to its base language, then to English.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from briefbuilder.app.catalogue import Catalogue
from briefbuilder.app.paths import resources_folder
from briefbuilder.app.spaces import held
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.naming import name_in
from briefbuilder.domain.notices import Finding, Notice


class MissingWordsWarning(UserWarning):
    """A code or a parameter that the catalogue does not know: a fault of the program.

    The user still gets the code with its parameters; in the tests, where warnings are errors, it fails.
    """


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
        """Return what an error says: what is wrong and what to do."""
        return self.text(error.code, **error.parameters)

    def notice(self, notice: Notice) -> str:
        """Return what a notice of an importer says."""
        return self.text(notice.code, subject=notice.subject)

    def finding(self, finding: Finding) -> str:
        """Return what a finding of a check says; moments in words, by the clock of this computer."""
        told = dict(finding.parameters)
        if "until" in told:
            told["until"] = moment_in_words(told["until"], self.language)
        return self.text(finding.code, **told)

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
