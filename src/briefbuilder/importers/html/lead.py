"""The lead of a page: what it marks as one, or a first block that only rewords the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.clean import key
from briefbuilder.importers.html.walk import Candidate
from briefbuilder.importers.wording import rewords

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|subtitle|sub-?title|subheadline|sub-?head|sottotitolo|occhiello|sommario|catenaccio|chapo|chapeau"
    r"|dek|deck|lede|entradilla|bajada|vorspann|article-?lead|article__lead|lead-?text|ingress|strapline|abstract)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FIRST = 6
_SHORTEST, _LONGEST = 20, 500


def find_lead(
    candidates: Sequence[Candidate], chosen: Sequence[int], title: str, description: str | None
) -> int | None:
    """Return the place of the candidate that is the lead, None where nothing shows one."""
    if not chosen:
        return None
    first = _first_paragraph(candidates, chosen)
    before = [place for place in range(max(0, chosen[0] - 12), first + 1) if _may_be(candidates[place])]
    for place in before:
        if _is_marked(candidates[place].element):
            return place
    told = key(description or "")
    for place in before:
        candidate = candidates[place]
        unlike_text = isinstance(candidate.block, Heading) or place < chosen[0]
        if told and candidate.words == told and unlike_text and candidate.words != key(title):
            return place
    for place in chosen[:_FIRST]:
        text = candidates[place].block.text
        if key(text) != key(title) and _may_be(candidates[place]) and rewords(text, title):
            return place
    return None


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
        and _SHORTEST <= len(candidate.block.text) <= _LONGEST
    )


def _is_marked(element: HtmlElement) -> bool:
    """Tell whether an element, or what it alone fills, is called a lead by its class or its property."""
    for own in (element, element.getparent()):
        if own is None or len(own) > 3:
            continue
        names = f"{own.get('class') or ''} {own.get('id') or ''}"
        if _CLASS.search(names) or (own.get("itemprop") or "").lower() in {
            "alternativeheadline",
            "alternativename",
        }:
            return True
    return False
