"""What an RTF file is found to hold, in the terms of a Word document."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from briefbuilder.domain.article import Picture


@dataclass(slots=True)
class Converted:
    """What an RTF file holds."""

    blocks: list[_Element] = field(default_factory=list)
    notes: dict[tuple[str, str], list[_Element]] = field(default_factory=dict)
    asides: list[tuple[str, str]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[Picture | None, str]] = field(default_factory=list)
    cut: bool = False
