"""Letterhead documents that are refused, each with a message in every language."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from letterheads.with_word_markup import Paper, line
from tests.export.docx.letterhead.conftest import FOLDER, pack_parts, read_parts

from briefbuilder.app.letterheads import template_findings
from briefbuilder.app.messages import Words
from briefbuilder.domain.notices import Finding

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Parts = dict[str, bytes]
TemplateOn = Callable[..., Path]


def base() -> Parts:
    return read_parts((FOLDER / "it-lettera.docx").read_bytes())


def changed(name: str, old: str, new: str) -> bytes:
    """Return the letterhead document with words of one part replaced."""
    parts = base()
    assert old.encode() in parts[name], old
    return pack_parts({**parts, name: parts[name].replace(old.encode(), new.encode(), 1)})


def in_body(before: str) -> bytes:
    return changed("word/document.xml", "<w:sectPr", f"{before}<w:sectPr")


def macros() -> bytes:
    return pack_parts({**base(), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def with_macros_type() -> bytes:
    types = base()["[Content_Types].xml"]
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return pack_parts(
        {
            **base(),
            "[Content_Types].xml": types.replace(
                kind, b"application/vnd.ms-word.document.macroEnabled.main+xml"
            ),
        }
    )


def encrypted() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in base().items():
            archive.writestr(name, data)
        archive.writestr("word/media/huge.png", bytes(40 * 1024 * 1024))
    return stream.getvalue()


def strict() -> bytes:
    return pack_parts(
        {
            name: data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            for name, data in base().items()
        }
    )


def entities() -> bytes:
    head = '<!DOCTYPE w:document [<!ENTITY kept SYSTEM "file:///etc/hostname">]><w:document'
    return changed("word/document.xml", "<w:document", head)


def two_places() -> bytes:
    return in_body("<w:p><w:r><w:t>{{content}}</w:t></w:r></w:p>")


def crowded() -> bytes:
    return changed("word/document.xml", "<w:t>{{con</w:t>", "<w:t>Text: {{con</w:t>")


def section_in_place() -> bytes:
    parts = read_parts((FOLDER / "de-querformat.docx").read_bytes())
    body = parts["word/document.xml"].replace(b"<w:t>{{content}}</w:t>", b"<w:t>{{other}}</w:t>")
    head, _, tail = body.partition(b"<w:sectPr")
    section, _, rest = tail.partition(b"</w:pPr>")
    place = b"</w:pPr><w:r><w:t>{{content}}</w:t></w:r>"
    return pack_parts({**parts, "word/document.xml": head + b"<w:sectPr" + section + place + rest})


def tracked(part: str, before: str) -> bytes:
    change = f'<w:p><w:ins w:id="9" w:author="x" w:date="2020-01-01T00:00:00Z"><w:r><w:t>new</w:t></w:r></w:ins></w:p>{before}'
    return changed(part, before, change)


def foreign() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    link = f'<Relationship Id="chunk" Type="{kind}" Target="chunk.html"/></Relationships>'
    return changed("word/_rels/document.xml.rels", "</Relationships>", link)


def protected() -> bytes:
    return changed(
        "word/settings.xml", "<w:zoom", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:zoom'
    )


REFUSED: dict[str, Callable[[], bytes]] = {
    "house-macros": macros,
    "house-encrypted": encrypted,
    "house-old-word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "house-unreadable": lambda: b"no word file",
    "house-no-word": lambda: changed("[Content_Types].xml", "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"),
    "house-too-large": bomb,
    "house-strict": strict,
    "house-entities": entities,
    "house-tracked-changes": lambda: tracked("word/header1.xml", "<w:p>"),
    "house-foreign-text": foreign,
    "house-protected": protected,
    "house-place-twice": two_places,
    "house-place-crowded": crowded,
    "house-place-section": section_in_place,
    "house-slot-unknown-near": lambda: in_body("<w:p><w:r><w:t>{{referense}}</w:t></w:r></w:p>"),
    "house-slot-unknown": lambda: in_body("<w:p><w:r><w:t>{{zzzzzzzz}}</w:t></w:r></w:p>"),
}  # fmt: skip


def errors(path: Path) -> list[Finding]:
    return [finding for finding in template_findings(path) if finding.severity == "error"]


@pytest.mark.parametrize("code", REFUSED)
def test_each_fault_of_a_letterhead_has_a_message(code: str, template_on: TemplateOn) -> None:
    (fault,) = errors(template_on(REFUSED[code]()))
    assert fault.code == code
    assert fault.place.file is not None
    assert fault.place.file.endswith("paper.docx")
    said = {language: Words(language).finding(fault) for language in ("en", "it", "fr")}
    assert len(set(said.values())) == 3
    assert all("paper.docx" in words for words in said.values())


def test_file_with_macros_is_refused_by_its_type(template_on: TemplateOn) -> None:
    assert [fault.code for fault in errors(template_on(with_macros_type()))] == ["house-macros"]


def test_tracked_change_is_reported_with_its_part_and_paragraph(template_on: TemplateOn) -> None:
    header = tracked("word/header1.xml", "<w:p>")
    (fault,) = errors(template_on(header))
    assert dict(fault.parameters) | {"part": "header1", "paragraph": "1"} == dict(fault.parameters)


def test_unknown_placeholder_is_reported_with_its_paragraph_and_the_closest_name(
    template_on: TemplateOn,
) -> None:
    (fault,) = errors(template_on(REFUSED["house-slot-unknown-near"]()))
    assert fault.parameters["nearest"] == "reference"
    assert (fault.parameters["part"], fault.parameters["paragraph"]) == ("body", "4")
    assert "{{referense}}" in Words("en").finding(fault)


@pytest.mark.parametrize(
    ("use", "code"),
    [
        ("../paper.docx", "template-house-path"),
        ("/paper.docx", "template-house-path"),
        ("C:\\paper.docx", "template-house-path"),
        ("paper.docm", "template-house-macros"),
        ("paper.odt", "template-house-kind"),
        ("not-there.docx", "template-house-missing"),
    ],
)
def test_invalid_letterhead_name_is_reported_with_line_and_column(
    use: str, code: str, template_on: TemplateOn
) -> None:
    (fault,) = errors(template_on("it-lettera.docx", use=use))
    assert fault.code == code
    assert (fault.place.line, fault.place.column) == (5, 17)


def test_link_out_of_the_folder_is_not_followed(template_on: TemplateOn, tmp_path: Path) -> None:
    path = template_on("it-lettera.docx", use="linked.docx")
    (tmp_path / "linked.docx").symlink_to(FOLDER / "it-lettera.docx")
    assert [fault.code for fault in errors(path)] == ["template-house-path"]


def test_missing_style_is_reported_with_the_closest_name(template_on: TemplateOn) -> None:
    good = "{file: it-lettera.docx, styles: {callout: Fonte}}"
    assert errors(template_on("it-lettera.docx", use=good)) == []
    (fault,) = errors(template_on("it-lettera.docx", use=good.replace("Fonte", "Fonta")))
    assert fault.code == "house-style-unknown-near"
    assert fault.parameters["nearest"] == "Fonte"


def test_page_keys_next_to_a_letterhead_give_a_warning(template_on: TemplateOn) -> None:
    path = template_on("it-lettera.docx", more="page: {size: A5}\n")
    found = [finding.code for finding in template_findings(path) if finding.severity == "warning"]
    assert found == ["template-house-page", "house-body-text"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [("landscape: true", ["landscape"]), ("footer: [{end: Annex}]", ["footer"]), ("landscape: false", [])],
)
def test_pages_of_a_part_next_to_a_letterhead_give_a_warning(
    template_on: TemplateOn, keys: str, told: list[str]
) -> None:
    path = template_on("it-lettera.docx")
    text = path.read_text("utf-8")
    part = next(line for line in text.splitlines() if "kind: written" in line)
    path.write_text(text.replace(part, part.replace("kind: written", f"kind: written, {keys}"), 1), "utf-8")
    found = [one for one in template_findings(path) if one.code == "template-house-part"]
    assert [(one.severity, one.parameters["key"]) for one in found] == [("warning", key) for key in told]


def test_unsupported_features_are_reported_as_hints(template_on: TemplateOn) -> None:
    hints = {finding.code for finding in template_findings(template_on("de-querformat.docx"))}
    kept = {"house-styles-added", "house-text", "house-body-text"}
    assert hints == {*kept, "house-sections-in-pdf"}
    hints = {finding.code for finding in template_findings(template_on("fr-cellule.docx"))}
    assert hints == {*kept, "house-cell-in-pdf"}


def test_second_control_with_the_name_of_the_text_is_refused(
    template_on: TemplateOn,
) -> None:
    """Who copies a content control in Word copies its tag too."""
    parts = read_parts((FOLDER / "ja-bunsho.dotx").read_bytes())
    body = parts["word/document.xml"].decode()
    start, end = body.index("<w:sdt>"), body.index("</w:sdt>") + len("</w:sdt>")
    control = body[start:end]
    assert 'w:val="content"' in control
    twice = pack_parts({**parts, "word/document.xml": (body[:end] + control + body[end:]).encode()})
    assert [fault.code for fault in errors(template_on(twice))] == ["house-place-twice"]
    held = control.replace("<w:sdtContent>", f"<w:sdtContent>{control}", 1)
    nested = pack_parts({**parts, "word/document.xml": (body[:start] + held + body[end:]).encode()})
    assert errors(template_on(nested)) == []


@pytest.mark.parametrize("gap", ["<w:br/>", "<w:tab/>"])
def test_control_with_a_line_break_or_tab_is_a_place(gap: str, template_on: TemplateOn) -> None:
    inner = f"<w:r><w:t>Click</w:t>{gap}<w:t>here</w:t></w:r>"
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="content"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    )
    assert errors(template_on(Paper("", "", line(control)).data())) == []


def test_document_with_two_bodies_is_refused(template_on: TemplateOn) -> None:
    """Word reads one body; the text of the other would stay in the export unseen."""
    second = "</w:body><w:body><w:p><w:r><w:t>Old</w:t></w:r></w:p></w:body>"
    twice = changed("word/document.xml", "</w:body>", second)
    assert [fault.code for fault in errors(template_on(twice))] == ["house-unreadable"]
