"""The form of one topic: names, terms and exclusions by language, group, wider topic, colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.colours import topic_colour
from briefbuilder.ui.article.heading import language_name, languages
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.tree import dot, group_name
from briefbuilder.ui.widgets.answers import Answers, column_in

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
Wider = Callable[[Topic], str | None]


class TopicForm(QDialog):
    """A topic to be filled in. `choose_wider` asks for a topic to put it under, None where none was chosen."""

    def __init__(
        self,
        topic: Topic,
        taxonomy: Taxonomy,
        language: str,
        choose_wider: Wider,
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._topic, self._taxonomy, self._language = topic, taxonomy, language
        self._choose_wider = choose_wider
        self._shown = language
        self._broader = topic.broader
        self._texts: dict[str, dict[str, str]] = {
            "name": dict(topic.names),
            "description": dict(topic.descriptions),
            "terms": _joined(topic.terms),
            "not": _joined(topic.exclusions),
        }
        self.setWindowTitle(self.tr("Edit topic") if topic.id else self.tr("New topic"))
        self._build()
        self._show_texts()
        self.name.setFocus()

    @property
    def topic(self) -> Topic:
        """The topic as it is filled in."""
        self._keep_texts()
        colour = self.colour.currentText().strip()
        chosen = self.colour.currentData() if self.colour.findText(colour) >= 0 else None
        return replace(
            self._topic,
            names=_filled(self._texts["name"]),
            descriptions=_filled(self._texts["description"]),
            terms=_parted(self._texts["terms"]),
            exclusions=_parted(self._texts["not"]),
            group=self._group_id(),
            broader=self._broader,
            colour=str(chosen or (colour.lower() if _COLOUR.match(colour) else self._topic.colour)),
        )

    @property
    def new_group(self) -> str:
        """The name of a group that is not there yet, empty where one that is there was chosen."""
        text = " ".join(self.group.currentText().split())
        return "" if self.group.findText(text) >= 0 else text

    def _build(self) -> None:
        self.language = QComboBox(self)
        for name, tag in self._languages():
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(self.language.findData(self._language))
        self.language.currentIndexChanged.connect(self._on_language)
        self.name = QLineEdit(self)
        self.terms, self.exclusions, self.description = (QPlainTextEdit(self) for _ in range(3))
        for text, rows in ((self.terms, 5), (self.exclusions, 2), (self.description, 3)):
            text.setTabChangesFocus(True)
            text.setFixedHeight(round(self._theme.em * (rows * 1.15 + 0.8)))
        self.terms.setPlaceholderText(self.tr("One a line: the words that suggest the topic"))
        self.exclusions.setPlaceholderText(self.tr("One a line: words that look like a term and are none"))
        self.group = QComboBox(self)
        self.group.setEditable(True)
        self.group.addItem("", "")
        for group in self._taxonomy.groups:
            self.group.addItem(group_name(group, self._language), group.id)
        self.group.setCurrentIndex(max(0, self.group.findData(self._topic.group)))
        self.colour = self._made_colours()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget in (
            (self.tr("&Language:"), self.language),
            (self.tr("&Name:"), self.name),
            (self.tr("&Terms:"), self.terms),
            (self.tr("N&ot:"), self.exclusions),
            (self.tr("&Description:"), self.description),
            (self.tr("&Group:"), self.group),
        ):
            widget.setAccessibleName(label.replace("&", "").rstrip(": "))
            form.addRow(label, widget)
        form.addRow(self.tr("&Under:"), self._made_wider())
        form.addRow(self.tr("&Colour:"), self.colour)
        column = column_in(self, self._theme)
        column.addLayout(form)
        column.addWidget(Answers(self, self.tr("Save"), self.tr("Cancel")))
        self.resize(round(self._theme.em * 36), self.sizeHint().height())

    def _made_wider(self) -> QWidget:
        row = QWidget(self)
        self.wider = QLabel(row)
        self.wider.setTextFormat(self.wider.textFormat().PlainText)
        self.choose = QPushButton(self.tr("C&hoose …"), row)
        self.choose.setAccessibleName(self.tr("Choose the wider topic"))
        self.nothing = QPushButton(self.tr("No&thing"), row)
        self.nothing.setAccessibleName(self.tr("Under no other topic"))
        for button in (self.choose, self.nothing):
            button.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose)
        self.nothing.clicked.connect(self._on_nothing)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.wider, 1)
        line.addWidget(self.choose)
        line.addWidget(self.nothing)
        self._show_wider()
        return row

    def _made_colours(self) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setAccessibleName(self.tr("Colour"))
        names = (
            self.tr("Blue"), self.tr("Vermilion"), self.tr("Green"), self.tr("Purple"), self.tr("Ochre"),
            self.tr("Indigo"), self.tr("Wine"), self.tr("Teal"), self.tr("Violet"), self.tr("Olive"),
        )  # fmt: skip
        dark = self.tr("{colour}, dark")
        for place in range(2):
            for hue, name in enumerate(names):
                colour = topic_colour(hue, place)
                shown = name if place == 0 else dark.format(colour=name)
                box.addItem(dot(colour, self._theme), shown, colour)
        known = box.findData(self._topic.colour)
        if known < 0 and self._topic.colour:
            box.insertItem(0, dot(self._topic.colour, self._theme), self._topic.colour, self._topic.colour)
            known = 0
        box.setCurrentIndex(max(0, known))
        return box

    def _languages(self) -> list[tuple[str, str]]:
        """Return the languages to choose from: the screen's, the topic's, the taxonomy's, then all others."""
        known = dict.fromkeys(
            (self._language, *self._topic.names, *self._topic.terms, *self._taxonomy.languages)
        )
        first = [(_language_words(tag), tag) for tag in known]
        return first + [(name, tag) for name, tag in languages() if tag not in known]

    def _group_id(self) -> str:
        place = self.group.findText(" ".join(self.group.currentText().split()))
        return str(self.group.itemData(place)) if place >= 0 else ""

    # What is asked ---------------------------------------------------------------------------

    @Slot()
    def _on_language(self) -> None:
        self._keep_texts()
        self._shown = str(self.language.currentData())
        self._show_texts()

    @Slot()
    def _on_choose(self) -> None:
        chosen = self._choose_wider(self._topic)
        if chosen is not None:
            self._broader = (chosen,)
            self._show_wider()

    @Slot()
    def _on_nothing(self) -> None:
        self._broader = ()
        self._show_wider()

    def _keep_texts(self) -> None:
        texts = {
            "name": self.name.text(),
            "description": self.description.toPlainText(),
            "terms": self.terms.toPlainText(),
            "not": self.exclusions.toPlainText(),
        }
        for key, text in texts.items():
            self._texts[key][self._shown] = text

    def _show_texts(self) -> None:
        self.name.setText(self._texts["name"].get(self._shown, ""))
        self.description.setPlainText(self._texts["description"].get(self._shown, ""))
        self.terms.setPlainText(self._texts["terms"].get(self._shown, ""))
        self.exclusions.setPlainText(self._texts["not"].get(self._shown, ""))

    def _show_wider(self) -> None:
        topics = filter(None, (self._taxonomy.topic(name) for name in self._broader))
        names = ", ".join(topic.name(self._language) for topic in topics)
        self.wider.setText(names or self.tr("no other topic"))


def _language_words(tag: str) -> str:
    name = language_name(tag) or tag
    return f"{name} ({tag})" if "-" in tag else name


def _joined(listed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {tag: "\n".join(terms) for tag, terms in listed.items()}


def _parted(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    # A list is looked for by the language without its region.
    return {tag: tuple(text.split("\n")) for tag, text in texts.items() if text.strip()}


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {tag: text.strip() for tag, text in texts.items() if text.strip()}
