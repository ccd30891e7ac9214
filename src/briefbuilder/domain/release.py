"""Who may see a part, an item or a paragraph of a briefing, and the briefing that an audience gets.

Without an audience an export is the house's own: it holds everything. What bears no release goes to
everybody. Pure functions; nothing here knows what a document looks like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from briefbuilder.domain.text import Block, Note
from briefbuilder.domain.values import value

Disclosure = Literal["usable", "closed", "named"]
PUBLIC = "public"
"""The audience for which nothing is named: it gets what goes to everybody."""


@value
class Release:
    """A statement on who may see something.

    `usable` may be said to anybody, `closed` is not for disclosure, `named` goes to the `audiences`
    alone. Names of audiences are compared without regard to case.
    """

    disclosure: Disclosure
    audiences: tuple[str, ...] = ()

    def allows(self, audience: str) -> bool:
        """Tell whether an audience may see what bears this release."""
        if self.disclosure == "named":
            return audience.casefold() in {name.casefold() for name in self.audiences}
        return self.disclosure == "usable"


def allows(release: Release | None, audience: str) -> bool:
    """Tell whether an audience may see what bears a release, or none."""
    return release is None or release.allows(audience)


def strictest_release(releases: Iterable[Release]) -> Release | None:
    """Return the release that keeps from everybody what one of these keeps from them; None for no release."""
    found: Release | None = None
    for release in releases:
        found = release if found is None else _both(found, release)
    return found


def _both(one: Release, other: Release) -> Release:
    if "closed" in {one.disclosure, other.disclosure}:
        return Release(disclosure="closed")
    if one.disclosure == other.disclosure == "named":
        names = tuple(name for name in one.audiences if other.allows(name))
        return Release(disclosure="named", audiences=names) if names else Release(disclosure="closed")
    return one if one.disclosure == "named" else other


def carry_releases(
    before: tuple[Block, ...], after: tuple[Block, ...], releases: Mapping[str, Release]
) -> dict[str, Release]:
    """Return the releases of an edited text's paragraphs, so that editing never opens what was closed.

    A new paragraph takes the release of the one that it was parted from, which stands before it; one that
    took in a paragraph's words, or words of it, takes the stricter of both. A note goes with its mark.
    """
    known = {block.id for block in before}
    found: dict[str, list[Release]] = {}
    last: Release | None = None
    for block in after:
        inherited = None if isinstance(block, Note) else last
        own = releases.get(block.id) if block.id in known else inherited
        last = last if isinstance(block, Note) else own
        if own is not None:
            found.setdefault(block.id, []).append(own)
    there = {block.id: block.text for block in after}
    for block in before:
        release = releases.get(block.id)
        if release is None:
            continue
        for name, text in there.items():
            if name != block.id and _takes_in(text, block.text, there.get(block.id, "")):
                found.setdefault(name, []).append(release)
    stated = ((name, strictest_release(several)) for name, several in found.items())
    return {name: release for name, release in stated if release is not None}


_RUN, _RUN_WITHOUT_SPACES = 24, 10
"""So many neighbouring characters that are gone from a paragraph and stand in another one came from it."""


def _takes_in(text: str, words: str, left: str) -> bool:
    """Tell whether a text holds the words of a paragraph, or a run of them that the paragraph has lost."""
    whole = words.strip()
    if not left and whole and whole in text:
        return True
    return any(run in text for run in _runs(whole) if run not in left)


def _runs(words: str) -> Iterator[str]:
    size = _RUN if " " in words else _RUN_WITHOUT_SPACES
    return (words[at : at + size] for at in range(len(words) - size + 1))
