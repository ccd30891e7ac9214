from __future__ import annotations

import dis
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.app.resources import Resources
from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic
from briefbuilder.tagging.matcher import MAX_SUGGESTIONS, Matcher
from briefbuilder.tagging.near_sections import suggest_sections
from briefbuilder.tagging.term_scores import MIN_SCORE
from briefbuilder.word_lists import load_word_lists


def topics(suggestions: tuple[Suggestion, ...]) -> set[str]:
    return {suggestion.topic for suggestion in suggestions}


def matcher_of(**terms: tuple[str, ...]) -> Matcher:
    return Matcher(Taxonomy(topics=(Topic(id="t", terms=terms),), languages=tuple(terms)))


def test_the_sample_yields_what_it_speaks_of(matcher: Matcher, shared: Path) -> None:
    text = (shared / "samples" / "ue-giappone-ai-semiconduttori.txt").read_text("utf-8")
    found = {topic for part in text.split("\n\n") for topic in topics(matcher.suggest(part, "it"))}
    assert {"derisking", "semiconductors", "artificial-intelligence", "eu-japan", "china"} <= found


def test_to_the_ministers_is_not_artificial_intelligence(matcher: Matcher) -> None:
    assert matcher.suggest("AI MINISTRI", "it") == ()
    assert matcher.suggest("ai ministri", "it") == ()
    assert matcher.suggest("Ai ministri", "it") == ()


@pytest.mark.parametrize(("count", "at_once"), [(3, True), (50, False)])
def test_the_terms_of_more_than_a_few_topics_are_prepared_before(count: int, at_once: bool) -> None:
    matcher = Matcher(
        Taxonomy(topics=tuple(Topic(id=f"t{n}", terms={"en": (f"word{n}",)}) for n in range(count)))
    )
    assert matcher.is_prepared("en") == at_once
    matcher.prepare("en")
    assert matcher.is_prepared("en")


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        (
            "it",
            "Serve una risposta tempestiva e ordinata alle tempestive richieste dei colleghi.",
            "disasters",
        ),
        ("it", "Lo scrive la Tass, e la Tass lo conferma.", "economy"),
        ("es", "La doctora Ford habló, y Ford lo repitió.", "nuclear"),
        ("ru", "Форд сказала это вчера, и доктора Форд слушали.", "nuclear"),
        ("ru", "У нас дома, около нас и для нас.", "space"),
    ],
)
def test_words_that_only_look_like_a_term_suggest_nothing(language: str, text: str, topic: str) -> None:
    terms = {
        "disasters": {"it": ("tempesta",)},
        "economy": {"it": ("tassa",)},
        "nuclear": {"es": ("Fordo",), "ru": ("Фордо",)},
        "space": {"ru": ("НАСА",)},
    }
    matcher = Matcher(Taxonomy(topics=(Topic(id=topic, terms=terms[topic], inflected=True),)))
    assert matcher.suggest(text, language) == ()


def test_the_included_topics_are_not_misled(matcher: Matcher) -> None:
    assert (
        matcher.suggest("Il y a là toute une batterie d’intérêts privés, une batterie d’intérêts.", "fr")
        == ()
    )
    assert matcher.suggest("Il est accusé d’avoir violé une Américaine dans un hôtel.", "fr") == ()
    assert topics(matcher.suggest("Une batterie de voiture électrique", "fr")) == {"batteries-ev"}


