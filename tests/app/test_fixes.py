"""Findings that can be mended in one way are mended by it, and are gone then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.narrowing import not_none

from briefbuilder.app import checks
from briefbuilder.app.commands import briefings, tags
from briefbuilder.app.commands.fixes import find_duplicates, fix_for, has_fix, keep_one
from briefbuilder.app.session import Session
from briefbuilder.composing.gather import gather
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.text import Paragraph, Span

SPOKEN = (
    "Il ministro ha detto che la riduzione delle dipendenze resta la priorità del governo, e che non si tratta di chiudere le porte a nessuno. "
    "Le imprese chiedono tempi certi per gli investimenti nei semiconduttori, e una sola voce verso i partner del continente. "
    "Al vertice di ottobre si parlerà anche di energia, di porti e di dati, ma è sulla tecnologia che si misura l’intesa."
)


@pytest.fixture
def briefing(session: Session, article: Article, other: Article) -> Briefing:
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    session.store.apply(tags.tag_section(session, other.id, 0, ["derisking"]))
    act, made = briefings.compose_briefing(session, "thematic-briefing", "Note", ["derisking"], {}, "en")
    session.store.apply(act)
    return made


def first_excerpt(briefing: Briefing) -> Excerpt:
    return next(item for item in briefing.items if isinstance(item, Excerpt))


def left_out(briefing: Briefing) -> Briefing:
    return briefing_edits.remove_item(briefing, first_excerpt(briefing).id)


def twice(briefing: Briefing) -> Briefing:
    return briefing_edits.insert_item(
        briefing, briefing.parts[0].id, replace(first_excerpt(briefing), id="again")
    )


def reworded(briefing: Briefing) -> Briefing:
    words = (Paragraph(id="w", content=(Span("Altre parole di altri."),)),)
    return briefing_edits.replace_item(briefing, replace(first_excerpt(briefing), blocks=words))


def rated(briefing: Briefing) -> Briefing:
    return briefing_edits.replace_item(briefing, replace(first_excerpt(briefing), reliability="G7"))


def strange_field(briefing: Briefing) -> Briefing:
    return briefing_edits.set_field(briefing, "colour", "blue")


def marked_item(briefing: Briefing) -> Briefing:
    item = replace(first_excerpt(briefing), marking="restreint")
    return briefing_edits.replace_item(replace(briefing, marking="unclassified"), item)


def strange_mark(briefing: Briefing) -> Briefing:
    return briefing_edits.replace_item(briefing, replace(first_excerpt(briefing), marking="nonsense"))


def strange_level(briefing: Briefing) -> Briefing:
    return replace(briefing, marking="nonsense")


def italian(briefing: Briefing) -> Briefing:
    text = OwnText(id="own", blocks=(Paragraph(id="p", content=(Span(SPOKEN),)),))
    return briefing_edits.insert_item(briefing, briefing.parts[0].id, text)


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("topic-left-out", left_out), ("excerpt-duplicate", twice), ("quotation-differs", reworded),
        ("reliability-invalid", rated), ("field-unknown", strange_field), ("marking-below-item", marked_item),
        ("marking-unknown", strange_mark), ("marking-unknown", strange_level), ("language-differs", italian),
    ],
)  # fmt: skip
def test_a_finding_appears_is_mended_and_goes_away(
    session: Session, briefing: Briefing, code: str, spoil: Callable[[Briefing], Briefing]
) -> None:
    assert not findings(session, briefing, code)
    session.store.apply(briefings.edit_briefing(session, spoil(briefing), "edit-briefing"))
    found = findings(session, briefing, code)
    assert found
    assert has_fix(found[0])
    fix = not_none(fix_for(session, found[0]))
    spoilt = not_none(session.store.briefing(briefing.id))
    session.store.apply(briefings.edit_briefing(session, fix(spoilt), "mend-finding"))
    assert not findings(session, briefing, code)
    session.store.undo()
    assert findings(session, briefing, code) == found


def gather_into(session: Session, briefing_id: str) -> None:
    before = not_none(session.store.briefing(briefing_id))
    after = gather(before, briefings.find_gathering(session, before))
    session.store.apply(briefings.edit_briefing(session, after, "gather"))


def findings(session: Session, briefing: Briefing, code: str) -> list[Finding]:
    return [finding for finding in checks.check(session, briefing.id) if finding.code == code]


def test_gathering_keeps_what_is_there_and_its_order(
    session: Session, briefing: Briefing, article: Article
) -> None:
    kept = briefing.items
    session.store.apply(tags.tag_section(session, article.id, 0, ["derisking"]))
    gather_into(session, briefing.id)
    after = not_none(session.store.briefing(briefing.id))
    assert [item for item in after.items if item in kept] == list(kept)
    (new,) = [item for item in after.items if item not in kept]
    assert isinstance(new, Excerpt)
    assert after.items.index(new) == 0
    gather_into(session, briefing.id)
    assert session.store.briefing(briefing.id) == after


@pytest.mark.parametrize("earlier", [False, True], ids=["with its topics", "of an earlier version"])
def test_gathering_fills_a_part_without_a_topic(
    session: Session, article: Article, other: Article, earlier: bool
) -> None:
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    act, made = briefings.compose_briefing(session, "eu-fiche", "Note", ["derisking"], {}, "en")
    session.store.apply(act)
    if earlier:
        made = replace(made, topics=())
        session.store.apply(briefings.edit_briefing(session, made, "edit-briefing"))
    session.store.apply(tags.tag_section(session, other.id, 0, ["derisking"]))
    session.store.apply(tags.tag_section(session, article.id, 0, ["china"]))
    gather_into(session, made.id)
    after = not_none(session.store.briefing(made.id))
    excerpts = [item for item in after.items if isinstance(item, Excerpt)]
    assert [item.passage.article for item in excerpts] == [article.id, other.id]


def test_a_passage_within_a_longer_one_is_removed_with_the_other_duplicates(
    session: Session, briefing: Briefing
) -> None:
    first, second = (item for item in briefing.items if isinstance(item, Excerpt))
    both = briefing
    for name, size in (("one", 8), ("two", 12)):
        passage = first.passage
        words = replace(
            passage, blocks=passage.blocks[:1], end=passage.start + size, quote=passage.quote[:size]
        )
        both = briefing_edits.insert_item(both, both.parts[0].id, replace(first, id=name, passage=words), 99)
    session.store.apply(briefings.edit_briefing(session, both, "edit-briefing"))
    groups = find_duplicates(both, checks.check(session, briefing.id))
    assert [group.items for group in groups] == [(first.id, "one"), (first.id, "two")]
    assert groups[0].passage.quote == first.passage.quote[:8]
    assert [item.id for item in keep_one(both, groups, {first.id}).items] == [first.id, second.id]
    # Of one within the other, either may stay.
    assert [item.id for item in keep_one(both, groups, {"one", "two"}).items] == ["one", "two", second.id]


def test_of_duplicates_the_chosen_one_stays(session: Session, briefing: Briefing) -> None:
    first, second = (item for item in briefing.items if isinstance(item, Excerpt))
    assert find_duplicates(briefing, checks.check(session, briefing.id)) == ()
    # The page was imported twice: the words are the same, the article is another one.
    copied = replace(second.passage, article="a0000000000000000")
    twice = briefing
    for item, name in ((first, "one"), (first, "two"), (second, "three")):
        passage = copied if name == "three" else item.passage
        copy = replace(item, id=name, passage=passage)
        twice = briefing_edits.insert_item(twice, twice.parts[0].id, copy, 99)
    session.store.apply(briefings.edit_briefing(session, twice, "edit-briefing"))
    groups = find_duplicates(twice, checks.check(session, briefing.id))
    assert [group.items for group in groups] == [("one", "two", first.id), ("three", second.id)]
    kept = keep_one(twice, groups, {"two"})
    assert [item.id for item in kept.items] == ["two", "three", second.id]
    assert keep_one(kept, groups, {second.id}).item("three") is None
    assert keep_one(briefing, (), {first.id}) == briefing
    gone = briefing_edits.remove_item(twice, "one")
    assert find_duplicates(gone, checks.check(session, briefing.id))[0].items == ("two", first.id)


def test_what_only_the_officer_can_tell_has_no_fix(session: Session, briefing: Briefing) -> None:
    for finding in checks.check(session, briefing.id):
        if finding.code in {"part-empty", "source-without-outlet", "rights-reserved"}:
            assert not has_fix(finding)
            assert fix_for(session, finding) is None
