"""Commands on the tags of the open article, and the topics under the digit keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Suggestion, Tag, Topic
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.reading_state import OpenArticle
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

LOWEST_BAR = 0.5
"""The lowest threshold for accepting suggestions: the topic is as likely as not."""
SLOTS = 9
"""Digit keys that tag with a recent topic."""


class RecentTopics:
    """Topic ids under the digits 1 to 9; a topic keeps its digit until nine others were used after it."""

    def __init__(self, topics: Iterable[str] = ()) -> None:
        self._slots: list[str] = []
        self._used: list[str] = []
        for topic in topics:
            self.use(topic)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics in the order of their digits, the first under 1."""
        return tuple(self._slots)

    @property
    def last(self) -> str | None:
        """The topic that was used last, or None."""
        return self._used[-1] if self._used else None

    def use(self, topic: str) -> None:
        """Record that a topic was used; a new one gets a free digit, else that of the least recently used."""
        if topic in self._used:
            self._used.remove(topic)
        self._used.append(topic)
        if topic in self._slots:
            return
        if len(self._slots) < SLOTS:
            self._slots.append(topic)
            return
        oldest = next(known for known in self._used if known in self._slots)
        self._slots[self._slots.index(oldest)] = topic
        self._used.remove(oldest)

    def at(self, digit: int) -> str | None:
        """Return the topic under a digit from 1 to 9, or None."""
        return self._slots[digit - 1] if 0 < digit <= len(self._slots) else None

    def keep(self, known: Iterable[str]) -> None:
        """Drop all topics but the known ones."""
        known = set(known)
        self._slots = [topic for topic in self._slots if topic in known]
        self._used = [topic for topic in self._used if topic in known]


