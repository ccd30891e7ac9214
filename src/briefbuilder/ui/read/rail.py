"""The rail at the right of the page Read: topics, suggestions and details of what is read, and the way to the briefing.

Its parts have fixed places: lists scroll within their own areas, so that nothing moves under the pointer when another
article or other suggestions are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Key
from briefbuilder.domain.passage import Passage, numeric_quote, section_passage
from briefbuilder.domain.topics import Suggestion, Tag, Taxonomy, tags_by_section
from briefbuilder.tagging import embedding_space
from briefbuilder.ui.act_names import written_text
from briefbuilder.ui.read.article_details import ROW_HEIGHT, ArticleDetails
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.article_words import language_name, section_name, title_of
from briefbuilder.ui.read.rail_lists import SuggestionList, TopicList
from briefbuilder.ui.read.rail_rows import Chooser, RowButton, ShownSuggestion, ShownTopic, shown_suggestion
from briefbuilder.ui.read.reading_state import OpenArticle
from briefbuilder.ui.services import Services
from briefbuilder.ui.topics.topic_box import TagBox
from briefbuilder.ui.widgets.controls import (
    FieldButton,
    FoldableSection,
    push_button,
    set_icon,
    set_surface,
    styled_frame,
)
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.keys import KeyHints
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import STRETCH, column_layout, row_layout
from briefbuilder.ui.widgets.menus import add_entry, show_menu
from briefbuilder.ui.widgets.plain import PlainLabel, button_text

_HEAD, _FOOT, _MARGIN = 44, 80, 14
_TALL, _LOW, _LEAST = 640, 476, 370
_DETAIL_ROWS, _FEW_ROWS, _LOW_ROWS = 7, 4, 2
_LOW_SUGGESTIONS, _PER_TOPIC, _FEWEST_TOPICS, _MOST_TOPICS = 62, 160, 3, 8
"""Design pixels: the head, the foot, the margin; the heights from which the rail shows more rows and below which it shows
fewer, its least height, the least height of the suggestions in it, and the height for each row of topics."""
_DETAILS_OPEN = "rail-details"


class RailFoot(QFrame):
    """The button that adds the target to the briefing, and the part that it goes into."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        theme = services.theme
        set_surface(self, "side", "top")
        self.setFixedHeight(theme.px(_FOOT))
        self._text = ""
        add = services.actions.action("add-to-briefing")
        self.button = push_button("", self, add.trigger, kind="foot")
        self.button.setEnabled(add.isEnabled())
        add.enabledChanged.connect(self.button.setEnabled)
        set_icon(self.button, "list-plus", theme, "on_accent")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        into = PlainLabel(self.tr("into"), self, role="caption")
        self.part = Chooser(self.tr("Part of the briefing"), theme, self, strong=True)
        self.part.menu().aboutToShow.connect(self._fill)
        control = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText).split("+")[0]
        keys = KeyHints(((control, ""), ("↵", "")), theme, self)
        keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = row_layout(None, into, self.part, STRETCH, keys, gap=theme.px(2))
        column_layout(self, self.button, row, margins=theme.margins(_MARGIN, 7, _MARGIN, 4), gap=theme.px(3))
        services.links.destination_changed.connect(self._show_part)
        services.holder.session_replaced.connect(self._show_part)
        self.show_text(self.tr("Add section to briefing"))
        self._show_part()

    def show_text(self, text: str) -> None:
        """Show what is added."""
        self._text = text
        self.button.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text in a narrow rail."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._services.theme
        needed = self.button.fontMetrics().horizontalAdvance(self._text) + theme.px(92)
        self.button.setText(button_text(self._text if needed <= self.width() else self.tr("Add")))

    @Slot()
    def _show_part(self) -> None:
        destination = self._services.links.destination
        name = dict(destination.parts).get(destination.current)
        self.part.show_choice(name or self.tr("a new briefing"))
        self.part.setEnabled(self._services.holder.session is not None)

    @Slot()
    def _fill(self) -> None:
        menu, links = self.part.menu(), self._services.links
        menu.clear()
        for part, name in links.destination.parts:
            run, is_current = (
                partial(links.destination_requested.emit, part),
                part == links.destination.current,
            )
            add_entry(menu, button_text(name), run, checked=is_current)
        self._services.actions.fill(menu, "", "new-briefing")


