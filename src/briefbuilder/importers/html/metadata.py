"""What is known of a page's article: JSON-LD first, then OpenGraph and meta elements, then the page itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from functools import cache
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from briefbuilder.domain.values import value
from briefbuilder.importers.byline import are_agencies, is_role, read_byline, strip_role
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.dates import find_date, read_date
from briefbuilder.importers.html.extraction import LIBRARY_ERRORS
from briefbuilder.importers.html.headline import HeadLines, host_names
from briefbuilder.importers.html.statements import JsonLdArticle, MetaTags

# The authors that a page marks as such in its body, where its head names none.

_MARKED = " | ".join(
    f"descendant::*/@{attribute}[contains(., 'uthor') or contains(., 'yline') or contains(., 'writer')"
    " or contains(., 'firma') or contains(., 'signature')]/parent::*[not(ancestor::nav)]"
    for attribute in ("rel", "itemprop", "class", "id", "data-testid")
)
"""Walks over attributes, not elements: most elements of a page have none of these."""

_LINKED = (
    "descendant::a/@href[contains(., '/author') or contains(., '/contributor') or contains(., '/writer')"
    " or contains(., '/staff/') or contains(., '/journalist') or contains(., '/autor') or contains(., '/auteur')]/.."
)
"""Links whose address may be that of a person's page."""

_PERSON_S_PAGE = re.compile(
    r"/(?:authors?|contributors?|writers?|staff|journalistes?|journalists?|autor(?:es|i|en)?|autore|auteurs?)/(?:[\w.-]+/)?([^/?#]+)/?(?:[?#].*)?$",
    re.IGNORECASE,
)

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:by-?line(?:[_-]*(?:name|author)s?)?|(?:article|post|entry|story|news|meta|content)?[_-]*authors?(?:[_-]*(?:names?|link))?"
    r"|writer[_-]*names?|firma|signature)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_OF_TEXT = re.compile(
    r"comment|related|avatar|(?<!author-)share|follow|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|disqus|reply|widget(?!\s+Blog\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^about (?:the )?author:?\s+", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?<=\w)\s+(?:contributor|(?:view|see|read) (?:more|all|bio|profile)|more (?:from|by)|full bio)\b.*$",
    re.IGNORECASE,
)
"""What stands in one mark with a name and is no part of it."""

_ADDRESS = re.compile(r"\S*@\S+")
_LONGEST = 120
_LONGEST_TEASER = 500
"""Code points: an article without a heading of the first level and no longer than this is the teaser of another one."""

_MOST = 40
"""Marked elements that are looked at."""

_AUTHOR_SEPARATOR = re.compile(r"\s*[,;|/·•\n]\s*|\s+(?:and|e|et|und|y|&|en|och|og)\s+", re.IGNORECASE)


def find_marked_authors(root: HtmlElement) -> tuple[str, ...]:
    """Return the persons whom a page marks as authors, from its surest mark; none where it marks none."""
    marked = [element for element in _marked()(root)[:_MOST] if isinstance(element, HtmlElement)]
    for sure in (_by_relation, _by_property, _by_name):
        for element in marked:
            if sure(element) and not is_outside_article(element):
                persons = tuple(_author_names(_text(element)))
                if persons:
                    return persons
    return _linked_author(root)


def _linked_author(root: HtmlElement) -> tuple[str, ...]:
    """Return the only person whose page a page links to under an address that ends with that name."""
    found: dict[str, str] = {}
    for link in _links()(root)[:_MOST]:
        page = _PERSON_S_PAGE.search(link.get("href") or "")
        text = " ".join(link.text_content().split()) if page else ""
        if (
            page
            and " " in text
            and match_key(unquote(page[1])) == match_key(text)
            and not is_outside_article(link, sure=True)
        ):
            found.update((match_key(name), name) for name in _author_names(text))
    return tuple(found.values()) if len(found) == 1 else ()


@cache
def _links() -> etree.XPath:
    return etree.XPath(_LINKED)


@cache
def _marked() -> etree.XPath:
    return etree.XPath(_MARKED)


def _by_relation(element: HtmlElement) -> bool:
    return "author" in (element.get("rel") or "").lower().split()


def _by_property(element: HtmlElement) -> bool:
    return "author" in (element.get("itemprop") or "").lower().split()


