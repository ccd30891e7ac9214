"""Limits on what is read of a file: a larger one is refused, cut, or read as plain text, and a notice says so."""

from __future__ import annotations

from briefbuilder.domain.article import MOST_PARTS
from briefbuilder.domain.errors import ImportRefusedError

PDF_PAGES = 1500
"""The most pages of a PDF: they usually take half of the time allowed for one file."""

PDF_CHARACTERS = 6_000_000
"""The most characters of all pages of a PDF."""

PAGE_CHARACTERS = 200_000
"""The most characters of one page; a newspaper page has about 30,000."""

PAGE_LINES = 2500
"""The most lines of a page that is searched for notes and running heads; a newspaper page has about 1,000."""

PAGE_LINKS = 1000
"""The most links of a page that are matched to words."""

PAGE_OBJECTS = 200_000
"""The most objects of one page that are searched for pictures."""

PICTURES = 500
"""The most pictures that are kept of a PDF."""

PICTURE_SIDE = 40.0
"""Points: a picture that is smaller in both directions is an ornament."""

TREE_ELEMENTS = 300_000
"""The most elements of a structure tree that are read."""

STRUCTURE_DEPTH = 100
"""The deepest level of a structure tree that is read."""

PAGE_PATHS = 20_000
"""The most paths of one page that are searched for rules and dots; maps have more, but no tables."""

PATH_SEGMENTS = 400
"""The most segments of one path that are read."""

PAGE_DOTS = 400
"""The most dots of one page that are considered as bullets."""

PAGE_RULES = 4000
"""The most rules of one page that are searched for tables."""

PAGE_ANNOTATIONS = 2000
"""The most annotations of one page that are read."""

MEBIBYTE = 1024 * 1024

FILE_BYTES = 256 * MEBIBYTE
"""The largest file that is read."""

TEXT_BYTES = 32 * MEBIBYTE
"""The largest plain text: about ten thousand pages."""

TEXT_LINES = 200_000
"""The most lines of a plain text."""

FALLBACK_CHARACTERS = 2 * MEBIBYTE
"""The most characters of a page that is read without its structure; the rest is cut, and a notice says so."""

MARKUP_CHARACTERS = 12 * MEBIBYTE
"""The longest web page, without embedded pictures."""

MARKUP_TAGS = 60_000
"""The most tags of a web page; the time of extraction libraries grows faster than linearly."""

MARKUP_ATTRIBUTES = 5_000
"""The most attributes of one tag: half a million block every extraction library."""

MARKUP_DEPTH = 240
"""The deepest nesting of a web page: the parser silently drops what is below level 256."""

PICTURE_BYTES = 32 * MEBIBYTE
"""The largest picture that is kept."""

ARCHIVE_ENTRIES = 10_000
"""The most parts of a ZIP container."""

ARCHIVE_BYTES = 512 * MEBIBYTE
"""The most bytes that a ZIP container may unpack to."""

ARCHIVE_RATIO = 200
"""How many times its own size a bulky part may unpack to."""

BULKY_BYTES = 16 * MEBIBYTE
"""The size from which the ratio of a part is checked: smaller parts are harmless, and empty tables compress as well."""

PART_TAGS = 2_000_000
"""The most tags of an XML part of a container."""

PART_BYTES = 48 * MEBIBYTE
"""The largest XML part of a container."""

TREE_DEPTH = 200
"""The deepest nesting of tables, lists and text boxes that is read."""

MARKDOWN_CHARACTERS = MEBIBYTE
"""The longest Markdown text; a longer one is read as plain text."""

MAIL_BYTES = 128 * MEBIBYTE
"""The largest mail or saved page in MIME, its attachments included."""

MAIL_NESTING = 100
"""The most multiparts of a mail, nested or not: the parser recurses for each level."""

MAIL_BOUNDARIES = 50_000
"""The most lines of a mail that may be boundaries."""

MAIL_PARTS = MOST_PARTS
"""The most parts of a mail that are read."""

TNEF_BYTES = 64 * MEBIBYTE
"""The largest "winmail.dat": several copies are in memory while it is unpacked."""

HEADER_CHARACTERS = 4000
"""The most characters of a mail header that are read."""

PARTS = 1000
"""The most files in one container (a mail with attachments, a ZIP), including those in nested containers."""

