"""What a block says, and its hash: the one rule that the writer and the reader of corrections share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from briefbuilder.export.docx.bookmarks import paragraphs_in
from briefbuilder.export.docx.ooxml import BR, RUN, TAB, Node, T, qn

_FIELD, _FIELD_TYPE = qn("w:fldChar"), qn("w:fldCharType")
_SIMPLE_FIELD = qn("w:fldSimple")
_DEPTHS = {"begin": 1, "end": -1}
_SIGNS = {TAB: " ", BR: " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "\u2011"}
_DIGITS = 16


def block_text(blocks: Iterable[Node]) -> str:
    """Return the text of paragraphs, and of those in tables, one line for each that has any.

    A tab or line break is a space; white space is folded, soft hyphens and empty paragraphs are
    left out. Fields and the marks of notes, which Word counts anew by itself, have no characters.
    What is marked as deleted has none, what is marked as inserted has.
    """
    lines = (_folded("".join(_characters(paragraph))) for paragraph in paragraphs_in(blocks))
    return "\n".join(filter(None, lines))


def _folded(text: str) -> str:
    # Of all white space only the plain space is printable to Python: most texts are folded by a look.
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def block_hash(text: str) -> str:
    """Return the first sixteen hexadecimal digits of the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _characters(paragraph: Node) -> Iterator[str]:
    depth = 0
    for run in paragraph.iter(RUN):
        parent = run.getparent()
        if parent is not None and parent.tag == _SIMPLE_FIELD:
            continue
        for node in run:
            tag = node.tag
            if tag == _FIELD:
                depth += _DEPTHS.get(node.get(_FIELD_TYPE, ""), 0)
            elif depth > 0:
                continue
            elif tag == T:
                yield (node.text or "").replace("\u00ad", "")
            elif tag in _SIGNS:
                yield _SIGNS[tag]