FORMS = [
    ("en", "semiconductor", "The plants make semiconductors. New semiconductors are rare."),
    ("it", "dazio doganale", "I dazi doganali salgono, e i nuovi dazi doganali pesano."),
    ("fr", "accord commercial", "Les accords commerciaux tardent ; deux accords commerciaux sont signés."),
    ("de", "Ausfuhrkontrolle", "Die Ausfuhrkontrollen werden verschärft, so der Minister."),
    ("es", "sanción", "Bruselas aprueba nuevas sanciones; las sanciones llegan hoy."),
    ("pt", "exportação", "As exportações caem, e com as exportações cai a moeda."),
    ("ja", "経済安全保障", "政府は経済安全保障を強化する。経済安全保障が課題だ。"),
    ("zh", "出口管制", "政府加强出口管制，出口管制将扩大。"),
    ("ko", "경제 안보", "정부는 경제안보를 강화한다. 경제 안보가 중요하다."),
    ("ar", "عقوبة اقتصادية", "فُرضت العقوبات الاقتصادية على البلاد، وبالعقوبات الاقتصادية تراجع النفط."),
    (
        "ru",
        "экономическая санкция",
        "Введены новые экономические санкции, и об экономических санкциях спорят.",
    ),
    (
        "uk",
        "економічна санкція",
        "Запроваджено нові економічні санкції, про економічних санкцій ефект сперечаються.",
    ),
]


@pytest.mark.parametrize(("language", "term", "text"), FORMS)
def test_terms_are_found_in_their_forms_in_each_language(language: str, term: str, text: str) -> None:
    topic = Topic(id="t", terms={language: (term,)}, inflected=True)
    (found,) = Matcher(Taxonomy(topics=(topic,))).suggest(text, language)
    assert len(found.evidence) == (1 if language == "de" else 2)


def test_a_sign_in_one_topic_leaves_the_forms_of_others() -> None:
    signs = Topic(id="signs", terms={"en": ("chip*", "?wafer")})
    plain = Topic(id="plain", terms={"en": ("foundry", "?ingot")})
    matcher = Matcher(Taxonomy(topics=(signs, plain)))
    assert topics(matcher.suggest("Two foundries, then three foundries.", "en")) == {"plain"}


@pytest.mark.parametrize("term", ["专属经济区", "專屬經濟區"])
@pytest.mark.parametrize("area", ["专属经济区", "專屬經濟區"])
def test_chinese_terms_are_found_in_simplified_and_traditional_characters(term: str, area: str) -> None:
    topic = Topic(id="sea", terms={"zh": (term,)}, inflected=True)
    (found,) = Matcher(Taxonomy(topics=(topic,))).suggest(f"海洋法和{area}", "zh")
    assert [(piece.text, piece.start) for piece in found.evidence] == [(area, 4)]


def test_masked_phrases_suggest_nothing(matcher: Matcher) -> None:
    assert matcher.suggest("Sin embargo, el embargo sigue. Sin embargo, no.", "es") == ()
    assert topics(matcher.suggest("日本海の天気", "ja")) == set()
    assert topics(matcher.suggest("大西洋两岸的盟友", "zh")) == set()
    assert "space" not in topics(matcher.suggest("La protection des lanceurs d’alerte", "fr"))


def test_a_mask_hides_its_own_words_and_no_others(matcher: Matcher) -> None:
    (china,) = matcher.suggest("中国地方と中国の外交", "ja")
    assert [(piece.text, piece.start) for piece in china.evidence] == [("中国", 5)]
    # Graphite hides in graphene for one topic; for another graphene is the word.
    assert topics(matcher.suggest("石墨烯", "zh")) == {"advanced-materials"}


def test_a_weak_term_needs_a_companion() -> None:
    matcher = matcher_of(en=("chip", "?foundry", "?wafer"))
    assert matcher.suggest("A foundry. Another foundry.", "en") == ()
    (beside_strong,) = matcher.suggest("A foundry for a chip.", "en")
    assert [piece.text for piece in beside_strong.evidence] == ["foundry", "chip"]
    (two_weak,) = matcher.suggest("A foundry with a wafer.", "en")
    assert two_weak.score < beside_strong.score
    assert two_weak.strength == "possible"


