"""Commands on the list of articles: remove them, correct their metadata, and save searches for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Literal

from briefbuilder.app.commands.corrections import change_record, keeps_all_passages
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Metadata
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Value, change_of
from briefbuilder.domain.corrections import RemovalCorrection
from briefbuilder.domain.errors import CorrectionError, DossierError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.query import Query, SavedSearch
from briefbuilder.domain.values import value
from briefbuilder.storage.acts import ActRun

# The metadata as they were read are kept beside the corrected ones.

Role = Literal["title", "lead", "author", "date"]

_OTHER_TITLES = frozenset({"title-candidate", "title-repeated"})


def edit_metadata(session: Session, article_id: str, metadata: Metadata) -> ChangeSet:
    """Return the act that corrects an article's metadata."""
    record = session.store.existing_record(article_id)
    return change_record(session, record, _corrected_record(record, metadata), "edit-metadata", 1)


def use_passage_as_metadata(session: Session, passage: Passage, role: Role) -> ChangeSet:
    """Return the act that uses a passage's words as the title, the lead, one more author or the date of its article.

    Whole blocks that become the title or the lead are excluded from the text, unless a tag or an excerpt covers them
    alone. Raises CorrectionError if the words contain no date.
    """
    record = session.store.existing_record(passage.article)
    words = " ".join(passage.quote.split())
    if not words:
        raise CorrectionError("repair-no-words")
    after = _corrected_record(record, _with_words(record.metadata, words, role))
    if role in {"title", "lead"} and _is_whole(session, passage):
        left = tuple(RemovalCorrection(block=name) for name in passage.blocks)
        without = replace(after, corrections=(*record.corrections, *left))
        after = without if keeps_all_passages(session, record, without) else after
    return change_record(session, record, after, f"use-as-{role}", 1)


def parse_day(words: str) -> date | None:
    """Return the day in the given words, None if they name no day or an ambiguous one (03/04/2026)."""
    from briefbuilder.importers.dates import read_date

    return read_date(words)


def other_titles(record: ArticleRecord) -> tuple[str, ...]:
    """Return the other titles that the import found, and the title as it was read."""
    read = (record.read or record.metadata).title
    found = (notice.subject for notice in record.notices if notice.code in _OTHER_TITLES)
    return tuple(dict.fromkeys(title for title in (read, *found) if title))


def _with_words(metadata: Metadata, words: str, role: Role) -> Metadata:
    match role:
        case "title":
            return replace(metadata, title=words)
        case "lead":
            return replace(metadata, lead=words)
        case "author":
            names = tuple(dict.fromkeys((*metadata.authors, *_persons(words))))
            return replace(metadata, authors=names)
        case "date":
            day = parse_day(words)
            if day is None:
                raise CorrectionError("repair-no-date", words=words[:80])
            return replace(metadata, published=day)


def _persons(words: str) -> tuple[str, ...]:
    """Return the persons of a byline ("By Ada Rossi and Jo Smith"), else the words as one name."""
    from briefbuilder.importers.byline import read_byline

    byline = read_byline(words)
    return byline.authors if byline is not None and byline.authors else (words,)


def _corrected_record(record: ArticleRecord, metadata: Metadata) -> ArticleRecord:
    read = record.read or record.metadata
    return replace(record, metadata=metadata, read=None if metadata == read else read)


def _is_whole(session: Session, passage: Passage) -> bool:
    article = session.store.article(passage.article)
    last = article.block(passage.blocks[-1])
    return passage.start == 0 and last is not None and passage.end == len(last.text)


@value
class MetadataEdits:
    """Edits of the metadata of several articles; None leaves a field unchanged.

    `title` is (text, replacement): an empty replacement, for example, if each title ends with the outlet's name. An
    empty text or tuple, and `no_date`, make a field unknown.
    """

    title: tuple[str, str] | None = None
    authors: tuple[str, ...] | None = None
    publication: str | None = None
    published: date | None = None
    no_date: bool = False
    language: str | None = None
    url: str | None = None
    statement: str | None = None
    licence: str | None = None
    reserved: bool | None = None

    def of(self, metadata: Metadata) -> Metadata:
        """Return an article's metadata with the edits."""
        title = metadata.title
        if self.title is not None and self.title[0]:
            title = " ".join(title.replace(*self.title).split())
        rights = metadata.rights
        return replace(
            metadata,
            title=title,
            authors=metadata.authors if self.authors is None else self.authors,
            publication=_replace_text(metadata.publication, self.publication),
            published=None if self.no_date else self.published or metadata.published,
            language=_replace_text(metadata.language, self.language),
            url=_replace_text(metadata.url, self.url),
            rights=replace(
                rights,
                statement=_replace_text(rights.statement, self.statement),
                licence=_replace_text(rights.licence, self.licence),
                reserved=rights.reserved if self.reserved is None else self.reserved,
            ),
        )


