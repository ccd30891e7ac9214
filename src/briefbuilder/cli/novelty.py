"""The command `new-since`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.cli.context import CommandContext, CommandGroup, find_briefing
from briefbuilder.domain.visible_text import show_line

if TYPE_CHECKING:
    from briefbuilder.app.novelty import SectionNovelty
    from briefbuilder.app.session import Session

_INDENT = "    "


def add(group: CommandGroup) -> None:
    """Add the command to the parser."""
    new_since = group.command("new-since", list_new_since)
    new_since.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    new_since.add_argument("briefing", metavar="BRIEFING", help=group.help("briefing"))
    new_since.add_argument("--topic", metavar="ID", action="append", default=[], help=group.help("new-topic"))


def list_new_since(arguments: Namespace, context: CommandContext) -> int:
    """List the sections that were imported since a briefing, with what is new in them."""
    from briefbuilder.app.novelty import collect_novelty, judge_sections
    from briefbuilder.cli.context import topic_ids

    words, console = context.words, context.console
    with context.open_dossier(arguments.dossier) as session:
        briefing = find_briefing(session.store.briefings(), arguments.briefing)
        topics = topic_ids(session.taxonomy, arguments.topic)
        judged = judge_sections(collect_novelty(session, briefing.id))
        shown = [one for one in judged.sections if not topics or set(topics) & set(one.section.topics)]
        for one in shown:
            console.emit(novelty_shape(one), describe_novelty(one, session, context))
        for topic in topics:
            if not any(one.new_count for one in shown if topic in one.section.topics):
                name = next(each.name(words.language) for each in session.taxonomy.topics if each.id == topic)
                console.say(words.text("cli-new-nothing-on", topic=name))
    if not shown and not topics:
        console.say(words.text("cli-new-nothing"))
    if shown and not judged.with_vectors:
        console.say(words.text("cli-new-without-vectors"))
    return 0


def novelty_shape(found: SectionNovelty) -> dict[str, object]:
    """Return the shape of a section with what is new in it."""
    first = found.change or next((one for one in found.sentences if one.earlier is not None), None)
    earlier = None if first is None else first.earlier
    change = found.change
    return {
        "article": found.section.article,
        "section": found.section.section,
        "state": found.state,
        "new": found.new_count,
        "sentences": len(found.sentences),
        "of": earlier and {"article": earlier.article, "block": earlier.block, "text": earlier.text},
        "difference": change and f"{change.before} → {change.after}",
    }


def describe_novelty(found: SectionNovelty, session: Session, context: CommandContext) -> str:
    """Return a section in words: its state, how much of it is new, and which figures changed."""
    words = context.words
    article = session.store.article(found.section.article)
    title = article.metadata.title or article.original.name
    head = f"{title} · {found.section.heading}" if found.section.heading else title
    counted = words.text("cli-new-counted", new=str(found.new_count), count=str(len(found.sentences)))
    lines = [show_line(f"{words.text(f'novelty-{found.state}')}: {head} — {counted}")]
    for one in found.sentences:
        if one.state == "changed" and one.earlier is not None:
            outlet = _outlet(one.earlier.article, session)
            text = words.text("cli-new-changed", before=one.before, after=one.after, outlet=outlet)
            lines.append(show_line(f"{_INDENT}{text}"))
    return "\n".join(lines)


def _outlet(article: str, session: Session) -> str:
    data = session.store.article(article)
    return data.metadata.publication or data.metadata.title or data.original.name
