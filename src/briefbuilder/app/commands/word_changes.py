"""Commands on changes that were made in Word: accept or reject them, one by one or all, in one act each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefbuilder.app.word_changes.apply import WordChangeApplier, in_order
from briefbuilder.app.word_changes.exported_blocks import ExportedBlocks
from briefbuilder.app.word_changes.returned_blocks import ReturnedTextError
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.text import plain_text, walk_blocks
from briefbuilder.domain.word_changes import Comparison, Decision, DecisionState, WordChange, decision_id

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

State = Literal["open", "accepted", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The act that accepts changes, their numbers, and why others cannot be accepted, by number."""

    change_set: ChangeSet
    accepted: tuple[int, ...] = ()
    refused: Mapping[int, ReturnedTextError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllChanges:
    """The open changes that are accepted together, and those that are left out: to be looked at one by one."""

    numbers: tuple[int, ...]
    quotations: tuple[int, ...] = ()
    conflicts: tuple[int, ...] = ()


def change_states(session: Session, comparison: Comparison) -> dict[int, State]:
    """Return the state of each change by its number; a comment that is marked as resolved is accepted."""
    found: dict[int, State] = {}
    for change in comparison.changes:
        decision = session.store.decision(decision_id(comparison.record, change))
        found[change.number] = decision.state if decision else "accepted" if change.done else "open"
    return found


def conflicts(comparison: Comparison, states: Mapping[int, State]) -> frozenset[int]:
    """Return the numbers of the open changes of blocks that were changed in the briefing since the export.

    A block that is different because another change of it was accepted is no conflict.
    """
    taken = {
        (change.item, change.block)
        for change in comparison.changes
        if states[change.number] == "accepted" and change.kind != "comment"
    }
    return frozenset(
        change.number
        for change in comparison.changes
        if change.conflict
        and states[change.number] == "open"
        and (change.block is None or (change.item, change.block) not in taken)
    )


def all_changes(session: Session, comparison: Comparison) -> AllChanges:
    """Return what accepting all means: every open change, without quotations, conflicts, and changes that are only reported."""
    states = change_states(session, comparison)
    conflicting = conflicts(comparison, states)
    left = [
        change for change in comparison.changes if states[change.number] == "open" and not change.is_told_only
    ]
    quotations = tuple(change.number for change in left if change.quotation)
    others = tuple(change.number for change in left if change.number in conflicting and not change.quotation)
    skipped = {*quotations, *others}
    return AllChanges(
        numbers=tuple(change.number for change in left if change.number not in skipped),
        quotations=quotations,
        conflicts=others,
    )


def accept_changes(session: Session, comparison: Comparison, numbers: Iterable[int]) -> Acceptance:
    """Return the act that accepts changes as far as that is possible, and why others cannot be accepted.

    A comment that is accepted is marked as done. Raises DossierError where the briefing is missing.
    """
    chosen, states = _chosen(comparison, numbers), change_states(session, comparison)
    conflicting = conflicts(comparison, states)
    before = session.store.existing_briefing(comparison.record.briefing)
    applier = WordChangeApplier(session, comparison, before)
    refused: dict[int, ReturnedTextError] = {}
    for change in in_order(change for change in chosen if states[change.number] != "accepted"):
        if change.number in conflicting:
            refused[change.number] = ReturnedTextError("word-change-conflict")
            continue
        try:
            applier.apply(change)
        except ReturnedTextError as error:
            # Words that are not found in a paragraph that was changed since may have been written before.
            is_conflict = error.code == "word-change-generated" and applier.was_rewritten(change)
            refused[change.number] = ReturnedTextError("word-change-conflict") if is_conflict else error
    accepted = [change for change in chosen if change.number not in refused]
    change_set = _act(session, comparison, accepted, "accepted", before, applier.briefing)
    return Acceptance(
        change_set=change_set, accepted=tuple(change.number for change in accepted), refused=refused
    )


def reject_changes(session: Session, comparison: Comparison, numbers: Iterable[int]) -> ChangeSet:
    """Return the act that rejects changes: the briefing stays as it is, and they are no longer open.

    A change that was accepted before stays accepted: undo takes it back.
    """
    states = change_states(session, comparison)
    chosen = [change for change in _chosen(comparison, numbers) if states[change.number] != "accepted"]
    before = session.store.existing_briefing(comparison.record.briefing)
    return _act(session, comparison, chosen, "rejected", before, before)


def take_returned_text(session: Session, comparison: Comparison, number: int) -> ChangeSet:
    """Return the act that gives a block the text of the file, although it was changed since the export.

    Raises ReturnedTextError if that is not possible.
    """
    return _settle_one(session, comparison, number, WordChangeApplier.overwrite)


def put_text_below(session: Session, comparison: Comparison, number: int) -> ChangeSet:
    """Return the act that keeps a quotation and adds the changed text below it as free text.

    Raises ReturnedTextError if the quotation is gone.
    """
    return _settle_one(session, comparison, number, WordChangeApplier.put_below)


def _settle_one(
    session: Session,
    comparison: Comparison,
    number: int,
    settle: Callable[[WordChangeApplier, WordChange], None],
) -> ChangeSet:
    (change,) = _chosen(comparison, (number,))
    before = session.store.existing_briefing(comparison.record.briefing)
    applier = WordChangeApplier(session, comparison, before)
    settle(applier, change)
    return _act(session, comparison, [change], "accepted", before, applier.briefing)


def refusal(session: Session, comparison: Comparison, change: WordChange) -> ReturnedTextError | None:
    """Return why a change cannot be accepted, or None if it can."""
    return accept_changes(session, comparison, (change.number,)).refused.get(change.number)


def present_text(session: Session, comparison: Comparison, change: WordChange) -> str | None:
    """Return what the paragraphs of a change say in the briefing now, None where one of them is gone."""
    blocks = ExportedBlocks(
        session, comparison.record, session.store.existing_briefing(comparison.record.briefing)
    )
    try:
        texts = [plain_text(blocks.block(blocks.place(number)).content) for number in change.paragraphs]
    except ReturnedTextError:
        return None
    return "\n".join(texts) if texts else None


def source_text(session: Session, comparison: Comparison, change: WordChange) -> str | None:
    """Return the words of the article that a changed quotation quotes, None where the article is gone."""
    blocks = ExportedBlocks(
        session, comparison.record, session.store.existing_briefing(comparison.record.briefing)
    )
    item = blocks.item(change.item or "")
    if not isinstance(item, Excerpt):
        return None
    try:
        article = session.store.article(item.passage.article)
    except BriefbuilderError:
        return item.passage.quote
    found = [block.text for block in walk_blocks(article.blocks) if block.id == change.block]
    return "\n".join(found) or item.passage.quote


def _chosen(comparison: Comparison, numbers: Iterable[int]) -> tuple[WordChange, ...]:
    wanted: Collection[int] = frozenset(numbers)
    known = {change.number: change for change in comparison.changes}
    missing = sorted(wanted - known.keys())
    if missing:
        raise DossierError("word-change-unknown", number=str(missing[0]), count=str(len(known)))
    return tuple(change for number, change in known.items() if number in wanted)


def _act(
    session: Session,
    comparison: Comparison,
    changes: Iterable[WordChange],
    state: DecisionState,
    before: Briefing,
    after: Briefing,
) -> ChangeSet:
    moment = session.store.clock.second()
    decisions = []
    for change in changes:
        name = decision_id(comparison.record, change)
        decided = Decision(id=name, state=state, moment=moment)
        old = session.store.decision(name)
        decisions.append(change_of(old, decided))
    act = "accept-word-changes" if state == "accepted" else "reject-word-changes"
    briefing = change_of(before, after)
    return ChangeSet(act=act, changes=(briefing, *decisions), parameters={"count": str(len(decisions))})