def test_weak_terms_alone_suffice_beside_a_better_topic_only_of_their_group_or_near_sections_on_it() -> None:
    chips = Topic(
        id="chips",
        group="technology",
        terms={"en": ("chip", "?foundry", "?wafer", "?scanner")},
        inflected=True,
    )
    computers = Topic(
        id="computers", group="technology", terms={"en": ("computer", "laptop")}, inflected=True
    )
    farms = Topic(id="farms", group="land", terms={"en": ("tractor", "plough")}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, computers, farms)))
    words = "The foundry has a wafer,"
    assert topics(matcher.suggest(f"{words} a tractor and a plough.", "en")) == {"farms"}
    assert topics(matcher.suggest(f"{words} a computer and a laptop.", "en")) == {"chips", "computers"}
    near = ["A chip, and one more chip.", f"{words} a tractor and a plough."]
    assert topics(list(suggest_sections(matcher, near, "en"))[1]) == {"chips", "farms"}


@pytest.mark.parametrize("third", ["a scanner", "another wafer"])
def test_three_weak_terms_suffice_beside_a_better_topic(third: str) -> None:
    chips = Topic(
        id="chips", group="technology", terms={"en": ("?foundry", "?wafer", "?scanner")}, inflected=True
    )
    farms = Topic(id="farms", group="land", terms={"en": ("tractor", "plough")}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, farms)))
    text = f"The foundry has a wafer and {{}}, as a tractor pulls the plough.{LONG}".format
    assert topics(matcher.suggest(text("a door"), "en")) == {"farms"}
    assert topics(matcher.suggest(text(third), "en")) == {"chips", "farms"}


def test_a_weak_term_that_is_often_repeated_suffices() -> None:
    matcher = matcher_of(en=("?foundry",))
    (found,) = matcher.suggest("A foundry: this foundry is a foundry.", "en")
    assert found.strength == "possible"


def test_two_weak_terms_on_the_same_words_are_one() -> None:
    matcher = matcher_of(en=("?critical infrastructure", "?infrastructure"))
    assert matcher.suggest("critical infrastructure", "en") == ()


def test_the_score_grows_with_distinct_terms() -> None:
    matcher = matcher_of(en=("microchip", "wafer", "wafer industry"))
    (once,) = matcher.suggest("microchip", "en")
    (two,) = matcher.suggest("microchip wafer", "en")
    assert once.score < two.score
    (covered,) = matcher.suggest("the wafer industry", "en")
    assert [piece.text for piece in covered.evidence] == ["wafer industry"]


FILLER = "The people who came here in the morning went home again in the evening, and nobody said a word. "


def test_repeated_terms_and_those_of_the_first_sentence_have_higher_scores() -> None:
    matcher = matcher_of(en=("wafer",))
    (once,) = matcher.suggest(FILLER + "It was about a wafer.", "en")
    (twice,) = matcher.suggest(FILLER + "It was about a wafer, a wafer only.", "en")
    (first,) = matcher.suggest("It was about a wafer. " + FILLER, "en")
    assert once.score < first.score < twice.score
    assert (once.strength, twice.strength) == ("possible", "strong")