def _by_name(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
    return bool(_NAMED.search(names))


def is_outside_article(element: HtmlElement, *, sure: bool = False) -> bool:
    """Tell whether an element belongs to a comment, to another text or to what surrounds this one."""
    sure = sure or _by_relation(element) or _by_property(element)
    for around in (element, *element.iterancestors()):
        if around.tag in {"body", "main"} or around.find(".//h1") is not None:
            return False
        if around.tag == "article" and len(around.text_content()) < _LONGEST_TEASER:
            return True
        if around.tag == "footer" and next(around.iterancestors("article"), None) is not None:
            continue
        if around.tag in {"footer", "nav"} or (around.tag == "aside" and not sure):
            return True
        if _NOT_OF_TEXT.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return True
    return False


def _text(element: HtmlElement) -> str:
    """Return an element's text, its property "name" alone where it has one."""
    named = next((inner for inner in element.iter() if inner.get("itemprop") == "name"), element)
    parts = (part.strip() for part in named.itertext())
    return " ".join(part for part in parts if part) or (named.get("content") or "")


def _author_names(text: str) -> Iterator[str]:
    """Yield the names in a marked text: read as a byline, or names alone."""
    line = _BEHIND.sub("", _ABOUT.sub("", " ".join(_ADDRESS.sub(" ", text).split())))
    if not line or len(line) > _LONGEST:
        return
    told = read_byline(line)
    if told is not None:
        yield from map(_once, told.authors)
        return
    day = find_date(line)
    if day is not None:
        line = line[: day[1]]
    line = re.sub(r"\s*\([^()]*\)", "", line)
    for part in _AUTHOR_SEPARATOR.split(line):
        told = read_byline(part if read_byline(part) else f"by {part.strip(' .,:–—-')}")
        if told is None or not told.authors:
            return
        if match_key(told.authors[0]):
            yield from map(_once, told.authors)


def _once(name: str) -> str:
    """Return "Anna Verdi" of "Anna Verdi Anna Verdi", as a byline with a card behind it reads."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else name


# What the library logs about a page is of no use to the user.
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish_date", "publication_date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "citation_publication_date", "article.published",
    "displaydate", "rnews:datepublished", "prism.publicationdate", "ptime", "creation_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHORS = (
    "citation_author",
    "dcterm.creator",
    "dcterms.creator",
    "dc.creator",
    "author",
    "article:author_name",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "byline",
    "search.byline",
    "og:author",
    "og:article:author",
    "article_author",
    "cxenseparse:author",
    "lp.article:author",
    "dcsext.author",
)
_SURNAME_FIRST = frozenset({"citation_author", "dcterm.creator", "dcterms.creator", "dc.creator"})
"""Where libraries write "Verdi, Anna"."""

_SITES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher", "dcterms.publisher")
_BY = re.compile(
    r"^(?:(?i:(?:(?:written|words|text|story|report|reported|analysis|opinion|review|interview|commentary|column|posted|published) )?by|a cura di|par|por|door|oleh|text|texte|testo|texto|tekst|foto|autor(?:es|i|a)?|autore"
    r"|auteurs?|authors?|autorin|författare|kirjoittanut|írta|szerző|yazan|автор|текст|συντάκτης|作者|文|撰文|記者|记者)\s*[:：\s]\s*"
    r"|(?:di|de|von|av|af)\s+)"
)
"""What stands before a name; small particles only in small letters, for they also begin surnames."""

_DIVIDE = re.compile(
    r"\s*[,;|/、，；]\s*(?:(?:and|e|et|und|y|en|och|og|oraz|и|та|ve|és|și)\s+)?|\s+(?:and|e|et|und|y|&|en|och|og|oraz|и|та|ve|és|și|dan|och|ja|και)\s+",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\d{2,}|[<>{}]|^[A-Za-z0-9]*_\w*$|(?:ministeri|ministry|foundation|stiftung|fondazione|fondation|universi|verband|verein\b|associa[tzc]ion|institut|commission"
    r"|committee|council)|(?<!\w)(?:GmbH|AG|Ltd|Inc|LLC|S\.?p\.?A|S\.?r\.?l|e\.V|B\.V)(?!\w)|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}$|\w\.(?:com|org|net)$|^(?:.* (?:desk|wire|newsroom|editorial|redaktion|redactie|staff|sports?|news|business|online|digital|tv|radio|magazine|media)|press office"
    r"|ufficio stampa|comunicato stampa|aa\.? ?vv\.?|web editor|haber merkezi|tim redaksi|redaksi(?: .*)?|ban biên tập|(?:от )?редакци[яи](?: .*)?"
    r"|пресс-служба(?: .*)?|(?:هيئة )?التحرير|מערכת(?: .*)?|온라인뉴스팀|뉴스팀|新闻中心|新聞中心|σύνταξη|newsroom|admin|administrator|(?:our |foreign |web |news |.{0,20} )?staff(?: (?:reporter|writer)s?)?|editors?"
    r"|editorial(?: (?:board|team|staff))?|news ?room|(?:news|web) ?desk|contributors?(?: to .*)?|(?:la |die )?reda[ck][ctz]i(?:on|o|a|ón)?(?: .*)?"
    r"|(?:la )?rédaction(?: .*)?|redactie|redazione(?: .*)?|redakce|redakcja|redaktionen|toimitus|szerkesztőség|редакция|編集部|编辑部|本报讯|unknown"
    r"|guest|(?:super|admin) ?user|user ?admin|webmaster|moderator|blogger|null|undefined|none|name|author|user ?name|by|von|par|por|di|da|anonymous|agencies|agenzie)$",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"writ|author|écrit|verfass|geschrieb|scritto|autor|escrito|geschreven|skrivet|skrevet|napisa|kirjoit|yazan|автор|напис|作者|執筆",
    re.IGNORECASE,
)
"""What a network's card calls the name of who wrote a page."""

_SURNAME = re.compile(r"^[^\s,]+(?:\s[^\s,]+){0,2},\s*[^,]+$")
_MOST_WORDS = 5
_LONGEST_OUTLET = 80
_ACRONYM = re.compile(r"^[A-Z]{2,5}$")
_WIDE_SITE = re.compile("[_|｜-]([\u3400-\u9fff]{2,12})\\s*$")
_OF_PERSON = re.compile("博客|博文|专栏|專欄|作者|主页|空间")
"""What stands behind a title in Chinese is the site's name, but for a person's pages on it."""

_HOSTS = frozenset({"blogger", "blogspot", "wordpresscom"})
"""Services that state their own name for that of each site on them."""

_PARTED = re.compile(r"\s+\|\s+")


@value
class PublicationDay:
    """A day of publication; `guessed` where the page only shows it somewhere."""

    day: date | None = None
    guessed: bool = False


def find_published(
    root: HtmlElement, tags: MetaTags, stated: JsonLdArticle, head: HeadLines, language: str | None = None
) -> PublicationDay:
    """Return the day of publication (not that of saving)."""
    for text in (stated.published, *(tags.first(name) for name in _DATES), stated.created):
        day = read_date(text, language) if text else None
        if day is not None and _is_sensible(day):
            return PublicationDay(day=day)
    for element in _dated()(root):
        of_page = isinstance(element, HtmlElement) and not _is_of_comment(element)
        day = _day_of(element, language) if of_page else None
        if day is not None and _is_sensible(day):
            return PublicationDay(day=day)
    if head.byline.published is not None:
        return PublicationDay(day=head.byline.published)
    if head.near is not None and _is_sensible(head.near):
        return PublicationDay(day=head.near, guessed=True)
    # Where all else fails, what is said to have been changed on a day was at least there by then.
    changed = head.changed if head.changed is not None and _is_sensible(head.changed) else None
    return PublicationDay(day=_timed(root) or _searched(root, tags.url) or changed, guessed=True)


@cache
def _dated() -> etree.XPath:
    """Find what a page marks as its day of publication."""
    return etree.XPath("descendant::*[contains(@itemprop, 'datePublished') or (self::time and @pubdate)]")


def _timed(root: HtmlElement) -> date | None:
    """Return the first point in time that a page marks below its heading of the first level, not that of another text."""
    for element in _times()(root):
        if isinstance(element, HtmlElement) and not is_outside_article(element):
            day, shown = read_date(element.get("datetime") or ""), read_date(element.text_content())
            if day is not None and _is_sensible(day):
                # At midnight, the day in the page's own time zone is the one that it shows.
                return shown if shown and abs((shown - day).days) == 1 else day
    return None


@cache
def _times() -> etree.XPath:
    return etree.XPath(
        "(descendant::h1[1]/following::time[@datetime][not(ancestor::nav or ancestor::a)])[position() <= 40]"
    )


def _is_of_comment(element: HtmlElement) -> bool:
    names = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in (element, *element.iterancestors()))
    return any("comment" in name.lower() for name in names)