class TagCommands(QObject):
    """Tags the open article and answers suggestions; does nothing without a writable dossier.

    The pane sets `reading`. `recent` holds the topics under the digit keys, and `bar` is the score from which
    `accept_all` accepts. Errors are shown through the prompter.
    """

    recent_changed = Signal()
    message = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.reading: OpenArticle | None = None
        self.recent = RecentTopics()
        self.bar = LOWEST_BAR

    def is_reading(self) -> bool:
        """Return whether an article is open."""
        return self.reading is not None

    def has_target(self) -> bool:
        """Return whether there is something that can be tagged."""
        return self.reading is not None and self.reading.target is not None

    def can_repeat(self) -> bool:
        """Return whether there is a target and a topic that was used last."""
        return self.has_target() and self.recent.last is not None

    def can_remove(self) -> bool:
        """Return whether the target has a tag that can be removed."""
        return self.reading is not None and bool(self.reading.removable)

    def can_accept(self) -> bool:
        """Return whether there is a suggestion for the section."""
        return self.reading is not None and bool(self.reading.offered)

    def can_accept_all(self) -> bool:
        """Return whether any suggestion for the article reaches the bar."""
        return self.reading is not None and any(self.reading.above(self.bar))

    @Slot(str)
    def tag(self, topic: str) -> None:
        """Tag the target with a topic."""
        target = self.reading.target if self.reading is not None else None
        if target is None:
            return

        def create_change(session: Session) -> ChangeSet:
            from briefbuilder.app.commands.tags import tag_passage, tag_section

            if target.kind == "section":
                return tag_section(session, target.passage.article, target.section, [topic])
            return tag_passage(session, target.passage, [topic])

        self.recent.use(topic)
        if self._apply(create_change):
            self._report(self.tr("Tagged: {topic}"), topic)
        self.recent_changed.emit()

    @Slot(str)
    def create_and_tag(self, name: str) -> None:
        """Create a topic and tag the target with it, as one change."""
        target = self.reading.target if self.reading is not None else None
        if target is None:
            return
        created: list[str] = []

        def create_change(session: Session) -> ChangeSet:
            from briefbuilder.app.commands.taxonomy import add_topic

            addition = add_topic(session, name, self._services.language)
            created.extend(change.after.id for change in addition.changes if isinstance(change.after, Topic))
            tag = Tag(id=session.clock.new_id("t"), topic=created[0], passage=target.passage)
            tagging = Change(key=Key("tag", tag.id), before=None, after=tag)
            return replace(addition, changes=(*addition.changes, tagging))

        if self._apply(create_change):
            self.recent.use(created[0])
            self.recent_changed.emit()

    @Slot(int)
    def tag_by_digit(self, digit: int) -> None:
        """Tag the target with the topic under a digit."""
        topic = self.recent.at(digit)
        if topic is not None:
            self.tag(topic)

    def repeat(self) -> None:
        """Tag the target with the topic that was used last."""
        if self.recent.last is not None:
            self.tag(self.recent.last)

    def move(self, tag: Tag, passage: Passage) -> None:
        """Move a tag to other words of its article."""
        from briefbuilder.app.commands.tags import move_tag

        if self._apply(lambda session: move_tag(session, tag, passage)):
            self._report(self.tr("Tag moved: {topic}"), tag.topic)

    def remove(self) -> None:
        """Remove the newest tag of the target."""
        if self.reading is not None and self.reading.removable:
            self.remove_tag(self.reading.removable[-1])

    @Slot(object)
    def remove_tag(self, tag: Tag) -> None:
        """Remove a tag."""
        from briefbuilder.app.commands.tags import remove_tags

        if self._apply(lambda session: remove_tags(session, [tag.id])):
            self._report(self.tr("Tag removed: {topic}"), tag.topic)

    @Slot(object)
    def accept(self, suggestion: Suggestion) -> None:
        """Accept a suggestion for the section."""
        from briefbuilder.app.commands.tags import accept_suggestions

        reading = self.reading
        target = reading.target if reading is not None else None
        if reading is not None and target is not None:
            self.recent.use(suggestion.topic)
            article, section = reading.article.id, target.section
            self._apply(lambda session: accept_suggestions(session, article, section, [suggestion]))

    @Slot(object)
    def reject(self, suggestion: Suggestion) -> None:
        """Reject a suggestion for the section; it is not made again."""
        from briefbuilder.app.commands.tags import reject_suggestion

        reading = self.reading
        target = reading.target if reading is not None else None
        if reading is not None and target is not None:
            article, section, topic = reading.article.id, target.section, suggestion.topic
            self._apply(lambda session: reject_suggestion(session, article, section, topic))

    @Slot(float)
    def set_bar(self, bar: float) -> None:
        """Set the score from which `accept_all` accepts."""
        self.bar = bar
        self._services.actions.refresh()

    def accept_all(self) -> None:
        """Accept all suggestions for the article that reach the bar, as one change."""
        from briefbuilder.app.commands.tags import accept_suggestions

        if self.reading is None:
            return
        article, suggestions = self.reading.article.id, self.reading.above(self.bar)

        def create_change(session: Session) -> ChangeSet:
            sets = [
                accept_suggestions(session, article, index, accepted)
                for index, accepted in enumerate(suggestions)
                if accepted
            ]
            changes = tuple(change for each in sets for change in each.changes)
            return ChangeSet(act="accept-suggestions", changes=changes, parameters=_parameters(changes))

        self._apply(create_change)

    def add_to_briefing(self) -> None:
        """Ask the briefing pane to add the target."""
        if self.reading is not None and self.reading.target is not None:
            self._services.links.passage_add_requested.emit(self.reading.target.passage)

    def copy(self) -> None:
        """Copy the target to the clipboard."""
        if self.reading is not None and self.reading.target is not None:
            QGuiApplication.clipboard().setMimeData(passages_to_mime(self.reading.target.passage))

    def _apply(self, create_change: Callable[[Session], ChangeSet]) -> bool:
        session = self._services.holder.session
        if session is None or session.read_only:
            return False
        try:
            session.apply(create_change(session))
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return False
        return True

    def _report(self, text: str, topic_id: str) -> None:
        session = self._services.holder.session
        topic = session.taxonomy.topic(topic_id) if session is not None else None
        if topic is not None:
            self.message.emit(text.format(topic=topic.name(self._services.language)))


def _parameters(changes: tuple[Change, ...]) -> dict[str, str]:
    tags = [change.after for change in changes if isinstance(change.after, Tag)]
    return {"count": str(len(tags)), "topic": ", ".join(sorted({tag.topic for tag in tags}))}
