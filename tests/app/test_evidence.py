"""Facts of articles are found for what an own text states, without and with an index."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import Mock

import pytest
from tests.narrowing import not_none, of_type

from briefbuilder.app.checks import check, with_claims
from briefbuilder.app.evidence import (
    ItemClaims,
    blocks_of,
    briefing_claims,
    cited_beside,
    claim_findings,
    count_unread,
    facts_of,
    facts_rules,
    load_readers,
    look_up,
    own_blocks,
    paragraph_numbers,
    quoted_articles,
    read_facts,
    read_missing_facts,
    read_packed,
    reference_day,
    source_of,
    text_blocks,
)
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.facts import Claim, ClaimSource, Fact, FactBlock, FactSource, Name, Outcome
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Cell, Heading, ListItem, Note, Paragraph, Row, Span, Table
from briefbuilder.evidence.claims import check_claims
from briefbuilder.locales.data import LANGUAGES
from briefbuilder.storage.blobs import PackedArticle
from briefbuilder.storage.facts import FoundArticles, decode_facts, prepare_facts, text_digest
from briefbuilder.storage.store import Store
from briefbuilder.system.clock import local_date

ARTICLE = Article(
    id="a1",
    metadata=Metadata(title="Port reopens", lead="After 12 days", published=date(2026, 3, 2), language="en"),
    blocks=(
        Heading(id="h", content=(Span("Ships return"),), level=2),
        Paragraph(id="p", content=(Span("The port handled 4,200 containers."),)),
        Paragraph(id="empty", content=(Span("  "),)),
        Table(id="t", rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=(Span("380"),)),)),)),)),
        ListItem(id="l", content=(Span("Trois navires"),), language="fr"),
    ),
    original=Original(sha256="0" * 64, media_type="text/html", name="port.html", size=1),
)


def test_blocks_of_an_article_have_title_lead_cells_and_languages() -> None:
    found = blocks_of(ARTICLE)

    assert [(one.id, one.heading, one.language) for one in found] == [
        ("title", True, None),
        ("lead", True, None),
        ("h", True, None),
        ("p", False, None),
        ("c", False, None),
        ("l", False, "fr"),
    ]
    assert found[4].text == "380"


def test_paragraphs_are_numbered_without_title_and_lead() -> None:
    assert paragraph_numbers(blocks_of(ARTICLE)) == {"h": 1, "p": 2, "c": 3, "l": 4}


def test_a_plain_text_has_a_block_for_each_line_with_text() -> None:
    assert [(one.id, one.text) for one in text_blocks("One.\n\n \nTwo.\r\n")] == [
        ("1", "One."),
        ("2", "Two."),
    ]


def test_the_excerpts_beside_a_text_come_before_those_of_other_parts() -> None:
    def excerpt(article: str) -> Excerpt:
        passage = Passage(article=article, blocks=("p",), start=0, end=1, quote="x")
        return Excerpt(id=f"e{article}", passage=passage)

    beside = Part(id="2", key="k", items=(OwnText(id="own"), excerpt("b"), excerpt("a")))
    briefing = Briefing(
        id="x",
        title="",
        template="t",
        language="en",
        parts=(Part(id="1", key="k", items=(excerpt("c"), excerpt("a"))), beside),
    )

    quoted = quoted_articles(briefing)
    assert quoted == ("c", "a", "b")
    assert cited_beside(beside, quoted) == ("b", "a", "c")
    assert cited_beside(briefing.parts[0], quoted) == ("c", "a", "b")


def test_an_article_that_is_not_there_has_no_facts(session: Session) -> None:
    with pytest.raises(DossierError, match="article-missing"):
        facts_of(session, "gone")
    assert reference_day(session, ["gone"]) is None


# Findings.


def claim(text: str, outcome: Outcome, *sources: ClaimSource) -> Claim:
    return Claim(
        block="b",
        start=0,
        end=len(text),
        text=text,
        kind="quantity",
        value=text,
        outcome=outcome,
        sources=sources,
    )


def test_claims_that_no_source_bears_out_are_findings_once_an_item() -> None:
    source = ClaimSource(article="a1", block="p", start=0, end=5, text="4,200\n", value="4200")
    claims = (
        claim("4,300", "different", source),
        claim("4,300", "different", source),
        replace(claim("4,100", "different", source), former=True),
        claim("9", "different"),
        claim("Zagorje", "not-found"),
        replace(claim("Lika", "not-found"), uncited=True),
        claim("Krk", "not-found", source),
        claim("12", "found", source),
        claim("12", "doubtful", source),
        claim("12", "rounded", source),
        claim("12", "not-compared"),
    )

    found = claim_findings(
        [ItemClaims(part="p1", item=item, claims=claims) for item in ("i1", "i2")],
        lambda code: "error" if code == "claim-different" else "hint",
        lambda one: f"Port, ¶{one.block}",
    )

    assert [(one.place.item, one.code, one.severity) for one in found] == [
        (item, code, severity)
        for item in ("i1", "i2")
        for code, severity in (
            *[("claim-different", "error")] * 2,
            *[("claim-not-found", "hint")] * 4,
        )
    ]
    assert found[0].place == Place(part="p1", item="i1")
    assert found[0].parameters == {"text": "4,300", "found": "4,200", "source": "Port, ¶p"}
    assert found[1].parameters == {**found[0].parameters, "text": "4,100", "variant": "former"}
    assert [one.parameters for one in found[2:6]] == [
        {"text": "9"},
        {"text": "Zagorje"},
        {"text": "Lika", "variant": "uncited"},
        {"text": "Krk", "variant": "elsewhere", "source": "Port, ¶p"},
    ]


@pytest.fixture
def briefing(session: Session, other: Article) -> Briefing:
    """A briefing that quotes the English article, with two own texts; the second has a closed block."""
    passage = Passage(
        article=other.id, blocks=(other.blocks[0].id,), start=0, end=9, quote=other.blocks[0].text[:9]
    )
    texts = ("They will meet again in Łódź.", "They will meet again in Łodz at Zagorje.")
    first, second = (Paragraph(id=f"b{n}", content=(Span(text),)) for n, text in enumerate(texts))
    made = Briefing(
        id="x",
        title="Chips",
        template="thematic-briefing",
        language="en",
        created="2026-03-02T09:00:00.000000Z",
        parts=(
            Part(
                id="p",
                key="background",
                items=(
                    Excerpt(id="e", passage=passage),
                    OwnText(id="right", blocks=(first,)),
                    OwnText(id="wrong", blocks=(second,), release=Release(disclosure="closed")),
                ),
            ),
        ),
    )
    change = Change(key=Key("briefing", "x"), before=None, after=made)
    session.store.apply(ChangeSet(act="new-briefing", changes=(change,)))
    return made


def test_a_check_has_the_findings_of_the_claims_and_a_recipient_those_of_what_it_sees(
    session: Session, briefing: Briefing
) -> None:
    def codes(audience: str | None) -> set[tuple[str | None, str]]:
        found = check(session, briefing.id, audience)
        return {(one.place.item, one.parameters["text"]) for one in found if one.code == "claim-not-found"}

    assert ("wrong", "Zagorje") in codes(None)
    assert not any(item == "right" for item, _ in codes(None))
    assert codes("public") == set()


def test_a_briefing_without_own_texts_looks_nothing_up(
    session: Session, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.app.evidence.briefing_claims", lambda *_: pytest.fail("looked up"))
    data = snapshot(session, briefing.id)
    part = briefing.parts[0]
    quoting = replace(data, briefing=replace(briefing, parts=(replace(part, items=part.items[:1]),)))

    assert with_claims(session, quoting) is quoting


CITY = Name(words=("zagorje",))


def test_what_own_texts_state_is_read_once_and_again_where_the_stored_facts_do_not_fit(
    session: Session, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Mock(side_effect=read_facts)
    monkeypatch.setattr("briefbuilder.app.evidence.read_facts", read)
    first = briefing_claims(session, briefing.id)
    assert [one.item for one in first] == ["right", "wrong"]
    assert read.call_count == 2
    assert briefing_claims(session, briefing.id) == first
    assert read.call_count == 2

    right = briefing.parts[0].items[1]
    assert isinstance(right, OwnText)
    longer = Paragraph(id="b0", content=(Span("They will meet again in Zagorje, in Łódź."),))
    changed = replace_item(briefing, replace(right, blocks=(longer,)))
    change = Change(key=Key("briefing", "x"), before=briefing, after=changed)
    session.store.apply(ChangeSet(act="edit-briefing", changes=(change,)))
    assert "Zagorje" in {claim.text for claim in briefing_claims(session, briefing.id)[0].claims}
    assert read.call_count == 3

    # What is damaged, of another text, or of another block.
    day = reference_day(session, quoted_articles(briefing)) or local_date(briefing.created)
    digest = text_digest(own_blocks((longer,)), "en", day, facts_rules())
    good = not_none(session.store.text_facts.find(digest))
    for fact in (
        None,
        Fact(block="b0", start=0, end=99, stated=CITY),
        Fact(block="b", start=0, end=1, stated=CITY),
    ):
        prepared = prepare_facts((), facts_rules()) if fact is None else prepare_facts((fact,), facts_rules())
        session.store.keep_text_facts({digest: replace(prepared, data=b"x") if fact is None else prepared})
        count = read.call_count
        assert len(briefing_claims(session, briefing.id)[0].claims) == 2
        assert (read.call_count, session.store.text_facts.find(digest)) == (count + 1, good)


def test_the_notes_of_an_own_text_state_nothing(session: Session, briefing: Briefing) -> None:
    wrong = of_type(briefing.parts[0].items[2], OwnText)
    cited = (*wrong.blocks, Note(id="n1", content=(Span("In Grubnik on 3 May 2019."),)))
    changed = replace_item(briefing, replace(wrong, blocks=cited))
    before = briefing_claims(session, briefing.id)
    session.store.apply(
        ChangeSet(
            act="edit-briefing", changes=(Change(key=Key("briefing", "x"), before=briefing, after=changed),)
        )
    )
    assert briefing_claims(session, briefing.id) == before


def test_a_briefing_of_a_read_only_dossier_is_checked_without_storing_anything(
    session: Session, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Store, "read_only", True)
        patched.setattr(session.store, "keep_text_facts", lambda _: pytest.fail("stored"))
        found = check(session, briefing.id)
    assert "claim-not-found" in {one.code for one in found}
    assert check(session, briefing.id) == found


# What was not read yet.


def test_missing_facts_are_read_and_stored(session: Session, other: Article) -> None:
    record = not_none(session.store.record(other.id))
    renamed = replace(record, metadata=replace(record.metadata, title="Talks in Zagorje"))
    change = Change(key=Key("article", record.id), before=record, after=renamed)
    session.store.apply(ChangeSet(act="edit-metadata", changes=(change,)))
    assert count_unread(session) == 1
    assert "zagorje" in _names(facts_of(session, other.id)), "what is cited is read at once"

    shares: list[float] = []
    read_missing_facts(session, shares.append)

    assert (count_unread(session), shares) == (0, [1.0])
    (found,) = look_up(session, read_facts(text_blocks("They met in Zagorje."), "en", None), []).sources
    assert found.article == other.id
    assert not found.cited


def test_an_article_that_is_damaged_is_not_read_again_and_again(session: Session, other: Article) -> None:
    packed = session.store.packed_article(other.id, facts_rules() - 1)

    assert decode_facts(read_packed(replace(packed, text=b"\x00[]")).data) == ()
    assert decode_facts(read_packed(packed).data)


def test_a_source_that_is_damaged_states_nothing_and_damaged_facts_are_read_again(
    session: Session, other: Article
) -> None:
    packed = session.store.packed_article(other.id, facts_rules())
    expected = facts_of(session, other.id)

    assert source_of.__wrapped__(replace(packed, facts=b"\x00[]")) == expected
    strange = prepare_facts([replace(expected.facts[0], block="gone")], facts_rules()).data
    assert source_of.__wrapped__(replace(packed, facts=strange)).facts == ()
    for text in (b"\x00[]", b"\x01x", b""):
        damaged = source_of.__wrapped__(replace(packed, text=text))
        assert (damaged.article, damaged.blocks, damaged.facts) == (other.id, (), ())


def _names(source: FactSource) -> set[str]:
    return {" ".join(fact.stated.words) for fact in source.facts if isinstance(fact.stated, Name)}


# Import and look-up.


def test_an_imported_article_is_found_by_what_it_states(session: Session, other: Article) -> None:
    assert count_unread(session) == 0
    packed = session.store.packed_article(other.id, facts_rules())
    assert packed.facts is not None
    assert decode_facts(packed.facts) == facts_of(session, other.id).facts

    found = look_up(session, read_facts(text_blocks("They met in Łódź and in Zagorje."), "en", None), [])
    assert [one.record.id for one in found.others] == [other.id]
    assert found.cited == ()
    assert found.known


def test_cited_articles_come_first_and_only_the_best_of_many(
    session: Session, other: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = [record.id for record in session.store.articles() if record.id != other.id]
    facts = read_facts(text_blocks("They met in Łódź."), "en", None)

    found = look_up(session, facts, [first, "gone", other.id])
    assert [one.record.id for one in found.cited] == [first, other.id]
    assert [(one.article, one.cited) for one in found.sources] == [(first, True), (other.id, True)]

    monkeypatch.setattr("briefbuilder.app.evidence.MOST_CITED", 1)
    monkeypatch.setattr("briefbuilder.app.evidence._MOST_BESIDE", 0)
    assert [one.record.id for one in look_up(session, facts, [first, other.id]).cited] == [other.id]


def test_other_articles_are_searched_only_for_what_no_cited_one_has(session: Session, other: Article) -> None:
    (first,) = [record.id for record in session.store.articles() if record.id != other.id]
    facts = facts_of(session, first).facts
    more = read_facts(text_blocks("They met in Łódź."), "en", None)

    for stated, found in (((*facts, *more), [other.id]), (facts, [])):
        assert [one.record.id for one in look_up(session, stated, [first]).others] == found
    assert look_up(session, facts, [first]).known >= {key for fact in facts for key in fact.keys}


def test_an_entry_of_the_index_without_an_article_is_left_out(session: Session, other: Article) -> None:
    gone = FoundArticles({"gone": frozenset(), other.id: frozenset()}, frozenset())
    facts = read_facts(text_blocks("They met in Łódź."), "en", None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session.store.facts, "find", lambda *_args, **_options: gone)
        assert [one.record.id for one in look_up(session, facts, []).others] == [other.id]


def test_sources_that_are_not_cited_are_decoded_when_they_are_looked_at(
    session: Session, other: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = read_facts(text_blocks("They met in Łódź."), "en", None)
    found = look_up(session, facts, [])
    expected = facts_of(session, other.id)
    decoded: list[str] = []

    def decode(packed: PackedArticle) -> FactSource:
        decoded.append(packed.record.id)
        return expected

    monkeypatch.setattr("briefbuilder.app.evidence.source_of", decode)
    (source,) = found.sources

    assert (source.article, source.language, source.day) == (other.id, expected.language, expected.day)
    assert decoded == []
    assert (tuple(source.blocks), source.blocks[0], len(source.facts)) == (
        tuple(expected.blocks),
        expected.blocks[0],
        len(expected.facts),
    )
    assert decoded == [other.id, other.id]


def test_threads_that_need_the_readers_at_once_load_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def check(blocks: Sequence[FactBlock], language: str, *others: Any) -> tuple[Claim, ...]:
        compared.append(language)
        time.sleep(0.05)
        return check_claims(blocks, language, *others)

    monkeypatch.setattr("briefbuilder.evidence.claims.check_claims", check)
    monkeypatch.setattr("briefbuilder.app.evidence._loaded_readers", set())
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(load_readers, ("sv", "sv", "sv")))
    assert compared == ["sv"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readers_of_each_language_of_documents_can_be_loaded(language: str) -> None:
    load_readers(language)