def _day_of(element: HtmlElement, language: str | None) -> date | None:
    told = element.get("datetime") or element.get("content") or "".join(element.itertext())
    return read_date(told, language)


def read_stated_authors(tags: MetaTags, stated: JsonLdArticle) -> tuple[str, ...]:
    """Return the persons that the page's head names as authors, none where it names none."""
    outlets = _outlets(tags, stated)
    authors = _persons(stated.authors, outlets)
    for name in _AUTHORS:
        if not authors:
            turned = name in _SURNAME_FIRST
            authors = _persons([_turned(one) if turned else one for one in tags.every(name)], outlets)
    return authors


def _outlets(tags: MetaTags, stated: JsonLdArticle) -> frozenset[str]:
    """Return the names of whoever publishes the page, as letters and digits: none of them is a person."""
    named = (stated.publication, *(tags.first(name) for name in (*_SITES, "publisher")))
    parts = (part for name in named if name for part in (name, *_PARTED.split(name)))
    wide = _WIDE_SITE.search(tags.title)
    behind = [wide[1]] if wide and not _OF_PERSON.search(wide[1]) else []
    return frozenset((*map(match_key, (*parts, *behind)), *host_names(tags.url))) - {""}


def _turned(name: str) -> str:
    """Return "Anna Verdi" of "Verdi, Anna"."""
    if not _SURNAME.match(name) or _DIVIDE.search(name.replace(",", "")):
        return name
    surname, _, given = name.partition(",")
    return f"{given.strip()} {surname.strip()}"


