"""Judge what is among and below the paragraphs of a text and does not belong to it: boxes, labels, teasers and service lines.

Class names do not count. A box has a field, or several buttons or links without a target, and little text. Single lines
are judged by their words: calls to action, lists of tags, links to related articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile
from operator import attrgetter

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.text import Code, Heading, Paragraph, Quote, Table
from briefbuilder.importers.html.boilerplate import build_signature, find_container, sum_letters
from briefbuilder.importers.html.candidates import Candidate, title_index, total_size
from briefbuilder.importers.html.hidden import OWN_TEXT
from briefbuilder.importers.phrases import listed_words, phrases

# Calls to action: newsletters, subscriptions, following, reporting errors.

_MAX_APPEAL = 220
"""Code points: a longer text that mentions newsletters or subscribers reports on them."""

_MAX_SERVICE_LINE = 60
_MAX_SUBSCRIBER_NOTICE = 36
"""Code points of a line for subscribers that need not mention the article."""

_NEWSLETTER = re.compile(phrases("newsletters"), re.IGNORECASE)
_SUBSCRIBE = re.compile(rf"(?<!\w)(?:{phrases('subscribe')})|{phrases('subscribe_unspaced')}", re.IGNORECASE)
_SUBSCRIBERS_ONLY = re.compile(phrases("subscribers_only"), re.IGNORECASE)
_CONTENT_WORD = re.compile(
    rf"(?<!\w)(?:{phrases('articles')})(?!\w)|{phrases('articles_unspaced')}", re.IGNORECASE
)
_NETWORK = (
    r"(?:facebook\w*|twitter\w*|whatsapp\w*|telegram\w*|linkedin\w*|instagram\w*|youtube\w*|tiktok\w*|pinterest|wechat|line|google news|mastodon"
    r"|bluesky|threads|соцсет\w+)"
)
_FOLLOW = re.compile(
    rf"^\W*(?:{phrases('follow_us')})(?!\w)"
    rf"|^\W*(?:{phrases('follow')})\s.{{1,40}}\s(?:on|su|sur|auf|en|no|op|på|na)\s{_NETWORK}(?!\w).{{0,40}}$",
    re.IGNORECASE,
)
_REPORT_ERROR = re.compile(rf"^\W*(?:{phrases('report_errors')}).{{0,120}}(?:\?|[!.:…])", re.IGNORECASE)
"""Asks readers to report an error."""

_LIKE_THIS = re.compile(
    r"^\W*(?:(?:(?:do you |did you )?(?:like|liked|enjoy|enjoyed|love) (?:this|the) (?:story|article|post)|(?:have|got) (?:a|any) (?:news )?tips?)\s*\?"
    r"|原(?:标题|標題)\s*[:：]"
    r"|if you (?:liked|enjoyed) (?:this|the) (?:story|article|post)\W|this copy is for your personal,? non-?commercial use)",
    re.IGNORECASE,
)

_CONTACT = re.compile(
    r"^\W*(?:@\w+|(?:https?://)?(?:www\.)?(?:twitter|x)\.com/\w+)\W*$"
    r"|^\W*(?:(?:write to|e-?mail|contact|reach|follow|scrivi a|écrivez à) [^.!?]{0,60}?\s|(?:the )?(?:author|reporter|writer) (?:may|can) be (?:reached|contacted) )(?:at|on|@|a|à)?\s?\S*@\w.{0,100}$"
    r"|^\W*(?:write to|e-?mail|contact|reach|more|follow) [^.!?]{1,60}https?://\S+(?: and https?://\S+)?\W*$",
    re.IGNORECASE,
)
"""How to contact the author."""

_SERVICE = re.compile(rf"^\W*(?:{phrases('service_lines')})\W*$", re.IGNORECASE)

_APPEAL_STEMS = tuple(listed_words("appeal_stems"))
"""Lower-case substrings, one of which is in each of these sentences: other texts are not searched further."""


def find_appeal_stems(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the stems that are in any of the texts: one search in all of them is much faster than one in each."""
    joined = "\n".join(text for text in texts if len(text) <= _MAX_APPEAL).casefold()
    return tuple(filter(joined.__contains__, _APPEAL_STEMS))


