"""The dialog that a new briefing begins with: title, template, language, topics and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.ui.briefing.choices import fill_languages, fill_templates, usable_templates
from briefbuilder.ui.briefing.fields_form import FieldsForm, FieldsOwner
from briefbuilder.ui.briefing.ticklist import TickList
from briefbuilder.ui.briefing.topics_model import TopicsModel, tagged_topics
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.templating.model import Template


class NewBriefingDialog(QDialog):
    """Asks what a briefing is to be; what was answered is read from its properties."""

    def __init__(self, services: Services, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._templates = usable_templates(services.resources)
        self.setWindowTitle(self.tr("New briefing"))
        self._owner = FieldsOwner(self)
        self._title = QLineEdit(self._owner)
        self._template = QComboBox(self._owner)
        self._about = QLabel(self._owner)
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
        """The ids of the topics that get a part each."""
        return self._topics.ticked

    @property
    def fields(self) -> dict[str, str]:
        """What was filled in, by the fields' keys."""
        return self._fields.values()

    def _build(self) -> None:
        space = self._services.theme.space
        form = QFormLayout(self._owner)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(space(0.8))
        form.setVerticalSpacing(space(0.5))
        form.setContentsMargins(0, 0, 0, 0)
        self._title.setPlaceholderText(self.tr("What the briefing is about"))
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
        self._agree = buttons.addButton(self.tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._agree.setDefault(True)
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
        label = QLabel(text, self._owner)
        label.setBuddy(widget)
        form.addRow(label, widget)

    def _topics_box(self) -> QWidget:
        if not self._topics.rowCount():
            nothing = QLabel(self.tr("No passage is tagged yet. You can add excerpts later."), self._owner)
            nothing.setObjectName("muted")
            nothing.setWordWrap(True)
            return nothing
        view = TickList(self._owner)
        view.setObjectName("topics")
        view.setModel(self._topics)
        view.setAccessibleName(self.tr("Topics"))
        view.setToolTip(self.tr("Space ticks what is chosen, Ctrl+A chooses all."))
        view.setAccessibleDescription(
            self.tr(
                "Each ticked topic becomes a part with the passages tagged with it."
                " Space ticks what is chosen, Ctrl+A chooses all."
            )
        )
        row = view.sizeHintForRow(0)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QListView.Shape.StyledPanel)
        view.setFixedHeight(row * min(6, max(3, self._topics.rowCount())) + self._services.theme.space(0.4))
        view.setCurrentIndex(self._topics.index(0, 0))
        return view

    def _chosen_template(self) -> Template | None:
        return next((one for one in self._templates if one.id == self.template), None)

    @Slot()
    def _on_title(self) -> None:
        self._agree.setEnabled(bool(self.title and self._templates))

    @Slot()
    def _on_template(self) -> None:
        from briefbuilder.templating.values import text_in

        template = self._chosen_template()
        screen = self._services.language
        self._about.setText(text_in(template.description, screen, "") if template else "")
        self._about.setVisible(bool(self._about.text()))
        # A form does not count the lines of a wrapped label by itself.
        self._about.setMinimumHeight(self._about.heightForWidth(self._services.theme.space(20)))
        before = self._language.currentData()
        fill_languages(self._language, template.languages if template else ())
        for wanted in (before, screen, screen.partition("-")[0]):
            place = self._language.findData(wanted) if wanted else -1
            if place >= 0:
                self._language.setCurrentIndex(place)
                break
        self._fields.show_template(template)
