"""What keys, chips and cards do to the article that is being read; the pane only draws what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from briefbuilder.app.commands import tags as tag_acts
from briefbuilder.app.commands import taxonomy as topic_acts
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Suggestion, Tag, Topic
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.reading_state import OpenArticle, TagTarget
from briefbuilder.ui.services import Services

# The topics under the digit keys. A topic keeps its digit until nine others were used after it.

SLOTS = 9


class RecentTopics:
    """Topic ids on the digits 1 to 9."""

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
        """The topic that was used last, None before the first."""
        return self._used[-1] if self._used else None

    def use(self, topic: str) -> None:
        """Note that a topic was used; a new one takes a free digit, else that of the longest unused."""
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
        """Drop topics that the dossier no longer knows."""
        alive = set(known)
        self._slots = [topic for topic in self._slots if topic in alive]
        self._used = [topic for topic in self._used if topic in alive]


# Tags, suggestions and own topics as acts on the open dossier; errors are told through the prompter.


class Tagger:
    """The acts of the article's pane; each does nothing without a dossier that may be changed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def tag(self, target: TagTarget, topic: str) -> bool:
        """Put a topic on a target; True where it was done."""

        def act(session: Session) -> ChangeSet:
            if target.kind == "section":
                return tag_acts.tag_section(session, target.passage.article, target.section, [topic])
            return tag_acts.tag_passage(session, target.passage, [topic])

        return self._do(act)

    def create_topic(self, target: TagTarget, name: str) -> str | None:
        """Make a topic of the user's own, put it on a target in the same act, and return its id."""
        made: list[str] = []

        def act(session: Session) -> ChangeSet:
            adding = topic_acts.add_topic(session, name, self._services.language)
            made.extend(change.after.id for change in adding.changes if isinstance(change.after, Topic))
            tag = Tag(id=session.clock.new_id("t"), topic=made[0], passage=target.passage)
            putting = Change(key=Key("tag", tag.id), before=None, after=tag)
            return replace(adding, changes=(*adding.changes, putting))

        return made[0] if self._do(act) else None

    def remove(self, tags: list[Tag]) -> bool:
        """Take tags off."""
        return self._do(lambda session: tag_acts.remove_tags(session, [tag.id for tag in tags]))

    def move(self, tag: Tag, passage: Passage) -> bool:
        """Have a tag lie on other words of its article."""
        return self._do(lambda session: tag_acts.move_tag(session, tag, passage))

    def accept(self, article: str, section: int, suggestion: Suggestion) -> bool:
        """Accept one suggestion."""
        return self._do(lambda session: tag_acts.accept_suggestions(session, article, section, [suggestion]))

    def reject(self, article: str, section: int, suggestion: Suggestion) -> bool:
        """Reject one suggestion; it will not be made again."""
        return self._do(
            lambda session: tag_acts.reject_suggestion(session, article, section, suggestion.topic)
        )

    def accept_all(self, article: str, found: Sequence[Sequence[Suggestion]]) -> bool:
        """Accept suggestions for an article, some for each section, as one act."""

        def act(session: Session) -> ChangeSet:
            sets = [
                tag_acts.accept_suggestions(session, article, index, suggestions)
                for index, suggestions in enumerate(found)
                if suggestions
            ]
            changes = tuple(change for each in sets for change in each.changes)
            return ChangeSet(act="accept-suggestions", changes=changes, parameters=_parameters(changes))

        return self._do(act)

    def _do(self, act: Callable[[Session], ChangeSet]) -> bool:
        session = self._services.holder.session
        if session is None or session.read_only:
            return False
        try:
            self._services.holder.apply(act(session))
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return False
        return True


def _parameters(changes: tuple[Change, ...]) -> dict[str, str]:
    tags = [change.after for change in changes if isinstance(change.after, Tag)]
    return {"count": str(len(tags)), "topic": ", ".join(sorted({tag.topic for tag in tags}))}


LOWEST_BAR = 0.5
"""The score of a topic that is just likelier than not."""


