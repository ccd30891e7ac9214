"""Draws an article into a text document: its header, then its blocks, each in its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument, QTextImageFormat

from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.text import Block, Figure, ListItem, Note, Quote, Table
from briefbuilder.domain.values import value
from briefbuilder.ui.article.forms import Forms
from briefbuilder.ui.article.lists import Lists
from briefbuilder.ui.article.places import Placed, Places
from briefbuilder.ui.article.tables import insert_table
from briefbuilder.ui.article.writing import note_marks, shown_text, write_content
from briefbuilder.ui.offsets import units


@value
class Header:
    """The lines that stand over the text, in the screen's language; empty ones are left out."""

    title: str
    lead: str
    details: tuple[str, ...]


@value
class LeftOutShown:
    """How to show what was left out: `everything` holds it at its places, `words` name so many paragraphs.

    With `opened` each one shows, else a line stands for all that stand together.
    """

    everything: tuple[Block, ...]
    left_out: frozenset[str]
    opened: bool
    words: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Ghost:
    """A paragraph of the document that stands for blocks that were left out."""

    blocks: tuple[str, ...]
    start: int
    end: int


class ArticleDocument(QTextDocument):
    """A text document that loads nothing but the pictures that it was given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage] = {}
        self.setUndoRedoEnabled(False)
        self.places = Places(())
        self.bars: tuple[tuple[int, int], ...] = ()
        """The first and last positions of quotations, beside which a rule is painted."""
        self.ghosts: tuple[Ghost, ...] = ()

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        """Return a picture of the article; addresses of files and of the network are never followed."""
        address = name.toString() if isinstance(name, QUrl) else name
        return self._images.get(address)

    def hold(self, address: str, image: QImage) -> None:
        """Keep a picture under the address that the text uses for it."""
        self._images[address] = image


def fill(
    document: ArticleDocument,
    article: Article,
    header: Header,
    pictures: Mapping[str, Picture],
    forms: Forms,
    left_out: LeftOutShown | None = None,
) -> None:
    """Put an article into an empty document, with what was left out of it where that is given."""
    document.setDefaultFont(forms.body_font)
    document.setDocumentMargin(forms.em)
    _Filler(document, article, pictures, forms).run(header, left_out)


class _Filler:
    """One filling; it lives for one call."""

    def __init__(
        self, document: ArticleDocument, article: Article, pictures: Mapping[str, Picture], forms: Forms
    ) -> None:
        self._document = document
        self._article = article
        self._pictures = pictures
        self._forms = forms
        self._cursor = QTextCursor(document)
        self._lists = Lists(forms)
        self._marks = note_marks(article.blocks)
        self._fresh = True

    def run(self, header: Header, left_out: LeftOutShown | None) -> None:
        """Write all, in one edit, so that the document is laid out once."""
        self._cursor.beginEditBlock()
        self._write_header(header)
        if left_out is not None and left_out.left_out:
            placed, self._document.ghosts = self._write_with(left_out)
        else:
            placed = tuple(self._write(block) for block in self._article.blocks)
        self._cursor.endEditBlock()
        self._document.places = Places(placed)
        self._document.bars = tuple((each.top, each.end) for each in placed if isinstance(each.block, Quote))

    def _write_with(self, left_out: LeftOutShown) -> tuple[tuple[Placed, ...], tuple[Ghost, ...]]:
        placed: list[Placed] = []
        ghosts: list[Ghost] = []
        standing = {block.id: block for block in self._article.blocks}
        for is_gone, together in groupby(left_out.everything, lambda block: block.id in left_out.left_out):
            if not is_gone:
                placed += [self._write(standing[block.id]) for block in together]
                continue
            gone = tuple(together)
            line = self._ghost("fold", left_out.words(len(gone)), tuple(block.id for block in gone))
            ghosts.append(line)
            if left_out.opened:
                ghosts += [self._ghost("left-out", block.text, (block.id,)) for block in gone]
        return tuple(placed), tuple(ghosts)

    def _ghost(self, form: str, words: str, blocks: tuple[str, ...]) -> Ghost:
        self._lists.place(self._cursor, None)
        self._paragraph(form)
        start = self._cursor.position()
        self._cursor.insertText(shown_text(words), self._forms.characters(form))
        return Ghost(blocks, start, self._cursor.position())

    def _write_header(self, header: Header) -> None:
        if header.title:
            self._paragraph("title")
            self._cursor.insertText(header.title, self._forms.characters("title"))
        for line in header.details:
            form = "details-end" if line is header.details[-1] else "details"
            self._paragraph(form)
            self._cursor.insertText(line, self._forms.characters(form))
        if header.lead:
            self._paragraph("lead")
            self._cursor.insertText(header.lead, self._forms.characters("lead"))

    def _paragraph(self, form: str, level: int = 0) -> None:
        """Begin a paragraph; the document's first one is there already."""
        shape = self._forms.paragraph(form, level)
        if self._fresh:
            self._cursor.setBlockFormat(shape)
            self._fresh = False
        else:
            self._cursor.insertBlock(shape, self._forms.characters(form))

    def _write(self, block: Block) -> Placed:
        if isinstance(block, Table):
            return self._write_table(block)
        if isinstance(block, Figure):
            return self._write_figure(block)
        form = block.kind
        self._paragraph(form, getattr(block, "level", 0))
        self._lists.place(self._cursor, block if isinstance(block, ListItem) else None)
        start = self._cursor.position()
        marks: list[tuple[int, int]] = []
        if isinstance(block, Note):
            prefix = f"{self._marks.get(block.id, '*')}\u2002"
            self._cursor.insertText(prefix, self._forms.characters("note-mark"))
            marks.append((0, units(prefix)))
        base = self._forms.characters(form, getattr(block, "level", 0))
        marks += write_content(self._cursor, block.content, base, self._forms, self._marks)
        return Placed(block, start, start, self._cursor.position(), tuple(marks))

    def _write_table(self, table: Table) -> Placed:
        self._lists.place(self._cursor, None)
        top: int | None = None
        if table.content:
            self._paragraph("caption")
            top = self._cursor.position()
            write_content(
                self._cursor, table.content, self._forms.characters("caption"), self._forms, self._marks
            )
        self._paragraph("gap")
        start = self._cursor.position()
        end = insert_table(self._cursor, table, self._forms, self._marks)
        self._fresh = True
        return Placed(table, start if top is None else top, start, end)

    def _write_figure(self, figure: Figure) -> Placed:
        self._lists.place(self._cursor, None)
        self._paragraph("figure")
        top = self._cursor.position()
        if not self._insert_picture(figure):
            words = figure.alternative_text or self._forms.no_picture
            self._cursor.insertText(words, self._forms.characters("figure"))
        self._paragraph("caption")
        start = self._cursor.position()
        base = self._forms.characters("caption")
        marks = write_content(self._cursor, figure.content, base, self._forms, self._marks)
        return Placed(figure, top, start, self._cursor.position(), tuple(marks))

    def _insert_picture(self, figure: Figure) -> bool:
        picture = self._pictures.get(figure.picture or "")
        image = QImage.fromData(picture.data) if picture is not None else QImage()
        if image.isNull():
            return False
        address = f"picture:{figure.picture}"
        self._document.hold(address, image)
        shape = QTextImageFormat()
        shape.setName(address)
        shape.setWidth(min(float(image.width()), self._forms.picture_width))
        shape.setToolTip(figure.alternative_text)
        self._cursor.insertImage(shape)
        return True
