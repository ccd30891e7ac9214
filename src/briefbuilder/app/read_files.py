"""Reads files and folders into articles, each file in a sealed process of its own."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefbuilder.app.outside import OutsideReader
from briefbuilder.app.warm_up import warm_up_formats, warm_up_page_pictures, warm_up_readers
from briefbuilder.app.workers import (
    PRELOAD,
    PRELOAD_PAGES,
    PRELOAD_READERS,
    TaskLimits,
    WorkerFailedError,
    WorkerFaultError,
    WorkerPool,
)
from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, ImportRefusedError
from briefbuilder.domain.notices import CAME_WITH_MAIL
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.progress import Stop
from briefbuilder.importers.draft import FOLDER_ENDINGS, PLAIN, ContainedFile, ReadingOptions
from briefbuilder.importers.read import (
    Contents,
    Parsed,
    finish,
    finish_part,
    load_file,
    parse,
    parse_part,
    read_contents,
    with_attached_files,
    with_saved_files,
)
from briefbuilder.importers.recognized import draw_page, draw_picture
from briefbuilder.importers.registry import IMPORTERS, OUTSIDE_FORMATS, PICTURES

if TYPE_CHECKING:
    from briefbuilder.importers.pasted.article import ClipboardContent
    from briefbuilder.importers.pasted.fragment import Fragment

T = TypeVar("T")

READING_LIMITS = TaskLimits(memory=1024**3, seconds=60.0)
"""The limits of reading one file."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a disk, a quota or a limit of file sizes says that lets a reader write no more of its temporary files."""

_DISK_FULL = lazy_pattern(rf"OSError: \[Errno (?:{'|'.join(map(str, sorted(_FULL)))})\]")

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})

_DOSSIER_FILES = (".dossier", ".dossier.lock", ".dossier-wal", ".dossier-shm", ".dossier-journal")
"""The suffixes of dossiers and of the files beside an open one."""

FileProgress = Callable[[int, int, Path], None]


def read_paths(
    paths: Iterable[Path],
    *,
    on_progress: FileProgress | None = None,
    cancelled: Stop | None = None,
    pool: WorkerPool | None = None,
    options: ReadingOptions = PLAIN,
    patience: float | None = None,
) -> Iterator[ImportedArticle | RefusedFile]:
    """Read files, and all files in folders, in order; a file that cannot be read is yielded as refused.

    A file that contains others, such as a mail with attachments or a ZIP, yields several readings.

    Args:
        paths: Files and folders.
        on_progress: Called before each result with the number of files done, of all files, and the first file that is
            still being read.
        cancelled: Returns true when the reading should stop; CancelledError is raised then.
        pool: Workers; without it some are started and ended with the iteration.
        options: Passwords for encrypted files.
        patience: Seconds after which files behind one that is still being read are yielded before it; None for never.
    """
    files = list_files(paths)
    if pool is not None:
        yield from _read_all(files, on_progress, cancelled, pool, options, patience)
        return
    with WorkerPool(preload=_preload(files)) as own:
        yield from _read_all(files, on_progress, cancelled, own, options, patience)


def read_pasted(
    offered: ClipboardContent, *, cancelled: Stop | None = None, pool: WorkerPool | None = None
) -> ImportedArticle:
    """Read the content of the clipboard as an article; raises ImportRefusedError."""
    from briefbuilder.importers.pasted.article import ParsedClipboard, finish_pasted, parse_pasted

    with WorkerPool(warm=1, preload=PRELOAD_READERS) as own:
        parsed = _parse_in_worker(
            pool or own, "pasted", cancelled, parse_pasted, offered, result_type=ParsedClipboard
        )
    return finish_pasted(parsed)


def read_fragment(
    offered: ClipboardContent, *, cancelled: Stop | None = None, pool: WorkerPool | None = None
) -> Fragment:
    """Read the content of the clipboard into blocks for own text; raises ImportRefusedError."""
    from briefbuilder.importers.pasted import fragment

    with WorkerPool(warm=1, preload=PRELOAD_READERS) as own:
        return _parse_in_worker(
            pool or own, "pasted", cancelled, fragment.read_fragment, offered, result_type=fragment.Fragment
        )


def readable_suffixes() -> tuple[str, ...]:
    """Return the suffixes of the formats that can be read, for a file dialog."""
    own = tuple(suffix for importer in IMPORTERS for suffix in importer.suffixes)
    return own + tuple(suffix for outside in OUTSIDE_FORMATS for suffix in outside.suffixes)


def watched_suffixes() -> tuple[str, ...]:
    """Return the suffixes of files in watched folders that are offered: all but pictures, which are rarely scans."""
    return tuple(suffix for suffix in readable_suffixes() if suffix not in PICTURES.suffixes)


