"""Recognized text: pictures of pages for a program that recognizes text, and what it found, as articles.

The program runs elsewhere (`app.outside`). The pictures are made here, in a sealed process, and its answer, a table in
Tesseract's TSV form, is read here again.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import SCANNED_PAGES
from briefbuilder.domain.text import Block, Figure, Heading, Inline, Note, Paragraph, Span, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.importers.draft import PLAIN, Draft, DraftBuilder
from briefbuilder.importers.limits import RECOGNIZED_PAGES, RECOGNIZED_PIXELS
from briefbuilder.importers.office.blocks import StyledBlock
from briefbuilder.importers.office.draft import build_document_draft
from briefbuilder.importers.office.head import CoreProperties
from briefbuilder.importers.plaintext.layout import ends_sentence
from briefbuilder.importers.read import Parsed, ParsedText, finish_draft
from briefbuilder.importers.registry import importer_for
from briefbuilder.importers.saved_files import picture_type

if TYPE_CHECKING:
    from PIL.Image import Image

_RESOLUTION = 300
_POINTS = 72
_SURE = 60.0
"""The confidence of a word, 0 to 100, under which it is marked."""

_LARGE = 1.35
"""How much larger than the text the letters of a heading are."""

_MAX_HEADING = 150
_MIN_LETTERS = 3
_MIN_TEXT = 20
"""Letters: less is taken for a picture without a text."""

_MIN_CONTAINED_PIXELS = 500_000
_MIN_CONTAINED_TEXT = 100
"""Pixels of a picture in a mail or a document, and letters of sure words in a mail: with fewer it is a logo or a photograph."""

_MAX_LINE = 4000
_MOST_PIXELS = 5 * RECOGNIZED_PIXELS
"""The most pixels of a picture that is made smaller."""

_HYPHENS = "-‐¬"


@value
class PagePictures:
    """Pictures of pages, each a grey PNG.

    `total` counts all pages of the file. `media_type` is the type of a document, which only its reader can tell.
    """

    total: int
    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    media_type: str = ""


@value
class RecognizedFile:
    """A file whose text was recognized: what the program found on each page, in TSV, and its name.

    `pages` are the numbers of the recognized pages, empty if all pages were recognized. `picture` is shown below the text
    if the file is a picture. A `contained` file was attached to a mail.
    """

    name: str
    media_type: str
    program: str
    tables: tuple[bytes, ...]
    pages: tuple[int, ...] = ()
    picture: bytes = field(default=b"", repr=False)
    cut: bool = False
    contained: bool = False


@dataclass(frozen=True, slots=True)
class _RecognizedWord:
    text: str
    block: int
    paragraph: int
    line: int
    height: int
    confidence: float


def draw_page(data: bytes, name: str, passwords: tuple[str, ...], number: int) -> PagePictures:
    """Return the picture of a page of a PDF, counted from 0."""
    import pypdfium2
    from pypdfium2 import PdfiumError

    for password in (None, *passwords):
        try:
            document = pypdfium2.PdfDocument(data, password=password)
        except PdfiumError:
            continue
        try:
            total = len(document)
            page = document[number] if number < total else None
            if page is None:
                return PagePictures(total=total)
            width, height = page.get_size()
            scale = min(_RESOLUTION / _POINTS, (RECOGNIZED_PIXELS / max(1.0, width * height)) ** 0.5)
            picture = page.render(scale=scale, grayscale=True).to_pil()
            return PagePictures(total=total, pictures=(_to_png(picture),))
        except PdfiumError as error:
            raise ImportRefusedError("import-pdf-broken", name=name) from error
        finally:
            document.close()
    raise ImportRefusedError("import-pdf-encrypted", name=name)


def draw_picture(data: bytes, name: str, contained: bool = False) -> PagePictures:
    """Return the frames of a picture file, which may be a scan of several pages.

    Raises ImportRefusedError("import-no-text") for a contained picture that is too small to be a page.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large and damaged pictures, which are refused below
            return _draw_frames(data, name, _MIN_CONTAINED_PIXELS if contained else 0)
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ImportRefusedError("import-picture-damaged", name=name) from error


