"""A passage with several topics is listed once, unless the template repeats it."""

from __future__ import annotations

from briefbuilder.composing.gather import distribute_passages
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag

TOPICS = ("one", "two")


def passage(name: str) -> Passage:
    return Passage(article="a", blocks=(name,), start=0, end=1, quote=name)


def tag(name: str, topic: str, score: float | None) -> Tag:
    return Tag(id=f"{name}-{topic}", topic=topic, passage=passage(name), score=score)


def shares(*tags: Tag, repeat: bool = False) -> dict[str, list[str]]:
    shared = distribute_passages(TOPICS, tags, repeat=repeat)
    return {topic: [one.quote for one in passages] for topic, passages in shared.items()}


BOTH = (tag("x", "one", 0.4), tag("x", "two", 0.9), tag("y", "one", 0.5))


def test_the_higher_score_decides() -> None:
    assert shares(*BOTH) == {"one": ["y"], "two": ["x"]}


def test_the_users_own_tag_outweighs_every_suggestion() -> None:
    assert shares(tag("x", "one", None), tag("z", "one", 0.1), tag("x", "two", 1.0)) == {
        "one": ["x", "z"],
        "two": [],
    }


def test_of_two_alike_the_first_topic_has_it() -> None:
    assert shares(tag("x", "two", 0.5), tag("x", "one", 0.5), tag("z", "two", 0.1)) == {
        "one": ["x"],
        "two": ["z"],
    }


def test_of_two_alike_the_more_specific_topic_has_it() -> None:
    assert shares(tag("x", "one", None), tag("y", "one", None), tag("x", "two", None)) == {
        "one": ["y"],
        "two": ["x"],
    }


def test_a_passage_is_listed_once_even_if_that_leaves_topics_empty() -> None:
    topics = tuple(f"t{number}" for number in range(7))
    tags = tuple(tag("x", topic, None) for topic in topics)
    shared = distribute_passages(topics, tags, repeat=False)
    assert [topic for topic, passages in shared.items() if passages] == ["t0"]
    assert shares(tag("x", "one", 0.4), tag("x", "two", 0.9)) == {"one": [], "two": ["x"]}


def test_a_topic_of_all_passages_gets_those_on_several_of_the_others() -> None:
    topics = ("chips", "controls", "taiwan")
    named = {
        "a": topics,
        "b": topics,
        "c": ("chips", "controls"),
        "d": ("chips", "taiwan"),
        "e": ("chips", "taiwan"),
    }
    tags = tuple(tag(name, topic, None) for name, about in named.items() for topic in about)
    shared = distribute_passages(topics, tags, repeat=False)
    assert {topic: "".join(one.quote for one in passages) for topic, passages in shared.items()} == {
        "chips": "ab",
        "controls": "c",
        "taiwan": "de",
    }


def test_a_topic_of_all_passages_stays_empty_if_each_is_on_one_other() -> None:
    tags = tuple(tag(name, topic, None) for name, other in ("xo", "yt", "zo") for topic in ("all", other))
    shared = distribute_passages(("all", "o", "t"), tags, repeat=False)
    assert {topic: len(passages) for topic, passages in shared.items()} == {"all": 0, "o": 2, "t": 1}


def test_a_template_may_repeat_passages() -> None:
    assert shares(*BOTH, repeat=True) == {"one": ["x", "y"], "two": ["x"]}


def test_other_topics_take_nothing_away() -> None:
    assert shares(tag("x", "one", 0.1), tag("x", "other", 1.0)) == {"one": ["x"], "two": []}
