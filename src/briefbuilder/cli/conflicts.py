"""The commands `to-settle`, `settle` and `who`: what several desks wrote differently, and who wrote what."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from briefbuilder.app.unsettled import both_texts, field_words, place_words, value_words
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    NamingError,
    find_article,
    find_briefing,
    shared_log,
)
from briefbuilder.cli.output import fields, local_moment
from briefbuilder.domain.changes import ArticleRecord, Key
from briefbuilder.domain.visible_text import shorten

if TYPE_CHECKING:
    from briefbuilder.app.messages import Words
    from briefbuilder.app.session import Session
    from briefbuilder.domain.briefing import Briefing
    from briefbuilder.exchange.merge import Conflict
    from briefbuilder.exchange.records import FieldKey, Json
    from briefbuilder.storage.shared_log import Written

_SHORT = 200
"""Code points of a value that a line shows."""


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    group.dossier_command("to-settle", list_conflicts)
    settle = group.dossier_command("settle", settle_conflict)
    who = group.dossier_command("who", list_authors)
    settle.add_argument("number", metavar="N", type=int, help=group.help("settle-number"))
    choices = settle.add_mutually_exclusive_group(required=True)
    choices.add_argument("--keep", action="store_true", help=group.help("settle-keep"))
    choices.add_argument("--take", metavar="N", type=int, help=group.help("settle-take"))
    choices.add_argument("--both", action="store_true", help=group.help("settle-both"))
    who.add_argument("what", metavar="WHAT", help=group.help("who-what"))


# Settling.


def list_conflicts(arguments: Namespace, context: CommandContext) -> int:
    """List the conflicts: what several desks wrote differently, the text that applies now, and the others."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        conflicts = shared_log(session).conflicts()
        for number, conflict in enumerate(conflicts, 1):
            _show_conflict(number, conflict, session, context)
        if not conflicts:
            context.say("cli-nothing-to-settle")
    return 0


def _show_conflict(number: int, conflict: Conflict, session: Session, context: CommandContext) -> None:
    key, words = conflict.key, context.words
    others = [
        {"value": other.value, "author": other.author, "moment": _iso(other.clock)}
        for other in conflict.others
    ]
    shape = {
        "number": number,
        "kind": conflict.kind,
        **fields(key, "collection id"),
        "node": key.node or None,
        "field": key.field,
        "standing": conflict.standing,
        "others": others,
    }
    kind = words.text(f"cli-conflict-{conflict.kind}")
    name = _named(session, key, words)
    if key.field != "life":
        name = f"{name} · {field_words(key, words)}"
    standing = _value_text(session, key, conflict.standing, words)
    lines = [f"{number}. {name}: {kind}", f"    {words.text('cli-conflict-stands', value=standing)}"]
    for place, other in enumerate(conflict.others, 1):
        value = _value_text(session, key, other.value, words)
        lines.append(f"    {place}) {other.author} · {local_moment(_iso(other.clock))}: {value}")
    context.console.emit(shape, "\n".join(lines))


def settle_conflict(arguments: Namespace, context: CommandContext) -> int:
    """Settle one of the things that `to-settle` lists; the choice goes to the other desks."""
    with context.open_dossier(arguments.dossier) as session:
        conflicts = shared_log(session).conflicts()
        if not conflicts:
            raise NamingError("cli-nothing-to-settle")
        if not 1 <= arguments.number <= len(conflicts):
            raise NamingError("cli-conflict-unknown", number=str(arguments.number))
        conflict = conflicts[arguments.number - 1]
        if arguments.keep:
            session.store.settle(conflict, "standing")
        elif arguments.both:
            session.store.settle(conflict, _both(conflict))
        else:
            if not 1 <= arguments.take <= len(conflict.others):
                raise NamingError("cli-conflict-other-unknown", number=str(arguments.take))
            session.store.settle(conflict, arguments.take - 1)
        left = len(session.store.shared.conflicts())
    shape = {"settled": arguments.number, "to_settle": left}
    context.report(shape, "cli-settled", count=left)
    return 0


