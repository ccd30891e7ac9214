"""Dialogs that compare the open article with its imported text, with its copies, and with its newer version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from briefbuilder.domain.article import Article
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.returned.text_diff import diff_texts
from briefbuilder.ui.read.article_document import ArticleDocument, LeftOutOptions, fill_document
from briefbuilder.ui.read.article_words import header_of
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, DialogButtons, TextList, fill_dialog, set_up_reading
from briefbuilder.ui.widgets.labels import show_differences
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.selections import cursor_over, extra_selection

if TYPE_CHECKING:
    from briefbuilder.app.commands.revisions import UnplacedPassage


Decide = Callable[["UnplacedPassage"], bool]


class CompareDialog(QDialog):
    """Shows the imported and the corrected text in two columns that scroll together, with differences marked."""

    def __init__(
        self,
        read: Article,
        corrected: Article,
        text: CorrectedText,
        services: Services,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/correct-an-article")
        self.setWindowTitle(self.tr("Compare with imported text"))
        theme = services.theme
        self._formats = TextFormats(theme, QFont(QApplication.font()), self.tr("[Picture not included]"))
        self._language = services.language
        shown = LeftOutOptions(
            everything=text.all_blocks,
            left_out=text.left_out,
            opened=True,
            words=lambda count: self.tr("%n paragraph(s) excluded", "", count),
        )
        blocks = {block.id: block for block in read.blocks}
        same = frozenset(block.id for block in corrected.blocks if blocks.get(block.id) == block)
        self._has_same_metadata = read.metadata == corrected.metadata
        self._left = self._create_column(read, None, same, self.tr("Imported text"))
        self._right = self._create_column(corrected, shown, same, self.tr("Corrected text"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(0.8))
        for place, view in enumerate((self._left, self._right)):
            grid.addWidget(PlainLabel(view.accessibleName(), self, role="title"), 0, place)
            grid.addWidget(view, 1, place)
        fill_dialog(self, theme, grid, CloseButtons(self), grows=grid)
        self.resize(round(theme.line_height * 62), round(theme.line_height * 40))
        self._synchronizing = False
        for view in self.columns:
            view.verticalScrollBar().setValue(0)
        self._left.verticalScrollBar().valueChanged.connect(
            partial(self._synchronize, self._left, self._right)
        )
        self._right.verticalScrollBar().valueChanged.connect(
            partial(self._synchronize, self._right, self._left)
        )

    @property
    def columns(self) -> tuple[QTextEdit, QTextEdit]:
        """The imported and the corrected text."""
        return self._left, self._right

    def _create_column(
        self, article: Article, left_out: LeftOutOptions | None, same: frozenset[str], name: str
    ) -> QTextEdit:
        view = QTextEdit(self)
        paper = ArticleDocument(view)
        fill_document(paper, article, header_of(article, self._language), {}, self._formats, left_out)
        view.setDocument(paper)
        set_up_reading(view, name)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ends = [(placed.top, placed.end) for placed in paper.places.placed if placed.block.id not in same]
        if not self._has_same_metadata:
            ends.insert(0, (0, _header_end(paper)))
        view.setExtraSelections(_highlights(paper, ends, self._formats.changed()))
        view.moveCursor(QTextCursor.MoveOperation.Start)
        return view

    def _synchronize(self, scrolled: QTextEdit, other: QTextEdit, _value: int) -> None:
        """Scroll one column to the same relative position as the other."""
        if self._synchronizing:
            return
        self._synchronizing = True
        source, target = scrolled.verticalScrollBar(), other.verticalScrollBar()
        target.setValue(round(source.value() / max(1, source.maximum()) * target.maximum()))
        self._synchronizing = False


def _header_end(paper: ArticleDocument) -> int:
    """Return the position where the header ends."""
    tops = [placed.top for placed in paper.places.placed[:1]] + [
        marker.start for marker in paper.left_out_markers[:1]
    ]
    return max(0, min(tops, default=paper.characterCount()) - 1)


def _highlights(
    paper: ArticleDocument, ends: Iterable[tuple[int, int]], char_format: QTextCharFormat
) -> list[QTextEdit.ExtraSelection]:
    char_format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    return [extra_selection(cursor_over(paper, *end), char_format) for end in ends]


@dataclass(frozen=True, slots=True)
class CopyShown:
    """A copy of the open article: its id, its line in the list, and its text."""

    article: str
    line: str
    text: str


class CopiesDialog(QDialog):
    """Lists the copies of an article and shows the differences of the selected one."""

    def __init__(
        self, text: str, copies: tuple[CopyShown, ...], theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/find-copies")
        self.setWindowTitle(self.tr("Copies of this report"))
        self._text, self._theme = text, theme
        self.copies_list: TextList[CopyShown] = TextList(self.tr("Copies"), self)
        self.page = QPlainTextEdit(self)
        set_up_reading(self.page, self.tr("Differences of the copy"))
        words = self.tr("Struck through: only in the open article. Underlined: only in the copy.")
        legend = PlainLabel(words, self, role="muted", wraps=True)
        buttons = DialogButtons(self, self.tr("&Open copy"), self.tr("Close"))
        row = QHBoxLayout()
        row.addWidget(self.copies_list, 2)
        row.addWidget(self.page, 5)
        fill_dialog(self, theme, row, legend, buttons, grows=row, size=(62, 38))
        self.copies_list.selectionModel().currentChanged.connect(self._on_current)
        self.copies_list.show_values(copies, lambda copy: copy.line)

    @property
    def selected(self) -> str:
        """The id of the selected copy, to open when the dialog is accepted."""
        copy = self.copies_list.current
        return copy.article if copy is not None else ""

    @Slot()
    def _on_current(self) -> None:
        copy = self.copies_list.current
        if copy is not None:
            self.page.clear()
            show_differences(self.page, diff_texts(self._text, copy.text), self._theme)


_LONGEST_QUOTE = 240
"""Code points of the longest quotation that is shown whole; of a longer one, only its beginning and its end are."""


class UnplacedTagsDialog(QDialog):
    """Lists passages that are not in the newer version by their tags, and lets the user place or remove these.

    Tags without a decision remain unplaced.
    """

    def __init__(
        self,
        unplaced: tuple[UnplacedPassage, ...],
        names: tuple[str, ...],
        theme: Theme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unplaced tags"))
        self._left = dict(zip(unplaced, names, strict=True))
        self.place: Decide = _refuse
        self.remove: Decide = _refuse
        words = self.tr(
            "The newer version does not contain these words. Choose what to do with the tags of each passage."
        )
        sentence = PlainLabel(words, self, wraps=True)
        self._list: TextList[UnplacedPassage] = TextList(self.tr("Unplaced tags"), self)
        self._before, self._after = PlainLabel("", self, wraps=True), PlainLabel("", self, wraps=True)
        for label in (self._before, self._after):
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.place_button = push_button(self.tr("&Place here"), self, lambda: self._decide(self.place))
        self.remove_button = push_button(self.tr("&Remove tags"), self, lambda: self._decide(self.remove))
        buttons = CloseButtons(self, self.place_button, self.remove_button, close=self.tr("Decide later"))
        parts = (sentence, self._list, self._before, self._after, buttons)
        fill_dialog(self, theme, *parts, grows=self._list, size=(40, 30))
        self._list.selectionModel().currentChanged.connect(self._show)
        self._list.show_values(self._left, self._left.__getitem__)

    @property
    def words(self) -> tuple[str, str]:
        """The texts about the words of the selected tag and about the words found."""
        return self._before.text(), self._after.text()

    @Slot()
    def _show(self) -> None:
        unplaced = self._list.current
        if unplaced is None:
            return
        self._before.setText(
            self.tr("Tagged words: {words}").format(words=_shorten(unplaced.tags[0].passage.quote))
        )
        if unplaced.place is None:
            self._after.setText(
                self.tr("No similar words were found. Tag other words and remove these tags.")
            )
        else:
            match = self.tr("Possible match ({percent} %): {words}")
            self._after.setText(
                match.format(percent=round(unplaced.similarity), words=_shorten(unplaced.place.quote))
            )
        self.place_button.setEnabled(unplaced.place is not None)

    def _decide(self, decide: Decide) -> None:
        unplaced, row = self._list.current, self._list.row
        if unplaced is None or not decide(unplaced):
            return
        del self._left[unplaced]
        self._list.show_values(self._left, self._left.__getitem__, row)
        if not self._left:
            self.accept()


def _shorten(words: str) -> str:
    flat = " ".join(words.split())
    if len(flat) <= _LONGEST_QUOTE:
        return flat
    # Not within a word, if the text has spaces.
    end, start = flat.rfind(" ", 90, 121), flat.find(" ", len(flat) - 111, len(flat) - 80)
    return f"{flat[: end if end > 0 else 120]} … {flat[start if start > 0 else -110 :].lstrip()}"


def _refuse(_unplaced: UnplacedPassage) -> bool:
    return False