def _too_large(name: str) -> ImportRefusedError:
    return ImportRefusedError("import-picture-too-large", name=name, limit=str(_MOST_PIXELS // 10**6))


def draw_figures(data: bytes, name: str) -> PagePictures:
    """Return the pictures of a document without a text that are large enough to be pages."""
    importer = importer_for(data, name)
    assert importer.read is not None
    draft = importer.read(data, name, PLAIN)
    shown = [
        block.picture for block in walk_blocks(draft.blocks) if isinstance(block, Figure) and block.picture
    ]
    pages: list[bytes] = []
    for picture in dict.fromkeys(shown[:RECOGNIZED_PAGES]):
        with suppress(ImportRefusedError):
            pages += draw_picture(draft.pictures[picture].data, name, contained=True).pictures
    return PagePictures(
        total=len(shown), pictures=tuple(pages[:RECOGNIZED_PAGES]), media_type=importer.media_types[0]
    )


def _draw_frames(data: bytes, name: str, least_pixels: int) -> PagePictures:
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(io.BytesIO(data)) as opened:
        total = min(getattr(opened, "n_frames", 1), RECOGNIZED_PAGES)
        if opened.width * opened.height > _MOST_PIXELS:
            raise _too_large(name)
        if opened.width * opened.height < least_pixels:
            raise ImportRefusedError("import-no-text", name=name)
        frames = (frame for frame, _ in zip(ImageSequence.Iterator(opened), range(total), strict=False))
        return PagePictures(
            total=total, pictures=tuple(_to_png(ImageOps.exif_transpose(image)) for image in frames)
        )


def _to_png(picture: Image) -> bytes:
    if picture.width * picture.height > RECOGNIZED_PIXELS:
        share = (RECOGNIZED_PIXELS / (picture.width * picture.height)) ** 0.5
        picture = picture.resize((max(1, int(picture.width * share)), max(1, int(picture.height * share))))
    stream = io.BytesIO()
    if picture.mode.startswith("I;16"):
        # Pillow's own conversion turns every value above 255 white.
        picture = picture.convert("I").point(lambda sample: sample * (1 / 257) + 0.0)
    flat = picture.convert("RGBA") if picture.mode in {"LA", "PA", "P"} else picture
    if flat.mode == "RGBA":  # letters on a transparent page are on white paper
        from PIL import Image

        paper = Image.new("RGBA", flat.size, "white")
        paper.alpha_composite(flat)
        flat = paper
    flat.convert("L").save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def parse_recognized(file: RecognizedFile) -> Parsed:
    """Return the article of a file whose text was recognized; words that are little sure are underlined."""
    builder = DraftBuilder()
    pages = [_words(table) for table in file.tables]
    sure = _SURE if file.contained else 0.0
    letters = sum(len(word.text) for words in pages for word in words if word.confidence >= sure)
    if letters < (_MIN_CONTAINED_TEXT if file.contained else _MIN_TEXT):
        raise ImportRefusedError("import-no-text", name=file.name)
    body = median([word.height for words in pages for word in words])
    found = (block for number, words in enumerate(pages, 1) for block in _page_blocks(words, number, body))
    blocks = _join_divided(found)
    if blocks and isinstance(blocks[0].block, Heading):
        blocks[0] = StyledBlock(block=Paragraph(id="", content=blocks[0].block.content, page=1), role="title")
    builder.notice("text-recognized", file.program)
    _report_unsure(builder, pages)
    if file.cut:
        builder.notice("pages-not-recognized", str(RECOGNIZED_PAGES))
    if file.picture:
        media_type = picture_type(file.picture) or "image/png"
        picture = builder.picture(media_type, file.picture)
        figure = Figure(id="", picture=picture, media_type=media_type)
        blocks.append(StyledBlock(block=figure, role="figure"))
    draft = build_document_draft(builder, blocks, (), CoreProperties(), file.name)
    return Parsed(texts=(finish_draft(draft, file.name, file.media_type),))


def scanned_pages(text: ParsedText) -> tuple[int, ...]:
    """Return the numbers of the pages of a PDF that are pictures and were not read."""
    told = (notice.subject for notice in text.notices if notice.code == SCANNED_PAGES)
    return tuple(int(number) for subject in told for number in subject.split(", "))


def add_recognized_pages(text: ParsedText, file: RecognizedFile) -> Parsed:
    """Return the text of a PDF with what was recognized on its scanned pages, each in its place."""
    builder = DraftBuilder()
    found = {number: _words(table) for number, table in zip(file.pages, file.tables, strict=True)}
    heights = [word.height for words in found.values() for word in words]
    blocks = list(text.blocks)
    recognized: list[int] = []
    for number, words in found.items():
        added = _join_divided(_page_blocks(words, number, median(heights))) if words else []
        if added:
            recognized.append(number)
        place = next((index for index, block in enumerate(blocks) if _is_after(block, number)), len(blocks))
        blocks[place:place] = (
            replace(styled.block, id=f"page {number}, {index}") for index, styled in enumerate(added)
        )
    if not recognized:
        return Parsed(texts=(text,))
    builder.notice("pages-recognized", ", ".join(map(str, recognized)))
    _report_unsure(builder, found.values())
    if rest := [number for number in scanned_pages(text) if number not in recognized]:
        builder.notice(SCANNED_PAGES, ", ".join(map(str, rest)))
    kept = (notice for notice in text.notices if notice.code != SCANNED_PAGES)
    draft = Draft(
        metadata=text.metadata,
        blocks=tuple(blocks),
        notices=(*builder.notices, *kept),
        pictures=text.pictures,
    )
    return Parsed(texts=(finish_draft(draft, file.name, file.media_type),))


def _is_after(block: Block, page: int) -> bool:
    """Whether a block is after a page; the notes of all pages are at the end."""
    return isinstance(block, Note) or (block.page or 0) > page


def _report_unsure(builder: DraftBuilder, pages: Iterable[Sequence[_RecognizedWord]]) -> None:
    if unsure := sum(word.confidence < _SURE for words in pages for word in words):
        builder.notice("words-unsure", str(unsure))


def _words(table: bytes) -> list[_RecognizedWord]:
    text = table.decode("utf-8", "replace")
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    found: list[_RecognizedWord] = []
    for row in rows:
        word = (row.get("text") or "").strip()[:_MAX_LINE]
        numbers = [row.get(name) or "" for name in ("block_num", "par_num", "line_num", "width", "height")]
        if (
            word
            and row.get("level") == "5"
            and all(number.isascii() and number.isdecimal() for number in numbers)
        ):
            block, paragraph, line, width, height = map(int, numbers)
            height = min(width, height)  # of a page on its side, the width is the height of letters
            found.append(
                _RecognizedWord(word, block, paragraph, line, height, _confidence(row.get("conf") or ""))
            )
    return found


def mean_confidence(table: bytes) -> float:
    """Return how sure the words of a page are on average, 0 to 100; 0 if there are none."""
    words = _words(table)
    return sum(word.confidence for word in words) / len(words) if words else 0.0


def _confidence(stated: str) -> float:
    try:
        return float(stated)
    except ValueError:
        return 0.0


def _page_blocks(words: Sequence[_RecognizedWord], page: int, body: float) -> Iterator[StyledBlock]:
    paragraphs = [list(group) for _, group in groupby(words, key=lambda word: (word.block, word.paragraph))]
    for place, paragraph in enumerate(paragraphs):
        content = _content(paragraph)
        text = "".join(inline.text for inline in content)
        at_edge = place in {0, len(paragraphs) - 1}
        if not any(map(str.isalnum, text)) or (at_edge and text.strip(" -–—.").isdecimal()):
            continue  # a stain or rule, or the number of the page
        letters = sum(map(str.isalpha, text))
        large = median([word.height for word in paragraph]) >= _LARGE * body
        heading = large and letters >= _MIN_LETTERS and len(text) <= _MAX_HEADING
        block: Block = (
            Heading(id="", content=content, page=page)
            if heading
            else Paragraph(id="", content=content, page=page)
        )
        yield StyledBlock(block=block)


def _join_divided(blocks: Iterable[StyledBlock]) -> list[StyledBlock]:
    """Join paragraphs that were divided in the middle of a sentence, as at the end of a column or page."""
    joined: list[StyledBlock] = []
    for styled in blocks:
        before = joined[-1].block if joined else None
        block = styled.block
        goes_on = isinstance(before, Paragraph) and isinstance(block, Paragraph) and block.text[:1].islower()
        if not goes_on or before is None or ends_sentence(before.text):
            joined.append(styled)
            continue
        divided = before.text[-1:] in _HYPHENS and len(before.text) > 2
        last = before.content[-1]
        head = (
            (*before.content[:-1], replace(last, text=last.text[:-1]))
            if divided and isinstance(last, Span)
            else before.content
        )
        space = () if divided else (Span(" "),)
        joined[-1] = StyledBlock(block=replace(before, content=(*head, *space, *block.content)))
    return joined


def _content(words: Sequence[_RecognizedWord]) -> tuple[Inline, ...]:
    """Return the words of a paragraph; those divided at the end of a line are joined."""
    spans: list[Span] = []
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else None
        ends_line = following is not None and following.line != word.line
        joined = (
            ends_line
            and len(word.text) > 2
            and word.text[-1] in _HYPHENS
            and following is not None
            and following.text[0].islower()
        )
        text = word.text[:-1] if joined else word.text
        spans.append(Span(text, underline=word.confidence < _SURE))
        if following is not None and not joined:
            spans.append(Span(" "))
    return tuple(spans)
