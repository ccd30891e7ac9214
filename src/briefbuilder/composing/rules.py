"""The rules of a briefing beyond what composing it shows: required parts, repetitions, codes, lengths."""

from __future__ import annotations

import re

from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.lengths import lengths_of
from briefbuilder.composing.outline import heading_text
from briefbuilder.composing.quotations import is_edited
from briefbuilder.composing.sourcing import excerpts, source_name
from briefbuilder.composing.typography import beginning
from briefbuilder.domain.notices import Place
from briefbuilder.domain.passage import Passage
from briefbuilder.templating.parts import ContentsPart, SourcesPart, heading_of
from briefbuilder.templating.values import holds

_RELIABILITY = re.compile(r"[A-F][1-6]\Z")
"""An Admiralty code: reliability of the source A to F, credibility of the content 1 to 6."""


def check_required(ledger: Ledger) -> None:
    """Tell of required parts that the briefing does not have at all."""
    material = ledger.material
    if material.audience is not None:
        return  # What an audience does not get was taken out on purpose.
    there = {part.key for part in material.briefing.walk()}
    for spec in material.template.parts:
        if isinstance(spec, SourcesPart | ContentsPart) or not spec.required or spec.key in there:
            continue
        if not holds(spec.shown_when, material.briefing.fields):
            continue
        ledger.find("part-required-empty", Place(), part=heading_of(spec, material.language))


def check_excerpts(ledger: Ledger) -> None:
    """Tell of excerpts that stand twice, say something else than their source, or bear no valid code."""
    seen: dict[Passage, str] = {}
    for excerpt, place in excerpts(ledger):
        quote = beginning(excerpt.passage.quote)
        if excerpt.passage in seen:
            ledger.find("excerpt-duplicate", place, quote=quote, first=seen[excerpt.passage])
        seen.setdefault(excerpt.passage, excerpt.id)
        if is_edited(excerpt, ledger.material.articles.get(excerpt.passage.article)):
            ledger.find("quotation-differs", place, quote=quote)
        if excerpt.reliability is not None and not _RELIABILITY.match(excerpt.reliability):
            ledger.find("reliability-invalid", place, reliability=excerpt.reliability)
    if ledger.material.template.sources.reliability:
        _check_reliability(ledger)


def _check_reliability(ledger: Ledger) -> None:
    """Tell once of each article how many of its excerpts bear no Admiralty code, at the first of them."""
    missing: dict[str, list[Place]] = {}
    for excerpt, place in excerpts(ledger):
        if excerpt.reliability is None:
            missing.setdefault(excerpt.passage.article, []).append(place)
    for article_id, places in missing.items():
        article = ledger.material.articles.get(article_id)
        name = source_name(article) if article else article_id
        ledger.find("reliability-missing", places[0], article=name, count=str(len(places)))


def check_lengths(ledger: Ledger) -> None:
    """Tell of parts and of a briefing with more words than the template allows."""
    material = ledger.material
    lengths = lengths_of(material.briefing, material.template)
    for part in material.briefing.walk():
        length = lengths.parts.get(part.id)
        if length is not None and length.over:
            told = {"count": str(length.words), "limit": str(length.most)}
            ledger.find("part-too-long", Place(part=part.id), part=heading_text(part, ledger), **told)
    whole = lengths.whole
    if whole.over:
        ledger.find("briefing-too-long", Place(), count=str(whole.words), limit=str(whole.most))
