"""Checks an evidence pack: which of its documents, originals and statements still hold.

A pack comes from a stranger: it is never unpacked to the disk under its own names, its sizes are limited, and its
originals are read in sealed processes like every foreign file.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from briefbuilder.app.evidence import blocks_of
from briefbuilder.app.evidence_pack import (
    FORMAT,
    MANIFEST,
    SUFFIX,
    SUMS,
    PackManifest,
    PackPlace,
    PackSource,
    PackStatement,
    sums_text,
    zip_files,
)
from briefbuilder.app.workers import PRELOAD_READERS, WorkerPool
from briefbuilder.domain.article import Article, ImportedArticle
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.inline import plain_digits
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.text import ListItem, one_line, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.system.files import PrivateFolder, read_regular_file
from briefbuilder.typed_json import json_adapter

if TYPE_CHECKING:
    from briefbuilder.app.messages import Words

_LARGEST_PACK = 1024**3
_MOST_ENTRIES = 5_000
_LARGEST_MANIFEST = 32 * 1024**2
_LONGEST_NAME = 60
_MOST_SEARCHED = 10 * 10**9
"""The most characters in which the words of all places may be searched, which takes some seconds."""
_PLACE_EFFORT = 2_000
"""What a place costs besides the search, in characters."""
_LEFT_OUT, _WITHOUT_PLACE = "pack-original-left-out", "pack-statement-without-place"
_CHUNK = 64 * 1024

PackChecked = Literal["document", "original", "statement"]


@value
class PackCheck:
    """Whether something in a pack holds; `why` is the code of what was found, with its `parameters`."""

    kind: PackChecked
    name: str
    holds: bool
    why: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_checked(self) -> bool:
        """Whether it could be checked; else it neither holds nor is broken."""
        return self.why not in {_LEFT_OUT, _WITHOUT_PLACE}

    @property
    def state(self) -> str:
        """The code of what to say of it in a word."""
        return (
            "cli-verify-unchecked"
            if not self.is_checked
            else "cli-verify-ok"
            if self.holds
            else "cli-verify-no"
        )


def summarize_checks(checks: Sequence[PackCheck], words: Words) -> str:
    """Return in a sentence how much of a pack holds, and how much could not be checked."""
    broken = sum(not check.holds for check in checks)
    unchecked = sum(not check.is_checked for check in checks)
    held = len(checks) - broken - unchecked
    if broken:
        return words.text("cli-verify-broken", count=str(broken))
    if unchecked:
        return words.text("cli-verify-some-unchecked", count=str(held), unchecked=str(unchecked))
    return words.text("cli-verify-holds", count=str(held))


def verify_pack(path: Path, *, on_progress: Progress = ignore_progress) -> tuple[PackCheck, ...]:
    """Return the results of verifying a pack: its files by their hashes, and its statements by the texts and originals in it.

    Raises ExportError if the file is not a pack of this program or a newer one's, or names far too many places.
    """
    files, manifest, found = check_files(path)
    changed = {check.name for check in found if not check.holds}
    sources = {source.number: source for source in manifest.sources}
    texts = {
        source.text: _paragraphs(files.get(source.text, b"")) for source in manifest.sources if source.text
    }
    read: dict[int, str | None] = {}
    effort = 0
    with WorkerPool(preload=PRELOAD_READERS) as pool:
        for done, statement in enumerate(manifest.statements):
            on_progress(done / len(manifest.statements))
            for place in statement.places:
                source = sources.get(place.source)
                if source is not None and source.number not in read and source.file in files:
                    read[source.number] = _read_original(source, files, pool)
                effort += _search_effort(place, source, texts, read)
                if effort > _MOST_SEARCHED:
                    raise ExportError("pack-too-many-places", file=path.name)
            found.append(_check_statement(statement, sources, texts, read, changed))
    return tuple(found)


def check_files(path: Path) -> tuple[dict[str, bytes], PackManifest, list[PackCheck]]:
    """Return the files of a pack, its manifest, and which files still are what they were; raises as `verify_pack`."""
    data = _load(path)
    files = _read_entries(data, path)
    manifest = _read_manifest(files, path)
    return files, manifest, [*_check_hashes(files, manifest), *_check_container(data, files)]


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_PACK:
            raise ExportError("pack-too-large", file=path.name)
        data = read_regular_file(path, _LARGEST_PACK)
    except OSError as error:
        raise ExportError("pack-unreadable", file=str(path), reason=error.strerror or str(error)) from error
    if len(data) > _LARGEST_PACK:
        raise ExportError("pack-too-large", file=path.name)
    return data


def _read_entries(data: bytes, path: Path) -> dict[str, bytes]:
    """Return the files of a pack by name; what is compressed, twice there or named oddly was not made by the program."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > len(data):
                raise ExportError("pack-foreign", file=path.name)
            return {entry.filename: _read_entry(archive, entry, data) for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError, OverflowError) as error:
        raise ExportError("pack-foreign", file=path.name) from error


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> bytes:
    """Return the bytes of an entry even if its checksum is wrong: the hash then names it."""
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
        raise zipfile.BadZipFile(entry.filename)
    try:
        return archive.read(entry)
    except zipfile.BadZipFile:
        start = (
            entry.header_offset
            + 30
            + int.from_bytes(data[entry.header_offset + 26 : entry.header_offset + 28], "little")
        )
        return data[start : start + entry.file_size]


