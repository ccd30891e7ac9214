"""Fixes for findings that can be fixed in only one way: pure functions on the briefing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText
from briefbuilder.domain.briefing_edits import remove_item, remove_items, replace_item, set_field
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

Fix = Callable[[Briefing], Briefing]


def fix_for(session: Session, finding: Finding) -> Fix | None:
    """Return the fix of a finding, None if only the user can decide."""
    make = _FIXES.get(finding.code)
    return make(session, finding) if make is not None and _applies(finding) else None


def has_fix(finding: Finding) -> bool:
    """Return whether a finding can be fixed in only one way."""
    return finding.code in _FIXES and _applies(finding)


def _applies(finding: Finding) -> bool:
    """Return whether a finding is in the briefing itself: an article is not corrected from a briefing."""
    return finding.code != "language-differs" or finding.place.article is None


@value(kw_only=False)
class Duplicates:
    """A passage, and the items that quote its words, given by their ids in reading order."""

    passage: Passage
    items: tuple[str, ...]


def find_duplicates(briefing: Briefing, findings: Iterable[Finding]) -> tuple[Duplicates, ...]:
    """Return what findings tell to be quoted more than once and is in the briefing still.

    A passage that is quoted within a longer one is in a group with that alone, after it.
    """
    repeated = [finding for finding in findings if finding.code == "excerpt-duplicate"]
    if not repeated:
        return ()
    from briefbuilder.composing.gather import contains

    excerpts = {excerpt.id: excerpt for excerpt in briefing.excerpts}
    found: dict[str, list[str]] = {}
    for finding in repeated:
        if finding.place.item in excerpts:
            first, again = finding.parameters["first"], finding.place.item
            is_part = first in excerpts and contains(excerpts[first].passage, excerpts[again].passage)
            found.setdefault(again if is_part else first, [first]).append(again)
    groups = (tuple(filter(excerpts.__contains__, names)) for names in found.values())
    return tuple(Duplicates(excerpts[names[-1]].passage, names) for names in groups if len(names) > 1)


def keep_one(briefing: Briefing, groups: Iterable[Duplicates], kept: Collection[str]) -> Briefing:
    """Remove all duplicates of the items in `kept`."""
    gone = [
        name
        for group in groups
        if not set(group.items).isdisjoint(kept)
        for name in group.items
        if name not in kept
    ]
    return remove_items(briefing, gone)


def _on_item(finding: Finding, change: Callable[[Item], Item]) -> Fix:
    def fix(briefing: Briefing) -> Briefing:
        item = briefing.item(finding.place.item or "")
        return briefing if item is None else replace_item(briefing, change(item))

    return fix


def _remove_item(_session: Session, finding: Finding) -> Fix:
    def fix(briefing: Briefing) -> Briefing:
        name = finding.place.item or ""
        return remove_item(briefing, name) if briefing.item(name) is not None else briefing

    return fix


def _restore_quotation(_session: Session, finding: Finding) -> Fix:
    return _on_item(finding, lambda item: replace(item, blocks=None) if isinstance(item, Excerpt) else item)


def _remove_reliability(_session: Session, finding: Finding) -> Fix:
    return _on_item(
        finding, lambda item: replace(item, reliability=None) if isinstance(item, Excerpt) else item
    )


def _clear_field(_session: Session, finding: Finding) -> Fix:
    return lambda briefing: set_field(briefing, finding.place.field or "", "")


def _set_language(_session: Session, finding: Finding) -> Fix:
    return _on_item(finding, lambda item: _with_language(item, finding.parameters["language"]))


def _with_language(item: Item, language: str) -> Item:
    if not isinstance(item, OwnText):
        return item
    return replace(
        item, blocks=tuple(replace(block, language=block.language or language) for block in item.blocks)
    )


def _remove_marking(_session: Session, finding: Finding) -> Fix:
    def fix(briefing: Briefing) -> Briefing:
        item = briefing.item(finding.place.item or "")
        if item is None:
            return replace(briefing, marking=None)
        return replace_item(briefing, replace(item, marking=None))

    return fix


def _gather(session: Session, _finding: Finding) -> Fix:
    from briefbuilder.app.commands.briefings import find_gathering
    from briefbuilder.composing.gather import gather

    return lambda briefing: gather(briefing, find_gathering(session, briefing))


def _raise_marking(session: Session, _finding: Finding) -> Fix:
    """Return the fix that gives a briefing the highest marking of its items."""

    def fix(briefing: Briefing) -> Briefing:
        template = session.resources.template(briefing.template)
        profile = session.resources.profile(template.marking.profile)
        marks = [item.marking for item in briefing.items if item.marking]
        highest = profile.highest([*marks, *([briefing.marking] if briefing.marking else [])])
        return briefing if highest is None else replace(briefing, marking=highest.id)

    return fix


_FIXES: dict[str, Callable[[Session, Finding], Fix]] = {
    "topic-left-out": _gather,
    "excerpt-duplicate": _remove_item,
    "quotation-differs": _restore_quotation,
    "reliability-invalid": _remove_reliability,
    "field-unknown": _clear_field,
    "marking-below-item": _raise_marking,
    "marking-unknown": _remove_marking,
    "language-differs": _set_language,
}
