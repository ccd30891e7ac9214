from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic
from briefbuilder.tagging.matcher import STRONG, WEAK, Matcher


def topics(suggestions: tuple[Suggestion, ...]) -> set[str]:
    return {suggestion.topic for suggestion in suggestions}


def matcher_of(**terms: tuple[str, ...]) -> Matcher:
    return Matcher(Taxonomy(topics=(Topic(id="t", terms=terms),), languages=tuple(terms)))


def test_the_sample_yields_what_it_speaks_of(matcher: Matcher, shared: Path) -> None:
    text = (shared / "samples" / "ue-giappone-ai-semiconduttori.txt").read_text("utf-8")
    found = topics(matcher.suggest(text, "it"))
    assert {"derisking", "semiconductors", "artificial-intelligence", "eu-japan", "china"} <= found


def test_to_the_ministers_is_not_artificial_intelligence(matcher: Matcher) -> None:
    assert matcher.suggest("AI MINISTRI", "it") == ()
    assert matcher.suggest("ai ministri", "it") == ()
    assert matcher.suggest("Ai ministri", "it") == ()


def test_masked_phrases_suggest_nothing(matcher: Matcher) -> None:
    assert matcher.suggest("Sin embargo, el embargo sigue. Sin embargo, no.", "es") == ()
    assert topics(matcher.suggest("日本海の天気", "ja")) == set()
    assert topics(matcher.suggest("大西洋两岸的盟友", "zh")) == set()
    assert "space" not in topics(matcher.suggest("La protection des lanceurs d’alerte", "fr"))


def test_a_mask_hides_its_own_words_and_no_others(matcher: Matcher) -> None:
    (china,) = matcher.suggest("中国地方と中国の関係", "ja")
    assert [(piece.text, piece.start) for piece in china.evidence] == [("中国", 5)]
    # Graphite hides in graphene for one topic; for another graphene is the word.
    assert topics(matcher.suggest("石墨烯", "zh")) == {"advanced-materials"}


def test_a_weak_term_needs_a_companion() -> None:
    matcher = matcher_of(en=("chip", "?foundry", "?wafer"))
    assert matcher.suggest("A foundry. Another foundry.", "en") == ()
    (beside_strong,) = matcher.suggest("A foundry for a chip.", "en")
    assert [piece.text for piece in beside_strong.evidence] == ["foundry", "chip"]
    (two_weak,) = matcher.suggest("A foundry with a wafer.", "en")
    assert two_weak.score == pytest.approx(1 - (1 - WEAK) ** 2, abs=1e-4)


def test_two_weak_terms_on_the_same_words_are_one() -> None:
    matcher = matcher_of(en=("?critical infrastructure", "?infrastructure"))
    assert matcher.suggest("critical infrastructure", "en") == ()


def test_the_score_grows_with_distinct_terms_and_not_with_repetition() -> None:
    matcher = matcher_of(en=("chip", "wafer", "chip industry"))
    (once,) = matcher.suggest("chip", "en")
    (thrice,) = matcher.suggest("chip chip chip", "en")
    (two,) = matcher.suggest("chip wafer", "en")
    assert once.score == thrice.score == pytest.approx(STRONG, abs=1e-4)
    assert two.score == pytest.approx(1 - (1 - STRONG) ** 2, abs=1e-4)
    (covered,) = matcher.suggest("the chip industry", "en")
    assert covered.score == once.score
    assert [piece.text for piece in covered.evidence] == ["chip industry"]


def test_the_best_suggestion_comes_first(matcher: Matcher) -> None:
    found = matcher.suggest("Semiconductors, chips and microchips from Japan", "en")
    assert [suggestion.topic for suggestion in found] == ["semiconductors", "eu-japan"]


