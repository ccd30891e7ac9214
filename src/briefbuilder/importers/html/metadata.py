"""Find author, publisher and date of a page: in JSON-LD first, then in `meta` elements, then in the body."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from itertools import islice
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.values import value
from briefbuilder.importers.byline import (
    Byline,
    Days,
    are_agencies,
    byline_words,
    is_byline,
    is_person,
    is_role,
    read_byline,
    strip_role,
)
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.dates import find_date, read_date
from briefbuilder.importers.html.extraction import LIBRARY_ERRORS
from briefbuilder.importers.html.headline import host_names
from briefbuilder.importers.html.statements import JsonLdArticle, MetaTags
from briefbuilder.importers.phrases import phrases

# Authors that are marked in the body; used if the head names none.
_MARKING_ATTRIBUTES = frozenset({"rel", "itemprop", "class", "id", "data-testid"})
_MARKS = ("author", "byline", "writer", "firma", "signature")
"""What the value of such an attribute contains, in lower case, if it marks an author."""

_AUTHOR_PATHS = ("author", "/contributor", "/writer", "/staff/", "/journalist", "/autor", "/auteur")
"""What the address of an author's page may contain."""
_TEXTS = etree.XPath("descendant::text()")

_MIN_NAME_PART = 3
"""Letters of a part of a name in the address of its author's page."""

