"""Exports a briefing to files, from the input that was taken from the dossier (export_input.py).

The same input always gives the same bytes.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.checks import compose_and_check_input, layout_findings, with_claims
from briefbuilder.app.export_input import ExportInput, snapshot, with_earlier
from briefbuilder.app.export_records import (
    KeptExport,
    keep_export,
    make_record,
    new_pages,
    packed_pages,
    plain_text_of,
    restore_ids,
    with_last_pages,
)
from briefbuilder.app.policy import current_policy
from briefbuilder.domain.document import Document, DrawnContents
from briefbuilder.domain.errors import DossierError, ExportError
from briefbuilder.domain.export_record import ExportedParagraph, ExportRecord, LaidOutPages
from briefbuilder.domain.notices import Finding, sort_findings
from briefbuilder.domain.progress import Progress, Stop, ignore_progress
from briefbuilder.domain.values import value
from briefbuilder.system.files import require_file_path

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.app.session import Session
    from briefbuilder.app.workers import WorkerPool
    from briefbuilder.composing.compose import Composition
    from briefbuilder.domain.briefing import Briefing
    from briefbuilder.export.docx.writer import WrittenDocument
    from briefbuilder.export.identity import NumberedDocument
    from briefbuilder.export.pdf.layout_context import LayoutCache
    from briefbuilder.export.pdf.writer import PdfExport


_PDF_SHARE = 0.6
"""The share of the whole work that page layout takes if a DOCX or an ODT is written too."""
FORMATS = (".docx", ".odt", ".pdf", ".html", ".md")
"""The suffixes of the formats that a briefing can be exported to."""
_WITH_PAGES = frozenset({".docx", ".odt", ".pdf"})

_UNRETURNED = "text:"
"""The beginning of the id of a record without a Word file, which no file that comes back has."""

_written: list[WrittenDocument] = []
"""The Word file that this process has written and will merge into a letterhead document."""


@value
class ExportReport:
    """The files that were written, the number of pages (0 if none were laid out), and what the check found."""

    paths: tuple[Path, ...]
    page_count: int
    findings: tuple[Finding, ...] = field(default_factory=tuple)


@value
class BuiltFiles:
    """The files of a briefing by suffix, what its pages say, and the findings on its pages.

    `pages` is None if no pages were needed: the only findings are then those on pictures. `paragraphs` are what the
    Word file says, and `export_id` is the export's id in its properties.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    pages: LaidOutPages | None = None
    paragraphs: tuple[ExportedParagraph, ...] = ()
    export_id: str = ""

    def kept(self, data: ExportInput, paths: Iterable[Path]) -> KeptExport:
        """Return what the dossier should store about an export. What was not written to a path has a record only if it is a Word file."""
        written = tuple(paths)
        # Other files must not take the place of what a Word file said: they do not come back.
        name = self.export_id if self.paragraphs else f"{_UNRETURNED}{self.export_id}"
        record = make_record(data, name, self.paragraphs, written) if self.paragraphs or written else None
        return KeptExport(
            briefing=data.briefing.id,
            audience=data.audience,
            record=record,
            pages=new_pages(data, self.pages),
        )

    @property
    def page_count(self) -> int:
        """The number of pages, 0 if none were needed."""
        return 0 if self.pages is None else self.pages.page_count

    @property
    def page_numbers(self) -> Mapping[str, int]:
        """The page of each anchor."""
        return {} if self.pages is None else self.pages.page_numbers


@value
class WordFile:
    """A Word file and what it says, with the numbers of a numbered document in place of ids."""

    data: bytes
    paragraphs: tuple[ExportedParagraph, ...]


def require_allowed(data: ExportInput, suffixes: Iterable[str] = ()) -> None:
    """Raise PolicyError if an administrator does not allow the marking of a briefing or the format of a file."""
    policy = current_policy()
    policy.require_exports(suffixes)
    if policy.fixes("markings", "marking-profiles"):
        from briefbuilder.composing.marking import document_level

        policy.require_marking(data.profile, document_level(data))


