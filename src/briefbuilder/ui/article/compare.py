"""An article as it was read beside the article as it was corrected, with what differs marked in both."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefbuilder.domain.article import Article
from briefbuilder.domain.repaired import Repaired
from briefbuilder.domain.text import Block
from briefbuilder.ui.article.document import ArticleDocument, LeftOutShown, fill
from briefbuilder.ui.article.forms import Forms
from briefbuilder.ui.article.heading import header_of
from briefbuilder.ui.services import Services


class CompareDialog(QDialog):
    """Two columns that scroll together."""

    def __init__(
        self, read: Article, corrected: Article, text: Repaired, services: Services, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare with the original reading"))
        theme = services.theme
        self._forms = Forms(theme, QFont(QApplication.font()), self.tr("[Picture not included]"))
        self._language = services.language
        shown = LeftOutShown(
            everything=text.everything, left_out=text.left_out, opened=True, words=self._left_out_words
        )
        same = _same(read.blocks, corrected.blocks)
        self._is_headed_alike = read.metadata == corrected.metadata
        self._left = self._column(read, None, same, self.tr("As it was read"))
        self._right = self._column(corrected, shown, same, self.tr("As corrected"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(0.8))
        for place, view in enumerate((self._left, self._right)):
            label = QLabel(view.accessibleName(), self)
            label.setObjectName("pane-title")
            grid.addWidget(label, 0, place)
            grid.addWidget(view, 1, place)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1)
        column.setContentsMargins(pad, pad, pad, pad)
        column.addLayout(grid, 1)
        column.addWidget(buttons)
        self.resize(round(theme.em * 62), round(theme.em * 40))
        self._following = False
        for view in self.columns:
            view.verticalScrollBar().setValue(0)
        self._left.verticalScrollBar().valueChanged.connect(self._on_left)
        self._right.verticalScrollBar().valueChanged.connect(self._on_right)

    @property
    def columns(self) -> tuple[QTextEdit, QTextEdit]:
        """The text as it was read, and as corrected."""
        return self._left, self._right

    def _column(
        self, article: Article, left_out: LeftOutShown | None, same: frozenset[str], name: str
    ) -> QTextEdit:
        view = QTextEdit(self)
        paper = ArticleDocument(view)
        fill(paper, article, header_of(article, self._language), {}, self._forms, left_out)
        view.setDocument(paper)
        view.setReadOnly(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setAccessibleName(name)
        view.verticalScrollBar().setAccessibleName(self.tr("Scroll the text"))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        ends = [(each.top, each.end) for each in paper.places.placed if each.block.id not in same]
        if not self._is_headed_alike:
            ends.insert(0, (0, _head_end(paper)))
        view.setExtraSelections(list(_marks(paper, ends, self._forms.wash("evidence"))))
        view.moveCursor(QTextCursor.MoveOperation.Start)
        return view

    def _left_out_words(self, count: int) -> str:
        return self.tr("%n paragraph(s) left out", "", count)

    def _on_left(self) -> None:
        self._follow(self._left, self._right)

    def _on_right(self) -> None:
        self._follow(self._right, self._left)

    def _follow(self, leading: QTextEdit, other: QTextEdit) -> None:
        """Scroll one column as far, in shares of its length, as the other one."""
        if self._following:
            return
        self._following = True
        one, two = leading.verticalScrollBar(), other.verticalScrollBar()
        two.setValue(round(one.value() / max(1, one.maximum()) * two.maximum()))
        self._following = False


def _head_end(paper: ArticleDocument) -> int:
    """Return where the lines over the text end."""
    tops = [each.top for each in paper.places.placed[:1]] + [ghost.start for ghost in paper.ghosts[:1]]
    return max(0, min(tops, default=paper.characterCount()) - 1)


def _same(one: Iterable[Block], other: Iterable[Block]) -> frozenset[str]:
    """Return the blocks that stand alike in both texts."""
    blocks = {block.id: block for block in one}
    return frozenset(block.id for block in other if blocks.get(block.id) == block)


def _marks(
    paper: ArticleDocument, ends: Iterable[tuple[int, int]], letters: QTextCharFormat
) -> Iterable[QTextEdit.ExtraSelection]:
    letters.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    for start, end in ends:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(paper)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = letters
        yield selection
