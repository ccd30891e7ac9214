"""The commands that tell which source a statement is based on and what sources say: `claims`, `chronology` and others."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from briefbuilder import app
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    NamingError,
    UsageError,
    find_article,
    find_briefing,
    language_of_texts,
    to_path,
    topic_ids,
)
from briefbuilder.cli.output import fields
from briefbuilder.domain.coverage import CoverageBy
from briefbuilder.domain.visible_text import show_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbuilder.app.disagreements import ArticleValue, DossierDisagreement
    from briefbuilder.app.novelty import SectionNovelty
    from briefbuilder.app.session import Session
    from briefbuilder.domain.facts import Claim
    from briefbuilder.evidence.actors import Actor
    from briefbuilder.evidence.chronology import Event

_INDENT = "    "
_MOST_TEXT = 4 * 1024 * 1024
"""Bytes of the longest plain text that is checked."""
_STREAM = "-"
"""The name of standard input."""


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    actors = group.dossier_command("actors", list_actors)
    group.add_list(actors, "--article", "ARTICLE", "actors-article")
    for option, names in (("merge", ("NAME", "INTO")), ("rename", ("NAME", "NEW"))):
        actors.add_argument(
            f"--{option}",
            metavar=names,
            nargs=2,
            action="append",
            default=[],
            help=group.help(f"actors-{option}"),
        )
    for option in ("drop", "restore"):
        group.add_list(actors, f"--{option}", "NAME", f"actors-{option}")
    claims = group.dossier_command("claims", list_claims)
    claims.add_argument("briefing", metavar="BRIEFING", nargs="?", help=group.help("briefing"))
    claims.add_argument("--text", metavar="FILE", type=_to_text_path, help=group.help("claims-text"))
    group.add_list(claims, "--cites", "ARTICLE", "claims-cites")
    claims.add_argument("--language", metavar="xx", help=group.help("claims-language"))
    coverage = group.dossier_command("coverage", list_coverage)
    coverage.add_argument(
        "--by", choices=get_args(CoverageBy), metavar="|".join(get_args(CoverageBy)), default="topic",
        help=group.help("coverage-by"),
    )  # fmt: skip
    chronology = group.dossier_command("chronology", list_chronology)
    group.add_list(chronology, "--topic", "ID", "chronology-topic")
    disagreements = group.dossier_command("disagreements", list_disagreements)
    group.add_list(disagreements, "--topic", "ID", "disagreements-topic")
    new_since = group.dossier_command("new-since", list_new_since)
    new_since.add_argument("briefing", metavar="BRIEFING", help=group.help("briefing"))
    group.add_list(new_since, "--topic", "ID", "new-topic")


def list_claims(arguments: Namespace, context: CommandContext) -> int:
    """List what the own texts of a briefing, or a plain text, state, and what the sources say of it."""
    if (arguments.briefing is None) == (arguments.text is None):
        raise UsageError(context.words.text("cli-claims-one-of"))
    if arguments.text is None and (arguments.cites or arguments.language is not None):
        raise UsageError(context.words.text("cli-claims-text-only"))
    text = None if arguments.text is None else _read(arguments.text)
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        read_missing(session, context)
        found = (
            _briefing_claims(session, arguments.briefing)
            if text is None
            else _text_claims(session, text, arguments, context)
        )
        for item, claim in found:
            context.console.emit(claim_shape(item, claim), describe_claim(claim, session, context))
    if not found:
        context.say("cli-claims-none")
    return 0


def list_chronology(arguments: Namespace, context: CommandContext) -> int:
    """List the dated events in tagged passages, the earliest first."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        topics = topic_ids(session.taxonomy, arguments.topic)
        read_missing(session, context)
        found = app.chronology.events_of(session, topics or None)
        for event in found:
            context.console.emit(event_shape(event), describe_event(event, session, context))
    if not found:
        context.say("cli-chronology-none")
    return 0


def event_shape(event: Event) -> dict[str, object]:
    """Return the shape of an event; what it says of the first article is in `sources`, too."""
    return {
        **fields(event, "first last grain"),
        **fields(event.places[0], "sentence article block"),
        "topics": sorted(event.topics),
        "sources": [fields(place, "article block start end sentence") for place in event.places],
    }


def describe_event(event: Event, session: Session, context: CommandContext) -> str:
    """Return an event in words: its date, and the sentence of each article."""
    from briefbuilder.domain.facts import ClaimSource
    from briefbuilder.locales.dates import format_period

    lines = [show_line(format_period(event.first, event.last, event.grain, context.words.language))]
    for event_place in event.places:
        place = ClaimSource(
            article=event_place.article,
            block=event_place.block,
            start=event_place.start,
            end=event_place.end,
            text=event_place.sentence,
            value="",
        )
        lines.append(
            show_line(f"{_INDENT}{app.evidence.name_place(session, place)}: “{event_place.sentence}”")
        )
    return "\n".join(lines)