PARTS_BYTES = 256 * MEBIBYTE
"""The most bytes of all files in one container."""

PARTS_DEPTH = 3
"""The deepest nesting of containers that is opened."""

SAVED_PICTURE_BYTES = 48 * MEBIBYTE
"""The most bytes of all pictures of one saved page, each use counted."""

GATHERED_BYTES = 96 * MEBIBYTE
"""The most bytes of files beside a saved page that are given to its reader, which chooses among them."""

SAVED_FILES = 5000
"""The most files beside a saved page that are looked at."""

WEBARCHIVE_BYTES = 128 * MEBIBYTE
"""The largest webarchive."""

WEBARCHIVE_TAGS = 200_000
"""The most tags of a webarchive in XML."""

RTF_BYTES = 128 * MEBIBYTE
"""The largest RTF file, including its pictures, which take twice their size in it."""

RTF_DEPTH = 1000
"""The deepest nesting of groups in an RTF file."""

RTF_FLOWS = 20
"""The deepest nesting of notes and text boxes that is read in an RTF file."""

BOOK_CHAPTERS = 2000
"""The most chapters of a book that are read."""

BOOK_BYTES = 32 * MEBIBYTE
"""The most bytes of a book's chapters that are read, without pictures."""

COMPOUND_ENTRIES = 20_000
"""The most storages and streams of an Outlook file: a message to a thousand recipients has this many."""

PARAGRAPHS = 60_000
"""The most paragraphs of a document or a book: about two thousand pages, read in a few seconds."""

SLIDES = 1500
"""The most slides of a presentation."""

SHEETS = 200
"""The most sheets of a workbook that are read; the rest is left out, and a notice says so."""

SHEET_CELLS = 300_000
"""The most cells of all sheets of a workbook that are read; the rest is left out, and a notice says so."""

TABLE_ROWS = 2000
"""The most rows of a table that are read: a table in a briefing has far fewer."""

TABLE_COLUMNS = 60
"""The most columns of a table that are read."""

SHEET_CHARACTERS = 4_000_000
"""Code points of a sheet after which no further row is read: cells can share a long text."""

CAPTURE_BYTES = 512 * MEBIBYTE
"""The most bytes that the records of a WARC or WACZ file may unpack to."""

CAPTURE_RECORDS = 200_000
"""The most records of a WARC or WACZ file that are looked at."""

CAPTURE_PAGES_BYTES = 8 * MEBIBYTE
"""The most bytes of the list of pages of a WACZ file."""

REFERENCE_BYTES = 24 * MEBIBYTE
"""The largest file of references or agency items."""

BESIDE_FILES = 1000
"""The most files attached to the references of one file."""

RECOGNIZED_PAGES = 200
"""The most pages of a file whose text is recognized: each takes some seconds."""

RECOGNIZED_PIXELS = 18_000_000
"""The most pixels of a page whose text is recognized: twice a page of A4 at 300 dots per inch."""

RECOGNIZED_BYTES = 16 * MEBIBYTE
"""The most bytes that a program may say of one page."""

RTF_WORDS = 3_000_000
"""The most control words of an RTF file."""

TABLE_DEPTH = 12
"""The deepest nesting of tables that an article keeps; real pages have up to five levels."""

TABLE_PLACES = 1_000_000
"""The most places in the tables of an article, cells that span several counted with each; a dossier refuses twice as many."""

BLOCKS = 100_000
"""The most blocks of any article."""

PASTED_CHARACTERS = 500_000
"""The longest text that can be pasted into a text of the briefing, in code points: about two hundred pages."""

PASTED_BLOCKS = 5000
"""The most paragraphs that can be pasted into a text of the briefing."""


def check_size(size: int, most: int, name: str) -> None:
    """Raise ImportRefusedError if the file of a name has more bytes than are read."""
    if size > most:
        raise ImportRefusedError("import-too-large", name=name, limit=str(most // MEBIBYTE))


def check_paragraphs(count: int, name: str) -> None:
    """Raise ImportRefusedError if the file of a name has more paragraphs than are read."""
    if count > PARAGRAPHS:
        raise ImportRefusedError("import-too-many-paragraphs", name=name, limit=str(PARAGRAPHS))
