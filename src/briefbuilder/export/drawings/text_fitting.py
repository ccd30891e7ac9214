"""Measures texts of drawings and breaks them into lines, with the fonts of the PDF in every format."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefbuilder.domain.document import Content, Document, Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.break_opportunities import BreakKind
from briefbuilder.export.pdf.glyph_runs import GlyphRun, InlineContext, build_glyph_runs, split_runs
from briefbuilder.export.pdf.paragraph import natural_width
from briefbuilder.export.pdf.shaping import ScaledFontCache
from briefbuilder.export.pdf.structure import StructElem

ELLIPSIS = "…"
_WIDER = 1.06
"""How much more room texts get: the reader's computer may lack the font and take a wider one.

The PDF leaves the same room, although it knows its fonts, so that its pages are the same as those of the Word file."""


@dataclass(frozen=True, slots=True)
class TextFitter:
    """Measures the texts of a document's drawings, in points."""

    context: InlineContext

    @classmethod
    def from_document(cls, document: Document) -> TextFitter:
        """Return the object that measures texts in the fonts of a document."""
        return cls(InlineContext(ScaledFontCache(), {}, document.language, tagged=False))

    def width(self, content: Content, style: Style, language: str) -> float:
        """Return the width of the given content on one line."""
        return natural_width(self._runs(content, style, language)) * _WIDER

    def text_width(self, text: str, style: Style, language: str) -> float:
        """Return the width of a text on one line."""
        return self.width((Run(text=text),), style, language)

    def break_lines(
        self, content: Content, style: Style, language: str, width: float, limit: int
    ) -> tuple[Content, ...]:
        """Return the lines of the given content; what does not fit in `limit` lines is cut off after an ellipsis.

        A word that is wider than a line is divided.
        """
        # The runs are measured as they are, in lines that are narrower instead.
        width /= _WIDER
        runs = [part for run in self._runs(content, style, language) for part in _divide(run, width)]
        lines: list[list[GlyphRun]] = [[]]
        for group in split_runs(runs, _may_end_after):
            if lines[-1] and natural_width([*lines[-1], *group]) > width:
                lines.append([])
            for run in group:
                if lines[-1] and natural_width([*lines[-1], run]) > width:
                    lines.append([])
                lines[-1].append(run)
        if len(lines) > limit:
            lines[limit - 1 :] = [[run for line in lines[limit - 1 :] for run in line]]
            last = self._shorten(lines[-1], style, language, width)
            return (*map(_content, lines[:-1]), last)
        return tuple(_content(line) for line in lines if line)

    def _shorten(self, runs: list[GlyphRun], style: Style, language: str, width: float) -> Content:
        """Return as much of a line as fits, with an ellipsis."""
        content = _content(runs)
        text = "".join(run.text for run in content if isinstance(run, Run))
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = natural_width(self._runs(_cut(content, middle), style, language)) <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return _cut(content, low)

    def _runs(self, content: Content, style: Style, language: str) -> list[GlyphRun]:
        return build_glyph_runs(content, style, StructElem("P"), self.context, language)[0]


def _divide(run: GlyphRun, width: float) -> list[GlyphRun]:
    """Return a run as parts that are no wider than a line."""
    if run.word.width <= width or len(run.text) <= 1:
        return [run]
    parts: list[str] = [""]
    for character in run.text:
        if parts[-1] and run.font.word(parts[-1] + character).width > width:
            parts.append("")
        parts[-1] += character
    return [
        run.fragment(part, hyphen=False, last=index == len(parts) - 1) for index, part in enumerate(parts)
    ]


def _may_end_after(run: GlyphRun) -> bool:
    """Return whether a line may end after a run."""
    return bool(run.spaces and not run.is_space_unbreakable) or run.break_after is not BreakKind.NONE


def _content(runs: list[GlyphRun]) -> Content:
    """Return the content of runs, without spaces at its end."""
    result: list[Run] = []
    for index, run in enumerate(runs):
        text = run.text + (" " if run.spaces and index < len(runs) - 1 else "")
        bold = run.font.key.bold
        if result and result[-1].bold == bold:
            result[-1] = replace(result[-1], text=result[-1].text + text)
        else:
            result.append(Run(text=text, bold=bold))
    return tuple(result)


def _cut(content: Content, length: int) -> Content:
    """Return the first characters of content, with an ellipsis."""
    kept: list[Run] = []
    for run in content:
        if isinstance(run, Run) and length > 0:
            kept.append(replace(run, text=run.text[:length]))
            length -= len(run.text)
    text = (kept[-1].text if kept else "").rstrip(" ,;:.–—")
    return (*kept[:-1], replace(kept[-1] if kept else Run(text=""), text=f"{text}{ELLIPSIS}"))