def list_actors(arguments: Namespace, context: CommandContext) -> int:
    """List who is named in the articles of a dossier, after the changes that are asked for."""
    edits = arguments.merge or arguments.rename or arguments.drop or arguments.restore
    with context.open_dossier(arguments.dossier, to_read=not edits) as session:
        read_missing(session, context)
        _edit_actors(session, arguments, context)
        articles = [find_article(session, name).id for name in arguments.article] or None
        found = app.actors.dossier_actors(session, context.words.language, articles)
    for actor in found:
        kind = context.words.text(f"actor-kind-{actor.kind}")
        also = f" — {', '.join(actor.aliases)}" if actor.aliases else ""
        line = f"{actor.mentions:>6} {len(actor.articles):>5}  {actor.name} ({kind}){also}"
        context.console.emit(actor_shape(actor), show_line(line))
    if not found:
        context.say("cli-actors-none")
    return 0


def actor_shape(actor: Actor) -> dict[str, object]:
    """Return the shape of an actor."""
    return {
        "name": actor.name,
        "kind": None if actor.kind == "unknown" else actor.kind,
        "mentions": actor.mentions,
        "articles": len(actor.articles),
        "aliases": list(actor.aliases),
    }


def _edit_actors(session: Session, arguments: Namespace, context: CommandContext) -> None:
    """Change the list of actors; each change sees those before it."""
    language = context.words.language

    def find(name: str, *, edited: bool = True) -> Actor:
        return _find_actor(app.actors.dossier_actors(session, language, edited=edited), name)

    for name in arguments.restore:
        found = find(name, edited=False)
        session.store.apply(app.commands.actors.restore_actor(session, found.key, found.name))
    for name, into in arguments.merge:
        session.store.apply(app.commands.actors.merge_actors(session, (find(name),), find(into)))
    for name, new in arguments.rename:
        session.store.apply(app.commands.actors.rename_actor(session, find(name), new))
    for name in arguments.drop:
        session.store.apply(app.commands.actors.drop_actor(session, find(name)))


def _find_actor(actors: Sequence[Actor], name: str) -> Actor:
    """Return the actor of a name, or the only one that has it among its other names."""
    wanted = " ".join(name.split()).casefold()
    named = [actor for actor in actors if actor.name.casefold() == wanted]
    found = named or [actor for actor in actors if wanted in (alias.casefold() for alias in actor.aliases)]
    if len(found) != 1:
        raise NamingError("cli-actor-ambiguous" if found else "cli-actor-unknown", actor=name)
    return found[0]


