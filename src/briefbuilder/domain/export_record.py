"""What an export said, paragraph by paragraph, and where each paragraph came from.

A Word file that comes back is compared with the record of its export, so that what was left out of the export, or was
changed in the briefing since, is not a change of the reader's.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Literal

from briefbuilder.domain.json_marks import Finite
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.values import value

ParagraphSource = Literal["own", "quotation", "heading", "title", "field", "note", "contents", "generated"]
"""Where the words of a paragraph come from: own text, an excerpt, a part's heading, the briefing's title, a field, a note, the
contents list, or the template ("generated")."""

ParagraphPart = Literal["body", "note", "header", "footer", "box"]
Form = Literal["bold", "italic", "underline", "strike"]

FIELD_ORIGIN = "field:"
"""The beginning of the origin of a paragraph that shows a field; the field's key follows."""


@value
class FormRange:
    """Code points `start` to `end` of a paragraph's text that are bold or the like, by their style or by themselves."""

    start: int
    end: int
    form: Form


@value
class LinkRange:
    """Code points `start` to `end` of a paragraph's text that are a link to a web or mail address."""

    start: int
    end: int
    address: str


@value
class ExportedPicture:
    """A picture in a paragraph: 16 hexadecimal digits of the SHA-256 of its bytes, and the words that describe it."""

    digest: str
    words: str = ""


@value
class CellPosition:
    """The cell of a paragraph in a Word file: the number of the table in reading order, its row and column, all from 0.

    The table is the innermost one. A callout's box and a pair of columns are tables too.
    """

    table: int
    row: int
    column: int


@value
class ParagraphAddress:
    """Where a paragraph of an export comes from, as the writer hands it out; see `ExportedParagraph`."""

    origin: str = ""
    block: str = ""
    source: ParagraphSource = "generated"


@value
class ExportedParagraph:
    """A paragraph of an export in reading order, empty ones and those in cells included.

    `text` is the text as drawn: with prefixes and formatted values, without the marks of notes, the numbers that Word
    counts and the results of page fields; a tab is "\\t" and a line break "\\n". `style` is the name of the style in
    Word. `origin` is the id of the item or part, or FIELD_ORIGIN with a field's key, or empty; `block` is the id of the
    block that is drawn, of a table for its cells, or empty. `digest` is that of the block as it was (see
    `block_digest`), empty without a block. A note follows the paragraph with its mark, whose number is `anchor`.
    `pictures` and `links` are those in it.
    """

    text: str
    style: str = ""
    part: ParagraphPart = "body"
    origin: str = ""
    block: str = ""
    cell: CellPosition | None = None
    source: ParagraphSource = "generated"
    digest: str = ""
    forms: tuple[FormRange, ...] = ()
    anchor: int | None = None
    pictures: tuple[ExportedPicture, ...] = ()
    links: tuple[LinkRange, ...] = ()


@value
class LaidOutPages:
    """What the pages of an export say of it, and what their layout found.

    `page_numbers` maps anchors to pages, from 1; `places` maps the ids of parts and items to a page and the distance from
    its top edge in points, `lines` to their number of lines. `layout` is a digest of what was laid out (see
    `export.identity.layout_digest`), empty if it is not known.
    """

    page_count: int
    page_numbers: Mapping[str, int]
    places: Mapping[str, tuple[int, Annotated[float, Finite()]]]
    lines: Mapping[str, int]
    findings: tuple[Finding, ...]
    layout: str = ""


@value
class ExportRecord:
    """What an export said; `id` is a property of its Word file (see `export.identity.export_id`).

    `moment` is when it was exported (ISO 8601, UTC), `audience` the recipient that it was made for, `template` the
    template's id. `has_links` is whether its paragraphs have their links. `text` is the briefing as plain text. Records of
    earlier formats have neither links nor text. An export without a Word file has no paragraphs, and an id of its own.
    """

    id: str
    briefing: str
    moment: str = ""
    audience: str | None = None
    file_name: str = ""
    template: str = ""
    has_links: bool = False
    paragraphs: tuple[ExportedParagraph, ...] = ()
    text: str = ""


def block_digest(text: str) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of a stored block's text, as `ExportedParagraph.digest` has them."""
    normal = unicodedata.normalize("NFC", text)
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:16]
