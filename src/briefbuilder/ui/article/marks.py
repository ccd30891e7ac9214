"""What is painted over and beside an article's text: its tags, the evidence, the target."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtGui import QColor, QTextCharFormat

from briefbuilder.domain.article import Section
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Evidence, Suggestion, Tag, Taxonomy
from briefbuilder.ui.article.places import Places
from briefbuilder.ui.article.target import Target
from briefbuilder.ui.article.view import Highlight
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import blended


def tag_highlights(
    tags: Iterable[Tag], sections: Collection[Passage], taxonomy: Taxonomy, places: Places, theme: Theme
) -> list[Highlight]:
    """Return a coloured ground and a line for each tag on less than one of the sections, whose chips say enough.

    The line shows to those who do not see the colour; shorter tags lie over longer ones, so that each can be seen.
    """
    found: list[Highlight] = []
    for tag in tags:
        topic = taxonomy.shown(tag.topic)
        ends = places.ends_of(tag.passage)
        if ends is None or tag.passage in sections:
            continue
        letters = QTextCharFormat()
        share = 0.30 if theme.dark else 0.16
        letters.setBackground(blended(QColor(topic.colour), theme.colours.colour("paper"), share))
        letters.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        letters.setUnderlineColor(blended(QColor(topic.colour), theme.colours.colour("text"), 0.6))
        found.append(Highlight(*ends, letters))
    return sorted(found, key=_longest_first)


def _longest_first(mark: Highlight) -> int:
    return mark.start - mark.end


def evidence_highlights(
    section: Section, suggestion: Suggestion | None, places: Places, theme: Theme
) -> list[Highlight]:
    """Return a ground under the words that a suggestion rests on."""
    if suggestion is None:
        return []
    letters = QTextCharFormat()
    letters.setBackground(theme.colours.colour("evidence"))
    ends = (evidence_ends(section, evidence, places) for evidence in suggestion.evidence)
    return [Highlight(*each, letters) for each in ends if each is not None]


def evidence_ends(section: Section, evidence: Evidence, places: Places) -> tuple[int, int] | None:
    """Return the document positions of a piece of evidence, whose offsets count in the section's text."""
    start = _position(section, evidence.start, places, at_end=False)
    end = _position(section, evidence.end, places, at_end=True)
    return None if start is None or end is None else (start, end)


def target_highlights(target: Target, places: Places, theme: Theme) -> list[Highlight]:
    """Return a ground under chosen words that were not selected with the mouse just now."""
    ends = places.ends_of(target.passage)
    if target.kind != "words" or ends is None:
        return []
    letters = QTextCharFormat()
    letters.setBackground(theme.colours.colour("selected"))
    return [Highlight(*ends, letters)]


def _position(section: Section, point: int, places: Places, *, at_end: bool) -> int | None:
    """Return the document position of a code point of a section's text."""
    passed = 0
    for block in section.all_blocks:
        size = len(block.text)
        inside = passed <= point <= passed + size if at_end else passed <= point < passed + size
        if inside:
            placed = places.of(block.id)
            return None if placed is None else placed.position(point - passed)
        passed += size + 1
    return None