def test_rare_terms_have_higher_scores_than_common_ones() -> None:
    scores = [
        matcher_of(en=(term,)).suggest(f"{FILLER}The {term} came. The {term} left.", "en")[0].score
        for term in ("semiconductor", "minister", "president")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


@pytest.mark.parametrize("word", ["will", "leave", "bond", "president", "government"])
def test_ordinary_words_as_labels_of_a_thesaurus_need_company(word: str) -> None:
    others = tuple(Topic(id=f"t{number}", terms={"en": (f"term {number}",)}) for number in range(3000))
    topic = Topic(id="t", terms={"en": (word, "semiconductor")})
    matcher = Matcher(Taxonomy(topics=(topic, *others)))
    assert matcher.suggest(f"{FILLER}And then the {word} was there.", "en") == ()
    assert matcher.suggest(f"{FILLER}And then the {word} of a semiconductor was there.", "en")


def test_a_common_word_counts_with_the_other_hits_of_its_topic_in_a_thesaurus() -> None:
    others = tuple(Topic(id=f"t{number}", terms={"en": (f"term {number}",)}) for number in range(3000))
    topic = Topic(
        id="t", terms={"en": ("government", "semiconductor")}, exclusions={"en": ("shadow government",)}
    )
    matcher = Matcher(Taxonomy(topics=(topic, *others)))
    (found,) = matcher.suggest(f"{FILLER}A semiconductor of the government and the governments.", "en")
    assert [piece.text for piece in found.evidence] == ["semiconductor", "government", "governments"]
    assert matcher.suggest(f"{FILLER}The shadow government and a shadow government.", "en") == ()
    assert matcher.term_support(f"{FILLER}And the government.", "en").keys() == {"t"}
    assert matcher.topics_with_terms("government", "en") == {"t"}


def test_a_word_is_no_sign_of_a_topic_in_a_report_on_sports() -> None:
    news = "The {0} was strong in the last hour. It let nobody through, and the {1} and the {2} were praised."
    report = f"{news} {FILLER}".format
    matcher = matcher_of(en=("defence", "missile"))
    assert matcher.suggest(report("defence", "goalkeeper", "referee"), "en") == ()
    assert topics(matcher.suggest(report("defence", "general", "mayor"), "en")) == {"t"}
    assert topics(matcher.suggest(report("missile and the defence", "goalkeeper", "referee"), "en")) == {"t"}


def test_a_word_that_stands_once_suggests_a_topic_beside_a_better_one_only_in_company() -> None:
    chips = Topic(id="chips", group="technology", terms={"en": ("semiconductor", "wafer")}, inflected=True)
    farms = Topic(id="farms", group="land", terms={"en": ("tractor", "plough")}, inflected=True)
    woods = Topic(id="woods", group="land", terms={"en": ("sawmill", "timber")}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, farms, woods)))
    start = "A wafer is a semiconductor, and a semiconductor is a wafer, as a tractor"
    assert topics(matcher.suggest(f"{start} is a tool.", "en")) == {"chips"}
    assert topics(matcher.suggest(f"{start} is a plough.", "en")) == {"chips", "farms"}
    assert topics(matcher.suggest(f"{start} is a tool of a sawmill for timber.", "en")) == {
        "chips",
        "farms",
        "woods",
    }


def test_a_word_that_names_who_acts_suggests_a_topic_only_in_company() -> None:
    matcher = Resources().matcher(Resources().taxonomy())
    act = "The public prosecutor waited there for a while."
    assert topics(matcher.suggest(act, "en")) == set()
    trial = "The public prosecutor waited there for a while, and so did the defendants."
    assert topics(matcher.suggest(trial, "en")) == {"criminal-trials"}
    chips = "Semiconductors need wafers, a wafer needs a foundry, and lithography makes semiconductors of wafers. {}"
    two = "Our ambassador walked there from the embassy."
    three = f"{two} The other ambassadors had gone to the chancery of the other embassy."
    assert "embassies" not in topics(matcher.suggest(chips.format(two), "en"))
    assert "embassies" in topics(matcher.suggest(chips.format(three), "en"))
    assert "embassies" in topics(matcher.suggest(chips.format(two) + LONG, "en"))


def test_a_form_that_is_a_common_word_says_nothing() -> None:
    assert matcher_of(es=("paro",)).suggest("Trabajamos para vivir, para comer y para dormir.", "es") == ()


def test_a_term_of_many_topics_says_less() -> None:
    one = Topic(id="one", terms={"en": ("wafer", "ingot")})
    others = tuple(Topic(id=f"other-{number}", terms={"en": ("wafer",)}) for number in range(9))
    (alone,) = Matcher(Taxonomy(topics=(one,))).suggest("A wafer.", "en")
    among = {found.score for found in Matcher(Taxonomy(topics=(one, *others))).suggest("A wafer.", "en")}
    assert all(score < alone.score for score in among)


