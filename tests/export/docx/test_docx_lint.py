"""Each rule of the lint finds its fault in a broken file and nothing in a valid one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.export.docx.conftest import Make

from briefbuilder.domain.document import (
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnText,
    ListEntry,
    NoteMark,
    Run,
)
from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx import writer
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.ooxml import make, val
from briefbuilder.export.docx.package import package_bytes

BODY = "word/document.xml"


@pytest.fixture(scope="module")
def sound(render: Callable[..., bytes], make_document: Make) -> bytes:
    """A file in which every rule has something to look at."""
    return render(
        make_document(
            DrawnHeading(level=1, content=(Run(text="Uno"),), number="1", anchor="h", origin="p1"),
            DrawnText(
                role="body", content=(Run(text="si veda", target="h"), NoteMark(note="n"), NoteMark(note="n"))
            ),
            DrawnList(entries=(ListEntry(content=(Run(text="a", language="ja"),), ordered=True),)),
            notes=(DrawnNote(id="n", content=(Run(text="fonte", link="https://example.org"),)),),
        )
    )


def broken(data: bytes, name: str, pattern: str, replacement: str) -> bytes:
    """Return the file with one part changed; the change must take."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            text = old.read(entry)
            if entry == name:
                changed = re.sub(pattern.encode(), replacement.encode(), text, count=1, flags=re.DOTALL)
                assert changed != text
                text = changed
            new.writestr(entry, text)
    return stream.getvalue()


DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="7" name="a"/></wp:inline></w:drawing></w:r></w:p>'
)
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
FAULTS = [
    ("bookmark-duplicate", BODY, "<w:body>", '<w:body><w:p><w:bookmarkStart w:id="91" w:name="x"/><w:bookmarkEnd w:id="91"/><w:bookmarkStart w:id="92" w:name="X"/><w:bookmarkEnd w:id="92"/></w:p>'),
    ("bookmark-unbalanced", BODY, "<w:bookmarkEnd[^>]*>", ""),
    ("bookmark-unbalanced", BODY, "<w:body>", '<w:body><w:p><w:bookmarkEnd w:id="77"/></w:p>'),
    ("field-unbalanced", BODY, '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>', ""),
    ("field-unbalanced", BODY, 'w:fldCharType="separate"', 'w:fldCharType="end"'),
    ("anchor-dangling", BODY, 'w:anchor="[^"]*"', 'w:anchor="gone"'),
    ("anchor-dangling", BODY, "NOTEREF _Ref_note_n", "NOTEREF gone"),
    ("control-duplicate", BODY, "<w:body>", f"<w:body>{CONTROL}{CONTROL}"),
    ("style-cycle", "word/styles.xml", 'w:styleId="Normal"><w:name w:val="Normal"/>', 'w:styleId="Normal"><w:name w:val="Normal"/><w:basedOn w:val="Heading1"/>'),
    ("style-undefined", BODY, 'w:pStyle w:val="BodyText"', 'w:pStyle w:val="Gone"'),
    ("style-duplicate", "word/styles.xml", 'w:styleId="Title"', 'w:styleId="Quote"'),
    ("language-bad", BODY, 'w:eastAsia="ja-JP"', 'w:eastAsia="Japanese (Japan)"'),
    ("date-untyped", "docProps/core.xml", ' xsi:type="dcterms:W3CDTF"', ""),
    ("drawing-duplicate", BODY, "<w:body>", f"<w:body>{DRAWING}{DRAWING}"),
    ("numbering-undefined", BODY, '<w:numId w:val="[0-9]+"', '<w:numId w:val="4711"'),
    ("numbering-undefined", "word/numbering.xml", '<w:abstractNumId w:val="0"', '<w:abstractNumId w:val="4711"'),
    ("numbering-order", "word/numbering.xml", "(<w:abstractNum .*</w:abstractNum>)(.*)(</w:numbering>)", r"\2\1\3"),
    ("note-undefined", BODY, '<w:footnoteReference w:id="1"', '<w:footnoteReference w:id="44"'),
    ("note-duplicate", BODY, '(<w:footnoteReference w:id="1"/>)', r"\1\1"),
    ("prompt", "word/settings.xml", "<w:compat>", "<w:updateFields/><w:compat>"),
    ("prompt", BODY, 'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="true"'),
    ("relation-dangling", "word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="gone.xml"'),
    ("relation-undefined", "word/_rels/footnotes.xml.rels", 'Id="rIdLink1"', 'Id="rIdLink2"'),
    ("type-missing", "[Content_Types].xml", '<Default Extension="rels"[^>]*>', ""),
    ("type-without-part", "[Content_Types].xml", "/word/styles.xml", "/word/gone.xml"),
    ("unreadable", BODY, "</w:body>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("code", "part", "pattern", "replacement"), FAULTS)
def test_fault_is_found(sound: bytes, code: str, part: str, pattern: str, replacement: str) -> None:
    found = lint_docx(broken(sound, part, pattern, replacement))
    assert f"docx-lint-{code}" in {finding.code for finding in found}
    assert all(finding.severity == "error" for finding in found)


def test_file_that_is_not_an_archive_is_unreadable() -> None:
    assert [finding.code for finding in lint_docx(b"no archive")] == ["docx-lint-unreadable"]


def test_style_cycle_is_found_once_for_each_style(sound: bytes) -> None:
    once = broken(sound, "word/styles.xml", '(w:styleId="Title".*?<w:basedOn w:val=)"Normal"', r'\1"Quote"')
    twice = broken(once, "word/styles.xml", '(w:styleId="Quote".*?<w:basedOn w:val=)"Normal"', r'\1"Title"')
    cycles = [finding for finding in lint_docx(twice) if finding.code == "docx-lint-style-cycle"]
    assert sorted(finding.parameters["detail"] for finding in cycles) == ["Quote", "Title"]


def test_fault_blocks_the_export(base: bytes, make_document: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoiled(package: Any) -> bytes:
        look = make("w:pPr", None, val("w:pStyle", "Gone"))
        package.main_document_part.element.body.insert(0, make("w:p", None, look))
        return package_bytes(package)

    monkeypatch.setattr(writer, "package_bytes", spoiled)
    with pytest.raises(ExportError) as caught:
        writer.render_docx(make_document(), base=base, page_numbers={})
    assert caught.value.code == "docx-lint-failed"
    assert caught.value.parameters == {
        "part": BODY, "fault": "docx-lint-style-undefined", "detail": "Gone", "count": "1",
    }  # fmt: skip


def test_each_rule_has_a_message_and_a_broken_file(root: Path) -> None:
    words = yaml.safe_load((root / "resources" / "messages" / "en.yaml").read_text("utf-8"))["export_docx"]
    told = {code for code in words if code.startswith("docx-lint-")} - {"docx-lint-failed"}
    assert told == {f"docx-lint-{code}" for code, *_ in FAULTS}
    assert told == {f"docx-lint-{code}" for code in _codes(root)}


def _codes(root: Path) -> Iterator[str]:
    text = (root / "src" / "briefbuilder" / "export" / "docx" / "lint.py").read_text("utf-8")
    yield from re.findall(r'lint_fault\("([a-z-]+)"', text)
    yield from re.findall(r'"([a-z]+-duplicate)"', text)
