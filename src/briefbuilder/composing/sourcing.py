"""The rules of quoting: what a source does not say, its rights, how much of it is quoted, and its embargo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.lengths import item_text, word_count
from briefbuilder.composing.material import same_language
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.notices import Place
from briefbuilder.templating.checks import Check


def excerpts(ledger: Ledger) -> Iterator[tuple[Excerpt, Place]]:
    """Yield the excerpts in the order of reading, each with its place."""
    for part in ledger.material.briefing.walk():
        for item in part.items:
            if isinstance(item, Excerpt):
                yield item, Place(part=part.id, item=item.id, article=item.passage.article)


def check_sources(ledger: Ledger) -> None:
    """Tell once of each quoted article what its source does not say, of rights, and of an embargo."""
    told: set[str] = set()
    for excerpt, place in excerpts(ledger):
        article = ledger.material.articles.get(excerpt.passage.article)
        if article is None or article.id in told:
            continue
        told.add(article.id)
        for code in _gaps(article):
            ledger.find(code, place, article=source_name(article))
        if article.metadata.rights.reserved:
            statement = article.metadata.rights.statement or "©"
            ledger.find("rights-reserved", place, article=source_name(article), statement=statement)
        _check_embargo(article, place, ledger)
    _check_amounts(ledger)
    _check_translations(ledger)


def source_name(article: Article) -> str:
    """Return what a finding calls an article."""
    return article.metadata.title or article.original.name


def _gaps(article: Article) -> Iterator[Check]:
    data = article.metadata
    if not data.title.strip():
        yield "source-without-title"
    if not data.publication:
        yield "source-without-outlet"
    if data.published is None:
        yield "source-without-date"
    if not data.url and not any(block.page for block in article.blocks):
        yield "source-without-url"
    if not data.language:
        yield "language-unknown"


def _check_embargo(article: Article, place: Place, ledger: Ledger) -> None:
    until = article.metadata.embargo
    if until is not None and until > datetime.fromisoformat(ledger.material.now):
        moment = until.isoformat(sep=" ", timespec="minutes")
        ledger.find("embargo-not-over", place, article=source_name(article), until=moment)


def _check_translations(ledger: Ledger) -> None:
    """Tell once of each source how many of its excerpts in another language have no working translation."""
    material = ledger.material
    missing: dict[str, list[Place]] = {}
    for excerpt, place in excerpts(ledger):
        article = material.articles.get(excerpt.passage.article)
        foreign = not same_language(material.language_of(article), material.language)
        if article is not None and foreign and not excerpt.translation:
            missing.setdefault(article.id, []).append(place)
    for name, places in missing.items():
        shown = source_name(material.articles[name])
        ledger.find("translation-missing", places[0], article=shown, count=str(len(places)))


def _check_amounts(ledger: Ledger) -> None:
    """Tell of each source of which more words are quoted than the template allows, at its last excerpt."""
    most = ledger.material.template.sources.words
    if most is None:
        return
    counts: dict[str, int] = {}
    places: dict[str, Place] = {}
    for excerpt, place in excerpts(ledger):
        name = excerpt.passage.article
        counts[name] = counts.get(name, 0) + word_count(item_text(excerpt))
        places[name] = place
    for name, count in counts.items():
        article = ledger.material.articles.get(name)
        if count > most and article is not None:
            ledger.find(
                "source-quoted-long",
                places[name],
                article=source_name(article),
                count=str(count),
                limit=str(most),
            )
