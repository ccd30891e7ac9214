"""The dialog for a new briefing: template cards, title and topics; language and fields under Details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListView, QScrollArea, QWidget

from briefbuilder.app.session import Session
from briefbuilder.domain.languages import base_language, localized_text
from briefbuilder.templating.parts import gathers_topics
from briefbuilder.ui.brief.details import FieldsForm, FieldsOwner
from briefbuilder.ui.preview.template_cards import PageCardDelegate, TemplateCards
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import fill_document_languages, usable_templates
from briefbuilder.ui.widgets.controls import FoldableSection, push_button
from briefbuilder.ui.widgets.dialogs import DialogButtons, TickList, fill_dialog
from briefbuilder.ui.widgets.keys import left_to_dossier
from briefbuilder.ui.widgets.layouts import (
    STRETCH,
    FormLayout,
    add_layout,
    column_layout,
    row_layout,
    scroll_vertically,
)
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip
from briefbuilder.ui.widgets.timers import single_shot_timer

_FEW_TOPICS = 6
"""The most topics that are ticked at first: more would rarely go into one briefing."""
_TEMPLATE, _DEFAULT = "new-briefing-template", "thematic-briefing"
_REFRESH_AFTER = 100
"""Milliseconds after a change until the topics of a form that is seen are compared."""


@dataclass(frozen=True, slots=True)
class TaggedTopic:
    """A topic's id, its displayed name, and the number of its tags."""

    id: str
    name: str
    tags: int


def tagged_topics(session: Session, language: str) -> tuple[TaggedTopic, ...]:
    """Return the topics used in a dossier, the most frequent first."""
    taxonomy = session.taxonomy
    topics = (
        TaggedTopic(name, taxonomy.shown(name).name(language), tags) for name, tags in session.search.topics()
    )
    return tuple(sorted(topics, key=lambda topic: (-topic.tags, topic.name.casefold())))


def topics_to_tick(tagged: Sequence[TaggedTopic]) -> Sequence[TaggedTopic]:
    """Return all topics if they are few, else the first of those with at least half as many tags as the first."""
    main = [topic for topic in tagged if 2 * topic.tags >= tagged[0].tags]
    return tagged if len(tagged) <= _FEW_TOPICS else main[:_FEW_TOPICS]


