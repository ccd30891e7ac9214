"""Pictures of an edited text: how they are drawn and where they stand, and how files and the clipboard bring them.

A picture is one character in a paragraph of its own, with its caption in the paragraph below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMimeData,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.domain.article import Picture
from briefbuilder.domain.text import Block, Figure, Paragraph
from briefbuilder.importers.limits import PICTURE_BYTES
from briefbuilder.storage.blobs import picture_names
from briefbuilder.ui.brief.rich_text import BlockWriter
from briefbuilder.ui.brief.text_formats import (
    BLOCK_ID,
    BLOCK_KIND,
    FIGURE_CAPTION,
    FIGURE_OBJECT,
    FIGURE_PICTURE,
    FIGURE_WORDS,
    default_block_format,
    figures_in,
    is_caption,
    is_note,
    table_at,
)
from briefbuilder.ui.clipboard import files_in
from briefbuilder.ui.picture_loader import PictureLoader
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.keys import COMMAND_MODIFIERS
from briefbuilder.ui.widgets.selections import each_block
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

PictureSource = Path | bytes
"""A file with a picture, or the bytes of one that was pasted."""
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff", "image/bmp")
_MOST_WIDTH, _MOST_HEIGHT = 480, 320
"""Design pixels of a picture in the editor."""
_EMPTY_WIDTH, _EMPTY_LINES = 240, 3
"""The size of the frame of a picture that is not shown, in design pixels and lines."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def pictures_in(data: QMimeData) -> tuple[PictureSource, ...]:
    """Return the pictures on the clipboard or in a drag: files of which all are pictures, or the picture itself."""
    if files := files_in(data):
        return files if all(path.suffix.lower() in _ENDINGS for path in files) else ()
    if not data.hasImage():
        return ()
    formats = data.formats()
    # As it was offered, if possible: what Qt decodes is decoded in this process.
    for name in _TYPES:
        if name in formats and (offered := bytes(data.data(name).data())):
            return (offered,)
    image, buffer = data.imageData(), QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if isinstance(image, QImage) and image.save(buffer, "PNG"):  # type: ignore[call-overload]
        return (bytes(buffer.data().data()),)
    return ()