def is_call_to_action(text: str, stems: Sequence[str]) -> bool:
    """Return whether a short text is only a call to action, or a service line such as "Continue reading".

    A text that merely mentions subscribers or newsletters is not one. `stems` are those that it may contain.
    """
    if len(text) > _MAX_APPEAL:
        return False
    if len(text) <= _MAX_SERVICE_LINE and _SERVICE.match(text):
        return True
    if ("@" in text or "/" in text) and _CONTACT.match(text):
        return True
    return any(map(text.casefold().__contains__, stems)) and _is_appeal(text)


def _is_appeal(text: str) -> bool:
    if (len(text) <= _MAX_SUBSCRIBER_NOTICE or _CONTENT_WORD.search(text)) and _SUBSCRIBERS_ONLY.search(text):
        return True
    if _REPORT_ERROR.match(text) or _LIKE_THIS.match(text) or _FOLLOW.match(text):
        return True
    return bool(_NEWSLETTER.search(text) and _SUBSCRIBE.search(text))


# Related links, tag lines and announcements among the blocks of an article.

_READ_ALSO = re.compile(rf"^[\W_]{{0,4}}(?:{phrases('read_also')})(?!\w)", re.IGNORECASE)
_MAYBE_READ_ALSO = re.compile(rf"^[\W_]{{0,4}}(?:{phrases('perhaps_read_also')})(?!\w)", re.IGNORECASE)
"""Starts of read-also lines that also begin sentences: a link, a mark or a short rest must confirm them."""

_MAX_REST = 16
"""Code points after such a start that do not make a sentence."""

_APPEAL_KINDS = frozenset({"paragraph", "list_item", "heading", "quote"})
_MAX_READ_ALSO = 160
_MAX_UNMARKED = 60
"""Code points: a longer line is a read-also line only with a link or a mark."""

_TAG_LINE = re.compile(
    rf"^(?:{phrases('tag_lines')})\s*[:：\n]\s*(?=\S)(?P<rest>.+)$", re.IGNORECASE | re.DOTALL
)
_MAX_TAG_LINE = 400
_SENTENCE_END = re.compile(r"[.!?。！？…](?:\s|$)")

_COMMENTS = re.compile(
    rf"^[\W\d]*(?:(?:leave|post|add|write|view|show) (?:a |all )?)?(?:{phrases('comments')})[\W\d]*$",
    re.IGNORECASE,
)
"""A heading of readers' comments."""

_CALL_MARKS = (":", "：", "–", "—", "-", "|", "»", ">", "→")
_WHOLE_LINK = 0.99
_BUTTON_NAMES = frozenset({"button", "btn"})
_MAX_LINK = 150
"""Letters: a longer link is a sentence of the text."""

_MIN_HEADLINE = 30
"""Letters: a longer link on its own is the headline of another article."""


def is_related_link(candidate: Candidate, stems: Sequence[str], *, links: bool) -> bool:
    """Return whether a block is a related link, a tag line or a call to action; with `links`, whole links may be text.

    `stems` are those of calls to action that are in the text of the page.
    """
    block = candidate.block
    text = block.text
    if (
        block.kind != "table"
        and len(text) < _MAX_READ_ALSO
        and _is_read_also(text, is_linked=bool(candidate.linked))
    ):
        return True
    if _is_tag_line(text) or (block.kind in _APPEAL_KINDS and is_call_to_action(text, stems)):
        return True
    whole_link = block.kind in {"paragraph", "list_item", "table"} and candidate.linked >= _WHOLE_LINK
    return whole_link and (not links or _is_button(candidate)) and len(candidate.words) < _MAX_LINK


def _is_button(candidate: Candidate) -> bool:
    """Return whether a link has the class of a button, such as "Share this newsletter"."""
    names = ((link.get("class") or "").lower() for link in candidate.element.iter("a"))
    return any(not _BUTTON_NAMES.isdisjoint(name.split()) for name in names)


def _is_read_also(text: str, *, is_linked: bool) -> bool:
    """Return whether a line announces another article ("Read also: …")."""
    calls, longest = _READ_ALSO.match(text), _MAX_UNMARKED
    if calls is None:
        calls, longest = _MAYBE_READ_ALSO.match(text), 0
    if calls is None:
        return False
    rest = text[calls.end() :].strip()
    return len(text) < longest or len(rest) <= _MAX_REST or is_linked or rest[:1] in _CALL_MARKS


def _is_tag_line(text: str) -> bool:
    """Return whether a text is a line of tags."""
    line = _TAG_LINE.match(text) if len(text) < _MAX_TAG_LINE else None
    return line is not None and not _SENTENCE_END.search(line["rest"])


