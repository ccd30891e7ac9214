"""Commands on briefings: create, gather, copy, edit and remove them; keep and restore versions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, Item, Part, PartHeading, briefing_text
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.text import walk_blocks
from briefbuilder.storage.codec import encode
from briefbuilder.system.clock import to_second

if TYPE_CHECKING:
    from briefbuilder.composing.gather import DatedPassage, GatherSources
    from briefbuilder.domain.article import Article, Picture
    from briefbuilder.domain.topics import Tag
    from briefbuilder.exchange.records import Json
    from briefbuilder.returned.text_diff import DiffSegment
    from briefbuilder.templating.model import Template


_EDIT_TEXT = "edit-text"


def compose_briefing(
    session: Session,
    template: Template | str,
    title: str,
    topics: Iterable[str],
    fields: Mapping[str, str],
    language: str,
) -> tuple[ChangeSet, Briefing]:
    """Return the act that adds a briefing with a template, and the briefing.

    Each topic (by id) gets a part with the passages that are tagged with it, in the order of import and of the text.
    """
    from briefbuilder.composing.gather import fill_briefing

    chosen = tuple(session.topic(topic).id for topic in dict.fromkeys(topics))
    used = session.resources.template(template) if isinstance(template, str) else template
    begun = Briefing(
        id=session.store.clock.new_id("b"),
        title=title,
        template=used.id,
        language=language,
        created=to_second(session.store.next_moment()),
        topics=chosen,
    )
    sources = _sources(session, used, chosen)
    briefing = fill_briefing(begun, sources, fields, session.store.clock.today())
    return _act("compose-briefing", None, briefing), briefing


def _sources(
    session: Session, template: Template, topics: tuple[str, ...], otherwise: tuple[str, ...] = ()
) -> GatherSources:
    """Return the tags of some topics, the articles that have them, and the events for chronologies."""
    from briefbuilder.composing.gather import GatherSources

    tags = session.store.tags_with(topics)
    return GatherSources(
        template=template,
        tags=tags,
        articles={name: session.store.article(name) for name in _by_import(session, tags)},
        new_id=lambda: session.store.clock.new_id("i"),
        topics=otherwise,
        events=_events(session, template, topics),
    )


def find_gathering(session: Session, briefing: Briefing) -> GatherSources:
    """Return what is gathered for a briefing: its template, the tags, and the articles that have them."""
    from briefbuilder.composing.gather import gathered_topics, names_no_topics

    template = session.resources.template(briefing.template)
    otherwise = _quoted_topics(session, briefing) if names_no_topics(briefing, template) else ()
    return _sources(session, template, gathered_topics(briefing, template, otherwise), otherwise)


def _events(session: Session, template: Template, topics: Iterable[str]) -> tuple[DatedPassage, ...]:
    """Return the events for the chronologies of a template; nothing if it has none."""
    from briefbuilder.templating.parts import ChronologyPart

    chronologies = [part for part in template.all_parts if isinstance(part, ChronologyPart)]
    if not chronologies:
        return ()
    from briefbuilder.app.chronology import events_to_gather

    named = (topic for part in chronologies for topic in part.topics)
    return events_to_gather(session, dict.fromkeys((*topics, *named)))


def _quoted_topics(session: Session, briefing: Briefing) -> tuple[str, ...]:
    """Return the topics of the passages that a briefing quotes, all that are used if it quotes none.

    Briefings of earlier versions do not say which topics they were made with.
    """
    quoted = {item.passage for item in briefing.excerpts}
    used = tuple(topic for topic, _ in session.search.topics())
    if not quoted:
        return used
    found = {tag.topic for tag in session.store.tags_with(used) if tag.passage in quoted}
    return tuple(topic for topic in used if topic in found)


def edit_briefing(
    session: Session, after: Briefing, act: str, pictures: Mapping[str, Picture] | None = None
) -> ChangeSet:
    """Return the act with that code that replaces the stored briefing by an edited one; `pictures` come with its texts."""
    change_set = _act(act, session.store.existing_briefing(after.id), after)
    return replace(change_set, pictures=pictures or {})


def write_opened_text(
    session: Session,
    briefing: Briefing,
    before: Item,
    after: Item,
    heads: Sequence[str],
    pictures: Mapping[str, Picture],
) -> tuple[str, ...]:
    """Store the edit of a text that others changed after it was opened, when the batches `heads` were the newest here.

    So it is merged with what others wrote meanwhile, as if it had been made on another desk. `pictures` come with it.
    Returns the heads for the next edit of the same text. Raises as `Store.take_in` does.
    """
    from briefbuilder.exchange.fields import differences, take_apart
    from briefbuilder.exchange.records import Batch, FieldKey, FieldWrite, SharedAct
    from briefbuilder.storage.shared_acts import SCHEMA, milliseconds
    from briefbuilder.storage.shared_pieces import Piece

    opened, changed = (_frame(briefing.id, item) for item in (before, after))
    writes = differences("briefing", opened, changed, take_apart("briefing", opened))
    if not writes:
        return tuple(heads)
    store = session.store
    act = SharedAct(
        code=_EDIT_TEXT,
        clock=milliseconds(store.clock.now()),
        author=store.shared.author,
        writes=tuple(
            FieldWrite(FieldKey("briefing", briefing.id, node, name), value) for node, name, value in writes
        ),
        parameters={"title": briefing.title},
    )
    batch = Batch(desk=store.shared.desk, prev=None, parents=tuple(sorted(heads)), acts=(act,), schema=SCHEMA)
    store.keep_pieces(Piece("picture", name, one.media_type, one.data) for name, one in pictures.items())
    store.take_in((batch,))
    return (batch.name,)


def _frame(briefing: str, item: Item) -> Json:
    """Return a briefing with nothing but an item, of which only what differs is written."""
    part = Part(id="part", key="", items=(item,))
    framed = Briefing(id=briefing, title="", template="", language="", parts=(part,))
    return json.loads(encode("briefing", framed))


def remove_briefing(session: Session, briefing_id: str) -> ChangeSet:
    """Return the act that removes a briefing with its versions; the articles stay."""
    act = _act("remove-briefing", session.store.existing_briefing(briefing_id), None)
    versions = (change_of(kept, None) for kept in session.store.versions(briefing_id))
    return replace(act, changes=(*versions, *act.changes))


def _by_import(session: Session, tags: Iterable[Tag]) -> list[str]:
    """Return the articles of the given tags in the order of import."""
    records = (session.store.record(name) for name in {tag.passage.article for tag in tags})
    present = [record for record in records if record is not None]
    return [record.id for record in sorted(present, key=lambda record: (record.imported, record.id))]


def _act(act: str, before: Briefing | None, after: Briefing | None) -> ChangeSet:
    shown = after or before
    return ChangeSet(
        act=act,
        changes=(change_of(before, after),),
        parameters={"title": shown.title if shown else ""},
    )


def copy_briefing(session: Session, briefing_id: str, title: str) -> tuple[ChangeSet, Briefing]:
    """Return the act that adds a copy of a briefing with new ids, and the copy.

    Raises DossierError if there is no such briefing.
    """
    former = session.store.existing_briefing(briefing_id)
    parts = tuple(_copy_part(session, part) for part in former.parts)
    copy = replace(former, id=session.store.clock.new_id("b"), title=title, parts=parts)
    return _act("compose-briefing", None, copy), copy


def create_next_briefing(
    session: Session,
    briefing_id: str,
    title: str,
    left_out: frozenset[tuple[str, int]] = frozenset(),
    *,
    with_texts: bool = False,
) -> tuple[ChangeSet, Briefing]:
    """Return the act that adds the next briefing after one, with the passages tagged since, and that briefing.

    `with_texts` copies the user's own texts. Passages in sections that are `left_out`, by article and number, are not
    gathered. The topics of parts for which nothing was gathered are remembered, so that the briefing can say that there
    is nothing new on them. Raises DossierError if there is no such briefing, TemplateError if its template is missing.
    """
    from briefbuilder.composing.gather import copy_structure, gather_next, gathered_topics

    former = session.store.existing_briefing(briefing_id)
    sources = find_gathering(session, former)
    tags = tuple(tag for tag in sources.tags if not _is_left_out(tag, sources.articles, left_out))
    sources = replace(sources, tags=tags)
    created, today = to_second(session.store.next_moment()), session.store.clock.today()
    begun = copy_structure(former, sources.template, created, today, sources.new_id, with_texts=with_texts)
    begun = replace(begun, id=session.store.clock.new_id("b"), title=title)
    result = gather_next(former, begun, sources)
    quoted = {item.passage for item in result.excerpts}
    new = {tag.topic for tag in tags if tag.passage in quoted}
    topics = (
        topic for topic in gathered_topics(result, sources.template, sources.topics) if topic not in new
    )
    result = replace(result, nothing_new=tuple(dict.fromkeys(topics)))
    return _act("compose-briefing", None, result), result


def _is_left_out(tag: Tag, articles: Mapping[str, Article], left_out: frozenset[tuple[str, int]]) -> bool:
    """Return whether a passage is in sections that are left out on their own."""
    article = articles.get(tag.passage.article)
    if article is None or not left_out:
        return False
    blocks = set(tag.passage.blocks)
    touched = [
        section.index
        for section in article.sections
        if any(block.id in blocks for block in walk_blocks(section.all_blocks))
    ]
    return bool(touched) and all((article.id, index) in left_out for index in touched)


def _copy_part(session: Session, part: Part) -> Part:
    items: tuple[Item, ...] = tuple(replace(item, id=session.store.clock.new_id("i")) for item in part.items)
    inner = tuple(_copy_part(session, one) for one in part.parts)
    return replace(part, id=session.store.clock.new_id("i"), items=items, parts=inner)


# A version is a briefing as it was, stored beside it under another id. Every act that moves passages or topics moves
# them in versions too, so that no quotation in a version is lost.


def keep_version(session: Session, briefing_id: str, name: str) -> ChangeSet:
    """Return the act that keeps a briefing as it is, as a version with a name.

    Raises DossierError if there is no such briefing, the name is empty, or a version has that name.
    """
    briefing = session.store.existing_briefing(briefing_id)
    shown = " ".join(name.split())
    if not shown:
        raise DossierError("version-name-empty")
    if any(
        briefing.version.casefold() == shown.casefold() for briefing in session.store.versions(briefing_id)
    ):
        raise DossierError("version-exists", version=shown)
    kept = replace(
        briefing,
        id=session.store.clock.new_id("v"),
        version_of=briefing.id,
        version=shown,
        created=session.store.clock.second(),
    )
    change = change_of(None, kept)
    return ChangeSet(act="keep-version", changes=(change,), parameters={"version": shown})


def restore_version(session: Session, version_id: str) -> ChangeSet:
    """Return the act that restores a briefing from one of its versions; the version stays."""
    kept = _version(session, version_id)
    present = session.store.existing_briefing(kept.version_of)
    restored = replace(kept, id=present.id, version_of="", version="", created=present.created)
    act = edit_briefing(session, restored, "restore-version")
    return replace(act, parameters={"version": kept.version})


def remove_version(session: Session, version_id: str) -> ChangeSet:
    """Return the act that removes a version; the briefing stays."""
    kept = _version(session, version_id)
    change = change_of(kept, None)
    return ChangeSet(act="remove-version", changes=(change,), parameters={"version": kept.version})


def compare_version(
    one: Briefing | ExportRecord, other: Briefing, heading: PartHeading | None = None
) -> tuple[DiffSegment, ...]:
    """Return the differences of a version or an export and a briefing, word by word: titles, headings and items in order.

    `heading` returns the heading of a part; without it only headings that the user wrote are compared.
    """
    from briefbuilder.returned.text_diff import diff_texts

    call = heading or (lambda part: part.heading or part.topic or part.key)
    before = one.text if isinstance(one, ExportRecord) else briefing_text(one, call)
    return diff_texts(before, briefing_text(other, call))


def _version(session: Session, version_id: str) -> Briefing:
    kept = session.store.briefing(version_id)
    if kept is None or not kept.version_of:
        raise DossierError("version-missing", version=version_id)
    return kept
