"""What the user says of suggestions changes how far their terms are trusted, in all languages."""

from __future__ import annotations

import pytest

from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.term_statistics import (
    NO_STATISTICS,
    TermConcept,
    TermRecord,
    TermStatistics,
    collect_statistics,
)

TRADE = Topic(
    id="trade",
    terms={
        "en": ("trade war", "tariff", "customs union", "export", "protectionism"),
        "it": ("guerra commerciale", "tariffa", "unione doganale", "esportazione", "protezionismo"),
        "ja": ("貿易戦争", "関税", "関税同盟", "輸出", "保護主義"),
    },
)


def matcher() -> Matcher:
    return Matcher(Taxonomy(topics=(TRADE,), languages=("en", "it", "ja")))


def judged(text: str, language: str, *answers: bool) -> TermStatistics:
    witnesses = matcher().term_support(text, language)["trade"].concepts
    return collect_statistics((f"{number}", witnesses, answer) for number, answer in enumerate(answers))


def test_term_without_judgements_keeps_its_score() -> None:
    (plain,) = matcher().suggest("A tariff was raised.", "en")
    (trusted,) = matcher().suggest("A tariff was raised.", "en", judged("a customs union", "en", True))
    assert plain.score == trusted.score
    assert (plain.accepted, plain.rejected) == (0, 0)


def test_accepted_terms_have_higher_scores_and_counts() -> None:
    trust = judged("The tariff.", "en", *[True] * 7, *[False] * 2)
    (before,) = matcher().suggest("Another tariff.", "en")
    (found,) = matcher().suggest("Another tariff.", "en", judged("The tariff.", "en", *[True] * 9))
    assert found.score > before.score
    (found,) = matcher().suggest("Another tariff.", "en", trust)
    assert (found.accepted, found.rejected) == (7, 2)


def test_rejected_terms_suggest_only_with_others() -> None:
    trust = judged("The tariff.", "en", *[False] * 8)
    assert matcher().suggest("Another tariff.", "en", trust) == ()
    (beside,) = matcher().suggest("A tariff and a customs union.", "en", trust)
    assert beside.score > 0.5


@pytest.mark.parametrize("text", ["Another tariff.", "The council met on Monday. A tariff was raised."])
def test_judgements_in_three_articles_change_nothing(text: str) -> None:
    plain = matcher().suggest(text, "en")[0].score
    for answers in ([False], [True] * 3, [True, True, False]):
        (found,) = matcher().suggest(text, "en", judged("The tariff.", "en", *answers))
        assert found.score == pytest.approx(plain)


def test_a_topic_that_was_always_rejected_is_suggested_no_more_whatever_its_terms() -> None:
    def rejected(articles: int) -> TermStatistics:
        terms = ["tariff", "customs union", "trade war", "export"]
        cases = [(f"{at}", terms[at % 4], False) for at in range(articles)]
        return collect_statistics(
            (article, matcher().term_support(f"A {term}.", "en")["trade"].concepts, answer)
            for article, term, answer in cases
        )

    (plain,) = matcher().suggest("A wave of protectionism.", "en")
    (doubted,) = matcher().suggest("A wave of protectionism.", "en", rejected(3))
    assert doubted.score < plain.score
    assert matcher().suggest("A wave of protectionism.", "en", rejected(8)) == ()


def test_a_strong_term_that_was_never_rejected_outlasts_one_more_rejection_of_its_topic() -> None:
    def is_lowered(rejections: int, term: int, prior: float) -> bool:
        trust = collect_statistics((f"{at}", [("trade", 0)], False) for at in range(rejections))
        return trust.probability(("trade", term), prior) < prior

    assert not is_lowered(2, 1, 0.75)
    assert is_lowered(3, 1, 0.75)
    assert is_lowered(2, 0, 0.75)
    assert is_lowered(2, 1, 0.6)


def test_a_topic_is_kept_where_its_other_terms_are_accepted() -> None:
    def concepts(text: str) -> frozenset[TermConcept]:
        return matcher().term_support(text, "en")["trade"].concepts

    cases = [(f"{at}", concepts("A tariff."), False) for at in range(8)]
    cases += [(f"other {at}", concepts("A customs union."), True) for at in range(8)]
    trust = collect_statistics(cases)
    assert matcher().suggest("Another tariff.", "en", trust) == ()
    assert [found.topic for found in matcher().suggest("Another customs union.", "en", trust)] == ["trade"]


