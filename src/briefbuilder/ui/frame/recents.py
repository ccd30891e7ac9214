"""The recent dossiers: what is remembered of each, and what is found out about its file in the background."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.values import value
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session

_SUMMARY = "summary"
_TOPICS = 5
"""The most topics in the strip of a card."""


@value
class Summary:
    """What a dossier held when it was closed; `moment` is ISO 8601, UTC, empty where nothing is known.

    `topics` are colours with the number of their tags. `briefing` and `place` are titles, empty for a dossier that is
    encrypted: settings are not.
    """

    articles: int = 0
    briefings: int = 0
    topics: tuple[tuple[str, int], ...] = ()
    briefing: str = ""
    place: str = ""
    moment: str = ""


@value
class RecentDossier:
    """A recent dossier, and what was found out about its file.

    `is_there` is None until the file was looked for, `holder` is who has it open elsewhere, and `modified` is when it
    was changed last.
    """

    path: Path
    summary: Summary
    is_there: bool | None = None
    holder: str = ""
    modified: str = ""

    @property
    def moment(self) -> str:
        """When it was closed last, else when its file was changed last; ISO 8601, UTC."""
        return self.summary.moment or self.modified


@value
class _FileState:
    """What was found out about a file."""

    is_there: bool
    holder: str = ""
    modified: str = ""


def summarize(session: Session, briefing: str = "", place: str = "") -> Summary:
    """Return the summary of an open dossier, with the titles of the briefing and the part that are shown."""
    store, taxonomy = session.store, session.taxonomy
    used = ((taxonomy.topic(topic), count) for topic, count in session.search.topics()[:_TOPICS])
    is_encrypted = store.password is not None
    return Summary(
        articles=store.count("article"),
        briefings=len(store.briefings()),
        topics=tuple((topic.colour, count) for topic, count in used if topic is not None),
        briefing="" if is_encrypted else briefing,
        place="" if is_encrypted else place,
        moment=datetime.now(UTC).isoformat(timespec="seconds"),
    )


class RecentDossiers(QObject):
    """The recent dossiers of the settings; `changed` is emitted when the list or what is known of it changes.

    Files are looked at in a job alone, since a folder on a network may take long to answer.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._found: dict[Path, _FileState] = {}
        self._looking = False

    @property
    def all(self) -> tuple[RecentDossier, ...]:
        """The recent dossiers, the latest first; those known to be gone are left out."""
        dossiers = (self._known(path) for path in self._services.settings.recent)
        return tuple(dossier for dossier in dossiers if dossier.is_there is not False)

    def keep(self, session: Session, briefing: str = "", place: str = "") -> None:
        """Remember what a dossier holds."""
        with suppress(BriefbuilderError):
            summary = summarize(session, briefing, place)
            self._services.settings.set_dossier_state(session.path, {_SUMMARY: _as_json(summary)})

    def look(self) -> None:
        """Look in the background which files are there, and who has them open."""
        if self._looking or not self._services.settings.recent:
            return
        self._looking = True
        paths = self._services.settings.recent
        self._services.jobs.start(
            lambda context: _look(paths, context), self._on_looked, self._on_failed, needs_models=False
        )

    def forget_files(self) -> None:
        """Forget what was found out; the list has changed."""
        self._found.clear()
        self.changed.emit()

    def _known(self, path: Path) -> RecentDossier:
        text = self._services.settings.dossier_state(path).get(_SUMMARY, "")
        dossier = RecentDossier(path=path, summary=_from_json(text))
        found = self._found.get(path)
        if found is None:
            return dossier
        return replace(dossier, is_there=found.is_there, holder=found.holder, modified=found.modified)

    def _on_looked(self, found: dict[Path, _FileState]) -> None:
        self._looking = False
        if found != self._found:
            self._found = found
            self.changed.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        if not isinstance(error, BriefbuilderError):
            raise error


def _look(paths: tuple[Path, ...], context: JobContext) -> dict[Path, _FileState]:
    from briefbuilder.system.locks import read_holder

    found: dict[Path, _FileState] = {}
    for path in paths:
        context.check()
        try:
            changed = path.stat().st_mtime
        except OSError:
            found[path] = _FileState(is_there=False)
            continue
        holder, modified = (
            read_holder(path),
            datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds"),
        )
        found[path] = _FileState(
            is_there=True, holder=holder.user if holder is not None else "", modified=modified
        )
    return found


def _as_json(summary: Summary) -> str:
    return json.dumps(
        {
            "articles": summary.articles,
            "briefings": summary.briefings,
            "topics": summary.topics,
            "briefing": summary.briefing,
            "place": summary.place,
            "moment": summary.moment,
        },
        ensure_ascii=False,
    )


def _from_json(text: str) -> Summary:
    """Return a summary of the settings, which anyone can edit; what has not the right form is left out."""
    try:
        values = json.loads(text)
    except ValueError:
        return Summary()
    if not isinstance(values, dict):
        return Summary()

    def number(name: str) -> int:
        found = values.get(name)
        return found if type(found) is int and found >= 0 else 0

    def words(name: str) -> str:
        found = values.get(name)
        return found if isinstance(found, str) else ""

    topics = values.get("topics")
    pairs = [pair for pair in topics if _is_topic(pair)] if isinstance(topics, list) else []
    return Summary(
        articles=number("articles"),
        briefings=number("briefings"),
        topics=tuple((pair[0], pair[1]) for pair in pairs[:_TOPICS]),
        briefing=words("briefing"),
        place=words("place"),
        moment=words("moment"),
    )


def _is_topic(pair: object) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == len(("colour", "count"))
        and isinstance(pair[0], str)
        and type(pair[1]) is int
        and pair[1] > 0
    )
