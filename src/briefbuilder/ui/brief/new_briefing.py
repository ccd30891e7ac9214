"""The dialog for a new briefing: title, template, language, topics and fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.brief.details import FieldsForm, FieldsOwner
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.choices import fill_languages, fill_templates, usable_templates
from briefbuilder.ui.widgets.plain import PlainLabel, plain_roles, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.templating.model import Template


class CheckList(QListView):
    """A list in which Space ticks all selected rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle the current row on Space and set all selected rows to the same state."""
        current = self.currentIndex()
        if event.key() != Qt.Key.Key_Space or event.modifiers() or not current.isValid():
            super().keyPressEvent(event)
            return
        role = Qt.ItemDataRole.CheckStateRole
        ticked = Qt.CheckState(current.data(role)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        for index in {*self.selectedIndexes(), current}:
            self.model().setData(index, state, role)


Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class TaggedTopic:
    """A topic's id, its displayed name, and the number of its tags."""

    id: str
    name: str
    tags: int


def tagged_topics(session: Session, language: str) -> tuple[TaggedTopic, ...]:
    """Return the topics used in a dossier, the most frequent first."""
    counts = dict(session.search.topics())
    taxonomy = session.taxonomy
    named = (
        (topic.name(language) if (topic := taxonomy.topic(name)) else name, name, count)
        for name, count in counts.items()
    )
    return tuple(TaggedTopic(name, shown, count) for shown, name, count in sorted(named, key=_by_frequency))


def _by_frequency(row: tuple[str, str, int]) -> tuple[int, str]:
    return -row[2], row[0].casefold()


class TopicsModel(QAbstractListModel):
    """A list of topics that can be ticked."""

    def __init__(self, topics: tuple[TaggedTopic, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topics = topics
        self._checked: set[str] = set()

    @property
    def checked_topics(self) -> tuple[str, ...]:
        """The ids of the ticked topics in list order."""
        return tuple(topic.id for topic in self._topics if topic.id in self._checked)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of topics."""
        return 0 if parent.isValid() else len(self._topics)

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a topic's name with the number of its tags, or its check state."""
        if not index.isValid():
            return None
        topic = self._topics[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            tags = self.tr("%n passage(s)", "", topic.tags)
            return self.tr("{topic} – {passages}").format(topic=topic.name, passages=tags)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if topic.id in self._checked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Set the check state of a topic."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        topic = self._topics[index.row()].id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._checked.add(topic)
        else:
            self._checked.discard(topic)
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return flags for rows that can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemNeverHasChildren
        )


class NewBriefingDialog(QDialog):
    """Asks for the details of a new briefing; its properties hold the answers."""

    def __init__(self, services: Services, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._templates = usable_templates(services.resources)
        self.setWindowTitle(self.tr("New briefing"))
        self._owner = FieldsOwner(self)
        self._title = QLineEdit(self._owner)
        self._template = QComboBox(self._owner)
        self._about = PlainLabel("", self._owner)
        self._language = QComboBox(self._owner)
        self._topics = TopicsModel(tagged_topics(session, services.language), self)
        self._build()
        self._on_template()
        self._on_title()

    @property
    def title(self) -> str:
        """The title."""
        return self._title.text().strip()

    @property
    def template(self) -> str:
        """The template's id."""
        return str(self._template.currentData() or "")

    @property
    def language(self) -> str:
        """The language of the briefing."""
        return str(self._language.currentData() or "en")

    @property
    def topics(self) -> tuple[str, ...]:
        """The ids of the topics that become parts."""
        return self._topics.checked_topics

    @property
    def fields(self) -> dict[str, str]:
        """The field values by key."""
        return self._fields.values()

    def _build(self) -> None:
        space = self._services.theme.space
        form = QFormLayout(self._owner)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(space(0.8))
        form.setVerticalSpacing(space(0.5))
        form.setContentsMargins(0, 0, 0, 0)
        self._title.setPlaceholderText(self.tr("Subject of the briefing"))
        self._about.setObjectName("muted")
        self._about.setWordWrap(True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        for label, widget in (
            (self.tr("Title"), self._title),
            (self.tr("Template"), self._template),
            (self.tr("Language"), self._language),
        ):
            widget.setAccessibleName(label)
            self._row(form, label, widget)
            if widget is self._template:
                form.addRow("", self._about)
        self._row(form, self.tr("T&opics"), self._topics_box())
        fill_templates(self._template, self._templates, self._services.language)
        self._fields = FieldsForm(form, self._owner, self._services.language)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._create = buttons.addButton(self.tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._create.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(1.2), space(1.1), space(1.2), space(1))
        column.setSpacing(space(1))
        column.addWidget(self._owner, 1)
        column.addWidget(buttons)
        self.setMinimumWidth(space(30))
        self._title.textChanged.connect(self._on_title)
        self._template.activated.connect(self._on_template)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def _row(self, form: QFormLayout, text: str, widget: QWidget) -> None:
        label = PlainLabel(text, self._owner)
        label.setBuddy(widget)
        form.addRow(label, widget)

    def _topics_box(self) -> QWidget:
        if not self._topics.rowCount():
            nothing = PlainLabel(
                self.tr("No passages are tagged yet. You can add excerpts later."), self._owner
            )
            nothing.setObjectName("muted")
            nothing.setWordWrap(True)
            return nothing
        view = CheckList(self._owner)
        view.setObjectName("topics")
        view.setModel(self._topics)
        view.setAccessibleName(self.tr("Topics"))
        set_tip(view, self.tr("Press Space to tick the selected topics, Ctrl+A to select all."))
        view.setAccessibleDescription(
            self.tr(
                "Each ticked topic becomes a part with the passages tagged with it. Press Space to tick the selected topics, Ctrl+A to select all."
            )
        )
        row = view.sizeHintForRow(0)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QListView.Shape.StyledPanel)
        view.setFixedHeight(row * min(6, max(3, self._topics.rowCount())) + self._services.theme.space(0.4))
        view.setCurrentIndex(self._topics.index(0, 0))
        return view

    def _chosen_template(self) -> Template | None:
        return next((template for template in self._templates if template.id == self.template), None)

    @Slot()
    def _on_title(self) -> None:
        self._create.setEnabled(bool(self.title and self._templates))

    @Slot()
    def _on_template(self) -> None:
        from briefbuilder.templating.values import localized_text

        template = self._chosen_template()
        screen = self._services.language
        self._about.setText(localized_text(template.description, screen, "") if template else "")
        self._about.setVisible(bool(self._about.text()))
        # A form layout ignores the wrapped lines of a label.
        self._about.setMinimumHeight(self._about.heightForWidth(self._services.theme.space(20)))
        before = self._language.currentData()
        fill_languages(self._language, template.languages if template else ())
        for wanted in (before, screen, screen.partition("-")[0]):
            place = self._language.findData(wanted) if wanted else -1
            if place >= 0:
                self._language.setCurrentIndex(place)
                break
        self._fields.show_template(template)
