"""Translates codes with parameters into messages in the user's language.

Messages may contain {parameters}. If the parameter `count` is 1 (in French also 0) and the catalogue has the code with "-one"
appended, that message is used; so is the one with the value of the parameter `variant` appended. A language without a catalogue
falls back to its base language, then to English.

`resources/messages` has one YAML file per interface language, named after its BCP 47 tag. The key `language` is the
name of the language in that language; every other key is a section, which maps codes to messages.
"""

from __future__ import annotations

import errno
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path

from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Finding, Notice
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.visible_text import cut_text, show_line
from briefbuilder.system.files import NOT_A_FILE
from briefbuilder.system.paths import resources_folder

REFERENCE = "en"
"""The language whose catalogue has every code."""
_LANGUAGE_KEY = "language"
_SYSTEM_ERRORS = {
    "ENOENT": "system-not-found", "EACCES": "system-no-permission", "EPERM": "system-not-permitted", "EROFS": "system-read-only",
    "ENOSPC": "system-full", "EDQUOT": "system-quota", "EISDIR": "system-folder", "ENOTDIR": "system-no-folder",
    "ENAMETOOLONG": "system-long-name", "EEXIST": "system-exists", "EBUSY": "system-busy", "EIO": "system-device",
    "EFBIG": "system-too-large", "EMFILE": "system-too-many-files", "ETIMEDOUT": "system-no-answer",
    "ECONNREFUSED": "system-refused", "ENETUNREACH": "system-unreachable", "EHOSTUNREACH": "system-unreachable",
    "ELOOP": "system-link-loop", "ENOTEMPTY": "system-not-empty", "ESTALE": "system-gone", "ENOTCONN": "system-gone",
    "ENODEV": "system-gone", "ENXIO": "system-gone", "ECONNRESET": "system-ended", "EPIPE": "system-ended",
}  # fmt: skip
"""The codes of the errors of the operating system, whose own words are in English on most systems."""


@cache
def _system_words() -> Mapping[str, tuple[str, str]]:
    """Return the codes of the system's errors with their names, by its words for them."""
    found = {
        os.strerror(number): (_SYSTEM_ERRORS.get(name, "system-other"), name)
        for number, name in errno.errorcode.items()
    }
    return {**found, NOT_A_FILE: ("system-no-file", "")}


def messages_folder() -> Path:
    """Return the folder of the catalogues."""
    return resources_folder() / "messages"


def interface_tags(folder: Path | None = None) -> tuple[str, ...]:
    """Return the tags of the interface languages, English first."""
    tags = (path.stem for path in (folder or messages_folder()).glob("*.yaml"))
    return tuple(sorted(tags, key=lambda tag: (tag != REFERENCE, tag)))


def interface_languages(folder: Path | None = None) -> Mapping[str, str]:
    """Return the name of each interface language by its tag, English first."""
    folder = folder or messages_folder()
    return {tag: _name_of(folder / f"{tag}.yaml") for tag in interface_tags(folder)}


class Catalogue:
    """The messages of one language by code; missing ones are taken from the base language, then from English."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        self._language = language

    def text(self, code: str) -> str | None:
        """Return the message of a code, None if no catalogue has it."""
        found = self._texts.get(code)
        return self._reference.get(code) if found is None else found

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for path in reversed([*self._paths()]):
            texts |= read_catalogue(path)
        return texts

    @cached_property
    def _reference(self) -> Mapping[str, str]:
        path = self._folder / f"{REFERENCE}.yaml"
        return read_catalogue(path) if path.is_file() else {}

    def _paths(self) -> Iterator[Path]:
        """Yield the catalogues of the language, of its base language and of its variants, in this order."""
        known = {path.stem: path for path in sorted(self._folder.glob("*.yaml"))}
        base = base_language(self._language)
        tags = [self._language, base, *(tag for tag in known if base_language(tag) == base)]
        yield from (known[tag] for tag in dict.fromkeys(tags) if tag in known)


def read_catalogue(path: Path) -> Mapping[str, str]:
    """Return the messages of a catalogue by code."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts: dict[str, str] = {}
    code = None
    # To build a tree of two thousand messages would take three times as long as to read them.
    for event in yaml.parse(path.read_bytes(), Loader=loader):
        if isinstance(event, yaml.ScalarEvent):
            if code is None:
                code = event.value
            else:
                texts[code], code = event.value, None
        elif isinstance(event, yaml.MappingStartEvent):
            # What came before is the name of a section.
            code = None
    texts.pop(_LANGUAGE_KEY, None)
    return texts