class Rail(QFrame):
    """Follows the article pane: its section, its target, its tags and suggestions, and its details.

    `show_requested` is emitted before a detail is edited, since the rail may be hidden.
    """

    show_requested = Signal()

    def __init__(self, services: Services, article: ArticlePane, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/accept-suggestions")
        self._services, self._article = services, article
        theme, board = services.theme, services.actions
        self.setProperty("surface", "side")
        self.setAccessibleName(self.tr("Topics and suggestions"))
        self.heading = ElidedLabel(self, role="strong")
        self._place = PlainLabel("", self, role="caption")
        # Created in the order of the Tab key.
        self.topics_section = FoldableSection(self.tr("Topics"), theme, self)
        self.scope = Chooser(self.tr("Topics of"), theme, self)
        self.scope.menu().aboutToShow.connect(self._fill_scopes)
        self.topics = TopicList(self.scope, theme, self)
        self.field = FieldButton("tag", self.tr("Add a topic"), ("T",), theme, self)
        self.field.setFixedHeight(theme.px(32))
        self.field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.suggestions_section = FoldableSection(self.tr("Suggestions"), theme, self)
        self.suggestions = SuggestionList(board, theme, self)
        self.details_section = FoldableSection(self.tr("Details"), theme, self)
        edit = board.action("edit-details")
        self._pencil = RowButton("pen-line", "text", theme, self, self.tr("Edit details"), edit.trigger)
        self._pencil.setEnabled(edit.isEnabled())
        edit.enabledChanged.connect(self._pencil.setEnabled)
        self.details = ArticleDetails(services, self._pencil, self)
        self.foot = RailFoot(services, self)
        self.box = TagBox(theme, services.language, parent)
        self._lay_out()
        self._connect()
        self._register()
        self._refresh()

    # Layout

    def _lay_out(self) -> None:
        px = self._services.theme.px
        head = styled_frame(self, "side", "bottom")
        head.setFixedHeight(px(_HEAD))
        row_layout(
            head, self.heading, self._place, margins=(px(_MARGIN), 0, px(_MARGIN), 0), grows=self.heading
        )
        self.topics_section.row.addWidget(self.scope)
        self.topics_section.column.addWidget(self.topics)
        self.topics_section.column.addWidget(self.field)
        self.suggestions_section.column.addWidget(self.suggestions)
        self.details_section.column.addWidget(self.details)
        self.details_section.row.addWidget(self._pencil)
        self._column = column_layout(None, margins=(px(_MARGIN), px(8), px(_MARGIN), px(4)), gap=px(8))
        for section in (self.topics_section, self.suggestions_section, self.details_section):
            self._column.addWidget(section)
            section.folded.connect(self._share_height)
        self._column.addStretch(0)
        column_layout(self, head, self._column, self.foot, grows=self._column, gap=0)
        is_open = self._services.settings.window_state(_DETAILS_OPEN) == "1"
        self.details_section.head.setChecked(is_open)
        self._share_height()

    @Slot()
    def _share_height(self) -> None:
        """Give the suggestions all height that the other parts leave; while they are folded, it stays empty."""
        self._column.setStretch(1, 1 if self.suggestions_section.head.isChecked() else 0)
        self._column.setStretch(3, 0 if self.suggestions_section.head.isChecked() else 1)
        height, px = self.height(), self._services.theme.px
        is_low = height < px(_LOW)
        rows = min(max(height // px(_PER_TOPIC), _FEWEST_TOPICS), _MOST_TOPICS)
        self.topics.set_visible_rows(1 if is_low else rows)
        self.suggestions.keys.setVisible(not is_low)
        # Otherwise the field for topics would be cut off, too.
        self.suggestions_section.setMinimumHeight(px(_LOW_SUGGESTIONS) if is_low else 0)
        details = _LOW_ROWS if is_low else _DETAIL_ROWS if height >= px(_TALL) else _FEW_ROWS
        if height < px(_LEAST + ROW_HEIGHT):
            details = 1
        self.details.setFixedHeight(details * px(ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the rail shows one topic and no keys."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), self._services.theme.px(_LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show fewer rows of topics and details in a low rail."""
        super().resizeEvent(event)
        self._share_height()

    # Connections

    def _connect(self) -> None:
        article, commands, view = self._article, self._article.tag_commands, self._article.canvas.view
        article.target_changed.connect(self._refresh)
        article.article_shown.connect(self._on_article_shown)
        article.topic_requested.connect(self.open_box)
        view.suggestion_stepped.connect(self.suggestions.step)
        view.suggestion_accepted.connect(self._accept)
        self.field.clicked.connect(partial(self.open_box, ""))
        self.topics.removal_requested.connect(self._remove_topic)
        self.topics.shown_requested.connect(self._show_topic)
        self.topics.menu_requested.connect(self._show_topic_menu)
        self.suggestions.accepted.connect(commands.accept)
        self.suggestions.rejected.connect(commands.reject)
        self.suggestions.chosen_changed.connect(self._show_evidence)
        self.suggestions.menu_requested.connect(self._show_suggestion_menu)
        self.suggestions.emptied.connect(view.setFocus)
        self.details_section.folded.connect(self._keep_details)
        self.box.topic_chosen.connect(commands.tag)
        self.box.creation_requested.connect(commands.create_and_tag)
        self.box.closed.connect(view.setFocus)

    def _register(self) -> None:
        board, commands, view = self._services.actions, self._article.tag_commands, self._article.canvas.view
        board.register("tag", self.open_box, enabled=commands.has_target, widget=view)
        board.register("accept-suggestion", self._accept, enabled=commands.can_accept, widget=view)
        board.register("reject-suggestion", self._reject, enabled=commands.can_accept, widget=view)
        board.register("edit-details", self._edit_details, enabled=commands.is_reading)
        self._services.links.details_requested.connect(self._edit_details)
        for name in ("tag", "repeat-tag", "add-to-briefing", "next-section", "previous-section"):
            self.addAction(board.action(name))

    # Display

    @Slot(str)
    def _on_article_shown(self, _article: str) -> None:
        self.box.close_box()
        self._article.tag_commands.whole_article = False
        self.suggestions.choose_first()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        session, reading = self._services.holder.session, self._article.reading
        writable = self._services.holder.writable
        record = self._article.tag_commands.record
        self.details.show_record(record)
        self.details_section.setEnabled(record is not None)
        self.field.setEnabled(writable and reading is not None and reading.target is not None)
        self.scope.setEnabled(reading is not None)
        if session is None or reading is None:
            self.box.close_box()
            self.heading.setText("")
            self._place.setText("")
            self.topics.show_topics((), "", writable=False)
            self.suggestions.show_suggestions((), writable=False, is_reading=False)
            self.suggestions_section.set_count("")
            return
        article, index = reading.article, reading.target.section if reading.target is not None else 0
        self.heading.setText(
            section_name(reading.sections, index) or title_of(article.metadata, article.original.name)
        )
        count = self.tr("{number} of {count}").format(number=index + 1, count=len(reading.sections))
        self._place.setText(count if reading.sections else "")
        self._show_scope(reading)
        self.topics.show_topics(
            self._shown_topics(reading, session.taxonomy), self.tr("No topics yet"), writable=writable
        )
        shown = tuple(
            shown_suggestion(suggestion, session.taxonomy, self._services) for suggestion in reading.offered
        )
        strong = sum(map(len, reading.strong))
        note = self._language_note(session, article.metadata.language)
        self.suggestions.show_suggestions(
            shown,
            writable=writable,
            strong=strong,
            note=note,
            is_waiting=reading.waiting,
            is_last=index + 1 >= len(reading.sections),
        )
        self.suggestions_section.set_count(str(len(shown)) if shown else "")

    def _language_note(self, session: Session, language: str | None) -> str:
        """Return what is not known of a language of an article, nothing if its terms are known."""
        if not language or session.suggestions.matcher.knows(language):
            return ""
        text = self.tr(
            "No topic has terms in {language}. Only names that are the same in several languages are found."
        )
        note = text.format(language=language_name(language))
        hint = self.tr("The optional sentence vectors compare texts in all languages by meaning.")
        return note if embedding_space.is_available() else f"{note} {hint}"

    def _show_scope(self, reading: OpenArticle) -> None:
        kind = reading.target.kind if reading.target is not None else "section"
        names = {
            "section": self.tr("Section"),
            "paragraph": self.tr("Paragraph"),
            "words": self.tr("Selection"),
        }
        adds = {
            "section": self.tr("Add section to briefing"),
            "paragraph": self.tr("Add paragraph to briefing"),
            "words": self.tr("Add selection to briefing"),
        }
        whole = self._article.tag_commands.whole_article
        self.scope.show_choice(self.tr("Article") if whole else names[kind])
        self.field.show_prompt(self.tr("Add a topic to the article") if whole else self.tr("Add a topic"))
        self.foot.show_text(adds[kind])

    def _shown_topics(self, reading: OpenArticle, taxonomy: Taxonomy) -> tuple[ShownTopic, ...]:
        """Return the topics of the section, the paragraph, the selection or the article, each with its tags."""
        tags: dict[str, list[Tag]] = {}
        for tag in self._tags_in_scope(reading):
            tags.setdefault(tag.topic, []).append(tag)
        shown = []
        for topic_id, own in tags.items():
            topic = taxonomy.shown(topic_id)
            written = written_text(self._services, Key("tag", own[0].id))
            name = topic.name(self._services.language)
            quote = numeric_quote(reading.article, own[0].passage).partition("\n")[0][:160]
            shown.append(ShownTopic(topic_id, name, topic.colour, tuple(own), quote, written))
        return tuple(shown)

    def _tags_in_scope(self, reading: OpenArticle) -> tuple[Tag, ...]:
        target = reading.target
        if self._article.tag_commands.whole_article or target is None:
            return reading.tags
        if target.kind == "section":
            by_section = tags_by_section(reading.sections, reading.tags)
            return by_section[target.section] if target.section < len(by_section) else ()
        exact = tuple(tag for tag in reading.tags if reading.is_target(tag))
        blocks = set(target.passage.blocks)
        return exact or tuple(tag for tag in reading.tags if blocks.intersection(tag.passage.blocks))

    @Slot()
    def _show_evidence(self) -> None:
        self._article.show_evidence(self.suggestions.chosen)

    @Slot(bool)
    def _keep_details(self, folded: bool) -> None:
        self._services.settings.set_window_state(_DETAILS_OPEN, "0" if folded else "1")

    # Scope

    @Slot()
    def _fill_scopes(self) -> None:
        menu, reading = self.scope.menu(), self._article.reading
        menu.clear()
        if reading is None or reading.target is None:
            return
        whole, kind = self._article.tag_commands.whole_article, reading.target.kind
        if kind != "section":
            text = self.tr("Paragraph") if kind == "paragraph" else self.tr("Selection")
            add_entry(menu, text, partial(self._choose_scope, None, False), checked=not whole)
        section = section_passage(reading.article, reading.sections[reading.target.section])
        choose, is_section = partial(self._choose_scope, section, False), not whole and kind == "section"
        add_entry(menu, self.tr("Section"), choose, checked=is_section)
        add_entry(menu, self.tr("Article"), partial(self._choose_scope, None, True), checked=whole)

    def _choose_scope(self, passage: Passage | None, whole: bool) -> None:
        self._article.tag_commands.whole_article = whole
        if passage is not None:
            self._article.show_passage(passage)
        self._refresh()

    # Topics

    @Slot()
    @Slot(str)
    def open_box(self, typed: str = "") -> None:
        """Open the box for a topic over the field, or beside the target if the rail is hidden."""
        session, reading = self._services.holder.session, self._article.reading
        if session is None or reading is None or reading.target is None or not self._services.holder.writable:
            return
        recent = self._article.tag_commands.recent.topics
        holder = self.box.parentWidget()
        if holder is not None and self.isVisible() and self.field.isVisible():
            corner = self.field.mapTo(holder, QPoint(0, 0))
            self.box.open(session.taxonomy, typed, QRectF(corner, self.field.size()), recent, over=True)
        elif holder is not None:
            area = self._article.target_area()
            area.moveTopLeft(self._article.mapTo(holder, area.topLeft()))
            self.box.open(session.taxonomy, typed, area, recent)

    @Slot(object)
    def _remove_topic(self, shown: ShownTopic) -> None:
        self._article.tag_commands.remove_tags(shown.tags)

    @Slot(object)
    def _show_topic(self, shown: ShownTopic) -> None:
        if shown.tags:
            self._article.show_passage(shown.tags[0].passage)

    @Slot(object, object)
    def _show_topic_menu(self, shown: ShownTopic, place: QPoint) -> None:
        show_menu(self.topic_menu(shown), place)

    def topic_menu(self, shown: ShownTopic) -> QMenu:
        """Return the context menu of a topic of the target."""
        menu, board = QMenu(self), self._services.actions
        writable, adjust = self._services.holder.writable, board.action("adjust-tag").text().replace("&", "")
        add_entry(menu, self.tr("Show in article"), partial(self._show_topic, shown))
        add_entry(menu, adjust, partial(self._adjust, shown), enabled=writable and len(shown.tags) == 1)
        board.fill(menu, "tags-by-topic", "tag-matrix", "")
        remove = add_entry(menu, self.tr("Remove"), partial(self._remove_topic, shown), enabled=writable)
        remove.setIcon(themed_icon("x", self._services.theme))
        return menu

    def _adjust(self, shown: ShownTopic) -> None:
        self._show_topic(shown)
        self._services.actions.action("adjust-tag").trigger()

    # Suggestions

    @Slot(object, object)
    def _show_suggestion_menu(self, shown: ShownSuggestion, place: QPoint) -> None:
        show_menu(self.suggestion_menu(shown), place)

    def suggestion_menu(self, shown: ShownSuggestion) -> QMenu:
        """Return the context menu of a suggestion."""
        menu, commands = QMenu(self), self._article.tag_commands
        for text, icon, run in (
            (self.tr("Accept"), "check", commands.accept),
            (self.tr("Reject"), "x", commands.reject),
        ):
            entry = add_entry(
                menu, text, partial(run, shown.suggestion), enabled=self._services.holder.writable
            )
            entry.setIcon(themed_icon(icon, self._services.theme))
        self._services.actions.fill(menu, "", "accept-all")
        return menu

    @Slot()
    def _accept(self) -> None:
        self._decide(self._article.tag_commands.accept)

    def _reject(self) -> None:
        self._decide(self._article.tag_commands.reject)

    def _decide(self, decide: Callable[[Suggestion], None]) -> None:
        """Accept or reject the chosen suggestion; say so if there are none yet, since a key must not decide on what is not seen."""
        if self.suggestions.chosen is not None:
            decide(self.suggestions.chosen)
        elif self._article.reading is not None and self._article.reading.waiting:
            self._services.toasts.show(
                self.tr("Suggestions are still being looked for. Press the key again when they are listed.")
            )

    # Details

    @Slot()
    def _edit_details(self) -> None:
        self.show_requested.emit()
        self.details_section.head.setChecked(True)
        self.details.edit()
