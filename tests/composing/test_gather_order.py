"""Articles are sorted by their metadata; those without the value are last."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.composing.gather import rank_articles
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.templating.parts import Sort

ORIGINAL = Original(sha256="0" * 64, media_type="text/plain", name="a.txt", size=1)


def article(name: str, title: str, publication: str | None, day: int | None) -> Article:
    published = None if day is None else date(2026, 3, day)
    metadata = Metadata(title=title, publication=publication, published=published)
    return Article(id=name, metadata=metadata, blocks=(), original=ORIGINAL)


ARTICLES = {
    one.id: one
    for one in (
        article("a", "beta", None, 3),
        article("b", "", "Zeit", None),
        article("c", "Alfa", "ansa", 5),
        article("d", "gamma", "Bild", 1),
        article("e", "beta", None, 3),
    )
}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("import", "abcde"),
        ("date", "daecb"),
        ("newest", "caedb"),
        ("outlet", "cdbae"),
        ("title", "caedb"),
    ],
)
def test_articles_come_in_each_order(sort: Sort, order: str) -> None:
    assert rank_articles(ARTICLES, sort) == {name: place for place, name in enumerate(order)}
