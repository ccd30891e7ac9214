"""Inline content as Markdown: emphasis, code, links and the marks of notes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from briefbuilder.domain.document import Content, Document, NoteMark, Run
from briefbuilder.export.markdown.escaping import code_span, escaped, guarded
from briefbuilder.export.unpaged import Note, field_text, lines_of, merged, notes_of, web_address

Place = Literal["block", "line", "cell"]
"""Where content stands: lines that are broken, a heading's one line, or a cell's."""

_BREAKS: dict[Place, str] = {"block": "\\\n", "line": " ", "cell": "<br>"}
_CLOSING = frozenset(".,;:?)")
_EMPHASIS: tuple[tuple[Literal["strike", "italic", "bold"], str, str], ...] = (
    ("strike", "~~", "del"),
    ("italic", "_", "em"),
    ("bold", "**", "strong"),
)


@dataclass(slots=True)
class Inlines:
    """Writes content; notes are numbered once for the whole document."""

    document: Document
    notes: dict[str, Note] = field(init=False)

    def __post_init__(self) -> None:
        """Number the notes."""
        self.notes = notes_of(self.document)

    def text(self, content: Content, place: Place = "block", *, bold: bool = False) -> str:
        """Return content as Markdown, or "" where it shows nothing."""
        pieces = self._pieces(content, bold=bold)
        whole = ""
        for index, piece in enumerate(pieces):
            if isinstance(piece, str):
                whole += piece
            else:
                follows = pieces[index + 1] if index + 1 < len(pieces) else "\n"
                whole += _formed(piece, whole[-1:], follows, cell=place == "cell")
        lines = [line for line in (line.strip() for line in whole.split("\n")) if line]
        if place == "block":
            lines = [guarded(line) for line in lines]
        return _BREAKS[place].join(lines)

    def _pieces(self, content: Content, *, bold: bool) -> list[Run | str]:
        """Return runs that have no line ends, line ends, and marks that are written as they stand."""
        simple = tuple(
            _simple(inline, bold=bold) if isinstance(inline, Run) else inline for inline in content
        )
        pieces: list[Run | str] = []
        for inline in merged(simple):
            if isinstance(inline, Run):
                for index, line in enumerate(lines_of(inline.text)):
                    pieces.extend(["\n"] if index else [])
                    pieces.extend([replace(inline, text=line)] if line else [])
            elif isinstance(inline, NoteMark):
                note = self.notes.get(inline.note)
                pieces.extend([f"[^{note.label}]"] if note else [])
            else:
                pieces.append(field_text(inline))
        return pieces


def _simple(run: Run, *, bold: bool) -> Run:
    """Return a run with what Markdown can say; code is never emphasised."""
    simple = Run(text=run.text, code=run.code, link=web_address(run.link) or None)
    if run.code:
        return simple
    return replace(simple, bold=run.bold or bold, italic=run.italic, strike=run.strike, script=run.script)


def _formed(run: Run, before: str, follows: Run | str, *, cell: bool) -> str:
    """Return a run as Markdown; blanks at its ends stay outside of its marks."""
    core = run.text.strip()
    if not core:
        return escaped(run.text)
    start = run.text.index(core)
    lead, trail = escaped(run.text[:start]), escaped(run.text[start + len(core) :])
    starts = not (lead or before) or (lead or before)[-1].isspace()
    text = code_span(core, cell=cell) if run.code else escaped(core)
    if run.script != "baseline":
        tag = "sup" if run.script == "super" else "sub"
        text = f"<{tag}>{text}</{tag}>"
    # Asterisks that touch a letter outside are not emphasis for every reader; elements always are.
    signs = starts and (bool(run.link) or bool(trail) or _parts(follows))
    for name, sign, tag in _EMPHASIS:
        if getattr(run, name):
            text = f"{sign}{text}{sign}" if signs else f"<{tag}>{text}</{tag}>"
    if run.link:
        text = f"[{text}](<{run.link.replace('&', '&amp;')}>)"
    return f"{lead}{text}{trail}"


def _parts(follows: Run | str) -> bool:
    """Tell whether what follows begins with a character that ends emphasis."""
    if isinstance(follows, str):
        return follows == "\n"
    plain = follows == Run(text=follows.text)
    first = follows.text[:1]
    return first.isspace() or (plain and first in _CLOSING)
