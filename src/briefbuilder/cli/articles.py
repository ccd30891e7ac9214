"""The commands `read`, `new`, `import`, `articles`, `show` and `search`."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder import app
from briefbuilder.app.commands.imports import ImportOutcome
from briefbuilder.app.query_names import query_error
from briefbuilder.app.session import Session
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    NamingError,
    find_article,
    language_of_texts,
    positive,
    read_given,
    read_password_file,
    tagged_sections,
    topic_ids,
)
from briefbuilder.cli.output import (
    article_lines,
    article_shape,
    describe_source,
    fields,
    notice_shapes,
    section_shape,
)
from briefbuilder.domain.errors import CancelledError, DossierError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.query import ORDERS, Query
from briefbuilder.domain.visible_text import show_line
from briefbuilder.storage.query_language import QueryProblem, parse

if TYPE_CHECKING:
    from briefbuilder.app.messages import Words
    from briefbuilder.app.search_dossiers import DossierHits
    from briefbuilder.domain.article import ImportedArticle
    from briefbuilder.domain.changes import ArticleRecord
    from briefbuilder.storage.search import SearchHit

_ANSWERS = {"yes": True, "no": False}
_COPIES = ("copy-of", "copy-perhaps")
"""The codes of notices that name an article with the same text."""


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    read = group.command("read", read_files)
    read.add_argument("files", metavar="FILE", nargs="+", type=Path, help=group.help("files"))
    new = group.dossier_command("new", new_dossier)
    new.add_argument("--new-password-file", metavar="F", type=Path, help=group.help("new-password-file"))
    importing = group.dossier_command("import", import_files)
    importing.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=group.help("paths"))
    group.dossier_command("articles", list_articles)
    show = group.dossier_command("show", show_article)
    show.add_argument("article", metavar="ARTICLE", help=group.help("article"))
    search = group.dossier_command("search", search_sections)
    search.add_argument("words", metavar="WORDS", nargs="+", help=group.help("words"))
    search.query = "words"
    search.replaces_first = "--recent"
    search.add_argument("--recent", action="store_true", help=group.help("recent"))
    group.add_list(search, "--topic", "ID", "topic")
    search.add_argument("--language", metavar="xx", help=group.help("text-language"))
    search.add_argument("--outlet", metavar="NAME", help=group.help("outlet"))
    search.add_argument("--since", metavar="DAY", type=_day, help=group.help("since"))
    search.add_argument("--until", metavar="DAY", type=_day, help=group.help("until"))
    search.add_argument("--tagged", choices=tuple(_ANSWERS), help=group.help("tagged"))
    search.add_argument("--used", choices=tuple(_ANSWERS), help=group.help("used"))
    search.add_argument("--sort", choices=ORDERS, default="relevance", help=group.help("sort"))
    search.add_argument("--limit", metavar="N", type=positive, default=50, help=group.help("limit"))


def add_copy_notices(session: Session, outcomes: Iterable[ImportOutcome]) -> tuple[ImportOutcome, ...]:
    """Return the outcomes with a notice for each article that an imported one copies, or may copy."""
    return tuple(
        replace(outcome, notices=(*outcome.notices, *copy_notices(session, outcome.article)))
        if outcome.status == "imported" and outcome.article is not None
        else outcome
        for outcome in outcomes
    )


def copy_notices(session: Session, article: str) -> tuple[Notice, ...]:
    """Return a notice for each certain or possible copy of an article, with title, id and shared part."""
    found = []
    for copy in session.search.copies(article):
        record = session.store.record(copy.article)
        if record is not None:
            title = record.metadata.title or record.original.name
            subject = f"“{title}” ({record.id}, {round(100 * copy.share)} %)"
            found.append(Notice(code=_COPIES[0 if copy.certain else 1], subject=subject))
    return tuple(found)


def read_files(arguments: Namespace, context: CommandContext) -> int:
    """Read files into articles without storing them."""
    from briefbuilder.domain.article import RefusedFile

    refused = 0
    for reading in read_given(arguments.files, context):
        if isinstance(reading, RefusedFile):
            refused += 1
            _report_refused(reading.path, context.words.error(reading.error), context)
            continue
        shape = article_shape(reading.article, reading.notices, context.words)
        context.console.emit({"path": str(reading.path), **shape}, _reading_text(reading, context))
    return 1 if refused else 0


def _reading_text(reading: ImportedArticle, context: CommandContext) -> str | None:
    """Return an article as plain text, None if the output is JSON."""
    if context.console.as_json:
        return None
    lines = article_lines(reading.article, reading.notices, context.words)
    return "\n".join((show_line(str(reading.path)), *lines, ""))


def new_dossier(arguments: Namespace, context: CommandContext) -> int:
    """Create an empty dossier, encrypted if there is a password for it."""
    password = read_password_file(arguments.new_password_file) or context.given_password()
    taxonomies = context.resources.shipped_taxonomies()
    with app.session.Session.create(arguments.dossier, context.resources, password, taxonomies) as session:
        path = str(session.store.path)
    context.report({"dossier": path}, "cli-dossier-made", path=path)
    return 0


def import_files(arguments: Namespace, context: CommandContext) -> int:
    """Import files and folders into a dossier as one change; a file that cannot be read is reported and skipped."""
    with context.open_dossier(arguments.dossier) as session:
        readings = read_given(arguments.paths, context)
        before = session.store.count("article")
        try:
            outcomes = app.commands.imports.import_readings(session, readings)
        except KeyboardInterrupt:
            count = str(session.store.count("article") - before)
            raise CancelledError("cli-import-stopped", count=count) from None
        except DossierError as error:
            if kept := session.store.count("article") - before:
                context.console.fail_with(error)
                context.fail("cli-import-kept", count=kept)
                return 1
            raise
        outcomes = add_copy_notices(session, outcomes)
    for outcome in outcomes:
        _report_outcome(outcome, context)
    return 1 if any(outcome.status == "refused" for outcome in outcomes) else 0


def _report_outcome(outcome: ImportOutcome, context: CommandContext) -> None:
    words = context.words
    error = words.error(outcome.error) if outcome.error else None
    shape = {
        "path": str(outcome.path),
        **fields(outcome, "status article"),
        "notices": notice_shapes(outcome.notices, words),
        "error": error,
    }
    if error is not None:
        context.console.emit(shape)
        _report_refused(outcome.path, error, context)
        return
    message = words.text(f"cli-{outcome.status}", path=outcome.path, article=outcome.article or "")
    context.console.emit(shape, "\n    ".join((message, *_notice_lines(outcome.notices, words))))


def _report_refused(path: Path, error: str, context: CommandContext) -> None:
    """Write why a file was refused, after its path: the sentence has only the name, which files in other folders can have."""
    context.console.fail(error if path.name == str(path) else f"{show_line(str(path))}: {error}")


def _notice_lines(notices: Sequence[Notice], words: Words) -> Iterator[str]:
    """Yield a line for each notice, and one for all articles of which an imported one is a copy, or may be."""
    yield from (words.notice(notice) for notice in notices if notice.code not in _COPIES)
    for code in _COPIES:
        copies = [notice for notice in notices if notice.code == code]
        if copies:
            many = "-many" if copies[1:] else ""
            yield words.text(f"{code}{many}", subject=copies[0].subject, count=len(copies))


def list_articles(arguments: Namespace, context: CommandContext) -> int:
    """List the articles in the order of import."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        for number, record in enumerate(session.store.articles(), 1):
            _report_article(session, number, record, context)
    return 0


