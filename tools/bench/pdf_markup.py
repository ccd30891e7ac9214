"""Labelled texts in the languages that typesetters read: HTML and Typst; OpenDocument stands by itself.

Each has a running head, a running foot with the page's number, and its footnotes where they hang.
"""

from __future__ import annotations

import itertools
from html import escape

from bench.pdf_texts import Labelled, Piece

RUNNING_HEAD = "The Daily Meridian"
RUNNING_FOOT = "Weekend edition"
FONTS = {
    "ar": "Noto Naskh Arabic", "he": "Noto Serif Hebrew", "ja": "Noto Serif CJK JP", "ko": "Noto Serif CJK KR",
    "zh": "Noto Serif CJK SC",
}  # fmt: skip
OTHER_FONT = "Noto Serif"

_CSS = """
@page {{ size: {sheet}; margin: {margin}; @top-left {{ content: "{head}"; font-size: 8pt }}
  @bottom-center {{ content: "{foot} · " counter(page); font-size: 8pt }} }}
body {{ font: 10.5pt/1.35 "{font}", "{other}"; text-align: justify; hyphens: auto }}
h1 {{ font-size: 20pt; text-align: start; line-height: 1.2 }} h2 {{ font-size: 13pt; text-align: start }}
p {{ margin: 0 0 7pt }} blockquote {{ font-style: italic }} td, th {{ text-align: start; padding: 2pt 6pt }}
table {{ margin: 8pt 0; border-collapse: collapse }} .ruled td, .ruled th {{ border: 0.5pt solid }}
div {{ column-count: {columns}; column-gap: 7mm }} span {{ float: footnote; font-size: 8.5pt }}
"""
_TYPST = """
#set page(paper: "{sheet}", margin: 2cm, columns: {columns}, header: text(8pt)[{head} #h(1fr) 12 May 2024],
  footer: align(center, text(8pt)[{foot} · #context counter(page).display()]))
#set text(font: ("{font}", "{other}"), size: 10pt, lang: "{language}")
#set par(justify: true)
#place(top + center, scope: "parent", float: true, text(20pt, weight: "bold", {title}))
"""
_TAGS = {"heading": "h2", "paragraph": "p", "quote": "blockquote", "list_item": "li"}


def font_of(text: Labelled) -> str:
    """Return the name of the font for a text's script."""
    return FONTS.get(text.language[:2], OTHER_FONT)


def table_rows(piece: Piece) -> list[list[str]]:
    """Return the cells of a table, row by row."""
    return [row.split("\t") for row in piece.text.split("\n")]


def is_ruled(text: Labelled) -> bool:
    """Return whether the tables of a text have rules: those of half the texts have."""
    return sum(map(ord, text.name)) % 2 == 0


def as_html(text: Labelled, columns: int, *, notes: bool = True) -> str:
    """Return a text as a web page for print, in so many columns under a title across them."""
    style = _CSS.format(
        sheet="A5" if text.small else "A4",
        margin="1.6cm 1.4cm" if text.small else "2.2cm",
        head=RUNNING_HEAD,
        foot=RUNNING_FOOT,
        font=font_of(text),
        other=OTHER_FONT,
        columns=columns,
    )
    body = []
    for kind, group in by_lists(text):
        rows = [_html_piece(text, piece, note if notes else None) for piece, note in group]
        body += [f"<{kind}>", *rows, f"</{kind}>"] if kind else rows
    way = "rtl" if text.leftward else "ltr"
    title = escape(text.title)
    return (
        f'<!doctype html><html lang="{text.language}" dir="{way}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style><body><h1>{title}</h1><div>{''.join(body)}</div></body></html>"
    )


def _html_piece(text: Labelled, piece: Piece, note: str | None) -> str:
    if piece.kind == "table":
        rows = []
        for place, row in enumerate(table_rows(piece)):
            tag = "td" if place else "th"
            rows.append("".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row))
        inner = "".join(f"<tr>{row}</tr>" for row in rows[1:])
        ruled = ' class="ruled"' if is_ruled(text) else ""
        return f"<table{ruled}><thead><tr>{rows[0]}</tr></thead><tbody>{inner}</tbody></table>"
    mark = f"<span>{escape(note)}</span>" if note else ""
    return f"<{_TAGS[piece.kind]}>{escape(piece.text)}{mark}</{_TAGS[piece.kind]}>"


def as_typst(text: Labelled, columns: int) -> str:
    """Return a text as a Typst document, in so many columns under a title across them."""
    rows = [
        _TYPST.format(
            sheet="a5" if text.small else "a4",
            head=RUNNING_HEAD,
            foot=RUNNING_FOOT,
            font=font_of(text),
            other=OTHER_FONT,
            columns=columns,
            language=text.language[:2],
            title=_typst_string(text.title),
        )
    ]
    for piece, note in with_notes(text):
        words = "#" + _typst_string(piece.text) + (f"#footnote({_typst_string(note)})" if note else "")
        forms = {
            "heading": f"\n= {words}\n",
            "list_item": f"{'+' if piece.number else '-'} {words}",
            "quote": f"\n#quote(block: true)[{words}]\n",
            "table": _typst_table(text, piece),
        }
        rows.append(forms.get(piece.kind, f"\n{words}\n"))
    return "\n".join(rows)


def _typst_table(text: Labelled, piece: Piece) -> str:
    head, *rows = table_rows(piece)
    cells = ", ".join(_typst_string(cell) for row in rows for cell in row)
    heads = ", ".join(f"strong({_typst_string(cell)})" for cell in head)
    stroke = "" if is_ruled(text) else "stroke: none, "
    return f"\n#table({stroke}columns: {len(head)}, table.header({heads}), {cells})\n"


def _typst_string(text: str) -> str:
    """Return a text as a string of Typst, in which no mark means anything."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def with_notes(text: Labelled) -> list[tuple[Piece, str | None]]:
    """Return the pieces, each with the footnote that hangs on it or None."""
    notes = {note.at: note.text for note in text.footnotes}
    return [(piece, notes.get(place)) for place, piece in enumerate(text.pieces)]


def by_lists(text: Labelled) -> list[tuple[str, list[tuple[Piece, str | None]]]]:
    """Return the pieces in groups: those of a list (under "ul" or "ol"), and those between lists (under "")."""

    def listed(row: tuple[Piece, str | None]) -> str:
        return "" if row[0].kind != "list_item" else "ol" if row[0].number else "ul"

    return [(kind, list(group)) for kind, group in itertools.groupby(with_notes(text), key=listed)]