def check_laid_out(session: Session, briefing_id: str, audience: str | None = None) -> tuple[Finding, ...]:
    """Return the findings of `check` and those on the pages, errors first.

    Pages show whether there are too many of them, and which characters no font has.
    """
    from briefbuilder.app.export_input import with_layout

    data = with_claims(session, with_layout(snapshot(session, briefing_id, audience)))
    data = complete_input(with_last_pages(packed_pages(session, data), data))
    checked, found = compose_and_check_input(data)
    pages, _, findings = _lay_out(data, compose_input(data, checked), ())
    keep_export(session, BuiltFiles(files={}, findings=(), pages=pages).kept(data, ()))
    return sort_findings((*(one for one in found if one not in findings), *findings))


def complete_input(
    data: ExportInput, *, pool: WorkerPool | None = None, cancelled: Stop | None = None
) -> ExportInput:
    """Return the input with its pictures and the layout of its letterhead document, read in sealed processes.

    A worker cannot start these processes: its caller completes the input. Raises ExportError if the letterhead
    document is refused.
    """
    if data.letterhead_file is not None and data.letterhead is None:
        from briefbuilder.app.letterheads import usable_layout

        data = replace(data, letterhead=usable_layout(data.letterhead_file))
    if data.picture_files:
        from briefbuilder.app.pictures import prepare_pictures

        prepared = prepare_pictures(data.picture_files, pool=pool, cancelled=cancelled)
        unreadable = frozenset(
            name for name, result in prepared.items() if None in {result.file, result.samples}
        )
        data = replace(data, pictures={**data.pictures, **prepared}, picture_files={}, unreadable=unreadable)
    return data


def compose_input(data: ExportInput, checked: Composition | None = None) -> Composition:
    """Return the document of a briefing, with its export's id as a property, and the findings of its composition.

    `checked` is what the check composed from the same input, which is the same unless the input had to be completed.
    """
    from briefbuilder.composing.compose import compose
    from briefbuilder.export.identity import EXPORT_ID, export_id

    completed = complete_input(data)
    result = checked if checked is not None and completed is data else compose(completed)
    properties = {**result.document.properties, EXPORT_ID: export_id(result.document)}
    return replace(result, document=replace(result.document, properties=properties))


def build_pdf(data: ExportInput, cache: LayoutCache | None = None) -> PdfExport:
    """Return the PDF of a briefing, with the places of its items on the pages.

    A `cache` from an earlier export makes it faster; the bytes are the same.
    """
    return _render_pages(compose_input(complete_input(data)), cache=cache)


def _lay_out(
    data: ExportInput, made: Composition, suffixes: tuple[str, ...], progress: Progress = ignore_progress
) -> tuple[LaidOutPages, bytes, tuple[Finding, ...]]:
    """Return the facts about the pages of a composed document, its PDF (empty unless asked for), and the findings on the pages.

    No page is laid out if the dossier still has what is needed of the same pages.
    """
    from briefbuilder.export.identity import layout_digest

    only_pages = ".pdf" not in suffixes
    layout = layout_digest(made.document) if needs_page_numbers(data, made.document) else ""
    pages, pdf = data.last_pages, b""
    if pages is None or pages.layout != layout or not only_pages:
        export = _render_pages(made, progress, only_pages=only_pages)
        pages, pdf = export.without_file(layout), export.data
    return pages, pdf, layout_findings(data, pages)


def _render_pages(
    made: Composition,
    progress: Progress = ignore_progress,
    *,
    cache: LayoutCache | None = None,
    only_pages: bool = False,
) -> PdfExport:
    """Return the PDF of a composed document (or only its pages), with the findings on pictures that could not be read."""
    from briefbuilder.export.pdf.writer import render_pdf

    pages = render_pdf(made.document, progress=progress, cache=cache, only_pages=only_pages)
    return replace(pages, findings=(*_unreadable_pictures(made), *pages.findings))


