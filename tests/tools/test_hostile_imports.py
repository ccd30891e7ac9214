"""Hostile files through the whole road: a worker, an act, a dossier; the quick ones always, all of them as a soak."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import harm_to, opened, tried
from hostile_files import ALL, Hostile
from hostile_files.made import hostile

from briefbuilder.app.session import Session
from briefbuilder.app.workers import WorkerPool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the watch reads /proc")

KINDS = {
    "ZIP bombs": (
        "bomb.zip",
        "bomb-in-levels.zip",
        "bomb-of-overlaps.zip",
        "bomb.docx",
        "bomb.epub",
        "size-that-lies.zip",
        "bomb-of-quotes.zip",
    ),
    "XML bombs": ("laughs.docx", "quadratic.docx", "laughs.odt", "laughs.epub", "laughs.webarchive"),
    "entities from outside": (
        "entity-from-outside.docx",
        "entity-from-outside.odt",
        "entity-from-outside.epub",
    ),
    "a million paragraphs": ("paragraphs-million.html",),
    "half a million attributes": ("attributes-half-million.html",),
    "100,000 levels": ("levels-100000.html", "groups-100000-deep.rtf"),
    "zero bytes": ("nuls.html", "nuls.txt"),
    "cut files": (
        "cut.docx",
        "cut.odt",
        "cut.rtf",
        "cut.pdf",
        "cut.zip",
        "cut.eml",
        "cut.msg",
        "cut.epub",
        "cut.mhtml",
    ),
    "encrypted": ("encrypted.docx", "locked.pdf", "locked.zip", "locked.epub", "locked.eml"),
    "wrong extensions": ("page.docx", "word.txt", "picture.docx", "sheet.docx"),
    "names that lead elsewhere": (
        "names-that-lead-elsewhere.zip",
        "names-that-lead-elsewhere.epub",
        "link.zip",
    ),
    "endless nesting of mail": ("parts-2000-deep.eml", "messages-500-deep.eml"),
    "a text of a gigabyte": ("gigabyte.txt",),
    "a form in itself": ("form-in-itself.pdf",),
    "a page with a picture of 20 megabytes": ("picture-20-megabytes.html",),
    "programs, files and objects inside": (
        "programs-inside.pdf",
        "programs-inside.docx",
        "programs-inside.odt",
        "object-inside.rtf",
    ),
    "what a browser fetches by itself": ("orders-to-fetch.html", "drawing-that-unfolds.html"),
    "a billion of something": (
        "table-of-a-billion.pdf",
        "packed-table-of-two-billion.pdf",
        "letters-of-four-billion.pdf",
        "pages-of-a-billion.pdf",
        "sectors-of-a-billion.msg",
        "sizes-of-exbibytes.zip",
    ),
    "circles": (
        "fields-in-a-circle.pdf",
        "contents-in-a-circle.epub",
        "table-in-a-circle.msg",
        "frames-in-a-circle.mhtml",
    ),
    "names in disguise": ("names-in-disguise.zip",),
    "headers without end": ("headers-200000.eml", "name-in-100000-pieces.eml", "subject-of-10-megabytes.eml"),
    "fonts without meaning": ("font-without-meaning.pdf",),
}
"""What the files must be of, by some of their names."""

ALWAYS = tuple(
    file for kind in KINDS.values() for file in [one for one in ALL if one.quick and one.name in kind][:2]
)
"""Two of each kind; each importer has tests with hostile files of its own."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with opened(tmp_path) as session:
        yield session


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as pool:
        yield pool


def test_there_are_at_least_sixty_and_some_of_every_kind() -> None:
    names = [file.name for file in ALL]
    assert len(names) >= 60
    assert len(set(names)) == len(names)
    for kind, wanted in KINDS.items():
        assert set(wanted) <= set(names), kind


def test_quick_ones_end_in_a_sentence_or_an_article_and_harm_nothing(
    session: Session, pool: WorkerPool, tmp_path: Path
) -> None:
    assert len(ALWAYS) >= 25
    results = [tried(file, tmp_path, session, pool) for file in ALWAYS]
    assert {result.file.name: result.wrong for result in results if result.wrong} == {}
    assert harm_to(session) == ""


@pytest.mark.soak
@pytest.mark.parametrize("file", ALL, ids=[file.name for file in ALL])
def test_each_ends_in_time_and_memory(file: Hostile, session: Session, tmp_path: Path) -> None:
    assert tried(file, tmp_path, session).wrong == ""
    assert harm_to(session) == ""


def test_what_is_not_as_it_should_be_is_told(session: Session, pool: WorkerPool, tmp_path: Path) -> None:
    harmless = hostile("letter.txt", lambda: "Stocks\n\nThe ministers met.\n", "import-damaged")
    assert tried(harmless, tmp_path, session, pool).wrong == "article is not import-damaged"
