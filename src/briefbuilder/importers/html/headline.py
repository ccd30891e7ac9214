"""Find the title and lead of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.byline import read_byline
from briefbuilder.importers.clean import count_letters, match_key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.html.candidates import Candidate, find_first_paragraph, read_line
from briefbuilder.importers.phrases import phrases

# The lead: a block that is marked as one or follows the title.

_LEAD_CLASS = re.compile(rf"(?:^|[\s_-])(?:{phrases('lead_classes')})(?:$|[\s_-])", re.IGNORECASE)
_LOOSE_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:leads?|lead-?in|intro|introduction|intro-?text|summary|excerpt|teaser-?text|tagline|sub-?heading"
    r"|(?:article|story|post|page|news|entry|content)[_-]*(?:intro|introduction|summary|excerpt|description|desc))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Class names of leads that are also used for first paragraphs."""

_SITE_CLASS = re.compile(
    r"(?:site|blog|brand)-?(?:description|tagline|title|subtitle|desc)|logo", re.IGNORECASE
)
"""Class names of the description of a site."""

_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREADCRUMBS = re.compile(r"\s[>›»/]\s.*\s[>›»/]\s")
_CAPTION_TAGS = frozenset({"figcaption", "caption"})
_MIN_LEAD_WORDS = 8
_MIN_CJK_LETTERS = 18
"""The same in letters for scripts without spaces."""

_MIN_LEAD, _MAX_LEAD = 20, 700
_SUBTITLE_PROPERTIES = frozenset({"alternativeheadline", "alternativename"})
_MAX_LINKED = 0.8
_NEAR = 4
"""The most blocks between deck and byline, and between title and a deck with any class."""

_MAX_ABOVE = 12
_MAX_DISTANCE = 40
"""The most blocks between a title and its text."""

_LONG_BLOCK = 100
_MIN_SENTENCE = 40
"""Letters of an unmarked deck."""

_SENTENCE_ENDS = tuple('.!?…。？！।»”"')
_BY = re.compile(rf"^(?:{phrases('by')})\s", re.IGNORECASE)
_CREDIT = re.compile(
    r"\([^()]*[/:][^()]*\)$|/(?:ap|afp|reuters|ansa|epa|getty images)\W*$|[©]|\b(?:ap|afp|getty|reuters|epa) (?:photo|images?)"
    r"|\b(?:photo|foto|credit|bild)\s*:",
    re.IGNORECASE,
)
_PICTURE_CLASS = re.compile(r"capt|photo|image|img|picture|media|video|galler|slide|player", re.IGNORECASE)
_MAX_BYLINE = 90


def find_lead(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    titles: Sequence[str],
    description: str | None,
    boilerplate: AbstractSet[int] = frozenset(),
) -> int | None:
    """Return the index of the lead, or None.

    `titles` are the title and its variants, which are not leads; neither are the candidates in `boilerplate`.
    """
    if not chosen:
        return None
    known = {match_key(text) for text in titles}
    first = find_first_paragraph(candidates, chosen)
    heads = [index for index in range(first) if candidates[index].words in known]
    head = _PageHead(
        candidates,
        heads[-1] if heads else -1,
        chosen[0],
        _text_container(candidates, chosen),
        known,
        match_key(description or ""),
        set(chosen),
    )
    before = _find_lead_candidates(head, range(head.top, first + 1), chosen, boilerplate)
    for shows in (
        _has_lead_class,
        _is_described,
        _has_loose_lead_class,
        _is_below_title,
        _is_above_byline,
    ):
        found = next((index for index in before if shows(head, index)), None)
        if found is not None:
            return found
    return None


def _find_lead_candidates(
    head: _PageHead, indexes: range, chosen: Sequence[int], boilerplate: AbstractSet[int]
) -> list[int]:
    """Return the indexes of possible leads, those below the title first."""
    candidates = head.candidates
    text = sum(candidates[index].size for index in chosen)
    found = [
        index
        for index in indexes
        if (index not in boilerplate or head.is_near(index) or candidates[index].words == head.description)
        and _may_be_lead(candidates[index])
        and not _is_title(candidates[index], head.known)
        and not _is_below_heading(head, index)
        and (candidates[index].size < text / 2 or index < chosen[0])
    ]
    return sorted(found, key=lambda index: index < head.title)