def test_of_topics_of_two_taxonomies_that_mean_the_same_only_one_is_suggested() -> None:
    both, text = (
        Resources().taxonomy(),
        "The Council adopted new sanctions. The sanctions target oil exports.",
    )
    found = topics(Matcher(both).suggest(text, "en"))
    assert found & {"sanctions", "sanctions-policy"} == {"sanctions"}
    for one, other in load_word_lists("briefbuilder.tagging", "equal_topics"):
        assert both.topic(one) is not None, one
        assert both.topic(other) is not None, other


def test_at_most_five_topics_are_suggested_and_the_best_ones() -> None:
    words = ("wafer", "lithium", "cobalt", "nickel", "graphite", "gallium", "tungsten")
    matcher = Matcher(Taxonomy(topics=tuple(Topic(id=word, terms={"en": (word,)}) for word in words)))
    text = "; ".join(words * 2) + "; gallium, tungsten."
    found = [each.topic for each in matcher.suggest(text, "en")]
    assert len(found) == MAX_SUGGESTIONS
    assert found[:2] == ["gallium", "tungsten"]


def test_the_best_suggestion_comes_first(matcher: Matcher) -> None:
    found = matcher.suggest(
        "Semiconductors and chips, after diplomatic talks of Japan with Japanese firms", "en"
    )
    assert [suggestion.topic for suggestion in found] == ["semiconductors", "eu-japan"]


def test_the_language_is_guessed_where_nobody_tells_it(matcher: Matcher) -> None:
    assert "semiconductors" in topics(matcher.suggest("La produzione dei semiconduttori è in crescita", None))
    assert "semiconductors" in topics(matcher.suggest("Die Halbleiter werden knapp und teuer", None))
    assert "semiconductors" in topics(matcher.suggest("半導体の輸出を規制する", None))
    assert "semiconductors" in topics(matcher.suggest("中国限制半导体出口", None))


def test_a_section_in_another_language_than_its_article_gets_topics_by_its_own() -> None:
    aid = Topic(id="aid", terms={"fr": ("aide humanitaire",), "en": ("humanitarian aid",)}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(aid,)))
    assert topics(matcher.suggest("L'aide humanitaire au Soudan est insuffisante.", "en")) == {"aid"}


def test_a_regional_tag_is_read_by_its_language(matcher: Matcher) -> None:
    assert topics(matcher.suggest("i semiconduttori", "it-CH")) == {"semiconductors"}


def test_names_of_the_world_are_found_in_any_language(matcher: Matcher) -> None:
    assert topics(matcher.suggest("Compania ASML a semnat un acord", "ro")) == {"semiconductor-equipment"}
    assert topics(matcher.suggest("Compania Rapidus a semnat un acord", "ro")) == {"eu-japan"}
    assert matcher.suggest("asml rapidus", "ro") == ()


def test_a_name_of_an_own_topic_is_found_in_any_language() -> None:
    own = Topic(id="nexperia", terms={"it": ("Nexperia", "chip olandesi")}, own=True)
    matcher = Matcher(Taxonomy(topics=(own,)))
    assert topics(matcher.suggest("Nexperia is Dutch", "en")) == {"nexperia"}
    assert matcher.suggest("chip olandesi", "en") == ()


def test_the_words_of_a_long_list_are_not_taken_for_words_that_the_user_chose() -> None:
    text = FILLER + "The government met on Tuesday."
    own = Topic(id="cabinet", names={"en": "Cabinet"}, terms={"en": ("government",)}, own=True)
    assert topics(Matcher(Taxonomy(topics=(own,))).suggest(text, "en")) == {"cabinet"}
    of_thesaurus = replace(own, uri="http://vocabulary.example/1")
    assert Matcher(Taxonomy(topics=(of_thesaurus,))).suggest(text, "en") == ()
    of_table = tuple(replace(own, id=f"t{n}", terms={"en": (f"matter {n}",)}) for n in range(300))
    assert Matcher(Taxonomy(topics=(own, *of_table))).suggest(text, "en") == ()


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
        for language in sorted({language for topic in taxonomy.topics for language in topic.terms})
        for topic in taxonomy.topics
        for term in topic.terms.get(language, ())
        if not term.startswith("?") and topic.id not in topics(matcher.suggest(_example(term), language))
    ]
    assert missed == []


