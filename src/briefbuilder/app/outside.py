"""Reads scans, pictures and old Office files through Tesseract and LibreOffice, if this computer has them.

The programs are started by this process, never by a sealed one, and confined (`system.outside_programs`). What goes
into them is made in a sealed process, and what they answer is read in one, as any foreign file.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefbuilder.app.policy import current_policy
from briefbuilder.domain.errors import CancelledError, ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.progress import Stop
from briefbuilder.domain.values import value
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
"""The exit status with which LibreOffice asks to be started again, once for each new profile."""

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


@value
class Tesseract:
    """Tesseract and the languages that it has, the useful ones first.

    `turns_pages` is whether it has the data to find out how a page lies.
    """

    program: OutsideProgram
    languages: tuple[str, ...]
    turns_pages: bool = False

    @property
    def label(self) -> str:
        """What is said of a text that it recognized."""
        return f"Tesseract ({', '.join(self.languages[:_MOST_LANGUAGES])})"

    def find_words(self, picture: bytes, mode: str, cancelled: Stop) -> bytes:
        """Return what is on a page, in TSV, with a mode of page segmentation: "1" turns the page, "3" does not."""
        languages = "+".join(self.languages[:_MOST_LANGUAGES])
        with empty_folder() as folder:
            (folder / "page.png").write_bytes(picture)
            arguments = ["page.png", "found", "-l", languages, "--psm", mode, "-c", "tessedit_create_tsv=1"]
            run_confined(self.program, arguments, folder, _PAGE_LIMITS, cancelled)
            return read_result(folder / "found.tsv", RECOGNIZED_BYTES)

    def find_script(self, picture: bytes, cancelled: Stop) -> str:
        """Return the script of a page as Tesseract names it, or an empty text if it is unsure."""
        with empty_folder() as folder:
            (folder / "page.png").write_bytes(picture)
            try:
                run_confined(self.program, ["page.png", "-", "--psm", "0"], folder, _PAGE_LIMITS, cancelled)
            except ProgramError:
                if cancelled():
                    raise
                return ""  # it ends with an error if there are too few letters
            printed = read_result(folder / "printed", _LONGEST_LIST).decode("utf-8", "replace")
        found = re.search(r"^Script: (\w+)\s+Script confidence: ([\d.]{1,9})", printed, re.MULTILINE)
        return found[1] if found and float(found[2]) >= _SURE_SCRIPT else ""


@value
class OutsidePrograms:
    """The programs that were found and can be confined."""

    tesseract: Tesseract | None = None
    office: OutsideProgram | None = None


def find_programs() -> OutsidePrograms:
    """Return the programs of this computer that can be used and that its administrators allow."""
    policy, found = current_policy(), installed_programs()
    if policy.ocr == "none":
        found = replace(found, tesseract=None)
    return replace(found, office=None) if policy.libreoffice is False else found


@cache
def installed_programs() -> OutsidePrograms:
    """Return the programs of this computer; none if they cannot be confined."""
    if not can_confine():
        return OutsidePrograms()
    return OutsidePrograms(tesseract=_find_tesseract(), office=_find_office())


@value
class OutsideReader:
    """Reads what the program itself cannot read of one file: scanned pages, pictures and old Office files.

    A picture that is `contained` in a mail is read only if it looks like a page.
    """

    data: bytes
    name: str
    options: ReadingOptions
    run: RunSealed
    cancelled: Stop
    contained: bool = False

    def read_refused(self, error: ImportRefusedError) -> Parsed:
        """Return what a file holds that was refused.

        Raises the error if no program of this computer can read such files, another ImportRefusedError if one
        can, but not this file.
        """
        if error.code not in _READ_OTHERWISE:
            raise error
        programs = find_programs()
        with self._program_errors():
            if error.code == OLD_OFFICE.code:
                if programs.office is not None:
                    return self._convert(programs.office)
            elif programs.tesseract is not None:
                try:
                    file = self._recognize_file(programs.tesseract, error.code)
                    return self.run(parse_recognized, file, result_type=Parsed)
                except ImportRefusedError as refused:
                    if refused.code != "import-no-text":
                        raise
                    raise ImportRefusedError("import-nothing-recognized", name=self.name) from refused
        raise error

    def add_scanned_pages(self, parsed: Parsed) -> Parsed:
        """Return what was parsed of the file with the text of its scanned pages, if it is a PDF with such pages."""
        pages = scanned_pages(parsed.texts[0])[:RECOGNIZED_PAGES] if len(parsed.texts) == 1 else ()
        tesseract = find_programs().tesseract if pages else None
        if tesseract is None:
            return parsed
        with self._program_errors():
            tables = tuple(self._recognize_page(tesseract, page - 1)[0] for page in pages)
            file = RecognizedFile(
                name=self.name,
                media_type="application/pdf",
                program=tesseract.label,
                tables=tables,
                pages=pages,
            )
            return self.run(add_recognized_pages, parsed.texts[0], file, result_type=Parsed)

    @contextmanager
    def _program_errors(self) -> Iterator[None]:
        try:
            yield
        except ProgramError as error:
            if self.cancelled():
                raise CancelledError from error
            raise ImportRefusedError("outside-program-failed", name=self.name, reason=str(error)) from error

    # Tesseract

    def _recognize_file(self, tesseract: Tesseract, code: str) -> RecognizedFile:
        if code in SCANS:
            return self._recognize_pages(tesseract)
        if code == DOCUMENT_SCAN:
            drawn = self.run(draw_figures, self.data, self.name, result_type=PagePictures)
            file = RecognizedFile(
                name=self.name,
                media_type=drawn.media_type,
                program=tesseract.label,
                tables=(),
                cut=drawn.total > RECOGNIZED_PAGES,
            )
        else:
            from briefbuilder.importers.saved_files import picture_type

            drawn = self.run(draw_picture, self.data, self.name, self.contained, result_type=PagePictures)
            media_type = picture_type(self.data) or "image/tiff"
            file = RecognizedFile(
                name=self.name,
                media_type=media_type,
                program=tesseract.label,
                tables=(),
                picture=self.data if media_type != "image/tiff" else drawn.pictures[0],
                contained=self.contained,
            )
        tables = (
            self._recognize(tesseract, picture, is_first=place == 0)
            for place, picture in enumerate(drawn.pictures)
        )
        return replace(file, tables=tuple(tables))

    def _recognize_pages(self, tesseract: Tesseract) -> RecognizedFile:
        tables: list[bytes] = []
        total = 1
        while len(tables) < min(total, RECOGNIZED_PAGES):
            table, total = self._recognize_page(tesseract, len(tables))
            tables.append(table)
        return RecognizedFile(
            name=self.name,
            media_type="application/pdf",
            program=tesseract.label,
            tables=tuple(tables),
            cut=total > RECOGNIZED_PAGES,
        )

    def _recognize_page(self, tesseract: Tesseract, number: int) -> tuple[bytes, int]:
        """Return what was found on a page, counted from 0, and the number of all pages."""
        drawn = self.run(
            draw_page, self.data, self.name, self.options.passwords, number, result_type=PagePictures
        )
        if not drawn.pictures:
            return b"", drawn.total
        return self._recognize(tesseract, drawn.pictures[0], is_first=number == 0), drawn.total

    def _recognize(self, tesseract: Tesseract, picture: bytes, *, is_first: bool) -> bytes:
        """Return what Tesseract found on a page, in TSV.

        A page on which few words are sure may lie on its side, or be in a script of which other languages are installed.
        Raises ImportRefusedError if there is no language for the script of the first page of a file.
        """
        found = tesseract.find_words(picture, "3", self.cancelled)
        sure = self.run(mean_confidence, found, result_type=float)
        if not tesseract.turns_pages or not 0 < sure < _SURE_PAGE:
            return found
        script = tesseract.find_script(picture, self.cancelled)
        if script in _LANGUAGES_OF_SCRIPTS:
            own = tuple(
                language for language in tesseract.languages if language in _LANGUAGES_OF_SCRIPTS[script]
            )
            if not own and is_first:
                raise ImportRefusedError("import-script-without-data", name=self.name, script=script)
            tesseract = replace(tesseract, languages=(*own, *tesseract.languages))
        turned = tesseract.find_words(picture, "1", self.cancelled)
        return turned if self.run(mean_confidence, turned, result_type=float) > sure else found

    # LibreOffice

    def _convert(self, office: OutsideProgram) -> Parsed:
        """Return the text of an old Office file, which LibreOffice converts to its successor."""
        # In the directory of an OLE container, names are filled up with zeros.
        names = ((each, each[0].encode("utf-16-le") + bytes(4)) for each in _OLD_STREAMS)
        kind = next((each for each, name in names if name in self.data), None)
        if kind is None:
            raise ImportRefusedError(OLD_OFFICE.code, name=self.name)
        _, media_type, suffix, new, filter_name = kind
        converted = _convert_file(office, self.data, suffix, f"{new}:{filter_name}", self.cancelled)
        name = f"{Path(self.name).stem}.{new}"
        parsed = self.run(parse, converted, name, self.options, result_type=Parsed)
        notice = Notice(code="converted-by-program", subject="LibreOffice")
        texts = (
            replace(text, media_type=media_type, notices=(notice, *text.notices)) for text in parsed.texts
        )
        return replace(parsed, texts=tuple(texts))


def _find_tesseract() -> Tesseract | None:
    found = shutil.which("tesseract")
    path = str(Path(found).resolve()) if found else ""
    if not path.startswith(_TRUSTED):
        return None
    program = OutsideProgram(path=path, files=_TESSERACT_FILES)
    models = _models(program)
    languages = _languages(models)
    return (
        Tesseract(program=program, languages=languages, turns_pages=_ORIENTATION in models)
        if languages
        else None
    )


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


def _convert_file(office: OutsideProgram, data: bytes, suffix: str, target: str, cancelled: Stop) -> bytes:
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
