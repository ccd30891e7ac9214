"""Lists whose marks are typed before a tab, as converters write them that know no lists of RTF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefbuilder.domain.inline import cut, stripped
from briefbuilder.domain.text import ListItem, Paragraph
from briefbuilder.importers.docx.walker import Written
from briefbuilder.importers.plaintext.marks import Mark, mark_of

_MARKS = frozenset({"bullet", "dash", "number", "letter"})


def with_typed_lists(written: Sequence[Written]) -> Iterator[Written]:
    """Yield the blocks, paragraphs with a typed mark as items of a list."""
    before: Mark | None = None
    for one in written:
        mark = _mark(one)
        if mark is None:
            before = None
            yield one
            continue
        ordered = mark.kind in {"number", "letter"}
        content = stripped(cut(one.block.content, mark.length, len(one.block.text)))
        item = ListItem(
            id="",
            content=content,
            ordered=ordered,
            number=mark.value if ordered else None,
            starts=before is None or before.kind != mark.kind,
        )
        before = mark
        yield replace(one, block=item, role="paragraph")


def _mark(one: Written) -> Mark | None:
    text = one.block.text
    if not isinstance(one.block, Paragraph) or one.role != "paragraph" or "\t" not in text[:8]:
        return None
    mark = mark_of(text)
    typed = mark is not None and mark.kind in _MARKS and "\t" in text[: mark.length]
    return mark if typed and text[mark.length if mark else 0 :].strip() else None