def list_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return files, with folders replaced by all files in them, sorted by name, each once.

    In folders, hidden files, dossiers, files of systems and offices, and what browsers save beside a page are left
    out. Links to folders are not followed. A folder that cannot be listed stands for its files: reading it says why.
    """
    found: dict[Path, None] = {}
    for path in paths:
        # Unlike Path.is_dir, it raises nothing in a folder that may not be entered.
        if os.path.isdir(path):  # noqa: PTH112
            found.update(dict.fromkeys(_walk_folder(path)))
        else:
            found[path] = None
    return tuple(found)


def _walk_folder(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        pages = {Path(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
        beside = {f"{page}{ending}" for page in pages for ending in FOLDER_ENDINGS}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in beside)
        for name in sorted(names):
            folded = name.casefold()
            passed_over = folded in _SYSTEM_FILES or folded.endswith(_DOSSIER_FILES)
            if not name.startswith((".", "~$")) and not passed_over:
                yield Path(place) / name
    yield from closed


def _read_all(
    files: tuple[Path, ...],
    on_progress: FileProgress | None,
    cancelled: Stop | None,
    pool: WorkerPool,
    options: ReadingOptions,
    patience: float | None,
) -> Iterator[ImportedArticle | RefusedFile]:
    stopped = False

    def is_cancelled() -> bool:
        return stopped or (cancelled is not None and cancelled())

    workers = min(4, os.cpu_count() or 1, max(1, len(files)))
    waiting: dict[Future[tuple[ImportedArticle | RefusedFile, ...]], Path] = {}
    slow: Future[tuple[ImportedArticle | RefusedFile, ...]] | None = None
    rest = iter(files)
    with ThreadPoolExecutor(workers + 1, thread_name_prefix="briefbuilder-reading") as threads:
        try:
            for done in range(len(files)):
                # A little ahead of the consumer, so that readings do not pile up in memory.
                ahead = workers + 1 + (slow in waiting)
                while len(waiting) < ahead and (path := next(rest, None)) is not None:
                    waiting[threads.submit(_read_one, pool, path, is_cancelled, options)] = path
                first = next(iter(waiting))
                if on_progress is not None:
                    on_progress(done, len(files), waiting[first])
                slow = first if first is slow or not wait([first], timeout=patience).done else None
                wait(waiting, return_when=FIRST_COMPLETED)
                ready = next(reading for reading in waiting if reading.done())
                del waiting[ready]
                yield from ready.result()
        finally:
            stopped = True


def _preload(files: tuple[Path, ...]) -> tuple[str, ...]:
    """Return what the fork server should load to read some files; a single file gains nothing from more."""
    if len(files) < 2:
        return PRELOAD
    formats = {_format_by_name(path.name) for path in files}
    return PRELOAD_PAGES if formats == {"html"} else PRELOAD_READERS


def _format_by_name(name: str) -> str | None:
    suffix = Path(name).suffix.lower()
    return next((importer.id for importer in IMPORTERS if suffix in importer.suffixes), None)


def _read_one(
    pool: WorkerPool, path: Path, cancelled: Stop, options: ReadingOptions
) -> tuple[ImportedArticle | RefusedFile, ...]:
    """Read a file and the files within it, each in a separate process."""

    def open_one(part: ContainedFile) -> Contents:
        run = partial(_parse_in_worker, pool, part.name, cancelled)
        in_mail = part.notice.code == CAME_WITH_MAIL
        reader = OutsideReader(
            data=part.data, name=part.name, options=options, run=run, cancelled=cancelled, contained=in_mail
        )
        try:
            parsed = run(parse_part, part, options, result_type=Parsed)
        except ImportRefusedError as error:
            try:
                parsed = reader.read_refused(error)
            except ImportRefusedError:
                if in_mail and error.code == PICTURES.code:
                    return ()  # a logo or a photograph, of which the mail's own notice tells
                raise
        return finish_part(reader.add_scanned_pages(parsed), part, path)

    try:
        data, name = load_file(path)
        beside = with_saved_files(options, path)
        run = partial(_parse_in_worker, pool, path.name, cancelled)
        reader = OutsideReader(data=data, name=name, options=options, run=run, cancelled=cancelled)
        try:
            parsed = run(parse, data, name, beside, result_type=Parsed)
        except ImportRefusedError as error:
            parsed = reader.read_refused(error)
        parsed = reader.add_scanned_pages(parsed)
        contents = with_attached_files(finish(parsed, data, name, path), parsed, path)
    except CancelledError:
        raise
    except BriefbuilderError as error:
        return (RefusedFile(path=path, error=error),)
    return tuple(read_contents(contents, path, open_one))


def _parse_in_worker(
    pool: WorkerPool,
    name: str,
    cancelled: Stop | None,
    function: Callable[..., T],
    *args: object,
    result_type: type[T],
) -> T:
    with reading_errors(name):
        return pool.run_sealed(
            function,
            *args,
            result_type=result_type,
            prepare=_preparation(function, name),
            otherwise=warm_up_readers,
            limits=READING_LIMITS,
            cancelled=cancelled,
        )


@contextmanager
def reading_errors(name: str) -> Iterator[None]:
    """Raise an ImportRefusedError in place of what a reader's process raises for a file of a name."""
    try:
        yield
    except WorkerFailedError as error:
        code = error.code.replace("worker-", "reader-")
        raise ImportRefusedError(code, name=name, **error.parameters) from error
    except WorkerFaultError as error:
        detail = _last_line(str(error))
        if _DISK_FULL.match(detail):
            raise ImportRefusedError("reader-disk-full", name=name) from error
        raise ImportRefusedError("reader-failed", name=name, detail=detail) from error
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise ImportRefusedError("reader-disk-full", name=name) from error


def _preparation(function: object, name: str) -> Callable[[], bool]:
    """Return a function that loads the modules that a function needs for a file of a name."""
    if function in {draw_page, draw_picture}:
        return warm_up_page_pictures
    expected = _format_by_name(name)
    return partial(warm_up_formats, frozenset({expected})) if expected else warm_up_readers


def _last_line(trace: str) -> str:
    lines = trace.strip().splitlines()
    return lines[-1] if lines else ""
