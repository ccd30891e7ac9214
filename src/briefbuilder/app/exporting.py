"""A briefing as files: what is taken out of the dossier, what is built from it, what is written.

The dossier is read once, into an immutable ExportInput that can go to another process; the same input
always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.clock import to_second
from briefbuilder.composing.material import Material
from briefbuilder.composing.release import LeftOut, audiences_of, released
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import Key
from briefbuilder.domain.document import Document
from briefbuilder.domain.errors import CancelledError, DossierError, ExportError
from briefbuilder.domain.house import HouseFile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.passage import Passage
from briefbuilder.dossier.texts import picture_names

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.composing.compose import Composition
    from briefbuilder.export.pdf.memory import Memory
    from briefbuilder.export.pdf.writer import PdfExport
    from briefbuilder.templating.model import Template

Cancelled = Callable[[], bool]
Progress = Callable[[float], None]

_PDF_SHARE = 0.6
"""The share of the whole work that laying out the pages takes where a DOCX is written too."""
FORMATS = (".docx", ".pdf", ".html", ".md")
"""The endings of the files that a briefing can be written to."""
_WITH_PAGES = frozenset({".docx", ".pdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportInput(Material):
    """All that an export is made of: what is composed, as it last changed, and the base of a DOCX.

    `house_file` is the ministry's Word file that the template names.
    `left_out` is what its audience does not get, `secrets` the words that no file for it may hold.
    """

    base: bytes
    house_file: HouseFile | None = None
    left_out: tuple[LeftOut, ...] = ()
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What was written, on how many pages (0 where none were laid out), and what the check found."""

    paths: tuple[Path, ...]
    page_count: int
    findings: tuple[Finding, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The files of a briefing by ending, the number of its pages, and what only its pages showed.

    Where no file with pages was wanted none were laid out: their number is 0 and they showed nothing.
    """

    files: Mapping[str, bytes]
    page_count: int
    findings: tuple[Finding, ...] = ()


def snapshot(session: Session, briefing_id: str, audience: str | None = None) -> ExportInput:
    """Return what a briefing is exported from, as it stands now; for an audience without what it may not see.

    Raises DossierError where the briefing is not there, ExportError("audience-unknown") where it names no
    such audience.
    """
    briefing = session.briefing(briefing_id)
    if briefing is None:
        raise DossierError("briefing-missing", briefing=briefing_id)
    template = session.resources.template(briefing.template)
    articles = _articles(session, briefing)
    left_out: tuple[LeftOut, ...] = ()
    if audience is not None:
        audience = _known_audience(briefing, audience)
        briefing, left_out = _for_audience(briefing, articles, audience, template)
    quoted = _articles(session, briefing)
    return ExportInput(
        checked_at=session.clock.second(),
        tagged=_tagged(session, briefing),
        audience=audience,
        left_out=left_out,
        secrets=_secrets(left_out, [article for name, article in articles.items() if name not in quoted]),
        briefing=briefing,
        template=template,
        profile=session.resources.profile(template.marking_profile),
        articles=quoted,
        topics={topic.id: topic for topic in session.taxonomy().topics},
        pictures=session.pictures(_shown_pictures(briefing, quoted)),
        moment=to_second(session.changed_at(Key("briefing", briefing_id)) or briefing.created),
        base=session.resources.base_docx(),
        house_file=session.resources.house_file(briefing.template),
    )


def _tagged(session: Session, briefing: Briefing) -> dict[str, tuple[Passage, ...]]:
    """Return what is tagged with each topic that has a part, in the order in which it was tagged."""
    found: dict[str, list[Passage]] = {part.topic: [] for part in briefing.walk() if part.topic}
    for tag in session.tags_with(found):
        found[tag.topic].append(tag.passage)
    return {topic: tuple(dict.fromkeys(passages)) for topic, passages in found.items()}


def _known_audience(briefing: Briefing, audience: str) -> str:
    known = audiences_of(briefing)
    found = next((name for name in known if name.casefold() == audience.strip().casefold()), None)
    if found is None:
        raise ExportError("audience-unknown", audience=audience, title=briefing.title, known=", ".join(known))
    return found


def _for_audience(
    briefing: Briefing, articles: Mapping[str, Article], audience: str, template: Template
) -> tuple[Briefing, tuple[LeftOut, ...]]:
    release = released(briefing, articles, audience, template.table_parts)
    return release.briefing, release.left_out


def _secrets(left_out: Iterable[LeftOut], unquoted: Iterable[Article]) -> tuple[str, ...]:
    """Return what no file may hold: the words that were left out, and the sources that are quoted no more."""
    texts = [text for one in left_out for text in one.texts]
    for article in unquoted:
        texts += [article.metadata.title, article.metadata.url or ""]
    return tuple(dict.fromkeys(filter(None, texts)))


def check(session: Session, briefing_id: str, audience: str | None = None) -> tuple[Finding, ...]:
    """Return what is to be mended in a briefing before it goes out, errors first; pages are not laid out."""
    return check_input(snapshot(session, briefing_id, audience))


def check_laid_out(session: Session, briefing_id: str, audience: str | None = None) -> tuple[Finding, ...]:
    """Return what `check` finds and what only the pages show, errors first.

    The pages show whether there are too many, and which characters no font has.
    """
    from briefbuilder.composing.check import in_order

    data = snapshot(session, briefing_id, audience)
    return in_order((*check_input(data), *layout_findings(data, build_pdf(data))))


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


def compose_input(data: ExportInput) -> Composition:
    """Return the document of a briefing with what was found while composing it."""
    from briefbuilder.app.housedocuments import usable_look
    from briefbuilder.composing.compose import compose

    return compose(replace(data, house=usable_look(data.house_file)))


def build_pdf(
    data: ExportInput,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    memory: Memory | None = None,
) -> PdfExport:
    """Return the PDF of a briefing, with the places of its items on the pages.

    With the `memory` of one that was built before it is sooner there, and the same.
    """
    from briefbuilder.export.pdf.writer import render_pdf

    document = compose_input(data).document
    return render_pdf(document, progress=progress, cancelled=cancelled, memory=memory)


def build(
    data: ExportInput, suffix: str, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> bytes:
    """Return the file of a briefing for an ending, one of FORMATS."""
    return build_all(data, (suffix,), progress, cancelled).files[suffix.lower()]


def build_all(
    data: ExportInput,
    suffixes: Iterable[str],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Built:
    """Return the files of a briefing, from one composition and, where a file has pages, one layout."""
    wanted = _known_suffixes(suffixes)
    report = progress or _silent
    document = compose_input(data).document
    if not _WITH_PAGES.isdisjoint(wanted):
        built = _with_pages(data, document, wanted, report, cancelled)
    else:
        built = Built(files={}, page_count=0)
    unpaged = {
        suffix: _unpaged(document, suffix, cancelled) for suffix in wanted if suffix not in _WITH_PAGES
    }
    made = {**built.files, **unpaged}
    _guard(made, data)
    report(1.0)
    return replace(built, files={suffix: made[suffix] for suffix in wanted})


def _guard(files: Mapping[str, bytes], data: ExportInput) -> None:
    """Raise ExportError where a file for an audience holds words that it may not see."""
    if not data.secrets:
        return
    from briefbuilder.export.leaks import remains

    for suffix, made in files.items():
        found = remains(made, suffix, data.secrets)
        if found:
            raise ExportError("audience-leak", audience=data.audience or "", quote=found[0][:80])


def _with_pages(
    data: ExportInput,
    document: Document,
    wanted: tuple[str, ...],
    report: Progress,
    cancelled: Cancelled | None,
) -> Built:
    """Lay out the pages; a Word file needs them for the numbers in its contents."""
    from briefbuilder.export.pdf.writer import render_pdf

    share = _PDF_SHARE if ".docx" in wanted else 1.0
    pages = render_pdf(document, progress=lambda part: report(part * share), cancelled=cancelled)
    files = {".pdf": pages.data}
    if ".docx" in wanted:
        from briefbuilder.export.docx.writer import render_docx

        files[".docx"] = render_docx(
            document,
            base=data.base,
            page_numbers=pages.page_numbers,
            progress=lambda part: report(share + part * (1 - share)),
            cancelled=cancelled,
        )
    return Built(files=files, page_count=pages.page_count, findings=layout_findings(data, pages))


def _unpaged(document: Document, suffix: str, cancelled: Cancelled | None) -> bytes:
    if suffix == ".html":
        from briefbuilder.export.html.writer import render_html

        return render_html(document, cancelled=cancelled)
    from briefbuilder.export.markdown.writer import render_markdown

    return render_markdown(document, cancelled=cancelled)


def export(
    session: Session,
    briefing_id: str,
    paths: Iterable[Path],
    *,
    audience: str | None = None,
    anyway: bool = False,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ExportReport:
    """Check a briefing and write it to files, each whole or not at all; for an audience what it may see.

    Raises ExportError("export-blocked") where the check found errors, unless it is to be written anyway.
    """
    targets = tuple(paths)
    _known_suffixes(path.suffix for path in targets)
    data = snapshot(session, briefing_id, audience)
    return write(
        data, targets, check_input(data), anyway=anyway, on_progress=on_progress, cancelled=cancelled
    )


def write(
    data: ExportInput,
    paths: tuple[Path, ...],
    findings: tuple[Finding, ...],
    *,
    anyway: bool = False,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ExportReport:
    """Write a briefing from what was taken out of the dossier; for jobs, which have no session."""
    from briefbuilder.export.files import write_atomically

    errors = sum(finding.severity == "error" for finding in findings)
    if errors and not anyway:
        raise ExportError("export-blocked", count=str(errors), title=data.briefing.title)
    built = build_all(data, (path.suffix for path in paths), on_progress, cancelled)
    if cancelled is not None and cancelled():
        raise CancelledError
    for path in paths:
        write_atomically(path, built.files[path.suffix.lower()])
    return ExportReport(paths=paths, page_count=built.page_count, findings=findings + built.findings)


def _known_suffixes(suffixes: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(suffix.lower() for suffix in suffixes))
    for suffix in wanted:
        if suffix not in FORMATS:
            raise ExportError("export-format-unknown", suffix=suffix or "?")
    return wanted


def _articles(session: Session, briefing: Briefing) -> dict[str, Article]:
    wanted = dict.fromkeys(item.passage.article for item in briefing.items if isinstance(item, Excerpt))
    return {name: session.article(name) for name in wanted if session.record(name) is not None}


def _shown_pictures(briefing: Briefing, articles: Mapping[str, Article]) -> set[str]:
    found: set[str] = set()
    for item in briefing.items:
        if isinstance(item, Excerpt):
            article = articles.get(item.passage.article)
            ids = frozenset(item.passage.blocks)
            found.update(
                picture_names(block for block in (article.blocks if article else ()) if block.id in ids)
            )
        found.update(picture_names(item.blocks or ()))
    return found


def _silent(_share: float) -> None:
    """Take a report of progress that nobody asked for."""
