"""What lies on an article's text moves with it when the text is corrected: tags, judgements, excerpts.

A passage keeps its words. Where the last of them leaves the text, a tag goes with them; an excerpt in a briefing
must not, so that the act is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, sections_of
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import Change, Key
from briefbuilder.domain.errors import RepairError
from briefbuilder.domain.inline import cut
from briefbuilder.domain.moves import Moves
from briefbuilder.domain.outline import replace_item
from briefbuilder.domain.passage import Passage, PassageLostError, Passages, blocks_of
from briefbuilder.domain.repaired import Repaired
from briefbuilder.domain.text import Block, Figure, Inline, Span, Table, joined_text, plain
from briefbuilder.domain.topics import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reanchored:
    """The changes to what lies on a text, how many tags go with it and how many excerpts say less or more."""

    changes: tuple[Change, ...] = ()
    tags_lost: int = 0
    excerpts_changed: int = 0


class Anchors:
    """The way of an article's passages from one state of its text to another."""

    def __init__(self, session: Session, article: Article, before: Repaired, after: Repaired) -> None:
        self._session = session
        self._id = article.id
        self._old = replace(article, blocks=before.blocks)
        self._new = replace(article, blocks=after.blocks)
        self._before, self._after = before, after
        self._old_passages, self._new_passages = Passages(self._old), Passages(self._new)
        self._moves = Moves(before, after)
        self._back = Moves(after, before)

    def all(self) -> Reanchored:
        """Return all that is to change; raises RepairError where an excerpt of a briefing would lose its words."""
        tags, lost = self._tags()
        briefings, changed = self._briefings()
        return Reanchored(
            changes=(*tags, *self._judgements(), *briefings), tags_lost=lost, excerpts_changed=changed
        )

    def _tags(self) -> tuple[list[Change], int]:
        changes, lost = [], 0
        for tag in self._session.tags(self._id):
            if not self._is_found(tag.passage):
                continue
            passage = self._moved(tag.passage)
            if passage is None:
                lost += 1
                changes.append(Change(key=Key("tag", tag.id), before=tag, after=None))
            elif passage != tag.passage:
                after = replace(tag, passage=passage)
                changes.append(Change(key=Key("tag", tag.id), before=tag, after=after))
        return changes, lost

    def _briefings(self) -> tuple[list[Change], int]:
        changes, count = [], 0
        for briefing in self._session.briefings_and_versions():
            after = briefing
            for item in briefing.items:
                if isinstance(item, Excerpt) and item.passage.article == self._id:
                    moved = self._excerpt(item, briefing)
                    after = after if moved == item else replace_item(after, moved)
                    count += not _says_the_same(item.passage, moved.passage)
            if after is not briefing:
                changes.append(Change(key=Key("briefing", briefing.id), before=briefing, after=after))
        return changes, count

    def _excerpt(self, excerpt: Excerpt, briefing: Briefing) -> Excerpt:
        if not self._is_found(excerpt.passage):
            return excerpt
        passage = self._moved(excerpt.passage)
        if passage is None:
            quote = " ".join(excerpt.passage.quote.split())[:80]
            raise RepairError("repair-loses-excerpt", briefing=briefing.title, quote=quote)
        return replace(excerpt, passage=passage, blocks=self._edited(excerpt, passage))

    def _edited(self, excerpt: Excerpt, passage: Passage) -> tuple[Block, ...] | None:
        """Return an excerpt's own blocks for its new passage: where only their form was edited, they follow it."""
        blocks = excerpt.blocks
        old = excerpt.passage
        if blocks is None or passage.quote == old.quote or joined_text(blocks) != old.quote:
            return blocks
        if len(blocks) != len(old.blocks):
            return blocks
        followed = _Followed(old, blocks, self._after, self._back)
        found = tuple(followed.block(block) for block in blocks_of(self._new, passage))
        return found if joined_text(found) == passage.quote else blocks

    def _judgements(self) -> list[Change]:
        judged = self._session.judgements(self._id)
        firsts = [section.all_blocks[0].id for section in sections_of(self._before.blocks)]
        came = self._moves.sections() if judged else ()
        wanted: dict[str, Judgement] = {}
        moved: dict[str, Judgement] = {}
        placed: set[str] = set()
        for section, origins in zip(sections_of(self._after.blocks), came, strict=False):
            first = section.all_blocks[0].id
            for origin in origins:
                for one in judged:
                    if one.section != firsts[origin] or (one.accepted and one.id in placed):
                        continue
                    placed.add(one.id)
                    moved[one.id] = one
                    here = replace(one, id=f"{self._id}:{first}:{one.topic}", section=first)
                    wanted.setdefault(here.id, here)
        standing = {one.id: one for one in judged}
        gone = [one for one in moved.values() if one.id not in wanted]
        changes = [Change(key=Key("judgement", one.id), before=one, after=None) for one in gone]
        for one in wanted.values():
            before = standing.get(one.id)
            if before is None or (before.id in moved and before != one):
                changes.append(Change(key=Key("judgement", one.id), before=before, after=one))
        return changes

    def _is_found(self, passage: Passage) -> bool:
        try:
            blocks_of(self._old, passage)
        except PassageLostError:
            return False
        return True

    def _moved(self, passage: Passage) -> Passage | None:
        run = self._moves.run(passage.blocks, passage.start, passage.end)
        if run is None:
            return None
        moved = self._new_passages.of(run.blocks, run.start, run.end)
        if (moved.blocks, moved.start, moved.end, moved.quote) != (
            passage.blocks,
            passage.start,
            passage.end,
            passage.quote,
        ):
            return moved
        there = self._old_passages.of(passage.blocks, passage.start, passage.end)
        return passage if (there.before, there.after) == (moved.before, moved.after) else moved


def _says_the_same(one: Passage, other: Passage) -> bool:
    """Tell whether two passages hold the same words, whatever white space stands between them."""
    return "".join(one.quote.split()) == "".join(other.quote.split())


class _Followed:
    """The edited blocks of an excerpt, put together anew as the corrected text has them."""

    def __init__(self, passage: Passage, blocks: tuple[Block, ...], after: Repaired, back: Moves) -> None:
        self._passage = passage
        self._edited = dict(zip(passage.blocks, blocks, strict=True))
        self._after = after
        self._back = back

    def block(self, quoted: Block) -> Block:
        """Return a block of the new passage with the form that the officer gave to its words."""
        if isinstance(quoted, Table | Figure):
            return quoted
        content: list[Inline] = []
        model: Block | None = None
        for edited, words in self._stretches(quoted):
            model = model or edited
            missing = quoted.text[len(plain(tuple(content))) :]
            gap = missing[: max(0, missing.find(plain(words)))]
            content += [Span(gap), *words] if gap else words
        kind = model if model is not None and not isinstance(model, Table | Figure) else quoted
        return replace(kind, id=quoted.id, content=tuple(content))

    def _stretches(self, quoted: Block) -> Iterator[tuple[Block, tuple[Inline, ...]]]:
        for piece in self._after.pieces_of(self._after.by_id[quoted.id]):
            run = self._back.run((quoted.id,), piece.at, piece.at + piece.end - piece.start)
            for index, name in enumerate(run.blocks if run is not None else ()):
                edited = self._edited.get(name)
                if run is None or edited is None or isinstance(edited, Table):
                    continue
                shift = self._passage.start if name == self._passage.blocks[0] else 0
                low = max(0, run.start - shift) if index == 0 else 0
                high = run.end - shift if index == len(run.blocks) - 1 else len(edited.text)
                words = cut(edited.content, low, high)
                if words:
                    yield edited, words
