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


def check_required(context: CompositionContext) -> None:
    """Tell of required parts that the briefing does not have at all."""
    inputs = context.inputs
    if inputs.audience is not None:
        return  # What an audience does not get was taken out on purpose.
    there = {part.key for part in inputs.briefing.walk()}
    for spec in inputs.template.parts:
        if isinstance(spec, SourcesPart | ContentsPart) or not spec.required or spec.key in there:
            continue
        if not conditions_met(spec.shown_when, inputs.briefing.fields):
            continue
        context.report("part-required-empty", Place(), part=heading_of(spec, inputs.language))


def check_excerpts(context: CompositionContext) -> None:
    """Tell of excerpts that stand twice, say something else than their source, or bear no valid code."""
    seen: dict[Passage, str] = {}
    for excerpt, place in walk_excerpts(context):
        quote = shorten_quote(excerpt.passage.quote)
        if excerpt.passage in seen:
            context.report("excerpt-duplicate", place, quote=quote, first=seen[excerpt.passage])
        seen.setdefault(excerpt.passage, excerpt.id)
        if is_edited(excerpt, context.inputs.articles.get(excerpt.passage.article)):
            context.report("quotation-differs", place, quote=quote)
        if excerpt.reliability is not None and not _RELIABILITY.match(excerpt.reliability):
            context.report("reliability-invalid", place, reliability=excerpt.reliability)
    if context.inputs.template.sources.reliability:
        _check_reliability(context)


def _check_reliability(context: CompositionContext) -> None:
    """Tell once of each article how many of its excerpts bear no Admiralty code, at the first of them."""
    missing: dict[str, list[Place]] = {}
    for excerpt, place in walk_excerpts(context):
        if excerpt.reliability is None:
            missing.setdefault(excerpt.passage.article, []).append(place)
    for article_id, places in missing.items():
        article = context.inputs.articles.get(article_id)
        name = source_name(article) if article else article_id
        context.report("reliability-missing", places[0], article=name, count=str(len(places)))


def check_lengths(context: CompositionContext) -> None:
    """Tell of parts and of a briefing with more words than the template allows."""
    inputs = context.inputs
    lengths = measure_lengths(inputs.briefing, inputs.template)
    for part in inputs.briefing.walk():
        length = lengths.parts.get(part.id)
        if length is not None and length.over:
            told = {"count": str(length.words), "limit": str(length.limit)}
            context.report("part-too-long", Place(part=part.id), part=heading_text(part, context), **told)
    whole = lengths.whole
    if whole.over:
        context.report("briefing-too-long", Place(), count=str(whole.words), limit=str(whole.limit))


_SHOWN = 80
"""Code points of what was left out that a finding shows."""

_ORDER = {"error": 0, "warning": 1, "hint": 2}


def check(inputs: CompositionInput, left_out: Iterable[WithheldContent] = ()) -> tuple[Finding, ...]:
    """Return all findings on a briefing, the gravest first, each kind in the order of reading.

    `left_out` is what its audience does not get.
    """
    context = CompositionContext(inputs)
    compose_in_context(context)
    check_markings(context)
    check_required(context)
    check_excerpts(context)
    check_sources(context)
    check_lengths(context)
    check_coverage(context)
    _check_release(context, left_out)
    return sort_findings(context.findings)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the gravest first, each kind in the order in which they are given."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def _check_release(context: CompositionContext, left_out: Iterable[WithheldContent]) -> None:
    """Tell what an audience does not get, or that the house's own export holds what is not for everybody."""
    audience = context.inputs.audience
    if audience is None:
        restricted = first_restricted(context.inputs.briefing)
        if restricted is not None:
            context.report("restricted-content", restricted)
        return
    for one in left_out:
        context.report("withheld", one.place, audience=audience, text=" ".join(one.texts)[:_SHOWN])


def check_pages(
    inputs: CompositionInput, page_count: int, places: Mapping[str, tuple[int, float]]
) -> tuple[Finding, ...]:
    """Return the finding on a laid-out briefing that has more pages than its template allows.

    `places` tells the page (from 1) of each part; from a first annex on a new page on, pages do not count.
    """
    context, template = CompositionContext(inputs), inputs.template
    own = page_count
    for part in inputs.briefing.parts:
        spec = template.part(part.key)
        if isinstance(spec, AnnexPart) and spec.new_page and part.id in places:
            own = min(own, places[part.id][0] - 1)
    most = template.limits.pages
    if most is not None and own > most:
        context.report("too-many-pages", Place(), count=str(own), limit=str(most))
    return tuple(context.findings)


def check_lines(inputs: CompositionInput, lines: Mapping[str, int]) -> tuple[Finding, ...]:
    """Return the findings on parts with more lines than the template allows; `lines` counts those of items."""
    context = CompositionContext(inputs)
    for part in inputs.briefing.walk():
        spec = inputs.template.part(part.key)
        if spec is None or isinstance(spec, SourcesPart | ContentsPart) or spec.limit.lines is None:
            continue
        count = sum(lines.get(item.id, 0) for inner in walk_parts((part,)) for item in inner.items)
        if count > spec.limit.lines:
            name, limit = heading_text(part, context), str(spec.limit.lines)
            context.report(
                "part-too-many-lines", Place(part=part.id), part=name, count=str(count), limit=limit
            )
    return tuple(context.findings)
