"""What every command is handed: the console, the words, the program's resources, and dossiers by path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefbuilder.app.words import Words
from briefbuilder.cli.console import Console
from briefbuilder.domain.errors import BriefbuilderError

if TYPE_CHECKING:
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session
    from briefbuilder.domain.briefing import Briefing
    from briefbuilder.domain.changes import ArticleRecord

T = TypeVar("T")


class UsageError(Exception):
    """The command was called wrongly, in a way that the parser alone cannot see."""


class NamingError(BriefbuilderError):
    """A name on the command line that nothing, or more than one thing, answers to."""


class Context:
    """One run of a command."""

    def __init__(self, console: Console, words: Words) -> None:
        self.console = console
        self.words = words

    @cached_property
    def resources(self) -> Resources:
        """What ships, and what the settings of this user add to it; a command that only reads needs neither."""
        from briefbuilder.app.resources import resources_for
        from briefbuilder.app.settings import Settings

        return resources_for(Settings())

    def opened(self, path: Path) -> Session:
        """Open a dossier, and show how far it is where it must be brought up to date first."""
        from briefbuilder.app.session import Session

        def show(share: float) -> None:
            self.console.progress(self.words.text("cli-bringing-up-to-date", percent=f"{share:.0%}"))

        session = Session.open(path, self.resources, show)
        self.console.clear_progress()
        return session


def article_named(session: Session, name: str) -> ArticleRecord:
    """Return the article of that id, beginning of an id, or number in the list (from 1); no others are read."""
    from briefbuilder.domain.wanted import Wanted

    exact = session.record(name)
    if exact is not None:
        return exact
    if name.isascii() and name.isdigit():
        numbers = session.library.numbers(Wanted())
        found = session.library.ids(numbers[int(name) - 1 : int(name)] if int(name) else ())
    else:
        found = session.library.beginning_with(name) if name else ()
    record = session.record(found[0]) if len(found) == 1 else None
    if record is None:
        code = "cli-article-ambiguous" if found else "cli-article-unknown"
        raise NamingError(code, article=name, count=str(len(found) or session.count("article")))
    return record


def briefing_named(briefings: Sequence[Briefing], name: str) -> Briefing:
    """Return the briefing of that id, beginning of an id, or number in the list (from 1)."""
    found = _named(briefings, name, lambda briefing: briefing.id)
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


def _named(values: Sequence[T], name: str, id_of: Callable[[T], str]) -> list[T]:
    exact = [value for value in values if id_of(value) == name]
    if exact:
        return exact
    if name.isascii() and name.isdigit():
        return list(values[int(name) - 1 : int(name)]) if int(name) else []
    return [value for value in values if name and id_of(value).startswith(name)]
