"""Pictures of articles are decoded to pixels, at most as wide as they are shown."""

from __future__ import annotations

import io
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from briefbuilder.app import pictures as decoding
from briefbuilder.app.checks import compose_and_check_input
from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.export import FORMATS, build_all, check_laid_out, export
from briefbuilder.app.export_input import ExportInput, snapshot
from briefbuilder.app.jobs import JobContext
from briefbuilder.app.pictures import DecodedPicture, decode_all, prepare_pictures
from briefbuilder.app.session import Session
from briefbuilder.app.warm_up import warm_up_pictures
from briefbuilder.app.workers import TaskLimits, WorkerPool
from briefbuilder.domain.article import Picture
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.document import DocumentPicture
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.text import Figure
from briefbuilder.export.pictures import prepare_picture


def picture(form: str, width: int = 40, height: int = 20, mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height), (200, 30, 30) if mode == "RGB" else 0).save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize(("value", "shown"), [(0, 0), (20_560, 80), (41_120, 160), (65_535, 255)])
def test_grey_of_16_bits_is_shown_as_grey(value: int, shown: int) -> None:
    stream = io.BytesIO()
    Image.new("I;16", (4, 4), value).save(stream, "PNG")
    (found,) = decode_all([stream.getvalue()], 100)
    assert found is not None
    assert tuple(found.data[:4]) == (shown, shown, shown, 255)


@pytest.mark.parametrize("width", [10, 100])
def test_a_photograph_stored_on_its_side_is_shown_upright(width: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (0, 0, 20, 20))
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    (found,) = decode_all([stream.getvalue()], width)
    assert found is not None
    assert (found.width, found.height) == ((20, 40) if width > 20 else (10, 20))
    # The left half as stored is the upper one as seen.
    assert found.data[2] > 200
    assert found.data[-4] > 200


