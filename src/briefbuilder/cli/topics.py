"""The commands `suggest`, `tag` and `topics`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder import app
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    NamingError,
    UsageError,
    find_article,
    read_given,
    to_path,
    topic_ids,
)
from briefbuilder.cli.output import fields, section_title, suggestion_lines, suggestion_shapes
from briefbuilder.domain.article import Article
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.topics import STRONG_SCORE, Suggestion, Tag, Taxonomy, strength_of, tags_by_section
from briefbuilder.domain.visible_text import show_line

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_FORMS = "DOSSIER | import|export DOSSIER FILE | choose DOSSIER [TAXONOMY…]"
_VERBS = frozenset({"import", "export", "choose"})
_ACCEPTED_FROM = 0.5
"""The default score from which `--accept-suggestions` accepts a suggestion."""
_STRENGTHS = {"strong": STRONG_SCORE, "possible": _ACCEPTED_FROM}


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    topics = group.command("topics", manage_topics)
    topics.usage = f"%(prog)s [-h] [--json] [--lang xx] [--password-file F] [--language xx] {_FORMS}"
    topics.add_argument("names", metavar=_FORMS, nargs="+", help=group.help("topics-names"))
    group.add_list(topics, "--language", "xx", "topics-language")
    suggest = group.command("suggest", suggest_topics)
    suggest.add_argument("source", metavar="FILE|DOSSIER", type=Path, help=group.help("file-or-dossier"))
    suggest.add_argument("article", metavar="ARTICLE", nargs="?", help=group.help("article"))
    tag = group.dossier_command("tag", tag_sections)
    tag.add_argument("names", metavar="ARTICLE SECTION TOPIC…", nargs="*", help=group.help("tag-names"))
    tag.add_argument("--accept-suggestions", action="store_true", help=group.help("accept"))
    tag.add_argument("--at-least", metavar="strong|possible|SCORE", type=_score, help=group.help("at-least"))
    tag.add_argument("--dry-run", action="store_true", help=group.help("tag-dry-run"))


def manage_topics(arguments: Namespace, context: CommandContext) -> int:
    """List the topics of a dossier, choose its taxonomies, or import or export a taxonomy file."""
    names, languages = arguments.names, arguments.language
    if context.resources.shared_taxonomies.look().lost:
        context.say("cli-house-lost", folder=context.resources.shared_taxonomies.folder)
    if len(names) == 3 and names[0] == "import":
        return _import(to_path(names[1]), to_path(names[2]), languages, context)
    if len(names) == 3 and names[0] == "export":
        return _export(to_path(names[1]), to_path(names[2]), languages, context)
    if len(names) > 1 and names[0] == "choose" and not languages:
        return _choose(to_path(names[1]), names[2:], context)
    if len(names) != 1 or (names[0] in _VERBS and not Path(names[0]).exists()):
        raise UsageError(context.words.text("cli-topics-forms"))
    return _list(to_path(names[0]), languages, context)


def _list(dossier: Path, languages: Sequence[str], context: CommandContext) -> int:
    """List the topics with their names in the first of the languages, or in that of the messages."""
    shown = languages[0] if languages else context.words.language
    with context.open_dossier(dossier, to_read=True) as session:
        counts = session.store.tag_index.counts()
        taxonomy = session.taxonomy
    for topic in taxonomy.topics:
        count = counts.get(topic.id, 0)
        shape = {
            "topic": topic.id,
            **fields(topic, "group broader"),
            "name": topic.name(shown),
            "names": {tag: name for tag, name in topic.names.items() if not languages or tag in languages},
            **fields(topic, "colour own"),
            "tags": count,
        }
        counted = context.words.text("cli-tag-count", count=count)
        line = show_line(f"{topic.id}: {topic.name(shown)} ({counted})")
        context.console.emit(shape, line)
    return 0


def _choose(dossier: Path, names: Sequence[str], context: CommandContext) -> int:
    """Choose the taxonomies of a dossier if there are names, and list all with a mark for those that it uses."""
    known = context.resources.taxonomies()
    for name in names:
        if name not in known:
            raise NamingError("cli-taxonomy-unknown", taxonomy=name, known=", ".join(known))
    with context.open_dossier(dossier, to_read=not names) as session:
        if names:
            session.store.apply(app.commands.taxonomy.choose_taxonomies(session, names))
        chosen = session.chosen_taxonomies()
    for name in dict.fromkeys((*known, *chosen)):
        mark = "x" if name in chosen else " "
        context.console.emit(
            {"taxonomy": name, "chosen": name in chosen, "found": name in known},
            f"[{mark}] {show_line(name)}",
        )
    return 0


def _import(dossier: Path, file: Path, languages: Sequence[str], context: CommandContext) -> int:
    book = app.taxonomies.read_codebook_file(file, context.words.language, languages)
    if book.faults:
        context.console.fail_with(book.faults[0])
        if book.faults[1:]:
            context.fail("cli-more-faults", count=len(book.faults) - 1)
        return 1
    with context.open_dossier(dossier) as session:
        session.store.apply(app.commands.taxonomy.import_taxonomy(session, book.taxonomy))
    topics = book.taxonomy.topics
    notices = [{"code": notice.code, "text": context.words.notice(notice)} for notice in book.notices]
    shape = {"path": str(file), "topics": [topic.id for topic in topics], "notices": notices}
    context.report(shape, "cli-topics-imported", count=len(topics))
    for notice in notices:
        context.console.say(f"- {notice['text']}")
    return 0


def _export(dossier: Path, file: Path, languages: Sequence[str], context: CommandContext) -> int:
    with context.open_dossier(dossier, to_read=True) as session:
        taxonomy = session.taxonomy
    app.taxonomies.write_codebook(file, taxonomy, languages)
    count = str(len(taxonomy.topics))
    shape = {"path": str(file), "topics": [topic.id for topic in taxonomy.topics]}
    context.report(shape, "cli-topics-exported", count=count, path=file)
    return 0


def suggest_topics(arguments: Namespace, context: CommandContext) -> int:
    """Suggest topics for each section of a file, an article or all articles of a dossier."""
    if arguments.article is None and not context.is_dossier(arguments.source):
        return _suggest_for_file(arguments.source, context)
    with context.open_dossier(arguments.source, to_read=True) as session:
        name = arguments.article
        for record in session.store.articles() if name is None else (find_article(session, name),):
            article = session.store.article(record.id)
            shape = {"article": record.id}
            _report_suggestions(
                shape, article, session.suggestions.for_article(article), session.taxonomy, context
            )
    return 0


def _suggest_for_file(path: Path, context: CommandContext) -> int:
    from briefbuilder.domain.article import RefusedFile
    from briefbuilder.tagging.near_sections import suggest_in_article

    refused = 0
    taxonomy = context.resources.taxonomy()
    matcher = context.resources.matcher(taxonomy)
    for reading in read_given([path], context):
        if isinstance(reading, RefusedFile):
            refused += 1
            context.console.fail_with(reading.error)
            continue
        article = reading.article
        found = tuple(suggest_in_article(matcher, article))
        _report_suggestions({"path": str(reading.path)}, article, found, taxonomy, context)
    return 1 if refused else 0


def _report_suggestions(
    shape: dict[str, str],
    article: Article,
    suggestions: Sequence[Sequence[Suggestion]],
    taxonomy: Taxonomy,
    context: CommandContext,
) -> None:
    lines = suggestion_lines(article.sections, suggestions, taxonomy, context.words)
    title = show_line(article.metadata.title or article.original.name)
    context.console.emit(
        {**shape, "sections": suggestion_shapes(article.sections, suggestions)},
        "\n".join((title, *lines, "")),
    )


def tag_sections(arguments: Namespace, context: CommandContext) -> int:
    """Tag a section with topics, or accept the suggestions for the whole dossier."""
    _check_usage(arguments, context)
    with context.open_dossier(arguments.dossier, to_read=arguments.dry_run) as session:
        if arguments.accept_suggestions:
            min_score = _ACCEPTED_FROM if arguments.at_least is None else arguments.at_least
            act = app.commands.tags.accept_all(session, min_score)
            _list_tags(session, act, context)
        else:
            record = find_article(session, arguments.names[0])
            act = app.commands.tags.tag_section(
                session, record.id, int(arguments.names[1]), topic_ids(session.taxonomy, arguments.names[2:])
            )
        if not arguments.dry_run:
            session.store.apply(act)
        _report_tags(session, act, context, dry_run=arguments.dry_run)
    return 0


def _check_usage(arguments: Namespace, context: CommandContext) -> None:
    names = arguments.names
    if arguments.accept_suggestions:
        wrong = bool(names)
    else:
        wrong = (
            len(names) < 3 or not names[1].isdecimal() or arguments.at_least is not None or arguments.dry_run
        )
    if wrong:
        raise UsageError(context.words.text("cli-tag-forms"))


def _new_tags(act: ChangeSet) -> list[Tag]:
    return [change.after for change in act.changes if isinstance(change.after, Tag)]


def _list_tags(session: Session, act: ChangeSet, context: CommandContext) -> None:
    """List the topics that sections are going to get, unless the output is JSON."""
    tags, words, taxonomy = _new_tags(act), context.words, session.taxonomy
    for article_id in dict.fromkeys(tag.passage.article for tag in tags):
        article = session.store.article(article_id)
        own = [tag for tag in tags if tag.passage.article == article_id]
        context.console.say(show_line(article.metadata.title or article.original.name))
        for section, of_section in zip(article.sections, tags_by_section(article.sections, own), strict=True):
            if of_section:
                context.console.say(section_title(section, words))
            for tag in of_section:
                name = taxonomy.shown(tag.topic).name(words.language)
                strength = words.text(f"cli-suggestion-{strength_of(tag.score or 0)}")
                context.console.say(show_line(f"    {strength}: {tag.topic} ({name})"))


def _report_tags(session: Session, act: ChangeSet, context: CommandContext, *, dry_run: bool) -> None:
    tags = _new_tags(act)
    if context.console.as_json:
        numbers = {
            (article, block.id): section.index
            for article in {tag.passage.article for tag in tags}
            for section in session.store.article(article).sections
            for block in section.all_blocks
        }
        for tag in tags:
            place = tag.passage.article, tag.passage.blocks[0]
            shape = {"tag": None if dry_run else tag.id, "article": place[0], "section": numbers[place]}
            context.console.emit({**shape, "topic": tag.topic, "score": tag.score})
    told = "cli-would-accept" if dry_run else "cli-tagged"
    context.say(told, count=len(tags))


def _score(text: str) -> float:
    if text in _STRENGTHS:
        return _STRENGTHS[text]
    try:
        score = float(text.replace(",", "."))
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise NamingError("cli-value-score", value=text)
    return score
