"""Visible text of difficult text documents is kept once and in its order, and invisible text is dropped."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

import pytest
from tests.importers.conftest import MakeWord, Read
from tests.importers.docx import docx_traps
from tests.importers.odt import odt_files, odt_traps
from tests.importers.rtf import rtf_traps
from tests.importers.rtf.rtf_files import FONTS

from briefbuilder.domain.article import ImportedArticle

Document = tuple[bytes, list[str], list[str]]
"""The bytes of a document with traps, its visible words in order, and its invisible words."""

STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    b"http://schemas.openxmlformats.org/officeDocument/2006/math": b"http://purl.oclc.org/ooxml/officeDocument/math",
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
}
OPENING = "An opening paragraph in English that stands before all of the traps."


def numbered(pieces: Iterable[str]) -> list[str]:
    """Return the fragments with their words numbered consecutively: KEEP-001, DROP-002."""
    count = 0
    last = ""

    def number(found: re.Match[str]) -> str:
        nonlocal count, last
        if found[0] == "SAME":
            return last
        count += 1
        word = f"{found[0]}-{count:03d}"
        last = word if found[0] == "KEEP" else last
        return word

    return [re.sub("KEEP|DROP|SAME|FOOT|END", number, piece) for piece in pieces]


def word_document(word: MakeWord, *names: str) -> Document:
    notes, aside, p = docx_traps.NOTES, docx_traps.ASIDE, docx_traps.p
    traps = "".join(docx_traps.TRAPS[name] for name in names)
    body, *rest = numbered([traps, *notes.values(), *aside.values()])
    parts = dict(zip([*notes, *aside], rest, strict=True))
    data = word(p("A title", style="T") + p(OPENING) + body, parts, links={"l1": "https://example.org/"})
    wanted = "".join((body, *(parts[name] for name in notes if f"{name[:-1]}Reference" in body)))
    if '<w:footnoteReference w:id="2"/>' not in wanted:
        wanted = re.sub(r"<w:endnotes .*", "", re.sub(r'<w:footnote w:id="2">.*?</w:footnote>', "", wanted))
    if 'customMarkFollows="1"' not in wanted:
        wanted = re.sub(r'<w:footnote w:id="3">.*?</w:footnote>', "", wanted)
    return data, list(dict.fromkeys(seen_words(wanted))), unseen_words(body + "".join(rest))


def open_document(*names: str) -> Document:
    traps = "".join(odt_traps.TRAPS[name] for name in names)
    body, formula = numbered([traps, odt_traps.FORMULA])
    seen = body.replace('<draw:object xlink:href="./Object 1"/>', formula)
    head = odt_files.p("A title", "Title") + odt_files.p(OPENING)
    data = odt_files.odt(head + body, odt_traps.STYLES, files={"Object 1/content.xml": formula})
    return data, seen_words(seen), unseen_words(body + formula)


def rtf_document(*names: str) -> Document:
    (body,) = numbered(["\n".join(rtf_traps.TRAPS[name] for name in names)])
    head = rf"{FONTS}{rtf_traps.HEAD}\pard\s9 A title\par\pard {OPENING}\par "
    data = rf"{{\rtf1\ansi\ansicpg1252\deff0{head}{body}}}".encode("latin-1")
    return data, seen_words(body), unseen_words(body)


def seen_words(text: str) -> list[str]:
    """Return the visible words of a text, those of its notes last."""
    return re.findall(r"KEEP-\d{3}", text) + re.findall(r"(?:FOOT|END)-\d{3}", text)


def unseen_words(text: str) -> list[str]:
    return re.findall(r"DROP-\d{3}", text)


def check(reading: ImportedArticle, kept: list[str], dropped: list[str]) -> None:
    text = "\n".join(block.text for block in reading.article.blocks)
    assert re.findall(r"(?:KEEP|FOOT|END)-\d{3}", text) == kept
    assert [word for word in dropped if word in text] == []


@pytest.mark.parametrize("names", [*((name,) for name in docx_traps.TRAPS), tuple(docx_traps.TRAPS)])
def test_visible_text_of_word_documents_is_kept(read: Read, word: MakeWord, names: tuple[str, ...]) -> None:
    data, kept, dropped = word_document(word, *names)
    check(read(data, "a.docx"), kept, dropped)


def test_visible_text_of_the_strict_variant_is_kept(read: Read, word: MakeWord) -> None:
    data, kept, dropped = word_document(word, *docx_traps.TRAPS)
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for usual, other in STRICT.items():
                part = part.replace(usual, other)
            new.writestr(name, part)
    check(read(strict.getvalue(), "a.docx"), kept, dropped)


@pytest.mark.parametrize("names", [*((name,) for name in odt_traps.TRAPS), tuple(odt_traps.TRAPS)])
def test_visible_text_of_open_documents_is_kept(read: Read, names: tuple[str, ...]) -> None:
    data, kept, dropped = open_document(*names)
    check(read(data, "a.odt"), kept, dropped)


@pytest.mark.parametrize("names", [*((name,) for name in rtf_traps.TRAPS), tuple(rtf_traps.TRAPS)])
def test_visible_text_of_rtf_files_is_kept(read: Read, names: tuple[str, ...]) -> None:
    data, kept, dropped = rtf_document(*names)
    check(read(data, "a.rtf"), kept, dropped)