def bomb() -> bytes:
    """Return a PNG of 40,000 times 40,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures_of_every_format_become_pixels(form: str) -> None:
    (found,) = decode_all([picture(form)], 100)
    assert found is not None
    assert (found.width, found.height, len(found.data)) == (40, 20, 4 * 40 * 20)
    red, green, blue, alpha = found.data[:4]
    assert red > 180
    assert max(green, blue) < 60
    assert alpha == 255


def test_wide_and_tall_pictures_are_scaled_down() -> None:
    wide, tall = decode_all([picture("JPEG", 3000, 1500), picture("PNG", 10, 20_000, "L")], 600)
    assert wide is not None
    assert (wide.width, wide.height) == (600, 300)
    assert tall is not None
    assert tall.height == 6000
    assert tall.width >= 1


@pytest.mark.parametrize("data", [b"", b"no picture", picture("PNG")[:60], b"<svg/>", bomb()])
def test_what_is_no_picture_is_none(data: bytes) -> None:
    assert decode_all([data, picture("PNG")], 100)[0] is None
    assert decode_all([data, picture("PNG")], 100)[1] is not None


def watched() -> bool:
    warm_up_pictures()
    return False


@pytest.mark.usefixtures("fresh_fork_server")
def test_pictures_are_decoded_in_the_seal_without_loading_anything() -> None:
    forms = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
    pictures = (*map(picture, forms), picture("PNG", 900, 40), b"no picture", bomb())
    with WorkerPool(warm=1) as pool:
        found = pool.run_sealed(
            partial(decode_all),
            pictures,
            100,
            result_type=tuple[DecodedPicture | None, ...],
            prepare=watched,
        )
    assert found == decode_all(pictures, 100)


@pytest.mark.parametrize(("width", "height", "size"), [(2, 2, 15), (2, 2, 17), (0, 1, 0), (-1, -4, 16)])
def test_pixels_of_another_size_are_refused(width: int, height: int, size: int) -> None:
    with pytest.raises(ValueError, match="another size"):
        DecodedPicture(width=width, height=height, data=b"x" * size)


# Pictures of an export.

FORMS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


@pytest.fixture(autouse=True)
def forget_pictures() -> None:
    decoding._prepared.clear()


def stored(*pictures: bytes) -> dict[str, Picture]:
    return {f"p{number}": Picture(media_type="image/x", data=data) for number, data in enumerate(pictures)}


def test_pictures_of_an_export_are_the_same_in_and_out_of_the_seal() -> None:
    cut = picture("JPEG")[:300]
    pictures = (*map(picture, FORMS), picture("JPEG", mode="CMYK"), cut, b"no picture", bomb())
    found = prepare_pictures(stored(*pictures))
    assert tuple(found.values()) == tuple(map(prepare_picture, pictures))
    assert [one.samples is not None for one in found.values()] == [*[True] * 7, False, False, False]
    assert found["p9"] == DocumentPicture()


def prepare_each(pictures: tuple[bytes, ...]) -> tuple[DocumentPicture, ...]:
    return tuple(map(prepare_picture, pictures))


@pytest.mark.usefixtures("fresh_fork_server")
def test_pictures_of_an_export_are_decoded_without_loading_anything() -> None:
    pictures = tuple(picture(form, 300, 200) for form in FORMS)
    with WorkerPool(warm=1) as pool:
        made = pool.run_sealed(
            prepare_each, pictures, result_type=tuple[DocumentPicture, ...], prepare=watched
        )
    assert made == prepare_each(pictures)


def sleep_long(_data: bytes) -> None:
    time.sleep(60)


def die(_data: bytes) -> None:
    os._exit(3)


def fail(_data: bytes) -> None:
    raise KeyError("what Pillow did not expect")


@pytest.mark.parametrize("harm", [sleep_long, die, fail])
def test_a_picture_that_stops_its_process_is_empty(
    harm: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.export.pictures.prepare_picture", harm)
    monkeypatch.setattr(decoding, "_EXPORT_LIMITS", TaskLimits(seconds=0.5))
    assert prepare_pictures(stored(picture("PNG"))) == {"p0": DocumentPicture()}


def die_of_one(pictures: Iterable[bytes], width: int) -> tuple[DecodedPicture | None, ...]:
    """Decode pictures as always, but end the process where the second one is among them."""
    given = tuple(pictures)
    if picture("PNG", 9, 9) in given:
        os._exit(3)
    return decode_all(given, width)


def test_a_picture_that_stops_its_process_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "decode_all", die_of_one)
    pictures = {"a": picture("PNG", 4, 4), "b": picture("PNG", 9, 9), "c": picture("PNG", 5, 5)}
    with WorkerPool(warm=1) as pool:
        found = dict[str, DecodedPicture | None]()
        for decoded in decoding.decode_pictures(pictures, 100, JobContext(pool, lambda _: None)):
            found.update(decoded)
    assert {name: one.width if one else None for name, one in found.items()} == {"a": 4, "b": None, "c": 5}


def test_a_picture_is_decoded_once_whatever_its_name_says(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = picture("PNG", 4, 4), picture("PNG", 9, 9)
    first = prepare_pictures(stored(small))
    second = prepare_pictures(stored(large, small))
    sizes = [one.samples.width for one in (first["p0"], second["p0"], second["p1"]) if one.samples]
    assert sizes == [4, 9, 4]
    monkeypatch.setattr(WorkerPool, "run_sealed", lambda *_, **__: pytest.fail("decoded again"))
    assert prepare_pictures(stored(large, small)) == second


def test_the_cache_of_pictures_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_MOST_CACHED", 600)
    found = prepare_pictures(stored(*(picture("JPEG", 10 + number, 10) for number in range(4))))
    assert all(one.file for one in found.values())
    assert sum(map(decoding._size, decoding._prepared.values())) <= 600


def test_decoding_stops_where_the_export_is_cancelled() -> None:
    with pytest.raises(CancelledError):
        prepare_pictures(stored(picture("PNG")), cancelled=lambda: True)


@pytest.fixture
def illustrated(session: Session) -> ExportInput:
    """The input of an export of a briefing that shows two pictures."""
    act, briefing = compose_briefing(session, "thematic-briefing", "Nota", ["derisking"], {}, "it")
    session.store.apply(act)
    files = stored(picture("JPEG"), picture("GIF"))
    blocks = tuple(Figure(id=name, picture=name, alternative_text=name) for name in files)
    part = briefing.parts[0].id
    shown = insert_item(briefing, part, OwnText(id="o1", blocks=blocks))
    data = replace(snapshot(session, briefing.id), briefing=shown)
    return replace(data, picture_files=files, pictures=dict.fromkeys(files, DocumentPicture()))


def test_an_export_opens_no_picture_in_its_own_process(
    illustrated: ExportInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build_all(illustrated, FORMATS)
    decoding._prepared.clear()
    monkeypatch.setattr("PIL.Image.open", lambda *_, **__: pytest.fail("a picture was opened"))
    assert build_all(illustrated, FORMATS) == whole
    assert b"/DCTDecode" in whole.files[".pdf"]
    assert b"data:image/jpeg" in whole.files[".html"]


def test_what_the_check_composed_is_not_exported_without_the_pictures(illustrated: ExportInput) -> None:
    checked, _ = compose_and_check_input(illustrated)
    assert build_all(illustrated, FORMATS, checked=checked) == build_all(illustrated, FORMATS)


def test_a_briefing_with_pictures_is_composed_once_and_tells_each_that_is_unreadable_once(
    session: Session, illustrated: ExportInput, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = stored(picture("JPEG"), b"\xff\xd8\xff no picture")
    files = dict(zip(illustrated.picture_files, broken.values(), strict=True))
    shown = replace(illustrated, picture_files=files)
    monkeypatch.setattr("briefbuilder.app.export.snapshot", lambda *_: shown)
    monkeypatch.setattr("briefbuilder.composing.compose.compose", lambda _: pytest.fail("composed twice"))
    found = check_laid_out(session, shown.briefing.id)
    assert [one.code for one in found].count("picture-left-out") == 1
    report = export(session, shown.briefing.id, [tmp_path / "a.pdf"], anyway=True)
    assert [one.code for one in report.findings].count("picture-left-out") == 1