def test_rejections_of_terms_of_a_topic_that_a_desk_uses_leave_its_other_terms() -> None:
    def found_after(accepted: int) -> float:
        def concepts(term: str) -> frozenset[TermConcept]:
            return matcher().term_support(f"A {term}.", "en")["trade"].concepts

        rejected = ("tariff", "trade war", "export", "tariff", "trade war", "export")
        cases = [(f"{at}", concepts(term), False) for at, term in enumerate(rejected)]
        cases += [(f"other {at}", concepts("customs union"), True) for at in range(accepted)]
        found = matcher().suggest("A wave of protectionism.", "en", collect_statistics(cases))
        return found[0].score if found else 0.0

    (plain,) = matcher().suggest("A wave of protectionism.", "en")
    assert found_after(0) == found_after(1) == 0.0
    assert found_after(2) == plain.score


def test_many_rejections_in_one_article_are_one() -> None:
    concepts = matcher().term_support("The tariff.", "en")["trade"].concepts
    trust = collect_statistics(("one", concepts, False) for _ in range(20))
    (found,) = matcher().suggest("Another tariff.", "en", trust)
    assert (found.score, found.rejected) == (matcher().suggest("Another tariff.", "en")[0].score, 20)


def test_acceptance_makes_no_term_suffice_that_does_not() -> None:
    trust = TermStatistics({("trade", 1): TermRecord(accepted=50, accepting_articles=50)})
    assert trust.accepted_probability(("trade", 1), 0.49) == 0.49
    assert trust.accepted_probability(("trade", 1), 0.51) > 0.51
    assert trust.accepted_probability(("trade", 2), 0.51) == 0.51
    assert trust.probability(("trade", 1), 0.51) == 0.51


def test_acceptance_of_one_topic_sets_no_other_aside() -> None:
    elections = Topic(id="elections", group="politics", terms={"en": ("ballot paper", "?voter")})
    trade = Topic(id="trade", group="economy", terms={"en": ("tariff", "?customs")})
    both = Matcher(Taxonomy(topics=(elections, trade), languages=("en",)))
    text = "The ballot paper has a question about a tariff."
    concepts = both.term_support("A tariff.", "en")["trade"].concepts
    trust = collect_statistics((f"{number}", concepts, True) for number in range(20))

    before = {each.topic for each in both.suggest(text, "en")}

    assert before == {"elections"}
    assert {each.topic for each in both.suggest(text, "en", trust)} == before


def test_a_term_that_is_wrong_for_one_topic_is_right_for_another() -> None:
    other = Topic(id="customs", terms={"en": ("tariff", "customs officer")})
    both = Matcher(Taxonomy(topics=(TRADE, other), languages=("en",)))
    trust = judged("The tariff.", "en", *[False] * 20)
    assert [each.topic for each in both.suggest("Another tariff.", "en", trust)] == ["customs"]


@pytest.mark.parametrize(("text", "language"), [("Una nuova tariffa.", "it"), ("新しい関税。", "ja")])
def test_a_judgement_in_one_language_holds_in_the_others(text: str, language: str) -> None:
    trust = judged("The tariff.", "en", *[False] * 8)
    assert matcher().suggest(text, language) != ()
    assert matcher().suggest(text, language, trust) == ()


def test_statistics_without_records_are_false() -> None:
    assert not NO_STATISTICS
    assert not collect_statistics([])
    assert collect_statistics([("a", [("t", 1)], True)]).record(("t", 1)) == TermRecord(1, 0, 1, 0)


def test_all_topics_with_terms_are_scored_even_if_they_are_not_suggested() -> None:
    china = Topic(id="china", terms={"en": ("Belt and Road",)}, territories=("CN",), inflected=True)
    both = Matcher(Taxonomy(topics=(TRADE, china), languages=("en",)))
    trust = judged("The tariff.", "en", *[False] * 8)
    text = "Factories in China pay a tariff."
    assert both.suggest(text, "en", trust) == ()
    assert [each.topic for each in both.suggest(text, "en", trust, lowest=0.0)] == ["trade"]