def _example(term: str) -> str:
    """Text that the term must find; small letters beside it, since a line of capitals hides AI."""
    one = term.replace(" * ", " abc ").replace("*", "b")
    # A common word suggests its topic where it is repeated.
    return f"x {one} x {one} x {one} x {one} x"


@pytest.mark.parametrize(
    "text",
    [
        "AI " * 40_000,
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


def test_what_a_short_section_names_in_passing_is_no_topic_beside_a_better_one() -> None:
    chips = Topic(id="chips", terms={"en": ("semiconductor", "wafer")}, inflected=True)
    mines = Topic(id="mines", terms={"en": ("lithium", "cobalt")}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, mines)))
    passing = "The semiconductor begins as a wafer. Somebody in the room has a box that is full of lithium."
    assert topics(matcher.suggest(passing, "en")) == {"chips"}
    assert topics(matcher.suggest(f"{passing} There was cobalt, too.", "en")) == {"chips", "mines"}
    longer = passing + " There was nothing else to see." * 20
    assert topics(matcher.suggest(longer, "en")) == {"chips"}
    more = f"{longer} He put the lithium on a table, and the lithium was grey."
    assert topics(matcher.suggest(more, "en")) == {"chips", "mines"}
    assert topics(matcher.suggest("Somebody in the room has a box that is full of lithium.", "en")) == {
        "mines"
    }
    # Whoever asks for less than suggestions sees it, too.
    scores = {each.topic: each.score for each in matcher.suggest(passing, "en", lowest=0.0)}
    assert scores["mines"] < MIN_SCORE < scores["chips"]


LONG = " There was nothing else to see." * 20
CHIPS_AND_MINES = Matcher(
    Taxonomy(
        topics=(
            Topic(id="chips", terms={"en": ("semiconductor", "wafer")}, inflected=True),
            Topic(id="mines", terms={"en": ("lithium", "cobalt", "lithium mine")}, inflected=True),
            Topic(id="farms", terms={"en": ("tractor",)}, inflected=True),
        )
    )
)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("A wafer comes from a box.", "There is lithium.", {"chips"}),
        ("The wafer is of lithium.", "", {"chips", "mines"}),
        ("A wafer comes from a box.", "There is lithium and more lithium.", {"chips", "mines"}),
        ("A wafer comes from a box.", "There is lithium beside cobalt.", {"chips", "mines"}),
        ("A wafer comes from a box.", "There is a lithium mine.", {"chips", "mines"}),
        ("Nobody said anything.", "There is lithium.", set()),
        ("Nobody said anything.", "There is a lithium mine.", {"mines"}),
    ],
)
def test_a_longer_section_needs_a_sign_that_it_is_about_a_second_topic(
    start: str, end: str, found: set[str]
) -> None:
    chip = " A semiconductor begins as a wafer." if "wafer" in start else ""
    assert topics(CHIPS_AND_MINES.suggest(f"{start}{chip}{LONG} {end}", "en")) == found


@pytest.mark.parametrize(
    ("end", "found"),
    [
        ("A tractor came.", {"chips", "mines"}),
        ("A tractor came, and the tractor left.", {"chips", "mines"}),
        ("A tractor came, a tractor left, and a tractor stayed.", {"chips", "mines", "farms"}),
    ],
)
def test_a_longer_section_needs_two_signs_that_it_is_about_a_third_topic(end: str, found: set[str]) -> None:
    start = "A semiconductor begins as a wafer of lithium and cobalt."
    assert topics(CHIPS_AND_MINES.suggest(f"{start}{LONG} {end}", "en")) == found