class NewBriefingForm(QWidget):
    """Asks for the details of a new briefing; its properties hold the answers.

    `accepted` is emitted when a card is double-clicked, `entered` on Enter in the title, and `changed` when the answers
    may be complete or no longer are.
    """

    accepted = Signal()
    entered = Signal()
    changed = Signal()

    def __init__(self, services: Services, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._owner = FieldsOwner(self, services.theme)
        self._title = QLineEdit(session.store.path.stem, self._owner)
        self.cards = TemplateCards(services, usable_templates(services.resources, services.language), self)
        self._about = PlainLabel("", self._owner, role="muted", wraps=True)
        self._language = QComboBox(self._owner)
        self.topics = TickList("", self._owner)
        tagged = tagged_topics(session, services.language)
        ticked = topics_to_tick(tagged)
        for topic in tagged:
            passages = self.tr("%n passage(s)", "", topic.tags)
            text = self.tr("{topic} – {passages}").format(topic=topic.name, passages=passages)
            self.topics.add(text, topic.id, ticked=topic in ticked)
        self.ticked_at_first = self.topics.ticked
        px = self._services.theme.px
        self.cards.setFixedWidth(2 * px(PageCardDelegate.WIDTH + 24) + px(24))
        area = QScrollArea(self)
        scroll_vertically(area)
        area.setWidget(self._owner)
        self._build_right()
        row_layout(self, self.cards, area, gap=px(16), grows=area)
        # From the title, where the dialog begins, Tab goes down to the topics.
        self.setTabOrder(self.cards, self._title)
        self._title.installEventFilter(self)
        self._title.textChanged.connect(self.changed)
        self._title.returnPressed.connect(self.entered)
        self.cards.template_chosen.connect(self._on_template)
        self.cards.doubleClicked.connect(self.accepted)
        self.cards.choose(services.settings.window_state(_TEMPLATE) or _DEFAULT)
        self._on_template()
        self._title.selectAll()

    @property
    def title(self) -> str:
        """The title."""
        return self._title.text().strip()

    def begin(self) -> None:
        """Give the focus to the title. A focus proxy would do, but Qt would pass over the templates before it."""
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def template(self) -> str:
        """The template's id."""
        chosen = self.cards.template
        return chosen.id if chosen is not None else ""

    @property
    def language(self) -> str:
        """The language of the briefing."""
        return str(self._language.currentData() or "en")

    @property
    def complete(self) -> bool:
        """Whether a briefing can be created with the answers."""
        return bool(self.title and self.template)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave undo and redo to the dossier while there is nothing to undo in the title."""
        line = self._title
        if watched is line and not line.isUndoAvailable() and not line.isRedoAvailable():
            return left_to_dossier(event, lambda: None)
        return super().eventFilter(watched, event)

    def take_answers(self, former: NewBriefingForm) -> None:
        """Take over what was entered in a form that this one replaces."""
        self._title.setText(former.title)
        self.cards.choose(former.template)
        self._on_template()
        self._language.setCurrentIndex(self._language.findData(former.language))
        self._on_language()
        self.fields.show_values(former.fields.values())
        self.details.head.setChecked(former.details.head.isChecked())
        if former.topics.ticked != former.ticked_at_first:
            self.topics.tick(former.topics.ticked)

    def remember(self) -> None:
        """Propose the chosen template the next time."""
        self._services.settings.set_window_state(_TEMPLATE, self.template)

    def _build_right(self) -> None:
        """Build what is beside the cards."""
        theme, px = self._services.theme, self._services.theme.px
        self._title.setPlaceholderText(self.tr("Subject of the briefing"))
        self._topic_box = self._topics_box()
        self._topic_label = PlainLabel(self.tr("T&opics"), self._owner, role="strip", names=self._topic_box)
        self.details = FoldableSection(self.tr("Details"), theme, self._owner)
        self.details.head.setChecked(False)
        form = FormLayout()
        form.setHorizontalSpacing(px(12))
        form.setVerticalSpacing(px(8))
        add_layout(self.details.column, form)
        label = PlainLabel(self.tr("Language"), self._owner, names=self._language)
        self._language.activated.connect(self._on_language)
        form.addRow(label, self._language)
        self.fields = FieldsForm(form, self._owner, self._services.language)
        title_label = PlainLabel(self.tr("Title"), self._owner, role="strip", names=self._title)
        column_layout(
            self._owner,
            *(title_label, self._title, self._about, self._topic_label, self._topic_box, self.details),
            STRETCH,
            gap=px(6),
            grows=self.topics,
        )

    def _topics_box(self) -> QWidget:
        view = self.topics
        if not view.count():
            view.hide()
            return PlainLabel(
                self.tr("No passages are tagged yet. You can add excerpts later."),
                self._owner,
                role="muted",
                wraps=True,
            )
        view.setObjectName("topics")
        view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        set_tip(view, self.tr("Press Space to tick the selected topics, Ctrl+A to select all."))
        view.setAccessibleDescription(
            self.tr(
                "Each ticked topic becomes a part with the passages tagged with it. Press Space to tick the selected topics, Ctrl+A to select all."
            )
        )
        row = view.sizeHintForRow(0)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QListView.Shape.StyledPanel)
        frame = self._services.theme.px(12)
        view.setMinimumHeight(row * min(9, max(3, view.count())) + frame)
        view.setMaximumHeight(row * max(3, view.count()) + frame)
        return view

    @Slot()
    def _on_template(self) -> None:
        template = self.cards.template
        screen = self._services.language
        about = localized_text(template.description, screen) if template else ""
        gathers = template is not None and any(gathers_topics(part) for part in template.parts)
        if template is not None and not gathers:
            hint = self.tr("It has no part that gathers tagged passages: add excerpts yourself.")
            about = f"{about} {hint}"
        self._about.setText(about.strip())
        self._about.setVisible(bool(about))
        for widget in (self._topic_label, self._topic_box):
            widget.setVisible(gathers)
        before = self._language.currentData()
        fill_document_languages(self._language, template)
        own = template.languages if template else ()
        for wanted in (before, *(tag for tag in (screen, base_language(screen)) if tag in own)):
            place = self._language.findData(wanted) if wanted else -1
            if place >= 0:
                self._language.setCurrentIndex(place)
                break
        self.fields.show_template(template, self.language)
        self.changed.emit()

    @Slot()
    def _on_language(self) -> None:
        self.fields.show_template(self.cards.template, self.language)


class NewBriefingDialog(QDialog):
    """Asks for the details of a new briefing; `form` holds the answers."""

    def __init__(self, services: Services, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/create-a-briefing")
        px = services.theme.px
        self.setWindowTitle(self.tr("New briefing"))
        # The form gives the list of topics a height by the look of its rows.
        services.theme.style(self)
        self.form = NewBriefingForm(services, session, self)
        buttons = DialogButtons(self, self.tr("Create"))
        self._create = buttons.agree
        fill_dialog(self, services.theme, self.form, buttons, grows=self.form)
        self.resize(px(860), px(600))
        self.form.changed.connect(self._on_changed)
        self.form.accepted.connect(self.accept)
        self._on_changed()
        self.form.begin()

    def accept(self) -> None:
        """Close if the answers are complete, and remember the template."""
        if self.form.complete:
            self.form.remember()
            super().accept()

    @Slot()
    def _on_changed(self) -> None:
        self._create.setEnabled(self.form.complete)


class FirstBriefing(QWidget):
    """The page of a dossier without a briefing: the form of a new one, made when the page is first seen.

    `create_requested` carries the form.
    """

    create_requested = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.form: NewBriefingForm | None = None
        self._shown: tuple[object, ...] = (None,)
        self._timer = single_shot_timer(self, self._refresh, _REFRESH_AFTER)
        services.holder.changed.connect(self._timer.start)
        px = services.theme.px
        content = QWidget(self)
        content.setMaximumWidth(px(1180))
        row = row_layout(self, STRETCH, margins=None)
        row.addWidget(content, 1000)
        row.addStretch(1)
        heading = PlainLabel(self.tr("New briefing"), self, role="heading")
        self._about = PlainLabel("", self, role="muted")
        self._create = push_button(
            self.tr("Create"), self, self._on_create, name=self.tr("Create the briefing"), kind="primary"
        )
        foot = row_layout(None, STRETCH, self._create)
        self._form_place = column_layout(None)
        column_layout(
            content,
            heading,
            self._about,
            self._form_place,
            foot,
            margins=services.theme.margins(24, 20, 24, 20),
            gap=px(10),
            grows=self._form_place,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Make the form, again if other topics are tagged."""
        super().showEvent(event)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Make the form if it is seen and shows another dossier or other topics."""
        session = self._services.holder.session
        if session is None or not self.isVisible():
            return
        state = (session.store.path, tagged_topics(session, self._services.language))
        if state == self._shown:
            return
        former = self.form if state[0] == self._shown[0] else None
        had_focus = former is not None and former.isAncestorOf(self.focusWidget())
        self._shown = state
        form = NewBriefingForm(self._services, session, self)
        if former is not None:
            form.take_answers(former)
        self._show_form(form)
        if had_focus:
            form.begin()

    def begin(self) -> None:
        """Give the focus to the title of the form."""
        if self.form is not None:
            self.form.begin()

    def _show_form(self, form: NewBriefingForm) -> None:
        former, self.form = self.form, form
        if former is not None:
            self._form_place.removeWidget(former)
            former.hide()
            former.deleteLater()
        self._form_place.addWidget(form)
        form.show()
        form.changed.connect(self._on_changed)
        form.accepted.connect(self._on_create)
        form.entered.connect(self._on_create)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        form = self.form
        is_writable = self._services.holder.writable
        self._create.setEnabled(form is not None and form.complete and is_writable)
        self._about.setText(
            self.tr("Create one from your tagged passages.")
            if is_writable
            else self.tr("The dossier is read-only: no briefing can be created in it.")
        )

    @Slot()
    def _on_create(self) -> None:
        if self.form is not None and self._create.isEnabled():
            self.form.remember()
            self.create_requested.emit(self.form)
