"""What a sealed process needs is loaded before: for a file of any format nothing is imported or opened in the seal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.narrowing import of_type

from briefbuilder.app import warm_up
from briefbuilder.app.originals import (
    PDF_TYPE,
    OriginalFile,
    ShownSource,
    draw_original_pages,
    find_words_on_page,
    shown_source,
)
from briefbuilder.app.workers import PRELOAD_LETTERHEADS, PRELOAD_READERS, WorkerFailedError, WorkerPool
from briefbuilder.domain.errors import BriefbuilderError, ImportRefusedError
from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout
from briefbuilder.domain.page_images import RenderedPages
from briefbuilder.export.docx.letterhead.reference_style import read_letterhead
from briefbuilder.importers.draft import PLAIN, ReadingOptions
from briefbuilder.importers.pasted.article import ClipboardContent, ParsedClipboard, parse_pasted
from briefbuilder.importers.pasted.fragment import Fragment, read_fragment
from briefbuilder.importers.pdf.shown_pages import Box
from briefbuilder.importers.read import Parsed, load_file, parse, with_saved_files
from briefbuilder.importers.registry import IMPORTERS, importer_for

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="sealed by the Linux kernel"),
    pytest.mark.usefixtures("fresh_fork_server"),
]

DATA = Path(__file__).parent.parent / "data"
SUFFIXES = {suffix for importer in IMPORTERS for suffix in importer.suffixes}
FILES = [
    path
    for folder in sorted(DATA.iterdir())
    if folder.name not in {"dossier", "spelling", "composing"}
    for path in sorted(folder.rglob("*"))
    if path.suffix in SUFFIXES
]
LETTERHEADS = sorted((DATA / "letterheads").iterdir())


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    # Each process imports pytest in any case, with this module, before it is sealed.
    preload = (*PRELOAD_READERS, *PRELOAD_LETTERHEADS, "pytest")
    with WorkerPool(warm=1, preload=preload) as opened:
        yield opened


def watched(prepare: Callable[[], bool]) -> bool:
    """Prepare as usual, but let the process watch for what it tries to load."""
    prepare()
    return False


def run(pool: WorkerPool, prepare: Callable[[], bool], result_type: object, *work: object) -> object:
    """Run a task; where it tried to load something, WorkerFailedError is raised."""
    function, *arguments = work
    return pool.run_sealed(function, *arguments, result_type=result_type, prepare=partial(watched, prepare))  # type: ignore[arg-type]


def import_something(name: str) -> int:
    return len(dir(__import__(name)))


@pytest.mark.parametrize("name", ["antigravity", "briefbuilder.export.pdf.writer"])
def test_a_task_that_loads_something_is_noticed(pool: WorkerPool, name: str) -> None:
    with pytest.raises(WorkerFailedError):
        run(pool, warm_up.warm_up_readers, int, import_something, name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DATA)))
def test_a_file_of_any_format_is_read_without_loading_anything_as_it_is_without_a_seal(
    pool: WorkerPool, path: Path
) -> None:
    data, name = load_file(path)
    options = with_saved_files(PLAIN, path)
    try:
        expected: Parsed | str = parse(data, name, options)
    except BriefbuilderError as error:
        expected = str(error)
    try:
        found = run(pool, warm_up.warm_up_readers, Parsed, parse, data, name, options)
    except ImportRefusedError as error:
        found = str(error)
    assert found == expected


@pytest.mark.parametrize("name", warm_up.small_files())
def test_the_small_file_of_each_format_is_of_that_format(name: str) -> None:
    data = warm_up.small_files()[name]
    suffix = Path(name).suffix
    assert suffix in importer_for(data, "no suffix").suffixes or suffix in {".md", ".csv"}
    assert suffix in importer_for(data, name).suffixes
    parsed = parse(data, name, ReadingOptions())
    assert parsed.texts or parsed.files


def test_every_format_has_a_small_file() -> None:
    has = {importer_for(data, name).id for name, data in warm_up.small_files().items()}
    assert has == warm_up.ALL_FORMATS


@pytest.mark.parametrize(
    "name", ["pdf/typst-notes.pdf", "mail/reply-it.eml", "html/table.html", "msg/scorte.msg"]
)
def test_a_source_page_is_shown_without_loading_anything(pool: WorkerPool, name: str) -> None:
    path = DATA / name
    data = path.read_bytes()
    media_type = importer_for(data, path.name).media_types[0]
    looked = OriginalFile(data=data, media_type=media_type, name=path.name)
    readers = warm_up.warm_up_readers
    if media_type == PDF_TYPE:
        pages = run(pool, readers, RenderedPages, draw_original_pages, looked, (0,), 1.0)
        assert pages == draw_original_pages(looked, (0,), 1.0)
        boxes = run(pool, readers, tuple[Box, ...], find_words_on_page, looked, 0, "the")
        assert boxes == find_words_on_page(looked, 0, "the")
    else:
        assert run(pool, readers, ShownSource, shown_source, looked, ()) == shown_source(looked, ())


@pytest.mark.parametrize("path", sorted((DATA / "paste").glob("*.html")), ids=lambda path: path.name)
def test_the_clipboard_is_read_without_loading_anything(pool: WorkerPool, path: Path) -> None:
    rich = path.with_suffix(".rtf")
    content = ClipboardContent(
        html=path.read_text("utf-8"), rtf=rich.read_bytes() if rich.exists() else b"", text="words"
    )
    readers = warm_up.warm_up_readers
    assert run(pool, readers, ParsedClipboard, parse_pasted, content) == parse_pasted(content)
    found = of_type(run(pool, readers, Fragment, read_fragment, content), Fragment)
    assert [block.text for block in found.blocks] == [block.text for block in read_fragment(content).blocks]


@pytest.mark.parametrize("path", LETTERHEADS, ids=lambda path: path.name)
def test_a_letterhead_is_read_without_loading_anything(pool: WorkerPool, path: Path) -> None:
    file = LetterheadFile(name=path.name, data=path.read_bytes())
    prepare = warm_up.warm_up_letterheads
    assert run(pool, prepare, LetterheadLayout, read_letterhead, file) == read_letterhead(file)
