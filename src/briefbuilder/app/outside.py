"""Reads scans, pictures and old Office files through Tesseract and LibreOffice, where this computer has them.

The programs are started by this process, never by a sealed one, and confined (`system.outside_programs`). What goes
into them is made in a sealed process, and what they answer is read in one, as any foreign file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefbuilder.app.policy import current_policy
from briefbuilder.domain.errors import CancelledError, ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.progress import never_stop
from briefbuilder.importers.limits import FILE_BYTES, RECOGNIZED_BYTES, RECOGNIZED_PAGES
from briefbuilder.importers.read import Parsed, parse
from briefbuilder.importers.recognized import (
    PagePictures,
    RecognizedFile,
    add_recognized_pages,
    draw_figures,
    draw_page,
    draw_picture,
    mean_confidence,
    parse_recognized,
    scanned_pages,
)
from briefbuilder.importers.registry import OLD_OFFICE, PICTURES
from briefbuilder.system.outside_programs import (
    OutsideProgram,
    ProgramError,
    ProgramLimits,
    can_confine,
    empty_folder,
    read_result,
    run_confined,
)

if TYPE_CHECKING:
    from briefbuilder.importers.draft import ReadingOptions

T = TypeVar("T")

SCANS = frozenset({"import-pdf-scan", "import-pdf-no-text", "import-pdf-no-meaning"})
"""The refusals of PDFs whose pages can still be recognized as pictures."""

DOCUMENT_SCAN = "import-document-scan"
"""The refusal of a document of a word processor that holds only pictures."""

_READ_OTHERWISE = SCANS | {PICTURES.code, DOCUMENT_SCAN, OLD_OFFICE.code}

_TRUSTED = ("/usr/", "/opt/", "/snap/")
"""Where programs are installed by an administrator: one in a folder of the user may be anything."""

_TESSERACT_FILES = ("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata")
_OFFICE_FILES = (
    "/etc/libreoffice", "/usr/share/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice",
)  # fmt: skip
_OFFICE_PROGRAMS = (
    "usr/lib/libreoffice/program",
    "usr/lib64/libreoffice/program",
    "opt/libreoffice*/program",
)
_PREFERRED = ("eng", "ita", "fra", "deu", "spa", "por", "nld", "pol", "ron", "ell")
_ORIENTATION = "osd"
"""The name of the data with which Tesseract finds out how a page lies."""
_SURE_PAGE = 75.0
"""The mean confidence of words, 0 to 100, under which a page may lie on its side or head."""
_SURE_SCRIPT = 1.5
"""The confidence from which the script of a page is sure; Tesseract’s own measure has no upper end."""

_LANGUAGES_OF_SCRIPTS = {
    "Arabic": ("ara", "fas", "urd", "pus"), "Cyrillic": ("rus", "ukr", "bul", "bel", "srp", "mkd", "kaz"),
    "Greek": ("ell",), "Hebrew": ("heb",), "Han": ("chi_sim", "chi_tra", "jpn"), "Japanese": ("jpn",),
    "Korean": ("kor",), "Hangul": ("kor",), "Devanagari": ("hin", "mar", "nep"), "Bengali": ("ben",), "Thai": ("tha",),
    "Georgian": ("kat",), "Armenian": ("hye",), "Ethiopic": ("amh",),
}  # fmt: skip
"""Tesseract’s data of the languages of a script."""

_MOST_LANGUAGES = 5
"""The most languages that are recognized at once: each makes it slower."""

_PAGE_LIMITS = ProgramLimits(memory=3 * 1024**3, seconds=90.0)
_OFFICE_LIMITS = ProgramLimits(memory=8 * 1024**3, seconds=90.0)
_RESTART = 81
"""The exit status with which LibreOffice asks to be started again, which it does with every new profile."""

_LONGEST_LIST = 100_000
_OLD_STREAMS = (
    ("WordDocument", "application/msword", "doc", "docx", "MS Word 2007 XML"),
    ("Workbook", "application/vnd.ms-excel", "xls", "xlsx", "Calc MS Excel 2007 XML"),
    ("Book", "application/vnd.ms-excel", "xls", "xlsx", "Calc MS Excel 2007 XML"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint", "ppt", "pptx", "Impress MS PowerPoint 2007 XML"),
)
"""The stream of each old format, its media type and suffix, and the suffix and the filter of its successor."""


class RunSealed(Protocol):
    """Runs a function in a sealed process, and returns its result."""

    def __call__(self, function: Callable[..., T], *args: object, result_type: type[T]) -> T:
        """Run a function with its arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsidePrograms:
    """The programs that were found and can be confined.

    `languages` are those that Tesseract has, the useful ones first; `turns_pages` is whether it has the data to find
    out how a page lies.
    """

    tesseract: OutsideProgram | None = None
    languages: tuple[str, ...] = ()
    turns_pages: bool = False
    office: OutsideProgram | None = None