def show_article(arguments: Namespace, context: CommandContext) -> int:
    """Show an article with its sections, their tags, and the notices of its import."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        record = find_article(session, arguments.article)
        article = session.store.article(record.id)
        tags = tagged_sections(article, session.store.tags(record.id))
        taxonomy = session.taxonomy
    shape = article_shape(article, record.notices, context.words)
    shape["sections"] = [section_shape(section, tags.get(section.index, ())) for section in article.sections]
    topics = {topic.id: topic.name(context.words.language) for topic in taxonomy.topics}
    names = {index: [topics.get(topic, topic) for topic in ids] for index, ids in tags.items()}
    lines = article_lines(article, record.notices, context.words, names)
    context.console.emit({"article": record.id, **shape}, "\n".join((show_line(record.id), *lines)))
    return 0


def search_sections(arguments: Namespace, context: CommandContext) -> int:
    """Find sections by their words, in one dossier or in several."""
    dossiers, words = _split_dossiers(arguments)
    if len(dossiers) != 1 or arguments.recent:
        return _search_several(arguments, dossiers, words, context)
    with context.open_dossier(dossiers[0], to_read=True) as session:
        topics = topic_ids(session.taxonomy, arguments.topic)
        session.search.own_language = context.words.language
        query = _make_query(arguments, words, topics)
        _check_query(session.search.problem(words), context)
        found = app.search_dossiers.search_session(session, query, arguments.limit)
        outlets = () if found.hits or not query.outlet else session.search.outlets()
        known = () if found.hits or not query.language else session.search.languages()
    _report_hits(found, words, context)
    tags = [tag for tag, _ in known]
    if tags and not any(tag == query.language or tag.startswith(f"{query.language}-") for tag in tags):
        language = query.language or ""
        told = context.words.text("cli-no-such-language", language=language, known=", ".join(tags))
        context.console.say(told)
    elif not found.hits:
        near = _similar_outlet(query.outlet or "", (name for name, _ in outlets))
        code = "cli-outlet-near" if near else "cli-nothing-found"
        context.say(code, outlet=query.outlet or "", near=near)
    return 0


def _similar_outlet(name: str, outlets: Iterable[str]) -> str:
    """Return the publication whose name is nearest to one that no publication has; "" if one has it, or none is near."""
    from difflib import get_close_matches

    from briefbuilder.storage.folding import fold

    by_name = {fold(outlet): outlet for outlet in outlets}
    near = get_close_matches(fold(name), by_name, n=1) if fold(name) not in by_name else []
    return by_name[near[0]] if near else ""


def _split_dossiers(arguments: Namespace) -> tuple[tuple[Path, ...], str]:
    """Return the dossiers to search, and the query: all arguments that are not files of dossiers."""
    if arguments.recent:
        return app.settings.Settings().recent, " ".join(arguments.words)
    # If such a file is not a dossier, or damaged, that is reported.
    named = [word for word in arguments.words if word.endswith(".dossier") and os.path.lexists(word)]
    words = [word for word in arguments.words if word not in named]
    missing = next((Path(word) for word in words if word.endswith(".dossier")), None)
    if missing is not None:
        raise DossierError("dossier-missing", path=str(missing))
    if not words:
        raise NamingError("cli-search-without-words")
    return (arguments.dossier, *map(Path, named)), " ".join(words)


def _search_several(
    arguments: Namespace, dossiers: tuple[Path, ...], words: str, context: CommandContext
) -> int:
    if not dossiers:
        context.say("cli-search-no-recent")
        return 0
    problem = parse(words).problem
    _check_query(problem, context)
    query = _make_query(arguments, words, tuple(arguments.topic))
    answers = []
    language = context.words.language
    for found in app.search_dossiers.search_dossiers(
        dossiers, query, context.resources, arguments.limit, language
    ):
        if found.error is not None:
            context.console.fail_with(found.error)
        answers.append(found)
        _report_hits(found, words, context, dossier=str(found.path))
    if problem is None:
        _check_query(app.search_dossiers.problem_of(answers), context)
    if not any(found.hits for found in answers):
        context.say("cli-nothing-found")
    return 0


def _check_query(problem: QueryProblem | None, context: CommandContext) -> None:
    """Raise an error for a query that was not understood; what was searched all the same is only reported."""
    if problem is None:
        return
    error = query_error(problem, context.words.language)
    if not problem.is_searched:
        raise NamingError(error.code, **error.parameters)
    context.console.fail_with(error)


def _report_hits(found: DossierHits, words: str, context: CommandContext, dossier: str | None = None) -> None:
    if found.corrected is not None:
        told = context.words.text("search-corrected", words=words, corrected=found.corrected)
        context.console.say(told)
    if dossier is not None and found.hits:
        context.console.say(show_line(dossier))
    for hit in found.hits:
        shape = {} if dossier is None else {"dossier": dossier}
        found_here = fields(hit, "article section title heading snippet score")
        context.console.emit({**shape, **found_here}, _hit_lines(hit))


def _make_query(arguments: Namespace, words: str, topics: tuple[str, ...]) -> Query:
    query = Query(
        words=words,
        topics=topics,
        language=None if arguments.language is None else language_of_texts(arguments.language),
        outlet=arguments.outlet,
        since=arguments.since,
        until=arguments.until,
        tagged=_ANSWERS.get(arguments.tagged),
        used=_ANSWERS.get(arguments.used),
        order=arguments.sort,
    )
    if not words.strip() and query == Query(words=words, order=arguments.sort):
        raise NamingError("cli-search-without-words")
    return query


def _hit_lines(hit: SearchHit) -> str:
    heading = f" · {hit.heading}" if hit.heading else ""
    line = show_line(f"{hit.article} [{hit.section}] {hit.title}{heading}")
    return f"{line}\n    {' '.join(hit.snippet.split())}"


def _report_article(session: Session, number: int, record: ArticleRecord, context: CommandContext) -> None:
    metadata = record.metadata
    tags = session.store.tags(record.id)
    shape = {
        "number": number,
        "article": record.id,
        **fields(metadata, "title authors publication published url language"),
        "file": record.original.name,
        **fields(record.original, "sha256 media_type"),
        "imported": record.imported,
        "tags": len(tags),
        "copies": [copy for copy in session.search.group(record.id) if copy != record.id],
    }
    counted = context.words.text("cli-tag-count", count=len(tags))
    described = " · ".join(filter(None, (describe_source(metadata), counted)))
    context.console.emit(shape, f"{number}. {show_line(metadata.title)}\n    {record.id} · {described}")


def _day(text: str) -> date:
    try:
        if text.count(".") == 2:
            day, month, year = map(int, text.split("."))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError as error:
        raise NamingError("cli-value-day", value=text) from error