def _unreadable_pictures(made: Composition) -> tuple[Finding, ...]:
    """Return the findings on unreadable pictures, which only a complete input has; the check before an export has none."""
    return tuple(finding for finding in made.findings if finding.code == "picture-left-out")


def build_all(
    data: ExportInput,
    suffixes: Iterable[str],
    progress: Progress = ignore_progress,
    checked: Composition | None = None,
) -> BuiltFiles:
    """Return the files of a briefing, from one composition and, if pages are needed, one layout; see `compose_input`."""
    suffixes = _known_suffixes(suffixes)
    completed = complete_input(data)
    checked = checked if completed is data else None
    return add_letterhead(build_but_letterhead(completed, suffixes, progress, checked), completed, suffixes)


def build_but_letterhead(
    data: ExportInput,
    suffixes: Iterable[str],
    progress: Progress = ignore_progress,
    checked: Composition | None = None,
) -> BuiltFiles:
    """Return the files of a briefing, but not a Word file on a letterhead document: see `add_letterhead`."""
    from briefbuilder.export.identity import EXPORT_ID

    suffixes = _known_suffixes(suffixes)
    result = compose_input(data, checked)
    document = result.document
    if not _WITH_PAGES.isdisjoint(suffixes):
        built = _build_paged(data, result, suffixes, progress)
    else:
        built = BuiltFiles(files={}, findings=_unreadable_pictures(result))
    unpaged = {
        suffix: _build_unpaged(_number(document, {})[0], suffix)
        for suffix in suffixes
        if suffix not in _WITH_PAGES
    }
    files = {**built.files, **unpaged}
    require_nothing_withheld(files, data)
    progress(1.0)
    return replace(
        built,
        files={suffix: files[suffix] for suffix in suffixes if suffix in files},
        export_id=document.properties[EXPORT_ID],
    )


def add_letterhead(
    built: BuiltFiles,
    data: ExportInput,
    suffixes: Iterable[str],
    *,
    pool: WorkerPool | None = None,
    cancelled: Stop | None = None,
) -> BuiltFiles:
    """Return the files with a Word file that is written into a letterhead document, in a sealed process.

    Nothing is added if the briefing has no letterhead document. A worker cannot start that process.
    """
    suffixes = _known_suffixes(suffixes)
    if ".docx" not in suffixes or ".docx" in built.files:
        return built
    from briefbuilder.app.warm_up import warm_up_letterheads
    from briefbuilder.app.workers import PRELOAD_LETTERHEADS, TaskLimits, WorkerPool
    from briefbuilder.export.identity import number_document

    # The process gets nothing that is withheld: what it writes is then searched in another one.
    shown = replace(data, left_out=(), secrets=())
    with WorkerPool(warm=1, preload=PRELOAD_LETTERHEADS) as own:
        limits = TaskLimits(memory=2 * 1024**3, seconds=300.0)
        run = partial((pool or own).run_sealed, limits=limits, cancelled=cancelled)
        prepare = partial(_write_word, shown, dict(built.page_numbers))
        word = run(_merge_word, prepare=prepare, result_type=WordFile)
        if data.secrets:
            run(
                require_nothing_withheld,
                {".docx": word.data},
                data,
                prepare=warm_up_letterheads,
                result_type=type(None),
            )
    result = {**built.files, ".docx": word.data}
    # The process answers with numbers: it was given a document with ids, but what it says may come from a foreign file.
    numbered = number_document(compose_input(shown).document)
    return replace(
        built,
        files={suffix: result[suffix] for suffix in suffixes},
        paragraphs=restore_ids(word.paragraphs, numbered),
    )


