"""`topics`: lists a dossier's topics, takes a taxonomy's into it, and writes them in the form of a file's ending."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from briefbuilder.cli.context import Context, UsageError
from briefbuilder.cli.family import Family


def add(family: Family) -> None:
    """Add the command to the parser."""
    topics = family.command("topics", list_or_move_topics)
    topics.add_argument(
        "names", metavar="DOSSIER | import|export DOSSIER FILE", nargs="+", help=family.help("topics-names")
    )
    topics.add_argument(
        "--language", metavar="xx", action="append", default=[], help=family.help("topics-language")
    )


def list_or_move_topics(arguments: Namespace, context: Context) -> int:
    """List a dossier's topics, or import or export a taxonomy's file."""
    names, languages = arguments.names, arguments.language
    if context.resources.house.look().lost:
        context.console.say(context.words.text("cli-house-lost", folder=str(context.resources.house.folder)))
    if len(names) == 3 and names[0] == "import":
        return _import(Path(names[1]), Path(names[2]), languages, context)
    if len(names) == 3 and names[0] == "export":
        return _export(Path(names[1]), Path(names[2]), languages, context)
    if len(names) != 1 or languages:
        raise UsageError(context.words.text("cli-topics-forms"))
    return _list(Path(names[0]), context)


def _list(dossier: Path, context: Context) -> int:

    with context.opened(dossier) as session:
        counts = session.tag_counts()
        taxonomy = session.taxonomy()
    for topic in taxonomy.topics:
        count = counts.get(topic.id, 0)
        shape = {
            "topic": topic.id,
            "group": topic.group,
            "broader": list(topic.broader),
            "name": topic.name(context.words.language),
            "names": dict(topic.names),
            "colour": topic.colour,
            "own": topic.own,
            "tags": count,
        }
        counted = context.words.text("cli-tag-count", count=str(count))
        context.console.emit(shape, f"{topic.id}: {topic.name(context.words.language)} ({counted})")
    return 0


def _import(dossier: Path, file: Path, languages: Sequence[str], context: Context) -> int:
    from briefbuilder.app.acts.topics import import_taxonomy
    from briefbuilder.app.codebooks import read_codebook_file

    book = read_codebook_file(file, context.words.language, languages)
    if book.faults:
        context.console.fail_with(book.faults[0])
        if book.faults[1:]:
            context.console.fail(context.words.text("cli-more-faults", count=str(len(book.faults) - 1)))
        return 1
    with context.opened(dossier) as session:
        session.apply(import_taxonomy(session, book.taxonomy))
    topics = book.taxonomy.topics
    notices = [{"code": notice.code, "text": context.words.notice(notice)} for notice in book.notices]
    shape = {"path": str(file), "topics": [topic.id for topic in topics], "notices": notices}
    context.console.emit(shape, context.words.text("cli-topics-imported", count=str(len(topics))))
    for notice in notices:
        context.console.say(f"- {notice['text']}")
    return 0


def _export(dossier: Path, file: Path, languages: Sequence[str], context: Context) -> int:
    from briefbuilder.app.codebooks import write_codebook

    with context.opened(dossier) as session:
        taxonomy = session.taxonomy()
    write_codebook(file, taxonomy, context.words.language, languages)
    count = str(len(taxonomy.topics))
    shape = {"path": str(file), "topics": [topic.id for topic in taxonomy.topics]}
    context.console.emit(shape, context.words.text("cli-topics-exported", count=count, path=str(file)))
    return 0