_AUTHOR_NAME = re.compile(
    r"(?:^|[\s_-])(?:by-?line(?:[_-]*(?:name|author)s?)?|(?:article|post|entry|story|news|meta|content)?[_-]*authors?(?:[_-]*(?:names?|link))?"
    r"|writer[_-]*names?|firma|signature)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a name such as "storyByline" is joined."""

_OTHER_TEXT = re.compile(
    r"comment|related|avatar|(?<!author-)share|follow|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|disqus|reply|(?<!elementor-)widget(?!\s+Blog\b)",
    re.IGNORECASE,
)
_ABOUT_AUTHOR = re.compile(r"^about (?:the )?author:?\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"(?<=\w)\s+(?:contributor|(?:view|see|read) (?:more|all|bio|profile|staff)|filed under|more (?:from|by)|full bio)\b.*$",
    re.IGNORECASE,
)
"""What follows a name within the same element."""

_IN_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?\([^()]*\)")
_MAIL_ADDRESS = re.compile(r"(?<!\S)\S*@\S+")
_MAX_AUTHOR_LINE, _MAX_MARKED_AUTHORS = 120, 2000
"""Code points of a byline, and of what is marked as one with all that is said of the authors."""
_MAX_TEASER = 500
"""Code points: a shorter `article` without a first-level heading is a teaser."""

_MAX_MARKED = 40
"""The most marked elements that are read."""

_INITIALS = re.compile(r"[A-Z]{2,3}")
"""Initials in the place of a portrait."""

_STARTS_WITH_SEPARATOR = re.compile(r"(?:[,;|/·•&+]|(?:and|e|et|und|y|en|och|og)(?!\w))", re.IGNORECASE)
_ENDS_WITH_SEPARATOR = re.compile(r"(?:[,;|/·•&+:]|(?<!\w)(?:and|e|et|und|y|en|och|og|by))$", re.IGNORECASE)
_AUTHOR_SEPARATOR = re.compile(
    r"(?:(?<!\s)\s+)?[,;|/·•\n]\s*|(?<!\s)\s+(?:and|e|et|und|y|&|en|och|og)\s+", re.IGNORECASE
)


def _find_marked_authors(marked: Sequence[HtmlElement]) -> tuple[str, ...]:
    """Return the persons that the body marks as authors, by the most reliable kind of mark."""
    for has_mark in (_has_author_rel, _has_author_itemprop, _has_author_name):
        persons = _read_marked(
            [element for element in marked if has_mark(element) and not is_outside_article(element)]
        )
        if persons:
            return persons
    return ()


def find_marks(root: HtmlElement) -> list[HtmlElement]:
    """Return the first elements outside menus with the mark of an author in any attribute."""
    known: dict[str, bool] = {}  # pages repeat the values of attributes
    marked: list[HtmlElement] = []
    for element in root.iterdescendants():
        for name, content in element.items():
            if name not in _MARKING_ATTRIBUTES:
                continue
            if content not in known:
                known[content] = any(map(content.lower().__contains__, _MARKS))
            if known[content]:
                marked.append(element)
                break
    outside = (element for element in marked if next(element.iterancestors("nav"), None) is None)
    return list(islice(outside, _MAX_MARKED))


def _read_marked(marked: Sequence[HtmlElement]) -> tuple[str, ...]:
    """Return the persons in the first element that names some, and in those beside it."""
    found: dict[str, str] = {}
    parent: HtmlElement | None = None
    for element in marked:
        if not found or element.getparent() is parent:
            names = {match_key(name): name for name in split_author_names(read_name(element))}
            found |= {key: name for key, name in names.items() if key not in found}
            parent = element.getparent()
    return tuple(found.values())


def find_linked_authors(root: HtmlElement) -> tuple[str, ...]:
    """Return the authors whose names link to their pages: those of the first line of such links, which may be in a menu."""
    lines: dict[HtmlElement | None, dict[str, str]] = {}
    addresses = ((link, link.get("href") or "") for link in root.iter("a"))
    found = (link for link, address in addresses if any(map(address.__contains__, _AUTHOR_PATHS)))
    for link in islice(found, _MAX_MARKED):
        text = " ".join(read_name(link).split())
        line = link.getparent()
        if (
            line is None
            or not _leads_to(link.get("href") or "", text)
            or is_outside_article(link, is_sure=True)
        ):
            continue
        names = {match_key(name): name for name in split_author_names(text)}
        linked = [inner.text_content() for inner in line.iter("a")]
        if is_byline(" ".join(line.text_content().split()), linked):
            lines.setdefault(line if len(linked) > 1 else line.getparent(), {}).update(names)
    return tuple(next(iter(lines.values()), {}).values())


def _leads_to(address: str, name: str) -> bool:
    """Return whether a name may be that of the author in an address."""
    own = match_key(unquote(address))
    return " " in name and any(
        len(part) >= _MIN_NAME_PART and part in own for part in map(match_key, name.split())
    )


def _has_author_rel(element: HtmlElement) -> bool:
    return "author" in (element.get("rel") or "").lower().split()


def _has_author_itemprop(element: HtmlElement) -> bool:
    return "author" in (element.get("itemprop") or "").lower().split()


def _has_author_name(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
    return bool(_AUTHOR_NAME.search(names) or _AUTHOR_NAME.search(_CAMEL_CASE.sub("-", names)))


def is_outside_article(element: HtmlElement, *, is_sure: bool = False) -> bool:
    """Return whether an element belongs to a comment, another article or boilerplate."""
    is_sure = is_sure or _has_author_rel(element) or _has_author_itemprop(element)
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in {"body", "main"} or ancestor.find(".//h1") is not None:
            return False
        if ancestor.tag == "article" and len(ancestor.text_content()) < _MAX_TEASER:
            return True
        if ancestor.tag == "footer" and next(ancestor.iterancestors("article"), None) is not None:
            continue
        if ancestor.tag in {"footer", "nav"} or (
            ancestor.tag == "aside" and not is_sure and ancestor is not element
        ):
            return True
        if _OTHER_TEXT.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"):
            return True
    return False


def read_name(element: HtmlElement) -> str:
    """Return the names in an element, or its property "name" if it has one.

    What follows a name in a separate element, without a separator, is a role or a date unless it is a link, too.
    """
    named = next((inner for inner in element.iter() if inner.get("itemprop") == "name"), element)
    line, tag = "", None
    for text, own_tag in iter_texts(named):
        if _INITIALS.fullmatch(text):
            continue
        if (
            tag is None
            and " " not in line
            and is_person(text)
            and " " in text
            and not _ENDS_WITH_SEPARATOR.search(line)
        ):
            line = ""  # a label such as "Analysis"
        after_name = tag is not None and (own_tag == "br" or find_date(text) is None)
        if after_name and not _STARTS_WITH_SEPARATOR.match(text) and not _ENDS_WITH_SEPARATOR.search(line):
            if tag != "a" or own_tag != "a" or not is_person(text):
                break
            line += ","
        line = f"{line} {text}".strip()
        tag = own_tag if is_person(_BY.sub("", text)) else tag
    return line or (named.get("content") or "")


def iter_texts(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the texts of an element in their order, each with the tag of its element, or "" after one, "br" after a line end.

    A word that goes on in the next element, in small letters, is not divided.
    """
    texts: list[tuple[str, str]] = []
    for text in filter(None, _TEXTS(element)):
        if texts and texts[-1][0][-1:].isalpha() and text[0].islower():
            texts[-1] = (texts[-1][0] + text, texts[-1][1])
        else:
            tag = str(text.getparent().tag)
            texts.append((text, tag if tag == "br" or not text.is_tail else ""))
    return ((" ".join(text.split()), tag) for text, tag in texts if text.strip())


_BEFORE_BY = re.compile(r"^[^\W\d_]+ (?=By [^\W\d_])")
"""The label of a button, such as "Print", that is in an author card before the byline."""


def split_author_names(text: str) -> Iterator[str]:
    """Yield the names in a marked text, which is a byline or consists of names."""
    if len(text) > _MAX_MARKED_AUTHORS:
        return
    line = _AFTER_NAME.sub("", _ABOUT_AUTHOR.sub("", " ".join(_MAIL_ADDRESS.sub(" ", text).split())))
    line = _BEFORE_BY.sub("", line)
    if not line or len(line) > _MAX_AUTHOR_LINE or _NO_NAME.search(line):
        return
    byline = read_byline(line)
    if byline is not None:
        yield from byline.authors
        return
    day = find_date(line)
    if day is not None:
        line = drop_label(line[: day[1]])
    first, *others = _AUTHOR_SEPARATOR.split(_IN_BRACKETS.sub("", line))
    # A role, and what is one word without "for" and what follows it, as in "Special for" a newspaper, is no further person.
    others = [other for other in others if " " in _AFTER_IN.sub("", other) and not is_role(other)]
    for part in (first, *others):
        byline = read_byline(part if read_byline(part) else f"by {part.strip(' .,:–—-')}")
        if byline is None or not byline.authors:
            return
        if match_key(byline.authors[0]):
            yield from byline.authors


def _drop_by(text: str) -> str:
    """Remove "by" from the beginning of a byline, and what names an editor."""
    return _BY.sub("", _BEFORE_BY.sub("", _EDITED_BY.sub("", " ".join(text[:_MAX_MARKED_AUTHORS].split()))))


def drop_label(line: str, least: int = 1) -> str:
    """Remove the label of a date, such as "Updated", from the end of a line, of which `least` words are kept."""
    words = line.split()
    while len(words) > least and words[-1].casefold().strip(".,:|") in byline_words("filling"):
        words.pop()
    return " ".join(words)


def _drop_repetition(name: str) -> str:
    """Return "Anna Verdi" for "Anna Verdi Anna Verdi", the text of a byline with an author card."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else name


# The log messages of the library are of no use to users.
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_DATE_NAMES = (
    "article:published_time", "datepublished", "date", "pubdate", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    "rnews:datepublished", "prism.publicationdate", "firstpublishedtime",
)  # fmt: skip
"""Names of standards and widespread services; htmldate knows those of single publishers."""

_MARKED_DATES = etree.XPath(
    "descendant::*[@itemprop][contains(@itemprop, 'datePublished')] | descendant::time[@pubdate]"
)
"""The elements that are marked as the date of publication."""
_TIMES = etree.XPath(
    "(descendant::h1[1]/following::time[@datetime][not(ancestor::nav or ancestor::a)])[position() <= 40]"
)
_MODIFICATION_NAMES = ("article:modified_time", "og:updated_time")
"""A date that is only found is not that of publication if the head states it as that of a change."""

_AUTHOR_NAMES = (
    "citation_author", "dcterm.creator", "dcterms.creator", "dc.creator", "author", "article:author",
    "parsely-author", "sailthru.author", "byline", "cxenseparse:author",
)  # fmt: skip
_SURNAME_FIRST_NAMES = frozenset({"citation_author", "dcterm.creator", "dcterms.creator", "dc.creator"})
"""Names whose content is "Verdi, Anna"."""

_SITE_NAMES = (
    "og:site_name",
    "application-name",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
)

_BY = re.compile(
    rf"^(?:(?i:{phrases('before_authors')})\s*[:：\s]\s*"
    r"|(?:di|de|von|av|af)\s+|Von\s+(?=[A-ZÄÖÜ]\S+\s+[A-ZÄÖÜvd]))"
)
"""What precedes a name; particles only in lower case, since they also begin surnames, but "Von Anna Groß"."""

_NAME_SEPARATOR = re.compile(
    r"\s*[,;|/、，；·•+]\s*(?:(?:and|e|et|und|y|en|och|og|oraz|и|та|ve|és|și)\s+)?|\s+[–—-]\s+"
    r"|\s+(?:and|e|et|und|y|&|en|och|og|oraz|и|та|ve|és|și|dan|och|ja|και|with|avec|mit|con)\s+",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    rf"https?:|www\.|@|\d{{2,}}|[<>{{}}]|^[A-Za-z0-9]*_\w*$|(?:{phrases('organizations')})"
    r"|(?<!\w)(?:GmbH|AG|Ltd|Inc|LLC|S\.?p\.?A|S\.?r\.?l|e\.V|B\.V)(?!\w)|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}$|\w\.(?:com|org|net)$"
    rf"|^(?:.* (?:{phrases('desks')})|{phrases('editorial_offices')})$",
    re.IGNORECASE,
)
_NO_OTHER_AUTHOR = re.compile(
    r"https?:|www\.|[@<>{}_]|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}$|\w\.(?:com|org|net)$|\d{4,}|\w:\s"
)
"""Signs of addresses, times, accounts that were given by number, and labels."""

_WRITTEN_BY = re.compile(phrases("written_by_labels"), re.IGNORECASE)
_EDITED_BY = re.compile(rf"[\s\[【(（]*(?:{phrases('editors_in_charge')})\s*[:：].*$")
_NO_NAME = re.compile(
    r"(?<!\w)(?:facebook|twitter|whatsapp|linkedin|instagram|youtube|tiktok|telegram|pinterest|spotify|podcasts?|about|share|follow|view|archives?)(?!\w)",
    re.IGNORECASE,
)
"""Words of share links and of headings such as "About the author"."""

_AFTER_IN = re.compile(r"(?<=\w)\s+(?:in|on|at|for)(?:\s.*)?$")
"""The section or the place after a name; in lower case, since "In" is also a given name."""

_SURNAME_FIRST = re.compile(r"^[^\s,]+(?:\s[^\s,]+){0,2},\s*[^,]+$")
_MAX_NAME_WORDS = 5
_MARKED_PUBLISHERS = etree.XPath("descendant::*[@itemprop='publisher']/descendant::*[@itemprop='name']")
_MAX_OUTLET = 80
_ACRONYM = re.compile(r"^[A-Z]{2,5}$")
_CJK_SITE = re.compile("[_|｜-]([\u3400-\u9fff]{2,12})\\s*$")
_PERSONAL_SITE = re.compile(phrases("personal_pages"))

_HOSTING_SERVICES = frozenset({"blogger", "blogspot", "wordpresscom"})
"""Hosting services that state their own name instead of the site's."""

_TITLE_PART_SEPARATOR = re.compile(r"(?<!\s)\s+[|–—»·•-]\s+|(?:(?<!\s)\s+)?[|｜]\s*")
_NAME_PART_SEPARATOR = re.compile(r"(?<!\s)\s+\|\s+")


@value
class PublicationDay:
    """A date of publication; `guessed` if the page does not state it as such."""

    day: date | None = None
    guessed: bool = False


def find_published(
    root: HtmlElement,
    tags: MetaTags,
    stated: JsonLdArticle,
    byline: Byline,
    days: Days,
    language: str | None,
) -> PublicationDay:
    """Return the date of publication; `byline` and `days` are what is printed at the head of the article."""
    for text in (stated.published, *(tags.first(name) for name in _DATE_NAMES), stated.created):
        day = read_date(text, language) if text else None
        if day is not None and _is_sensible(day):
            return PublicationDay(day=day)
    for element in _MARKED_DATES(root):
        of_page = isinstance(element, HtmlElement) and not _is_in_comment(element)
        day = _read_element_date(element, language) if of_page else None
        if day is not None and _is_sensible(day):
            return PublicationDay(day=day)
    if byline.published is not None:
        return PublicationDay(day=byline.published)
    if days.first is not None and _is_sensible(days.first):
        return PublicationDay(day=days.first, guessed=True)
    modified = {read_date(tags.first(name) or "", language) for name in _MODIFICATION_NAMES}
    day = _find_time_element(root)
    if day is None or day in modified:
        day = _search_with_htmldate(root, tags.url)
    if day is None or day in modified:
        # The date of an update is the last resort.
        day = days.changed if days.changed is not None and _is_sensible(days.changed) else None
    return PublicationDay(day=day, guessed=True)


def _find_time_element(root: HtmlElement) -> date | None:
    """Return the date of the first `time` element below the first-level heading that belongs to the article."""
    days = (
        read_date(element.get("datetime") or "")
        for element in _TIMES(root)
        if isinstance(element, HtmlElement) and not is_outside_article(element)
    )
    return next((day for day in days if day is not None and _is_sensible(day)), None)


def _is_in_comment(element: HtmlElement) -> bool:
    names = (
        f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        for ancestor in (element, *element.iterancestors())
    )
    return any("comment" in name.lower() for name in names)


def _read_element_date(element: HtmlElement, language: str | None) -> date | None:
    text = element.get("datetime") or element.get("content") or "".join(element.itertext())
    return read_date(text, language)


def read_stated_authors(tags: MetaTags, stated: JsonLdArticle) -> tuple[str, ...]:
    """Return the persons that the head of the page names as authors."""
    outlets = _outlet_keys(tags, stated)
    texts = [list(stated.authors)]
    for name in _AUTHOR_NAMES:
        reordered = name in _SURNAME_FIRST_NAMES
        texts.append([_reorder_name(author) if reordered else author for author in tags.all(name)])
    found = (_select_persons(names, outlets) for names in texts)
    return next(filter(None, found), ())


def find_other_authors(
    marks: Sequence[HtmlElement], tags: MetaTags, stated: JsonLdArticle, printed: Sequence[str]
) -> tuple[str, ...]:
    """Return the organization, desk or account that the page names as its author; use it if there is no person.

    `marks` are the marked elements, `printed` the names after a printed label.
    """
    named = (
        [read_name(element)]
        for element in marks
        if (_has_author_rel(element) or _has_author_itemprop(element) or _has_author_name(element))
        and not is_outside_article(element)
    )
    for texts in (stated.authors or stated.organizations, *map(tags.all, _AUTHOR_NAMES), *named, printed):
        names = (_AFTER_NAME.sub("", _drop_by(text)).strip(" .,:–—-•") for text in texts)
        found = {match_key(name): name for name in names if _is_other_author(name, tags)}
        if found:
            return tuple(found.values())
    return ()


def _is_other_author(name: str, tags: MetaTags) -> bool:
    """Return whether a text is a name rather than a label, an address or a word for anybody of the staff."""
    words = [word for word in re.split(r"\W+", name.casefold()) if word]
    if not words or len(words) > _MAX_NAME_WORDS or not any(map(str.isalpha, name)):
        return False
    if _NO_OTHER_AUTHOR.search(name) or _NO_NAME.search(name) or match_key(name) in byline_words("places"):
        return False
    is_own_account = name.islower() and match_key(name).rstrip("0123456789") in host_names(tags.url)
    nobody = byline_words("nobody") | byline_words("filling") | byline_words("role_words")
    return not is_own_account and not all(word in nobody or word.isdecimal() for word in words)


def _outlet_keys(tags: MetaTags, stated: JsonLdArticle) -> frozenset[str]:
    """Return the match keys of the names of the publisher, which are not persons."""
    named = (stated.publication, *(tags.first(name) for name in (*_SITE_NAMES, "publisher")))
    parts = (part for name in named if name for part in (name, *_NAME_PART_SEPARATOR.split(name)))
    cjk = _CJK_SITE.search(tags.title)
    site_names = [cjk[1]] if cjk and not _PERSONAL_SITE.search(cjk[1]) else []
    return frozenset((*map(match_key, (*parts, *site_names)), *host_names(tags.url))) - {""}


def _reorder_name(name: str) -> str:
    """Return "Anna Verdi" for "Verdi, Anna"."""
    if not _SURNAME_FIRST.match(name) or _NAME_SEPARATOR.search(name.replace(",", "")):
        return name
    surname, _, given = name.partition(",")
    return f"{given.strip()} {surname.strip()}"


def find_authors(marks: Sequence[HtmlElement], tags: MetaTags, stated: JsonLdArticle) -> tuple[str, ...]:
    """Return the persons that marked elements of the body or a card for social networks name as authors."""
    outlets = _outlet_keys(tags, stated)
    named = _select_persons(_find_marked_authors(marks), outlets)
    if not named and _WRITTEN_BY.search(tags.first("twitter:label1") or ""):
        return _select_persons(tags.all("twitter:data1"), outlets)
    return named


def find_publication(tags: MetaTags, stated: JsonLdArticle) -> str | None:
    """Return the name of the outlet, or None."""
    named = (stated.publication, *(tags.first(name) for name in _SITE_NAMES))
    outlets = (
        name
        for name in named
        if name and not name.startswith(("@", "http")) and match_key(name) not in _HOSTING_SERVICES
    )
    return next((_NAME_PART_SEPARATOR.split(name)[0] for name in outlets), None)


def find_outlet_in_title(tags: MetaTags, stated: JsonLdArticle) -> str | None:
    """Return the part of the title in the head that is the name in the page's address, such as "NYTimes.com", or None."""
    hosts = host_names(tags.url or stated.url)
    for part in reversed(_TITLE_PART_SEPARATOR.split(" ".join(tags.title.split()))):
        if {match_key(part), match_key(part.rpartition(".")[0])} & hosts - {""}:
            return part
    return None


def keep_persons(names: Sequence[str], tags: MetaTags, stated: JsonLdArticle) -> tuple[str, ...]:
    """Return the names that are persons and not the publisher."""
    return _select_persons(names, _outlet_keys(tags, stated))


def find_marked_publisher(root: HtmlElement) -> str | None:
    """Return the publisher that the body marks."""
    for element in _MARKED_PUBLISHERS(root):
        if isinstance(element, HtmlElement):
            name = " ".join((element.get("content") or "".join(element.itertext())).split())
            if name and len(name) < _MAX_OUTLET:
                return name
    return None


def _select_persons(names: Sequence[str], outlets: frozenset[str]) -> tuple[str, ...]:
    """Split texts with several names and return those of persons."""
    found: dict[str, str] = {}
    for text in names:
        if "://" in text or match_key(text) in outlets:
            continue
        parts = _NAME_SEPARATOR.split(_IN_BRACKETS.sub(_drop_role, _drop_by(text)))
        first = parts[0]
        for part in parts:
            part_text = _BY.sub("", part.strip(" .,:–—-•"))
            name = _drop_repetition(drop_label(strip_role(_AFTER_IN.sub("", part_text)), least=2))
            follows = (
                part is not first and " " in first and _follows_name(_AFTER_IN.sub("", part_text), first)
            )
            if (
                not follows
                and not _NOT_A_PERSON.search(part_text)
                and _is_plausible(name)
                and not _is_outlet(name, outlets)
            ):
                name = name.title() if name.isupper() and " " in name else name
                found.setdefault(match_key(name), name)
    return tuple(found.values())


def _drop_role(in_brackets: re.Match[str]) -> str:
    return "" if is_role(in_brackets[0]) else in_brackets[0]


def _follows_name(part: str, person: str) -> bool:
    """Return whether a part after a person's name is a role or a place."""
    return is_role(part) or " " not in part or (part.isupper() and not person.isupper())


def _is_outlet(name: str, outlets: frozenset[str]) -> bool:
    """Return whether a name is the publisher, or initials."""
    own = match_key(name).rstrip("0123456789")
    return own in outlets or bool(_ACRONYM.match(name) and not are_agencies([name]))


def _is_plausible(name: str) -> bool:
    lettered = any(map(str.isalpha, name)) and len(name) > 1
    if not lettered or len(name.split()) > _MAX_NAME_WORDS or match_key(name) in byline_words("places"):
        return False
    return not _NOT_A_PERSON.search(name) and not _NO_NAME.search(name)


def _is_sensible(day: date) -> bool:
    return date(1990, 1, 1) <= day <= date(2100, 1, 1)


def _search_with_htmldate(root: HtmlElement, url: str | None) -> date | None:
    """Search the text and the address with htmldate."""
    import htmldate

    try:
        found = htmldate.find_date(deepcopy(root), original_date=True, extensive_search=False, url=url)
    except LIBRARY_ERRORS:
        return None
    return read_date(found) if found else None
