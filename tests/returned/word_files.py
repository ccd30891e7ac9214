"""Small Word files written as XML, as Word writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINKS = {"la": "https://example.org/a", "lb": "https://example.org/b"}
"""The addresses of links, by the id of their relationship."""
INS = '<w:ins w:id="1" w:author="Ann" w:date="2026-11-20T10:00:00Z">{}</w:ins>'
DEL = '<w:del w:id="2" w:author="Ben" w:date="2026-11-21T10:00:00Z">{}</w:del>'
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Deep"/><w:basedOn w:val="b"/></w:style>'
)


def run(text: str, properties: str = "", tag: str = "t") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def link(text: str, name: str) -> str:
    """Return a link to one of LINKS."""
    return f'<w:hyperlink r:id="{name}">{run(text)}</w:hyperlink>'


def deleted(text: str) -> str:
    """Return a run that Word records as deleted."""
    return DEL.format(run(text, tag="delText"))


def inserted(text: str) -> str:
    """Return a run that Word records as inserted."""
    return INS.format(run(text))


def paragraph(inner: str, style: str = "", mark: str = "") -> str:
    """Return a paragraph; `mark` is how its end was recorded."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += (
        f'<w:rPr><w:{mark} w:id="3" w:author="Ann" w:date="2026-11-20T10:00:00Z"/></w:rPr>' if mark else ""
    )
    return f"<w:p><w:pPr>{about}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


def table(*rows: tuple[str, ...], marks: Mapping[int, str] | None = None) -> str:
    """Return a table of plain cells; `marks` says how rows were recorded."""
    drawn = []
    for number, cells in enumerate(rows):
        mark = (marks or {}).get(number, "")
        about = (
            f'<w:trPr><w:{mark} w:id="9" w:author="Ann" w:date="2026-11-20T10:00:00Z"/></w:trPr>'
            if mark
            else ""
        )
        drawn.append(f"<w:tr>{about}{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>")
    return f"<w:tbl>{''.join(drawn)}</w:tbl>"


def word_file(body: str, **parts: str) -> bytes:
    """Return a Word file; `parts` are the contents of further parts, such as footnotes or comments, by name."""
    parts = {"styles": STYLES, **parts}
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_R}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(parts)
    )
    relations += "".join(
        f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target="{address}" TargetMode="External"/>'
        for name, address in LINKS.items()
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        )
        main = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_RELS}">{main}</Relationships>')
        archive.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELS}">{relations}</Relationships>'
        )
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {_SPACES}>{content}</w:{kind}>")
    return stream.getvalue()