class FigureObject(QPyTextObject):
    """Draws the pictures of one document; `wanted` is emitted when one is to be drawn that has no image yet."""

    wanted = Signal()

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._document = document
        self._theme = theme
        self.images: Mapping[str, QImage] = {}
        self._asking = single_shot_timer(self, self.wanted.emit)
        document.documentLayout().registerHandler(FIGURE_OBJECT, self)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all pictures in the document."""
        found = (
            str(fmt.property(FIGURE_PICTURE))
            for block in each_block(self._document)
            for _, fmt in figures_in(block)
        )
        return tuple(dict.fromkeys(filter(None, found)))

    def show_images(self, images: Mapping[str, QImage]) -> None:
        """Draw the pictures with these images from now on, by name; null images stand for those that cannot be shown."""
        self.images = images
        for block in each_block(self._document):
            if figures_in(block):
                self._document.markContentsDirty(block.position(), block.length())

    def intrinsicSize(self, document: QTextDocument, _place: int, fmt: QTextFormat) -> QSizeF:
        """Return the size in which a picture is drawn."""
        room = max(1.0, document.textWidth() - 2 * document.documentMargin())
        image = self._image(fmt)
        if image is None:
            return QSizeF(min(room, self._theme.px(_EMPTY_WIDTH)), _EMPTY_LINES * self._theme.line_height)
        size = QSizeF(image.size())
        most = QSizeF(min(room, self._theme.px(_MOST_WIDTH)), self._theme.px(_MOST_HEIGHT))
        if size.width() > most.width() or size.height() > most.height():
            size.scale(most, Qt.AspectRatioMode.KeepAspectRatio)
        return size

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _place: int, fmt: QTextFormat
    ) -> None:
        """Draw a picture, or a frame with its description."""
        painter.save()
        image = self._image(fmt)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, image)
        else:
            inner = QRectF(rect).adjusted(1, 1, -1, -1)
            painter.setPen(self._theme.colours.colour("line"))
            painter.drawRect(inner)
            painter.setPen(self._theme.colours.colour("muted"))
            words = str(fmt.property(FIGURE_WORDS) or "") or self.tr("Picture")
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        painter.restore()

    def draw_hints(self, painter: QPainter, block: QTextBlock, moved: QPointF, height: float) -> None:
        """Draw where a caption can be written; `block` is the first visible one, `moved` the scroll offset."""
        layout = self._document.documentLayout()
        while block.isValid():
            place = layout.blockBoundingRect(block).translated(moved)
            if place.top() > height:
                return
            if is_caption(block) and block.length() == 1 and figures_in(block.previous()):
                painter.setPen(self._theme.colours.colour("muted"))
                painter.drawText(
                    place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.tr("Caption")
                )
            block = block.next()

    def _image(self, fmt: QTextFormat) -> QImage | None:
        """Return the image of a picture; None if it is not there yet or cannot be shown."""
        name = str(fmt.property(FIGURE_PICTURE) or "")
        image = self.images.get(name)
        if image is None and name:
            self._asking.start()
        return None if image is None or image.isNull() else image


def without_pictures(blocks: Iterable[Block], known: Collection[str | None]) -> Iterator[Block]:
    """Yield blocks without pictures of other names than those known; their captions become paragraphs."""
    for block in blocks:
        if not isinstance(block, Figure) or block.picture in known:
            yield block
        elif block.content:
            yield Paragraph(id=block.id, content=block.content)


def can_hold_pictures(cursor: QTextCursor) -> bool:
    """Return whether a picture can be inserted at a cursor: neither in a table nor in a note."""
    return table_at(cursor) is None and not is_note(cursor.block())


def make_room(cursor: QTextCursor) -> None:
    """Move a cursor into an empty paragraph of its own, and divide the one that it is in if need be."""
    cursor.removeSelectedText()
    block = cursor.block()
    if figures_in(block) and cursor.atBlockStart():
        _paragraph_above(cursor)
    elif figures_in(block) or is_caption(block):
        while is_caption(block.next()):
            block = block.next()
        cursor.setPosition(block.position() + block.length() - 1)
        _new_paragraph(cursor)
    elif block.length() > 1:
        if not cursor.atBlockStart():
            cursor.insertBlock()
        if cursor.block().length() > 1:
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)


def leave_figure(cursor: QTextCursor) -> QTextCursor:
    """Move a cursor beside a picture or in its caption into a new paragraph, and return it without its selection."""
    cursor.setPosition(cursor.selectionEnd())
    if figures_in(cursor.block()) or is_caption(cursor.block()):
        make_room(cursor)
    return cursor


def insert_figure(cursor: QTextCursor, figure: Figure) -> QTextCursor:
    """Insert a picture at a cursor, and return one in its caption."""
    cursor.beginEditBlock()
    make_room(cursor)
    BlockWriter(cursor).write((figure,))
    cursor.endEditBlock()
    return cursor


def separate_figures(document: QTextDocument) -> None:
    """Give each picture a paragraph of its own; what came in after it begins its caption."""
    block = document.begin()
    while block.isValid():
        for place, _ in reversed(figures_in(block)):
            cursor = QTextCursor(block)
            if table_at(cursor) is not None:
                continue
            cursor.setPosition(block.position() + place + 1)
            if is_caption(block.next()):
                _move_into_caption(cursor)
            elif not cursor.atBlockEnd():
                _new_paragraph(cursor)
            cursor.setPosition(block.position() + place)
            if place:
                _new_paragraph(cursor)
        block = block.next()


def _move_into_caption(cursor: QTextCursor) -> None:
    """Move what is between a cursor and the end of its paragraph to the beginning of the caption below."""
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    if not cursor.hasSelection():
        return
    moved = cursor.selection()
    cursor.removeSelectedText()
    caption = QTextCursor(cursor.block().next())
    fmt = caption.blockFormat()
    caption.insertFragment(moved)
    caption.setBlockFormat(fmt)


def _paragraph_above(cursor: QTextCursor) -> None:
    """Move a cursor that is before a picture into a new paragraph above."""
    cursor.insertBlock()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    cursor.setBlockFormat(default_block_format(cursor.document()))


def _new_paragraph(cursor: QTextCursor) -> None:
    cursor.insertBlock(default_block_format(cursor.document()), QTextCharFormat())


def handle_figure_key(cursor: QTextCursor, event: QKeyEvent) -> bool:
    """Keep a picture apart from the words around it; return whether the key needs no further handling.

    What is typed after a picture goes into its caption, what is typed before it into a paragraph above: the cursor is moved
    there, and the key has its usual effect.
    """
    key, block = event.key(), cursor.block()
    figures = figures_in(block)
    if cursor.hasSelection():
        is_figure = figures and cursor.selectedText() == block.text()
        if is_figure and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            _remove_figure(cursor)
            return True
        return False
    if figures:
        return _handle_key_beside(cursor, event)
    if key == Qt.Key.Key_Backspace and cursor.atBlockStart() and is_caption(block):
        return _select_figure(cursor, block.previous())
    if key in _ENTER and is_caption(block):
        _new_paragraph(cursor)
        return True
    is_before = key == Qt.Key.Key_Delete and cursor.atBlockEnd() and block.length() > 1
    return is_before and bool(figures_in(block.next()))


def _handle_key_beside(cursor: QTextCursor, event: QKeyEvent) -> bool:
    """Handle a key before or after a picture."""
    key, block, before = event.key(), cursor.block(), cursor.atBlockStart()
    if key == (Qt.Key.Key_Delete if before else Qt.Key.Key_Backspace):
        _remove_figure(cursor)
        return True
    if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
        # The paragraphs beside it are not joined with it, unless there is nothing in them.
        return key == Qt.Key.Key_Delete or block.previous().length() > 1
    is_typed = bool(event.text()) and event.text().isprintable() and not event.modifiers() & COMMAND_MODIFIERS
    if not is_typed and key not in _ENTER:
        return False
    if before:
        _paragraph_above(cursor)
        if not is_typed:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    elif is_caption(block.next()):
        cursor.setPosition(block.next().position())
    else:
        _new_paragraph(cursor)
        fmt = QTextBlockFormat()
        fmt.setProperty(BLOCK_KIND, FIGURE_CAPTION)
        cursor.mergeBlockFormat(fmt)
    return not is_typed


def _select_figure(cursor: QTextCursor, block: QTextBlock) -> bool:
    """Select the picture of a block, if it has one."""
    if not figures_in(block):
        return False
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return True


def select_figure_at(cursor: QTextCursor, selected: QTextCursor) -> bool:
    """Select the picture that a cursor is beside, if it is, with its caption, unless it is selected with other text."""
    caption = cursor.block().next()
    is_in = (
        selected.hasSelection() and selected.selectionStart() <= cursor.position() <= selected.selectionEnd()
    )
    if is_in or not _select_figure(cursor, cursor.block()):
        return False
    if is_caption(caption):
        cursor.setPosition(caption.position() + caption.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    return True


def _remove_figure(cursor: QTextCursor) -> None:
    """Remove the picture at a cursor; its caption stays as a paragraph if it has words."""
    cursor.beginEditBlock()
    block = cursor.block()
    below = block.next()
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if is_caption(below):
        # The paragraph that is left takes the place of the picture.
        cursor.deleteChar()
    fmt = default_block_format(cursor.document())
    fmt.setProperty(BLOCK_ID, "")
    cursor.setBlockFormat(fmt)
    cursor.endEditBlock()


class TextPictures(QObject):
    """Brings pictures into the text of an editor, and keeps their bytes until they are stored with it.

    `decoded` carries the images of the pictures in the text by name, `arrived` is emitted when others sent some that lacked.
    """

    decoded = Signal(object)
    arrived = Signal()

    def __init__(self, services: Services, figures: FigureObject, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._figures = figures
        self._held: dict[str, Picture] = {}
        self._readings = 0
        self._decoding = self._absent = frozenset[str]()
        self.loader = PictureLoader(services, self)
        self.loader.loaded.connect(self._show)
        figures.wanted.connect(self._load)
        services.holder.session_replaced.connect(self._forget)
        services.links.take_in_ended.connect(self._look_for_absent)

    @property
    def busy(self) -> bool:
        """Whether pictures are being read or decoded."""
        return self._readings > 0 or self.loader.job.running

    def new_in(self, blocks: tuple[Block, ...]) -> dict[str, Picture]:
        """Return the pictures in blocks that the dossier may not have yet, by name."""
        return {name: self._held[name] for name in picture_names(blocks) if name in self._held}

    def hold(self, pictures: Mapping[str, Picture]) -> None:
        """Keep pictures by name until they are stored with a text."""
        self._held.update(pictures)

    def find(self, names: Iterable[str]) -> Mapping[str, Picture]:
        """Return those pictures of some names that are here or in the dossier."""
        names = tuple(names)
        return {
            **{name: self._held[name] for name in names if name in self._held},
            **self._stored(name for name in names if name not in self._held),
        }

    def choose(self) -> tuple[Path, ...]:
        """Ask for files with pictures."""
        endings = " ".join(f"*{ending}" for ending in _ENDINGS)
        return self._services.prompter.open_files(
            self.tr("Insert picture"), self.tr("Pictures ({endings})").format(endings=endings)
        )

    def bring(self, sources: Sequence[PictureSource], insert: Callable[[Figure], object]) -> None:
        """Read pictures in the background and insert each in the end; what cannot be read is said."""
        self._readings += 1
        self._services.jobs.start(
            partial(_read_all, tuple(sources), self.tr("Pasted picture")),
            lambda _: self._end(),
            self._fail,
            on_value=partial(self._on_read, self._services.holder.session, insert),
        )

    def _on_read(
        self, session: Session | None, insert: Callable[[Figure], object], read: tuple[str, Picture]
    ) -> None:
        """Insert a picture, unless another dossier is open by now."""
        name, picture = read
        if session is not None and self._services.holder.session is session:
            self._held[name] = picture
            insert(Figure(id="", picture=name, media_type=picture.media_type))

    def _fail(self, error: Exception) -> None:
        self._end()
        self._services.show_failure(error)

    def _end(self) -> None:
        self._readings -= 1

    @Slot()
    def _load(self) -> None:
        """Decode the pictures of the document that have no image yet."""
        names = self._figures.names
        images = self.loader.images(names)
        missing = [name for name in names if name not in images]
        if not missing:
            self._show()
        if not missing or (self.loader.job.running and self._decoding.issuperset(missing)):
            return
        found = self.find(missing)
        self._absent = frozenset(missing).difference(found)
        if not found:
            return
        self._decoding = frozenset(missing)
        # Twice as wide as shown, for screens of high resolution.
        width = round(2 * self._services.theme.px(_MOST_WIDTH))
        self.loader.load({name: picture.data for name, picture in found.items()}, width)

    @Slot()
    def _look_for_absent(self) -> None:
        """Show pictures that reached a shared desk after their text."""
        if self._absent and self.find(self._absent):
            self._load()
            self.arrived.emit()

    @Slot()
    def _show(self) -> None:
        self.decoded.emit(self.loader.images(self._figures.names))

    def _stored(self, names: Iterable[str]) -> Mapping[str, Picture]:
        session = self._services.holder.session
        return session.store.pictures(names) if session is not None else {}

    @Slot()
    def _forget(self) -> None:
        self._held.clear()


def _read_all(sources: tuple[PictureSource, ...], pasted: str, context: JobContext) -> None:
    from briefbuilder.importers.draft import shown_name
    from briefbuilder.importers.read import bytes_of

    for source in sources:
        if isinstance(source, Path):
            data, name = bytes_of(source, PICTURE_BYTES), shown_name(source.name)
        else:
            data, name = source, pasted
        context.deliver(app.pictures.read_own_picture(data, name, context.pool, context.cancelled))
