"""Metadata is removed from pictures of all kinds in a letterhead document."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from tests.export.docx.letterhead.conftest import FOLDER, OLD_TEXT, Write, pack_parts, read_parts
from tests.narrowing import not_none

from briefbuilder.app.letterheads import template_findings
from briefbuilder.export.docx.letterhead.strip import clean_picture

PICTURE = "word/media/image1.png"
SVG = f"""<?xml version="1.0"?><!-- {OLD_TEXT} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:sodipodi="http://sodipodi.example/dtd" xmlns:rdf="http://rdf.example/ns" width="9" height="9"
 sodipodi:docname="{OLD_TEXT}.svg" aria-label="Arms">
<title>{OLD_TEXT}</title><metadata><rdf:RDF>{OLD_TEXT}</rdf:RDF></metadata>
<sodipodi:namedview showgrid="{OLD_TEXT}"/>
<image xlink:href="https://{OLD_TEXT.lower()}.example/x.png" width="1" height="1"/>
<use xlink:href="#arms"/><rect id="arms" width="9" height="9" fill="#123456"/></svg>""".encode()


def drawn(kind: str, **more: object) -> bytes:
    """Return a small picture of a kind."""
    stream = io.BytesIO()
    Image.new("RGB", (9, 9), "#123456").save(stream, kind, **more)
    return stream.getvalue()


def png() -> bytes:
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", OLD_TEXT)
    return drawn("PNG", pnginfo=about)


def emf() -> bytes:
    words = f"Drawn\0{OLD_TEXT}\0\0".encode("utf-16-le")
    head = struct.pack("<II", 1, 100 + len(words)) + bytes(32) + b" EMF" + bytes(16)
    head += struct.pack("<II", len(words) // 2, 100) + bytes(32)
    return head + words + b"rest of the drawing"


KINDS = {
    "png": (png(), "png"),
    "gif": (drawn("GIF", comment=OLD_TEXT.encode()), "png"),
    "tiff": (drawn("TIFF", description=OLD_TEXT), "png"),
    "jpeg": (drawn("JPEG", comment=OLD_TEXT.encode()), "jpg"),
    "svg": (SVG, "svg"),
    "emf": (emf(), "emf"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_picture_loses_metadata_and_stays_visible(kind: str) -> None:
    data, suffix = KINDS[kind]
    assert OLD_TEXT.encode() in data or OLD_TEXT.encode("utf-16-le") in data
    made = not_none(clean_picture(data))
    assert made.suffix == suffix
    for spelt in (OLD_TEXT.encode(), OLD_TEXT.lower().encode(), OLD_TEXT.encode("utf-16-le")):
        assert spelt not in made.data
    if suffix in {"png", "jpg"}:
        assert Image.open(io.BytesIO(made.data)).size == (9, 9)
    else:
        assert {"svg": b'fill="#123456"', "emf": b"rest of the drawing"}[suffix] in made.data


def test_svg_keeps_shapes_and_internal_links() -> None:
    made = not_none(clean_picture(SVG))
    assert b'aria-label="Arms"' in made.data
    assert b'xlink:href="#arms"' in made.data


def test_svg_fetches_and_runs_nothing() -> None:
    data = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="bad()">
<style>@import url(https://bad.example/x.css);</style><style>a{fill:u\\72l(//bad.example/y)}</style>
<style>.arms{fill:#123456}</style><rect style="fill:url( 'https://bad.example/z#a')" onclick="bad()"/>
<rect id="arms" class="arms" fill="url(#shade)"/><image src="https://bad.example/x.png"/>
<a href="#arms"><set attributeName="href" to="javascript:bad()"/></a></svg>"""
    made = not_none(clean_picture(data))
    assert b"bad" not in made.data
    assert b"<style>.arms{fill:#123456}</style>" in made.data
    assert b'fill="url(#shade)"' in made.data


def test_svg_with_an_entity_is_unreadable() -> None:
    entity = b'<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert clean_picture(entity + b'<svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text></svg>') is None


@pytest.mark.parametrize("kind", [*KINDS, "broken"])
def test_picture_metadata_is_not_exported(kind: str, write: Write) -> None:
    data = KINDS[kind][0] if kind in KINDS else png()[:60] + OLD_TEXT.encode()
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    assert PICTURE in parts
    docx, _ = write(pack_parts({**parts, PICTURE: data}))
    made = read_parts(docx)
    for content in made.values():
        assert OLD_TEXT.encode() not in content
        assert OLD_TEXT.encode("utf-16-le") not in content
    assert [name for name in made if name.startswith("word/media/")]


def test_unreadable_picture_is_reported(write: Write, tmp_path: Path) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    write(pack_parts({**parts, PICTURE: png()[:60] + OLD_TEXT.encode()}))
    (told,) = [
        one for one in template_findings(tmp_path / "on-paper.yaml") if one.code == "house-picture-unreadable"
    ]
    assert told.parameters["picture"] == "image1.png"


def test_camera_metadata_is_not_in_the_pdf(write: Write) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    _, pdf = write(pack_parts({**parts, PICTURE: KINDS["jpeg"][0]}))
    assert b"DCTDecode" in pdf
    assert OLD_TEXT.encode() not in pdf


@pytest.mark.parametrize("wrong", ["relationship", "type"])
def test_picture_is_known_by_its_type_or_relationship(wrong: str, write: Write) -> None:
    parts = read_parts((FOLDER / "it-lettera.docx").read_bytes())
    assert OLD_TEXT.encode() in parts[PICTURE]
    if wrong == "relationship":
        name, old, new = "word/_rels/header1.xml.rels", b"relationships/image", b"relationships/other"
    else:
        name, old, new = "[Content_Types].xml", b"image/png", b"application/octet-stream"
    assert old in parts[name]
    docx, _ = write(pack_parts({**parts, name: parts[name].replace(old, new)}))
    assert not any(OLD_TEXT.encode() in part for part in read_parts(docx).values())
