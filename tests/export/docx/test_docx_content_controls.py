"""Blocks have a control, a bookmark and a hash, by which later changes are found."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.export.docx.docx_elements import text
from tests.export.torture_documents import torture_document

from briefbuilder.domain.document import (
    Document,
    DrawnCallout,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    ListEntry,
    NoteMark,
    content_text,
)
from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.content_controls import BLOCKS_NAMESPACE, read_exported_blocks
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.writer import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Make = Callable[..., Document]
Render = Callable[..., bytes]


@pytest.fixture(scope="module")
def torture() -> Document:
    """The torture document, as if each of its elements came from an item of its own."""
    document = torture_document()
    elements = tuple(
        replace(element, origin=f"item-{place}", blocks=(f"b{place}", f"c{place}"))
        for place, element in enumerate(document.elements)
    )
    return replace(document, elements=elements)


@pytest.fixture(scope="module")
def written(torture: Document, base: bytes) -> bytes:
    return render_docx(torture, base=base, page_numbers={})


@pytest.fixture(scope="module")
def small(make_document: Make, base: bytes) -> bytes:
    elements: tuple[Element, ...] = (
        DrawnHeading(level=1, content=text("Titolo"), origin="part"),
        DrawnText(role="body", content=text("Primo capoverso."), origin="i1", blocks=("b1",)),
        DrawnQuotation(
            paragraphs=(text("«Una cosa»"), text("«Due cose»")),
            source=text("Il giornale"),
            origin="i2",
            blocks=("b2", "b3"),
        ),
        DrawnText(role="body", content=(*text("Con nota"), NoteMark(note="n")), origin="i1", blocks=("b4",)),
    )
    notes = (DrawnNote(id="n", content=text("Nota.")),)
    return render_docx(make_document(*elements, notes=notes), base=base, page_numbers={})


def changed(data: bytes, change: Callable[[str], str]) -> bytes:
    """Return a Word file whose body somebody changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                before = part.decode()
                part = change(before).encode()
                assert part.decode() != before
            new.writestr(name, part)
    return stream.getvalue()


def states(data: bytes) -> dict[str, str]:
    return {f"{block.origin}/{' '.join(block.blocks)}": block.state for block in read_exported_blocks(data)}


def without_controls(body: str) -> str:
    return re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(Content)?>", "", body)


def without_bookmarks(body: str) -> str:
    return re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", body)


def test_every_block_has_a_control_a_bookmark_and_a_hash(
    written: bytes, torture: Document, read: Any
) -> None:
    file = read(written)
    body = file.xml("word/document.xml")
    tags = {node.get(f"{W}val") for node in body.iter(f"{W}tag")}
    names = {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}
    told = list(file.xml("customXml/item1.xml"))
    assert [node.tag for node in told] == [f"{{{BLOCKS_NAMESPACE}}}block"] * len(told)
    blocks = {node.get("name"): node for node in told}
    assert len(blocks) == len(told)
    assert set(blocks) == tags
    assert set(blocks) <= names
    containers = ("callout", "pair", "break", "contents", "endnotes")
    own = [element for element in torture.elements if element.kind not in containers]
    assert len(own) > 30
    shown = {(node.get("kind"), node.get("origin"), node.get("blocks")) for node in told}
    assert {(element.kind, element.origin, " ".join(element.blocks)) for element in own} <= shown


def test_hash_matches_the_text_in_the_file(written: bytes, torture: Document, read: Any) -> None:
    blocks = read_exported_blocks(written)
    told = {node.get("name"): node.get("hash") for node in read(written).xml("customXml/item1.xml")}
    for block in blocks:
        assert told[block.name] == hashlib.sha256(block.text.encode()).hexdigest()[:16]
    assert {block.state for block in blocks} == {"same"}
    by_origin = {block.origin: block for block in blocks}
    for element in torture.elements:
        if isinstance(element, DrawnHeading):
            assert by_origin[element.origin].text == content_text(element.content)
    quotation = next(element for element in torture.elements if isinstance(element, DrawnQuotation))
    assert by_origin[quotation.origin].text == "\n".join(
        " ".join(content_text(content).split()) for content in quotation.paragraphs
    )


def test_content_of_callouts_is_marked_and_a_table_is_one_block(make_document: Make, render: Render) -> None:
    entries = (ListEntry(content=text("uno")), ListEntry(content=text("due")))
    callout = DrawnCallout(title=text("In breve"), elements=(DrawnList(entries=entries, origin="list"),))
    table = next(element for element in torture_document().elements if isinstance(element, DrawnTable))
    blocks = read_exported_blocks(render(make_document(callout, replace(table, origin="table"))))
    assert [(block.kind, block.origin, block.state) for block in blocks] == [
        ("list", "list", "same"),
        ("table", "table", "same"),
    ]
    assert blocks[0].text == "uno\ndue"
    assert "DGAP/2026/118" in blocks[1].text