@pytest.mark.parametrize(("group", "found"), [("earth", {"chips"}), ("things", {"chips", "mines"})])
def test_one_sign_suffices_for_a_second_topic_of_the_group_or_a_probable_one(
    group: str, found: set[str]
) -> None:
    chips = Topic(id="chips", group="things", terms={"en": ("semiconductor", "wafer")}, inflected=True)
    mines = Topic(id="mines", group=group, terms={"en": ("lithium",)}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, mines)))
    start = f"The wafer is of lithium. A semiconductor begins as a wafer.{LONG}"
    assert topics(matcher.suggest(start, "en")) == found
    repeated = f"A semiconductor begins as a wafer.{LONG} There is lithium and more lithium."
    assert topics(matcher.suggest(repeated, "en")) == {"chips", "mines"}


def test_an_everyday_word_said_twice_is_no_second_topic_of_a_longer_section() -> None:
    chips = Topic(id="chips", group="things", terms={"en": ("semiconductor", "wafer")}, inflected=True)
    farms = Topic(id="farms", group="growth", terms={"en": ("farm", "tractor")}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, farms)))
    start = f"A semiconductor begins as a wafer.{LONG}"
    assert topics(matcher.suggest(f"{start} A farm is there, and the farm is old.", "en")) == {"chips"}
    assert topics(matcher.suggest(f"{start} A tractor is there, and the tractor is old.", "en")) == {
        "chips",
        "farms",
    }


def test_four_characters_are_a_phrase_in_scripts_without_spaces() -> None:
    chips = Topic(id="chips", terms={"ja": ("半導体", "集積回路")}, inflected=True)
    mines = Topic(id="mines", terms={"ja": ("鉱山", "銅鉱山開発")}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, mines)))
    start = "半導体と集積回路が要る。" + "ほかには何もなかった。" * 20
    assert topics(matcher.suggest(f"{start}鉱山もある。", "ja")) == {"chips"}
    assert topics(matcher.suggest(f"{start}銅鉱山開発もある。", "ja")) == {"chips", "mines"}


def test_sections_near_it_are_signs_too() -> None:
    chips = Topic(id="chips", terms={"en": ("semiconductor", "wafer")}, inflected=True)
    mines = Topic(id="mines", group="earth", terms={"en": ("lithium",)}, inflected=True)
    farms = Topic(id="farms", group="growth", terms={"en": ("tractor",)}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, mines, farms)))
    text = f"A semiconductor begins as a wafer.{LONG} Nobody has lithium."
    _, found = suggest_sections(matcher, ["A box of lithium, and more lithium for Monday.", text], "en")
    assert topics(matcher.suggest(text, "en")) == {"chips"}
    assert topics(found) == {"chips", "mines"}


def test_a_country_named_once_is_no_topic_beside_a_better_one() -> None:
    chips = Topic(id="chips", terms={"en": ("semiconductor", "wafer")}, inflected=True)
    states = Topic(id="states", territories=("SA",), terms={"en": ("Riyadh",)}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(chips, states)))
    start = f"The semiconductor begins as a wafer.{LONG} The foreign ministers signed a treaty on it. The ambassadors"
    assert topics(matcher.suggest(f"{start} went to Saudi Arabia.", "en")) == {"chips"}
    thrice = "of Saudi Arabia went to Saudi Arabia, and Saudi Arabia was glad of it"
    assert topics(matcher.suggest(f"{start} {thrice}.", "en")) == {"chips", "states"}
    assert topics(matcher.suggest(f"{start} went to Riyadh, since Riyadh had asked.", "en")) == {
        "chips",
        "states",
    }


def test_countries_are_no_better_topics_in_a_longer_section() -> None:
    states = Topic(id="states", territories=("SA",), terms={"en": ("Riyadh",)}, inflected=True)
    mines = Topic(id="mines", group="earth", terms={"en": ("lithium mine",)}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(states, mines)))
    text = "Riyadh has spoken, and Riyadh has decided.{} There is a lithium mine.".format
    assert topics(matcher.suggest(text(""), "en")) == {"states"}
    assert topics(matcher.suggest(text(LONG), "en")) == {"states", "mines"}