def _write_word(data: ExportInput, page_numbers: Mapping[str, int]) -> bool:
    """Write a briefing before this process is sealed, since it measures words in fonts; return true.

    The letterhead document is not opened yet.
    """
    from briefbuilder.app.warm_up import warm_up_letterheads
    from briefbuilder.export.docx.writer import write_document

    # Loaded before the process is sealed.
    importlib.import_module("briefbuilder.returned.views")
    importlib.import_module("briefbuilder.returned.reader")
    document, page_numbers = _number(compose_input(data).document, page_numbers)
    _written.append(write_document(document, base=data.base, page_numbers=page_numbers))
    return warm_up_letterheads()


def _merge_word() -> WordFile:
    return _pack(_written.pop())


def _pack(written: WrittenDocument) -> WordFile:
    """Return a Word file with what it says, as it will be read when it comes back."""
    from briefbuilder.export.docx.writer import pack_document
    from briefbuilder.returned.reader import read_returned
    from briefbuilder.returned.views import record_paragraphs

    packed = pack_document(written)
    paragraphs = record_paragraphs(read_returned(packed.data, ""), packed.body, packed.notes)
    return WordFile(data=packed.data, paragraphs=paragraphs)


def require_nothing_withheld(files: Mapping[str, bytes], data: ExportInput) -> None:
    """Raise ExportError if a file for a recipient holds words that are withheld from it."""
    if not data.secrets:
        return
    from briefbuilder.export.protection import find_withheld

    for suffix, result in files.items():
        found = find_withheld(result, suffix, data.secrets)
        if found:
            raise ExportError("audience-leak", audience=data.audience or "", quote=found[0][:80])


def _build_paged(
    data: ExportInput, made: Composition, suffixes: tuple[str, ...], report: Progress
) -> BuiltFiles:
    """Build the formats with pages; these are laid out for a PDF, or if something asks for their numbers."""
    from briefbuilder.export.identity import number_document

    flowing = [
        suffix for suffix in suffixes if suffix == ".odt" or (suffix == ".docx" and not data.letterhead_file)
    ]
    built, share = BuiltFiles(files={}, findings=_unreadable_pictures(made)), 0.0
    if ".pdf" in suffixes or needs_page_numbers(data, made.document):
        share = _PDF_SHARE if flowing else 1.0
        pages, pdf, findings = _lay_out(data, made, suffixes, lambda part: report(part * share))
        built = BuiltFiles(files={".pdf": pdf} if pdf else {}, findings=findings, pages=pages)
    if not flowing:
        return built
    # The pages are laid out under the dossier's ids, so that findings lead to their places; no PDF holds any.
    numbered = number_document(made.document)
    for index, suffix in enumerate(flowing):
        begin, part = share + (1 - share) * index / len(flowing), (1 - share) / len(flowing)

        def progress(done: float, begin: float = begin, part: float = part) -> None:
            report(begin + part * done)

        add = _add_odt if suffix == ".odt" else partial(_add_word, base=data.base)
        built = add(built, numbered, progress=progress)
    return built


def _add_odt(built: BuiltFiles, numbered: NumberedDocument, *, progress: Progress) -> BuiltFiles:
    from briefbuilder.export.odt.writer import render_odt

    document, page_numbers = numbered.document, _number_pages(numbered, built.page_numbers)
    data = render_odt(document, page_numbers=page_numbers, progress=progress)
    hints = (Finding(code="odt-letterhead", severity="hint"),) if document.letterhead is not None else ()
    return replace(built, files={**built.files, ".odt": data}, findings=(*built.findings, *hints))


def _add_word(
    built: BuiltFiles, numbered: NumberedDocument, *, base: bytes, progress: Progress
) -> BuiltFiles:
    from briefbuilder.export.docx.writer import write_document

    document, page_numbers = numbered.document, _number_pages(numbered, built.page_numbers)
    found = built.findings
    if document.embed_fonts:
        from briefbuilder.export.docx.embedded_fonts import embedding_findings

        found = (*found, *embedding_findings(document))
    word = _pack(write_document(document, base=base, page_numbers=page_numbers, progress=progress))
    return replace(
        built,
        files={**built.files, ".docx": word.data},
        findings=found,
        paragraphs=restore_ids(word.paragraphs, numbered),
    )


