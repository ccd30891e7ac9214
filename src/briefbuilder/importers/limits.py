"""How much of a file is read at most: beyond, it is refused, or read as plain text, and that is said."""

from __future__ import annotations

# How much of a PDF is read: beyond, it is refused, or the rest is left out and that is said.

PDF_PAGES = 1500
"""The most pages: at the usual pace they take half of the time that the reading of one file may take."""

PDF_CHARACTERS = 6_000_000
"""The most characters of all pages together."""

PAGE_CHARACTERS = 200_000
"""The most characters of one page; a newspaper's page has some 30,000."""

PAGE_LINES = 2500
"""The most lines of a page that is searched for notes, running heads and marks; a newspaper's has some 1,000."""

PAGE_LINKS = 1000
"""The most links of a page that are followed to their words."""

PAGE_OBJECTS = 200_000
"""The most objects of one page that are looked at for pictures."""

PICTURES = 500
"""The most pictures that are kept."""

PICTURE_SIDE = 40.0
"""Points: a picture that is smaller in both directions is an ornament."""

TREE_ELEMENTS = 300_000
"""The most elements of a structure tree that are followed."""

STRUCTURE_DEPTH = 100
"""The deepest nesting of a structure tree that is followed."""

PAGE_PATHS = 20_000
"""The most paths of one page that are looked at for rules and dots; a map has more, and no tables in it."""

PATH_SEGMENTS = 400
"""The most segments of one path that are looked at."""

PAGE_DOTS = 400
"""The most dots of one page that are held for marks of items."""

PAGE_RULES = 4000
"""The most rules of one page that are searched for tables."""

PAGE_ANNOTATIONS = 2000
"""The most annotations of one page that are read."""


MEBIBYTE = 1024 * 1024

FILE_BYTES = 256 * MEBIBYTE
"""The largest file that is read at all."""

TEXT_BYTES = 32 * MEBIBYTE
"""The largest plain text: some ten thousand pages."""

TEXT_LINES = 200_000
"""The most lines of a plain text."""

FALLBACK_CHARACTERS = 2 * MEBIBYTE
"""The most of a page that is read without its structure; the rest is cut, which is said."""

MARKUP_CHARACTERS = 12 * MEBIBYTE
"""The longest web page, once pictures inside it are taken out."""

MARKUP_TAGS = 60_000
"""The most tags of a web page; libraries for extraction take time that grows faster than they do."""

MARKUP_TAG_LENGTH = 100_000
"""The longest single tag, in characters: half a million attributes stop every extraction library."""

MARKUP_DEPTH = 240
"""The deepest nesting: the parser silently drops what is deeper than 256."""

PICTURE_BYTES = 32 * MEBIBYTE
"""The largest picture that is kept."""

ARCHIVE_ENTRIES = 10_000
"""The most parts of a ZIP container."""

ARCHIVE_BYTES = 512 * MEBIBYTE
"""The most bytes that a ZIP container may unpack to."""

ARCHIVE_RATIO = 200
"""How many times its own size a bulky part may unpack to."""

BULKY_BYTES = 16 * MEBIBYTE
"""From this size a part's ratio counts: smaller ones do no harm, and a large empty table shrinks as well."""

PART_TAGS = 2_000_000
"""The most tags of an XML part of a container."""

PART_BYTES = 48 * MEBIBYTE
"""The largest XML part of a container."""

TREE_DEPTH = 200
"""The deepest nesting of tables, lists and text boxes that a walker follows."""

MARKDOWN_CHARACTERS = MEBIBYTE
"""The longest Markdown text; a longer one is read as plain text."""

MAIL_BYTES = 128 * MEBIBYTE
"""The largest mail or saved page in MIME, its attachments included."""

MAIL_NESTING = 100
"""The most parts of a mail that hold other parts, nested or not: the parser calls itself for each level."""

MAIL_BOUNDARIES = 50_000
"""The most lines of a mail that may part it."""

MAIL_PARTS = 1000
"""The most parts of a mail that are read."""

TNEF_BYTES = 64 * MEBIBYTE
"""The largest "winmail.dat": it is held several times while it is unpacked."""

HEADER_CHARACTERS = 4000
"""How much of a mail's header is read: fifty thousand recipients tell no more than the first ones."""

PARTS = 1000
"""The most files that one container (a mail with attachments, a ZIP) may hold, those within others included."""

PARTS_BYTES = 256 * MEBIBYTE
"""The most bytes that the files within one container may have together."""

PARTS_DEPTH = 3
"""How deep containers within containers are opened."""

SAVED_PICTURE_BYTES = 48 * MEBIBYTE
"""The most that the pictures of one saved page take together, each use of one counted."""

WEBARCHIVE_BYTES = 128 * MEBIBYTE
"""The largest webarchive."""

WEBARCHIVE_TAGS = 200_000
"""The most tags of a webarchive that is written in XML."""

RTF_BYTES = 128 * MEBIBYTE
"""The largest RTF file, its pictures included, which take twice their size in it."""

RTF_DEPTH = 1000
"""The deepest nesting of groups in an RTF file."""

RTF_FLOWS = 20
"""How deep notes and boxes within each other are read in an RTF file."""

BOOK_CHAPTERS = 2000
"""The most chapters of a book that are read."""

BOOK_BYTES = 32 * MEBIBYTE
"""The most bytes of a book's chapters that are read; its pictures are not counted."""

COMPOUND_ENTRIES = 20_000
"""The most storages and streams of a compound file, as Outlook writes: a message to a thousand recipients has as many."""

PARAGRAPHS = 60_000
"""The most paragraphs of a document or a book: some two thousand pages, which are read in some seconds."""

RTF_WORDS = 3_000_000
"""The most control words of an RTF file."""

TABLE_DEPTH = 12
"""The deepest nesting of tables within tables that an article keeps; HTML's real pages reach five."""

BLOCKS = 100_000
"""The most blocks of any article, however it was read: a dossier keeps and a window shows as many."""

PASTED_CHARACTERS = 500_000
"""The longest text that is pasted into a text under the pen, in code points: some two hundred pages."""

PASTED_BLOCKS = 5000
"""The most paragraphs that are pasted into a text under the pen."""