def list_disagreements(arguments: Namespace, context: CommandContext) -> int:
    """List where articles give different numbers for the same thing."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        topics = topic_ids(session.taxonomy, arguments.topic)
        read_missing(session, context)
        found = app.disagreements.dossier_disagreements(
            session, topics, context.progress("cli-comparing-articles")
        )
    context.console.clear_progress()
    for disagreement in found:
        context.console.emit(disagreement_shape(disagreement), describe_disagreement(disagreement, context))
    if not found:
        context.say("cli-disagreements-none")
    return 0


def disagreement_shape(found: DossierDisagreement) -> dict[str, object]:
    """Return the shape of a disagreement."""
    values = [fields(value, "value article outlet day block start end text") for value in found.values]
    return {**fields(found, "quantity period later topics"), "values": values}


def describe_disagreement(found: DossierDisagreement, context: CommandContext) -> str:
    """Return a disagreement in words: what the numbers are, and each with its article and its sentence."""
    title = context.words.text(f"quantity-{found.quantity}")
    if found.period is not None:
        title = f"{title} ({found.period})"
    if found.later:
        title = f"{title} — {context.words.text('cli-later-figure')}"
    return "\n".join([show_line(title), *(show_line(_INDENT + _value_line(value)) for value in found.values)])


def _value_line(one: ArticleValue) -> str:
    outlet = one.outlet or one.title
    source = outlet if one.day is None else f"{outlet}, {one.day.isoformat()}"
    return f"{one.text} — {app.evidence.place_words(source, one.paragraph)}: “{one.sentence}”"


def read_missing(session: Session, context: CommandContext) -> None:
    """Read what articles state if that was not read yet, and say if it cannot be stored."""
    app.evidence.read_missing_facts(session, context.progress("cli-reading-facts"))
    context.console.clear_progress()
    unread = app.evidence.count_unread(session)
    if unread:
        context.fail("cli-facts-unread", count=unread)


def list_coverage(arguments: Namespace, context: CommandContext) -> int:
    """List how many articles and tags of a dossier there are of each topic, outlet, country or week."""
    words = context.words
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        coverage = app.coverage.dossier_coverage(session, arguments.by)
        for row in coverage.rows:
            label = app.coverage.coverage_label(row, coverage.by, session.taxonomy, words.language)
            shape = {
                "by": coverage.by,
                "key": row.key or None,
                "label": label or None,
                **fields(row, "articles tags"),
            }
            articles = words.text("cli-coverage-articles", count=row.articles)
            tags = words.text("cli-coverage-tags", count=row.tags)
            name = label or words.text("cli-coverage-unknown")
            context.console.emit(shape, show_line(f"{name}: {articles}, {tags}"))
    return 0


def _briefing_claims(session: Session, name: str) -> list[tuple[str | None, Claim]]:
    briefing = find_briefing(session.store.briefings(), name)
    return [
        (claims.item, claim)
        for claims in app.evidence.briefing_claims(session, briefing.id)
        for claim in claims.claims
    ]


def _text_claims(
    session: Session, text: str, arguments: Namespace, context: CommandContext
) -> list[tuple[str | None, Claim]]:
    from briefbuilder.importers.language import guess_language

    cited = [find_article(session, name).id for name in arguments.cites]
    own = context.words.language
    language = (
        guess_language(text, own) or own
        if arguments.language is None
        else language_of_texts(arguments.language)
    )
    return [(None, claim) for claim in app.evidence.text_claims(session, text, language, cited)]


def _to_text_path(text: str) -> Path:
    """Return the path of a text, "-" for standard input; raises as `to_path`."""
    return Path(text) if text == _STREAM else to_path(text)


def _read(path: Path) -> str:
    """Return the text of a file, or of standard input for "-"."""
    from briefbuilder.system.files import read_regular_file

    try:
        if str(path) == _STREAM:
            data = sys.stdin.buffer.read(_MOST_TEXT + 1)
        else:
            data = read_regular_file(path, _MOST_TEXT)
        if len(data) > _MOST_TEXT:
            raise NamingError("cli-text-too-long", file=path.name)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise NamingError(
            "cli-text-unreadable", file=path.name, reason=error.strerror or str(error)
        ) from error
    except UnicodeDecodeError as error:
        raise NamingError("cli-text-not-utf-8", file=path.name) from error


def claim_shape(item: str | None, claim: Claim) -> dict[str, object]:
    """Return the shape of a claim; `item` is that of the briefing, None for a plain text."""
    return {
        "item": item,
        **fields(claim, "block start end text kind value"),
        "result": claim.outcome,
        "sources": [fields(source, "article block text value") for source in claim.sources],
    }


def describe_claim(claim: Claim, session: Session, context: CommandContext) -> str:
    """Return a claim in words: what it is, the result, and what each source says."""
    outcome = context.words.text(f"claim-outcome-{claim.outcome}", variant=app.evidence.claim_variant(claim))
    lines = [show_line(f"{claim.text} — {outcome}")]
    lines += (
        show_line(f"{_INDENT}{app.evidence.name_place(session, source)}: “{source.text}”")
        for source in claim.sources
    )
    return "\n".join(lines)


def list_new_since(arguments: Namespace, context: CommandContext) -> int:
    """List the sections that were imported since a briefing, with what is new in them."""
    words, console = context.words, context.console
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        briefing = find_briefing(session.store.briefings(), arguments.briefing)
        topics = topic_ids(session.taxonomy, arguments.topic)
        judged = app.novelty.judge_sections(app.novelty.collect_novelty(session, briefing.id))
        shown = [
            section for section in judged.sections if not topics or set(topics) & set(section.section.topics)
        ]
        for section in shown:
            console.emit(novelty_shape(section), describe_novelty(section, session, context))
        for topic in topics:
            if not any(section.new_count for section in shown if topic in section.section.topics):
                name = session.taxonomy.shown(topic).name(words.language)
                context.say("cli-new-nothing-on", topic=name)
    if not shown and not topics:
        context.say("cli-new-nothing")
    if shown and not judged.with_vectors:
        context.say("cli-new-without-vectors")
    return 0


def novelty_shape(found: SectionNovelty) -> dict[str, object]:
    """Return the shape of a section with what is new in it."""
    first = found.change or next(
        (sentence for sentence in found.sentences if sentence.earlier is not None), None
    )
    earlier = None if first is None else first.earlier
    change = found.change
    return {
        **fields(found.section, "article section"),
        "state": found.state,
        "new": found.new_count,
        "sentences": len(found.sentences),
        "of": earlier and fields(earlier, "article block text"),
        "difference": change and change.difference,
    }


def describe_novelty(found: SectionNovelty, session: Session, context: CommandContext) -> str:
    """Return a section in words: its state, how much of it is new, and which figures changed."""
    words = context.words
    article = session.store.article(found.section.article)
    title = article.metadata.title or article.original.name
    head = f"{title} · {found.section.heading}" if found.section.heading else title
    counted = words.text("cli-new-counted", new=found.new_count, count=len(found.sentences))
    lines = [show_line(f"{words.text(f'novelty-{found.state}')}: {head} — {counted}")]
    for sentence in found.sentences:
        if sentence.state == "changed" and sentence.earlier is not None:
            record = session.store.article(sentence.earlier.article)
            outlet = record.metadata.source_name(record.original.name)
            text = words.text("cli-new-changed", difference=sentence.difference, outlet=outlet)
            lines.append(show_line(f"{_INDENT}{text}"))
    return "\n".join(lines)
