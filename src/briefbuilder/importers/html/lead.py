"""The lead of a page: what it marks as one, or a first block that only rewords the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.clean import key
from briefbuilder.importers.html.walk import Candidate
from briefbuilder.importers.wording import rewords

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?titles?|sub-?headlines?|sub-?heads?|sotto-?titolo|occhiello|sommario|catenaccio|chapo|chapeau"
    r"|dek|deck|lede|article-?lead|article__lead|lead-?text|entradilla|bajada|copete|antet[ií]tulo|subt[ií]tulo|linha-?fina|vorspann"
    r"|unterzeile|anrei(?:ss|ß)er|ingress|ingressi|manchet(?:te)?|under-?rubrik|inleiding|perex|anotace|zajawka|lid|strapline|abstract)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of leads in classes, in the languages of those who write pages."""

_LOOSE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:leads?|lead-?in|intro|introduction|intro-?text|summary|excerpt|teaser-?text|tagline|sub-?heading"
    r"|(?:article|story|post|page|news|entry)[_-]*(?:intro|introduction|summary|excerpt|description|desc))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of leads that a text's first paragraph bears as well."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CRUMBS = re.compile(r"\s[>›»/]\s.*\s[>›»/]\s")
_CAPTIONS = frozenset({"figcaption", "caption"})
_FEWEST_WORDS = 8
_FEWEST_WIDE = 18
"""Letters that a subtitle has at least, where words are not parted by spaces."""

_FIRST = 6
_SHORTEST, _LONGEST = 20, 700
_MOST_LINKED = 0.8


def find_lead(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    titles: Sequence[str],
    description: str | None,
) -> int | None:
    """Return the place of the candidate that is the lead, None where nothing shows one.

    `titles` holds the title and the other statements of it: none of them is a lead.
    """
    if not chosen:
        return None
    title = titles[0] if titles else ""
    known = {key(text) for text in titles}
    first = _first_paragraph(candidates, chosen)
    before = [
        place
        for place in range(max(0, chosen[0] - 12), first + 1)
        if _may_be(candidates[place]) and not _is_title(candidates[place], known)
    ]
    home = _home(candidates, chosen)
    heads = [place for place in range(first) if candidates[place].words in known]
    head = heads[-1] if heads else -1
    for place in before:
        element = candidates[place].element
        apart = isinstance(candidates[place].block, Heading) or element.getparent() is not home
        if _is_marked(element, loosely=apart and head < place):
            return place
    told = key(description or "")
    for place in before:
        unlike_text = isinstance(candidates[place].block, Heading) or place < chosen[0]
        if told and candidates[place].words == told and unlike_text:
            return place
    below = next((place for place in before if _is_below_title(candidates, place, known)), None)
    if below is not None:
        return below
    for place in chosen[:_FIRST]:
        candidate = candidates[place]
        if _may_be(candidate) and not _is_title(candidate, known) and rewords(candidate.text, title):
            return place
    return None


def _home(candidates: Sequence[Candidate], chosen: Sequence[int]) -> HtmlElement | None:
    """Return the element in which most of the paragraphs stand."""
    homes = Counter(
        candidates[place].element.getparent()
        for place in chosen
        if isinstance(candidates[place].block, Paragraph)
    )
    return homes.most_common(1)[0][0] if homes else None


def _is_title(candidate: Candidate, known: set[str]) -> bool:
    """Tell whether a block is one of the titles, whole or with a part of it left out or added."""
    words = candidate.words
    if words in known:
        return True
    short = [own for own in known if len(own) > _SHORTEST and (own in words or words in own)]
    return any(len(words) < 1.5 * len(own) for own in short)


def _is_below_title(candidates: Sequence[Candidate], place: int, known: set[str]) -> bool:
    """Tell whether a block is a heading of the length of a sentence that directly follows the title's."""
    block = candidates[place].block
    if not isinstance(block, Heading) or block.level == 1 or place == 0:
        return False
    above = candidates[place - 1]
    if not isinstance(above.block, Heading) or above.words not in known:
        return False
    words = block.text.split()
    return len(words) >= _FEWEST_WORDS or (len(words) < 4 and len(candidates[place].words) >= _FEWEST_WIDE)


def _first_paragraph(candidates: Sequence[Candidate], chosen: Sequence[int]) -> int:
    """Return the place of the first chosen paragraph of some length."""
    long = (
        place
        for place in chosen
        if isinstance(candidates[place].block, Paragraph) and len(candidates[place].words) > 60
    )
    return next(long, chosen[0])


def _may_be(candidate: Candidate) -> bool:
    return (
        isinstance(candidate.block, Heading | Paragraph)
        and _SHORTEST <= len(candidate.text) <= _LONGEST
        and not candidate.text.rstrip().endswith(":")
        and not _CRUMBS.search(candidate.text)
        and candidate.linked < _MOST_LINKED
    )


def _is_marked(element: HtmlElement, *, loosely: bool) -> bool:
    """Tell whether an element, or what it alone fills, is called a lead by its class or its property."""
    if element.tag in _CAPTIONS or next(element.iterancestors("figure"), None) is not None:
        return False
    for own in (element, element.getparent()):
        if own is None or len(own) > 3:
            continue
        names = f"{own.get('class') or ''} {own.get('id') or ''} {own.get('data-testid') or ''}"
        names = _HUMP.sub("-", names)
        if _CLASS.search(names) or (loosely and _LOOSE_CLASS.search(names)):
            return True
        if (own.get("itemprop") or "").lower() in {"alternativeheadline", "alternativename"}:
            return True
    return False