class ArticleActs(QObject):
    """Acts on `reading`, which the pane sets; `recent` are the topics under the digits, `bar` what "all" must reach.

    `recent_changed` follows when other topics stand under the digits, `message` tells what was done.
    """

    recent_changed = Signal()
    message = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._made_tagger: Tagger | None = None
        self.reading: OpenArticle | None = None
        self.recent = RecentTopics()
        self.bar = LOWEST_BAR

    def reads(self) -> bool:
        """Tell whether an article is being read."""
        return self.reading is not None

    def has_target(self) -> bool:
        """Tell whether there is something that can be tagged."""
        return self.reading is not None and self.reading.target is not None

    def can_remove(self) -> bool:
        """Tell whether there is a tag that can be taken off."""
        return self.reading is not None and bool(self.reading.removable)

    def can_accept(self) -> bool:
        """Tell whether something is suggested for the section."""
        return self.reading is not None and bool(self.reading.offered)

    def can_accept_all(self) -> bool:
        """Tell whether something of the article reaches the bar."""
        return self.reading is not None and any(self.reading.above(self.bar))

    @Slot(str)
    def tag(self, topic: str) -> None:
        """Put a topic on the target."""
        if self.reading is not None and self.reading.target is not None:
            self.recent.use(topic)
            if self._tagger.tag(self.reading.target, topic):
                self._say(self.tr("Tagged: {topic}"), topic)
            self.recent_changed.emit()

    @Slot(str)
    def create_and_tag(self, name: str) -> None:
        """Make a topic and put it on the target."""
        if self.reading is None or self.reading.target is None:
            return
        topic = self._tagger.create_topic(self.reading.target, name)
        if topic is not None:
            self.recent.use(topic)
            self.recent_changed.emit()

    @Slot(int)
    def tag_by_digit(self, digit: int) -> None:
        """Put the topic under a digit on the target."""
        topic = self.recent.at(digit)
        if topic is not None:
            self.tag(topic)

    def can_repeat(self) -> bool:
        """Tell whether there is a topic that was used last, and something to put it on."""
        return self.has_target() and self.recent.last is not None

    def repeat(self) -> None:
        """Put the topic that was used last on the target."""
        if self.recent.last is not None:
            self.tag(self.recent.last)

    def move(self, tag: Tag, passage: Passage) -> None:
        """Have a tag lie on other words."""
        if self._tagger.move(tag, passage):
            self._say(self.tr("Tag moved: {topic}"), tag.topic)

    def remove(self) -> None:
        """Take the newest tag off the target."""
        if self.reading is not None and self.reading.removable:
            self.remove_tag(self.reading.removable[-1])

    @Slot(object)
    def remove_tag(self, tag: Tag) -> None:
        """Take a tag off."""
        if self._tagger.remove([tag]):
            self._say(self.tr("Tag removed: {topic}"), tag.topic)

    @Slot(object)
    def accept(self, suggestion: Suggestion) -> None:
        """Accept a suggestion for the section."""
        if self.reading is not None and self.reading.target is not None:
            self.recent.use(suggestion.topic)
            self._tagger.accept(self.reading.article.id, self.reading.target.section, suggestion)

    @Slot(object)
    def reject(self, suggestion: Suggestion) -> None:
        """Reject a suggestion for the section."""
        if self.reading is not None and self.reading.target is not None:
            self._tagger.reject(self.reading.article.id, self.reading.target.section, suggestion)

    @Slot(float)
    def set_bar(self, bar: float) -> None:
        """Have "all" begin at another score."""
        self.bar = bar
        self._services.actions.refresh()

    def accept_all(self) -> None:
        """Accept all that is suggested for the article and reaches the bar."""
        if self.reading is not None:
            self._tagger.accept_all(self.reading.article.id, self.reading.above(self.bar))

    def add_to_briefing(self) -> None:
        """Offer the target to the briefing."""
        if self.reading is not None and self.reading.target is not None:
            self._services.desk.passage_add_requested.emit(self.reading.target.passage)

    def copy(self) -> None:
        """Put the target on the clipboard."""
        if self.reading is not None and self.reading.target is not None:
            QGuiApplication.clipboard().setMimeData(passages_to_mime(self.reading.target.passage))

    @property
    def _tagger(self) -> Tagger:
        """The acts on the dossier, loaded with the first of them: the window shows sooner so."""
        if self._made_tagger is None:
            self._made_tagger = Tagger(self._services)
        return self._made_tagger

    def _say(self, text: str, topic_id: str) -> None:
        session = self._services.holder.session
        topic = session.taxonomy.topic(topic_id) if session is not None else None
        if topic is not None:
            self.message.emit(text.format(topic=topic.name(self._services.language)))
