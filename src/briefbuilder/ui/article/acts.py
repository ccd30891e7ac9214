"""What keys, chips and cards do to the article that is being read; the pane only draws what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Suggestion, Tag
from briefbuilder.ui.article.reading import Reading
from briefbuilder.ui.article.recent import RecentTopics
from briefbuilder.ui.passages import mime_of
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.ui.article.tagger import Tagger

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
        self.reading: Reading | None = None
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
            QGuiApplication.clipboard().setMimeData(mime_of(self.reading.target.passage))

    @property
    def _tagger(self) -> Tagger:
        """The acts on the dossier, loaded with the first of them: the window shows sooner so."""
        if self._made_tagger is None:
            from briefbuilder.ui.article.tagger import Tagger

            self._made_tagger = Tagger(self._services)
        return self._made_tagger

    def _say(self, text: str, topic_id: str) -> None:
        session = self._services.holder.session
        topic = session.taxonomy().topic(topic_id) if session is not None else None
        if topic is not None:
            self.message.emit(text.format(topic=topic.name(self._services.language)))