def may_be_text_link(candidate: Candidate) -> bool:
    """Return whether a block that is a whole link may be text rather than the headline of another article."""
    if candidate.block.kind == "list_item" or len(candidate.words) <= _MIN_HEADLINE:
        return True
    return candidate.text.startswith(("http://", "https://", "www."))


def is_announcement(candidate: Candidate) -> bool:
    """Return whether a block only announces what follows."""
    return candidate.block.kind == "heading" or bool(_COMMENTS.match(candidate.text))


# Boxes and labels among the paragraphs.

MAX_BOX = 300
"""The most letters of running text in a box."""

_MAX_BOX_SHARE = 0.4
"""The greatest share that all boxes have of the text."""

_MIN_AROUND_SHARE = 0.5
_MIN_AROUND = 1500
"""The share or the letters of the running text that are in the element around a box."""

_MIN_ALIKE = 2
"""How many parts of the same shape belong to the text, such as sections that each have buttons."""

_FIELD_TAGS = ("input", "select", "textarea")
_ACCOUNT_FIELDS = etree.XPath("descendant::input[@type='email' or @type='password']")
"""Fields that only a newsletter or a login has: their boxes do not belong to the text even if they recur."""

_MIN_ACTIONS = 2
"""The fewest buttons and links without a target in a box without a field."""


def drop_insertions(candidates: Sequence[Candidate], chosen: list[int]) -> list[int]:
    """Drop boxes, and then the headings of elements without other chosen text, but not between the title and the running text."""
    text = [index for index in chosen if candidates[index].weight]
    letters = sum_letters(candidates, text, attrgetter("size"))
    parts = {index: _find_part(candidates[index].element, letters) for index in chosen}
    running = {candidates[index].element for index in text}
    interactive = {
        part for part in set(parts.values()) if part is not None and _is_interactive(part, running)
    }
    first = next((index for index in text if parts[index] not in interactive), None)
    if first is None:
        return chosen
    title = title_index(candidates)
    boxes: dict[HtmlElement, list[int]] = {}
    whole = sum(candidates[index].size for index in text)
    for index, part in parts.items():
        if part in interactive and (index > first or index < title):
            parent = part.getparent()
            if parent is not None and letters.get(parent, 0) >= min(_MIN_AROUND, _MIN_AROUND_SHARE * whole):
                boxes.setdefault(part, []).append(index)
    alike = Counter(_shape(part) for part in set(parts.values()) if part is not None)
    dropped = {
        index
        for part, indexes in boxes.items()
        if alike[_shape(part)] < _MIN_ALIKE or _ACCOUNT_FIELDS(part)
        for index in indexes
        if not any(isinstance(candidates[one].block, Code | Quote | Table) for one in indexes)
    }
    if total_size(candidates, dropped) <= _MAX_BOX_SHARE * total_size(candidates, chosen):
        chosen = [index for index in chosen if index not in dropped]
    labels = set(_find_labels(candidates, chosen))
    return [index for index in chosen if index < first or index not in labels]


def _shape(part: HtmlElement) -> tuple[object, ...]:
    """Return what parts have in common that were made in the same way."""
    return part.tag, part.get("class") or tuple(child.tag for child in part)


def _find_part(element: HtmlElement, letters: Mapping[HtmlElement, float]) -> HtmlElement | None:
    """Return the outermost element around another with at most the text of a box."""
    part = None
    for around in (element, *element.iterancestors()):
        if letters.get(around, 0) > MAX_BOX:
            break
        part = around
    return part


def _is_interactive(part: HtmlElement, running: AbstractSet[HtmlElement]) -> bool:
    """Return whether an element has a field, or several buttons or links without a target, outside running text."""
    actions = 0
    for element in part.iterdescendants(*_FIELD_TAGS, "button", "a"):
        is_field = element.tag in _FIELD_TAGS
        if element.get("type") == "hidden" or (element.tag == "a" and not _lacks_target(element)):
            continue
        if running.isdisjoint(element.iterancestors()):
            actions += _MIN_ACTIONS if is_field else 1
            if actions >= _MIN_ACTIONS:
                return True
    return False


def _lacks_target(link: HtmlElement) -> bool:
    target = (link.get("href") or "").strip()
    return target == "#" or target.startswith("javascript:") or (not target and link.get("role") == "button")


