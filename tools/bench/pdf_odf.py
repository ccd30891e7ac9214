"""Labelled texts as flat OpenDocument files, in the styles that LibreOffice's own documents have."""

from __future__ import annotations

from html import escape

from bench.pdf_markup import RUNNING_FOOT, RUNNING_HEAD, by_lists, font_of
from bench.pdf_texts import Labelled

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {names} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="F"
 style:font-name-asian="F" fo:font-size="10.5pt" style:font-size-asian="10.5pt" fo:language="{language}"/>
</style:default-style>
{styles}
<text:list-style style:name="List"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
<style:list-level-properties text:space-before="4mm" text:min-label-width="4mm"/>
</text:list-level-style-bullet></text:list-style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="Sheet">
<style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin="20mm">
<style:columns fo:column-count="{columns}" fo:column-gap="7mm"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:margin-bottom="5mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="5mm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Sheet">
<style:header><text:p text:style-name="Running">{head}</text:p></style:header>
<style:footer><text:p text:style-name="Running">{foot} · <text:page-number/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:p text:style-name="Title">{title}</text:p>
{body}
</office:text></office:body></office:document>
"""
# Each paragraph style: its name, the paragraph's properties and the characters' (points).
_STYLES = (
    (
        "Title",
        'fo:margin-bottom="12pt"',
        'fo:font-size="20pt" style:font-size-asian="20pt" fo:font-weight="bold"',
    ),
    (
        "Heading_20_1",
        'fo:margin-top="8pt" fo:margin-bottom="4pt" fo:keep-with-next="always"',
        'fo:font-size="13pt" style:font-size-asian="13pt" fo:font-weight="bold"',
    ),
    ("Text_20_body", 'fo:margin-bottom="6pt" fo:text-align="justify"', 'fo:font-size="10.5pt"'),
    ("Quotations", 'fo:margin="6pt" fo:margin-left="10mm" fo:margin-right="10mm"', 'fo:font-style="italic"'),
    ("Running", 'fo:text-align="center"', 'fo:font-size="8pt"'),
)


def as_odf(text: Labelled, columns: int) -> str:
    """Return a text as one flat OpenDocument file, its title within the first column."""
    forms = {
        "heading": '<text:h text:style-name="Heading_20_1" text:outline-level="1">{}</text:h>',
        "paragraph": '<text:p text:style-name="Text_20_body">{}</text:p>',
        "quote": '<text:p text:style-name="Quotations">{}</text:p>',
        "list_item": '<text:list-item><text:p text:style-name="Text_20_body">{}</text:p></text:list-item>',
    }
    body = []
    for listed, group in by_lists(text):
        rows = [forms[piece.kind].format(escape(piece.text) + _note(note)) for piece, note in group]
        body += ['<text:list text:style-name="List">', *rows, "</text:list>"] if listed else rows
    return _DOCUMENT.format(
        names=_NAMES,
        font=font_of(text),
        language=text.language[:2],
        styles="\n".join(_style(*style) for style in _STYLES),
        columns=columns,
        head=RUNNING_HEAD,
        foot=RUNNING_FOOT,
        title=escape(text.title),
        body="\n".join(body),
    )


def _style(name: str, paragraph: str, characters: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {characters}/></style:style>"
    )


def _note(note: str | None) -> str:
    if note is None:
        return ""
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{escape(note)}</text:p></text:note-body></text:note>"
    )
