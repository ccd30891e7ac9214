"""Sample briefings: what they quote, whoever looks at them."""

from __future__ import annotations

import pytest

from briefbuilder.app.resources import Resources
from briefbuilder.app.templates import SampleSources, sample_input, sample_sources
from briefbuilder.domain.briefing import Excerpt


@pytest.fixture(scope="module")
def sources() -> SampleSources:
    return sample_sources(Resources())


@pytest.mark.parametrize(
    ("name", "language"), [("action-memo", "en-US"), ("press-review", "en"), ("press-review", "it")]
)
def test_a_sample_quotes_papers_of_its_own_language_first(
    sources: SampleSources, name: str, language: str
) -> None:
    resources = Resources()
    template = resources.template(name)
    made = sample_input(template, language, sources, resources.profile(template.marking.profile))
    own = language.partition("-")[0]
    quotes_own = [
        [
            sources.articles[item.passage.article].metadata.language == own
            for item in part.items
            if isinstance(item, Excerpt)
        ]
        for part in made.briefing.walk()
    ]
    assert all(of_part == sorted(of_part, reverse=True) for of_part in quotes_own)
    # The front pages and the foreign press may quote other papers only.
    assert sum(any(of_part) for of_part in quotes_own) >= sum(map(bool, quotes_own)) - 2


def test_a_sample_leaves_no_part_of_a_review_empty(sources: SampleSources) -> None:
    resources = Resources()
    template = resources.template("press-review")
    made = sample_input(template, "fr", sources, resources.profile(template.marking.profile))
    held = [part.key for part in made.briefing.walk() if part.items]
    assert {"front-pages", "foreign-press"} <= set(held)


def test_a_sample_of_a_background_note_shows_its_tables(sources: SampleSources) -> None:
    resources = Resources()
    template = resources.template("background-note")
    made = sample_input(template, "it", sources, resources.profile(template.marking.profile))
    (chronology,) = (part for part in made.briefing.parts if part.key == "chronology")
    assert 2 < len(chronology.items) <= 6
    assert all(isinstance(item, Excerpt) and item.dated for item in chronology.items)
    (coverage,) = made.coverage
    assert (coverage.by, coverage.of) == ("outlet", "briefing")
    assert len(coverage.rows) > 1
    assert {("Giappone", "country")} <= {(actor.name, actor.kind) for actor in made.actors}


@pytest.mark.parametrize("language", ["en", "it", "fr", "de", "ja", "ar"])
def test_a_sample_quotes_no_words_that_only_introduce_a_list(sources: SampleSources, language: str) -> None:
    resources = Resources()
    template = resources.template("thematic-briefing")
    made = sample_input(template, language, sources, resources.profile(template.marking.profile))
    (quotations,) = (part for part in made.briefing.parts if part.key == "quotations")
    quotes = [item.passage.quote for item in quotations.items if isinstance(item, Excerpt)]
    assert quotes
    assert not [quote for quote in quotes if quote.rstrip().endswith(":")]