def _name_of(path: Path) -> str:
    """Return the name of a catalogue's language; reads only the beginning of the file, since the window asks at start."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            key, _, name = line.partition(":")
            if key == _LANGUAGE_KEY:
                return name.strip()
    return path.stem


# French sets no-break spaces between words and certain marks.

_BREAKABLE_SPACE = lazy_pattern(r" (?=[:;?!»])|(?<=«) ")


def use_no_break_spaces(text: str) -> str:
    """Return a French text with no-break spaces before its marks; catalogues are written with common spaces."""
    return _BREAKABLE_SPACE.sub("\u00a0", text)


class MissingMessageWarning(UserWarning):
    """A code or a parameter that the catalogue lacks: a fault of the program.

    The user still sees the code with its parameters; in the tests, where warnings are errors, it fails.
    """


_LONGEST_NAME = 120
"""Most code points of a title or another name in the name of an act."""
_MOMENTS = frozenset({"since", "until"})
"""Parameters that are moments (ISO 8601 with a time zone)."""
_NUMBERS = frozenset({"count", "limit"})
"""Parameters that are whole numbers."""


class Words:
    """The messages in one user's language (`language` is a BCP 47 tag), with AM and PM if times have twelve hours."""

    def __init__(self, language: str, folder: Path | None = None, *, has_twelve_hours: bool = False) -> None:
        self.language = language
        self._has_twelve_hours = has_twelve_hours
        self._folder = folder
        self._catalogue: Catalogue | None = None

    def text(self, code: str, /, **given: object) -> str:
        """Return the message of a code with its parameters filled in.

        Parameters are one line each, and characters that the terminal or the window would obey are written out.
        """
        parameters = {name: show_line(str(value)) for name, value in given.items()}
        return self._filled(code, parameters) or self._unknown(code, parameters)

    def known_text(self, code: str, /, **given: object) -> str:
        """Return what `text` does, "" if the catalogue lacks the code or the message has a parameter that is not given."""
        return self._filled(code, {name: show_line(str(value)) for name, value in given.items()})

    def _filled(self, code: str, parameters: dict[str, str]) -> str:
        catalogue = self._loaded()
        if system := _system_words().get(parameters.get("reason", "")):
            system_code, name = system
            parameters["reason"] = (catalogue.text(system_code) or parameters["reason"]).format(name=name)
        count = parameters.get("count")
        variant = "one" if count == "1" else parameters.get("variant")
        words = (catalogue.text(f"{code}-{variant}") if variant else None) or catalogue.text(code)
        if (
            count == "0"
            and base_language(self.language) == "fr"
            and "{count}" in (catalogue.text(f"{code}-one") or "")
        ):
            words = catalogue.text(f"{code}-one")
        words = words or ""
        try:
            return (use_no_break_spaces(words) if self.language.startswith("fr") else words).format_map(
                parameters
            )
        except (KeyError, IndexError, ValueError):
            return ""

    def has(self, code: str) -> bool:
        """Return whether there is a message for a code."""
        return self._loaded().text(code) is not None

    def error(self, error: BriefbuilderError) -> str:
        """Return the message of an error; moments are in the time zone of this computer."""
        return self.text(error.code, **self._in_words(error.parameters))

    def notice(self, notice: Notice) -> str:
        """Return the message of an importer's notice; that of another version of the program may be unknown."""
        if self.has(notice.code):
            return self.text(notice.code, subject=notice.subject)
        return self.text("notice-unknown", code=": ".join(filter(None, (notice.code, notice.subject))))

    def finding(self, finding: Finding) -> str:
        """Return the message of a finding; moments are in the time zone of this computer."""
        return self.text(finding.code, **self._in_words(finding.parameters))

    def _in_words(self, parameters: Mapping[str, str]) -> dict[str, str]:
        """Return parameters with the moments and numbers among them formatted, and with the names of roles."""
        formatted = dict(parameters)
        if "roles" in formatted:
            from briefbuilder.templating.schema import translate_help

            roles = formatted["roles"].split(", ")
            formatted["roles"] = ", ".join(translate_help(role, self.language) for role in roles)
        for name in _MOMENTS & formatted.keys():
            with suppress(ValueError, OverflowError):
                formatted[name] = format_moment(formatted[name], self.language, self._has_twelve_hours)
        for name in _NUMBERS & formatted.keys():
            if formatted[name].isdecimal():
                from briefbuilder.locales.numbers import format_number

                formatted[name] = format_number(formatted[name], self.language)
        return formatted

    def _unknown(self, code: str, parameters: Mapping[str, str]) -> str:
        error = BriefbuilderError(code, **parameters)
        warnings.warn(f"no words in {self.language} for {error}", MissingMessageWarning, stacklevel=3)
        return str(error)

    def _loaded(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = Catalogue(self._folder or messages_folder(), self.language)
        return self._catalogue


def format_moment(moment: str, language: str, has_twelve_hours: bool) -> str:
    """Return a moment (ISO 8601 with a time zone) as day and time in the time zone of this computer."""
    from briefbuilder.locales.dates import format_date

    there = datetime.fromisoformat(moment).astimezone()
    time = f"{there:%I:%M %p}".removeprefix("0") if has_twelve_hours else f"{there:%H:%M}"
    return f"{format_date(there.date(), language)}, {time}"


def act_text(words: Words, act: ChangeSet) -> str:
    """Return the name of an act ("import of 3 articles"), "" if there are no words for it.

    Another version of the program may have made it, or its parameters were removed for good.
    """
    named = {name: cut_text(value, _LONGEST_NAME) for name, value in act.parameters.items()}
    return words.known_text(f"act-{act.act}", **named)
