"""Labelled texts in the languages that typesetters read: HTML and Typst; OpenDocument stands by itself.

Each has a running head, a running foot with the page's number, and the footnote at its paragraph.
"""

from __future__ import annotations

import itertools
from html import escape

from bench.pdf_texts import Labelled, Piece

RUNNING_HEAD = "The Daily Meridian"
RUNNING_FOOT = "Weekend edition"
FONTS = {"ja": "Noto Serif CJK JP", "zh": "Noto Serif CJK SC"}
OTHER_FONT = "Noto Serif"

_CSS = """
@page {{ size: A4; margin: 2.2cm; @top-left {{ content: "{head}"; font-size: 8pt }}
  @bottom-center {{ content: "{foot} · " counter(page); font-size: 8pt }} }}
body {{ font: 10.5pt/1.35 "{font}"; text-align: justify; hyphens: auto }}
h1 {{ font-size: 20pt; text-align: left }} h2 {{ font-size: 13pt; text-align: left }}
p {{ margin: 0 0 7pt }} blockquote {{ font-style: italic }}
div {{ column-count: {columns}; column-gap: 7mm }} span {{ float: footnote; font-size: 8.5pt }}
"""
_TYPST = """
#set page(paper: "a4", margin: 2.3cm, columns: {columns}, header: text(8pt)[{head} #h(1fr) 12 May 2024],
  footer: align(center, text(8pt)[{foot} · #context counter(page).display()]))
#set text(font: "{font}", size: 10pt, lang: "{language}")
#set par(justify: true)
#place(top + center, scope: "parent", float: true, text(20pt, weight: "bold", {title}))
"""


def font_of(text: Labelled) -> str:
    """Return the name of the font for a text's script."""
    return FONTS.get(text.language[:2], OTHER_FONT)


def as_html(text: Labelled, columns: int) -> str:
    """Return a text as a web page for print, in so many columns under a title across them."""
    style = _CSS.format(head=RUNNING_HEAD, foot=RUNNING_FOOT, font=font_of(text), columns=columns)
    tags = {"heading": "h2", "paragraph": "p", "quote": "blockquote", "list_item": "li"}
    body = []
    for listed, group in by_lists(text):
        rows = [
            f"<{tags[piece.kind]}>{escape(piece.text)}{f'<span>{escape(note)}</span>' if note else ''}</{tags[piece.kind]}>"
            for piece, note in group
        ]
        body += ["<ul>", *rows, "</ul>"] if listed else rows
    title = escape(text.title)
    return (
        f'<!doctype html><html lang="{text.language}"><meta charset="utf-8"><style>{style}</style>'
        f"<body><h1>{title}</h1><div>{''.join(body)}</div></body></html>"
    )


def as_typst(text: Labelled, columns: int) -> str:
    """Return a text as a Typst document, in so many columns under a title across them."""
    rows = [
        _TYPST.format(
            head=RUNNING_HEAD,
            foot=RUNNING_FOOT,
            font=font_of(text),
            columns=columns,
            language=text.language[:2],
            title=_typst_string(text.title),
        )
    ]
    for piece, note in with_notes(text):
        words = "#" + _typst_string(piece.text) + (f"#footnote({_typst_string(note)})" if note else "")
        forms = {
            "heading": f"\n= {words}\n",
            "list_item": f"- {words}",
            "quote": f"\n#quote(block: true)[{words}]\n",
        }
        rows.append(forms.get(piece.kind, f"\n{words}\n"))
    return "\n".join(rows)


def _typst_string(text: str) -> str:
    """Return a text as a string of Typst, in which no mark means anything."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def with_notes(text: Labelled) -> list[tuple[Piece, str | None]]:
    """Return the pieces, each with the footnote that hangs on it or None."""
    note = text.footnote
    return [
        (piece, note.text if note and note.at == place else None) for place, piece in enumerate(text.pieces)
    ]


def by_lists(text: Labelled) -> list[tuple[bool, list[tuple[Piece, str | None]]]]:
    """Return the pieces in groups: those of a list, and those between lists."""
    rows = itertools.groupby(with_notes(text), key=lambda row: row[0].kind == "list_item")
    return [(listed, list(group)) for listed, group in rows]
