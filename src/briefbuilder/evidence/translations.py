"""Compare what a translation states with its original: numbers, dates and names.

What differs is shown with what the original has there. What only one of the two has is shown where it is a number or a
date in figures: in words ("a couple of", "the year before") translations say it too differently.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Literal

from briefbuilder.domain.facts import Claim, FactBlock, FactSource, Period
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.evidence.claims import check_claims
from briefbuilder.evidence.facts import read_facts
from briefbuilder.evidence.name_comparison import is_one_letter_off
from briefbuilder.evidence.quantities import EAST_ASIAN
from briefbuilder.evidence.quantity_words import listed_words
from briefbuilder.evidence.words import sentences_of, words_of
from briefbuilder.locales.data import base_language

Difference = Literal["differs", "added", "missing"]
_FIGURES = lazy_pattern(r"\d+")
_MATCHED = frozenset({"found", "rounded", "doubtful"})


@value
class TranslationDifference:
    """Words of a translation and those of its original that state something else, each with its sentence.

    `translated` is empty for what is missing in the translation, `original` for what was added there.
    """

    kind: Difference
    translated: str
    original: str
    translated_sentence: str
    original_sentence: str


def can_compare(language: str) -> bool:
    """Return whether the numbers and dates of a language (BCP 47) are read, in words too."""
    tag = base_language(language)
    return tag in EAST_ASIAN or bool(listed_words(tag))


def compare_translation(original: FactSource, translation: FactSource) -> tuple[TranslationDifference, ...]:
    """Return what a translation states otherwise than its original, then what it lacks; equal ones once."""
    stated = _claims(translation, original)
    meant = _claims(original, translation)
    differing = [claim for claim in stated if claim.outcome == "different"]
    shown = {(place.block, place.start) for claim in differing for place in claim.sources[:1]}
    found = [
        _difference("differs", claim, claim.sources[0].text, translation, original, stated)
        for claim in differing
        if _is_told_apart(claim, translation, original)
    ]
    found += [
        _difference("added", claim, "", translation, original, stated)
        for claim in stated
        if claim.outcome == "not-found" and _is_only_here(claim, original)
    ]
    found += [
        _difference("missing", claim, "", original, translation, meant)
        for claim in meant
        if claim.outcome in {"different", "not-found"}
        and (claim.block, claim.start) not in shown
        and _is_only_here(claim, translation)
    ]
    return tuple(dict.fromkeys(found))


def source_to_compare(blocks: Sequence[FactBlock], language: str, day: date | None) -> FactSource:
    """Return a text with its facts; `day` is that of the article, from which "on Friday" counts in a translation, too."""
    facts = tuple(fact for fact in read_facts(blocks, language, day) if fact.kind != "quotation")
    # Without a day of its own, a date that is the article's day is compared as any other.
    return FactSource(article="", language=language, day=None, blocks=blocks, facts=facts, cited=True)


def _claims(text: FactSource, other: FactSource) -> tuple[Claim, ...]:
    """Return what a text states and what another says of it."""
    return check_claims(text.blocks, text.language, None, (other,), stated=text.facts)


def _difference(
    kind: Difference,
    claim: Claim,
    other_words: str,
    text: FactSource,
    other: FactSource,
    claims: Sequence[Claim],
) -> TranslationDifference:
    """Return a difference; `claims` are those of the text in which the claim stands."""
    sentence = _sentence_at(text, claim.block, claim.start)
    if claim.sources:
        place = claim.sources[0]
        other_sentence = _sentence_at(other, place.block, place.start)
    else:
        other_sentence = _sentence_beside(claim, text, other, claims)
    if kind == "missing":
        return TranslationDifference(
            kind=kind,
            translated="",
            original=claim.text,
            translated_sentence=other_sentence,
            original_sentence=sentence,
        )
    return TranslationDifference(
        kind=kind,
        translated=claim.text,
        original=other_words,
        translated_sentence=sentence,
        original_sentence=other_sentence,
    )


def _is_told_apart(claim: Claim, text: FactSource, other: FactSource) -> bool:
    """Return whether what differs is an error rather than the same in other words.

    A name must be one letter off in one word, which no name in another script is, and not by the ending of a plural. Of
    dates without figures only days and months are compared: "this year" may be "2026", or the nearest to what is not meant.
    """
    words, others = claim.text, claim.sources[0].text
    match claim.kind:
        case "name":
            mine, theirs = words_of(words), words_of(others)
            return is_one_letter_off(mine, theirs) and any(
                one.rstrip("s") != two.rstrip("s") for one, two in zip(mine, theirs, strict=True)
            )
        case "date":
            place = claim.sources[0]
            grains = {_grain_at(text, claim.block, claim.start), _grain_at(other, place.block, place.start)}
            in_figures = bool(_FIGURES.search(words)) and bool(_FIGURES.search(others))
            return in_figures or (len(grains) == 1 and grains <= {"day", "month"})
        case _:
            return True


def _grain_at(text: FactSource, block: str, at: int) -> str:
    """Return how exact the date is that begins at a place."""
    stated = (fact.stated for fact in text.facts if fact.block == block and fact.start == at)
    return next((each.grain for each in stated if isinstance(each, Period)), "")


def _is_only_here(claim: Claim, other: FactSource) -> bool:
    """Return whether a number or date is in figures, of which the other text has some nowhere, not as a name either."""
    figures = _figures(claim.text)
    return (
        claim.kind in {"quantity", "date"}
        and sum(map(len, figures)) > 1
        and not any(figures <= _figures(block.text) for block in other.blocks)
    )


def _figures(text: str) -> frozenset[str]:
    """Return the rows of figures of a text, in those of ASCII."""
    return frozenset("".join(str(unicodedata.digit(one)) for one in row) for row in _FIGURES.findall(text))


def _sentence_at(text: FactSource, block: str, at: int) -> str:
    """Return the sentence of a text that stands at a place."""
    words = next(each.text for each in text.blocks if each.id == block)
    kept = ((fact.start, fact.end) for fact in text.facts if fact.block == block)
    return next(words[start:end].strip() for start, end in sentences_of(words, kept) if at < end)


def _sentence_beside(claim: Claim, text: FactSource, other: FactSource, claims: Sequence[Claim]) -> str:
    """Return the sentence of the other text that has what stands nearest to a claim, else the one at the same place."""
    beside = [
        each for each in claims if each.block == claim.block and each.outcome in _MATCHED and each.sources
    ]
    if beside:
        place = min(beside, key=lambda each: abs(each.start - claim.start)).sources[0]
        return _sentence_at(other, place.block, place.start)
    at = [block.id for block in text.blocks].index(claim.block)
    block = other.blocks[min(at, len(other.blocks) - 1)]
    share = claim.start / len(text.blocks[at].text)
    return _sentence_at(other, block.id, int(share * len(block.text)))
