"""Commands on the taxonomy of the open dossier, and the form of a topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.locales.territories import territory_names
from briefbuilder.ui.read.article_words import language_name, languages
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.topics.topic_box import TopicChooser
from briefbuilder.ui.topics.tree import group_name
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.choices import choice_box
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import DialogButtons, fill_dialog
from briefbuilder.ui.widgets.layouts import ContentArea, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.tagging.codebooks.codebook import Codebook


_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
ChooseTopic = Callable[[Topic], str | None]


P = ParamSpec("P")


class TopicForm(QDialog):
    """A form for one topic. `choose_broader` asks for a broader topic and returns None if it is cancelled."""

    def __init__(
        self,
        topic: Topic,
        taxonomy: Taxonomy,
        language: str,
        choose_broader: ChooseTopic,
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._topic, self._taxonomy, self._language = topic, taxonomy, language
        self._choose_broader = choose_broader
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
        """The topic with the values of the form."""
        self._store_texts()
        colour = self.colour.currentText().strip()
        chosen = self.colour.currentData() if self.colour.findText(colour) >= 0 else None
        return replace(
            self._topic,
            names=_strip_texts(self._texts["name"]),
            descriptions=_strip_texts(self._texts["description"]),
            terms=_split_lines(self._texts["terms"]),
            exclusions=_split_lines(self._texts["not"]),
            group=self._selected_group(),
            broader=self._broader,
            colour=str(chosen or (colour.lower() if _COLOUR.match(colour) else self._topic.colour)),
        )

    @property
    def new_group(self) -> str:
        """The name of a new group, empty where an existing group is selected."""
        text = " ".join(self.group.currentText().split())
        return "" if self.group.findText(text) >= 0 else text

    def _build(self) -> None:
        self.language = choice_box(self, self._languages(), self._language)
        self.language.currentIndexChanged.connect(self._on_language)
        self.name = QLineEdit(self)
        self.terms, self.exclusions, self.description = (QPlainTextEdit(self) for _ in range(3))
        for text, rows in ((self.terms, 5), (self.exclusions, 2), (self.description, 3)):
            text.setTabChangesFocus(True)
            text.setFixedHeight(round(self._theme.line_height * (rows * 1.15 + 0.8)))
        self.terms.setPlaceholderText(self.tr("Words that suggest the topic, one per line"))
        self.exclusions.setPlaceholderText(self.tr("Words that must not suggest the topic, one per line"))
        groups = ((group_name(group, self._language), group.id) for group in self._taxonomy.groups)
        self.group = choice_box(self, (("", ""), *groups), self._topic.group)
        self.group.setEditable(True)
        self.colour = self._create_colours()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget in (
            (self.tr("&Language:"), self.language),
            (self.tr("&Name:"), self.name),
            (self.tr("&Terms:"), self.terms),
            (self.tr("&Excluded words:"), self.exclusions),
            (self.tr("&Description:"), self.description),
            (self.tr("&Group:"), self.group),
        ):
            form.addRow(PlainLabel(label, self, names=widget), widget)
        if self._topic.territories:
            form.addRow(self.tr("Countries:"), PlainLabel(self._countries(), self, wraps=True))
        form.addRow(self.tr("&Broader topic:"), self._create_broader_row())
        form.addRow(self.tr("&Colour:"), self.colour)
        area = ContentArea(form, self)
        buttons = DialogButtons(self, self.tr("Save"), self.tr("Cancel"))
        fill_dialog(self, self._theme, area, buttons, grows=area)
        self.resize(round(self._theme.line_height * 36), self.sizeHint().height())

    def _countries(self) -> str:
        """Return the countries that the topic is about, with the other side in parentheses."""
        names, others = (
            ", ".join(_country(code, self._language) for code in codes)
            for codes in (self._topic.territories, self._topic.counterparts)
        )
        return (
            self.tr("{countries} (with {others})").format(countries=names, others=others) if others else names
        )

    def _create_broader_row(self) -> QWidget:
        row = QWidget(self)
        self.broader_label = PlainLabel("", row)
        self.choose = push_button(
            self.tr("C&hoose …"), row, self._on_choose, name=self.tr("Choose broader topic")
        )
        self.no_broader = push_button(
            self.tr("N&one"), row, self._on_nothing, name=self.tr("No broader topic")
        )
        row_layout(row, self.broader_label, self.choose, self.no_broader, grows=self.broader_label)
        self._show_broader()
        return row

    def _create_colours(self) -> QComboBox:
        from briefbuilder.tagging.taxonomy import topic_colour

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
                box.addItem(topic_icon(colour, self._theme), shown, colour)
        known = box.findData(self._topic.colour)
        if known < 0 and self._topic.colour:
            box.insertItem(
                0, topic_icon(self._topic.colour, self._theme), self._topic.colour, self._topic.colour
            )
            known = 0
        box.setCurrentIndex(max(0, known))
        return box

    def _languages(self) -> list[tuple[str, str]]:
        """Return the languages of the window, the topic and the taxonomy, then all others."""
        known = dict.fromkeys(
            (self._language, *self._topic.names, *self._topic.terms, *self._taxonomy.languages)
        )
        first = [(_language_label(tag), tag) for tag in known]
        return first + [(name, tag) for name, tag in languages() if tag not in known]

    def _selected_group(self) -> str:
        place = self.group.findText(" ".join(self.group.currentText().split()))
        return str(self.group.itemData(place)) if place >= 0 else ""

    @Slot()
    def _on_language(self) -> None:
        self._store_texts()
        self._shown = str(self.language.currentData())
        self._show_texts()

    @Slot()
    def _on_choose(self) -> None:
        chosen = self._choose_broader(self._topic)
        if chosen is not None:
            self._broader = (chosen,)
            self._show_broader()

    @Slot()
    def _on_nothing(self) -> None:
        self._broader = ()
        self._show_broader()

    def _store_texts(self) -> None:
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

    def _show_broader(self) -> None:
        topics = filter(None, (self._taxonomy.topic(name) for name in self._broader))
        names = ", ".join(topic.name(self._language) for topic in topics)
        self.broader_label.setText(names or self.tr("none"))


def _language_label(tag: str) -> str:
    name = language_name(tag) or tag
    return f"{name} ({tag})" if "-" in tag else name


def _country(code: str, language: str) -> str:
    return next(iter(territory_names(code, language) or territory_names(code, "en")), code)


def _join_lines(listed: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {tag: "\n".join(terms) for tag, terms in listed.items()}


def _split_lines(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {tag: tuple(text.split("\n")) for tag, text in texts.items() if text.strip()}


def _strip_texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {tag: text.strip() for tag, text in texts.items() if text.strip()}


class TopicCommands(QObject):
    """Commands that ask for their input. `imported` carries a summary of an import or export, or an empty text."""

    imported = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._job = JobSlot(services.jobs)
        self._import_session: Session | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._job.running

    def taxonomy(self) -> Taxonomy:
        """Return the taxonomy of the dossier, or an empty one."""
        session = self._services.holder.session
        return session.taxonomy if session is not None else Taxonomy()

    def create(self, owner: QWidget, group: str = "") -> str | None:
        """Ask for a new topic and return its id, or None."""
        return self._show_form(Topic(id="", group=group, colour=""), owner)

    def edit(self, topic_id: str, owner: QWidget) -> None:
        """Edit a topic in its form."""
        topic = self.taxonomy().topic(topic_id)
        if topic is not None:
            self._show_form(topic, owner)

    def rename(self, topic_id: str) -> None:
        """Ask for a new name of a topic in the language of the window."""
        topic, language = self.taxonomy().topic(topic_id), self._services.language
        if topic is None:
            return
        name = self._services.prompter.ask_text(
            self.tr("Rename topic"), self.tr("Name:"), topic.name(language)
        )
        if name is not None:
            self._apply(app.commands.taxonomy.rename_topic, topic_id, name, language)

    def rename_group(self, group_id: str) -> None:
        """Ask for a new name of a group in the language of the window."""
        group, language = self.taxonomy().group(group_id), self._services.language
        if group is None:
            return
        title, label = self.tr("Rename group"), self.tr("Name:")
        name = self._services.prompter.ask_text(title, label, group_name(group, language))
        if name is not None:
            self._apply(app.commands.taxonomy.rename_group, group_id, name, language)

    def merge(self, topic_ids: Sequence[str], owner: QWidget) -> str | None:
        """Ask for the topic to merge others into, and return its id, or None."""
        names = self._names(topic_ids)
        sentence = self.tr("Which topic should replace {topics}?").format(topics=names)
        into = self._choose(self.tr("Merge topics"), sentence, owner, topic_ids, self.tr("Merge"))
        if into is None:
            return None
        is_done = self._apply(app.commands.taxonomy.merge_topics, topic_ids, into, self._services.language)
        return into if is_done else None

    def remove(self, topic_ids: Sequence[str]) -> bool:
        """Remove topics, after confirmation where they have tags."""
        session = self._services.holder.session
        if session is None or not topic_ids:
            return False
        tags = sum(session.store.tag_index.counts().get(name, 0) for name in topic_ids)
        if tags and not self._confirm_removal(tags, topic_ids):
            return False
        return self._apply(app.commands.taxonomy.remove_topics, topic_ids, self._services.language)

    def can_restore(self) -> bool:
        """Return whether topics of a taxonomy were removed from the dossier."""
        session = self._services.holder.session
        return session is not None and any(topic.removed for topic in session.store.topics())

    def restore(self) -> None:
        """Restore the removed topics of taxonomies."""
        self._apply(app.commands.taxonomy.restore_topics)

    def tag_found(self, hits: Sequence[tuple[str, int]], owner: QWidget) -> None:
        """Ask for a topic and tag all search results with it."""
        sentence = self.tr("Which topic should the %n section(s) found be tagged with?", "", len(hits))
        topic = self._choose(self.tr("Tag all results"), sentence, owner, (), self.tr("Tag"))
        if topic is not None and self._services.holder.writable:
            run = self._services.attempt(
                app.commands.tags.tag_hits, self._services.holder.opened, hits, [topic]
            )
            if run is not None:
                self._services.run_steps(run, self)

    # Files -----------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for a file and import its topics."""
        filters = self.tr("Taxonomies (*.yaml *.yml *.csv *.rdf *.xml *.ttl *.nt);;All files (*)")
        path = self._services.prompter.open_file(self.tr("Import topics"), filters)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Read a file in the background and import its topics."""
        language = self._services.language
        self._import_session = self._services.holder.session

        def work(context: JobContext) -> Codebook:
            return app.taxonomies.read_codebook_file(path, language, job=context)

        self._job.start(work, self._on_read, self._on_failed, fault=self._on_failed)

    def export(self) -> None:
        """Ask for a file and export the topics in the format of its suffix."""
        session = self._services.holder.opened
        filters = self.tr("YAML (*.yaml);;CSV (*.csv);;SKOS, RDF/XML (*.rdf);;SKOS, Turtle (*.ttl)")
        suggested = f"{session.store.path.stem}.yaml"
        path = self._services.prompter.save_file(self.tr("Export topics"), suggested, filters)
        if path is None:
            return
        try:
            app.taxonomies.write_codebook(path, session.taxonomy)
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)
            return
        count = len(session.taxonomy.topics)
        self.imported.emit(self.tr("%n topic(s) exported to {file}", "", count).format(file=path.name))

    def _on_read(self, book: Codebook) -> None:
        words = self._services.words
        if self._services.holder.session is not self._import_session:
            # Another dossier was opened meanwhile.
            return
        if book.faults:
            first, more = book.faults[0], len(book.faults) - 1
            self._services.prompter.show_error(first)
            self.imported.emit(self.tr("The file has %n more error(s).", "", more) if more else "")
            return
        done = self._apply(app.commands.taxonomy.import_taxonomy, book.taxonomy)
        count = len(book.taxonomy.topics)
        self.imported.emit(self.tr("%n topic(s) imported", "", count) if done else "")
        if done and book.notices:
            lines = [words.notice(notice) for notice in book.notices]
            self._services.prompter.show_message(
                self.tr("Import topics"), self.tr("Some of the file was not imported."), lines
            )

    def _on_failed(self, error: Exception) -> None:
        self.imported.emit("")
        self._services.show_failure(error)

    def _show_form(self, topic: Topic, owner: QWidget) -> str | None:
        language, theme = self._services.language, self._services.theme
        form: TopicForm

        def choose(edited: Topic) -> str | None:
            sentence = self.tr("Choose a broader topic.")
            return self._choose(self.tr("Broader topic"), sentence, form, (edited.id,), self.tr("Choose"))

        form = TopicForm(topic, self.taxonomy(), language, choose, theme, owner)
        created: list[str] = []

        def create_change(session: Session) -> ChangeSet:
            addition = app.commands.taxonomy.put_topic(session, form.topic, form.new_group, language)
            created.extend(change.key.id for change in addition.changes if change.key.collection == "topic")
            return addition

        # After an error, the form is shown again with the same values.
        while self._services.prompter.run(form):
            created.clear()
            if self._apply(create_change):
                break
        else:
            created.clear()
        return created[0] if created else None

    def _choose(
        self, title: str, sentence: str, owner: QWidget, without: Sequence[str], agree: str
    ) -> str | None:
        theme, language = self._services.theme, self._services.language
        dialog = TopicChooser(
            title, sentence, self.taxonomy(), language, theme, owner, without=without, agree=agree
        )
        return dialog.chosen if self._services.prompter.run(dialog) else None

    def _confirm_removal(self, tags: int, topic_ids: Sequence[str]) -> bool:
        question = self.tr(
            "%n tag(s) of {topics} will also be removed. To keep them, merge the topic instead. You can undo this.",
            "",
            tags,
        )
        title, agree = self.tr("Remove topics"), self.tr("Remove")
        return self._services.prompter.confirm(title, question.format(topics=self._names(topic_ids)), agree)

    def _names(self, topic_ids: Sequence[str]) -> str:
        topics = filter(None, (self.taxonomy().topic(name) for name in topic_ids[:3]))
        names = [topic.name(self._services.language) for topic in topics]
        return ", ".join([*names, "…"] if len(topic_ids) > 3 else names)

    def _apply(
        self, command: Callable[Concatenate[Session, P], ChangeSet], *arguments: P.args, **named: P.kwargs
    ) -> bool:
        apply = self._services.apply
        return self._services.holder.writable and apply(command, *arguments, **named) is not None
