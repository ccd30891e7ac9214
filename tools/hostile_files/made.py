"""What a hostile file is, and the pieces that many of them are made of."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
"""A sentence of an article; what is readable in a hostile file says this."""

ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A file that is made to do harm.

    Attributes:
        name: Its file's name.
        write: Makes it at a path.
        becomes: The codes of the refusals that may be told, and ARTICLE where it may become one.
        notice: The code of a notice that an article of it must have, empty where none needs to be.
        quick: Whether it is made and read in a second, so that it is among those of every test run.
    """

    name: str
    write: Callable[[Path], None]
    becomes: frozenset[str]
    notice: str = ""
    quick: bool = True


def hostile(
    name: str, make: Callable[[], bytes | str], *becomes: str, notice: str = "", quick: bool = True
) -> Hostile:
    """Return a file that is made of bytes or of characters in UTF-8."""

    def write(path: Path) -> None:
        data = make()
        path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)

    return Hostile(name=name, write=write, becomes=frozenset(becomes), notice=notice, quick=quick)


def page(body: str, head: str = "") -> str:
    """Return a web page."""
    return f"<!doctype html><html><head><title>Stocks</title>{head}</head><body>{body}</body></html>"


def zipped(files: Mapping[str, bytes | str], *, packed: bool = True) -> bytes:
    """Return a ZIP of files by their names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as container:
        for name, data in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else container.compression
            container.writestr(zipfile.ZipInfo(name), data, how)
    return stream.getvalue()


def noise(size: int, seed: int = 1) -> bytes:
    """Return bytes that look like nothing, the same for a seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same on every run is what is wanted


def cut(data: bytes, share: float = 0.6) -> bytes:
    """Return the beginning of some bytes."""
    return data[: int(len(data) * share)]
