"""What is known of a page's article: JSON-LD first, then OpenGraph and meta elements, then the page itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement

from briefbuilder.importers.byline import Byline
from briefbuilder.importers.clean import key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.html.authors import marked_authors
from briefbuilder.importers.html.faults import LIBRARY_FAULTS
from briefbuilder.importers.html.jsonld import Stated
from briefbuilder.importers.html.tags import Tags

_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish_date", "publication_date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "dcterms.issued", "parsely-pub-date", "sailthru.date", "citation_publication_date", "article.published",
    "displaydate", "rnews:datepublished", "prism.publicationdate", "ptime", "creation_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "sailthru.author",
)
_SITES = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
_BY = re.compile(r"^(?:by|di|par|von|por|door|av|af|text|written by|a cura di|de)\s*[:\s]\s*", re.IGNORECASE)
_DIVIDE = re.compile(r"\s*[,;|/]\s*|\s+(?:and|e|et|und|y|&|en|och|og)\s+", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\d{2,}|[<>{}]|^(?:admin|administrator|staff|editor|editors|redazione|redaction|rédaction|redaktion"
    r"|redacción|unknown|guest|null|undefined|none)$",
    re.IGNORECASE,
)
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A day of publication; `guessed` where the page only shows it somewhere."""

    day: date | None = None
    guessed: bool = False


def published_of(root: HtmlElement, tags: Tags, stated: Stated, byline: Byline) -> Published:
    """Return the day of publication (not that of saving)."""
    for text in (stated.published, *(tags.first(name) for name in _DATES), stated.created):
        day = read_date(text) if text else None
        if day is not None and _is_sensible(day):
            return Published(day=day)
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "published" in (element.get("itemprop") or "").lower():
            day = read_date(element.get("datetime") or "".join(element.itertext()))
            if day is not None and _is_sensible(day):
                return Published(day=day)
    if byline.published is not None:
        return Published(day=byline.published)
    return Published(day=_searched(root, tags.url), guessed=True)


def stated_authors(tags: Tags, stated: Stated) -> tuple[str, ...]:
    """Return the persons that the page's head names as authors, none where it names none."""
    site = key(stated.publication or tags.first("og:site_name") or "")
    for names in (stated.authors, *([tags.meta.get(name, "")] for name in _AUTHORS)):
        authors = _persons(names, site)
        if authors:
            return authors
    return ()


def searched_authors(root: HtmlElement, tags: Tags, stated: Stated) -> tuple[str, ...]:
    """Return the persons whom the page's body marks as authors."""
    return _persons(marked_authors(root), key(stated.publication or tags.first("og:site_name") or ""))


def publication_of(tags: Tags, stated: Stated) -> str | None:
    """Return the name of the outlet, None where the page does not give it."""
    named = (stated.publication, *(tags.first(name) for name in _SITES))
    return next((name for name in named if name and not name.startswith(("@", "http"))), None)


def _persons(names: Sequence[str], site: str) -> tuple[str, ...]:
    """Return names of persons: several in one text are divided, what is no name is dropped."""
    found: dict[str, str] = {}
    for text in names:
        if "://" in text:
            continue
        for part in _DIVIDE.split(_BY.sub("", " ".join(text.split()))):
            name = _BY.sub("", part.strip(" .,:–—-•"))
            if name.isupper() and " " in name:
                name = name.title()
            plausible = any(map(str.isalpha, name)) and len(name.split()) <= _MOST_WORDS and len(name) > 1
            if plausible and not _NO_PERSON.search(name) and key(name) != site:
                found.setdefault(key(name), name)
    return tuple(found.values())


def _is_sensible(day: date) -> bool:
    return date(1990, 1, 1) <= day <= date(2100, 1, 1)


def _searched(root: HtmlElement, url: str | None) -> date | None:
    """Let htmldate look for a day in the page's text and address."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(deepcopy(root), original_date=True, extensive_search=False, url=url)
    except LIBRARY_FAULTS:
        return None
    return read_date(found) if found else None