def _read_manifest(files: Mapping[str, bytes], path: Path) -> PackManifest:
    """Return the manifest; if it was changed so that it cannot be read, there is nothing to compare with."""
    from pydantic_core import ValidationError

    given = files.get(MANIFEST, b"")
    if not given or len(given) > _LARGEST_MANIFEST:
        raise ExportError("pack-foreign", file=path.name)
    try:
        manifest: PackManifest = json_adapter(PackManifest).read(given)
    except (ValidationError, RecursionError) as error:
        raise ExportError("pack-manifest-changed", file=path.name, name=MANIFEST) from error
    if manifest.format == FORMAT:
        return manifest
    family, _, number = manifest.format.rpartition("-")
    if family != FORMAT.rpartition("-")[0] or not number.isdecimal():
        raise ExportError("pack-manifest-changed", file=path.name, name=MANIFEST)
    raise ExportError("pack-newer", file=path.name, format=manifest.format[:_LONGEST_NAME])


def _check_hashes(files: Mapping[str, bytes], manifest: PackManifest) -> Iterator[PackCheck]:
    originals = {source.file for source in manifest.sources if source.file}
    sums = files.get(SUMS, b"")
    for name, wanted in manifest.files.items():
        kind: PackChecked = "original" if name in originals else "document"
        if name not in files:
            yield PackCheck(kind=kind, name=name, holds=False, why="pack-file-missing")
        elif hashlib.sha256(files[name]).hexdigest() != wanted:
            yield PackCheck(kind=kind, name=name, holds=False, why="pack-file-changed")
        else:
            yield PackCheck(kind=kind, name=name, holds=True)
    own = hashlib.sha256(files[MANIFEST]).hexdigest()
    as_listed = f"{own}  {MANIFEST}\n".encode() in sums
    yield PackCheck(
        kind="document", name=MANIFEST, holds=as_listed, why=None if as_listed else "pack-file-changed"
    )
    whole = sums_text({**manifest.files, MANIFEST: own}) == sums
    yield PackCheck(kind="document", name=SUMS, holds=whole, why=None if whole else "pack-sums-differ")
    for name in files.keys() - manifest.files.keys() - {MANIFEST, SUMS}:
        yield PackCheck(kind="document", name=name, holds=False, why="pack-file-added")


def _check_container(data: bytes, files: Mapping[str, bytes]) -> Iterator[PackCheck]:
    """Name a byte that was changed outside the files: the same files always give the same ZIP."""
    result = zip_files(files)
    if result == data:
        return
    # Whole chunks first: a pack may have a gigabyte.
    start = next(
        at
        for at in range(0, len(data) + _CHUNK, _CHUNK)
        if result[at : at + _CHUNK] != data[at : at + _CHUNK]
    )
    pairs = zip(result[start : start + _CHUNK], data[start : start + _CHUNK], strict=False)
    place = next(
        (index for index, (one, other) in enumerate(pairs, start) if one != other),
        min(len(result), len(data)),
    )
    yield PackCheck(
        kind="document",
        name="ZIP",
        holds=False,
        why="pack-container-changed",
        parameters={"place": str(place)},
    )