def find_authors(root: HtmlElement, tags: MetaTags, stated: JsonLdArticle) -> tuple[str, ...]:
    """Return the persons whom the page's body marks as authors, or its card for a network."""
    outlets = _outlets(tags, stated)
    named = _persons(find_marked_authors(root), outlets)
    if not named and _WRITTEN.search(tags.first("twitter:label1") or ""):
        return _persons(tags.every("twitter:data1"), outlets)
    return named


def find_publication(tags: MetaTags, stated: JsonLdArticle) -> str | None:
    """Return the name of the outlet, None where the page does not give it."""
    named = (stated.publication, *(tags.first(name) for name in _SITES))
    outlets = (
        name
        for name in named
        if name and not name.startswith(("@", "http")) and match_key(name) not in _HOSTS
    )
    return next((_PARTED.split(name)[0] for name in outlets), None)


def keep_persons(names: Sequence[str], tags: MetaTags, stated: JsonLdArticle) -> tuple[str, ...]:
    """Return those of some names that are persons, not whoever publishes the page."""
    return _persons(names, _outlets(tags, stated))


def find_marked_publisher(root: HtmlElement) -> str | None:
    """Return the publisher that a page's body marks as such."""
    for element in _publishers()(root):
        if isinstance(element, HtmlElement):
            name = " ".join((element.get("content") or "".join(element.itertext())).split())
            if name and len(name) < _LONGEST_OUTLET:
                return name
    return None


@cache
def _publishers() -> etree.XPath:
    return etree.XPath("descendant::*[@itemprop='publisher']/descendant::*[@itemprop='name']")


def _persons(names: Sequence[str], outlets: frozenset[str]) -> tuple[str, ...]:
    """Return names of persons: several in one text are divided, what is no name is dropped."""
    found: dict[str, str] = {}
    for text in names:
        if "://" in text or match_key(text) in outlets:
            continue
        parts = _DIVIDE.split(_BY.sub("", " ".join(text.split())))
        first = parts[0]
        for part in parts:
            whole = _BY.sub("", part.strip(" .,:–—-•"))
            name = strip_role(whole)
            behind = part is not first and " " in first and _stands_behind(whole, first)
            if (
                not behind
                and not _NO_PERSON.search(whole)
                and _is_plausible(name)
                and not _is_outlet(name, outlets)
            ):
                name = name.title() if name.isupper() and " " in name else name
                found.setdefault(match_key(name), name)
    return tuple(found.values())


def _stands_behind(part: str, person: str) -> bool:
    """Tell whether a part behind a person's name tells where or as what that person writes."""
    return is_role(part) or " " not in part or (part.isupper() and not person.isupper())


def _is_outlet(name: str, outlets: frozenset[str]) -> bool:
    """Tell whether a name is that of whoever publishes the page, or one word that it begins with."""
    own = match_key(name).rstrip("0123456789")
    begins = " " not in name and any(outlet.startswith(own) for outlet in outlets)
    return own in outlets or begins or bool(_ACRONYM.match(name) and not are_agencies([name]))


def _is_plausible(name: str) -> bool:
    lettered = any(map(str.isalpha, name)) and len(name) > 1
    return lettered and len(name.split()) <= _MOST_WORDS and not _NO_PERSON.search(name)


def _is_sensible(day: date) -> bool:
    return date(1990, 1, 1) <= day <= date(2100, 1, 1)


def _searched(root: HtmlElement, url: str | None) -> date | None:
    """Let htmldate look for a day in the page's text and address."""
    import htmldate

    try:
        found = htmldate.find_date(deepcopy(root), original_date=True, extensive_search=False, url=url)
    except LIBRARY_ERRORS:
        return None
    return read_date(found) if found else None
