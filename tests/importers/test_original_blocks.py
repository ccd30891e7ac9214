"""Originals as blocks: the whole page with its structure, what the article leaves out, and limits."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from briefbuilder.app.originals import OriginalFile, ShownSource, shown_source
from briefbuilder.domain.text import (
    Cell,
    Figure,
    Heading,
    ListItem,
    NoteReference,
    Paragraph,
    Row,
    Span,
    Table,
    walk_blocks,
)
from briefbuilder.importers import original as module
from briefbuilder.importers.original import original_blocks
from briefbuilder.importers.read import read_bytes

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def picture() -> str:
    stream = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()


PAGE = f"""<!doctype html><html lang="en"><head><title>T</title><script>x()</script></head><body>
<nav><ul><li><a href="https://a.example/home">Home</a></li><li>World<ul><li>Asia</li></ul></li></ul></nav>
<article><h1>Common stocks of gases</h1><p>{LONG}</p>
<figure><img src="data:image/png;base64,{picture()}" alt="A harbour"><figcaption>The harbour at dawn</figcaption></figure>
<h2>What follows</h2><table><tr><th>State</th><th>Days</th></tr><tr><td>Japan</td><td>90</td></tr></table>
<p>{LONG.replace("Tuesday", "Friday")}</p></article>
<aside><h3>Most read</h3><p>Ferries are late again this winter.</p><button>Accept cookies</button></aside>
<footer>Imprint &lt;b&gt;bold&lt;/b&gt;</footer></body></html>"""


def looked(data: str | bytes, media_type: str = "text/html", name: str = "a.html") -> OriginalFile:
    return OriginalFile(
        data=data.encode() if isinstance(data, str) else data, media_type=media_type, name=name
    )


def test_notes_are_marked_in_the_text_and_in_the_cells_of_tables() -> None:
    mark = '<a href="#fn1" role="doc-noteref">1</a>'
    page = (
        f"<p>{LONG}{mark}</p><table><tr><th>State</th><th>Days</th></tr><tr><td>Japan</td><td>90{mark}</td></tr></table>"
        '<aside id="fn1" role="doc-footnote"><p>Without the navy.</p></aside>'
    )
    found = original_blocks(page.encode(), "text/html", "a.html")
    note = found.blocks[-1]
    marked = [
        block.text.rstrip("1")
        for block in walk_blocks(found.blocks)
        if any(isinstance(inline, NoteReference) and inline.note == note.id for inline in block.content)
    ]
    assert (note.text, marked) == ("Without the navy.", [LONG, "90"])


def test_a_web_page_keeps_its_headings_lists_tables_links_and_pictures() -> None:
    found = original_blocks(PAGE.encode(), "text/html", "a.html")
    kinds = [(type(block).__name__, block.text) for block in found.blocks]
    assert kinds == [
        ("ListItem", "Home"),
        ("ListItem", "World"),
        ("ListItem", "Asia"),
        ("Heading", "Common stocks of gases"),
        ("Paragraph", LONG),
        ("Figure", "The harbour at dawn"),
        ("Heading", "What follows"),
        ("Table", "State\tDays\nJapan\t90"),
        ("Paragraph", LONG.replace("Tuesday", "Friday")),
        ("Heading", "Most read"),
        ("Paragraph", "Ferries are late again this winter."),
        ("Paragraph", "Accept cookies"),
        ("Paragraph", "Imprint <b>bold</b>"),
    ]
    home, _, asia = (block for block in found.blocks if isinstance(block, ListItem))
    assert isinstance(home.content[0], Span)
    assert home.content[0].link == "https://a.example/home"
    assert asia.depth == 1
    (figure,) = (block for block in found.blocks if isinstance(block, Figure))
    assert figure.picture in found.pictures
    assert [block.level for block in found.blocks if isinstance(block, Heading)] == [1, 2, 3]


def test_what_the_article_leaves_out_is_told_apart_from_it() -> None:
    article = read_bytes(PAGE.encode(), "a.html").article
    blocks = tuple((block.id, block.text) for block in article.blocks)
    shown = shown_source(looked(PAGE), (("=title", article.metadata.title), *blocks))
    left_out = [shown.text[start:end] for start, end in shown.left_out]
    assert left_out == [
        "Home",
        "World",
        "Asia",
        "Most read",
        "Ferries are late again this winter.",
        "Accept cookies",
        "Imprint <b>bold</b>",
    ]


def test_an_excluded_paragraph_is_left_out_and_keeps_its_place() -> None:
    article = read_bytes(PAGE.encode(), "a.html").article
    blocks = tuple((block.id, block.text) for block in article.blocks)
    name = next(name for name, text in blocks if text == LONG)
    shown = shown_source(looked(PAGE), blocks, frozenset({name}))
    assert LONG in [shown.text[start:end] for start, end in shown.left_out]
    assert shown.text[slice(*shown.places[name])] == LONG


@pytest.mark.parametrize(
    ("name", "media_type", "data", "kinds"),
    [
        (
            "a.eml",
            "message/rfc822",
            f"From: Anna <a@b.example>\nSubject: Gases\nX-Odd: yes\nContent-Type: text/html\n\n<h2>Stocks</h2><ul><li>{LONG}</li></ul>\n",
            ["Paragraph", "Heading", "ListItem"],
        ),
        (
            "a.md",
            "text/markdown",
            f"# Gases\n\n{LONG}\n\n## Stocks\n\n- neon\n- argon\n",
            ["Paragraph", "Paragraph", "Heading", "ListItem", "ListItem"],
        ),
    ],
)
def test_the_structure_of_other_files_is_kept_within_all_of_their_text(
    name: str, media_type: str, data: str, kinds: list[str]
) -> None:
    found = original_blocks(data.encode(), media_type, name)
    assert [type(block).__name__ for block in found.blocks] == kinds
    text = "\n".join(block.text for block in found.blocks)
    assert LONG in text
    assert ("X-Odd: yes" in text) == (name == "a.eml")


def test_hostile_pages_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = "".join(f"<tr><td>{row}</td><td>x</td></tr>" for row in range(400))
    page = f"<table>{cells}</table><p>{'word ' * 3000}</p>" + "<p>One more line.</p>" * 9000
    found = original_blocks(page.encode(), "text/html", "a.html")
    assert found.cut
    assert len(found.blocks) == module.SHOWN_BLOCKS
    assert not any(isinstance(block, Table) for block in found.blocks)
    assert max(len(block.text) for block in found.blocks) <= 4000
    monkeypatch.setattr(module, "SHOWN_CHARACTERS", 5000)
    found = original_blocks(page.encode(), "text/html", "a.html")
    assert found.cut
    assert sum(len(block.text) + 1 for block in found.blocks) <= 5001


def test_an_answer_that_is_too_large_to_show_is_refused() -> None:
    wide = Table(id="b1", rows=(Row(cells=(Cell(column_span=10**7),)),))
    long = Paragraph(id="b1", content=(Span("x" * 3_000_000),))
    for block in (wide, long):
        with pytest.raises(ValueError, match="too large"):
            ShownSource(blocks=(block,), cut=False, readable=True, places={})


def test_all_pages_of_a_scan_are_shown(data: Path) -> None:
    scan = data / "scans" / "scan.tif"
    found = original_blocks(scan.read_bytes(), "image/tiff", scan.name)
    names = [block.picture for block in found.blocks if isinstance(block, Figure)]
    assert len(names) == 2
    assert {found.pictures[name or ""].media_type for name in names} == {"image/png"}