def find_programs() -> OutsidePrograms:
    """Return the programs of this computer that can be used and that its administrators allow."""
    policy, found = current_policy(), installed_programs()
    if policy.ocr == "none":
        found = replace(found, tesseract=None, languages=())
    return replace(found, office=None) if policy.libreoffice is False else found


@cache
def installed_programs() -> OutsidePrograms:
    """Return the programs of this computer; none where they cannot be confined."""
    if not can_confine():
        return OutsidePrograms()
    tesseract = _find_tesseract()
    models = _models(tesseract) if tesseract is not None else frozenset()
    languages = _languages(models)
    return OutsidePrograms(
        tesseract=tesseract if languages else None,
        languages=languages,
        turns_pages=_ORIENTATION in models,
        office=_find_office(),
    )


def read_with_programs(
    code: str,
    data: bytes,
    name: str,
    options: ReadingOptions,
    run: RunSealed,
    cancelled: Callable[[], bool] | None,
    *,
    contained: bool = False,
) -> Parsed | None:
    """Return what a file holds that was refused with a code, None where no program of this computer can read such files.

    A picture that is `contained` in a mail is read only where it looks like a page. Raises ImportRefusedError where a
    program can read such files, but not this one.
    """
    if code not in _READ_OTHERWISE:
        return None
    programs = find_programs()
    stopped = cancelled or never_stop
    with _program_errors(name, stopped):
        if programs.tesseract is not None:
            try:
                if code in SCANS:
                    return _recognize_pages(programs, data, name, options.passwords, run, stopped)
                if code == PICTURES.code:
                    return _recognize_picture(programs, data, name, run, stopped, contained=contained)
                if code == DOCUMENT_SCAN:
                    return _recognize_figures(programs, data, name, run, stopped)
            except ImportRefusedError as error:
                if error.code != "import-no-text":
                    raise
                raise ImportRefusedError("import-nothing-recognized", name=name) from error
        if code == OLD_OFFICE.code and programs.office is not None:
            return _convert_office(programs.office, data, name, options, run, stopped)
    return None


def with_scanned_pages(
    parsed: Parsed,
    data: bytes,
    name: str,
    options: ReadingOptions,
    run: RunSealed,
    cancelled: Callable[[], bool] | None,
) -> Parsed:
    """Return what was parsed of a file with the text of its scanned pages, where it is a PDF with such pages."""
    pages = scanned_pages(parsed.texts[0])[:RECOGNIZED_PAGES] if len(parsed.texts) == 1 else ()
    if not pages:
        return parsed
    programs = find_programs()
    if programs.tesseract is None:
        return parsed
    stopped = cancelled or never_stop
    with _program_errors(name, stopped):
        tables = tuple(
            _recognize_page(programs, data, name, options.passwords, page - 1, run, stopped)[0]
            for page in pages
        )
        file = RecognizedFile(
            name=name, media_type="application/pdf", program=_label(programs), tables=tables, pages=pages
        )
        return run(add_recognized_pages, parsed.texts[0], file, result_type=Parsed)


@contextmanager
def _program_errors(name: str, stopped: Callable[[], bool]) -> Iterator[None]:
    try:
        yield
    except ProgramError as error:
        if stopped():
            raise CancelledError from error
        raise ImportRefusedError("outside-program-failed", name=name, reason=str(error)) from error


# Tesseract


def _find_tesseract() -> OutsideProgram | None:
    found = shutil.which("tesseract")
    path = str(Path(found).resolve()) if found else ""
    return OutsideProgram(path=path, files=_TESSERACT_FILES) if path.startswith(_TRUSTED) else None


def _models(tesseract: OutsideProgram) -> frozenset[str]:
    """Return the names of the data that Tesseract has, most of which are those of languages."""
    with empty_folder() as folder:
        try:
            run_confined(tesseract, ["--list-langs"], folder, _PAGE_LIMITS)
            printed = read_result(folder / "printed", _LONGEST_LIST).decode("utf-8", "replace")
        except ProgramError:
            return frozenset()
    lines = map(str.strip, printed.splitlines()[1:])
    return frozenset(line for line in lines if re.fullmatch(r"[A-Za-z_]{3,20}", line))


