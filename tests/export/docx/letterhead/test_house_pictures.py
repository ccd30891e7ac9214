"""Pictures of a house document go out without what tells of their maker, whatever their kind."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from tests.export.docx.letterhead.conftest import FOLDER, OLD, Write, packed, parts_of

from briefbuilder.app.letterheads import template_findings
from briefbuilder.export.docx.letterhead.strip import clean_picture

PICTURE = "word/media/image1.png"
SVG = f"""<?xml version="1.0"?><!-- {OLD} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:sodipodi="http://sodipodi.example/dtd" xmlns:rdf="http://rdf.example/ns" width="9" height="9"
 sodipodi:docname="{OLD}.svg" aria-label="Arms">
<title>{OLD}</title><metadata><rdf:RDF>{OLD}</rdf:RDF></metadata>
<sodipodi:namedview showgrid="{OLD}"/>
<image xlink:href="https://{OLD.lower()}.example/x.png" width="1" height="1"/>
<use xlink:href="#arms"/><rect id="arms" width="9" height="9" fill="#123456"/></svg>""".encode()


def drawn(kind: str, **more: object) -> bytes:
    """Return a small picture of a kind."""
    stream = io.BytesIO()
    Image.new("RGB", (9, 9), "#123456").save(stream, kind, **more)
    return stream.getvalue()


def png() -> bytes:
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", OLD)
    return drawn("PNG", pnginfo=about)


def emf() -> bytes:
    words = f"Drawn\0{OLD}\0\0".encode("utf-16-le")
    head = struct.pack("<II", 1, 100 + len(words)) + bytes(32) + b" EMF" + bytes(16)
    head += struct.pack("<II", len(words) // 2, 100) + bytes(32)
    return head + words + b"rest of the drawing"


KINDS = {
    "png": (png(), "png"),
    "gif": (drawn("GIF", comment=OLD.encode()), "png"),
    "tiff": (drawn("TIFF", description=OLD), "png"),
    "jpeg": (drawn("JPEG", comment=OLD.encode()), "jpg"),
    "svg": (SVG, "svg"),
    "emf": (emf(), "emf"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_tells_nothing_of_its_maker_and_still_shows(kind: str) -> None:
    data, suffix = KINDS[kind]
    assert OLD.encode() in data or OLD.encode("utf-16-le") in data
    made = clean_picture(data)
    assert made is not None
    assert made.suffix == suffix
    for spelt in (OLD.encode(), OLD.lower().encode(), OLD.encode("utf-16-le")):
        assert spelt not in made.data
    if suffix in {"png", "jpg"}:
        assert Image.open(io.BytesIO(made.data)).size == (9, 9)
    else:
        assert {"svg": b'fill="#123456"', "emf": b"rest of the drawing"}[suffix] in made.data


def test_a_drawing_keeps_what_it_shows_and_its_own_links() -> None:
    made = clean_picture(SVG)
    assert made is not None
    assert b'aria-label="Arms"' in made.data
    assert b'xlink:href="#arms"' in made.data


@pytest.mark.parametrize("kind", [*KINDS, "broken"])
def test_no_word_of_a_pictures_maker_goes_out(kind: str, write: Write) -> None:
    data = KINDS[kind][0] if kind in KINDS else png()[:60] + OLD.encode()
    parts = parts_of((FOLDER / "it-lettera.docx").read_bytes())
    assert PICTURE in parts
    docx, _ = write(packed({**parts, PICTURE: data}))
    made = parts_of(docx)
    for content in made.values():
        assert OLD.encode() not in content
        assert OLD.encode("utf-16-le") not in content
    assert [name for name in made if name.startswith("word/media/")]


def test_a_picture_that_cannot_be_read_is_told_to_the_designer(write: Write, tmp_path: Path) -> None:
    parts = parts_of((FOLDER / "it-lettera.docx").read_bytes())
    write(packed({**parts, PICTURE: png()[:60] + OLD.encode()}))
    (told,) = [
        one for one in template_findings(tmp_path / "on-paper.yaml") if one.code == "house-picture-unreadable"
    ]
    assert told.parameters["picture"] == "image1.png"


def test_a_photograph_in_the_letterhead_brings_no_word_of_its_camera_into_the_pdf(write: Write) -> None:
    parts = parts_of((FOLDER / "it-lettera.docx").read_bytes())
    _, pdf = write(packed({**parts, PICTURE: KINDS["jpeg"][0]}))
    assert b"DCTDecode" in pdf
    assert OLD.encode() not in pdf


@pytest.mark.parametrize("wrong", ["relationship", "type"])
def test_a_picture_is_known_by_its_type_or_by_what_leads_to_it(wrong: str, write: Write) -> None:
    parts = parts_of((FOLDER / "it-lettera.docx").read_bytes())
    assert OLD.encode() in parts[PICTURE]
    if wrong == "relationship":
        name, old, new = "word/_rels/header1.xml.rels", b"relationships/image", b"relationships/other"
    else:
        name, old, new = "[Content_Types].xml", b"image/png", b"application/octet-stream"
    assert old in parts[name]
    docx, _ = write(packed({**parts, name: parts[name].replace(old, new)}))
    assert not any(OLD.encode() in part for part in parts_of(docx).values())
