"""Commands on the tags of the open article, and the topics under the digit keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from briefbuilder import app
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.topics import Suggestion, Tag, Topic
from briefbuilder.storage.undo_log import ActRun
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.reading_state import OpenArticle
from briefbuilder.ui.services import Services

P = ParamSpec("P")
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

    The pane sets `reading`. `recent` holds the topics under the digit keys. Topics go to the target, or to the whole
    article where `whole_article` is set. Errors are shown through the prompter.
    """

    recent_changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.reading: OpenArticle | None = None
        self.recent = RecentTopics()
        self.whole_article = False

    @property
    def record(self) -> ArticleRecord | None:
        """What the dossier has of the open article beside its text, or None."""
        session, reading = self._services.holder.session, self.reading
        return session.store.record(reading.article.id) if session and reading else None

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

    def passage(self) -> Passage | None:
        """Return what a topic is assigned to: the target or the whole article, None without an article."""
        reading = self.reading
        if reading is None or reading.target is None:
            return None
        return (
            passage_of(reading.article, reading.article.blocks)
            if self.whole_article
            else reading.target.passage
        )

    @Slot(str)
    def tag(self, topic: str) -> None:
        """Tag the target with a topic."""
        passage = self.passage()
        if passage is None:
            return
        self.recent.use(topic)
        if self._apply(app.commands.tags.tag_passage, passage, [topic]):
            self._services.toasts.show(self._with_topic(self.tr("Tagged: {topic}"), topic))
        self.recent_changed.emit()

    @Slot(str)
    def create_and_tag(self, name: str) -> None:
        """Create a topic and tag the target with it, as one change."""
        passage = self.passage()
        if passage is None:
            return
        created: list[str] = []

        def create_change(session: Session) -> ChangeSet:
            addition = app.commands.taxonomy.add_topic(session, name, self._services.language)
            created.extend(change.after.id for change in addition.changes if isinstance(change.after, Topic))
            tag = Tag(id=session.store.clock.new_id("t"), topic=created[0], passage=passage)
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
        if self._apply(app.commands.tags.move_tag, tag, passage):
            self._services.toasts.show(self._with_topic(self.tr("Tag moved: {topic}"), tag.topic))

    def remove(self) -> None:
        """Remove the newest tag of the target."""
        if self.reading is not None and self.reading.removable:
            self.remove_tag(self.reading.removable[-1])

    @Slot(object)
    def remove_tag(self, tag: Tag) -> None:
        """Remove a tag."""
        self.remove_tags((tag,))

    def remove_tags(self, tags: Sequence[Tag]) -> None:
        """Remove tags of one topic, as one change."""
        names = [tag.id for tag in tags]
        if names and self._apply(app.commands.tags.remove_tags, names):
            text = self._with_topic(self.tr("Tag removed: {topic}"), tags[0].topic)
            self._services.toasts.show_undo(text)

    @Slot(object)
    def accept(self, suggestion: Suggestion) -> None:
        """Accept a suggestion for the section."""
        reading = self.reading
        target = reading.target if reading is not None else None
        if reading is not None and target is not None:
            self.recent.use(suggestion.topic)
            article, section = reading.article.id, target.section
            self._apply(app.commands.tags.accept_suggestions, article, section, [suggestion])

    @Slot(object)
    def reject(self, suggestion: Suggestion) -> None:
        """Reject a suggestion for the section; it is not made again."""
        reading = self.reading
        target = reading.target if reading is not None else None
        if reading is not None and target is not None:
            article, section, topic = reading.article.id, target.section, suggestion.topic
            self._apply(app.commands.tags.reject_suggestion, article, section, topic)

    def accept_each(self, accepted: Sequence[tuple[str, int, Suggestion]]) -> None:
        """Accept suggestions, each with an article's id and a section's index, as one act, and offer to undo it."""
        session = self._services.holder.session
        if session is None or not self._services.holder.writable or not accepted:
            return
        run = self._services.attempt(app.commands.tags.accept_each, session, accepted)
        if run is not None:
            self._services.run_steps(run, self, partial(self._on_accepting, run))

    def _on_accepting(self, run: ActRun) -> None:
        count = int(run.act.parameters["count"]) if run.stored and run.act is not None else 0
        if count:
            self._services.toasts.show_undo(self.tr("%n suggestion(s) accepted", "", count))

    def add_to_briefing(self) -> None:
        """Ask the briefing to add the target, and say where it went."""
        session = self._services.holder.session
        if session is None or self.reading is None or self.reading.target is None:
            return
        links = self._services.links
        place = dict(links.destination.parts).get(links.destination.current, "")
        before = session.store.briefings()
        links.passage_add_requested.emit(self.reading.target.passage)
        if session.store.briefings() != before:
            self._services.toasts.show_undo(self.tr("Added to “{part}”").format(part=place))

    def copy(self) -> None:
        """Copy the target to the clipboard."""
        if self.reading is not None and self.reading.target is not None:
            QGuiApplication.clipboard().setMimeData(passages_to_mime(self.reading.target.passage))

    def _apply(
        self, command: Callable[Concatenate[Session, P], ChangeSet], *arguments: P.args, **named: P.kwargs
    ) -> bool:
        apply = self._services.apply
        return self._services.holder.writable and apply(command, *arguments, **named) is not None

    def _with_topic(self, text: str, topic_id: str) -> str:
        topic = self._services.holder.taxonomy.shown(topic_id)
        return text.format(topic=topic.name(self._services.language))