def _languages(models: frozenset[str]) -> tuple[str, ...]:
    """Return the languages among the data of Tesseract, those of the program first."""
    kept = models - {_ORIENTATION, "equ", "snum"}
    return tuple(
        sorted(kept, key=lambda one: (_PREFERRED.index(one) if one in _PREFERRED else len(_PREFERRED), one))
    )


def _recognize_pages(
    programs: OutsidePrograms,
    data: bytes,
    name: str,
    passwords: tuple[str, ...],
    run: RunSealed,
    cancelled: Callable[[], bool],
) -> Parsed:
    tables: list[bytes] = []
    total = 1
    while len(tables) < min(total, RECOGNIZED_PAGES):
        table, total = _recognize_page(programs, data, name, passwords, len(tables), run, cancelled)
        tables.append(table)
    file = RecognizedFile(
        name=name,
        media_type="application/pdf",
        program=_label(programs),
        tables=tuple(tables),
        cut=total > RECOGNIZED_PAGES,
    )
    return run(parse_recognized, file, result_type=Parsed)


def _recognize_page(
    programs: OutsidePrograms,
    data: bytes,
    name: str,
    passwords: tuple[str, ...],
    number: int,
    run: RunSealed,
    cancelled: Callable[[], bool],
) -> tuple[bytes, int]:
    """Return what was found on a page, counted from 0, and the number of all pages."""
    drawn = run(draw_page, data, name, passwords, number, result_type=PagePictures)
    if not drawn.pictures:
        return b"", drawn.total
    return _recognize(programs, drawn.pictures[0], run, cancelled, "" if number else name), drawn.total


def _recognize_picture(
    programs: OutsidePrograms,
    data: bytes,
    name: str,
    run: RunSealed,
    cancelled: Callable[[], bool],
    *,
    contained: bool,
) -> Parsed:
    drawn = run(draw_picture, data, name, contained, result_type=PagePictures)
    media_type = _picture_type(data)
    file = RecognizedFile(
        name=name,
        media_type=media_type,
        program=_label(programs),
        tables=_recognize_all(programs, drawn.pictures, run, cancelled, name),
        picture=data if media_type != "image/tiff" else drawn.pictures[0],
        contained=contained,
    )
    return run(parse_recognized, file, result_type=Parsed)


def _recognize_figures(
    programs: OutsidePrograms, data: bytes, name: str, run: RunSealed, cancelled: Callable[[], bool]
) -> Parsed:
    """Return the text of a document that holds nothing but scanned pages."""
    drawn = run(draw_figures, data, name, result_type=PagePictures)
    file = RecognizedFile(
        name=name,
        media_type=drawn.media_type,
        program=_label(programs),
        tables=_recognize_all(programs, drawn.pictures, run, cancelled, name),
        cut=drawn.total > RECOGNIZED_PAGES,
    )
    return run(parse_recognized, file, result_type=Parsed)


def _picture_type(data: bytes) -> str:
    from briefbuilder.importers.saved_files import picture_type

    return picture_type(data) or "image/tiff"


def _recognize_all(
    programs: OutsidePrograms,
    pictures: Sequence[bytes],
    run: RunSealed,
    cancelled: Callable[[], bool],
    name: str,
) -> tuple[bytes, ...]:
    return tuple(
        _recognize(programs, picture, run, cancelled, "" if place else name)
        for place, picture in enumerate(pictures)
    )


def _recognize(
    programs: OutsidePrograms, picture: bytes, run: RunSealed, cancelled: Callable[[], bool], name: str
) -> bytes:
    """Return what Tesseract found on a page, in TSV.

    A page on which few words are sure may lie on its side, or be in a script of which other languages are installed.
    Raises ImportRefusedError where there is no language for the script of the first page of a file, which has a `name`.
    """
    found = _run_tesseract(programs, picture, "3", cancelled)
    sure = run(mean_confidence, found, result_type=float)
    if not programs.turns_pages or not 0 < sure < _SURE_PAGE:
        return found
    script = _find_script(programs, picture, cancelled)
    if script in _LANGUAGES_OF_SCRIPTS:
        own = tuple(one for one in programs.languages if one in _LANGUAGES_OF_SCRIPTS[script])
        if not own and name:
            raise ImportRefusedError("import-script-without-data", name=name, script=script)
        programs = replace(programs, languages=(*own, *programs.languages)) if own else programs
    turned = _run_tesseract(programs, picture, "1", cancelled)
    return turned if run(mean_confidence, turned, result_type=float) > sure else found