def needs_page_numbers(data: ExportInput, document: Document) -> bool:
    """Return whether a limit or a table of contents needs the pages of a briefing."""
    from briefbuilder.composing.check import has_page_limits

    has_contents = any(
        isinstance(element, DrawnContents) and element.page_numbers and bool(element.entries)
        for element in document.elements
    )
    return has_contents or has_page_limits(data)


def _number(document: Document, page_numbers: Mapping[str, int]) -> tuple[Document, Mapping[str, int]]:
    """Return a document with numbers in place of the dossier's ids, and the page numbers of its anchors."""
    from briefbuilder.export.identity import number_document

    numbered = number_document(document)
    return numbered.document, _number_pages(numbered, page_numbers)


def _number_pages(numbered: NumberedDocument, page_numbers: Mapping[str, int]) -> Mapping[str, int]:
    anchors = numbered.anchors
    return {anchors[name]: page for name, page in page_numbers.items() if name in anchors}


def _build_unpaged(document: Document, suffix: str) -> bytes:
    if suffix == ".html":
        from briefbuilder.export.html.writer import render_html

        return render_html(document)
    from briefbuilder.export.markdown.writer import render_markdown

    return render_markdown(document)


def export(
    session: Session,
    briefing_id: str,
    paths: Iterable[Path],
    *,
    audience: str | None = None,
    anyway: bool = False,
    password: str | None = None,
    since: tuple[str, str] | None = None,
    on_progress: Progress = ignore_progress,
) -> ExportReport:
    """Check a briefing and write it to files, each completely or not at all; for an audience without what is withheld.

    With a `password`, the files open only with it. `since` is the name of a version, empty for the last export that said
    something else, and the label of the changes that the Word file marks. Raises ExportError("export-blocked") if the check found errors,
    unless `anyway` is true, PolicyError if an administrator does not allow the export, and what `on_progress` raises.
    """
    targets = tuple({path.absolute(): path for path in paths}.values())
    for path in targets:
        require_file_path(path)
    suffixes = _known_suffixes(path.suffix for path in targets)
    if password is not None:
        from briefbuilder.export.protection import check_protection

        check_protection(suffixes, password)
    from briefbuilder.app.export_input import with_layout

    data = with_claims(session, with_layout(snapshot(session, briefing_id, audience)))
    data = with_last_pages(packed_pages(session, data), data)
    if since is not None:
        if ".docx" not in suffixes:
            raise ExportError("changes-without-word")
        data = with_earlier(session, data, _find_earlier(session, data, since[0]), since[1])
    require_allowed(data, suffixes)
    data = complete_input(data)
    checked, findings = compose_and_check_input(data)
    if not anyway:
        require_no_errors(data, findings)
    built = build_all(data, suffixes, on_progress, checked)
    found = write_files(mark_since_earlier(built.files, data), targets, password)
    keep_export(session, built.kept(data, targets))
    first = tuple(finding for finding in findings if finding not in built.findings)
    return ExportReport(paths=targets, page_count=built.page_count, findings=first + built.findings + found)


def _find_earlier(session: Session, data: ExportInput, version: str) -> Briefing | ExportRecord:
    """Return a version of a briefing by its name, without one the last export to Word that said something else."""
    if version:
        versions = session.store.versions(data.briefing.id)
        found = next((one for one in versions if version in {one.version, one.id}), None)
        if found is None:
            raise DossierError("version-missing", version=version)
        return found
    records = [
        record
        for record in session.store.exports.of(data.briefing.id)
        if record.paragraphs and record.audience == data.audience
    ]
    if not records:
        raise ExportError("changes-without-export", title=data.briefing.title)
    text = plain_text_of(data)
    return next((record for record in records if record.text != text), records[0])


