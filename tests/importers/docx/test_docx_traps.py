"""Visible text of difficult Word documents is kept once, and invisible text is dropped."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from tests.importers.docx.docx_traps import ASIDE, NOTES, TRAPS, numbered, p

from briefbuilder.domain.article import ImportedArticle

Read = Callable[[bytes | str, str], ImportedArticle]
MakeWord = Callable[..., bytes]

STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    b"http://schemas.openxmlformats.org/officeDocument/2006/math": b"http://purl.oclc.org/ooxml/officeDocument/math",
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
}
HEAD = p("A title", style="T") + p("An opening paragraph in English that stands before all of the traps.")


def document(word: MakeWord, *names: str) -> tuple[bytes, list[str], list[str]]:
    """Return a document with the traps, its visible words in order, and its invisible words."""
    body, *rest = numbered(["".join(TRAPS[name] for name in names), *NOTES.values(), *ASIDE.values()])
    parts = dict(zip([*NOTES, *ASIDE], rest, strict=True))
    data = word(HEAD + body, parts, links={"l1": "https://example.org/"})
    wanted = "".join((body, *(parts[name] for name in NOTES if f"{name[:-1]}Reference" in body)))
    if '<w:footnoteReference w:id="2"/>' not in wanted:
        wanted = re.sub(r"<w:endnotes .*", "", re.sub(r'<w:footnote w:id="2">.*?</w:footnote>', "", wanted))
    if 'customMarkFollows="1"' not in wanted:
        wanted = re.sub(r'<w:footnote w:id="3">.*?</w:footnote>', "", wanted)
    kept = list(dict.fromkeys(re.findall(r"KEEP-\d{3}", wanted)))
    return data, kept, sorted(set(re.findall(r"DROP-\d{3}", body + "".join(rest))))


def words(reading: ImportedArticle) -> str:
    return "\n".join(block.text for block in reading.article.blocks)


def check(reading: ImportedArticle, kept: list[str], dropped: list[str]) -> None:
    text = words(reading)
    assert re.findall(r"KEEP-\d{3}", text) == kept
    assert [word for word in dropped if word in text] == []


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_keeps_visible_text(read: Read, word: MakeWord, trap: str) -> None:
    data, kept, dropped = document(word, trap)
    check(read(data, "a.docx"), kept, dropped)


def test_all_traps_together_keep_visible_text(read: Read, word: MakeWord) -> None:
    data, kept, dropped = document(word, *TRAPS)
    check(read(data, "a.docx"), kept, dropped)


def test_strict_variant_keeps_visible_text(read: Read, word: MakeWord) -> None:
    data, kept, dropped = document(word, *TRAPS)
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for usual, other in STRICT.items():
                part = part.replace(usual, other)
            new.writestr(name, part)
    check(read(strict.getvalue(), "a.docx"), kept, dropped)
