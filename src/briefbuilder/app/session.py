"""An open dossier as the window and the command line use it.

Reading returns immutable values; changing goes through `apply` alone, which stores an act, puts it on the
history and tells who listens. A session is used from one thread; jobs get values, never the session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefbuilder.app.clock import Clock
from briefbuilder.app.suggestions import Learning, open_suggestions
from briefbuilder.app.taxonomies import CHOSEN, GROUPS, chosen_names, joined_taxonomy
from briefbuilder.domain.article import Article, Picture, Reading
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, ChangeSet, Collection, Key, Value
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query, SavedSearch
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Judgement, Suggestion, Tag, Taxonomy, Topic
from briefbuilder.storage.blobs import Packed, PackedOriginal
from briefbuilder.storage.cache import Shelves
from briefbuilder.storage.migrations import Progress
from briefbuilder.storage.opening import create, open_dossier
from briefbuilder.storage.search import Library, SearchHit
from briefbuilder.storage.store import Changing, Listener, Store
from briefbuilder.storage.undo_log import Travelling

if TYPE_CHECKING:
    from briefbuilder.app.resources import Resources


class Session:
    """One open dossier with the resources that its acts need."""

    def __init__(self, store: Store, resources: Resources, clock: Clock | None = None) -> None:
        self._store = store
        self._shelves = Shelves(store)
        self._taxonomy: Taxonomy | None = None
        self._changing = Changing(store, self._follow)
        self.learning = Learning(self)
        self.resources = resources
        self.clock = clock or Clock()

    @classmethod
    def create(cls, path: Path, resources: Resources) -> Session:
        """Make an empty dossier and open it; raises DossierError where something is there already."""
        return cls(create(path), resources)

    @classmethod
    def open(cls, path: Path, resources: Resources, on_progress: Progress | None = None) -> Session:
        """Open a dossier; raises DossierError with what is wrong with it or who has it open.

        Where it must be brought up to date first, `on_progress` is told the share that is done, and may raise
        CancelledError: the file is then as it was.
        """
        return cls(open_dossier(path, on_progress=on_progress), resources)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give it free for others; a second call does nothing."""
        self._changing.arrive()
        self._store.close()

    @property
    def path(self) -> Path:
        """The dossier's file."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """Whether the file can only be read, so that every act is refused."""
        return self._store.read_only

    @property
    def library(self) -> Library:
        """What articles and sections are looked up by, page by page, however many there are."""
        return self._store.library

    def count(self, collection: Collection) -> int:
        """Return how many values a collection has."""
        return self._shelves.count(collection)

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return every article's record in the order of import.

        All are read anew: for acts and commands on the whole dossier, not for a window, which pages (`library`).
        """
        return self._shelves.articles()

    def record(self, article_id: str) -> ArticleRecord | None:
        """Return an article's record, or None."""
        return self._shelves.record(article_id)

    def article(self, article_id: str) -> Article:
        """Return an article with its text; raises DossierError where there is none of that id."""
        return self._store.article(self._present(article_id))

    def as_read(self, article_id: str) -> Article:
        """Return an article with its text and metadata as they were read, before any correction."""
        return self._store.as_read(self._present(article_id))

    def blocks_of_text(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of a text that was kept, by its hash, as they were read."""
        return self._store.blocks(text)

    def repaired(self, article_id: str) -> CorrectedText:
        """Return an article's text under its corrections, with what was left out and where its words were read."""
        return self._store.repaired(self._present(article_id))

    def tags(self, article: str | None = None) -> tuple[Tag, ...]:
        """Return the tags of an article, or all (see `articles`), in the order in which they were put."""
        return self._shelves.tags(article)

    def tag(self, tag_id: str) -> Tag | None:
        """Return a tag, or None."""
        return self._shelves.tag(tag_id)

    def tags_with(self, topics: Iterable[str]) -> tuple[Tag, ...]:
        """Return the tags of some topics in the order in which they were put."""
        return self._store.tags_with(tuple(topics))

    def tag_counts(self, article: str | None = None) -> Mapping[str, int]:
        """Return how many tags each topic has, in an article or in all."""
        return self._store.tagged.counts(article)

    def tag_matrix(self) -> Mapping[tuple[int, str], int]:
        """Return how many tags an article has of a topic, by the article's number (`library`) and the topic's id.

        Pairs without any are absent.
        """
        return self._store.tagged.matrix()

    def tags_of(self, topic: str, article: str | None = None) -> tuple[Tag, ...]:
        """Return the tags of a topic, in an article or in all, in the order in which they were put."""
        return self._store.tagged.of(topic, article)

    def judgements(self, article: str | None = None) -> tuple[Judgement, ...]:
        """Return what was said of suggestions for an article, or of all."""
        return self._shelves.judgements(article)

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics that this dossier holds itself."""
        return self._shelves.topics()

    def base_taxonomy(self) -> Taxonomy:
        """Return the topics of the taxonomies that were chosen for the dossier, without its own."""
        return self.resources.taxonomy(self.chosen_taxonomies())

    def chosen_taxonomies(self) -> tuple[str, ...] | None:
        """Return the names of the taxonomies that were chosen, None where those that ship are meant."""
        return chosen_names(self.setting(CHOSEN))

    def renew_taxonomy(self) -> None:
        """Read the taxonomies anew, whose files may have changed, and tell who listens."""
        before = self._taxonomy
        self._taxonomy = None
        if before is not None and self.taxonomy() != before:
            self._changing.listeners.tell(frozenset({Key("setting", CHOSEN)}))

    def taxonomy(self) -> Taxonomy:
        """Return the topics that ship joined with the dossier's own, which win where an id is the same."""
        if self._taxonomy is None:
            self._taxonomy = joined_taxonomy(self.base_taxonomy(), self.topics(), self.setting(GROUPS))
        return self._taxonomy

    def briefings(self) -> tuple[Briefing, ...]:
        """Return the briefings in the order in which they were made, without versions that are kept of them."""
        return tuple(one for one in self._shelves.briefings() if not one.version_of)

    def briefings_and_versions(self) -> tuple[Briefing, ...]:
        """Return the briefings and all versions of them: what every act must move that moves passages or topics."""
        return self._shelves.briefings()

    def versions(self, briefing_id: str) -> tuple[Briefing, ...]:
        """Return the versions that are kept of a briefing, the latest first."""
        kept = (one for one in self._shelves.briefings() if one.version_of == briefing_id)
        return tuple(reversed(tuple(kept)))

    def briefing(self, briefing_id: str) -> Briefing | None:
        """Return a briefing, or None."""
        return self._shelves.briefing(briefing_id)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are kept in the dossier, by name."""
        return self._shelves.searches()

    def holds_original(self, sha256: str) -> bool:
        """Tell whether an article was read from bytes of that hash."""
        return self._store.holds_original(sha256)

    def setting(self, name: str) -> str | None:
        """Return a value that belongs to the dossier as a whole, or None."""
        return self._shelves.setting(name)

    def original(self, article_id: str) -> bytes:
        """Return the bytes of the file that an article was read from."""
        return self._store.original(self._present(article_id).original.sha256)

    def packed_original(self, article_id: str) -> PackedOriginal:
        """Return the file that an article was read from unopened: a job opens it beside the window."""
        return self._store.packed_original(self._present(article_id).original.sha256)

    def pictures(self, ids: Iterable[str]) -> Mapping[str, Picture]:
        """Return those of the pictures (by the SHA-256 of their bytes) that are there."""
        return self._store.pictures(ids)

    def search(
        self, words: str, topics: Iterable[str] = (), language: str | None = None, limit: int = 50
    ) -> tuple[SearchHit, ...]:
        """Return the sections that hold all words, a tag of each topic, and are of the language.

        Few hits come best first, many newest first; without words, all come newest first.
        """
        return self.find_sections(Query(words=words, topics=tuple(topics), language=language), limit)

    def find_sections(self, wanted: Query, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return the sections that hold all words and a tag of each topic, in articles that answer the rest."""
        return self._store.search(wanted, limit)

    def suggestions(self, article: Article) -> tuple[tuple[Suggestion, ...], ...]:
        """Return the topics suggested for each section that are neither judged nor tagged there yet."""
        return open_suggestions(
            article, self.learning.learned(), self.tags(article.id), self.judgements(article.id)
        )

    def changed_at(self, key: Key) -> str | None:
        """Return when a value was last changed (ISO 8601, UTC), None where no act did."""
        return self._store.last_made(key)

    def keep(self, reading: Reading | Packed) -> str:
        """Store what a reading brings along, for the act that imports it; return the text's hash."""
        return self._changing.keep(reading)

    def drop_kept(self) -> None:
        """Drop what was kept for an act that does not come."""
        self._changing.drop_kept()

    def apply(self, change_set: ChangeSet) -> None:
        """Store an act and tell who listens; one that changes nothing is ignored.

        Raises:
            DossierError: "changed-meanwhile" where a value is not what the act starts from, "dossier-read-only",
                or what the disk says. Nothing is changed then.
        """
        self._changing.apply(change_set, self.clock.now())

    def grow(self, change_set: ChangeSet, *, first: bool) -> bool:
        """Store a slice of an act that comes in slices, the `first` of which begins it; who listens is told later.

        Slices only add, so that views which do not know of them yet are right as far as they go: they hear of
        them by `tell_grown`, or with the next act. Return False, with nothing stored, where the user has taken the act back meanwhile. Raises as `apply` does.
        """
        return self._changing.grow(change_set, self.clock.now(), first=first)

    def tell_grown(self) -> None:
        """Tell who listens of the slices that were stored since they were told last."""
        self._changing.tell_grown()

    @property
    def grows(self) -> bool:
        """Whether the act that came in slices last can take another one: it was not taken back."""
        return self._store.grows

    def undo(self) -> ChangeSet | None:
        """Take the last act back and return it, None where there is nothing to take back."""
        return self.travel(back=True).finish()

    def redo(self) -> ChangeSet | None:
        """Do the act that was last taken back again and return it, None where there is none."""
        return self.travel(back=False).finish()

    def travel(self, *, back: bool) -> Travelling:
        """Begin to take the last act back, or to do the one that was taken back again, in parts.

        Whoever is handed it takes its steps; what else is done to the dossier meanwhile waits for all of them.
        """
        return self._changing.travel(back=back)

    @property
    def travels(self) -> bool:
        """Whether an act is on its way back or forth."""
        return self._changing.travels

    @property
    def undo_act(self) -> ChangeSet | None:
        """The act that undo would take back."""
        return self._store.undo_act

    @property
    def redo_act(self) -> ChangeSet | None:
        """The act that redo would do again."""
        return self._store.redo_act

    @property
    def undo_name(self) -> ChangeSet | None:
        """The act that undo would take back, without its changes: for a menu, however large the act is."""
        return self._store.undo_name

    @property
    def redo_name(self) -> ChangeSet | None:
        """The act that redo would do again, without its changes."""
        return self._store.redo_name

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return self._store.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is an act to do again."""
        return self._store.can_redo

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have a listener called with the names of what changed after each act; return what ends it."""
        return self._changing.listeners.add(listener)

    def _present(self, article_id: str) -> ArticleRecord:
        record = self.record(article_id)
        if record is None:
            raise DossierError("article-missing", article=article_id)
        return record

    def _follow(self, values: Mapping[Key, Value | None]) -> None:
        """Keep what is at hand in step with what was stored."""
        self._shelves.take(values)
        if any(key.collection in {"topic", "setting"} for key in values):
            self._taxonomy = None
        self.learning.note(frozenset(values))