def test_a_country_named_twice_and_in_the_first_sentence_is_a_topic_except_in_sports() -> None:
    states = Topic(id="states", territories=("SA",), terms={"en": ("Riyadh",)}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(states,)))
    assert topics(matcher.suggest("Saudi Arabia votes. The Saudi turnout is high.", "en")) == {"states"}
    assert matcher.suggest("The country votes. In Saudi Arabia, the Saudi turnout is high.", "en") == ()
    assert matcher.suggest("Saudi Arabia wins. The Saudi goalkeeper is happy.", "en") == ()


def hierarchy() -> Matcher:
    trade = Topic(id="trade", terms={"en": ("trade barrier", "tariff")}, inflected=True)
    tariffs = Topic(
        id="tariffs", terms={"en": ("tariff", "customs duty")}, broader=("trade",), inflected=True
    )
    return Matcher(Taxonomy(topics=(trade, tariffs)))


def test_a_broader_topic_needs_a_term_of_its_own_beside_a_strong_narrower_one() -> None:
    matcher = hierarchy()
    assert topics(matcher.suggest("Tariffs rise, and tariffs fall.", "en")) == {"tariffs"}
    found = matcher.suggest("Tariffs rise, tariffs fall, and trade barriers remain.", "en")
    assert topics(found) == {"trade", "tariffs"}


def test_a_narrower_topic_supports_its_broader_one() -> None:
    apart = Topic(id="trade", terms={"en": ("trade barrier",)}, inflected=True)
    text = "Trade barriers remain, and a customs duty, too."
    (alone,) = Matcher(Taxonomy(topics=(apart,))).suggest(text, "en")
    beside = {found.topic: found.score for found in hierarchy().suggest(text, "en")}
    assert beside["trade"] > alone.score


def test_topics_far_less_probable_than_the_best_one_are_left_out_unless_they_are_very_probable() -> None:
    best = Topic(id="best", terms={"en": ("wafer", "lithium", "cobalt")})
    other = Topic(id="other", terms={"en": ("nickel", "manganese")})
    matcher = Matcher(Taxonomy(topics=(best, other)))
    text = FILLER + "It was about a {0}, just a {0}, and then somebody spoke of nickel."
    crowded = text.format("wafer, lithium, cobalt, wafer")
    assert topics(matcher.suggest(text.format("wafer"), "en")) == {"best", "other"}
    assert topics(matcher.suggest(crowded, "en")) == {"best"}
    assert topics(matcher.suggest(f"{crowded} Nobody had manganese.", "en")) == {"best", "other"}


def find_traced(matcher: Matcher, text: str, offset: int, then: Callable[[], object]) -> None:
    """Find the terms of a text, and call a function before the instruction of `Matcher.find` at an offset."""

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code is not Matcher.find.__code__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode" and frame.f_lasti == offset:
            then()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        matcher.find(text, "it")
    finally:
        sys.settrace(before)


def find_beside(matcher: Matcher, step: int, keeps: int) -> None:
    """Find terms; at a step of it another thread gets to where it keeps what it has found, and waits there for the end."""
    there, may_go_on = threading.Event(), threading.Event()

    def wait() -> None:
        there.set()
        may_go_on.wait()

    def begin() -> None:
        if beside.ident is None:
            beside.start()
        there.wait()

    beside = threading.Thread(target=find_traced, args=(matcher, "Altro", keeps, wait))
    find_traced(matcher, "Un porto", step, begin)
    may_go_on.set()
    if beside.ident is not None:
        beside.join()


def test_two_threads_look_for_terms_at_the_same_time() -> None:
    steps = [each for each in dis.get_instructions(Matcher.find) if each.opname != "CACHE"]
    keeps = max(each.offset for each in steps if each.opname == "STORE_SUBSCR")
    for step in steps:
        matcher = matcher_of(it=("porto",))
        for number in range(20):
            matcher.find(f"Il porto {number}", "it")
        find_beside(matcher, step.offset, keeps)
        assert matcher.find("Un porto", "it").by_topic
