"""Looks up what an officer's own text states in the articles of a dossier.

Reading facts and comparing them needs no dossier, so that jobs do it; only the look-up of sources does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, overload

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.facts import Claim, ClaimSource, Fact, FactBlock, FactSource, Name
from briefbuilder.domain.inline import numeric_text
from briefbuilder.domain.notices import Finding, Place, Severity
from briefbuilder.domain.progress import Progress
from briefbuilder.domain.text import Block, Heading, Note, Table, one_line, place_cells, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import PackedArticle
from briefbuilder.storage.codec import CorruptValueError
from briefbuilder.storage.facts import PreparedFacts, decode_facts, prepare_facts, text_digest
from briefbuilder.system.clock import local_date
from briefbuilder.templating.checks import Check

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

T = TypeVar("T")

TITLE, LEAD = "title", "lead"
"""The ids of the blocks that an article's title and lead are read as."""
MOST_OTHERS = 12
"""The articles that are looked at beside those that are cited, for a long text."""
_OTHERS, _OTHERS_MORE = 3, 2
"""Those for any text, and for each of its paragraphs: the right one of a paragraph is nearly always the first."""
MOST_CITED = 40
"""The cited articles that are looked at, those that share most with what is stated."""
_MOST_BESIDE = 10
"""The cited articles that are looked at in any case: the first ones, which are beside the text."""
_LONGEST_HEADER = 200
"""Characters of a cell or a caption that names units of others; longer ones are texts."""
_CACHED_SOURCES = 256
SLICE = 10
"""Articles that are read and stored together: a few milliseconds of the window's thread."""
_UNKNOWN = "und"
"""The tag of a language that is not known."""


@value
class ItemClaims:
    """What an own text of a briefing states; the blocks of the claims are those of the item."""

    part: str
    item: str
    claims: tuple[Claim, ...]


@value
class ReadText:
    """The facts of an own text and its digest; `new` is what the dossier should keep, None if it does."""

    facts: tuple[Fact, ...]
    digest: bytes
    new: PreparedFacts | None = None


@value
class LookUp:
    """The articles in which claims are looked up, and the keys that any article has.

    `shared` has for each of the `others` the keys of the claims that it has.
    """

    cited: tuple[PackedArticle, ...] = ()
    others: tuple[PackedArticle, ...] = ()
    shared: tuple[frozenset[str], ...] = ()
    known: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def sources(self) -> tuple[FactSource, ...]:
        """The articles with their facts, the cited ones first; decoding them takes a moment, and needs no dossier."""
        first = (replace(source_of(article), cited=True) for article in self.cited)
        others = (
            replace(deferred_source(article), shared=shared)
            for article, shared in zip(self.others, self.shared, strict=True)
        )
        return (*first, *others)


_readers_lock = Lock()
_loaded_readers: set[str] = set()


def load_readers(language: str) -> None:
    """Load what reads and compares texts in a language (BCP 47), which takes most of a second at first.

    Whoever calls this while it loads, in any thread, waits until it is done.
    """
    from briefbuilder.evidence.claims import check_claims
    from briefbuilder.evidence.period_words import load_patterns

    with _readers_lock:
        if language in _loaded_readers:
            return
        sample, day = (
            FactBlock(id="", text="On 3 May 2020 Anna Bell said in Paris that it was 5 per cent."),
            date.min,
        )
        facts = decode_facts(prepare_facts(read_facts((sample,), "en", day), facts_rules()).data)
        sources = (
            FactSource(article="", language=tag, day=day, blocks=(sample,), facts=facts, cited=True)
            for tag in (language, _UNKNOWN)
        )
        check_claims((sample,), language, day, tuple(sources))
        load_patterns(language)
        _loaded_readers.add(language)


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
    walked = tuple(walk_blocks(blocks))
    tables = (block for block in walked if isinstance(block, Table))
    headers = dict(chain.from_iterable(map(_cell_headers, tables)))
    return tuple(
        FactBlock(
            id=block.id,
            text=text,
            language=block.language,
            heading=isinstance(block, Heading),
            headers=headers.get(block.id, ()),
        )
        for block in walked
        if not isinstance(block, Table) and (text := numeric_text(block.content)).strip()
    )


