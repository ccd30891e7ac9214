"""The checks of a briefing before an export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations

from briefbuilder.composing.compose import Composition, compose_in_context
from briefbuilder.composing.context import CompositionContext
from briefbuilder.composing.gather import check_coverage, contains, text_or_passage
from briefbuilder.composing.input import CompositionInput
from briefbuilder.composing.lengths import measure_lengths
from briefbuilder.composing.marking import check_markings
from briefbuilder.composing.outline import heading_text
from briefbuilder.composing.quotations import is_edited
from briefbuilder.composing.release import WithheldContent, first_restricted
from briefbuilder.composing.sources import check_sources, source_name, walk_excerpts
from briefbuilder.composing.typography import shorten_quote
from briefbuilder.domain.briefing import Excerpt, walk_parts
from briefbuilder.domain.notices import Finding, Place, sort_findings
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.templating.parts import (
    AnnexPart,
    ChronologyPart,
    ContentsPart,
    SourcesPart,
    TemplatePart,
    heading_of,
)
from briefbuilder.templating.values import conditions_met

_RELIABILITY = lazy_pattern(r"[A-F][1-6]\Z")
"""An Admiralty code: reliability of the source A to F, credibility of the content 1 to 6."""

_SHOWN_LENGTH = 80
"""The length of withheld text that a finding shows, in code points."""


def check_required(context: CompositionContext) -> None:
    """Report required parts that are missing from the briefing."""
    inputs = context.inputs
    if inputs.audience is not None:
        return  # Restricted parts were removed on purpose.
    existing = {part.key for part in inputs.briefing.walk()}
    for spec in inputs.template.all_parts:
        if isinstance(spec, SourcesPart | ContentsPart) or not spec.required or spec.key in existing:
            continue
        if not conditions_met(spec.shown_when, inputs.briefing.fields):
            continue
        context.report("part-required-empty", Place(), part=heading_of(spec, inputs.language))


def check_excerpts(context: CompositionContext) -> None:
    """Report duplicate excerpts, quotations that differ from their source, and invalid Admiralty codes."""
    _check_duplicates(context)
    for excerpt, place in walk_excerpts(context):
        if is_edited(excerpt, context.inputs.articles.get(excerpt.passage.article)):
            context.report("quotation-differs", place, quote=shorten_quote(excerpt.passage.quote))
        if excerpt.reliability is not None and not _RELIABILITY.match(excerpt.reliability):
            context.report("reliability-invalid", place, reliability=excerpt.reliability)
    if context.inputs.template.sources.reliability:
        _check_reliability(context)


def _check_duplicates(context: CompositionContext) -> None:
    """Report excerpts with the words of an earlier one, or with a part of those of another one."""
    template, parts = context.inputs.template, tuple(context.inputs.briefing.walk())
    # They repeat what other parts quote.
    chronologies = {part.id for part in parts if isinstance(template.part(part.key), ChronologyPart)}
    repeating = {part.id for part in parts if part.key in template.repeating_parts}
    once = [excerpt for excerpt, place in walk_excerpts(context) if place.part not in repeating]
    wholes = _within_others(once)
    seen: dict[Passage | str, str] = {}
    for excerpt, place in walk_excerpts(context):
        if place.part not in chronologies:
            first = seen.setdefault(text_or_passage(excerpt.passage), excerpt.id)
            if first == excerpt.id:
                first = wholes.get(excerpt.id, first)
            if first != excerpt.id:
                quote = shorten_quote(excerpt.passage.quote)
                context.report("excerpt-duplicate", place, quote=quote, first=first)


def _within_others(excerpts: Iterable[Excerpt]) -> dict[str, str]:
    """Return the excerpts that are within a longer one, each with the longest; both by their ids."""
    by_block: dict[tuple[str, str], list[Excerpt]] = {}
    for excerpt in excerpts:
        for block in excerpt.passage.blocks:
            by_block.setdefault((excerpt.passage.article, block), []).append(excerpt)
    longest: dict[str, Excerpt] = {}
    for near in by_block.values():
        for outer, inner in permutations(near, 2):
            if contains(outer.passage, inner.passage):
                longest[inner.id] = max(
                    longest.get(inner.id, outer), outer, key=lambda one: len(one.passage.quote)
                )
    return {name: outer.id for name, outer in longest.items()}


def _check_reliability(context: CompositionContext) -> None:
    """Report for each article how many excerpts have no Admiralty code, at the first of them."""
    missing: dict[str, list[Place]] = {}
    for excerpt, place in walk_excerpts(context):
        if excerpt.reliability is None:
            missing.setdefault(excerpt.passage.article, []).append(place)
    for article_id, places in missing.items():
        article = context.inputs.articles.get(article_id)
        name = source_name(article) if article else article_id
        context.report("reliability-missing", places[0], article=name, count=str(len(places)))


def check_lengths(context: CompositionContext) -> None:
    """Report parts and briefings with more words than the template allows."""
    inputs = context.inputs
    lengths = measure_lengths(inputs.briefing, inputs.template)
    for part in inputs.briefing.walk():
        length = lengths.parts.get(part.id)
        if length is not None and length.over:
            counts = {"count": str(length.words), "limit": str(length.limit)}
            context.report("part-too-long", Place(part=part.id), part=heading_text(part, context), **counts)
    whole = lengths.whole
    if whole.over:
        context.report("briefing-too-long", Place(), count=str(whole.words), limit=str(whole.limit))


def check(inputs: CompositionInput, left_out: Iterable[WithheldContent] = ()) -> tuple[Finding, ...]:
    """Return all findings on a briefing, errors first and each severity in reading order.

    `left_out` is the content withheld from the audience.
    """
    return compose_and_check(inputs, left_out)[1]


def compose_and_check(
    inputs: CompositionInput, left_out: Iterable[WithheldContent]
) -> tuple[Composition, tuple[Finding, ...]]:
    """Compose a briefing; return its document and what `check` returns."""
    context = CompositionContext(inputs)
    result = compose_in_context(context)
    check_markings(context)
    check_required(context)
    check_excerpts(context)
    check_sources(context)
    check_lengths(context)
    check_coverage(context)
    _check_release(context, left_out)
    return result, sort_findings(context.findings)


def _check_release(context: CompositionContext, left_out: Iterable[WithheldContent]) -> None:
    """Report content withheld from an audience, or restricted content of an internal export."""
    audience = context.inputs.audience
    if audience is None:
        restricted = first_restricted(context.inputs.briefing)
        if restricted is not None:
            context.report("restricted-content", restricted)
        return
    for content in left_out:
        article = context.inputs.articles.get(content.place.article or "")
        # A picture has no words.
        text = " ".join(content.texts) or (article.metadata.title if article else "")
        context.report("withheld", content.place, audience=audience, text=text[:_SHOWN_LENGTH])


def has_page_limits(inputs: CompositionInput) -> bool:
    """Return whether the template limits the pages or the lines of a briefing, which only its layout shows."""
    specs = (inputs.template.part(part.key) for part in inputs.briefing.walk())
    return inputs.template.limits.pages is not None or any(map(_limits_lines, specs))


def _limits_lines(spec: TemplatePart | None) -> bool:
    return not (spec is None or isinstance(spec, SourcesPart | ContentsPart) or spec.limit.lines is None)


def check_pages(
    inputs: CompositionInput, page_count: int, places: Mapping[str, tuple[int, float]]
) -> tuple[Finding, ...]:
    """Return a finding if a laid-out briefing has more pages than its template allows.

    `places` has the page (from 1) and position of each part; pages of annexes do not count.
    """
    context, template = CompositionContext(inputs), inputs.template
    own = page_count
    for part in inputs.briefing.parts:
        spec = template.part(part.key)
        if isinstance(spec, AnnexPart) and spec.starts_page and part.id in places:
            own = min(own, places[part.id][0] - 1)
    most = template.limits.pages
    if most is not None and own > most:
        context.report("too-many-pages", Place(), count=str(own), limit=str(most))
    return tuple(context.findings)


def check_lines(inputs: CompositionInput, lines: Mapping[str, int]) -> tuple[Finding, ...]:
    """Return the findings on parts with more lines than the template allows; `lines` has the lines of each item."""
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
