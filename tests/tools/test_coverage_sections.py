"""The sections on which the coverage of the shipped topics is measured."""

from __future__ import annotations

from collections import Counter

from bench.coverage import SETS, LabelledSection, count, equals, read_sections, read_set, read_unrelated

from briefbuilder.app.resources import Resources


def test_the_sections_name_topics_that_ship() -> None:
    shipped = {topic.id for topic in Resources().taxonomy().topics}

    sections = [*read_sections(), *(each for name in SETS for each in read_set(name))]
    named = {topic for section in sections for topic in {*section.about, *section.also}}

    assert named - shipped == set()


def test_each_language_has_as_many_sections_and_the_halves_are_alike() -> None:
    sections = read_sections()

    assert set(Counter(each.language for each in sections).values()) == {30}
    assert len(Counter(each.language for each in sections)) == 12
    assert {half: number > 150 for half, number in Counter(each.half for each in sections).items()} == {
        "A": True,
        "B": True,
    }
    assert len({each.id for each in sections}) == len(sections)


def test_the_varied_sections_are_ten_in_each_language_and_equal_halves() -> None:
    sections = read_set("varied")

    assert set(Counter(each.language for each in sections).values()) == {10}
    assert Counter(each.half for each in sections) == {"A": 60, "B": 60}
    assert len({each.id for each in sections}) == len(sections) == 120


def test_the_general_sections_are_on_diplomacy_or_on_nothing_of_it_in_each_language() -> None:
    sections = read_set("general")

    assert Counter(bool(each.about) for each in sections) == {True: 150, False: 100}
    for is_about in (True, False):
        languages = Counter(each.language for each in sections if bool(each.about) == is_about)
        assert len(languages) == 12
        assert min(languages.values()) >= 8
    assert len({each.id for each in sections}) == len(sections)


def test_a_suggestion_is_right_wrong_or_no_mistake() -> None:
    text = "A court sentenced the minister to six years in jail for taking bribes."

    counts = count([LabelledSection("en-x", "en", ("corruption",), frozenset({"criminal-trials"}), text)])
    others = count([LabelledSection("en-y", "en", ("climate-policy",), frozenset(), text)])

    assert (counts.found, counts.missed, others.found, others.missed) == (1, 0, 0, 1)
    assert counts.right > 1
    assert others.right == 0
    assert others.wrong == counts.right + counts.wrong


def test_suggestions_for_sections_without_topics_are_noise() -> None:
    counts = count([LabelledSection("en-z", "en", (), frozenset(), "The general election of a pope.")])

    assert (counts.noise, counts.disturbed, counts.sections) == (1, 1, 0)


def test_equal_topics_of_two_taxonomies_stand_for_each_other() -> None:
    assert "sanctions-policy" in equals("sanctions")
    assert equals("gaza") == {"gaza"}


def test_unrelated_sections_are_in_each_language_and_on_nothing_of_diplomacy() -> None:
    found = read_unrelated()

    assert {name: len(found[name]) for name in ("unrelated", "leisure", "general")} == {
        "unrelated": 100,
        "leisure": 24,
        "general": 100,
    }
    assert min(Counter(each.language for each in found["unrelated"]).values()) >= 8
    assert set(Counter(each.language for each in found["leisure"]).values()) == {2}
    assert not any(each.about for sections in found.values() for each in sections)
