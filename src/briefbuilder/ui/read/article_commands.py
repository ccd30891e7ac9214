"""Commands on the open article: its tags, the topics under the digit keys, and the corrections of the menu Structure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from briefbuilder import app
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.corrections import Form, ends_in_split_word
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage, numeric_quote, passage_of
from briefbuilder.domain.topics import Suggestion, Tag, Topic
from briefbuilder.storage.acts import ActRun
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.read.article_details import LanguageDialog
from briefbuilder.ui.read.article_view import ArticleView
from briefbuilder.ui.read.article_words import language_name
from briefbuilder.ui.read.comparisons import CompareDialog
from briefbuilder.ui.read.reading_state import OpenArticle
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.commands.articles import Role


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
    article if `whole_article` is set. Errors are shown through the prompter.
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
        """Return whether there is a suggestion for the section, or may be one soon."""
        return self.reading is not None and (bool(self.reading.offered) or self.reading.waiting)

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
        if self._services.change(app.commands.tags.tag_passage, passage, [topic]):
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

        if self._services.change(create_change):
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
        if self._services.change(app.commands.tags.move_tag, tag, passage):
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
        if names and self._services.change(app.commands.tags.remove_tags, names):
            text = self._with_topic(self.tr("Tag removed: {topic}"), tags[0].topic)
            self._services.toasts.show_undo(text)

    @Slot(object)
    def accept(self, suggestion: Suggestion) -> None:
        """Accept a suggestion for the section."""
        if self.reading is not None and self.reading.target is not None:
            self.recent.use(suggestion.topic)
            article, section = self.reading.article.id, self.reading.target.section
            self._services.change(app.commands.tags.accept_suggestions, article, section, [suggestion])

    @Slot(object)
    def reject(self, suggestion: Suggestion) -> None:
        """Reject a suggestion for the section; it is not made again."""
        if self.reading is not None and self.reading.target is not None:
            article, section = self.reading.article.id, self.reading.target.section
            self._services.change(app.commands.tags.reject_suggestion, article, section, suggestion.topic)

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
            passage, article = self.reading.target.passage, self.reading.article
            QGuiApplication.clipboard().setMimeData(
                passages_to_mime((passage,), partial(numeric_quote, article))
            )

    def _with_topic(self, text: str, topic_id: str) -> str:
        topic = self._services.holder.taxonomy.shown(topic_id)
        return text.format(topic=topic.name(self._services.language))


# The menu Structure.
#
# They act on the paragraphs of the target; if the target is a section, on the paragraph with the caret. Each command is
# one change for undo.

_FORMS: tuple[tuple[str, Form, int], ...] = (
    ("make-heading-1", "heading", 1),
    ("make-heading-2", "heading", 2),
    ("make-heading-3", "heading", 3),
    ("make-paragraph", "paragraph", 0),
    ("make-list-item", "list_item", 0),
    ("make-quotation", "quote", 0),
)
_ROLES: tuple[tuple[str, Role], ...] = (
    ("use-as-title", "title"),
    ("use-as-lead", "lead"),
    ("use-as-author", "author"),
    ("use-as-date", "date"),
)


class StructureCommands(QObject):
    """Registers the commands. `left_out_toggled` asks to redraw, `hinted` carries the hint while splitting."""

    hinted = Signal(str)
    left_out_toggled = Signal()

    def __init__(
        self, services: Services, tag_commands: TagCommands, view: ArticleView, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._services = services
        self._tag_commands = tag_commands
        self._view = view
        self._pane = pane
        view.split_chosen.connect(self._on_split_chosen)
        view.split_cancelled.connect(self.cancel_split)
        self._register()

    @property
    def shows_left_out(self) -> bool:
        """Whether excluded text is shown, instead of only a line for it."""
        return self._services.actions.action("show-left-out").isChecked()

    def subjects(self) -> tuple[str, ...]:
        """Return the ids of the paragraphs that a command acts on."""
        reading = self._tag_commands.reading
        if reading is None or reading.target is None:
            return ()
        target = reading.target
        if target.kind != "section":
            return target.passage.blocks
        blocks = tuple(block.id for block in reading.sections[target.section].all_blocks)
        caret = self._view.caret_point()
        return (caret[0],) if caret is not None and caret[0] in blocks else blocks[:1]

    @Slot()
    def cancel_split(self) -> None:
        """Cancel splitting."""
        self._view.set_splitting(False)
        self.hinted.emit("")

    def _register(self) -> None:
        board, pane = self._services.actions, self._pane
        for name, form, level in _FORMS:
            board.register(name, partial(self._shape, form, level), enabled=self._has_subjects, widget=pane)
        for name, role in _ROLES:
            board.register(name, partial(self._use, role), enabled=self._tag_commands.has_target, widget=pane)
        for name, run, enabled in (
            ("join-paragraphs", self._join, self._has_subjects),
            ("join-without-hyphen", self._join_without_hyphen, self._has_subjects),
            ("split-paragraph", self._begin_split, self._has_subjects),
            ("leave-out", self._leave_out, self._has_subjects),
            ("bring-back", self._bring_back, self._has_left_out),
            ("paragraph-language", self._name_language, self._has_subjects),
            ("show-left-out", self.left_out_toggled.emit, self._has_left_out),
            ("compare-original", self._compare, self._is_corrected),
            ("take-back-corrections", self._take_back, self._is_corrected),
        ):
            board.register(name, run, enabled=enabled, widget=pane)
        board.action("show-left-out").setCheckable(True)

    def _has_subjects(self) -> bool:
        return bool(self.subjects())

    def _has_left_out(self) -> bool:
        return self._tag_commands.reading is not None and bool(self._tag_commands.reading.text.left_out)

    def _is_corrected(self) -> bool:
        record = self._tag_commands.record
        return record is not None and record.is_corrected

    def _shape(self, form: Form, level: int) -> None:
        self._apply("", app.commands.corrections.shape_blocks, self.subjects(), form, level)

    def _join(self) -> None:
        extra = ""
        if self._joins_at_hyphen():
            extra = self.tr(
                "The hyphen was kept. If it only breaks a word, undo and use “Join and remove hyphen”."
            )
        self._apply(extra, app.commands.corrections.join_blocks, self.subjects())

    def _join_without_hyphen(self) -> None:
        self._apply("", app.commands.corrections.join_blocks, self.subjects(), keep_hyphens=False)

    def _joins_at_hyphen(self) -> bool:
        """Return whether a hyphen breaks a word where paragraphs would be joined."""
        reading, names = self._tag_commands.reading, self.subjects()
        blocks = reading.article.blocks if reading is not None else ()
        places = [place for place, block in enumerate(blocks) if block.id in names]
        if not places:
            return False
        last = max(places) if len(places) > 1 else places[0] + 1
        members = blocks[places[0] : last + 1]
        return any(ends_in_split_word(first, second) for first, second in pairwise(members))

    def _begin_split(self) -> None:
        reading, names = self._tag_commands.reading, self.subjects()
        placed = self._view.paper.places.of(names[0]) if names else None
        if reading is None or placed is None:
            return
        position = self._view.textCursor().position()
        if not placed.start <= position <= placed.end:
            position = placed.start
        self._view.place_caret(position)
        self._view.ensureCursorVisible()
        self._view.setFocus()
        self._view.set_splitting(True)
        self.hinted.emit(
            self.tr("Place the cursor where the second part begins. Press Enter to split, Esc to cancel.")
        )

    @Slot()
    def _on_split_chosen(self) -> None:
        place = self._view.caret_point()
        self.cancel_split()
        if place is not None:
            self._apply("", app.commands.corrections.divide_block, *place)

    def _leave_out(self) -> None:
        self._apply("", app.commands.corrections.exclude_blocks, self.subjects())

    def _bring_back(self) -> None:
        left_out_markers = self._view.left_out_markers()
        if not left_out_markers:
            self._services.toasts.show(self.tr("Place the cursor on the line of the excluded text first."))
            return
        names = tuple(dict.fromkeys(name for marker in left_out_markers for name in marker.blocks))
        self._apply("", app.commands.corrections.include_blocks, names)

    def _name_language(self) -> None:
        reading, names = self._tag_commands.reading, self.subjects()
        if reading is None or not names:
            return
        block = reading.article.block(names[0])
        present = block.language if block is not None else None
        own = reading.article.metadata.language
        dialog = LanguageDialog(present, own, self._services.theme, self._pane.window())
        if self._services.prompter.run(dialog):
            chosen = dialog.list.current
            language = language_name(chosen or own) or self.tr("unknown")
            extra = self.tr("Paragraph language: {language}").format(language=language)
            self._apply(extra, app.commands.corrections.set_block_language, names, chosen)

    def _use(self, role: Role) -> None:
        reading = self._tag_commands.reading
        if reading is None or reading.target is None:
            return
        passage = reading.target.passage
        if reading.target.kind == "section":
            block = reading.article.block(next(iter(self.subjects()), ""))
            if block is None:
                return
            passage = passage_of(reading.article, (block,))
        self._apply(
            "",
            lambda session, _article: app.commands.articles.use_passage_as_metadata(session, passage, role),
        )

    def _compare(self) -> None:
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is None or reading is None:
            return
        read = session.store.article_as_read(reading.article.id)
        self._services.prompter.run(
            CompareDialog(read, reading.article, reading.text, self._services, self._pane.window())
        )

    def _take_back(self) -> None:
        self._apply("", app.commands.corrections.revert_corrections)

    def _apply(
        self,
        extra: str,
        command: Callable[Concatenate[Session, str, P], ChangeSet],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> None:
        """Apply a command to the article and report it, or `extra` instead; if tags went with it, undo is offered."""
        session, reading = self._services.holder.session, self._tag_commands.reading
        if session is None or session.store.read_only or reading is None:
            return
        try:
            change = command(session, reading.article.id, *arguments, **named)
            if all(changed.before == changed.after for changed in change.changes):
                self._services.toasts.show(self.tr("Nothing to change."))
                return
            self._services.holder.opened.store.apply(change)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        self._report(change, extra)

    def _report(self, change: ChangeSet, extra: str) -> None:
        done = self.tr("Done: {act}.").format(act=app.messages.act_text(self._services.words, change))
        sentences = [extra or done]
        if tags := int(change.parameters["tags"]):
            sentences.append(self.tr("%n tag(s) on these words were removed.", "", tags))
        if excerpts := int(change.parameters["excerpts"]):
            sentences.append(self.tr("%n excerpt(s) in briefings also changed.", "", excerpts))
        text = " ".join(sentences)
        if tags or excerpts:
            self._services.toasts.show_undo(text)
        else:
            self._services.toasts.show(text)
