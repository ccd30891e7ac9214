"""Write the sample article as a flat OpenDocument text, which LibreOffice converts to its formats."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

from office.article import COMMENTATOR, FOOTER, HEADER
from office.model import (
    Block,
    Cell,
    CodeBlock,
    Grid,
    Group,
    Image,
    Inline,
    Line,
    Link,
    Node,
    NoteMark,
    OfficeText,
    PageBreak,
    Special,
    Text,
    TextFormat,
    group_lists,
    make_png,
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    [
        *(f'xmlns:{one}="{_OASIS}:{one}:1.0"' for one in ("office", "text", "table", "style", "meta")),
        f'xmlns:draw="{_OASIS}:drawing:1.0"',
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_OASIS}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)
_PARAGRAPHS = {
    "title": "Title", "subtitle": "Subtitle", "paragraph": "Text_20_body", "quote": "Quotations",
}  # fmt: skip
_DATE = "2025-05-02T09:00:00"


def flat_odt(text: OfficeText) -> str:
    """Return a document as a single XML file."""
    body = "".join(_block(block) for block in group_lists(text.blocks))
    language, _, country = text.language.partition("-")
    styles = _STYLES.format(language=language, country=country)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:meta><dc:title>'
        f"{escape(text.title)}</dc:title><meta:initial-creator>{COMMENTATOR}</meta:initial-creator><meta:creation-date>{_DATE}</meta:creation-date></office:meta>"
        f"<office:styles>{styles}</office:styles><office:automatic-styles>{_AUTOMATIC}</office:automatic-styles>"
        f"<office:master-styles>{_MASTER}</office:master-styles><office:body><office:text>{_changes(text.blocks)}{body}</office:text></office:body></office:document>"
    )


def _changes(blocks: Iterable[Block]) -> str:
    regions = ""
    for block in blocks:
        for inline in block.content if isinstance(block, Line) else ():
            if isinstance(inline, Special) and inline.kind in {"inserted", "deleted"}:
                regions += _region(inline)
    return f'<text:tracked-changes text:track-changes="false">{regions}</text:tracked-changes>'


def _region(change: Special) -> str:
    info = f"<office:change-info><dc:creator>{change.about}</dc:creator><dc:date>{_DATE}</dc:date></office:change-info>"
    if change.kind == "inserted":
        inner = f"<text:insertion>{info}</text:insertion>"
    else:
        inner = f'<text:deletion>{info}<text:p text:style-name="Text_20_body">{escape(change.text)}</text:p></text:deletion>'
    return (
        f'<text:changed-region xml:id="{change.kind}" text:id="{change.kind}">{inner}</text:changed-region>'
    )


def _block(block: Block | list[Node]) -> str:
    if isinstance(block, list):
        return _list(block, outermost=True)
    if isinstance(block, Line):
        return _line(block)
    if isinstance(block, Group):
        return _group(block)
    return _p("Break", "") if isinstance(block, PageBreak) else _captioned_block(block)


def _captioned_block(block: Block) -> str:
    """Return code, a table or a picture with its caption."""
    if isinstance(block, CodeBlock):
        return "".join(_p("Preformatted_20_Text", _characters(line)) for line in block.text.split("\n"))
    if isinstance(block, Grid):
        return _p("Table", escape(block.caption)) + _table(block)
    if isinstance(block, Image):
        return _p("Text_20_body", _image(block)) + _p("Illustration", escape(block.caption))
    return ""


def _line(line: Line) -> str:
    content = _content(line.content)
    if line.kind != "heading":
        return _p(_PARAGRAPHS[line.kind], content)
    if content == "Le forniture":
        content = (
            f'<text:bookmark-start text:name="forniture"/>{content}<text:bookmark-end text:name="forniture"/>'
        )
    return f'<text:h text:style-name="Heading_20_{line.level}" text:outline-level="{line.level}">{content}</text:h>'


def _p(style: str, inner: str) -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def _list(nodes: Sequence[Node], *, outermost: bool) -> str:
    ordered = nodes[0].item.ordered
    goes_on = ' text:continue-numbering="true"' if outermost and ordered and nodes[0].number > 1 else ""
    style = f' text:style-name="{"Numbers" if ordered else "Bullets"}"' if outermost else ""
    items = "".join(
        "<text:list-item>"
        + "".join(_p("Text_20_body", _content(item.content)) for item in (node.item, *node.more))
        + (_list(node.inner, outermost=False) if node.inner else "")
        + "</text:list-item>"
        for node in nodes
    )
    return f"<text:list{style}{goes_on}>{items}</text:list>"


def _table(grid: Grid) -> str:
    covered: dict[tuple[int, int], bool] = {}
    rows = ""
    for number, row in enumerate(grid.rows):
        cells = _row(row, number, covered, grid.columns)
        row_element = f"<table:table-row>{cells}</table:table-row>"
        rows += (
            f"<table:table-header-rows>{row_element}</table:table-header-rows>"
            if number == 0
            else row_element
        )
    return f'<table:table table:name="Scorte"><table:table-column table:number-columns-repeated="{grid.columns}"/>{rows}</table:table>'


def _row(row: Sequence[Cell], number: int, covered: dict[tuple[int, int], bool], columns: int) -> str:
    cells = ""
    pending = list(row)
    for column in range(columns):
        if (number, column) in covered:
            cells += "<table:covered-table-cell/>"
            continue
        cell = pending.pop(0)
        for down in range(cell.rows):
            for right in range(cell.columns):
                covered[number + down, column + right] = True
        spans = f' table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
        cells += f'<table:table-cell office:value-type="string"{spans}>{_p("Table_20_Contents", escape(cell.text))}</table:table-cell>'
    return cells


def _image(image: Image) -> str:
    data = base64.b64encode(make_png()).decode("ascii")
    return (
        '<draw:frame draw:name="Figura" text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image>'
        f"<office:binary-data>{data}</office:binary-data></draw:image><svg:desc>{escape(image.alternative)}</svg:desc></draw:frame>"
    )


def _group(group: Group) -> str:
    lines = "".join(_p("Text_20_body", escape(line)) for line in group.lines)
    if group.kind == "box":
        frame = (
            '<draw:frame draw:name="Riquadro" text:anchor-type="paragraph" svg:width="8cm" svg:height="2cm">'
        )
        return _p(
            "Text_20_body",
            f"{frame}<draw:text-box>{lines}</draw:text-box></draw:frame>Il riquadro sta qui accanto.",
        )
    if group.kind == "columns":
        return f'<text:section text:name="Colonne" text:style-name="TwoColumns">{lines}</text:section>'
    title = _p("Contents_20_Heading", "Indice")
    entries = "".join(_p("Contents_20_1", f"{escape(line)}<text:tab/>1") for line in group.lines)
    return (
        '<text:table-of-content text:name="Indice1" text:style-name="Sect1"><text:table-of-content-source text:outline-level="3"/>'
        f'<text:index-body><text:index-title text:name="Titolo">{title}</text:index-title>{entries}</text:index-body></text:table-of-content>'
    )


def _content(content: Iterable[Inline]) -> str:
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    if isinstance(inline, Text):
        style = _style_name(inline.format)
        inner = _characters(inline.text)
        return f'<text:span text:style-name="{style}">{inner}</text:span>' if style else inner
    if isinstance(inline, Link):
        return f'<text:a xlink:type="simple" xlink:href="{escape(inline.address)}">{escape(inline.text)}</text:a>'
    if isinstance(inline, NoteMark):
        body = "".join(
            _p("Footnote" if inline.kind == "foot" else "Endnote", escape(line)) for line in inline.paragraphs
        )
        mark = f"<text:note-citation>{'1' if inline.kind == 'foot' else 'i'}</text:note-citation>"
        return f'<text:note text:id="{inline.kind}" text:note-class="{inline.kind}note">{mark}<text:note-body>{body}</text:note-body></text:note>'
    return _special(inline)


def _special(special: Special) -> str:
    text = _characters(special.text)
    if special.kind == "inserted":
        return f'<text:change-start text:change-id="inserted"/>{text}<text:change-end text:change-id="inserted"/>'
    if special.kind == "deleted":
        return '<text:change text:change-id="deleted"/>'
    if special.kind == "hidden":
        return f'<text:span text:style-name="Hidden">{text}</text:span>'
    if special.kind == "comment":
        return f"<office:annotation><dc:creator>{special.about}</dc:creator><dc:date>{_DATE}</dc:date><text:p>{text}</text:p></office:annotation>"
    if special.kind == "control":
        return f"<loext:content-control>{text}</loext:content-control>"
    return f'<text:bookmark-start text:name="{special.about}"/>{text}<text:bookmark-end text:name="{special.about}"/>'


def _characters(text: str) -> str:
    escaped = escape(text).replace("\n", "<text:line-break/>")
    return escaped.replace("  ", '<text:s text:c="2"/>')


def _style_name(text_format: TextFormat) -> str:
    if text_format.code:
        return "Source_20_Text"
    names = {
        "Bold": text_format.bold, "Italic": text_format.italic, "Underline": text_format.underline, "Strike": text_format.strike,
        "Super": text_format.script == "super", "Sub": text_format.script == "sub", "Japanese": text_format.language == "ja-JP",
        "English": text_format.language == "en-GB", "Arabic": text_format.language == "ar-SA",
    }  # fmt: skip
    return next((name for name, is_set in names.items() if is_set), "")


def _paragraph_style(name: str, parent: str = "Standard", more: str = "") -> str:
    display_name = name.replace("_20_", " ")
    return f'<style:style style:name="{name}" style:display-name="{display_name}" style:family="paragraph" style:parent-style-name="{parent}"{more}/>'


def _text_style(name: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'


def _levels(tag: str, more: str) -> str:
    return "".join(
        f'<text:list-level-style-{tag} text:level="{level}" {more}><style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="{level}cm"/>'
        f"</style:list-level-properties></text:list-level-style-{tag}>"
        for level in range(1, 4)
    )


_STYLES = (
    '<style:default-style style:family="paragraph"><style:text-properties fo:language="{language}" fo:country="{country}" fo:font-size="11pt" '
    'style:language-asian="ja" style:country-asian="JP" style:language-complex="ar" style:country-complex="SA"/></style:default-style>'
    '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    + _paragraph_style("Text_20_body")
    + _paragraph_style("Heading")
    + "".join(
        _paragraph_style(f"Heading_20_{level}", "Heading", f' style:default-outline-level="{level}"')
        for level in (1, 2, 3)
    )
    + "".join(
        _paragraph_style(name, parent)
        for name, parent in (
            ("Title", "Heading"), ("Subtitle", "Heading"), ("Quotations", "Standard"), ("Caption", "Standard"),
            ("Preformatted_20_Text", "Standard"), ("Table", "Caption"), ("Illustration", "Caption"),
            ("Footnote", "Standard"), ("Endnote", "Standard"), ("Table_20_Contents", "Standard"), ("Index", "Standard"),
            ("Contents_20_Heading", "Heading"), ("Contents_20_1", "Index"), ("Header", "Standard"), ("Footer", "Standard"),
        )
    )
    + '<style:style style:name="Source_20_Text" style:display-name="Source Text" style:family="text"/>'
)  # fmt: skip
_AUTOMATIC = (
    _text_style("Bold", 'fo:font-weight="bold"')
    + _text_style("Italic", 'fo:font-style="italic"')
    + _text_style("Underline", 'style:text-underline-style="solid" style:text-underline-width="auto"')
    + _text_style("Strike", 'style:text-line-through-style="solid"')
    + _text_style("Super", 'style:text-position="super 58%"')
    + _text_style("Sub", 'style:text-position="sub 58%"')
    + _text_style("Japanese", 'style:language-asian="ja" style:country-asian="JP"')
    + _text_style("English", 'fo:language="en" fo:country="GB"')
    + _text_style("Arabic", 'style:language-complex="ar" style:country-complex="SA"')
    + _text_style("Hidden", 'text:display="none"')
    + '<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Text_20_body"><style:paragraph-properties fo:break-before="page"/></style:style>'
    + '<style:style style:name="TwoColumns" style:family="section"><style:section-properties><style:columns fo:column-count="2"/></style:section-properties></style:style>'
    + '<text:list-style style:name="Bullets">'
    + _levels("bullet", 'text:bullet-char="•"')
    + '</text:list-style><text:list-style style:name="Numbers">'
    + _levels("number", 'style:num-format="1" style:num-suffix="."')
    + '</text:list-style><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm"/>'
    "<style:header-style/><style:footer-style/></style:page-layout>"
)
_MASTER = (
    '<style:master-page style:name="Standard" style:page-layout-name="Page">'
    f"<style:header>{_p('Header', HEADER)}</style:header><style:footer>{_p('Footer', FOOTER + ' <text:page-number/>')}</style:footer></style:master-page>"
)