def mark_since_earlier(
    files: Mapping[str, bytes],
    data: ExportInput,
    *,
    pool: WorkerPool | None = None,
    cancelled: Stop | None = None,
) -> Mapping[str, bytes]:
    """Return files whose Word file records what has changed since the earlier state of the input, if that has one.

    The file may have a letterhead, so a sealed process reads it. Call it outside of workers, which cannot start one.
    """
    if data.earlier is None or ".docx" not in files:
        return files
    from briefbuilder.app.pictures import prepare_pictures
    from briefbuilder.app.read_files import READING_LIMITS
    from briefbuilder.app.warm_up import warm_up_letterheads, warm_up_marking
    from briefbuilder.app.workers import PRELOAD, WorkerPool
    from briefbuilder.returned.tracked_changes import mark_changes

    before, shown = data.earlier.paragraphs, data.earlier.pictures
    if data.earlier.data is not None:
        before = _paragraphs_of(data.earlier.data, pool, cancelled)
        shown = data.earlier.data.picture_files
    if data.audience is not None:
        # For a recipient, what is gone is told in words alone: a picture cannot be searched for what is withheld.
        shown = {}
    gone = {name: one for name, one in shown.items() if name not in data.picture_files}
    prepared = prepare_pictures(gone, pool=pool, cancelled=cancelled) if gone else {}
    files_gone = tuple(picture.file for picture in prepared.values() if picture.file is not None)
    with WorkerPool(warm=1, preload=PRELOAD) as own:
        run = partial((pool or own).run_sealed, limits=READING_LIMITS, cancelled=cancelled)
        label, prepare = data.earlier.label, warm_up_marking
        marked = run(
            mark_changes, files[".docx"], before, label, files_gone, result_type=bytes, prepare=prepare
        )
        if data.secrets:
            # What is gone since then may be withheld now; in the file, new words may stand between those that are gone.
            searched = replace(data, earlier=None)
            original = "\n".join(one.text for one in before).encode()
            run(
                require_nothing_withheld,
                {".docx": marked, ".txt": original},
                searched,
                result_type=type(None),
                prepare=warm_up_letterheads,
            )
    return {**files, ".docx": marked}


def _paragraphs_of(
    data: ExportInput, pool: WorkerPool | None, cancelled: Stop | None
) -> tuple[ExportedParagraph, ...]:
    """Return what the Word file of a briefing says."""
    known, suffixes = complete_input(data, pool=pool, cancelled=cancelled), (".docx",)
    if pool is None:
        built = build_but_letterhead(known, suffixes)
    else:
        built = pool.run(build_but_letterhead, known, suffixes, result_type=BuiltFiles, cancelled=cancelled)
    return add_letterhead(built, known, suffixes, pool=pool, cancelled=cancelled).paragraphs


def require_no_errors(data: ExportInput, findings: Iterable[Finding]) -> None:
    """Raise ExportError if the check of a briefing found errors."""
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        raise ExportError("export-blocked", count=str(errors), title=data.briefing.title)


def write_files(
    files: Mapping[str, bytes], paths: tuple[Path, ...], password: str | None = None
) -> tuple[Finding, ...]:
    """Write built files, encrypted if there is a `password`; return the findings about the encryption."""
    from briefbuilder.system.files import write_together

    findings: tuple[Finding, ...] = ()
    if password is not None:
        from briefbuilder.export.protection import check_protection, protect

        check_protection(tuple(files), password)
        files = {suffix: protect(data, suffix, password) for suffix, data in files.items()}
        if ".pdf" in files:
            findings = (Finding(code="protected-pdf", severity="hint"),)
    write_together({path: files[path.suffix.lower()] for path in paths})
    return findings


def _known_suffixes(suffixes: Iterable[str]) -> tuple[str, ...]:
    suffixes = tuple(dict.fromkeys(suffix.lower() for suffix in suffixes))
    for suffix in suffixes:
        if not suffix:
            raise ExportError("export-format-missing")
        if suffix not in FORMATS:
            raise ExportError("export-format-unknown", suffix=suffix)
    return suffixes
