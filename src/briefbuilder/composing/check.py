"""What is to be known before a briefing is exported; errors come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefbuilder.composing.compose import composition_of
from briefbuilder.composing.coverage import check_coverage
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.marks import check_marks
from briefbuilder.composing.material import Material
from briefbuilder.composing.outline import heading_text
from briefbuilder.composing.release import LeftOut, first_restricted
from briefbuilder.composing.rules import check_excerpts, check_lengths, check_required
from briefbuilder.composing.sourcing import check_sources
from briefbuilder.domain.briefing import walk
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.templating.parts import AnnexPart, ContentsPart, SourcesPart

_SHOWN = 80
"""Code points of what was left out that a finding shows."""

_ORDER = {"error": 0, "warning": 1, "hint": 2}


def check(material: Material, left_out: Iterable[LeftOut] = ()) -> tuple[Finding, ...]:
    """Return all findings on a briefing, the gravest first, each kind in the order of reading.

    `left_out` is what its audience does not get.
    """
    ledger = Ledger(material)
    composition_of(ledger)
    check_marks(ledger)
    check_required(ledger)
    check_excerpts(ledger)
    check_sources(ledger)
    check_lengths(ledger)
    check_coverage(ledger)
    _check_release(ledger, left_out)
    return in_order(ledger.findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the gravest first, each kind in the order in which they are given."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def _check_release(ledger: Ledger, left_out: Iterable[LeftOut]) -> None:
    """Tell what an audience does not get, or that the house's own export holds what is not for everybody."""
    audience = ledger.material.audience
    if audience is None:
        restricted = first_restricted(ledger.material.briefing)
        if restricted is not None:
            ledger.find("restricted-content", restricted)
        return
    for one in left_out:
        ledger.find("withheld", one.place, audience=audience, text=" ".join(one.texts)[:_SHOWN])


def check_pages(
    material: Material, page_count: int, places: Mapping[str, tuple[int, float]]
) -> tuple[Finding, ...]:
    """Return the finding on a laid-out briefing that has more pages than its template allows.

    `places` tells the page (from 1) of each part; from a first annex on a new page on, pages do not count.
    """
    ledger, template = Ledger(material), material.template
    own = page_count
    for part in material.briefing.parts:
        spec = template.part(part.key)
        if isinstance(spec, AnnexPart) and spec.new_page and part.id in places:
            own = min(own, places[part.id][0] - 1)
    most = template.limits.pages
    if most is not None and own > most:
        ledger.find("too-many-pages", Place(), count=str(own), limit=str(most))
    return tuple(ledger.findings)


def check_lines(material: Material, lines: Mapping[str, int]) -> tuple[Finding, ...]:
    """Return the findings on parts with more lines than the template allows; `lines` counts those of items."""
    ledger = Ledger(material)
    for part in material.briefing.walk():
        spec = material.template.part(part.key)
        if spec is None or isinstance(spec, SourcesPart | ContentsPart) or spec.limit.lines is None:
            continue
        count = sum(lines.get(item.id, 0) for inner in walk((part,)) for item in inner.items)
        if count > spec.limit.lines:
            name, limit = heading_text(part, ledger), str(spec.limit.lines)
            ledger.find("part-too-many-lines", Place(part=part.id), part=name, count=str(count), limit=limit)
    return tuple(ledger.findings)
