"""Other programs see every paragraph of an export."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator

import docx
import mammoth
import pytest
from docx.table import Table
from docx2python import docx2python
from lxml import etree
from tests.export.docx.conftest import Make
from tests.export.docx.docx_elements import text
from tests.export.torture_documents import torture_document

from briefbuilder.domain.document import DrawnNote, DrawnText, NoteMark
from briefbuilder.export.docx.writer import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def written(base: bytes) -> bytes:
    return render_docx(torture_document(), base=base, page_numbers={})


def squeeze(shown: str) -> str:
    """Return a text without what readers treat differently: white space, soft hyphens and controls."""
    return "".join(sign for sign in shown if sign.isprintable() and not sign.isspace() and sign != "\u00ad")


def shown_paragraphs(data: bytes) -> list[str]:
    """Return what each paragraph of the body shows, notes and counted labels left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = (squeeze("".join(node.text or "" for node in each.iter(f"{W}t"))) for each in body.iter(f"{W}p"))
    return [each for each in found if each]


def read_by_python_docx(data: bytes) -> str:
    def walk(holder: object) -> Iterator[str]:
        for each in holder.iter_inner_content():  # type: ignore[attr-defined]
            if isinstance(each, Table):
                for row in each.rows:
                    for cell in row.cells:
                        yield from walk(cell)
            else:
                yield each.text

    return "\n".join(walk(docx.Document(io.BytesIO(data))))


def read_by_docx2python(data: bytes) -> str:
    with docx2python(io.BytesIO(data)) as read:
        return re.sub(r"</?a[^>]*>", "", str(read.text))


def read_by_mammoth(data: bytes) -> str:
    return str(mammoth.extract_raw_text(io.BytesIO(data)).value)


# docx2python says so of every numbering without a number.
@pytest.mark.filterwarnings("ignore:none numbering format not implemented:UserWarning")
@pytest.mark.parametrize("reader", [read_by_python_docx, read_by_docx2python, read_by_mammoth])
def test_other_readers_see_every_paragraph(written: bytes, reader: Callable[[bytes], str]) -> None:
    shown = shown_paragraphs(written)
    assert len(shown) > 100
    found = squeeze(reader(written))
    assert [each for each in shown if each not in found] == []


def test_readers_see_the_paragraphs_of_headers_and_notes(base: bytes, make_document: Make) -> None:
    document = make_document(
        DrawnText(role="body", content=(*text("Testo"), NoteMark(note="n")), origin="i1"),
        notes=(DrawnNote(id="n", content=text("Che cosa dice la nota.")),),
    )
    data = render_docx(document, base=base, page_numbers={})
    assert "Che cosa dice la nota." in read_by_docx2python(data)


def test_paragraphs_are_plain_and_namespaces_are_declared_at_the_root(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert [name for name in archive.namelist() if name.startswith("customXml/")] == []
        roots = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }
    used = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for name, root in roots.items():
        assert list(root.iter(f"{W}sdt", f"{W}customXml")) == [], name
        if str(root.tag).startswith(W):
            assert root.nsmap.get("r") == used, name
        assert {node.nsmap == root.nsmap for node in root.iter(etree.Element)} == {True}, name
