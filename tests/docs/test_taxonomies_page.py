"""The pages on taxonomies and suggestions: examples match, or do not, as they say; keys and scores are the program's."""

from __future__ import annotations

import pytest
import yaml
from tests.docs.markdown_page import codes, examples, page, rows, sections
from tests.narrowing import not_none

from briefbuilder.domain.topics import Suggestion, Taxonomy, Topic
from briefbuilder.tagging import taxonomy as reading
from briefbuilder.tagging.codebooks.formats import ENDINGS
from briefbuilder.tagging.matcher import Matcher

PAGE = page("reference/taxonomies.md") + page("explanation/suggestions.md")
SECTIONS = sections(PAGE)


def _matches(section: str) -> list[tuple[str, str, str, bool]]:
    return [
        (codes(term)[0], language, text, wanted)
        for term, language, found, missed in rows(SECTIONS[section])
        for texts, wanted in ((found, True), (missed, False))
        for text in codes(texts)
    ]


MATCHES = _matches("How terms match")
FORMS = _matches("Lists in dictionary form")
A_SIGN = "a term with a sign*"
WEAK = rows(SECTIONS["Weak terms"])
NAMES = rows(SECTIONS["Names"])
COUNTRIES = rows(SECTIONS["Countries"])
MASKED = rows(SECTIONS["Excluded words"])
SCORES = rows(SECTIONS["Scores and evidence"])


def _suggested(
    terms: tuple[str, ...], language: str, text: str, exclusions: tuple[str, ...] = ()
) -> Suggestion | None:
    topic = Topic(id="topic", terms={language: terms}, exclusions={language: exclusions})
    found = Matcher(Taxonomy(topics=(topic,), languages=(language,))).suggest(text, language)
    return found[0] if found else None


def _repeated(text: str) -> str:
    """Return a text in which a common word is repeated so often that it suggests its topic."""
    return "\n".join([text] * 4)


def test_the_page_has_an_example_for_each_kind_of_match() -> None:
    assert len(MATCHES) >= 24
    assert len(FORMS) == 36
    assert [len(WEAK), len(NAMES), len(MASKED), len(SCORES), len(COUNTRIES)] == [5, 4, 4, 4, 7]


@pytest.mark.parametrize(("term", "language", "text", "wanted"), MATCHES)
def test_terms_match_as_the_page_says(term: str, language: str, text: str, wanted: bool) -> None:
    assert (_suggested((term, A_SIGN), language, _repeated(text)) is not None) == wanted


@pytest.mark.parametrize(("term", "language", "text", "wanted"), FORMS)
def test_lists_in_dictionary_form_match_as_the_page_says(
    term: str, language: str, text: str, wanted: bool
) -> None:
    assert (_suggested((term,), language, _repeated(text)) is not None) == wanted


@pytest.mark.parametrize(("terms", "language", "text", "wanted"), WEAK)
def test_weak_terms_count_as_the_page_says(terms: str, language: str, text: str, wanted: str) -> None:
    found = _suggested(codes(terms), language, codes(text)[0])
    assert ("yes" if found else "no") == wanted


@pytest.mark.parametrize(("term", "lists", "language", "text", "wanted"), NAMES)
def test_names_are_found_as_the_page_says(
    term: str, lists: str, language: str, text: str, wanted: str
) -> None:
    topic = Topic(id="topic", terms=dict.fromkeys(lists.split(", "), codes(term)))
    found = Matcher(Taxonomy(topics=(topic,))).suggest(codes(text)[0], language)
    assert ("yes" if found else "no") == wanted


@pytest.mark.parametrize(("territories", "others", "terms", "text", "wanted"), COUNTRIES)
def test_countries_count_in_company_as_the_page_says(
    territories: str, others: str, terms: str, text: str, wanted: str
) -> None:
    topic = Topic(
        id="topic",
        terms={"en": codes(terms)},
        territories=codes(territories),
        counterparts=codes(others),
        inflected=True,
    )
    found = Matcher(Taxonomy(topics=(topic,))).suggest(codes(text)[0], "en")
    assert ("yes" if found else "no") == wanted


def test_one_list_is_enough_for_a_topic_of_ones_own() -> None:
    topic = Topic(id="topic", terms={"en": ("Rapidus",)}, own=True)
    assert Matcher(Taxonomy(topics=(topic,))).suggest("a fábrica da Rapidus", "pt")


def test_where_one_term_lies_inside_another_the_words_count_once() -> None:
    alone = _suggested(("supply chain",), "en", "the supply chain")
    inside = _suggested(("supply chain", "chain"), "en", "the supply chain")
    assert alone is not None
    assert inside is not None
    assert inside.score == alone.score


@pytest.mark.parametrize(("terms", "exclusions", "language", "text", "wanted"), MASKED)
def test_masked_words_are_passed_over_as_the_page_says(
    terms: str, exclusions: str, language: str, text: str, wanted: str
) -> None:
    found = _suggested(codes(terms), language, codes(text)[0], codes(exclusions))
    assert ("yes" if found else "no") == wanted
    assert _suggested(codes(terms), language, codes(text)[0]) is not None


@pytest.mark.parametrize(("terms", "text", "strength"), SCORES)
def test_suggestions_are_as_strong_as_the_page_says(terms: str, text: str, strength: str) -> None:
    found = _suggested(codes(terms), "en", codes(text)[0])
    assert (found.strength if found else "none") == strength


def test_the_evidence_is_the_words_that_stand_in_the_text() -> None:
    found = not_none(_suggested(("semiconduttor*",), "it", "I Semiconduttori mancano."))
    assert [evidence.text for evidence in found.evidence] == ["Semiconduttori"]


def test_every_key_of_a_taxonomy_is_told_and_no_other() -> None:
    told = {name: [codes(row[0])[0] for row in rows(SECTIONS[name])] for name in ("The file", "A topic")}
    assert told == {"The file": list(reading._TAXONOMY_KEYS), "A topic": list(reading._TOPIC_KEYS)}


def test_the_example_is_a_taxonomy_with_every_key() -> None:
    text = examples(PAGE)[0].text
    taxonomy, faults = reading.parse_taxonomy(text.encode(), "house.yaml")
    assert faults == ()
    assert [topic.id for topic in taxonomy.topics] == ["promotion", "trade-fairs"]
    assert set(yaml.safe_load(text)["topics"][1]) == set(reading._TOPIC_KEYS)


@pytest.mark.parametrize("key", ["version", "topics"])
def test_keys_that_are_needed_are_needed(key: str) -> None:
    written = yaml.safe_load(examples(PAGE)[0].text)
    del written[key]
    _, faults = reading.parse_taxonomy(yaml.safe_dump(written).encode(), "house.yaml")
    assert "taxonomy-key-missing" in {fault.code for fault in faults}


def test_the_endings_that_are_told_are_those_that_are_written() -> None:
    told = [ending for row in rows(SECTIONS["Other formats"]) for ending in codes(row[1])]
    assert sorted(told) == sorted(ENDINGS)
