"""Links of a returned file: the addresses in its relationships and fields, and which of them are new or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from urllib.parse import unquote

from lxml.etree import _Element

from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.docx.wordml import parse_link
from briefbuilder.importers.office.xml_names import qn
from briefbuilder.returned.views import Unit

_Link = tuple[str, str]
"""The words and the address of a link."""


class LinkTargets:
    """The addresses to which the links of one part lead."""

    def __init__(self, package: Package, part: str) -> None:
        self._targets: Mapping[str, str] = {
            name: relation.target
            for name, relation in package.relationships(part).items()
            if relation.external and relation.kind == "hyperlink"
        }

    def address(self, hyperlink: _Element) -> str:
        """Return the web or mail address of a `w:hyperlink`, or an empty text."""
        target = self._targets.get(hyperlink.get(qn("r:id")) or "", "")
        anchor = hyperlink.get(qn("w:anchor"))
        return (parse_link(f'HYPERLINK "{target}#{anchor}"' if anchor else f'HYPERLINK "{target}"')) or ""


def changed_links(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[tuple[str, str, str]]:
    """Yield the words of each changed link, its address before, and its address now; an empty address means no link.

    A link that is gone with its words is part of that change.
    """
    old, new = _links(before), _links(after)
    gone, fresh = _without(old, new), _without(new, old)
    text = " ".join(unit.text for unit in after)
    gone = [link for link in gone if fresh or link[0] in text]
    for one, other in zip_longest(gone, fresh, fillvalue=("", "")):
        yield other[0] or one[0], one[1], other[1]


def _links(units: Sequence[Unit]) -> list[_Link]:
    return [(unit.text[link.start : link.end].strip(), link.address) for unit in units for link in unit.links]


def _without(links: Sequence[_Link], others: Sequence[_Link]) -> list[_Link]:
    """Return the links to addresses to which fewer of the others lead."""
    left = Counter(_comparable(address) for _, address in others)
    found: list[_Link] = []
    for words, address in links:
        key = _comparable(address)
        if left[key]:
            left[key] -= 1
        else:
            found.append((words, address))
    return found


def _comparable(address: str) -> str:
    """Return an address without what programs write in different ways."""
    return unquote(address).rstrip("/")
