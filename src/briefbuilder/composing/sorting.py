"""The order of articles in what is gathered: that of import, or by what they say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from briefbuilder.domain.article import Article
from briefbuilder.templating.parts import Sort

_KEYS: dict[Sort, Callable[[Article], tuple[bool, int | str]]] = {
    "import": lambda _article: (False, 0),
    "date": lambda article: _day(article.metadata.published, 1),
    "newest": lambda article: _day(article.metadata.published, -1),
    "outlet": lambda article: _name(article.metadata.publication),
    "title": lambda article: _name(article.metadata.title),
}


def ranks(articles: Mapping[str, Article], sort: Sort) -> dict[str, int]:
    """Return each article's place by its id; `articles` are given in the order of import, which breaks ties.

    What an article does not say of itself puts it at the end.
    """
    names = sorted(articles, key=lambda name: _KEYS[sort](articles[name]))
    return {name: place for place, name in enumerate(names)}


def _day(day: date | None, sign: int) -> tuple[bool, int]:
    return day is None, sign * day.toordinal() if day else 0


def _name(text: str | None) -> tuple[bool, str]:
    return not text, (text or "").casefold()
