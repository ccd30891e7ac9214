"""How the house's own export tells who may see what: in brackets, in the briefing's language.

An export for an audience says nothing of the kind: it holds what the audience may see, and no trace of the rest.
"""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.composing.material import Material
from briefbuilder.domain.briefing import Item
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Block, Span


def label_of(release: Release | None, material: Material) -> str:
    """Return a release in words, empty where nothing is to be told."""
    if release is None or material.audience is not None:
        return ""
    if release.disclosure == "named":
        return f"{material.word('named')} {', '.join(release.audiences)}"
    return material.word(release.disclosure)


def with_labels(blocks: tuple[Block, ...], item: Item, material: Material) -> tuple[Block, ...]:
    """Return an item's blocks, each that bears a release with the words for it before its own."""
    labels = [label_of(item.releases.get(block.id), material) for block in blocks]
    whole = label_of(item.release, material)
    if whole and labels:
        labels[0] = f"{whole}; {labels[0]}" if labels[0] and labels[0] != whole else whole
    return tuple(
        _labelled(block, label, material) if label else block
        for block, label in zip(blocks, labels, strict=True)
    )


def _labelled(block: Block, label: str, material: Material) -> Block:
    words = Span(f"[{label}] ", italic=True, language=material.language)
    return replace(block, content=(words, *block.content))