def _check_statement(
    statement: PackStatement,
    sources: Mapping[int, PackSource],
    texts: Mapping[str, Mapping[str, str]],
    read: Mapping[int, str | None],
    changed: set[str],
) -> PackCheck:
    """Return whether the words that a statement is based on are where the pack says they are."""
    name = f"{statement.number}. {' '.join(statement.text.split())[:_LONGEST_NAME]}"
    notes: set[str] = set()
    for place in statement.places:
        source = sources.get(place.source)
        fault, note = (
            ("pack-place-unknown", "") if source is None else _check_place(place, source, texts, read)
        )
        if source is not None and {source.file, source.text} & changed:
            fault = fault or "pack-source-changed"
        if fault:
            parameters = {"source": f"{place.source:03}", "paragraph": str(place.paragraph)}
            return PackCheck(kind="statement", name=name, holds=False, why=fault, parameters=parameters)
        notes |= {note} - {""}
    if not statement.places:
        notes.add(_WITHOUT_PLACE)
    return PackCheck(kind="statement", name=name, holds=True, why=min(notes, default=None))


def _search_effort(
    place: PackPlace,
    source: PackSource | None,
    texts: Mapping[str, Mapping[str, str]],
    read: Mapping[int, str | None],
) -> int:
    """Return the number of characters in which the words of a place are searched, with what it costs besides."""
    if source is None:
        return _PLACE_EFFORT
    paragraph = texts.get(source.text or "", {}).get(str(place.paragraph), "")
    return _PLACE_EFFORT + len(paragraph) + len(read.get(source.number) or "")


def _check_place(
    place: PackPlace,
    source: PackSource,
    texts: Mapping[str, Mapping[str, str]],
    read: Mapping[int, str | None],
) -> tuple[str, str]:
    """Return the code of a fault and the code of a remark; each is empty if there is nothing to say."""
    if source.text is None:
        return "", _LEFT_OUT
    words = plain_digits(" ".join(place.text.split()))
    if words not in texts[source.text].get(str(place.paragraph), ""):
        return "pack-words-missing", ""
    if source.file is None:
        return "", _LEFT_OUT
    original = read.get(source.number)
    if original is None:
        return "", "pack-original-unread"
    if words in original:
        return "", ""
    return ("", "pack-text-corrected") if source.corrected else ("pack-words-not-in-original", "")


def _paragraphs(text: bytes) -> dict[str, str]:
    """Return the paragraphs of a source with plain digits, by their numbers in brackets."""
    lines = (line.partition("] ") for line in plain_digits(text.decode(errors="replace")).split("\n"))
    return {number[1:]: words for number, _, words in lines if number.startswith("[")}


def _read_original(source: PackSource, files: Mapping[str, bytes], pool: WorkerPool) -> str | None:
    """Return the text of an original in one line with plain digits as the program reads it, None if it cannot."""
    from briefbuilder.app.read_files import read_paths

    assert source.file is not None
    with PrivateFolder() as folder:
        suffix = PurePosixPath(source.file).suffix
        path = folder / f"original{suffix if SUFFIX.match(suffix) else ''}"
        path.write_bytes(files[source.file])
        articles = [one.article for one in read_paths([path], pool=pool) if isinstance(one, ImportedArticle)]
    return plain_digits(" ".join(text for article in articles for text in _readings(article))) or None


def _readings(article: Article) -> Iterator[str]:
    """Yield the text of an article in one line, then with the labels of its lists: they were text in older imports."""
    blocks = blocks_of(article)
    yield one_line(" ".join(block.text for block in blocks))
    items = (block for block in walk_blocks(article.blocks) if isinstance(block, ListItem))
    labels = {item.id: item.label_text for item in items if item.label_text}
    if labels:
        yield one_line(" ".join(f"{labels.get(block.id, '')} {block.text}" for block in blocks))
