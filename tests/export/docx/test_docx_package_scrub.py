"""Personal data and former content of the base document are removed."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.export.docx.conftest import Make

from briefbuilder.domain.document import DrawnText, Run
from briefbuilder.export.docx.lint import lint_docx
from briefbuilder.export.docx.writer import render_docx

SECRET = "Anna-Verdi"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LEAKING_NAMES = (
    "thumbnail",
    "custom",
    "people",
    "comments",
    "app.xml",
    "embeddings",
    "printerSettings",
    "vba",
)
LEAKING_MARKS = (
    "rsid",
    "docId",
    "paraId",
    "lastModifiedBy",
    "creator",
    "docVar",
    "w:author",
    "vanish",
    "file:",
)

PARTS = {
    "docProps/app.xml": f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>{SECRET}</Company></Properties>',
    "docProps/custom.xml": f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><x>{SECRET}</x></Properties>',
    "docProps/thumbnail.jpeg": SECRET,
    "customXml/item1.xml": f"<x>{SECRET}</x>",
    "word/people.xml": f"<x>{SECRET}</x>",
    "word/comments.xml": f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" w:author="{SECRET}"/></w:comments>',
    "word/embeddings/a.bin": SECRET,
    "word/printerSettings1.bin": SECRET,
}  # fmt: skip
PACKAGE_LINKS = (
    f'<Relationship Id="rIdA" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/>'
    f'<Relationship Id="rIdB" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/>'
    f'<Relationship Id="rIdC" Type="{PACKAGE}/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>'
)
DOCUMENT_LINKS = (
    f'<Relationship Id="rIdA" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'
    f'<Relationship Id="rIdB" Type="{OFFICE}/people" Target="people.xml"/>'
    f'<Relationship Id="rIdC" Type="{OFFICE}/comments" Target="comments.xml"/>'
    f'<Relationship Id="rIdD" Type="{OFFICE}/oleObject" Target="embeddings/a.bin"/>'
    f'<Relationship Id="rIdE" Type="{OFFICE}/printerSettings" Target="printerSettings1.bin"/>'
    f'<Relationship Id="rIdF" Type="{OFFICE}/attachedTemplate" Target="file:///C:/{SECRET}.dotx" TargetMode="External"/>'
)
SETTINGS = (
    f'<w:rsids><w:rsidRoot w:val="00AB12CD"/><w:rsid w:val="00AB12CD"/></w:rsids>'
    f'<w:docVars><w:docVar w:name="x" w:val="{SECRET}"/></w:docVars>'
)


@pytest.fixture(scope="module")
def leaking(base: bytes) -> bytes:
    """A base document that tells all that a base document can tell."""
    changes = {
        "_rels/.rels": ("</Relationships>", f"{PACKAGE_LINKS}</Relationships>"),
        "word/_rels/document.xml.rels": ("</Relationships>", f"{DOCUMENT_LINKS}</Relationships>"),
        "word/settings.xml": ("</w:settings>", f"{SETTINGS}</w:settings>"),
        "word/styles.xml": ('w:styleId="Normal"', 'w:styleId="Normal" w:rsid="00AB12CD"'),
        "docProps/core.xml": ("/>", f"><dc:creator>{SECRET}</dc:creator><cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"),
        "word/footnotes.xml": ("<w:r><w:separator/></w:r>", f'<w:ins w:id="1" w:author="{SECRET}"><w:r><w:separator/></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r><w:del w:id="2" w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'),
        "[Content_Types].xml": ("<Override", '<Default Extension="bin" ContentType="application/octet-stream"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override'),
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name in changes:
                before, after = changes[name]
                assert before in text
                text = text.replace(before, after, 1)
            new.writestr(name, text)
        for name, text in PARTS.items():
            new.writestr(name, text)
    return stream.getvalue()


def test_personal_data_of_the_base_is_removed(leaking: bytes, make_document: Make) -> None:
    document = make_document(DrawnText(role="body", content=(Run(text="testo"),)))
    data = render_docx(document, base=leaking, page_numbers={})
    assert lint_docx(data) == ()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            assert not any(leak in name for leak in LEAKING_NAMES), name
            assert SECRET not in text, name
            assert not [mark for mark in LEAKING_MARKS if mark in text], name
        assert b"w:separator" in archive.read("word/footnotes.xml")
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_included_base_has_no_personal_data(base: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            assert not any(leak in name for leak in LEAKING_NAMES), name
            assert not [mark for mark in LEAKING_MARKS if mark in text], name
        settings = etree.fromstring(archive.read("word/settings.xml"))
    modes = [node for node in settings.iter() if "compatibilityMode" in node.attrib.values()]
    assert [node.attrib.values()[-1] for node in modes] == ["15"]


def test_word_lists_only_styles_of_the_document_and_designs_of_tables(base: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    (latent,) = styles.iter("{*}latentStyles")
    named = {etree.QName(name).localname: text for name, text in latent.attrib.items()}
    assert (named["defSemiHidden"], named["defUnhideWhenUsed"]) == ("1", "1")
    shown = {exception.attrib.values()[0] for exception in latent}
    assert {"Plain Table 2", "Grid Table 4 Accent 1", "List Table 7 Colorful"} <= shown
    assert all(" Table " in name for name in shown)


def test_script_makes_the_included_base(
    root: Path, base: bytes, audited: Callable[[bytes], list[str]]
) -> None:
    spec = importlib.util.spec_from_file_location("make_base_docx", root / "tools" / "make_base_docx.py")
    assert spec is not None
    assert spec.loader is not None
    script: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.base_document() == base
    assert audited(base) == []
