"""XML fragments of difficult OpenDocument texts; KEEP, DROP and SAME as in `docx_traps`."""

from __future__ import annotations


def p(inner: str = "KEEP", style: str = "Standard", tag: str = "p") -> str:
    return f'<text:{tag} text:style-name="{style}">{inner}</text:{tag}>'


def item(*inner: str, tag: str = "list-item") -> str:
    return f"<text:{tag}>{''.join(inner)}</text:{tag}>"


def lst(*items: str, more: str = "") -> str:
    return f"<text:list{more}>{''.join(items)}</text:list>"


def cell(*inner: str, more: str = "") -> str:
    return f"<table:table-cell{more}>{''.join(inner)}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def frame(inner: str) -> str:
    return f"<draw:frame>{inner}</draw:frame>"


def box(*inner: str) -> str:
    return f"<draw:text-box>{''.join(inner)}</draw:text-box>"


def note(inner: str, kind: str = "footnote") -> str:
    return f'<text:note text:note-class="{kind}"><text:note-citation>DROP</text:note-citation><text:note-body>{inner}</text:note-body></text:note>'


LO = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
TWO = cell(p()) + cell(p())

TRAPS: dict[str, str] = {
    "tracked-changes": f"<text:tracked-changes><text:changed-region><text:deletion>{p('DROP')}</text:deletion></text:changed-region>"
    "<text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    + p('KEEP <text:change-start text:change-id="a"/>KEEP<text:change-end/> <text:change/>KEEP'),
    "content-control": p(f"KEEP <loext:content-control {LO}>KEEP<text:s/>KEEP</loext:content-control> KEEP"),
    "unknown-block": f"<loext:block {LO}>{p()}</loext:block>",
    "spans": p("KEEP <text:span>KEEP <text:span>KEEP</text:span></text:span> KEEP"),
    "hidden-span": p('KEEP <text:span text:style-name="Secret">DROP</text:span>KEEP'),
    "hidden-by-a-style-below": p('KEEP <text:span text:style-name="SecretChild">DROP</text:span>'),
    "hidden-paragraph": p("DROP", "Unseen") + p(),
    "hidden-section": f'<text:section text:display="none">{p("DROP")}</text:section>' + p(),
    "conditional-section": f'<text:section text:display="condition" text:is-hidden="true">{p("DROP")}</text:section>'
    f'<text:section text:display="condition">{p()}</text:section>',
    "hidden-text-field": p(
        'KEEP <text:hidden-text text:is-hidden="true" text:string-value="DROP">DROP</text:hidden-text>'
        '<text:hidden-text text:is-hidden="false" text:string-value="x">KEEP</text:hidden-text>'
    ),
    "hidden-variable": p('KEEP <text:variable-set text:display="none">DROP</text:variable-set>KEEP'),
    "fields": p(
        "<text:page-number>KEEP</text:page-number> <text:date>KEEP</text:date> <text:bookmark-ref>KEEP</text:bookmark-ref> "
        "<text:sequence>KEEP</text:sequence> <text:placeholder>KEEP</text:placeholder> <text:meta>KEEP</text:meta> "
        '<text:conditional-text>KEEP</text:conditional-text> <text:drop-down><text:label text:value="DROP"/>KEEP</text:drop-down>'
    ),
    "script": p("KEEP<text:script>DROP</text:script>"),
    "comment": p(
        f"KEEP<office:annotation><dc:creator>Anna</dc:creator>{p('DROP')}</office:annotation> KEEP<office:annotation-end/>"
    ),
    "marks": p('<text:bookmark-start text:name="DROP"/>KEEP<text:bookmark-end/><text:toc-mark/> KEEP'),
    "link": p(
        '<text:a xlink:href="https://example.org/">KEEP</text:a> <text:a xlink:href="#x">KEEP</text:a>'
    ),
    "ruby": p(
        "<text:ruby><text:ruby-base>KEEP</text:ruby-base><text:ruby-text>DROP</text:ruby-text></text:ruby> KEEP"
    ),
    "spaces": p(
        "KEEP<text:s/>KEEP<text:tab/>KEEP<text:line-break/>KEEP\n   KEEP<text:soft-page-break/> KEEP"
    ),
    "nested-lists": lst(
        item(p(), p(), lst(item(p()), item(p()))), item(p("KEEP", tag="h")), item(p(), tag="list-header")
    ),
    "numbered-paragraph": f"<text:numbered-paragraph>{p()}</text:numbered-paragraph>",
    "nested-table": table(row(cell(p(), table(row(TWO)), p()), cell(p()))),
    "sub-table": table(
        row(cell('<table:table table:is-sub-table="true">' + row(TWO) + "</table:table>"), cell(p()))
    ),
    "covered-cells": table(
        row(cell(p(), more=' table:number-columns-spanned="2"') + "<table:covered-table-cell/>"), row(TWO)
    ),
    "row-groups": table(
        f"<table:table-header-rows>{row(TWO)}</table:table-header-rows><table:table-row-group><table:table-rows>"
        + row(TWO)
        + "</table:table-rows></table:table-row-group>"
    ),
    "soft-page-break-in-a-table": table(row(TWO), "<text:soft-page-break/>", row(TWO)),
    "text-box": p("KEEP" + frame(box(p(), lst(item(p()))))),
    "text-box-in-a-text-box": p("KEEP" + frame(box(p("KEEP" + frame(box(p())))))),
    "text-box-in-a-group": p("KEEP<draw:g>" + frame(box(p())) + frame(box(p())) + "</draw:g>"),
    "shape": p(f"KEEP<draw:custom-shape>{p()}</draw:custom-shape>"),
    "shape-at-the-page": f"<draw:rect>{p()}</draw:rect>",
    "linked-frame": p(f'KEEP<draw:a xlink:href="https://example.org/">{frame(box(p()))}</draw:a>'),
    "frame-in-a-span": p("KEEP<text:span>" + frame(box(p())) + "</text:span>"),
    "formula": p("KEEP " + frame('<draw:object xlink:href="./Object 1"/>')),
    "contents": f"<text:table-of-content><text:index-title>{p('DROP')}</text:index-title><text:index-body>{p('DROP')}</text:index-body></text:table-of-content>",
    "notes": p(f"KEEP{note(p('FOOT') + lst(item(p('FOOT'))))} KEEP{note(p('END'), 'endnote')}"),
    "note-with-a-table": p(f"KEEP{note(table(row(cell(p('FOOT')), cell(p('FOOT')))))}"),
    "right-to-left": p('<text:span text:style-name="Rtl">KEEP</text:span> KEEP'),
}
"""The body's fragments, by what makes each of them a trap; FOOT and END are the words of notes, which come last."""

STYLES = (
    '<style:style style:name="Secret" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="SecretChild" style:family="text" style:parent-style-name="Secret"/>'
    '<style:style style:name="Unseen" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
)
FORMULA = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>KEEP</mi></mrow>'
    '<annotation encoding="StarMath 5.0">DROP</annotation></semantics></math>'
)
"""The part that the formula's frame leads to."""
