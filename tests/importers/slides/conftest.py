"""Presentations made of a few lines of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

MakeSlides = Callable[..., bytes]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:r="{_OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


@pytest.fixture
def slides() -> MakeSlides:
    """Make a presentation of the shapes of its slides."""
    return make_slides


def make_slides(
    *shapes: str,
    shown: Mapping[int, str] | None = None,
    links: Mapping[str, str] | None = None,
    title: str = "",
) -> bytes:
    """Return a presentation; `shown` has the `show` attributes of slides, `links` external targets by kind.

    `title` is the title that the properties state.
    """
    numbers = range(1, len(shapes) + 1)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relations(
            _relation("r1", "officeDocument", "ppt/presentation.xml")
            + _relation("r2", "metadata/core-properties", "core.xml")
        ),
        "core.xml": '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:cp="{_PACKAGE}/metadata/core-properties"><dc:title>{title}</dc:title></cp:coreProperties>',
        "ppt/presentation.xml": f"<p:presentation {_SPACES}><p:sldIdLst>"
        + "".join(f'<p:sldId r:id="s{number}"/>' for number in numbers)
        + "</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations(
            "".join(_relation(f"s{number}", "slide", f"slides/slide{number}.xml") for number in numbers)
        ),
    }
    outside = "".join(_relation(kind, kind, target, external=True) for kind, target in (links or {}).items())
    for number, shape in zip(numbers, shapes, strict=True):
        show = (shown or {}).get(number, "")
        files[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {_SPACES} {show}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
        )
        files[f"ppt/slides/_rels/slide{number}.xml.rels"] = _relations(outside)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in files.items():
            container.writestr(name, text)
    return stream.getvalue()


def box(text: str, left: int = 0, top: int = 0, width: int = 100, height: int = 20, kind: str = "") -> str:
    """Return a text box at a place; with a `kind` it is a placeholder of that kind. A paragraph a line."""
    placeholder = f'<p:ph type="{kind}"/>' if kind else ""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:cNvSpPr/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _relation(name: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
