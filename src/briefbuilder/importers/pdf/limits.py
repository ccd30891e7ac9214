"""How much of a PDF is read: beyond, it is refused, or the rest is left out and that is said."""

from __future__ import annotations

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

TREE_DEPTH = 100
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
