"""The door: a Document becomes one Markdown file, its marking first and last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefbuilder.domain.document import BandLine, Document, Run
from briefbuilder.export.markdown.blocks import Blocks
from briefbuilder.export.markdown.inlines import Inlines
from briefbuilder.export.markdown.lists import Counter
from briefbuilder.export.unpaged import band_lines, heading_shift, heeded


def render_markdown(
    document: Document,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the file, in UTF-8; the same document gives the same bytes. Raises CancelledError."""
    inlines = Inlines(document)
    writer = Blocks(inlines, heading_shift(document))
    blocks = [*_band(band_lines(document, "top"), inlines)]
    if document.furniture.watermark:
        blocks.append(inlines.text((Run(text=document.furniture.watermark),)))
    blocks.extend(writer.draw(heeded(document.elements, progress, cancelled), Counter()))
    blocks.extend(_notes(inlines))
    blocks.extend(_band(band_lines(document, "bottom"), inlines))
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _notes(inlines: Inlines) -> Iterator[str]:
    """Yield the notes; a note is one line, as no two readers of Markdown agree on longer ones."""
    for note in inlines.notes.values():
        lines = inlines.text(note.note.content).split("\\\n")
        yield f"[^{note.label}]: {'<br>'.join(lines) or '&nbsp;'}"


def _band(lines: tuple[BandLine, ...], inlines: Inlines) -> Iterator[str]:
    for line in lines:
        texts = (inlines.text(content) for content in (line.start, line.centre, line.end))
        yield " — ".join(text for text in texts if text)
