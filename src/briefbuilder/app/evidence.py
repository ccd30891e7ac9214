"""Looks up what an officer's own text states in the articles of a dossier.

Reading facts and comparing them needs no dossier, so that jobs do it; only the look-up of sources does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefbuilder.app.clock import local_date
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.facts import Claim, Fact, FactBlock, FactSource
from briefbuilder.domain.text import Block, Heading, Table, walk_blocks

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

TITLE, LEAD = "title", "lead"
"""The ids of the blocks that an article's title and lead are read as."""
MOST_OTHERS = 20
"""The articles that are looked at beside those that are cited."""
_UNKNOWN = "und"
"""The tag of a language that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClaims:
    """What an own text of a briefing states; the blocks of the claims are those of the item."""

    part: str
    item: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """The sources in which claims are looked up, the cited ones first, and the keys that any article has."""

    sources: tuple[FactSource, ...]
    known: frozenset[str] = field(default=frozenset(), repr=False)


def blocks_of(article: Article) -> tuple[FactBlock, ...]:
    """Return the blocks of an article whose facts are read: title and lead, then all with text, those of tables too."""
    metadata = article.metadata
    head = ((TITLE, metadata.title), (LEAD, metadata.lead or ""))
    return (
        *(FactBlock(id=name, text=text, heading=True) for name, text in head if text),
        *own_blocks(article.blocks),
    )


def own_blocks(blocks: Iterable[Block]) -> tuple[FactBlock, ...]:
    """Return the blocks with text, those of tables too."""
    return tuple(
        FactBlock(id=block.id, text=block.text, language=block.language, heading=isinstance(block, Heading))
        for block in walk_blocks(blocks)
        if not isinstance(block, Table) and block.text.strip()
    )


def paragraph_numbers(blocks: Iterable[FactBlock]) -> Mapping[str, int]:
    """Return the number, from 1, of each paragraph of a source by its block's id; title and lead have none."""
    names = (block.id for block in blocks if block.id not in {TITLE, LEAD})
    return {name: number for number, name in enumerate(names, 1)}


def facts_of(session: Session, article_id: str) -> FactSource:
    """Return an article with its facts; raises DossierError where the id is unknown."""
    article = session.store.article(article_id)
    metadata = article.metadata
    blocks, language = blocks_of(article), metadata.language or _UNKNOWN
    return FactSource(
        article=article_id,
        language=language,
        day=metadata.published,
        blocks=blocks,
        facts=_read_facts(blocks, language, metadata.published),
    )


def sources_for(session: Session, facts: Sequence[Fact], cited: Iterable[str]) -> tuple[FactSource, ...]:
    """Return the cited articles, and the best of the others in which some of the facts are stated."""
    return look_up(session, facts, cited).sources


def look_up(session: Session, facts: Sequence[Fact], cited: Iterable[str]) -> LookUp:
    """Return the sources for facts and the known keys among those of the facts."""
    from dataclasses import replace

    named = dict.fromkeys(name for name in cited if session.store.record(name) is not None)
    wanted = {key for fact in facts for key in fact.keys}
    shared: Counter[str] = Counter()
    known: set[str] = set()
    others: dict[str, FactSource] = {}
    for record in session.store.articles():
        source = facts_of(session, record.id)
        found = wanted & {key for fact in source.facts for key in fact.keys}
        known |= found
        if found and record.id not in named:
            shared[record.id] = len(found)
            others[record.id] = source
    first = (replace(facts_of(session, name), cited=True) for name in named)
    return LookUp(
        sources=(*first, *(others[name] for name, _ in shared.most_common(MOST_OTHERS))),
        known=frozenset(known),
    )


def check_blocks(
    blocks: Sequence[FactBlock], language: str, day: date | None, find: Callable[[Sequence[Fact]], LookUp]
) -> tuple[Claim, ...]:
    """Return what blocks of an own text state and what the sources say of it.

    `find` looks up the sources, on the session's thread if this is called on another; `day` is that from which "on Friday"
    counts.
    """
    facts = _read_facts(tuple(blocks), language, day)
    if not facts:
        return ()
    found = find(facts)
    claims: tuple[Claim, ...] = _function("claims", "check_claims")(
        blocks, language, day, found.sources, found.known
    )
    return claims


def text_claims(session: Session, text: str, language: str, cited: Sequence[str] = ()) -> tuple[Claim, ...]:
    """Return what a plain text states; the block of a claim is the number of its paragraph, from 1."""
    blocks = text_blocks(text)
    day = reference_day(session, cited) or session.clock.today()
    return check_blocks(blocks, language, day, lambda facts: look_up(session, facts, cited))


def text_blocks(text: str) -> tuple[FactBlock, ...]:
    """Return the lines of a plain text that are not empty, each with its number among these, from 1, as its id."""
    lines = (line for line in text.splitlines() if line.strip())
    return tuple(FactBlock(id=str(number), text=line) for number, line in enumerate(lines, 1))


def briefing_claims(session: Session, briefing_id: str) -> tuple[ItemClaims, ...]:
    """Return what the own texts of a briefing state, item by item; those that state nothing are left out.

    Raises DossierError where there is no such briefing.
    """
    briefing = session.store.briefing(briefing_id)
    if briefing is None:
        raise DossierError("briefing-missing", briefing=briefing_id)
    return tuple(_items_claims(session, briefing))


def _items_claims(session: Session, briefing: Briefing) -> Iterator[ItemClaims]:
    for part in briefing.walk():
        for item in part.items:
            if isinstance(item, OwnText) and (claims := item_claims(session, briefing, part, item)):
                yield ItemClaims(part=part.id, item=item.id, claims=claims)


def item_claims(session: Session, briefing: Briefing, part: Part, item: OwnText) -> tuple[Claim, ...]:
    """Return what an own text of a briefing states."""
    cited = cited_beside(briefing, part)
    day = reference_day(session, cited) or local_date(briefing.created)
    return check_blocks(
        own_blocks(item.blocks), briefing.language, day, lambda facts: look_up(session, facts, cited)
    )


def cited_beside(briefing: Briefing, part: Part) -> tuple[str, ...]:
    """Return the articles that a briefing quotes, those beside the items of a part first."""
    items = (*part.items, *briefing.items)
    return tuple(dict.fromkeys(item.passage.article for item in items if isinstance(item, Excerpt)))


def reference_day(session: Session, cited: Iterable[str]) -> date | None:
    """Return the day from which "on Friday" counts: that of the newest article that is cited, None if unknown."""
    records = (session.store.record(name) for name in cited)
    days = (record.metadata.published for record in records if record is not None)
    return max((day for day in days if day is not None), default=None)


@lru_cache(maxsize=2000)
def _read_facts(blocks: tuple[FactBlock, ...], language: str, day: date | None) -> tuple[Fact, ...]:
    facts: tuple[Fact, ...] = _function("facts", "read_facts")(blocks, language, day)
    return facts


def _function(module: str, name: str) -> Any:
    try:
        return getattr(import_module(f"briefbuilder.evidence.{module}"), name)
    except ModuleNotFoundError:
        return lambda *_: ()
