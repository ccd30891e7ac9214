"""Releases: who may see a part, item or paragraph of a briefing.

Content without a release may be seen by everybody. An export without an audience is internal and contains
everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Literal

from briefbuilder.domain.text import Block, Note
from briefbuilder.domain.values import value

Disclosure = Literal["usable", "closed", "named"]
PUBLIC = "public"
"""The audience that sees only what everybody may see."""

_RUN, _RUN_WITHOUT_SPACES = 24, 10
"""The length of text that counts as moved if it disappeared from one paragraph and is in another."""


@value
class Release:
    """A statement of who may see something.

    "usable" is for everybody, "closed" for nobody, "named" for the `audiences` only. Names of audiences are
    compared without regard to case.
    """

    disclosure: Disclosure
    audiences: tuple[str, ...] = ()

    def allows(self, audience: str) -> bool:
        """Return whether an audience may see content with this release."""
        if self.disclosure == "named":
            return audience.casefold() in {name.casefold() for name in self.audiences}
        return self.disclosure == "usable"


def allows(release: Release | None, audience: str) -> bool:
    """Return whether an audience may see content with a release, or with none."""
    return release is None or release.allows(audience)


def strictest_release(releases: Iterable[Release]) -> Release | None:
    """Return a release that allows only the audiences that all of the given releases allow; None without releases."""
    given = tuple(releases)
    return reduce(_both, given) if given else None


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
    """Return the releases of an edited text's paragraphs, so that editing never discloses restricted text.

    A new paragraph gets the release of the one before it, from which it may have been split; one that received
    text of another paragraph gets the stricter release of both. New notes get no release.
    """
    if not releases:
        return {}
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


def _takes_in(text: str, words: str, left: str) -> bool:
    """Return whether a text contains a removed paragraph, or a run of its text that is no longer in it."""
    whole = words.strip()
    if not left and whole and whole in text:
        return True
    return any(run in text for run in _runs(whole) if run not in left)


def _runs(words: str) -> Iterator[str]:
    size = _RUN if " " in words else _RUN_WITHOUT_SPACES
    return (words[at : at + size] for at in range(len(words) - size + 1))