def _find_script(programs: OutsidePrograms, picture: bytes, cancelled: Callable[[], bool]) -> str:
    """Return the script of a page as Tesseract names it, or an empty text where it is unsure."""
    assert programs.tesseract is not None
    with empty_folder() as folder:
        (folder / "page.png").write_bytes(picture)
        try:
            run_confined(programs.tesseract, ["page.png", "-", "--psm", "0"], folder, _PAGE_LIMITS, cancelled)
        except ProgramError:
            if cancelled():
                raise
            return ""  # it ends with an error where there are too few letters
        printed = read_result(folder / "printed", _LONGEST_LIST).decode("utf-8", "replace")
    found = re.search(r"^Script: (\w+)\s+Script confidence: ([\d.]{1,9})", printed, re.MULTILINE)
    return found[1] if found and float(found[2]) >= _SURE_SCRIPT else ""


def _run_tesseract(
    programs: OutsidePrograms, picture: bytes, mode: str, cancelled: Callable[[], bool]
) -> bytes:
    """Return what Tesseract found on a page with a mode of page segmentation: "1" turns the page, "3" does not."""
    assert programs.tesseract is not None
    languages = "+".join(programs.languages[:_MOST_LANGUAGES])
    with empty_folder() as folder:
        (folder / "page.png").write_bytes(picture)
        arguments = ["page.png", "found", "-l", languages, "--psm", mode, "-c", "tessedit_create_tsv=1"]
        run_confined(programs.tesseract, arguments, folder, _PAGE_LIMITS, cancelled)
        return read_result(folder / "found.tsv", RECOGNIZED_BYTES)


def _label(programs: OutsidePrograms) -> str:
    return f"Tesseract ({', '.join(programs.languages[:_MOST_LANGUAGES])})"


# LibreOffice


def _find_office() -> OutsideProgram | None:
    found = shutil.which("soffice")
    folders = [str(Path(found).resolve().parent)] if found else []
    folders += [str(folder) for pattern in _OFFICE_PROGRAMS for folder in sorted(Path("/").glob(pattern))]
    for folder in folders:
        program = Path(folder, "soffice.bin")
        if folder.startswith(_TRUSTED) and program.is_file():
            files = (str(program.parents[1]), *_OFFICE_FILES)
            return OutsideProgram(path=str(program), files=files, own_tmp=True)
    return None


def _convert_office(
    office: OutsideProgram,
    data: bytes,
    name: str,
    options: ReadingOptions,
    run: RunSealed,
    cancelled: Callable[[], bool],
) -> Parsed:
    """Return the text of an old Office file, which LibreOffice converts to its successor."""
    kind = next((each for each in _OLD_STREAMS if _entry_name(each[0]) in data), None)
    if kind is None:
        raise ImportRefusedError(OLD_OFFICE.code, name=name)
    _, media_type, suffix, new, filter_name = kind
    converted = _convert(office, data, suffix, f"{new}:{filter_name}", cancelled)
    parsed = run(parse, converted, f"{Path(name).stem}.{new}", options, result_type=Parsed)
    notice = Notice(code="converted-by-program", subject="LibreOffice")
    return replace(
        parsed,
        texts=tuple(
            replace(text, media_type=media_type, notices=(notice, *text.notices)) for text in parsed.texts
        ),
    )


def _entry_name(stream: str) -> bytes:
    """Return the name of a stream as it stands in the directory of an OLE container, filled up with zeros."""
    return stream.encode("utf-16-le") + bytes(4)


def _convert(
    office: OutsideProgram, data: bytes, suffix: str, target: str, cancelled: Callable[[], bool]
) -> bytes:
    with empty_folder() as folder:
        inside = office.inside(folder)
        (folder / f"input.{suffix}").write_bytes(data)
        arguments = [
            "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard",
            f"-env:UserInstallation=file://{inside}/profile", "--convert-to", target, "--outdir", f"{inside}/out",
            f"{inside}/input.{suffix}",
        ]  # fmt: skip
        try:
            run_confined(office, arguments, folder, _OFFICE_LIMITS, cancelled)
        except ProgramError as error:
            if error.status != _RESTART:
                raise
            run_confined(office, arguments, folder, _OFFICE_LIMITS, cancelled)
        return read_result(folder / "out" / f"input.{target.partition(':')[0]}", FILE_BYTES)
