"""What an export takes from a letterhead document leads only to the web: nothing is fetched, and no program is started."""

from __future__ import annotations

import re
from html import escape

from tests.export.docx.letterhead.conftest import FOLDER, Write, pack_parts, read_parts

from briefbuilder.export.docx.lint import lint_docx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HOLDERS = ("_rels/.rels", *(f"word/_rels/{name}.xml.rels" for name in ("document", "header1", "settings", "numbering",
    "styles", "fontTable")), "word/theme/_rels/theme1.xml.rels")  # fmt: skip
KINDS = ("image", "font", "transform", "recipientData", "chart", "video", "webextensiontaskpanes")
KEPT_LINK = "https://ministry.example/contact"
BAD_LINKS = (
    "javascript:bad", " file:///bad", r"\\bad\share", "ms-msdt:bad", "search-ms:bad", "vbscript:bad",
    r"..\bad.exe", "smb://bad/x", "ms-word:ofe|u|http://bad/x", "data:text/html,bad",
)  # fmt: skip
FIELDS = (
    'HYPERLINK "javascript:bad"',
    r'HYPERLINK "\\\\bad\\share"',
    r'HYPERLINK \o "https://good.example" "ms-msdt:bad"',
    r'INCLUDEPICTURE "https://bad.example/x.png" \d',
    r"DDEAUTO bad",
    r"MACROBUTTON bad x",
)
V, A, WP15 = (
    "urn:schemas-microsoft-com:vml",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing",
)
DRAWN = (
    f'<w:p><w:r><w:pict><v:shape xmlns:v="{V}" href="javascript:bad" style="width:9pt;height:9pt">'
    f'<v:fill src="https://bad.example/x.png"/></v:shape></w:pict></w:r></w:p>'
    f'<w:p><w:r><w:drawing><wp15:webVideoPr xmlns:wp15="{WP15}" embeddedHtml="&lt;iframe src=bad&gt;"/></w:drawing>'
    f'</w:r></w:p><w:p><w:r><w:drawing><a:blip xmlns:a="{A}" r:link="out0"/></w:drawing></w:r></w:p>'
)


def link(name: str, kind: str, target: str) -> str:
    return (
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{escape(target)}" TargetMode="External"/>'
    )


def field(*runs: str) -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"<w:p>{begin}{''.join(runs)}{separate}<w:r><w:t>shown</w:t></w:r>{end}</w:p>"


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(text, quote=False)}</w:instrText></w:r>'


def hostile_letterhead() -> bytes:
    """A letterhead document that leads out of itself in all parts, and has one link and one field that may stay."""
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    links = (*BAD_LINKS, KEPT_LINK)
    more = "".join(link(f"out{at}", kind, "https://bad.example/x") for at, kind in enumerate(KINDS))
    more += "".join(link(f"link{at}", "hyperlink", target) for at, target in enumerate(links))
    empty = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    for holder in HOLDERS:
        known = parts.get(holder, empty.encode())
        parts[holder] = known.replace(b"</Relationships>", f"{more}</Relationships>".encode())
    body = "".join(
        f'<w:p><w:hyperlink r:id="link{at}"><w:r><w:t>link{at}.</w:t></w:r></w:hyperlink></w:p>'
        for at in range(len(links))
    )
    body += "".join(
        field(instruction(text)) + f'<w:p><w:fldSimple w:instr="{escape(text)}"><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>'
        for text in (*FIELDS, f'HYPERLINK "{KEPT_LINK}" \\o "Contact"')
    )  # fmt: skip
    body += field('<w:r><w:t>INCLUDEPICTURE "https://bad.example" </w:t></w:r>', instruction("PAGE"))
    for name, place in (("word/document.xml", "<w:sectPr"), ("word/header1.xml", "</w:hdr>")):
        text = parts[name].decode()
        declared = re.sub(
            r"<w:(document|hdr)(?![^>]*xmlns:r=) ", rf'<w:\1 xmlns:r="{OFFICE}" ', text, count=1
        )
        parts[name] = declared.replace(place, body + DRAWN + place, 1).encode()
    return pack_parts(parts)


def test_nothing_of_a_letterhead_leads_out_of_the_export_but_links_to_the_web(write: Write) -> None:
    docx, pdf = write(hostile_letterhead())
    parts = read_parts(docx)
    assert [name for name, data in parts.items() if re.search(rb"\bbad\b", data)] == []
    assert b"bad" not in b"".join(re.findall(rb"/URI ?\([^)]*\)", pdf))
    assert [finding for finding in lint_docx(docx) if finding.severity == "error"] == []


def test_a_link_of_a_letterhead_to_the_web_stays_and_others_keep_their_text(write: Write) -> None:
    parts = read_parts(write(hostile_letterhead())[0])
    for name in ("document", "header1"):
        assert parts[f"word/_rels/{name}.xml.rels"].decode().count(KEPT_LINK) == 1
        text = parts[f"word/{name}.xml"].decode()
        assert text.count(f'HYPERLINK "{KEPT_LINK}"') + text.count(f"HYPERLINK &quot;{KEPT_LINK}&quot;") == 2
        assert all(f"link{at}." in text for at in range(len(BAD_LINKS) + 1))