def _find_labels(candidates: Sequence[Candidate], chosen: Sequence[int]) -> Iterator[int]:
    """Yield the chosen headings, and short lines that do not recur, of elements whose other blocks were all left out."""
    chosen_set = set(chosen)
    lines = [
        index
        for index in chosen
        if isinstance(candidates[index].block, Paragraph) and not candidates[index].weight
    ]
    shapes = {index: build_signature(candidates[index].element) for index in lines}
    recurring = Counter(shapes.values())
    headings = {index for index in chosen if isinstance(candidates[index].block, Heading)}
    headings.update(index for index in lines if recurring[shapes[index]] == 1)
    around_text = {
        around
        for index in chosen_set - headings
        for around in (candidates[index].element, *candidates[index].element.iterancestors())
    }
    for index in headings:
        parts = takewhile(lambda around: around not in around_text, candidates[index].element.iterancestors())
        inside = {element for part in [*parts][-1:] for element in part.iter()}
        left_out, linked = 0, []
        for below in range(index + 1, len(candidates)):
            is_link = below in headings and candidates[below].linked >= _WHOLE_LINK
            if candidates[below].element not in inside or (below in chosen_set and not is_link):
                break
            left_out += candidates[below].size
            linked += [below] if is_link else []
        if left_out > candidates[index].size:
            yield from (index, *linked)


# Teasers among and below the text.

_MIN_TEASERS = 3
_LINK_SHARE = 0.7
"""The share of links in the heading of a teaser."""

_MAX_TEASER = 800
"""Letters: an element with more text is not a teaser."""

_MAX_TEASERS_SHARE = 2
"""The greatest size of the teasers, as a share of the text."""


def drop_teasers(candidates: Sequence[Candidate], chosen: list[int]) -> list[int]:
    """Drop teasers, if a text remains: headings that are links, each with little text in a separate element.

    They follow the element that holds the text, or are short `article` elements.
    """
    linked = [
        index
        for index in chosen
        if isinstance(candidates[index].block, Heading) and candidates[index].linked > _LINK_SHARE
    ]
    if len(linked) < _MIN_TEASERS:
        return chosen
    dropped = _find_teaser_articles(candidates, chosen, linked) or _find_teasers_below(
        candidates, chosen, linked
    )
    kept = [index for index in chosen if index not in dropped]
    size = total_size(candidates, kept)
    is_text = size >= max(OWN_TEXT, total_size(candidates, dropped) / _MAX_TEASERS_SHARE)
    return kept if is_text else chosen


def _find_teaser_articles(
    candidates: Sequence[Candidate], chosen: Sequence[int], linked: Sequence[int]
) -> set[int]:
    """Return the chosen blocks in `article` elements of little text with a heading that is a link."""
    around = {index: next(candidates[index].element.iterancestors("article"), None) for index in chosen}
    sizes = _sum_sizes(candidates, around)
    teasers = {around[index] for index in linked if sizes[around[index]] <= _MAX_TEASER} - {None}
    return {index for index in chosen if around[index] in teasers} if len(teasers) >= _MIN_TEASERS else set()


def _sum_sizes(
    candidates: Sequence[Candidate], around: Mapping[int, HtmlElement | None]
) -> Counter[HtmlElement | None]:
    """Return the letters of the blocks in each element around some of them."""
    sizes: Counter[HtmlElement | None] = Counter()
    for index, element in around.items():
        sizes[element] += candidates[index].size
    return sizes


def _find_teasers_below(
    candidates: Sequence[Candidate], chosen: Sequence[int], linked: Sequence[int]
) -> set[int]:
    """Return the chosen blocks after the element of the text, if several elements of little text have one such heading each."""
    around = {index: candidates[index].element.getparent() for index in chosen}
    headings = Counter(around[index] for index in linked)
    sizes = _sum_sizes(candidates, around)
    teasers = {parent for parent, held in headings.items() if held == 1 and sizes[parent] <= _MAX_TEASER}
    own = [index for index in chosen if candidates[index].weight and around[index] not in teasers]
    inside = set(find_container(candidates, own).iter()) if own else set()
    last = max((index for index in chosen if candidates[index].element in inside), default=chosen[-1])
    below = {index for index in chosen if index > last}
    return below if len(teasers.intersection(map(around.get, below))) >= _MIN_TEASERS else set()