def _is_below_heading(head: _PageHead, index: int) -> bool:
    """Return whether a block is the text below a heading beside it that is not the title, such as "Abstract"."""
    own, above = head.candidates[index], head.candidates[max(index - 1, 0)]
    beside = above.element.getparent() is own.element.getparent()
    is_heading = isinstance(above.block, Heading) and not isinstance(own.block, Heading)
    return beside and is_heading and index - 1 in head.chosen and not _is_title(above, head.known)


@dataclass(frozen=True, slots=True)
class _PageHead:
    """The head of a page: the indexes of its title (-1 without one) and of the start of the text, and the text's parent.

    `known` are the title and its variants, `description` that of the page, as letters and digits; `chosen` are the blocks of
    the text.
    """

    candidates: Sequence[Candidate]
    title: int
    begins: int
    home: HtmlElement | None
    known: set[str]
    description: str
    chosen: AbstractSet[int]

    @property
    def top(self) -> int:
        """The first index of a lead: below the title, or shortly above the text."""
        above = max(0, self.begins - _MAX_ABOVE)
        return self.title if 0 <= self.title < above and self.begins - self.title <= _MAX_DISTANCE else above

    def is_near(self, index: int) -> bool:
        """Return whether a block is shortly below the title."""
        return 0 <= self.title < index <= self.title + _NEAR

    def is_separate(self, index: int) -> bool:
        """Return whether a block is below the title and not among the paragraphs of the text."""
        candidate = self.candidates[index]
        if self.title >= index:
            return False
        return isinstance(candidate.block, Heading) or candidate.element.getparent() is not self.home


def _has_lead_class(head: _PageHead, index: int) -> bool:
    return _is_marked_as_lead(head.candidates[index].element, loosely=False)


def _has_loose_lead_class(head: _PageHead, index: int) -> bool:
    return (head.is_separate(index) or index not in head.chosen) and _is_marked_as_lead(
        head.candidates[index].element, loosely=True
    )


def _is_described(head: _PageHead, index: int) -> bool:
    """Return whether the page's description says the same as a block that is unlike its text, or is called a lead, if loosely."""
    candidate = head.candidates[index]
    if not head.description or candidate.words != head.description:
        return False
    unlike_text = isinstance(candidate.block, Heading) or index < head.begins
    separate = unlike_text or (head.title >= 0 and head.is_separate(index))
    return separate or _is_marked_as_lead(candidate.element, loosely=True)


def _text_container(candidates: Sequence[Candidate], chosen: Sequence[int]) -> HtmlElement | None:
    """Return the element in which most of the paragraphs stand."""
    homes = Counter(
        candidates[index].element.getparent()
        for index in chosen
        if isinstance(candidates[index].block, Paragraph)
    )
    return homes.most_common(1)[0][0] if homes else None


def _is_title(candidate: Candidate, known: set[str]) -> bool:
    """Return whether a block is one of the titles, whole or with a part of it left out or added."""
    words = candidate.words
    if words in known:
        return True
    short = [own for own in known if len(own) > _MIN_LEAD and (own in words or words in own)]
    return any(len(words) < 1.5 * len(own) for own in short)


def _is_below_title(head: _PageHead, index: int) -> bool:
    """Return whether a block is a heading of the length of a sentence that directly follows the title's."""
    candidates, known = head.candidates, head.known
    block = candidates[index].block
    if not isinstance(block, Heading) or block.level == 1 or index == 0:
        return False
    above = candidates[index - 1]
    if not isinstance(above.block, Heading) or above.words not in known:
        return False
    others = (candidates[other] for other in head.chosen if other != index)
    if any(isinstance(other.block, Heading) and _kind(other) == _kind(candidates[index]) for other in others):
        return False  # It is the heading of the first section.
    words = block.text.split()
    return len(words) >= _MIN_LEAD_WORDS or (
        len(words) < 4 and len(candidates[index].words) >= _MIN_CJK_LETTERS
    )


def _kind(heading: Candidate) -> tuple[object, str | None]:
    return heading.element.tag, heading.element.get("class")


