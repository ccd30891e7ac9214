"""Articles on games, gardens or food name this and that of public affairs, and get no topics for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.app.resources import Resources, load_parts
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import suggest_sections
from briefbuilder.tagging.term_scores import least_in_text
from briefbuilder.tagging.topic_entries import everyday_topics

GAME = (
    (
        "I had been waiting for this sequel since the first trailer, and for the first three hours it looked as if the wait had been worth it. "
        "You wake up in a greenhouse on the moon of a planet that nobody has a name for, you learn to jump, you find a lamp, and a small robot follows "
        "you around and hums. The light is beautiful, the music is better than anything the studio has done before, and I did not mind that "
        "the map was of no use at all, because getting lost was what I had come for."
    ),
    (
        "Then it gets loud. There is a war between the gardeners and the rust, told in letters that lie about in drawers, and at the end "
        "of each chapter stands a siege in which you hold a bridge for ten minutes. None of it is difficult. Weapons feel like toys, an invasion "
        "comes every other evening whether you have slept or not, and after the fourth one I left the pad on the table and made some tea. The war "
        "goes on without you, as it turns out, and the bridge stands."
    ),
    (
        "On the technical side there is little to complain about. The software runs smoothly on every platform that I tried, saves are kept online, "
        "and users who own an old console can take their progress with them. The web page of the studio promises an app that shows the map on a second "
        "screen. I could not try it, since it asked for an account and the account asked for a telephone number, and at that point I remembered "
        "that I have a garden of my own."
    ),
    (
        "What stays is the greenhouse. Weeks later I still think of the tomatoes that grew behind the broken pane, of the door that opened only "
        "when it rained, and of the song that the robot hummed when I sat down on the stairs. If you can find it for half the price, take the first "
        "three hours, walk around, look at everything twice, and stop before the bridge. The rest is noise, and there is plenty of noise to be had "
        "elsewhere for nothing at all."
    ),
    (
        "A word on the cups. There are forty of them, hidden behind stones and under stairs, and each tells a little of the woman who made it. "
        "She had a kiln at the north wall and a daughter who would not learn the trade. I found thirty-one, looked for the others in vain, and was "
        "told by a friend that the last one stands on the table at which you begin, where nobody looks. That is the kind of joke that this "
        "team can tell, and I wish that they had told more of them."
    ),
)
SIEGE = (
    "For the third night the shelling did not stop. The militia holds the bridge, government troops the hills, and aid agencies "
    "say that the humanitarian corridor agreed in the ceasefire exists on paper only. The United Nations special envoy left for "
    "peace talks in Geneva; refugees who reached the border spoke of air strikes, of snipers, and of a hospital without power."
)
WALK = (
    "We went down to the river, had lunch under the chestnut, and walked back by the mill, which somebody has painted blue. "
    "There was hardly anyone about. My sister counted herons, the dog fell asleep in the reeds, and for an hour it "
    "rained so softly that we did not notice until the bread was wet. "
)
HOSPITAL = (
    "The hospital of the valley will lose its wards this year. The emergency department closes in March, surgery in June, and "
    "patients will be driven over the pass. The health service speaks of waiting lists, of nurses who cannot be found and of "
    "a general practitioner in every village; health care for the elderly is to come to their homes."
)

GUIDE = (
    "Users of the platform open the app, sign in with Google or Facebook, and share a video on Instagram, TikTok or YouTube. Social "
    "media reward those who post each day: the algorithm shows the video to other users, and a website or a web shop gets visitors online. "
)
BILL = (
    "The ministry published draft legislation, and parliament will vote on it before the elections. The opposition called for a "
    "referendum, and the constitutional court may have the last word. "
)


@pytest.fixture(scope="module")
def public_affairs(root: Path) -> Taxonomy:
    return load_parts(root / "resources" / "taxonomies" / "diplomacy")


@pytest.fixture(scope="module")
def matcher(public_affairs: Taxonomy) -> Matcher:
    return Matcher(public_affairs)


def found(matcher: Matcher, texts: tuple[str, ...], title: str = "", language: str = "en") -> list[set[str]]:
    return [{each.topic for each in one} for one in suggest_sections(matcher, texts, language, title)]


def test_an_article_with_few_terms_for_its_length_gets_no_topics(matcher: Matcher) -> None:
    assert found(matcher, GAME, "Three hours in the greenhouse") == [set()] * 5
    assert found(matcher, (" ".join(GAME),), "Three hours in the greenhouse") == [set()]


def test_terms_of_the_sections_near_it_show_that_an_article_is_on_public_affairs(
    matcher: Matcher,
) -> None:
    texts = (SIEGE, *GAME[1:])
    assert "armed-conflict" in found(matcher, texts, "Three nights at the bridge")[1]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("The ceasefire and other games", GAME[0]),
        ("", "A ceasefire on the screen: " + GAME[0]),
    ],
)
def test_the_title_or_the_beginning_shows_that_an_article_is_on_public_affairs(
    matcher: Matcher, title: str, first: str
) -> None:
    assert "armed-conflict" in found(matcher, (first, *GAME[1:]), title)[1]


def test_between_few_and_enough_terms_only_strong_topics_are_suggested(matcher: Matcher) -> None:
    strong = "The earthquake was felt at noon. An aftershock followed, and the epicentre lay under the lake."
    possible = "The crash was heard at noon, and two people were injured."
    texts = (strong, possible)
    near = found(matcher, (*texts, WALK), "A day at the lake")
    assert "earthquakes" in near[0]
    assert near[1] == {"accidents"}
    assert found(matcher, (*texts, WALK * 5), "A day at the lake")[:2] == [{"earthquakes"}, set()]
    assert found(matcher, (*texts, WALK * 12), "A day at the lake")[:2] == [set(), set()]


@pytest.mark.parametrize(
    ("texts", "title", "expected"),
    [
        ((GUIDE, WALK), "Social media for beginners", True),
        ((GUIDE, WALK * 16), "Social media for beginners", False),
        ((GUIDE, WALK * 16, BILL), "Social media for beginners", True),
        ((GUIDE, WALK * 16), "A referendum on social media", True),
    ],
)
def test_a_long_guide_on_an_everyday_topic_needs_words_of_other_topics(
    matcher: Matcher, texts: tuple[str, ...], title: str, *, expected: bool
) -> None:
    assert ("digital-policy" in found(matcher, texts, title)[0]) is expected


def test_an_everyday_topic_that_guides_hardly_ever_get_needs_none(matcher: Matcher) -> None:
    texts = (HOSPITAL, WALK * 10)
    assert found(matcher, texts)[0] == {"health-systems"}


def test_a_long_article_without_words_of_other_topics_needs_a_title(matcher: Matcher) -> None:
    texts = (HOSPITAL, WALK * 16)
    assert found(matcher, texts, "A day at the lake")[0] == set()
    assert found(matcher, texts, "Health care in the valley")[0] == {"health-systems"}


def test_everyday_topics_are_topics_that_ship() -> None:
    assert everyday_topics().keys() <= {topic.id for topic in Resources().taxonomy().topics}


def test_own_topics_stay_in_an_article_on_anything(public_affairs: Taxonomy) -> None:
    own = Topic(id="tomatoes", names={"en": "Tomatoes"}, terms={"en": ("tomatoes",)}, own=True)
    matcher = Matcher(Taxonomy(topics=(*public_affairs.topics, own)))
    assert found(matcher, GAME, "Three hours in the greenhouse") == [set(), set(), set(), {"tomatoes"}, set()]


def test_a_list_on_one_subject_tells_nothing_of_an_article_on_another(public_affairs: Taxonomy) -> None:
    few = Taxonomy(topics=tuple(topic for topic in public_affairs.topics if topic.group == "defence"))
    assert found(Matcher(few), GAME)[1] == {"armed-conflict"}


def test_in_a_language_without_terms_few_names_are_no_sign_of_another_subject(
    public_affairs: Taxonomy,
    matcher: Matcher,
) -> None:
    topics = tuple(
        replace(topic, terms={language: terms for language, terms in topic.terms.items() if language != "en"})
        for topic in public_affairs.topics
    )
    nato = (
        "NATO met guests from UNESCO and the IAEA at the NATO office, and NATO paid for dinner. " + WALK * 30
    )
    assert "nato" in found(Matcher(Taxonomy(topics=topics)), (nato,))[0]
    assert found(matcher, (nato,), "A walk")[0] == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "We saw Star Wars again and then Star Wars with the director's comments. Nobody in Star Wars ever eats.",
        ),
        (
            "it",
            "Abbiamo rivisto Guerre stellari: Guerre stellari resta bello, e in Guerre stellari nessuno mangia mai.",
        ),
        (
            "de",
            "Wir haben wieder Krieg der Sterne gesehen, und in Krieg der Sterne isst noch immer niemand etwas.",
        ),
        ("ru", "Мы снова смотрели «Звёздные войны», и в «Звёздных войнах» по-прежнему никто никогда не ест."),
    ],
)
def test_a_film_is_no_war(public_affairs: Taxonomy, language: str, text: str) -> None:
    conflict = next(topic for topic in public_affairs.topics if topic.id == "armed-conflict")
    assert Matcher(Taxonomy(topics=(conflict,))).suggest(text, language) == ()


def test_a_total_war_is_a_war(public_affairs: Taxonomy) -> None:
    text = "The president declares total war on his neighbour, and the capital prepares for a total war."
    conflict = next(topic for topic in public_affairs.topics if topic.id == "armed-conflict")
    assert [found.topic for found in Matcher(Taxonomy(topics=(conflict,))).suggest(text, "en")] == [
        conflict.id
    ]


@pytest.mark.parametrize("words", [100, 300, 1000, 10_000])
def test_longer_texts_need_more_terms(words: int) -> None:
    needed = [
        next(count for count in range(200) if least_in_text(count, n) == 0.0) for n in (words, 2 * words)
    ]
    assert needed[0] < needed[1] < 2 * needed[0] + 3


QUARREL = (
    "{0} declared a truce over the {1}. Since the invasion of the {2}, a ceasefire had lasted for one week."
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("The two sides", "border", "north"), True),
        (("The two sides", "kitchen", "north"), False),
        (("The two sides", "kitchen", "north in 2014"), True),
        (("My grandmother and my aunt", "cake", "kitchen"), False),
        (("The goalkeeper and the referee", "penalty area", "stadium"), False),
    ],
)
def test_words_of_private_life_and_sports_ask_for_more_terms_and_numbers_for_fewer(
    matcher: Matcher, words: tuple[str, ...], expected: bool
) -> None:
    assert bool(matcher.suggest(QUARREL.format(*words), "en")) == expected


def test_words_of_private_life_in_the_sections_near_it_count_against_an_article(
    matcher: Matcher,
) -> None:
    home = "The bride chose the dress, the choir came for the cake, and grandmother played the piano in slippers."
    assert "ceasefires-peace-talks" in found(matcher, (QUARREL, WALK), "An afternoon")[0]
    assert found(matcher, (QUARREL, home), "An afternoon")[0] == set()
    assert "ceasefires-peace-talks" in found(matcher, (QUARREL, home), "The ceasefire")[0]


def test_sanctions_of_a_league_are_no_sanctions_of_a_state() -> None:
    matcher = Resources().matcher(Resources().taxonomy())
    said = "{0} face sanctions after the brawl. The sanctions will be announced on Monday, said {1}."
    banks = matcher.suggest(said.format("Two banks", "the ministry"), "en")
    assert {each.topic for each in banks} == {"sanctions"}
    assert matcher.suggest(said.format("The goalkeeper and the striker", "the referee"), "en") == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On the red carpet the ministers agreed a blanket ban, and Taurus missiles for Kyiv."),
        ("fr", "Les échecs des négociations assombrissent l’anniversaire du traité."),
        ("de", "Firmen investieren, viele Vertriebene wandern aus, und Minen vernichten die Ernte."),
        ("it", "Le batterie restano un punto debole dell’industria."),
        ("pt", "A investigação foi iniciada no aniversário do acordo."),
        ("ru", "Обоим сторонам нужны тесты и солнечная энергия."),
        ("uk", "Шахти працюють на сонячній енергії."),
        ("ar", "ممثل الأمم المتحدة زار مسرح العمليات مع شركات صينية"),
        ("zh", "长沙发布了研发型企业的名单。"),
    ],
)
def test_words_of_public_affairs_are_none_of_private_life(matcher: Matcher, language: str, text: str) -> None:
    assert matcher.find(text, language).off_subject == frozenset()


@pytest.mark.parametrize("text", ["Die Küche", "Der Backofen"])
def test_a_word_of_private_life_counts_once(matcher: Matcher, text: str) -> None:
    assert len(matcher.find(text, "de").off_subject) == 1
