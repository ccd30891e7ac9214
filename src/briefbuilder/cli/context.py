"""What every command is handed: the console, the words, the program's resources, and dossiers by path."""

from __future__ import annotations

import json
import locale
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from briefbuilder.app.messages import Words
from briefbuilder.domain.article import Article
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import touches_section
from briefbuilder.domain.topics import Tag, Taxonomy

if TYPE_CHECKING:
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session
    from briefbuilder.domain.briefing import Briefing
    from briefbuilder.domain.changes import ArticleRecord


# What a command says: JSON or plain words on standard output, errors and progress on standard error.

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


T = TypeVar("T")


class UsageError(Exception):
    """The command was called wrongly, in a way that the parser alone cannot see."""


class NamingError(BriefbuilderError):
    """A name on the command line that nothing, or more than one thing, answers to."""


class CommandContext:
    """One run of a command."""

    def __init__(self, console: Console, words: Words) -> None:
        self.console = console
        self.words = words

    @cached_property
    def resources(self) -> Resources:
        """What ships, and what the settings of this user add to it; a command that only reads needs neither."""
        from briefbuilder.app.resources import create_resources
        from briefbuilder.app.settings import Settings

        return create_resources(Settings())

    def open_dossier(self, path: Path) -> Session:
        """Open a dossier, and show how far it is where it must be brought up to date first."""
        from briefbuilder.app.session import Session

        def show(share: float) -> None:
            self.console.progress(self.words.text("cli-bringing-up-to-date", percent=f"{share:.0%}"))

        session = Session.open(path, self.resources, show)
        self.console.clear_progress()
        return session


def find_article(session: Session, name: str) -> ArticleRecord:
    """Return the article of that id, beginning of an id, or number in the list (from 1); no others are read."""
    from briefbuilder.domain.query import Query

    exact = session.store.record(name)
    if exact is not None:
        return exact
    if name.isascii() and name.isdigit():
        numbers = session.search.numbers(Query())
        found = session.search.ids(numbers[int(name) - 1 : int(name)] if int(name) else ())
    else:
        found = session.search.beginning_with(name) if name else ()
    record = session.store.record(found[0]) if len(found) == 1 else None
    if record is None:
        code = "cli-article-ambiguous" if found else "cli-article-unknown"
        raise NamingError(code, article=name, count=str(len(found) or session.store.count("article")))
    return record


def find_briefing(briefings: Sequence[Briefing], name: str) -> Briefing:
    """Return the briefing of that id, beginning of an id, or number in the list (from 1)."""
    found = _find_named(briefings, name, lambda briefing: briefing.id)
    if len(found) != 1:
        code = "cli-briefing-ambiguous" if found else "cli-briefing-unknown"
        raise NamingError(code, briefing=name, count=str(len(found) or len(briefings)))
    return found[0]


def is_dossier(path: Path) -> bool:
    """Tell whether a file is a database, as every dossier is, by its first bytes."""
    try:
        with path.open("rb") as stream:
            return stream.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _find_named(values: Sequence[T], name: str, id_of: Callable[[T], str]) -> list[T]:
    exact = [value for value in values if id_of(value) == name]
    if exact:
        return exact
    if name.isascii() and name.isdigit():
        return list(values[int(name) - 1 : int(name)]) if int(name) else []
    return [value for value in values if name and id_of(value).startswith(name)]


# Adds commands to the parser with what they share: `--json`, `--lang` and help in words.

Command = Callable[[Namespace, CommandContext], int]


@dataclass(frozen=True, slots=True)
class CommandGroup:
    """Where commands are added."""

    add_parser: Callable[..., ArgumentParser]
    shared: ArgumentParser
    translate: Callable[[str], str]
    """What puts a code into words."""

    def command(self, name: str, run: Command, code: str = "") -> ArgumentParser:
        """Add a command that `run` does; its help stands in the catalogue under `code`, else its name."""
        parser = self._parser(name, f"cli-help-{code or name}")
        parser.set_defaults(command=run, parser=parser)
        return parser

    def group(self, name: str) -> CommandGroup:
        """Add a command that has commands of its own."""
        parser = self._parser(name, f"cli-help-{name}")
        inner = parser.add_subparsers(metavar="COMMAND", required=True)
        return CommandGroup(inner.add_parser, self.shared, self.translate)

    def help(self, code: str) -> str:
        """Return what an argument means, in words."""
        return self.translate(f"cli-help-{code}")

    def _parser(self, name: str, code: str) -> ArgumentParser:
        text = self.translate(code)
        return self.add_parser(name, parents=[self.shared], help=text, description=text, allow_abbrev=False)


# In which language the terminal speaks.

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(argv: list[str]) -> str:
    """Return the BCP 47 tag after `--lang`, else the environment's language, else English."""
    for place, word in enumerate(argv):
        name, _, value = word.partition("=")
        if name == "--lang":
            given = value or next(iter(argv[place + 1 :]), "")
            if _TAG.match(given):
                return given.replace("_", "-")
    return environment_language()


def environment_language() -> str:
    """Return the language that the system speaks to this user, else English."""
    set_values = [os.environ[name] for name in _VARIABLES if os.environ.get(name)]
    wanted = set_values[0] if set_values else locale.getlocale()[0] or ""
    plain = wanted.partition(".")[0].partition("@")[0]
    return plain.replace("_", "-") if _TAG.match(plain) and plain != "POSIX" else "en"


# Topics by the names that are typed, and the tags of an article by section.


def topic_ids(taxonomy: Taxonomy, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of topics that are named by id or by name in any language; raises NamingError."""
    return tuple(dict.fromkeys(_topic_id(taxonomy, name) for name in names))


def tagged_sections(article: Article, tags: Iterable[Tag]) -> dict[int, tuple[str, ...]]:
    """Return the topics of each section that is tagged, by the section's number."""
    put = tuple(tags)
    found = {
        section.index: tuple(dict.fromkeys(tag.topic for tag in put if touches_section(tag.passage, section)))
        for section in article.sections
    }
    return {index: topics for index, topics in found.items() if topics}


def _topic_id(taxonomy: Taxonomy, name: str) -> str:
    if taxonomy.topic(name) is not None:
        return name
    folded = name.strip().casefold()
    found = [
        topic.id
        for topic in taxonomy.topics
        if folded == topic.id or folded in {one.casefold() for one in topic.names.values()}
    ]
    if len(found) != 1:
        code = "cli-topic-ambiguous" if found else "cli-topic-unknown"
        raise NamingError(code, topic=name, near=_similar_topics(taxonomy, found, folded))
    return found[0]


def _similar_topics(taxonomy: Taxonomy, found: list[str], folded: str) -> str:
    from difflib import get_close_matches

    near = found or get_close_matches(folded, [topic.id for topic in taxonomy.topics], n=3, cutoff=0.5)
    return ", ".join(near) or "–"