def _cell_headers(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the blocks of cells, each with the headers of its column and its row and with the caption.

    The first row counts as a header, whether it is marked as one or not.
    """
    caption = _as_header(numeric_text(table.content))
    columns: dict[int, str] = {}
    of_row = ""
    for placed in place_cells(table.rows):
        start, text = placed.column, _as_header(placed.cell.text)
        if placed.row < max(table.header_rows, 1):
            columns |= dict.fromkeys(range(start, start + max(placed.cell.column_span, 1)), text)
            continue
        if start == 0:
            of_row = text
        headers = (columns.get(start, ""), of_row if start else "", caption)
        yield from ((block.id, headers) for block in placed.cell.blocks)


def _as_header(text: str) -> str:
    """Return a text on one line, nothing of a long one: that is no header."""
    return one_line(text) if len(text) <= _LONGEST_HEADER else ""


def stated_blocks(blocks: Iterable[Block]) -> tuple[FactBlock, ...]:
    """Return the blocks of a text in which statements are looked for: not its notes, which name sources."""
    return own_blocks(block for block in blocks if not isinstance(block, Note))


def paragraph_numbers(blocks: Iterable[FactBlock]) -> Mapping[str, int]:
    """Return the number, from 1, of each paragraph of a source by its block's id; title and lead have none."""
    names = (block.id for block in blocks if block.id not in {TITLE, LEAD})
    return {name: number for number, name in enumerate(names, 1)}


def facts_of(session: Session, article_id: str) -> FactSource:
    """Return an article with its facts, read if they were not; raises DossierError if the id is unknown."""
    return source_of(session.store.packed_article(article_id, facts_rules()))


@lru_cache(maxsize=_CACHED_SOURCES)
def source_of(packed: PackedArticle) -> FactSource:
    """Decode an article and its facts, or read these if they were not read; for jobs, which have no session.

    An article that is damaged states nothing: it must not stop the look-up in all others.
    """
    metadata = packed.record.metadata
    language, day = metadata.language or _UNKNOWN, metadata.published
    try:
        blocks = blocks_of(packed.unpack())
    except DossierError:
        blocks = ()
    try:
        facts = read_facts(blocks, language, day) if packed.facts is None else decode_facts(packed.facts)
    except CorruptValueError:
        facts = read_facts(blocks, language, day)
    names = {block.id for block in blocks}
    return FactSource(
        article=packed.record.id,
        language=language,
        day=day,
        blocks=blocks,
        facts=tuple(fact for fact in facts if fact.block in names),
        publication=metadata.publication or "",
    )


@lru_cache(maxsize=_CACHED_SOURCES)
def deferred_source(packed: PackedArticle) -> FactSource:
    """Return an article that is decoded when its facts or its words are asked for: most are not."""
    metadata = packed.record.metadata
    return FactSource(
        article=packed.record.id,
        language=metadata.language or _UNKNOWN,
        day=metadata.published,
        blocks=_Deferred(lambda: source_of(packed).blocks),
        facts=_Deferred(lambda: source_of(packed).facts),
        publication=metadata.publication or "",
    )


class _Deferred(Sequence[T]):
    """A sequence that is made when it is first looked at."""

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make
        self._made: Sequence[T] | None = None

    def _all(self) -> Sequence[T]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        return self._all()[place]


def prepare_article_facts(article: Article) -> PreparedFacts:
    """Read what an article states, ready to be stored; needs no dossier and takes a moment, so that jobs do it."""
    metadata = article.metadata
    blocks = blocks_of(article)
    return prepare_facts(read_facts(blocks, metadata.language or _UNKNOWN, metadata.published), facts_rules())


def look_up(session: Session, facts: Sequence[Fact], cited: Iterable[str]) -> LookUp:
    """Find the sources for facts, and the known keys among those of the facts; reads only compressed values."""
    store, rules = session.store, facts_rules()
    keys = tuple(dict.fromkeys(key for fact in facts for key in fact.keys))
    named = [name for name in dict.fromkeys(cited) if store.record(name) is not None]
    if len(named) > MOST_CITED:
        beside, rest = named[:_MOST_BESIDE], named[_MOST_BESIDE:]
        named = [*beside, *store.facts.order(rest, keys)][:MOST_CITED]
    most = min(MOST_OTHERS, _OTHERS + _OTHERS_MORE * len({fact.block for fact in facts}))
    held = store.facts.shared(named, keys)
    # If the cited articles have all keys, the others need not be searched.
    wanted = () if held.issuperset(keys) else keys
    found = store.facts.find(wanted, most, named, others=_more_keys(facts))
    others = [name for name in found.articles if store.record(name) is not None]
    return LookUp(
        cited=tuple(store.packed_article(name, rules) for name in named),
        others=tuple(store.packed_article(name, rules) for name in others),
        shared=tuple(found.articles[name] for name in others),
        known=found.known | held,
    )


def _more_keys(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the keys by which names are known that have none in the index: only their place makes them names."""
    from briefbuilder.evidence.names import name_keys

    for fact in facts:
        if isinstance(fact.stated, Name) and not fact.keys:
            yield from name_keys(fact.stated)


# Articles whose facts are not read yet: those of an older dossier, of older rules, and those that were corrected.


def count_unread(session: Session) -> int:
    """Return how many articles are not looked at, since their facts are not read yet."""
    return session.store.facts.count_unread(facts_rules())


def unread_articles(session: Session) -> tuple[PackedArticle, ...]:
    """Return some articles whose facts are not read yet."""
    rules = facts_rules()
    return tuple(
        session.store.packed_article(name, rules) for name in session.store.facts.unread(rules, SLICE)
    )


def read_packed(packed: PackedArticle) -> PreparedFacts:
    """Read what an article states; of one that is damaged nothing, so that it is not read again and again."""
    try:
        article = packed.unpack()
    except DossierError:
        return prepare_facts((), facts_rules())
    return prepare_article_facts(article)


def read_missing_facts(session: Session, on_progress: Progress) -> None:
    """Read the facts of all articles that are not read yet, and report the share that is done."""
    missing = 0 if session.store.read_only else count_unread(session)
    done = 0
    while done < missing and (articles := unread_articles(session)):
        session.store.keep_facts((packed.record, read_packed(packed)) for packed in articles)
        done += len(articles)
        on_progress(done / missing)


def read_all_packed(articles: Sequence[PackedArticle]) -> tuple[PreparedFacts, ...]:
    """Read what some articles state; workers do it for the window."""
    return tuple(map(read_packed, articles))


def check_blocks(
    blocks: Sequence[FactBlock],
    language: str,
    day: date | None,
    find: Callable[[Sequence[Fact]], LookUp],
    facts: Sequence[Fact] | None = None,
) -> tuple[Claim, ...]:
    """Return what blocks of an own text state and what the sources say of it.

    `find` looks up the sources, on the session's thread if this is called on another; `day` is that from which "on Friday"
    counts. The `facts` of the text are read if they are not given.
    """
    if facts is None:
        facts = read_facts(blocks, language, day)
    if not facts:
        return ()
    from briefbuilder.evidence.claims import check_claims

    found = find(facts)
    return check_claims(blocks, language, day, found.sources, found.known, facts)


def text_claims(session: Session, text: str, language: str, cited: Sequence[str]) -> tuple[Claim, ...]:
    """Return what a plain text states; the block of a claim is the number of its paragraph, from 1."""
    blocks = text_blocks(text)
    day = reference_day(session, cited) or session.store.clock.today()
    return check_blocks(blocks, language, day, lambda facts: look_up(session, facts, cited))


def text_blocks(text: str) -> tuple[FactBlock, ...]:
    """Return the lines of a plain text that are not empty, each with its number among these, from 1, as its id."""
    lines = (line for line in text.splitlines() if line.strip())
    return tuple(FactBlock(id=str(number), text=line) for number, line in enumerate(lines, 1))


def briefing_claims(session: Session, briefing_id: str) -> tuple[ItemClaims, ...]:
    """Return what the own texts of a briefing state, item by item; those that state nothing are left out.

    Raises DossierError if there is no such briefing.
    """
    briefing = session.store.existing_briefing(briefing_id)
    read: dict[bytes, PreparedFacts] = {}
    found = tuple(
        ItemClaims(part=part.id, item=item.id, claims=claims)
        for part in briefing.walk()
        for item in part.items
        if isinstance(item, OwnText) and (claims := _item_claims(session, briefing, part, item, read))
    )
    keep_text_facts(session, read)
    return found


def item_claims(session: Session, briefing: Briefing, part: Part, item: OwnText) -> tuple[Claim, ...]:
    """Return what an own text of a briefing states."""
    read: dict[bytes, PreparedFacts] = {}
    found = _item_claims(session, briefing, part, item, read)
    keep_text_facts(session, read)
    return found


def _item_claims(
    session: Session, briefing: Briefing, part: Part, item: OwnText, read: dict[bytes, PreparedFacts]
) -> tuple[Claim, ...]:
    """Return what an own text states; facts that the dossier lacks are added to `read`."""
    cited = cited_beside(part, quoted_articles(briefing))
    day = reference_day(session, cited) or local_date(briefing.created)
    blocks, language = stated_blocks(item.blocks), briefing.language
    text = read_text(blocks, language, day, session.store.text_facts.find)
    if text.new is not None:
        read[text.digest] = text.new
    return check_blocks(blocks, language, day, lambda facts: look_up(session, facts, cited), text.facts)


def read_text(
    blocks: Sequence[FactBlock], language: str, day: date | None, find: Callable[[bytes], bytes | None]
) -> ReadText:
    """Return what an own text states; `find` returns what a dossier keeps for a digest, which is taken if it fits."""
    digest = text_digest(blocks, language, day, facts_rules())
    lengths = {block.id: len(block.text) for block in blocks}
    with suppress(CorruptValueError):
        stored = find(digest)
        if stored is not None:
            facts = decode_facts(stored)
            if all(fact.end <= lengths.get(fact.block, -1) for fact in facts):
                return ReadText(facts=facts, digest=digest)
    facts = read_facts(blocks, language, day)
    prepared = prepare_facts(facts, facts_rules())
    with suppress(CorruptValueError):
        # Too many facts, or numbers that are too long, are not stored.
        if decode_facts(prepared.data) == facts:
            return ReadText(facts=facts, digest=digest, new=prepared)
    return ReadText(facts=facts, digest=digest)


def keep_text_facts(
    session: Session, found: Mapping[bytes, PreparedFacts], replaced: Iterable[bytes] = ()
) -> None:
    """Store what own texts state in place of what is `replaced`; if that fails, it is read again the next time."""
    if not session.store.read_only:
        with suppress(DossierError):
            session.store.keep_text_facts(found, replaced)


def claim_findings(
    claims: Iterable[ItemClaims],
    severity: Callable[[Check], Severity],
    place_name: Callable[[ClaimSource], str],
) -> tuple[Finding, ...]:
    """Return the findings on claims that no source states, or that a source states differently; equal ones of an item once."""
    found: dict[tuple[str, str, str, str, str], Finding] = {}
    for stated in claims:
        for claim in stated.claims:
            finding = _finding(stated, claim, severity, place_name)
            if finding is not None:
                parameters = finding.parameters
                key = (
                    stated.item,
                    finding.code,
                    parameters["text"],
                    parameters.get("found", ""),
                    parameters.get("source", ""),
                )
                found.setdefault(key, finding)
    return tuple(found.values())


def _finding(
    stated: ItemClaims,
    claim: Claim,
    severity: Callable[[Check], Severity],
    place_name: Callable[[ClaimSource], str],
) -> Finding | None:
    parameters = {"text": one_line(claim.text)}
    code: Check = "claim-not-found"
    if claim.outcome == "different" and claim.sources:
        code, source = "claim-different", claim.sources[0]
        parameters |= {"found": one_line(source.text), "source": place_name(source)}
    elif claim.outcome not in {"different", "not-found"}:
        return None
    elif claim.sources:
        parameters["source"] = place_name(claim.sources[0])
    if variant := claim_variant(claim):
        parameters["variant"] = variant
    place = Place(part=stated.part, item=stated.item)
    return Finding(code=code, severity=severity(code), place=place, parameters=parameters)


def claim_variant(claim: Claim) -> str:
    """Return what the words about a claim say beside its outcome, as the end of a message's code; empty for no more."""
    match claim.outcome, claim.kind, bool(claim.sources):
        case "different", _, True:
            return "former" if claim.former else ""
        case "not-found", _, True:
            return "elsewhere"
        case "not-found", _, False:
            return "uncited" if claim.uncited else ""
        case "doubtful", "quotation", True:
            return "reworded"
        case "not-compared", "quotation", True:
            return "translated"
        case _:
            return ""


def name_place(session: Session, place: ClaimSource) -> str:
    """Return the outlet (or the title) of an article, and the number of a paragraph: "Meridian, ¶12"."""
    article = session.store.article(place.article)
    number = paragraph_numbers(blocks_of(article)).get(place.block)
    return place_words(article.metadata.source_name(article.original.name), number)


def place_words(source: str, paragraph: int | str | None) -> str:
    """Return the name of a source with a paragraph, or only the name for its title or lead."""
    return source if paragraph is None else f"{source},\u00a0¶{paragraph}"


def quoted_articles(briefing: Briefing) -> tuple[str, ...]:
    """Return the articles that a briefing quotes."""
    return tuple(dict.fromkeys(excerpt.passage.article for excerpt in briefing.excerpts))


def cited_beside(part: Part, quoted: Iterable[str]) -> tuple[str, ...]:
    """Return the articles that a briefing quotes, those beside the items of a part first."""
    return tuple(dict.fromkeys((*(excerpt.passage.article for excerpt in part.excerpts), *quoted)))


def reference_day(session: Session, cited: Iterable[str]) -> date | None:
    """Return the day from which "on Friday" counts: that of the newest article that is cited, None if unknown."""
    records = (session.store.record(name) for name in cited)
    days = (record.metadata.published for record in records if record is not None)
    return max((day for day in days if day is not None), default=None)


def read_facts(blocks: Sequence[FactBlock], language: str, day: date | None) -> tuple[Fact, ...]:
    """Return the facts that blocks of a text state."""
    from briefbuilder.evidence.facts import read_facts as read

    return read(blocks, language, day)


def facts_rules() -> int:
    """Return the version of the rules by which facts are read."""
    from briefbuilder.evidence.facts import FACTS_VERSION

    return FACTS_VERSION