def edit_many(session: Session, ids: Iterable[str], corrected: MetadataEdits) -> ChangeSet:
    """Return the act that edits the metadata of several articles; their texts are not changed."""
    changes: list[Change] = []
    for article_id in dict.fromkeys(ids):
        before = session.store.existing_record(article_id)
        after = _corrected_record(before, corrected.of(before.metadata))
        if after != before:
            changes.append(change_of(before, after))
    titles = [change.after.metadata.title for change in changes if isinstance(change.after, ArticleRecord)]
    parameters = {"count": str(len(changes)), "title": titles[0] if titles else ""}
    return ChangeSet(act="edit-metadata-many", changes=tuple(changes), parameters=parameters)


def _replace_text(old: str | None, new: str | None) -> str | None:
    return old if new is None else new or None


def remove_articles(session: Session, ids: Sequence[str]) -> ChangeSet:
    """Return the act that removes articles with their tags, judgements and excerpts in briefings.

    Its parameter `excerpts` is the number of excerpts that are removed, so that the user can be asked.
    """
    act, parts = _removal(session, ids)
    return replace(act, changes=tuple(chain.from_iterable(parts)))


def begin_removal(session: Session, ids: Sequence[str]) -> ActRun:
    """Begin the same act in steps, which the caller runs; raises as `Store.apply` does."""
    act, parts = _removal(session, ids)
    return session.store.begin(act, (replace(act, changes=changes) for changes in parts), len(ids) + 1)


def _removal(session: Session, ids: Sequence[str]) -> tuple[ChangeSet, Iterator[tuple[Change, ...]]]:
    title = session.store.existing_record(ids[0]).metadata.title if ids else ""
    parts = session.store.removal_of(ids)
    briefings = next(parts)
    excerpts = sum(_count_items(change.before) - _count_items(change.after) for change in briefings)
    parameters = {"count": str(len(set(ids))), "title": title, "excerpts": str(excerpts)}
    return ChangeSet(act="remove-articles", changes=(), parameters=parameters), chain((briefings,), parts)


def _count_items(value: Value | None) -> int:
    return len(value.items) if isinstance(value, Briefing) else 0


# Saved searches.


def save_search(session: Session, name: str, wanted: Query) -> ChangeSet:
    """Return the act that saves a search under a name, replacing the saved search of that name.

    Raises DossierError if the name is empty.
    """
    shown = _clean_name(name)
    before = _find_by_name(session, shown)
    if before is None:
        after = SavedSearch(id=session.store.clock.new_id("s"), name=shown, wanted=wanted)
    else:
        after = replace(before, name=shown, wanted=wanted)
    return _act("save-search", before, after)


def rename_search(session: Session, search_id: str, name: str) -> ChangeSet:
    """Return the act that renames a saved search; raises DossierError if the name is taken or empty."""
    before, shown = _require_search(session, search_id), _clean_name(name)
    other = _find_by_name(session, shown)
    if other is not None and other.id != search_id:
        raise DossierError("search-exists", name=shown)
    return _act("rename-search", before, replace(before, name=shown))


def remove_search(session: Session, search_id: str) -> ChangeSet:
    """Return the act that removes a saved search."""
    return _act("remove-search", _require_search(session, search_id), None)


def _act(act: str, before: SavedSearch | None, after: SavedSearch | None) -> ChangeSet:
    shown = after or before
    assert shown is not None
    change = change_of(before, after)
    return ChangeSet(act=act, changes=(change,), parameters={"name": shown.name})


def _clean_name(name: str) -> str:
    shown = " ".join(name.split())
    if not shown:
        raise DossierError("search-name-empty")
    return shown


def _find_by_name(session: Session, name: str) -> SavedSearch | None:
    return next(
        (one for one in session.store.saved_searches() if one.name.casefold() == name.casefold()), None
    )


def _require_search(session: Session, search_id: str) -> SavedSearch:
    found = next((one for one in session.store.saved_searches() if one.id == search_id), None)
    if found is None:
        raise DossierError("search-missing", search=search_id)
    return found