def _is_above_byline(head: _PageHead, index: int) -> bool:
    """Return whether a paragraph is directly below the title and above the byline."""
    candidates = head.candidates
    if not isinstance(candidates[index].block, Paragraph) or not _is_sentence(candidates[index]):
        return False
    if head.title < 0 or not head.is_separate(index):
        return False
    if any(candidate.size >= _MIN_LEAD for candidate in candidates[head.title + 1 : index]):
        return False
    for candidate in candidates[index + 1 : index + 1 + _NEAR]:
        if candidate.size >= _LONG_BLOCK:
            return False
        if _is_byline(read_line(candidate)):
            return True
    return False


def _is_sentence(candidate: Candidate) -> bool:
    """Return whether a block is a sentence rather than a name, a role or a caption."""
    text = candidate.text.rstrip()
    if candidate.size < _MIN_SENTENCE or _BY.match(text) or _CREDIT.search(text):
        return False
    around = (candidate.element, *islice(candidate.element.iterancestors(), 2))
    if any(
        _PICTURE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}") for element in around
    ):
        return False
    words = text.split()
    small = sum(not word[0].isupper() for word in words)
    return text.endswith(_SENTENCE_ENDS) or (len(words) >= _MIN_LEAD_WORDS and 2 * small >= len(words))


def _is_byline(text: str) -> bool:
    is_dated = not text.endswith(_SENTENCE_ENDS) and read_date(text) is not None
    return len(text) <= _MAX_BYLINE and (is_dated or read_byline(text) is not None)


def _may_be_lead(candidate: Candidate) -> bool:
    return (
        isinstance(candidate.block, Heading | Paragraph)
        and not (isinstance(candidate.block, Heading) and candidate.block.level == 1)
        and _MIN_LEAD <= len(candidate.text) <= _MAX_LEAD
        and not candidate.text.rstrip().endswith(":")
        and not _BREADCRUMBS.search(candidate.text)
        and not _is_byline(read_line(candidate))
        and candidate.linked < _MAX_LINKED
        and candidate.element.find("time") is None
    )


def _is_marked_as_lead(element: HtmlElement, *, loosely: bool) -> bool:
    """Return whether the class or property of an element or its parent marks it as a lead."""
    if element.tag in _CAPTION_TAGS or next(element.iterancestors("figure"), None) is not None:
        return False
    for own in (element, element.getparent()):
        if own is None or len(own) > 3:
            continue
        names = f"{own.get('class') or ''} {own.get('id') or ''} {own.get('data-testid') or ''}"
        names = _CAMEL_CASE.sub("-", names)
        if _SITE_CLASS.search(names):
            return False
        if _LEAD_CLASS.search(names) or (loosely and _LOOSE_LEAD_CLASS.search(names)):
            return True
        itemprop = (own.get("itemprop") or "").lower()
        if itemprop in _SUBTITLE_PROPERTIES or (
            loosely and itemprop == "description" and not _is_picture_property(own)
        ):
            return True
    return False


def _is_picture_property(element: HtmlElement) -> bool:
    """Return whether a property belongs to a picture or video."""
    scope = next((around for around in element.iterancestors() if around.get("itemscope") is not None), None)
    return scope is not None and "Object" in (scope.get("itemtype") or "")


