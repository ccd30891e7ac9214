"""Sections of an article are often about what the sections near them are about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefbuilder.app.resources import Resources
from briefbuilder.domain.topics import STRONG_SCORE, Taxonomy, Topic
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import distinctive_groups, suggest_sections

WORK = Topic(
    id="strikes", names={"en": "Strikes"}, terms={"en": ("picket line", "walkout", "?union")}, group="work"
)
WAGES = Topic(id="wages", names={"en": "Wages"}, terms={"en": ("minimum wage", "?pay")}, group="work")
PORTS = Topic(
    id="ports", names={"en": "Ports"}, terms={"en": ("container terminal", "?harbour")}, group="transport"
)
ROADS = Topic(id="roads", names={"en": "Roads"}, terms={"en": ("motorway",)}, group="transport")
MATCHER = Matcher(Taxonomy(topics=(WORK, WAGES, PORTS, ROADS)))
STRIKE = "The walkout began at dawn, and a picket line stood at each gate."
UNION = "Several people spoke for an hour, and then the union asked for another meeting with all of them."
WEATHER = "It rained for most of the day, and few people were seen in the streets of the old town."


def suggested(*texts: str, matcher: Matcher = MATCHER) -> list[set[str]]:
    return [{one.topic for one in found} for found in suggest_sections(matcher, texts, "en")]


def test_an_ordinary_word_suffices_beside_a_section_on_its_topic_or_its_group() -> None:
    assert suggested(UNION) == [set()]
    assert suggested(STRIKE, UNION) == [{"strikes"}, {"strikes"}]
    assert suggested(UNION, STRIKE) == [{"strikes"}, {"strikes"}]


def test_sections_far_away_say_nothing() -> None:
    far = suggested(STRIKE, *[WEATHER] * 4, UNION)
    assert (far[0], far[-1]) == ({"strikes"}, set())
    assert suggested(STRIKE, *[WEATHER] * 3, UNION)[-1] == {"strikes"}


def test_a_topic_that_is_named_once_is_left_out_among_sections_on_something_else() -> None:
    aside = "It rained for most of the day. Few people were seen near the container terminal."
    assert suggested(aside) == [{"ports"}]
    assert suggested(STRIKE, aside, STRIKE) == [{"strikes"}, set(), {"strikes"}]
    own = Matcher(Taxonomy(topics=(WORK, replace(PORTS, own=True))))
    assert suggested(STRIKE, aside, STRIKE, matcher=own)[1] == {"ports"}


def test_one_ordinary_word_in_all_of_several_sections_is_no_sign_of_a_topic() -> None:
    armies = Topic(id="armies", names={"en": "Armies"}, terms={"en": ("defense", "infantry")}, group="war")
    match = "The defense of the home side was slow, and the guests ran through the defense to score again."
    flat = Matcher(Taxonomy(topics=(armies, replace(WORK, terms={"en": ("walkout",)}))))
    assert suggested(match, matcher=flat) == [{"armies"}]
    assert suggested(match, *[WEATHER] * 3, matcher=flat)[0] == set()
    assert suggested(match, *[WEATHER] * 2, matcher=flat)[0] == {"armies"}, "few sections tell little"
    other = "Nobody saw the infantry that day, and the infantry saw nobody."
    assert suggested(match, *[WEATHER] * 2, other, matcher=flat)[0] == {"armies"}
    own = Matcher(Taxonomy(topics=(replace(armies, own=True), WORK)))
    assert suggested(match, *[WEATHER] * 3, matcher=own)[0] == {"armies"}


def test_the_title_keeps_topics_that_a_long_section_has_among_better_ones_and_suggests_none_itself() -> None:
    subjects = ("glacier", "vineyard", "monastery", "telescope", "orchestra")
    others = [
        Topic(id=word, names={"en": word}, terms={"en": (word, f"{word} keeper")}, group=word)
        for word in subjects
    ]
    matcher = Matcher(Taxonomy(topics=(*others, replace(PORTS, terms={"en": ("harbour",)}))))
    text = " ".join(f"A {word} keeper saw the {word} in May." for word in subjects)
    text += " A boat lay in the harbour and another one left the harbour."

    def found(title: str, section: str) -> dict[str, bool]:
        (suggestions,) = suggest_sections(matcher, [section], "en", title)
        return {one.topic: one.in_title for one in suggestions}

    assert found("", text) == dict.fromkeys(subjects, False)
    titled = found("Strike in the harbour", text)
    assert titled["ports"]
    assert len(titled) == 5
    once = text.replace(" and another one left the harbour", "")
    assert found("Strike in the harbour", once) == dict.fromkeys(subjects, False), (
        "strong ones come before it"
    )
    assert found("Strike in the harbour", WEATHER) == {}


CABLES = (
    "政府は海底ケーブルの防護を強化する法案を年内に国会へ提出する方針を固めた。対象は国内外を結ぶ約20本のケーブルで、2027年度予算に310億円を計上する。\n"
    "外務省の報道官は26日の記者会見で「欧州の経験から学ぶべきことは多い」と述べ、欧州連合と情報共有の枠組みを12月に立ち上げると明らかにした。"
)
SHIPS = (
    "国内の敷設・保守船は3隻にとどまり、修理の開始まで平均で19日かかる。千葉県南房総市と三重県志摩市に陸揚げ局が集中していることも課題だ。\n"
    "台湾周辺では今年に入り8件の切断が起きた。専門家は「漁船によるものか意図的なものか、区別がつきにくい」と指摘する。"
)
KABEL = (
    "Die Kommission schlägt eine Reserve von sechs Schiffen vor. Die Mitgliedstaaten streiten über die Kosten.\n"
    "Die Europäische Kommission will bis 2029 sechs Reparaturschiffe für Unterseekabel anschaffen. Die Kosten werden auf "
    "1,35 Milliarden Euro geschätzt, wovon 540 Millionen Euro aus dem EU-Haushalt kommen sollen.\n"
    "Zurzeit gibt es in europäischen Häfen nur vier Schiffe, die tiefer als 1.000 Meter arbeiten können."
)
BERLIN = "Berlin hat sich noch nicht festgelegt. Das Auswärtige Amt verweist auf die Beratungen des Rates am 14. Dezember."


@pytest.mark.parametrize(
    ("language", "title", "texts"),
    [
        ("ja", "海底ケーブル、政府が防護法案 年内に提出へ", (CABLES, SHIPS)),
        ("de", "Brüssel will Kabelschiffe kaufen", (KABEL, BERLIN)),
    ],
)
def test_a_topic_of_the_title_stays_beside_better_ones_and_sections_without_it(
    language: str, title: str, texts: tuple[str, str]
) -> None:
    matcher = Matcher(Resources().taxonomy())
    opening, _ = suggest_sections(matcher, texts, language, title)
    assert "submarine-cables" in {one.topic for one in opening}


def test_how_strong_a_topic_is_depends_on_its_section_alone() -> None:
    first = "The minimum wage rises in May, and the minimum wage of trainees does so, too; a walkout of trainees is no walkout."
    alone = {one.topic: one.score for one in MATCHER.suggest(first, "en")}
    (_, found) = suggest_sections(MATCHER, [STRIKE, first], "en")
    assert {one.topic: one.score for one in found} == alone
    assert [one.topic for one in found] == ["wages", "strikes"]
    (_, (union,)) = suggest_sections(MATCHER, [STRIKE, UNION], "en")
    assert union.score < STRONG_SCORE, "an ordinary word is no strong reason"


def test_a_country_that_most_sections_name_is_a_topic_where_it_is_named_twice_except_in_sports() -> None:
    states = Topic(id="states", territories=("SA",), terms={"en": ("Riyadh",)}, inflected=True)
    matcher = Matcher(Taxonomy(topics=(states, WORK)))
    twice = "The price fell. A buyer in Saudi Arabia says that nobody sells, and Saudi Arabia waits."
    assert suggested(twice, matcher=matcher) == [set()]
    assert suggested(twice, WEATHER, twice, WEATHER, twice, matcher=matcher) == [set()] * 5, "two of four"
    assert suggested(twice, twice, twice, matcher=matcher) == [{"states"}] * 3
    once = "The price fell. A buyer in Saudi Arabia says that nobody sells."
    lead = "Saudi Arabia sells. The price fell, and a buyer says that nobody knows why."
    assert suggested(twice, twice, once, lead, matcher=matcher)[2:] == [set(), {"states"}]
    match = f"{twice} The goalkeeper is happy."
    assert suggested(match, match, match, matcher=matcher) == [set()] * 3


def test_a_bird_that_sections_name_is_no_country() -> None:
    matcher = Matcher(Taxonomy(topics=(Topic(id="turkiye", territories=("TR",), terms={}), WORK)))
    bird = "Rub the turkey with salt and let the turkey rest. Turkey is dry if it is hot."
    assert suggested(bird, bird, bird, matcher=matcher) == [set()] * 3


@pytest.mark.parametrize("count", [1, 12])
def test_each_section_gets_its_own_suggestions_in_order(count: int) -> None:
    found = list(suggest_sections(MATCHER, [STRIKE, WEATHER] * count, "en"))
    assert len(found) == 2 * count
    assert [each[0].evidence[0].text for each in found[::2]] == ["walkout"] * count
    assert not any(found[1::2])


def test_a_group_of_most_topics_tells_nothing() -> None:
    assert distinctive_groups({"a": "x", "b": "x", "c": "y", "d": ""}) == {"c": "y"}
