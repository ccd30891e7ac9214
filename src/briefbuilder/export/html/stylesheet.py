"""Build the CSS of an HTML page, for screen and print, from the styles of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from briefbuilder.domain.styles import Align, PageSetup, Role, Style, StyleSheet
from briefbuilder.export.pdf.break_opportunities import has_hyphenation
from briefbuilder.system.fonts import font_class

_COLOUR = re.compile("#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
_NOT_IN_FONTS = re.compile(r"[^\w .-]")
ALIGNS: dict[Align, str] = {"start": "start", "end": "end", "centre": "center", "justify": "justify"}
_SELECTORS: dict[Role, str] = {
    "title": "h1.title",
    "heading1": ".heading1",
    "heading2": ".heading2",
    "heading3": ".heading3",
    "heading4": ".heading4",
    "heading5": ".heading5",
    "heading6": ".heading6",
    "quote": "blockquote",
    "source": ".source",
    "list": "li",
    "callout": "aside",
    "caption": "caption, figcaption, .caption",
    "code": "pre",
    "footnote": ".footnotes li",
    "endnote": ".endnotes li",
    "table": "table, .table",
    "table-header": "th, .table-header",
    "marking": ".marking",
}
_WITHOUT_SPACING: tuple[Role, ...] = ("table", "table-header", "list", "footnote", "endnote")
"""Roles whose spacing is set by the fixed rules."""

_RULES: dict[Role, tuple[str, str]] = {
    "quote": ("inline-start", "2pt"),
    "callout": ("inline-start", "2pt"),
    "footer": ("top", ".5pt"),
}
"""Where the rule of a role is and how thick; that of the others is a thin one below."""

_FIXED = """\
@counter-style letters-in-brackets { system: extends lower-alpha; suffix: ") "; }
* { box-sizing: border-box; }
html { background: #fff; color-scheme: light; }
p, pre, h1, h2, h3, h4, h5, h6, blockquote, figure { margin: 0; }
ul, ol { margin: 0; }
ul, ol { padding-inline-start: 2em; }
nav ol, .footnotes ol, .endnotes ol { margin: 0 0 1em; }
nav ol { list-style: none; padding: 0; }
ol.depth0 { list-style-type: decimal; }
ol.depth1 { list-style-type: lower-alpha; list-style-type: letters-in-brackets; }
ol.depth2, .endnotes ol { list-style-type: lower-roman; }
ul.depth0 { list-style-type: disc; }
ul.depth1 { list-style-type: "– "; }
ul.depth2 { list-style-type: square; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; }
cite { display: block; }
blockquote > * + * { margin-top: .5em; }
.number { margin-inline-end: .6em; }
.band { display: flex; justify-content: space-between; gap: 1em; }
.band > * { flex: 1; }
.band > .middle { text-align: center; }
.band > .end { text-align: end; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16pt; margin: 4pt 0 8pt; }
table { border-collapse: collapse; width: 100%; margin: 6pt 0 10pt; }
th, td { padding: 3pt 5pt; text-align: start; vertical-align: top; }
table.plain th { background: none; }
table.plain th, table.plain td { padding: 1pt 0; padding-inline-end: 8pt; }
table.grid th, table.grid td { border: .5pt solid #8a8f98; }
caption { text-align: start; }
sup, sub { font-size: 75%; line-height: 0; }
a { color: #0b4f8a; }
.keeps-case { text-transform: none; }
.mark a, nav a { color: inherit; text-decoration: none; }
ul, ol { margin-bottom: 6pt; }
li > ul, li > ol { margin-bottom: 0; }
li + li, li > ul, li > ol { margin-top: .25em; }
td > :last-child, th > :last-child, blockquote > :last-child { margin-bottom: 0; }
.footnotes { border-top: .5pt solid #8a8f98; margin-top: 18pt; padding-top: 6pt; }
@media print {
  body { max-width: none; padding: 0; }
  .new-page { break-before: page; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
}
"""
_OVERRIDES = (
    "table .number-cell, table .number-cell > * { text-align: end; }\n"
    "blockquote li { font: inherit; color: inherit; text-align: inherit; }"
)
"""Follow the rules of the roles, which they override: cells of numbers, and lists in quotations."""


def build_css(sheet: StyleSheet, page: PageSetup, language: str) -> str:
    """Return the style sheet of the page; it loads nothing."""
    width = max(page.width - page.inner - page.outer, 144.0)
    body = "; ".join(_declarations(sheet.style("body"), "body", spacing=False))
    rules = [
        f"@page {{ size: {_points(page.width)} {_points(page.height)}; margin: {_points(page.top)} {_points(page.inner)}; }}",
        f"body {{ {body}; max-width: calc({_points(width)} + 4em); margin: 0 auto; padding: 2em; }}",
    ]
    roles: tuple[Role, ...] = get_args(Role)
    divides = has_hyphenation(language)
    for role in roles:
        style = sheet.style(role)
        selector = _SELECTORS.get(role, f".{role}")
        if divides and style.align == "justify":
            rules.append(f"{selector} {{ hyphens: auto; }}")
        rules.append(
            f"{selector} {{ {'; '.join(_declarations(style, role, spacing=role not in _WITHOUT_SPACING))}; }}"
        )
    rules.append(_OVERRIDES)
    return _FIXED + "\n".join(rules) + "\n"


def _declarations(style: Style, role: Role, *, spacing: bool) -> Iterator[str]:
    yield f"font-family: {_family(style)}"
    yield f"font-size: {_points(style.size)}"
    yield f"line-height: {style.leading / style.size if style.size else 1.3:.3g}"
    yield f"font-weight: {'bold' if style.bold else 'normal'}"
    yield f"font-style: {'italic' if style.italic else 'normal'}"
    yield f"color: {_colour(style.colour, '#000000')}"
    yield f"text-align: {ALIGNS[style.align]}"
    if style.capitals:
        yield "text-transform: uppercase"
    if style.background:
        yield f"background: {_colour(style.background, 'none')}"
    if spacing:
        yield from _spacing(style, role)


def _spacing(style: Style, role: Role) -> Iterator[str]:
    yield f"margin: {_points(style.space_before)} 0 {_points(style.space_after)}"
    if style.indent_start or style.indent_end:
        yield f"margin-inline: {_points(style.indent_start)} {_points(style.indent_end)}"
    if style.first_line:
        yield f"text-indent: {_points(style.first_line)}"
    side, rule = _RULES.get(role, ("bottom", ".5pt"))
    if style.rule:
        yield f"border-{side}: {rule} solid {_colour(style.rule, '#000000')}"
    if style.background or (style.rule and side == "inline-start"):
        yield "padding: 2pt 8pt"


def _family(style: Style) -> str:
    """Return the families of a style with fallbacks that every computer has."""
    safe, other = (_NOT_IN_FONTS.sub(" ", name).strip() for name in (style.font, style.east_asian))
    fallbacks = {
        "mono": '"DejaVu Sans Mono", Consolas, monospace',
        "sans": "Arial, Helvetica, sans-serif",
        "serif": 'Cambria, "Times New Roman", serif',
    }[font_class(safe)]
    return ", ".join([*(f'"{name}"' for name in (safe, other) if name), fallbacks])


def _colour(value: str, default: str) -> str:
    return value if _COLOUR.fullmatch(value) else default


def _points(value: float) -> str:
    return f"{value:.6g}pt"
