"""Reading bytes as a user's file, and Word documents made of a few lines of XML."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping

import pytest

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.importers.read import read_bytes

Read = Callable[[bytes | str, str], ImportedArticle]
MakeWord = Callable[..., bytes]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MOST_SECONDS = 12.0
"""CPU seconds: generous on a slow machine, far under what the libraries alone take for ever over."""
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    """Fail a test that a file kept busy."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < MOST_SECONDS


@pytest.fixture
def read() -> Read:
    """Read some bytes or characters under a file's name."""

    def reading(data: bytes | str, name: str) -> ImportedArticle:
        return read_bytes(data.encode("utf-8") if isinstance(data, str) else data, name)

    return reading


@pytest.fixture
def word() -> MakeWord:
    """Make a Word document of the XML of its body and of its other parts, each named by its kind."""
    return make_word


def make_word(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    before: str = "",
    links: Mapping[str, str] | None = None,
    media: Mapping[str, bytes] | None = None,
    core: str = "",
    chunks: Mapping[str, bytes | str] | None = None,
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        roots = _relation("r1", "officeDocument", "word/document.xml")
        if core:
            roots += _relation("r2", "core-properties", "docProps/core.xml")
            container.writestr("docProps/core.xml", core)
        container.writestr("_rels/.rels", _relations(roots))
        document = f"{before}<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        container.writestr("word/document.xml", document)
        relations = ""
        for kind, xml in (parts or {}).items():
            relations += _relation(f"r-{kind}", kind, f"{kind}.xml")
            container.writestr(f"word/{kind}.xml", xml.replace("SPACES", SPACES))
        for name, address in (links or {}).items():
            relations += _relation(name, "hyperlink", address, external=True)
        for name, chunk in (chunks or {}).items():
            relations += _relation(name.partition(".")[0], "aFChunk", name)
            container.writestr(f"word/{name}", chunk)
        for name, data in (media or {}).items():
            relations += _relation(name, "image", f"media/{name}.png")
            container.writestr(f"word/media/{name}.png", data)
        container.writestr("word/_rels/document.xml.rels", _relations(relations))
    return stream.getvalue()


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _relation(name: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'
