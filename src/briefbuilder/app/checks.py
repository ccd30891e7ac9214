"""Checks a briefing before an export: its content, the language of its texts, its translations, and its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from textwrap import shorten
from typing import TYPE_CHECKING

from briefbuilder.app.export_input import ExportInput, snapshot
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.facts import FactBlock
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Finding, Place, sort_findings
from briefbuilder.domain.passage import PassageLostError, passage_blocks
from briefbuilder.domain.text import one_line, walk_blocks
from briefbuilder.templating.checks import Check

if TYPE_CHECKING:
    from briefbuilder.app.evidence import ItemClaims
    from briefbuilder.app.session import Session
    from briefbuilder.composing.compose import Composition
    from briefbuilder.domain.export_record import LaidOutPages
    from briefbuilder.evidence.claims import TranslationDifference


# Whether texts are in the language that is declared for them, by which they are read aloud, hyphenated and searched.
#
# Only certain cases are reported, by scripts and by a language's most frequent words; no model is loaded for it.

_FEWEST_LETTERS = 40
_CODE: Check = "language-differs"
_OF_EXPORTS = frozenset(
    {"house-text", "house-body-text", "house-box-not-drawn", "house-picture-kind", "house-tabs-in-pdf"}
)
"""The findings on a letterhead document that concern every export on it."""


def language_findings(data: ExportInput) -> tuple[Finding, ...]:
    """Return a finding for each own text, and each quoted article, in another language than declared."""
    severity = data.severity(_CODE)
    return tuple(
        Finding(
            code=_CODE, severity=severity, place=place, parameters={"declared": declared, "language": found}
        )
        for place, declared, text in _declared_texts(data)
        if (found := detect_language(text, declared)) is not None
        and _comparable_language(found) != _comparable_language(declared)
    )


def _declared_texts(data: ExportInput) -> Iterator[tuple[Place, str, str]]:
    quotes: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for part in data.briefing.walk():
        for item in part.items:
            if isinstance(item, OwnText):
                texts = (block.text for block in item.blocks if block.language is None)
                yield Place(part=part.id, item=item.id), data.language, "\n".join(texts)
            elif isinstance(item, Excerpt):
                name = item.passage.article
                quotes.setdefault(name, []).append(item.passage.quote)
                places.setdefault(name, Place(part=part.id, item=item.id, article=name))
    for name, several in quotes.items():
        article = data.articles.get(name)
        if article is not None and article.metadata.language:
            yield places[name], article.metadata.language, "\n".join(several)


@lru_cache(maxsize=4096)  # while a briefing is being written, nearly all texts are those of the last check
def detect_language(text: str, declared: str) -> str | None:
    """Return the language that a text is certainly in, None in case of doubt."""
    from briefbuilder.importers.language import count_scripts, guess_by_function_words, guess_language

    counts = count_scripts(text)
    if sum(counts.values()) < _FEWEST_LETTERS:
        return None
    script, _ = counts.most_common(1)[0]
    if script == "latin":
        return guess_by_function_words(text, _comparable_language(declared))
    if script in {"cyrillic", "arabic", "devanagari"}:
        return None  # Only a model distinguishes the languages of these scripts.
    return guess_language(text)


def _comparable_language(tag: str) -> str:
    return {"no": "nb", "nn": "nb"}.get(main := base_language(tag), main)


# Whether working translations state what their excerpts do.

_TRANSLATION: Check = "translation-differs"
_SENTENCE_SHOWN = 240
"""The characters of each of the two sentences that a finding shows."""


def translation_findings(data: ExportInput) -> tuple[Finding, ...]:
    """Return a finding for each number, date or name in which a working translation differs from its excerpt."""
    severity = data.severity(_TRANSLATION)
    return tuple(
        Finding(code=_TRANSLATION, severity=severity, place=place, parameters=_difference_words(difference))
        for part in data.briefing.walk()
        for item in part.excerpts
        if item.translation
        for place in (Place(part=part.id, item=item.id, article=item.passage.article),)
        for difference in _translation_differences(data, item)
    )


def _translation_differences(data: ExportInput, excerpt: Excerpt) -> tuple[TranslationDifference, ...]:
    from briefbuilder.app.evidence import stated_blocks

    article = data.articles.get(excerpt.passage.article)
    if article is None or not article.metadata.language:
        return ()
    blocks = excerpt.blocks
    if blocks is None:
        try:
            blocks = passage_blocks(article, excerpt.passage)
        except PassageLostError:
            return ()
    return _compare_translation(
        stated_blocks(blocks),
        article.metadata.language,
        stated_blocks(excerpt.translation),
        data.language,
        article.metadata.published,
    )


@lru_cache(maxsize=1024)  # while a briefing is being written, nearly all texts are those of the last check
def _compare_translation(
    original: tuple[FactBlock, ...],
    language: str,
    translation: tuple[FactBlock, ...],
    translated: str,
    day: date | None,
) -> tuple[TranslationDifference, ...]:
    from briefbuilder.app.evidence import load_readers
    from briefbuilder.evidence.claims import can_compare, compare_translation, source_to_compare

    if not original or not translation or not can_compare(language) or not can_compare(translated):
        return ()
    for tag in (language, translated):
        load_readers(tag)
    return compare_translation(
        source_to_compare(original, language, day), source_to_compare(translation, translated, day)
    )


def _difference_words(difference: TranslationDifference) -> dict[str, str]:
    """Return the parameters of a message about a difference."""
    words = {
        "text": one_line(difference.translated or difference.original),
        "translation": shorten(one_line(difference.translated_sentence), _SENTENCE_SHOWN, placeholder=" …"),
        "original": shorten(one_line(difference.original_sentence), _SENTENCE_SHOWN, placeholder=" …"),
    }
    if difference.kind == "differs":
        return {**words, "found": one_line(difference.original)}
    return {**words, "variant": difference.kind}


def check(session: Session, briefing_id: str, audience: str | None = None) -> tuple[Finding, ...]:
    """Return the problems of a briefing before an export, errors first; pages are not laid out."""
    from briefbuilder.app.export_input import with_layout

    return check_input(with_claims(session, with_layout(snapshot(session, briefing_id, audience))))


def with_claims(session: Session, data: ExportInput) -> ExportInput:
    """Return an export's input with the findings on what its own texts state, without what is withheld."""
    from briefbuilder.app.evidence import briefing_claims, claim_findings, name_place

    if not any(isinstance(item, OwnText) for item in data.briefing.items):
        return data
    found = briefing_claims(session, data.briefing.id)
    findings = claim_findings(
        shown_claims(data.briefing, found), data.severity, lambda source: name_place(session, source)
    )
    return replace(data, claims=findings)