def _both(conflict: Conflict) -> list[Json]:
    """Return the blocks that stand, with those of the others below each that differs."""
    blocks: list[Json] = conflict.standing
    for other in conflict.others:
        both = both_texts(blocks, other.value) if conflict.kind == "text" else None
        if both is None:
            raise NamingError("cli-conflict-no-text")
        blocks = both
    return blocks


# Who did what.


def list_authors(arguments: Namespace, context: CommandContext) -> int:
    """List who wrote an article with its tags, or a briefing with its parts and items, last."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        shared = shared_log(session)
        briefings = session.store.briefings()
        if any(briefing.id.startswith(arguments.what) for briefing in briefings):
            rows: Iterable[tuple[Key, str, str]] = _briefing_rows(find_briefing(briefings, arguments.what))
        else:
            rows = _article_rows(session, find_article(session, arguments.what), context.words.language)
        names = {desk.id: desk.name for desk in shared.desks()}
        for row in rows:
            written = shared.written(*row[:2])
            if written is not None:
                _show_author(row, written, names, context)
    return 0


def _show_author(
    row: tuple[Key, str, str], written: Written, names: dict[str, str], context: CommandContext
) -> None:
    key, node, text = row
    shape = {
        **fields(key, "collection id"),
        "node": node or None,
        "text": text,
        **fields(written, "author moment desk"),
    }
    desk = names.get(written.desk) or written.desk[:8]
    at_desk = "" if desk == written.author else f" ({desk})"
    context.console.emit(
        shape, f"{local_moment(written.moment)} · {written.author}{at_desk} · {shorten(text, _SHORT)}"
    )


def _article_rows(session: Session, record: ArticleRecord, language: str) -> Iterator[tuple[Key, str, str]]:
    yield Key("article", record.id), "", record.metadata.title or record.original.name
    for tag in session.store.tags(record.id):
        topic = session.taxonomy.topic(tag.topic)
        name = topic.name(language) if topic else tag.topic
        yield Key("tag", tag.id), "", f"{name}: {tag.passage.quote}"


def _briefing_rows(briefing: Briefing) -> Iterator[tuple[Key, str, str]]:
    from briefbuilder.domain.briefing import Excerpt, OwnText

    key = Key("briefing", briefing.id)
    yield key, "", briefing.title
    for part in briefing.walk():
        yield key, part.id, part.heading or part.topic or part.key or part.id
        for item in part.items:
            text = item.id
            if isinstance(item, Excerpt):
                text = item.passage.quote
            elif isinstance(item, OwnText):
                text = " ".join(block.text for block in item.blocks)
            yield key, item.id, text


# Words.


def _node_text(briefing: Briefing, node: str) -> str:
    """Return what a part or item says, empty for the briefing itself and for one that is gone."""
    found = next((text for _, name, text in _briefing_rows(briefing) if node and name == node), "")
    return shorten(found, _SHORT)


def _value_text(session: Session, key: FieldKey, value: Json, words: Words) -> str:
    briefing = session.store.briefing(key.id) if key.field == "place" and value else None
    if briefing is not None:
        value = _node_text(briefing, value[0])
    return shorten(value_words(key, value, words), _SHORT)


def _named(session: Session, key: FieldKey, words: Words) -> str:
    store, name = session.store, ""
    if key.collection == "article" and (record := store.record(key.id)) is not None:
        name = record.metadata.title or record.original.name
    elif key.collection == "briefing" and (briefing := store.briefing(key.id)) is not None:
        name = " › ".join(filter(None, (briefing.title, _node_text(briefing, key.node))))
    elif key.collection == "topic" and (topic := session.taxonomy.topic(key.id)) is not None:
        name = topic.name(words.language)
    elif key.collection == "tag" and (tag := store.tag(key.id)) is not None:
        name = shorten(tag.passage.quote, _SHORT)
    return name or place_words(key, words)


def _iso(clock: int) -> str:
    from briefbuilder.storage.shared_acts import moment_of

    return moment_of(clock)
