"""`articles`, `show` and `search`: what is in a dossier."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.cli.context import Context, article_named
from briefbuilder.cli.family import Family
from briefbuilder.cli.plain import article_lines, described_source
from briefbuilder.cli.shapes import article_shape
from briefbuilder.cli.topics import tagged_sections, topic_ids
from briefbuilder.domain.wanted import ORDERS, Wanted

_ANSWERS = {"yes": True, "no": False}

if TYPE_CHECKING:
    from briefbuilder.app.session import SearchHit, Session
    from briefbuilder.domain.changes import ArticleRecord


def add(family: Family) -> None:
    """Add the commands to the parser."""
    articles = family.command("articles", list_articles)
    articles.add_argument("dossier", metavar="DOSSIER", type=Path, help=family.help("dossier"))
    show = family.command("show", show_article)
    show.add_argument("dossier", metavar="DOSSIER", type=Path, help=family.help("dossier"))
    show.add_argument("article", metavar="ARTICLE", help=family.help("article"))
    search = family.command("search", search_sections)
    search.add_argument("dossier", metavar="DOSSIER", type=Path, help=family.help("dossier"))
    search.add_argument("words", metavar="WORDS", nargs="+", help=family.help("words"))
    search.add_argument("--topic", metavar="ID", action="append", default=[], help=family.help("topic"))
    search.add_argument("--language", metavar="xx", help=family.help("text-language"))
    search.add_argument("--outlet", metavar="NAME", help=family.help("outlet"))
    search.add_argument("--since", metavar="DAY", type=_day, help=family.help("since"))
    search.add_argument("--until", metavar="DAY", type=_day, help=family.help("until"))
    search.add_argument("--tagged", choices=tuple(_ANSWERS), help=family.help("tagged"))
    search.add_argument("--used", choices=tuple(_ANSWERS), help=family.help("used"))
    search.add_argument("--sort", choices=ORDERS, default="relevance", help=family.help("sort"))
    search.add_argument("--limit", metavar="N", type=_positive, default=50, help=family.help("limit"))


def list_articles(arguments: Namespace, context: Context) -> int:
    """List the articles in the order of import."""
    with context.opened(arguments.dossier) as session:
        for number, record in enumerate(session.articles(), 1):
            _list(session, number, record, context)
    return 0


def show_article(arguments: Namespace, context: Context) -> int:
    """Show one article with its sections, their tags, and what its importer did."""
    with context.opened(arguments.dossier) as session:
        record = article_named(session, arguments.article)
        article = session.article(record.id)
        tags = tagged_sections(article, session.tags(record.id))
        taxonomy = session.taxonomy()
    shape = article_shape(article, record.notices, context.words)
    for section in shape["sections"]:
        section["tags"] = list(tags.get(section["section"], ()))
    topics = {topic.id: topic.name(context.words.language) for topic in taxonomy.topics}
    names = {index: [topics.get(topic, topic) for topic in of] for index, of in tags.items()}
    lines = article_lines(article, record.notices, context.words, names)
    context.console.emit({"article": record.id, **shape}, "\n".join((record.id, *lines)))
    return 0


def search_sections(arguments: Namespace, context: Context) -> int:
    """Find sections by their words."""
    with context.opened(arguments.dossier) as session:
        topics = topic_ids(session.taxonomy(), arguments.topic)
        hits = session.find_sections(_wanted(arguments, topics), arguments.limit)
    for hit in hits:
        shape = {
            "article": hit.article,
            "section": hit.section,
            "title": hit.title,
            "heading": hit.heading,
            "snippet": hit.snippet,
            "score": hit.score,
        }
        context.console.emit(shape, _hit_lines(hit))
    if not hits:
        context.console.say(context.words.text("cli-nothing-found"))
    return 0


def _wanted(arguments: Namespace, topics: tuple[str, ...]) -> Wanted:
    return Wanted(
        words=" ".join(arguments.words),
        topics=topics,
        language=arguments.language,
        outlet=arguments.outlet,
        since=arguments.since,
        until=arguments.until,
        tagged=_ANSWERS.get(arguments.tagged),
        used=_ANSWERS.get(arguments.used),
        order=arguments.sort,
    )


def _hit_lines(hit: SearchHit) -> str:
    heading = f" · {hit.heading}" if hit.heading else ""
    return f"{hit.article} [{hit.section}] {hit.title}{heading}\n    {' '.join(hit.snippet.split())}"


def _list(session: Session, number: int, record: ArticleRecord, context: Context) -> None:
    metadata = record.metadata
    tags = session.tags(record.id)
    shape = {
        "number": number,
        "article": record.id,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "publication": metadata.publication,
        "published": metadata.published.isoformat() if metadata.published else None,
        "url": metadata.url,
        "language": metadata.language,
        "file": record.original.name,
        "sha256": record.original.sha256,
        "media_type": record.original.media_type,
        "imported": record.imported,
        "tags": len(tags),
        "copies": [one for one in session.library.group(record.id) if one != record.id],
    }
    counted = context.words.text("cli-tag-count", count=str(len(tags)))
    described = " · ".join(filter(None, (described_source(metadata), counted)))
    context.console.emit(shape, f"{number}. {metadata.title}\n    {record.id} · {described}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text}: YYYY-MM-DD") from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text}: 1, 2, 3 …")
    return int(text)
