"""What is to be known before a briefing is exported; errors come first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefbuilder.composing.compose import compose_in_context
from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.gather import check_coverage
from briefbuilder.composing.input import CompositionInput
from briefbuilder.composing.lengths import measure_lengths
from briefbuilder.composing.marking import check_markings
from briefbuilder.composing.outline import heading_text
from briefbuilder.composing.quotations import is_edited
from briefbuilder.composing.release import WithheldContent, first_restricted
from briefbuilder.composing.sources import check_sources, source_name, walk_excerpts
from briefbuilder.composing.typography import shorten_quote
from briefbuilder.domain.briefing import walk_parts
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.passage import Passage
from briefbuilder.templating.parts import AnnexPart, ContentsPart, SourcesPart, heading_of
from briefbuilder.templating.values import conditions_met

# The rules of a briefing beyond what composing it shows: required parts, repetitions, codes, lengths.

_RELIABILITY = re.compile(r"[A-F][1-6]\Z")
"""An Admiralty code: reliability of the source A to F, credibility of the content 1 to 6."""


def check_required(ledger: CompositionContext) -> None:
    """Tell of required parts that the briefing does not have at all."""
    material = ledger.inputs
    if material.audience is not None:
        return  # What an audience does not get was taken out on purpose.
    there = {part.key for part in material.briefing.walk()}
    for spec in material.template.parts:
        if isinstance(spec, SourcesPart | ContentsPart) or not spec.required or spec.key in there:
            continue
        if not conditions_met(spec.shown_when, material.briefing.fields):
            continue
        ledger.find("part-required-empty", Place(), part=heading_of(spec, material.language))


def check_excerpts(ledger: CompositionContext) -> None:
    """Tell of excerpts that stand twice, say something else than their source, or bear no valid code."""
    seen: dict[Passage, str] = {}
    for excerpt, place in walk_excerpts(ledger):
        quote = shorten_quote(excerpt.passage.quote)
        if excerpt.passage in seen:
            ledger.find("excerpt-duplicate", place, quote=quote, first=seen[excerpt.passage])
        seen.setdefault(excerpt.passage, excerpt.id)
        if is_edited(excerpt, ledger.inputs.articles.get(excerpt.passage.article)):
            ledger.find("quotation-differs", place, quote=quote)
        if excerpt.reliability is not None and not _RELIABILITY.match(excerpt.reliability):
            ledger.find("reliability-invalid", place, reliability=excerpt.reliability)
    if ledger.inputs.template.sources.reliability:
        _check_reliability(ledger)


def _check_reliability(ledger: CompositionContext) -> None:
    """Tell once of each article how many of its excerpts bear no Admiralty code, at the first of them."""
    missing: dict[str, list[Place]] = {}
    for excerpt, place in walk_excerpts(ledger):
        if excerpt.reliability is None:
            missing.setdefault(excerpt.passage.article, []).append(place)
    for article_id, places in missing.items():
        article = ledger.inputs.articles.get(article_id)
        name = source_name(article) if article else article_id
        ledger.find("reliability-missing", places[0], article=name, count=str(len(places)))


def check_lengths(ledger: CompositionContext) -> None:
    """Tell of parts and of a briefing with more words than the template allows."""
    material = ledger.inputs
    lengths = measure_lengths(material.briefing, material.template)
    for part in material.briefing.walk():
        length = lengths.parts.get(part.id)
        if length is not None and length.over:
            told = {"count": str(length.words), "limit": str(length.limit)}
            ledger.find("part-too-long", Place(part=part.id), part=heading_text(part, ledger), **told)
    whole = lengths.whole
    if whole.over:
        ledger.find("briefing-too-long", Place(), count=str(whole.words), limit=str(whole.limit))


_SHOWN = 80
"""Code points of what was left out that a finding shows."""

_ORDER = {"error": 0, "warning": 1, "hint": 2}


def check(material: CompositionInput, left_out: Iterable[WithheldContent] = ()) -> tuple[Finding, ...]:
    """Return all findings on a briefing, the gravest first, each kind in the order of reading.

    `left_out` is what its audience does not get.
    """
    ledger = CompositionContext(material)
    compose_in_context(ledger)
    check_markings(ledger)
    check_required(ledger)
    check_excerpts(ledger)
    check_sources(ledger)
    check_lengths(ledger)
    check_coverage(ledger)
    _check_release(ledger, left_out)
    return sort_findings(ledger.findings)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the gravest first, each kind in the order in which they are given."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def _check_release(ledger: CompositionContext, left_out: Iterable[WithheldContent]) -> None:
    """Tell what an audience does not get, or that the house's own export holds what is not for everybody."""
    audience = ledger.inputs.audience
    if audience is None:
        restricted = first_restricted(ledger.inputs.briefing)
        if restricted is not None:
            ledger.find("restricted-content", restricted)
        return
    for one in left_out:
        ledger.find("withheld", one.place, audience=audience, text=" ".join(one.texts)[:_SHOWN])


def check_pages(
    material: CompositionInput, page_count: int, places: Mapping[str, tuple[int, float]]
) -> tuple[Finding, ...]:
    """Return the finding on a laid-out briefing that has more pages than its template allows.

    `places` tells the page (from 1) of each part; from a first annex on a new page on, pages do not count.
    """
    ledger, template = CompositionContext(material), material.template
    own = page_count
    for part in material.briefing.parts:
        spec = template.part(part.key)
        if isinstance(spec, AnnexPart) and spec.new_page and part.id in places:
            own = min(own, places[part.id][0] - 1)
    most = template.limits.pages
    if most is not None and own > most:
        ledger.find("too-many-pages", Place(), count=str(own), limit=str(most))
    return tuple(ledger.findings)


def check_lines(material: CompositionInput, lines: Mapping[str, int]) -> tuple[Finding, ...]:
    """Return the findings on parts with more lines than the template allows; `lines` counts those of items."""
    ledger = CompositionContext(material)
    for part in material.briefing.walk():
        spec = material.template.part(part.key)
        if spec is None or isinstance(spec, SourcesPart | ContentsPart) or spec.limit.lines is None:
            continue
        count = sum(lines.get(item.id, 0) for inner in walk_parts((part,)) for item in inner.items)
        if count > spec.limit.lines:
            name, limit = heading_text(part, ledger), str(spec.limit.lines)
            ledger.find("part-too-many-lines", Place(part=part.id), part=name, count=str(count), limit=limit)
    return tuple(ledger.findings)