def shown_claims(briefing: Briefing, claims: Iterable[ItemClaims]) -> Iterator[ItemClaims]:
    """Yield the claims that are in a briefing, from which items and blocks were left out."""
    items = {item.id: item for item in briefing.items}
    for item_claims in claims:
        item = items.get(item_claims.item)
        if isinstance(item, OwnText):
            names = {block.id for block in walk_blocks(item.blocks)}
            yield replace(
                item_claims, claims=tuple(claim for claim in item_claims.claims if claim.block in names)
            )


def layout_findings(data: ExportInput, pages: LaidOutPages) -> tuple[Finding, ...]:
    """Return the problems that only the pages of a briefing show."""
    from briefbuilder.composing.check import check_lines, check_pages

    return (
        *check_pages(data, pages.page_count, pages.places),
        *check_lines(data, pages.lines),
        *(
            replace(finding, place=_complete_place(data.briefing, finding.place))
            for finding in pages.findings
        ),
    )


def _complete_place(briefing: Briefing, place: Place) -> Place:
    """Return a place with its part: page layout knows parts and items only by their ids."""
    for part in briefing.walk():
        if place.item == part.id:
            return Place(part=part.id)
        if any(place.item == item.id for item in part.items):
            return Place(part=part.id, item=place.item)
    return place


def _letterhead_findings(data: ExportInput) -> Iterator[Finding]:
    """Yield what a letterhead document adds to an export, or what its PDF lacks of it."""
    from briefbuilder.composing.marking import letterhead_label_findings

    layout = data.letterhead
    for finding in layout.findings if layout is not None else ():
        if finding.code in _OF_EXPORTS and layout is not None:
            yield replace(finding, parameters={**finding.parameters, "file": layout.file.name})
    yield from letterhead_label_findings(data)


def check_input(data: ExportInput) -> tuple[Finding, ...]:
    """Return the findings of `check` for an export's input; for jobs, which have no session.

    What own texts state must have been looked up (`with_claims`).
    What a letterhead document adds is found where its layout was read (`export_input.with_layout`).
    """
    return compose_and_check_input(data)[1]


def compose_and_check_input(data: ExportInput) -> tuple[Composition, tuple[Finding, ...]]:
    """Return the composed document of an export's input, and what `check_input` returns."""
    from briefbuilder.composing.check import compose_and_check

    result, findings = compose_and_check(data, data.left_out)
    found = (
        *findings,
        *language_findings(data),
        *translation_findings(data),
        *data.claims,
        *data.unsettled,
        *_letterhead_findings(data),
    )
    return result, sort_findings(found)
