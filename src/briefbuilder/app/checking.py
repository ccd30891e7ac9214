"""What is to be mended in a briefing before it goes out: in its content, and on the pages that were laid out of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.snapshot import ExportInput, snapshot
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.notices import Finding, Place

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.export.pdf.writer import PdfExport


def check(session: Session, briefing_id: str, audience: str | None = None) -> tuple[Finding, ...]:
    """Return what is to be mended in a briefing before it goes out, errors first; pages are not laid out."""
    return check_input(snapshot(session, briefing_id, audience))


def layout_findings(data: ExportInput, pdf: PdfExport) -> tuple[Finding, ...]:
    """Return what only the pages of a briefing show."""
    from briefbuilder.composing.check import check_lines, check_pages

    found = (replace(finding, place=_whole_place(data.briefing, finding.place)) for finding in pdf.findings)
    pages = check_pages(data, pdf.page_count, pdf.places)
    return (*pages, *check_lines(data, pdf.lines), *found)


def _whole_place(briefing: Briefing, place: Place) -> Place:
    """Return a place with its part: what lays out pages knows parts and items by their ids alone."""
    for part in briefing.walk():
        if place.item == part.id:
            return Place(part=part.id)
        if any(place.item == item.id for item in part.items):
            return Place(part=part.id, item=place.item)
    return place


def check_input(data: ExportInput) -> tuple[Finding, ...]:
    """Return what `check` finds, from what was taken out of the dossier; for jobs, which have no session."""
    from briefbuilder.app.spoken import language_findings
    from briefbuilder.composing.check import check as check_briefing
    from briefbuilder.composing.check import in_order

    return in_order((*check_briefing(data, data.left_out), *language_findings(data)))
