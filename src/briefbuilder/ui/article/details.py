"""A form over all that is known of an article, with the way back to what was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
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

from briefbuilder.app.acts.metadata import day_in
from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.ui.article.heading import language_name, languages
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.answers import Answers, column_in


class ArticleDetails(QDialog):
    """Title, lead, authors, publication, date, address, language and rights of one article."""

    def __init__(
        self,
        shown: Metadata,
        read: Metadata,
        titles: tuple[str, ...],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Details of the article"))
        self._shown, self._read = shown, read
        self._theme = theme
        self._title = QComboBox(self)
        self._title.setEditable(True)
        self._title.addItems(list(titles))
        self._title.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lead, self._authors = self._lines(3), self._lines(3)
        self._publication, self._published, self._url = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self._published.setPlaceholderText(self.tr("year-month-day"))
        self._language = QComboBox(self)
        self._statement, self._licence = QLineEdit(self), QLineEdit(self)
        self._embargo = QLineEdit(self)
        self._embargo.setPlaceholderText(self.tr("year-month-day hour:minute"))
        self._reserved = QCheckBox(self.tr("All rights &reserved"), self)
        self._fault = QLabel(self)
        self._fault.setObjectName("notice")
        self._fault.setWordWrap(True)
        self._fault.hide()
        self._lay_out()
        self._fill(shown)

    @property
    def metadata(self) -> Metadata:
        """What the form says; a date that cannot be read is left as it was."""
        words, shown = self._published.text().strip(), self._shown
        return replace(
            self._read,
            title=_kept(shown.title, self._title.currentText()) or "",
            lead=_kept(shown.lead, self._lead.toPlainText()),
            authors=tuple(dict.fromkeys(_filled(self._authors.toPlainText()))),
            publication=_kept(shown.publication, self._publication.text()),
            published=day_in(words) if words else None,
            url=_kept(shown.url, self._url.text()),
            language=self._language.currentData(),
            rights=Rights(
                statement=_kept(shown.rights.statement, self._statement.text()),
                licence=_kept(shown.rights.licence, self._licence.text()),
                reserved=self._reserved.isChecked(),
            ),
            embargo=self._chosen_embargo(),
        )

    def _chosen_embargo(self) -> datetime | None:
        """Return the embargo; the old one to the second where its words were left alone."""
        words, old = self._embargo.text().strip(), self._shown.embargo
        return old if words == _moment_words(old) else _moment(words)

    def accept(self) -> None:
        """Agree, unless a date cannot be read."""
        words = self._published.text().strip()
        if words and day_in(words) is None:
            fault = self.tr("No sure date can be read in “{words}”. Write it as 2026-04-12.")
            self._refuse(self._published, fault.format(words=words))
            return
        words = self._embargo.text().strip()
        if words and _moment(words) is None:
            fault = self.tr(
                "No moment can be read in “{words}”. Write it as 2026-04-12 10:00, in your own time."
            )
            self._refuse(self._embargo, fault.format(words=words))
            return
        super().accept()

    def _refuse(self, field: QLineEdit, fault: str) -> None:
        self._fault.setText(fault)
        self._fault.show()
        field.setFocus()
        field.selectAll()

    @Slot()
    def restore(self) -> None:
        """Fill in what was read."""
        self._shown = self._read
        self._fill(self._read)

    def _lines(self, count: int) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setTabChangesFocus(True)
        made.setFixedHeight(round(self._theme.em * (count + 1)))
        return made

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(self._theme.space(0.7))
        form.setVerticalSpacing(self._theme.space(0.45))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Title"), self._title),
            (self.tr("&Lead"), self._lead),
            (self.tr("&Authors, one a line"), self._authors),
            (self.tr("&Publication"), self._publication),
            (self.tr("&Date"), self._published),
            (self.tr("Addr&ess"), self._url),
            (self.tr("La&nguage"), self._language),
            (self.tr("Rights n&otice"), self._statement),
            (self.tr("L&icence"), self._licence),
            (self.tr("E&mbargo until"), self._embargo),
        )
        for text, widget in rows:
            widget.setAccessibleName(text.replace("&", ""))
            label = QLabel(text, self)
            label.setBuddy(widget)
            form.addRow(label, widget)
        form.addRow("", self._reserved)
        back = QPushButton(self.tr("As it &was read"), self)
        back.setAutoDefault(False)
        back.clicked.connect(self.restore)
        buttons = Answers(self, self.tr("Apply"), self.tr("Cancel"))
        column = column_in(self, self._theme)
        column.addLayout(form)
        column.addWidget(self._fault)
        # In the box of buttons it would be out of the Tab key's way.
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addWidget(buttons, 1)
        column.addLayout(foot)
        self.resize(round(self._theme.em * 38), self.sizeHint().height())

    def _fill(self, metadata: Metadata) -> None:
        self._title.setCurrentText(metadata.title)
        self._lead.setPlainText(metadata.lead or "")
        self._authors.setPlainText("\n".join(metadata.authors))
        self._publication.setText(metadata.publication or "")
        self._published.setText(_day(metadata.published))
        self._url.setText(metadata.url or "")
        self._offer_languages(metadata.language)
        self._statement.setText(metadata.rights.statement or "")
        self._licence.setText(metadata.rights.licence or "")
        self._reserved.setChecked(metadata.rights.reserved)
        self._embargo.setText(_moment_words(metadata.embargo))

    def _offer_languages(self, present: str | None) -> None:
        self._language.clear()
        self._language.addItem(self.tr("not known"), None)
        offered = list(languages())
        if present is not None and present not in {tag for _, tag in offered}:
            offered.insert(0, (language_name(present), present))
        for name, tag in offered:
            self._language.addItem(name, tag)
        self._language.setCurrentIndex(max(0, self._language.findData(present) if present else 0))


def _kept(old: str | None, written: str) -> str | None:
    """Return what was written; the old text to the letter where only its white space would differ."""
    words = " ".join(written.split())
    return old if old is not None and " ".join(old.split()) == words else words or None


def _filled(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _moment(words: str) -> datetime | None:
    """Return a moment that is written in the user's own time, with its zone; None where it is none."""
    try:
        return datetime.fromisoformat(words.strip()).astimezone()
    except ValueError:
        return None


def _moment_words(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