def test_the_language_is_guessed_where_nobody_tells_it(matcher: Matcher) -> None:
    assert "semiconductors" in topics(matcher.suggest("La produzione dei semiconduttori è in crescita", None))
    assert "semiconductors" in topics(matcher.suggest("Die Halbleiter werden knapp und teuer", None))
    assert "semiconductors" in topics(matcher.suggest("半導体の輸出を規制する", None))
    assert "semiconductors" in topics(matcher.suggest("中国限制半导体出口", None))


def test_a_regional_tag_is_read_by_its_language(matcher: Matcher) -> None:
    assert topics(matcher.suggest("i semiconduttori", "it-CH")) == {"semiconductors"}


def test_names_of_the_world_are_found_in_any_language(matcher: Matcher) -> None:
    found = topics(matcher.suggest("A ASML e a Rapidus assinaram um acordo", "pt"))
    assert found == {"semiconductor-equipment", "eu-japan"}
    assert matcher.suggest("asml rapidus", "pt") == ()


def test_a_name_of_an_own_topic_is_found_in_any_language() -> None:
    own = Topic(id="nexperia", terms={"it": ("Nexperia", "chip olandesi")}, own=True)
    matcher = Matcher(Taxonomy(topics=(own,)))
    assert topics(matcher.suggest("Nexperia is Dutch", "en")) == {"nexperia"}
    assert matcher.suggest("chip olandesi", "en") == ()


def test_a_term_that_cannot_be_matched_is_passed_over() -> None:
    matcher = matcher_of(en=("* chip", "wafer"))
    assert topics(matcher.suggest("the chip, the wafer", "en")) == {"t"}


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["it", "ja", "en", None]))
def test_evidence_always_stands_in_the_text(before: str, after: str, language: str | None) -> None:
    text = f"{before} semi\u00adconduttori ＡＩ semiconductors 半導体 l’IA {after}"
    matcher = matcher_of(
        it=("semiconduttor*", "IA"), ja=("半導体", "AI"), en=("semiconductor*", "?AI"), fr=("IA",)
    )
    for suggestion in matcher.suggest(text, language):
        assert suggestion.evidence
        for piece in suggestion.evidence:
            assert piece.text == text[piece.start : piece.end]


def test_every_topic_is_found_by_a_term_of_its_own_in_every_language(taxonomy: Taxonomy) -> None:
    matcher = Matcher(taxonomy)
    missed = [
        (topic.id, language, term)
        for topic in taxonomy.topics
        for language, terms in topic.terms.items()
        for term in terms
        if not term.startswith("?") and topic.id not in topics(matcher.suggest(_example(term), language))
    ]
    assert missed == []


def _example(term: str) -> str:
    """Text that the term must find; small letters beside it, since a line of capitals hides AI."""
    return f"x {term.replace(' * ', ' abc ').replace('*', 'b')} x"


@pytest.mark.parametrize(
    "text",
    [
        "AI " * 100_000,
        "halbleiter" * 50_000 + "1",
        "chip wafer " * 30_000,
        "controllo " + "a-" * 200_000,
        "e" + "\u0301" * 200_000,
        "\u00ad" * 200_000,
        "日本海" * 60_000,
    ],
    ids=["capitals", "one word", "weak beside strong", "hyphens", "marks", "soft hyphens", "masks"],
)
def test_no_text_keeps_the_matcher_busy(taxonomy: Taxonomy, text: str) -> None:
    matcher = Matcher(taxonomy)
    started = time.process_time()
    for language in ("it", "de", "ja"):
        matcher.suggest(text, language)
    assert time.process_time() - started < 10


@pytest.mark.slow
def test_a_section_costs_less_than_a_third_of_a_millisecond(matcher: Matcher, shared: Path) -> None:
    sample = (shared / "samples" / "ue-giappone-ai-semiconduttori.txt").read_text("utf-8")
    sections = [part for part in sample.split("\n\n") if part]
    matcher.suggest(sample, "it")
    started = time.process_time()
    for _ in range(20):
        for section in sections:
            matcher.suggest(section, "it")
    each = (time.process_time() - started) / (20 * len(sections))
    assert each < 0.0003
