"""Labelled texts as flat OpenDocument files, in the styles that LibreOffice's own documents have."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bench.pdf_markup import RUNNING_FOOT, RUNNING_HEAD, by_lists, font_of, is_ruled, table_rows
from bench.pdf_texts import Labelled, Piece

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_SPACE = '<style:list-level-properties text:space-before="4mm" text:min-label-width="5mm"/>'
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document {names} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="{way}"/>
<style:text-properties style:font-name="F" style:font-name-asian="F" style:font-name-complex="F" fo:font-size="10.5pt"
 style:font-size-asian="10.5pt" style:font-size-complex="10.5pt" fo:language="{language}"/>
</style:default-style>
{styles}
<text:list-style style:name="ul"><text:list-level-style-bullet text:level="1" text:bullet-char="•">{space}
</text:list-level-style-bullet></text:list-style>
<text:list-style style:name="ol"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">
{space}</text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="1mm" fo:border="{border}"/></style:style>
<style:page-layout style:name="Sheet">
<style:page-layout-properties {sheet} fo:margin="20mm" style:writing-mode="{way}">
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
# Each paragraph style: its name, the paragraph's properties, the size (points) and the weight or slope.
_STYLES = (
    ("Title", 'fo:margin-bottom="12pt" fo:text-align="start"', 20, "weight", "bold"),
    (
        "Heading_20_1",
        'fo:margin-top="8pt" fo:margin-bottom="4pt" fo:keep-with-next="always" fo:text-align="start"',
        13,
        "weight",
        "bold",
    ),
    ("Text_20_body", 'fo:margin-bottom="6pt" fo:text-align="justify"', 10.5, "weight", "normal"),
    ("Table_20_Contents", 'fo:text-align="start"', 10.5, "weight", "normal"),
    ("Table_20_Heading", 'fo:text-align="start"', 10.5, "weight", "bold"),
    ("Quotations", 'fo:margin="6pt" fo:margin-left="10mm" fo:margin-right="10mm"', 10.5, "style", "italic"),
    ("Footnote", 'fo:margin-left="5mm" fo:text-indent="-5mm"', 9, "weight", "normal"),
    ("Running", 'fo:text-align="center"', 8, "weight", "normal"),
)
_FORMS = {
    "heading": '<text:h text:style-name="Heading_20_1" text:outline-level="1">{}</text:h>',
    "paragraph": '<text:p text:style-name="Text_20_body">{}</text:p>',
    "quote": '<text:p text:style-name="Quotations">{}</text:p>',
    "list_item": '<text:list-item><text:p text:style-name="Text_20_body">{}</text:p></text:list-item>',
}


def as_odf(text: Labelled, columns: int) -> str:
    """Return a text as one flat OpenDocument file, its title within the first column."""
    numbers = iter(range(1, len(text.footnotes) + 1))
    body = []
    for kind, group in by_lists(text):
        rows = [
            _table(piece) if piece.kind == "table" else _piece(piece, note, numbers) for piece, note in group
        ]
        body += [f'<text:list text:style-name="{kind}">', *rows, "</text:list>"] if kind else rows
    width, height = (148, 210) if text.small else (210, 297)
    return _DOCUMENT.format(
        names=_NAMES,
        font=font_of(text),
        language=text.language[:2],
        way="rl-tb" if text.leftward else "lr-tb",
        styles="\n".join(_style(*style) for style in _STYLES),
        space=_SPACE,
        border="0.5pt solid #000000" if is_ruled(text) else "none",
        sheet=f'fo:page-width="{width}mm" fo:page-height="{height}mm"',
        columns=columns,
        head=RUNNING_HEAD,
        foot=RUNNING_FOOT,
        title=escape(text.title),
        body="\n".join(body),
    )


def _style(name: str, paragraph: str, size: float, form: str, value: str) -> str:
    characters = " ".join(
        f'{prefix}:font-size{script}="{size}pt" {prefix}:font-{form}{script}="{value}"'
        for prefix, script in (("fo", ""), ("style", "-asian"), ("style", "-complex"))
    )
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {characters}/></style:style>"
    )


def _piece(piece: Piece, note: str | None, numbers: Iterator[int]) -> str:
    return _FORMS[piece.kind].format(escape(piece.text) + (_note(note, next(numbers)) if note else ""))


def _note(note: str, number: int) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f'<text:note-body><text:p text:style-name="Footnote">{escape(note)}</text:p></text:note-body></text:note>'
    )


def _table(piece: Piece) -> str:
    head, *rows = table_rows(piece)
    columns = f'<table:table-column table:number-columns-repeated="{len(head)}"/>'
    first = f"<table:table-header-rows>{_row(head, 'Table_20_Heading')}</table:table-header-rows>"
    rest = "".join(_row(row, "Table_20_Contents") for row in rows)
    return f"<table:table>{columns}{first}{rest}</table:table>"


def _row(cells: list[str], style: str) -> str:
    inner = "".join(
        f'<table:table-cell table:style-name="Cell"><text:p text:style-name="{style}">{escape(cell)}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"
