"""The acts on the taxonomy of the open dossier; what goes wrong is told through the prompter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.taxonomy import topic_colour
from briefbuilder.ui.read.article_words import language_name, languages
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.tree import colour_icon, group_name
from briefbuilder.ui.widgets.dialogs import DialogButtons, create_column
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import ChangeSet
    from briefbuilder.tagging.codebooks.codebook import Codebook


# The form of one topic: names, terms and exclusions by language, group, wider topic, colour.

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
ChooseTopic = Callable[[Topic], str | None]


class TopicForm(QDialog):
    """A topic to be filled in. `choose_wider` asks for a topic to put it under, None where none was chosen."""

    def __init__(
        self,
        topic: Topic,
        taxonomy: Taxonomy,
        language: str,
        choose_wider: ChooseTopic,
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
            "terms": _join_lines(topic.terms),
            "not": _join_lines(topic.exclusions),
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
            terms=_split_lines(self._texts["terms"]),
            exclusions=_split_lines(self._texts["not"]),
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
        column = create_column(self, self._theme)
        column.addLayout(form)
        column.addWidget(DialogButtons(self, self.tr("Save"), self.tr("Cancel")))
        self.resize(round(self._theme.em * 36), self.sizeHint().height())

    def _made_wider(self) -> QWidget:
        row = QWidget(self)
        self.wider = PlainLabel("", row)
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
                box.addItem(colour_icon(colour, self._theme), shown, colour)
        known = box.findData(self._topic.colour)
        if known < 0 and self._topic.colour:
            box.insertItem(
                0, colour_icon(self._topic.colour, self._theme), self._topic.colour, self._topic.colour
            )
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


def _join_lines(listed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {tag: "\n".join(terms) for tag, terms in listed.items()}


def _split_lines(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    # A list is looked for by the language without its region.
    return {tag: tuple(text.split("\n")) for tag, text in texts.items() if text.strip()}


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {tag: text.strip() for tag, text in texts.items() if text.strip()}


TaxonomyCommand = Callable[["Session"], "ChangeSet"]


class TopicCommands(QObject):
    """Asks what an act needs, and does it. `imported` carries the words of what came in, empty where nothing did."""

    imported = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job[Codebook] | None = None
        self._reading = False
        self._asked_for: Session | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._reading

    def taxonomy(self) -> Taxonomy:
        """Return the dossier's taxonomy, an empty one without a dossier."""
        session = self._services.holder.session
        return session.taxonomy if session is not None else Taxonomy()

    def create(self, owner: QWidget, broader: str = "", group: str = "") -> str | None:
        """Ask for a new topic; return its id where it was made."""
        start = Topic(id="", group=group, broader=(broader,) if broader else (), colour="")
        return self._fill_in(start, owner)

    def edit(self, topic_id: str, owner: QWidget) -> None:
        """Ask for all of a topic."""
        topic = self.taxonomy().topic(topic_id)
        if topic is not None:
            self._fill_in(topic, owner)

    def rename(self, topic_id: str) -> None:
        """Ask for another name of a topic in the screen's language."""
        from briefbuilder.app.commands.taxonomy import rename_topic

        topic, language = self.taxonomy().topic(topic_id), self._services.language
        if topic is None:
            return
        name = self._services.prompter.ask_text(
            self.tr("Rename topic"), self.tr("Name:"), topic.name(language)
        )
        if name is not None:
            self._do(lambda session: rename_topic(session, topic_id, name, language))

    def rename_group(self, group_id: str) -> None:
        """Ask for another name of a group in the screen's language."""
        from briefbuilder.app.commands.taxonomy import rename_group
        from briefbuilder.ui.topics.tree import group_name

        group, language = self.taxonomy().group(group_id), self._services.language
        if group is None:
            return
        title, label = self.tr("Rename group"), self.tr("Name:")
        name = self._services.prompter.ask_text(title, label, group_name(group, language))
        if name is not None:
            self._do(lambda session: rename_group(session, group_id, name, language))

    def merge(self, topic_ids: Sequence[str], owner: QWidget) -> str | None:
        """Ask for the topic that stays, and merge others into it; return its id where that was done."""
        from briefbuilder.app.commands.taxonomy import merge_topics

        names = self._names(topic_ids)
        sentence = self.tr("Which topic do the tags of {topics} move to?").format(topics=names)
        into = self._choose(self.tr("Merge topics"), sentence, owner, topic_ids, self.tr("Merge"))
        if into is None:
            return None
        language = self._services.language
        return into if self._do(lambda session: merge_topics(session, topic_ids, into, language)) else None

    def remove(self, topic_ids: Sequence[str]) -> bool:
        """Remove topics; where they are tagged, ask first."""
        from briefbuilder.app.commands.taxonomy import remove_topics

        session = self._services.holder.session
        if session is None or not topic_ids:
            return False
        tags = sum(session.store.tag_index.counts().get(name, 0) for name in topic_ids)
        if tags and not self._may_remove(tags, topic_ids):
            return False
        return self._do(lambda session: remove_topics(session, topic_ids, self._services.language))

    def can_restore(self) -> bool:
        """Tell whether topics of a taxonomy were removed from the dossier."""
        session = self._services.holder.session
        return session is not None and any(topic.removed for topic in session.store.topics())

    def restore(self) -> None:
        """Bring back the topics of taxonomies that were removed."""
        from briefbuilder.app.commands.taxonomy import restore_topics

        self._do(restore_topics)

    def tag_found(self, hits: Sequence[tuple[str, int]], owner: QWidget) -> None:
        """Ask for a topic, and put it on every section that was found."""
        from briefbuilder.app.commands.tags import tag_hits

        sentence = self.tr("Which topic is put on the %n section(s) found?", "", len(hits))
        topic = self._choose(self.tr("Tag all that was found"), sentence, owner, (), self.tr("Tag"))
        if topic is not None:
            self._do(lambda session: tag_hits(session, hits, [topic]))

    # Files -----------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for a file of any form, and take its topics in."""
        filters = self.tr("Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;All files (*)")
        path = self._services.prompter.open_file(self.tr("Import topics"), filters)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Read a file beside the window, and take its topics in."""
        language = self._services.language
        self._asked_for = self._services.holder.session
        self._reading = True

        def work(context: JobContext) -> Codebook:
            from briefbuilder.app.taxonomies import read_codebook_file

            return read_codebook_file(path, language, job=context)

        self._job = self._services.jobs.start(work, self._on_read, self._on_failed)

    def export(self) -> None:
        """Ask for a file, and write the topics in the form of its ending."""
        from briefbuilder.app.taxonomies import write_codebook

        session = self._services.holder.session
        if session is None:
            return
        filters = self.tr("YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)")
        suggested = f"{session.path.stem}.yaml"
        path = self._services.prompter.save_file(self.tr("Export topics"), suggested, filters)
        if path is None:
            return
        try:
            write_codebook(path, session.taxonomy)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return
        count = len(session.taxonomy.topics)
        self.imported.emit(self.tr("%n topic(s) written to {file}", "", count).format(file=path.name))

    def _on_read(self, book: Codebook) -> None:
        from briefbuilder.app.commands.taxonomy import import_taxonomy

        self._reading = False
        words = self._services.words
        if self._services.holder.session is not self._asked_for:
            # Another dossier was opened meanwhile; it did not ask for these topics.
            return
        if book.faults:
            first, more = book.faults[0], len(book.faults) - 1
            self._services.prompter.tell_error(first)
            self.imported.emit(self.tr("The file has %n more fault(s).", "", more) if more else "")
            return
        done = self._do(lambda session: import_taxonomy(session, book.taxonomy))
        count = len(book.taxonomy.topics)
        self.imported.emit(self.tr("%n topic(s) imported", "", count) if done else "")
        if done and book.notices:
            lines = [words.notice(notice) for notice in book.notices]
            self._services.prompter.tell(
                self.tr("Import topics"), self.tr("Not all of the file could be taken."), lines
            )

    def _on_failed(self, error: Exception) -> None:
        self._reading = False
        self.imported.emit("")
        if not isinstance(error, BriefbuilderError):
            raise error
        if not isinstance(error, CancelledError):
            self._services.prompter.tell_error(error)

    # Asking ----------------------------------------------------------------------------------

    def _fill_in(self, topic: Topic, owner: QWidget) -> str | None:
        from briefbuilder.app.commands.taxonomy import put_topic

        language, theme = self._services.language, self._services.theme
        form: TopicForm

        def choose(edited: Topic) -> str | None:
            sentence = self.tr("Which topic does it stand under?")
            return self._choose(self.tr("Wider topic"), sentence, form, (edited.id,), self.tr("Choose"))

        form = TopicForm(topic, self.taxonomy(), language, choose, theme, owner)
        made: list[str] = []

        def act(session: Session) -> ChangeSet:
            putting = put_topic(session, form.topic, form.new_group, language)
            made.extend(change.key.id for change in putting.changes if change.key.collection == "topic")
            return putting

        # What cannot be so is told, and the form stays as it was filled in.
        while self._services.prompter.run(form):
            made.clear()
            if self._do(act):
                break
        else:
            made.clear()
        form.deleteLater()
        return made[0] if made else None

    def _choose(
        self, title: str, sentence: str, owner: QWidget, without: Sequence[str], agree: str
    ) -> str | None:
        from briefbuilder.ui.topics.topic_box import TopicChooser

        theme, language = self._services.theme, self._services.language
        dialog = TopicChooser(
            title, sentence, self.taxonomy(), language, theme, owner, without=without, agree=agree
        )
        chosen = dialog.chosen if self._run(dialog) else None
        dialog.deleteLater()
        return chosen

    def _may_remove(self, tags: int, topic_ids: Sequence[str]) -> bool:
        question = self.tr(
            "%n tag(s) of {topics} go with it. To keep them, merge it with another topic instead. You can undo this.",
            "",
            tags,
        )
        title, agree = self.tr("Remove topics"), self.tr("Remove")
        return self._services.prompter.confirm(title, question.format(topics=self._names(topic_ids)), agree)

    def _names(self, topic_ids: Sequence[str]) -> str:
        topics = filter(None, (self.taxonomy().topic(name) for name in topic_ids[:3]))
        names = [topic.name(self._services.language) for topic in topics]
        return ", ".join([*names, "…"] if len(topic_ids) > 3 else names)

    def _run(self, dialog: QDialog) -> bool:
        return self._services.prompter.run(dialog)

    def _do(self, make: TaxonomyCommand) -> bool:
        session = self._services.holder.session
        if session is None or session.read_only:
            return False
        try:
            self._services.holder.apply(make(session))
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return False
        return True
