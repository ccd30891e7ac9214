"""Metadata of a Word document: its properties, where they are real, and the head of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from lxml.etree import _Element

from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.byline import Byline, read_byline
from briefbuilder.importers.clean import is_rewording, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.walker import WrittenBlock
from briefbuilder.importers.docx.wordml import name
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.plaintext.layout import ends_sentence

_NO_PERSON = frozenset(
    [
        *(
            "pythondocx",
            "libreoffice",
            "openoffice",
            "apachepoi",
            "aspose",
            "crystalreports",
            "oraclereports",
        ),
        *(
            "administrator",
            "admin",
            "amministratore",
            "administrateur",
            "owner",
            "pc",
            "home",
            "default",
            "guest",
        ),
        *(
            "user",
            "windowsuser",
            "microsoftofficeuser",
            "unknownuser",
            "yourusername",
            "office",
            "defaultuser",
        ),
        *("utente", "utentewindows", "utentemicrosoftoffice", "utilisateur", "utilisateurwindows"),
        *(
            "utilisateurdemicrosoftoffice",
            "benutzer",
            "windowsbenutzer",
            "microsoftofficebenutzer",
            "usuario",
        ),
        *("usuariodewindows", "author", "autore", "auteur", "autor", "unknown", "anonymous", "none", "test"),
        *("microsoft", "microsoftcorporation", "hp", "dell", "lenovo", "asus", "acer", "apple", "firstlast"),
    ]
)
"""What programs and their makers put in the place of a name."""

_TEMPLATE_DAYS = frozenset({date(2013, 12, 23)})
"""The day that python-docx's own template was made: no document was."""

_NO_TITLES = frozenset(
    {"worddocument", "document", "documento", "documentomicrosoftword", "microsoftword", "title", "untitled"}
)
_LONGEST_TITLE = 300
_FEWEST_LETTERS = 10
_HEAD_BLOCKS = 3
"""Blocks below the title among which a byline may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreProperties:
    """The core properties that say something real."""

    title: str = ""
    authors: tuple[str, ...] = ()
    created: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """The title and the lead of a document, with the places of the blocks that they stood in."""

    title: str
    lead: str | None = None
    taken: frozenset[int] = frozenset()
    byline: Byline = field(default_factory=Byline)


def read_properties(root: _Element | None) -> CoreProperties:
    """Return the properties; what a program or a template put there is left out."""
    title = _text(root, "dc:title")
    creator = _text(root, "dc:creator")
    authors = [part.strip() for part in creator.split(";")]
    created = read_date(_text(root, "dcterms:created"))
    return CoreProperties(
        title="" if match_key(title) in _NO_TITLES else title,
        authors=tuple(filter(is_person, authors)),
        created=None if created in _TEMPLATE_DAYS else created,
    )


def is_person(author: str) -> bool:
    """Tell whether a property names somebody, and not a program or the user of one."""
    return bool(match_key(author)) and match_key(author) not in _NO_PERSON


def read_head(
    written: Sequence[WrittenBlock], properties: CoreProperties, builder: DraftBuilder, file_name: str
) -> DocumentHead:
    """Find title, lead and bylines: by their styles, the properties, the first heading, then the file's name.

    Something is always left for the text.
    """
    title_place = _title_place(written, properties) if len(written) > 1 else None
    if title_place is None:
        title = properties.title
        if not title:
            title = PurePath(file_name).stem
            builder.notice("title-from-file-name", title)
        return _with_bylines(DocumentHead(title=title), written, properties, builder)
    title = written[title_place].block.text
    head = DocumentHead(title=title, taken=frozenset({title_place}))
    head = _with_bylines(head, written, properties, builder)
    lead_place = _lead_place(written, title_place, title, head.taken)
    if lead_place is None or len(head.taken) + 1 == len(written):
        return head
    lead = written[lead_place].block.text
    builder.notice("lead-set-apart", lead)
    return replace(head, lead=lead, taken=head.taken | {lead_place})


def _with_bylines(
    head: DocumentHead, written: Sequence[WrittenBlock], properties: CoreProperties, builder: DraftBuilder
) -> DocumentHead:
    """Set apart the paragraphs at the head that tell who wrote the text, where and when."""
    start = max(head.taken, default=-1) + 1
    for place in range(start, min(len(written) - 1, start + _HEAD_BLOCKS)):
        block = written[place].block
        told = read_byline(block.text, properties.authors) if isinstance(block, Paragraph) else None
        if told is not None:
            builder.notice("metadata-from-text", block.text)
            head = replace(head, taken=head.taken | {place}, byline=head.byline.fill_from(told))
    return head


def _title_place(written: Sequence[WrittenBlock], properties: CoreProperties) -> int | None:
    styled = next((place for place, one in enumerate(written[:40]) if one.role == "title"), None)
    if styled is not None:
        return styled
    told = match_key(properties.title)
    for place, one in enumerate(written[:5]):
        if told and match_key(one.block.text) == told:
            return place
    for place, one in enumerate(written[:8]):
        words = match_key(one.block.text)
        if isinstance(one.block, Heading) and len(words) >= _FEWEST_LETTERS and words in told:
            return place
    first = written[0].block if written else None
    if isinstance(first, Heading) and _is_alone(written, first):
        return 0
    if properties.title or len(written) < 2 or not isinstance(first, Paragraph):
        return None
    short = len(first.text) <= _LONGEST_TITLE and not ends_sentence(first.text)
    longer = max(len(one.block.text) for one in written[1:]) > len(first.text)
    return 0 if short and longer and (written[0].bold or len(first.text) <= 150) else None


def _is_alone(written: Sequence[WrittenBlock], first: Heading) -> bool:
    """Tell whether no other heading is as high as the first one."""
    return not any(isinstance(one.block, Heading) and one.block.level <= first.level for one in written[1:])


def _lead_place(
    written: Sequence[WrittenBlock], title_place: int, title: str, taken: frozenset[int]
) -> int | None:
    place = next((place for place in range(title_place + 1, len(written)) if place not in taken), None)
    if place is None:
        return None
    below = written[place]
    if not isinstance(below.block, Paragraph):
        return None
    return place if below.role == "subtitle" or is_rewording(below.block.text, title) else None


def _text(root: _Element | None, tag: str) -> str:
    found = root.find(name(tag)) if root is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
