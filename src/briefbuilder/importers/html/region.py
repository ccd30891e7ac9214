"""A second opinion on which blocks are the article: the part of the page in which its running text lies.

No library is asked. The text that is no link weighs; from the page's body the way leads down to that element
which holds most of it, as long as one child does; what is furniture by its name is not followed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from briefbuilder.domain.text import Figure, Heading, Table
from briefbuilder.importers.clean import key
from briefbuilder.importers.html.candidate import Candidate

_SHARE = 0.7
"""The share of an element's text that one child must hold for the way to lead down to it."""

_MAIN = 0.4
"""An element with more than this share of the page's running text is no furniture, whatever its name."""

_MOST = 0.6
_OF_ITS_OWN = 1500
"""Letters of running text outside furniture: as many are a text of their own."""

_TEXT = 3
"""Blocks of running text side by side that no gallery holds: there, each picture has a line or two."""

_SHORTEST = 40
"""Letters: shorter blocks do not show where the text lies."""

_PAGE = frozenset({"html", "body", "article", "main"})
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "menu", "form"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|disqus|respond|related|recirc|recommend(?:ed|ations?)?|most-?(?:read|popular)|trending"
    r"|share|sharing|social(?![\w-]*-embed)|follow|newsletter|subscri(?:be|ption)|signup|promo|sponsor(?:ed)?|advert(?:isement)?s?|ads?|ad-|banner"
    r"|cookies?|consent|paywall|breadcrumbs?|pagination|pager|menu|navigation|navbar|sidebar|side-?bar|footer|foot|widget(?!.*(?:tweet|quote))|toolbar"
    r"|outbrain|taboola|read-?(?:more|next|also)|more-?(?:from|stories|on|articles?|posts?|news)|next-?(?:story|stories|posts?|articles?)"
    r"|(?:latest|recent|popular|previous)-?(?:stories|posts?|articles?|news)|teasers?|tags?|tag-?list|hatnote|navbox|mw-editsection"
    r"|skip-?link|screen-reader-text|sr-only|visually-?hidden|print-?only|noprint|author-?(?:bio|box|info))(?:$|[\s_-])",
    re.IGNORECASE,
)

_HOLDING = re.compile(r"(?<!\S)(?:with|has|no|without)-[\w-]*", re.IGNORECASE)
"""Classes that tell what stands within an element, or does not: it is none of that itself."""

_GALLERY = re.compile(
    r"(?:^|[\s_-])(?:(?:photo-?|image-?|full-?|res)?galler(?:y|ies)(?:item)?|slide-?shows?|carousel|lightbox|slider|galleria|galerie|fotostrecke"
    r"|bildergalerie)(?:$|[\s_-])",
    re.IGNORECASE,
)


class Furniture(NamedTuple):
    """What stands in parts of a page that are furniture by their name.

    `places` are those of the candidates in it, `parts` the outermost such elements; `is_less` tells whether most
    of the page's running text, and as much as makes a text of its own, stands outside.
    """

    places: set[int]
    parts: list[HtmlElement]
    is_less: bool


def furniture_of(candidates: Sequence[Candidate], root: HtmlElement) -> Furniture:
    """Return the furniture of a page."""
    every = _gathered(candidates, range(len(candidates)))
    main = _MAIN * every.get(root, 0.0)
    galleries = _galleries(candidates, every)
    named = {element: False for element, own in every.items() if own > main}
    for gallery in galleries:
        named |= dict.fromkeys((element for element in gallery.iter() if element in every), True)
    places = {place for place, one in enumerate(candidates) if is_furniture(one.element, named)}
    parts = [one for one, apart in named.items() if apart and not _is_within(one, named)]
    outside = sum(_weight(one) for place, one in enumerate(candidates) if place not in places)
    is_less = outside >= max(_OF_ITS_OWN, _MOST * every.get(root, 0.0))
    return Furniture(places, parts, is_less)


def _is_within(element: HtmlElement, named: Mapping[HtmlElement, bool]) -> bool:
    around = element.getparent()
    return around is not None and named.get(around, False)


def _galleries(candidates: Sequence[Candidate], every: Mapping[HtmlElement, float]) -> Iterator[HtmlElement]:
    """Yield the galleries of a page; their captions may well be longer than the text that they stand in."""
    texts = Counter(one.element.getparent() for one in candidates if _weight(one))
    for element in every:
        named = element.tag not in _PAGE and _GALLERY.search(_names(element))
        if named and not any(texts[inner] >= _TEXT for inner in element.iter()):
            yield element


def in_region(candidates: Sequence[Candidate], root: HtmlElement, furniture: set[int]) -> list[int]:
    """Return the places of the candidates in the part of the page where its running text lies."""
    open_places = [place for place in range(len(candidates)) if place not in furniture]
    weights = _gathered(candidates, open_places)
    region = root
    while True:
        best = max(region, key=lambda child: weights.get(child, 0.0), default=None)
        if best is None or weights.get(best, 0.0) < _SHARE * weights.get(region, 1.0):
            break
        region = best
    inside = set(region.iter())
    found = [place for place in open_places if candidates[place].element in inside]
    return [place for place in found if _is_text(candidates[place])]


def _gathered(candidates: Sequence[Candidate], places: Iterable[int]) -> dict[HtmlElement, float]:
    """Return for each element the letters of running text in it."""
    weights: dict[HtmlElement, float] = {}
    for place in places:
        own = _weight(candidates[place])
        if own:
            for element in (candidates[place].element, *candidates[place].element.iterancestors()):
                weights[element] = weights.get(element, 0.0) + own
    return weights


def is_furniture(element: HtmlElement, named: dict[HtmlElement, bool]) -> bool:
    """Tell whether an element stands in a part that is furniture by its name; `named` keeps what was found out."""
    way: list[HtmlElement] = []
    here: HtmlElement | None = element
    found = False
    while here is not None:
        if here in named:
            found = named[here]
            break
        way.append(here)
        here = here.getparent()
    for one in reversed(way):
        found = found or _is_furniture(one)
        named[one] = found
    return found


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _PAGE:
        return False
    if element.tag in _FURNITURE_TAGS or element.get("role") in {
        "navigation",
        "complementary",
        "contentinfo",
        "search",
    }:
        return True
    return _is_named(element.get("class") or "") or (
        _is_named(element.get("id") or "") and not _is_after_heading(element)
    )


@lru_cache(maxsize=4096)
def _is_named(names: str) -> bool:
    """Tell whether classes or an id name furniture; a page says the same ones over and over."""
    own = _HOLDING.sub("", names)
    return bool(_FURNITURE.search(own) or _GALLERY.search(own))


def _is_after_heading(element: HtmlElement) -> bool:
    """Tell whether an element bears the words of its own heading as its id: a section on sharing is no furniture."""
    first = next(element.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
    words = key("".join(first.itertext())) if first is not None else ""
    return bool(words) and words.startswith(key(element.get("id") or ""))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _weight(candidate: Candidate) -> float:
    """Return the letters of a block that are no link, 0 for what shows nothing."""
    if isinstance(candidate.block, Heading | Figure) or candidate.size < _SHORTEST:
        return 0.0
    if isinstance(candidate.block, Table):
        return candidate.size * 0.5
    return candidate.size * (1.0 - candidate.linked)


def _is_text(candidate: Candidate) -> bool:
    return bool(candidate.words) and (candidate.linked < 0.6 or isinstance(candidate.block, Heading))