_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»«›‹:/~@]+\s+|\s*[|｜»›：]\s*|:\s+|\s+::\s+|(?<=[^\x00-\u2fff])[-–—](?=[^\x00-\u2fff])"
)
_ADDITION_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»«›‹/~:：]+\s+|\s*[|｜»›_：]\s*|\s+::\s+|(?<=[^\x00-\u2fff])[-–—](?=[^\x00-\u2fff])|\s+(?=[\[(（【])|(?<=[^\x00-\u2fff])\s"
)
"""Separators of an addition that is also stated on its own."""

_MIN_WEIGHT = 0.5
"""Statements below this weight confirm nothing."""

_LAST_SEPARATOR = re.compile(r"\s+[|–—»›‹]\s+")
_SITE_SEPARATOR = re.compile(r"\s+[|‹]\s+")
"""Separators that are only used before the name of a site."""

_CJK_SITE = re.compile(
    rf"^([^_]*?)\s*(?:_|(?<![-–—])[-–—]++)\s*[^_–—-]*[^\x00-\u2fff](?:{phrases('ends_of_chinese_sites')})$"
)
"""A title in Chinese with the site after it; one with sections between them is left as it is stated."""

_WIDE = re.compile(r"[^\x00-\u2fff]")
_MIN_WIDE = 8
"""Characters of a title in Chinese."""

_MIN_TITLE_WORDS = 4
_MIN_STATEMENT = 10
"""Letters: shorter statements may be names of sections."""

_MIN_NAME = 4
"""Letters of the name of a site before a colon."""

_MIN_HEADLINE_WORDS = 4
"""Words of a headline: names of sites have fewer. One less is enough for the only heading if another title is like it and as short."""

_SAME_SHARE = 0.5
_CERTAIN_WEIGHT = 4.0
"""A weight above all statements in the head together."""

_WORD = re.compile(r"\w+")

_HOME = re.compile(r"(?:(?:https?:)?//[^/?#]+/?|/)(?:index\.\w+)?|\./?", re.IGNORECASE)
"""The address of a home page."""

_COMMON_LABELS = frozenset({"www", "com", "org", "net", "co", "gov", "edu", "ac"})


class TitleStatement(NamedTuple):
    """A title as stated in one place, and its weight."""

    text: str
    weight: float


def choose_title(
    statements: Sequence[TitleStatement], sites: Iterable[str | None], url: str | None
) -> tuple[str, tuple[str, ...]]:
    """Return the title with the most weight, and the other statements verbatim.

    `sites` are the names of the site.
    """
    names = {match_key(site) for site in sites if site} | host_names(url)
    names.discard("")
    texts = [" ".join(statement.text.split()) for statement in statements]
    bare = _strip_additions(
        [strip_site_name(text, names) for text in texts], [statement.weight for statement in statements]
    )
    weights: dict[str, float] = {}
    for statement, text in zip(statements, bare, strict=True):
        if match_key(text):
            weights[match_key(text)] = weights.get(match_key(text), 0.0) + statement.weight
    if not weights:
        return "", ()
    best = max(weights, key=lambda own: weights[own])
    title = next(text for text in bare if match_key(text) == best)
    if all(weight < _MIN_WEIGHT for own, weight in weights.items() if own != best):
        title = _strip_last_part(title, _LAST_SEPARATOR if bare.count(title) == 1 else _SITE_SEPARATOR)
        cut = _CJK_SITE.match(title)
        title = cut[1] if cut and len(_WIDE.findall(cut[1])) >= _MIN_WIDE else title
    others = dict.fromkeys(
        text for text in (*bare, *texts) if match_key(text) and match_key(text) != match_key(title)
    )
    return title, tuple(others)


def adds_site_name(text: str, title: str, sites: Iterable[str | None], url: str | None) -> bool:
    """Return whether a text is the name of the site, alone or before or after a title."""
    names = {match_key(site) for site in sites if site} | host_names(url)
    whole, own = match_key(text), match_key(title)
    return not names.isdisjoint((whole, whole.removeprefix(own), whole.removesuffix(own)))


def find_printed_headline(
    tops: Sequence[str],
    other_titles: Sequence[str],
    headline: str | None,
    sites: Iterable[str | None],
) -> TitleStatement | None:
    """Return the first-level heading that is alone, that the page's data confirms, or that all other titles begin with.

    `other_titles` are the titles for search engines and networks: one of several headings that is another part of them may
    be the name of a section. `sites` are the names of the site.
    """
    stated = match_key(headline or "")
    others = [*other_titles, *([headline] if headline else [])]
    names = set(map(match_key, filter(None, sites)))
    is_alone = len(set(map(match_key, tops))) == 1
    for top in sorted(tops, key=lambda text: _shared_words(text, others), reverse=True):
        own = match_key(top)
        is_like_others = _shared_words(top, others) >= _SAME_SHARE
        is_as_long = any(_shared_words(other, [top]) >= _SAME_SHARE for other in others)
        least = _MIN_HEADLINE_WORDS - (is_alone and is_like_others and is_as_long)
        if len(set(_WORD.findall(top.casefold()))) < least or own in names:
            continue
        if own == stated or is_alone:
            return TitleStatement(top, _CERTAIN_WEIGHT)
        if others and all(match_key(text).startswith(own) for text in others):
            return TitleStatement(top, _CERTAIN_WEIGHT)
    return None


def find_part(heading: Candidate, titles: AbstractSet[str]) -> str | None:
    """Return the part of a heading, in a separate element below a kicker, that is one of the given titles, as letters and digits."""
    if not len(heading.element) or heading.words in titles:
        return None
    parts = (" ".join("".join(part.itertext()).split()) for part in heading.element.iterdescendants())
    return next((part for part in parts if match_key(part) in titles), None)


def leads_home(heading: HtmlElement) -> bool:
    """Return whether a heading links to the home page of its site: its text is the name of the site."""
    links = [*heading.iter("a"), *islice(heading.iterancestors("a"), 1)]
    return len(links) == 1 and bool(_HOME.fullmatch((links[0].get("href") or "").strip()))


def _shared_words(text: str, others: Sequence[str]) -> float:
    """Return the share of the words of a text that are in the other title most like it."""
    words = set(_WORD.findall(text.casefold()))
    shared = (len(words.intersection(_WORD.findall(other.casefold()))) for other in others)
    return max(shared, default=0) / len(words) if words else 0.0


def _strip_additions(texts: Sequence[str], weights: Sequence[float]) -> list[str]:
    """Remove sections and authors from statements whose other part is also stated on its own.

    If several parts are stated on their own, the one with the most weight is kept.
    """
    single: dict[str, tuple[float, str]] = {}
    for text, weight in zip(texts, weights, strict=True):
        if count_letters(match_key(text)) >= _MIN_STATEMENT:
            single[match_key(text)] = max(
                single.get(match_key(text), (0.0, text)), (weight, text), key=lambda weighted: weighted[0]
            )
    found: list[str] = []
    for text in texts:
        cuts = _find_cuts(_ADDITION_SEPARATOR, text)
        parts = [text[: cut.start()] for cut in cuts]
        parts += [text[cut.end() :] for cut in cuts if cut.end() < len(text) / 2]
        stated = [single[match_key(part)] for part in parts if match_key(part) in single]
        found.append(max(stated, key=lambda weighted: weighted[0], default=(0.0, text))[1])
    return found


def _find_cuts(separator: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Find the separators of a title, without quotation marks."""
    quoted = "«" in text and "»" in text
    return [cut for cut in separator.finditer(text) if not quoted or cut.group().strip() not in {"«", "»"}]


def _strip_last_part(text: str, separator: re.Pattern[str]) -> str:
    """Remove a short last part from the only statement of a title: by convention that is the site."""
    cuts = _find_cuts(separator, text)
    if not cuts:
        return text
    head, tail = text[: cuts[-1].start()].strip(), text[cuts[-1].end() :].strip()
    if len(head.split()) >= _MIN_TITLE_WORDS and 2 * len(tail) <= len(head):
        return head
    return text


def strip_site_name(text: str, names: set[str]) -> str:
    """Remove the site name at the ends of a title; `names` are letters and digits."""
    for _ in range(3):
        cuts = _find_cuts(_SEPARATOR, text)
        if not cuts:
            return text
        head, tail = text[: cuts[0].start()], text[cuts[-1].end() :]
        if match_key(tail) in names and text[: cuts[-1].start()].strip():
            text = text[: cuts[-1].start()].strip()
        elif match_key(head) in names and not _is_subject(cuts[0], head) and text[cuts[0].end() :].strip():
            text = text[cuts[0].end() :].strip()
        else:
            return text
    return text


def _is_subject(cut: re.Match[str], head: str) -> bool:
    """Return whether a short name before a colon is what the title is about: "WHO: measles on the rise"."""
    return cut.group().startswith(":") and len(match_key(head)) < _MIN_NAME


def is_title_part(name: str, title: str) -> bool:
    """Return whether a name is a part of the title in the head, where the name of the site stands."""
    return match_key(name) in map(match_key, _ADDITION_SEPARATOR.split(title))


def host_names(url: str | None) -> set[str]:
    """Return the names in the host of an address: "nytimes" in "www.nytimes.com", "who" in "www.who.int"."""
    if not url:
        return set()
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return set()
    labels = [label for label in host.split(".")[:-1] if label not in _COMMON_LABELS]
    return {match_key(host.removeprefix("www."))} | {match_key(label) for label in labels if len(label) > 1}