def test_changed_word_changes_only_its_block(small: bytes) -> None:
    same = {"part/": "same", "i1/b1": "same", "i2/b2 b3": "same", "i1/b4": "same"}
    assert states(small) == same
    assert states(changed(small, lambda body: body.replace("Primo", "Ultimo"))) == same | {"i1/b1": "changed"}
    assert states(changed(small, lambda body: body.replace("Due", "Tre"))) == same | {"i2/b2 b3": "changed"}
    assert states(changed(small, lambda body: body.replace("Con", "Senza"))) == same | {"i1/b4": "changed"}
    assert states(changed(small, lambda body: body.replace("Il giornale", "Altro"))) == same


def test_tracked_changes_count_as_accepted(small: bytes) -> None:
    def track(body: str) -> str:
        old = "<w:r><w:t>Primo capoverso.</w:t></w:r>"
        gone = '<w:del w:id="900" w:author="x"><w:r><w:delText>Primo capoverso.</w:delText></w:r></w:del>'
        new = '<w:ins w:id="901" w:author="x"><w:r><w:t>Secondo.</w:t></w:r></w:ins>'
        assert old in body
        return body.replace(old, gone + new)

    blocks = {block.blocks: block for block in read_exported_blocks(changed(small, track))}
    assert blocks["b1",].state == "changed"
    assert blocks["b1",].text == "Secondo."


def test_white_space_and_soft_hyphens_are_ignored(small: bytes) -> None:
    def spaced(body: str) -> str:
        return body.replace("Primo capoverso.", "Primo\u00a0 capo\u00adverso.")

    assert states(changed(small, spaced))["i1/b1"] == "same"


def test_removed_block_is_gone(small: bytes) -> None:
    def cut(body: str) -> str:
        return re.sub(r"<w:sdt>(?:(?!</w:sdt>).)*Primo.*?</w:sdt>", "", body)

    assert states(changed(small, cut)) == {
        "part/": "same",
        "i1/b1": "gone",
        "i2/b2 b3": "same",
        "i1/b4": "same",
    }


@pytest.mark.parametrize("strip", [without_controls, without_bookmarks])
def test_controls_or_bookmarks_alone_are_enough(
    written: bytes, small: bytes, strip: Callable[[str], str]
) -> None:
    for data in (small, written):
        assert {block.state for block in read_exported_blocks(changed(data, strip))} == {"same"}


def test_paragraph_added_to_a_control_belongs_to_its_block(small: bytes) -> None:
    def added(body: str) -> str:
        more = "<w:p><w:r><w:t>Aggiunto.</w:t></w:r></w:p>"
        return re.sub(r"(Due cose.*?</w:p>)", lambda match: match[1] + more, body, count=1)

    block = next(block for block in read_exported_blocks(changed(small, added)) if block.origin == "i2")
    assert block.state == "changed"
    assert block.text == "«Una cosa»\n«Due cose»\nAggiunto."


def test_block_names_are_the_same_in_each_export(torture: Document, written: bytes, base: bytes) -> None:
    again = render_docx(torture, base=base, page_numbers={"h1": 3})
    assert [block.name for block in read_exported_blocks(again)] == [
        block.name for block in read_exported_blocks(written)
    ]


def test_lint_finds_repeated_control_ids(small: bytes) -> None:
    def doubled(body: str) -> str:
        ids = re.findall(r'<w:id w:val="(\d+)"/>', body)
        return body.replace(f'<w:id w:val="{ids[1]}"/>', f'<w:id w:val="{ids[0]}"/>')

    assert [finding.code for finding in lint_docx(changed(small, doubled))] == ["docx-lint-control-duplicate"]


def test_other_files_have_no_blocks_and_broken_files_are_refused(base: bytes) -> None:
    assert read_exported_blocks(base) == ()
    for data in (b"", b"PK\x03\x04", b"no archive at all"):
        with pytest.raises(ExportError):
            read_exported_blocks(data)


@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_blocks_survive_a_round_trip_through_libreoffice(
    written: bytes, convert: Callable[[bytes, str], Path]
) -> None:
    """The bookmarks and the text of each block come back, whatever became of its controls."""
    back = convert(written, "docx:MS Word 2007 XML").read_bytes()
    before, after = read_exported_blocks(written), read_exported_blocks(back)
    assert [block.name for block in after] == [block.name for block in before]
    with zipfile.ZipFile(io.BytesIO(back)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    names = {node.get(f"{W}name") for node in body.iter(f"{W}bookmarkStart")}
    assert {block.name for block in before} <= names
    assert [block.name for block in after if block.state != "same"] == []
