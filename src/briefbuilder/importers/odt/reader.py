"""An OpenDocument text to a draft: container, styles, body, notes, pictures, properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure, Note
from briefbuilder.importers.build import Builder, Draft
from briefbuilder.importers.clean import first_words, key
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.docx.metadata import Properties
from briefbuilder.importers.docx.package import Package
from briefbuilder.importers.limits import PARAGRAPHS
from briefbuilder.importers.odt.inline import InlineReader
from briefbuilder.importers.odt.names import attribute, name, words
from briefbuilder.importers.odt.styles import Styles
from briefbuilder.importers.odt.walker import Walker
from briefbuilder.importers.office import finished, joined_content

_MEDIA_TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "svg": "image/svg+xml", "emf": "image/emf",
    "wmf": "image/wmf",
}  # fmt: skip
_MATH = "{http://www.w3.org/1998/Math/MathML}"
_SIGNS = ("mi", "mn", "mo", "mtext", "ms")
_ASIDE = {
    "style:header": "header-removed", "style:header-left": "header-removed", "style:header-first": "header-removed",
    "style:footer": "footer-removed", "style:footer-left": "footer-removed", "style:footer-first": "footer-removed",
}  # fmt: skip


def read_odt(data: bytes, file_name: str) -> Draft:
    """Read the bytes of an OpenDocument text; raise ImportRefusedError where it cannot be read."""
    package = Package(data, file_name)
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(name("manifest:encryption-data")), None) is not None:
        raise ImportRefusedError("import-odt-encrypted", name=file_name)
    content = package.xml("content.xml")
    body = content.find(f"{name('office:body')}/{name('office:text')}") if content is not None else None
    if body is None:
        raise ImportRefusedError("import-odt-without-text", name=file_name)
    if sum(1 for _ in body.iter(name("text:p"), name("text:h"))) > PARAGRAPHS:
        raise ImportRefusedError("import-too-many-paragraphs", name=file_name, limit=str(PARAGRAPHS))
    named = package.xml("styles.xml")
    builder = Builder()
    if any(part.startswith(("basic/", "scripts/")) for part in package.names):
        builder.notice("macros-not-kept")
    styles = Styles([named, content])
    pictures = _Pictures(builder, package)
    inline = InlineReader(styles, pictures.formula)
    walker = Walker(builder, styles, inline, pictures.figures)
    written = walker.walk(body)
    notes = list(_notes(walker, inline))
    if pictures.outside:
        builder.notice("pictures-not-in-file", str(pictures.outside))
    _note_asides(builder, named)
    return finished(
        builder, written, notes, _properties(package.xml("meta.xml")), styles.language or None, file_name
    )


def _notes(walker: Walker, inline: InlineReader) -> Iterator[Note]:
    """Yield the notes that the text refers to, in that order; those that notes refer to come last."""
    done = 0
    marks = {"foot": 0, "end": 0}
    while done < len(inline.notes):
        note, element = list(inline.notes.items())[done]
        done += 1
        placement: Literal["foot", "end"] = "end" if note.startswith("note:end") else "foot"
        marks[placement] += 1
        body = element.find(name("text:note-body"))
        content = joined_content(walker.inner_blocks(body)) if body is not None else ()
        if content:
            yield Note(id=note, content=content, placement=placement, mark=str(marks[placement]))


class _Pictures:
    """The pictures of a document that are in its container; those outside are counted."""

    def __init__(self, builder: Builder, package: Package) -> None:
        self.outside = 0
        self._builder = builder
        self._package = package

    def figures(self, frame: _Element) -> Iterator[Figure]:
        """Yield the picture of each frame under an element; one frame holds the same in several formats."""
        for inner in frame.iter(name("draw:frame")):
            images = [child for child in inner if child.tag == name("draw:image")]
            if images:
                yield from self._figure(inner, images)

    def formula(self, frame: _Element) -> str:
        """Return the signs of the formula that a frame holds as a part of its own, empty where it holds none."""
        held = next(frame.iter(name("draw:object")), None)
        target = attribute(held, "xlink:href").removeprefix("./").strip("/") if held is not None else ""
        part = f"{target}/content.xml"
        root = self._package.xml(part) if target and part.lower() in self._package.names else None
        if root is None or not isinstance(root.tag, str) or not root.tag.startswith(_MATH):
            return ""
        signs = ((one.text or "").strip() for one in root.iter(*(f"{_MATH}{tag}" for tag in _SIGNS)))
        return "".join(signs)

    def _figure(self, frame: _Element, images: list[_Element]) -> Iterator[Figure]:
        targets = [attribute(image, "xlink:href").removeprefix("./") for image in images]
        inside = [
            target for target in targets if "://" not in target and target.lower() in self._package.names
        ]
        if not inside:
            self.outside += 1
            return
        for target in inside:
            media_type = _MEDIA_TYPES.get(target.rpartition(".")[2].lower())
            data = self._package.picture(target) if media_type else None
            if media_type and data:
                told = [frame.findtext(name(tag)) or "" for tag in ("svg:desc", "svg:title")]
                picture = self._builder.picture(media_type, data)
                alternative = " ".join(next(filter(None, told), "").split())
                yield Figure(id="", picture=picture, media_type=media_type, alternative_text=alternative)
                return
        self._builder.notice("picture-unreadable", inside[0].rpartition("/")[2])


def _note_asides(builder: Builder, named: _Element | None) -> None:
    """Say what stands in headers and footers, none of which is the article."""
    seen: set[str] = set()
    for tag, code in _ASIDE.items():
        for element in named.iter(name(tag)) if named is not None else ():
            text = first_words(words(element))
            if key(text) and text not in seen:
                seen.add(text)
                builder.notice(code, text)


def _properties(meta: _Element | None) -> Properties:
    if meta is None:
        return Properties()

    def first(*tags: str) -> str:
        found = (meta.findtext(f".//{name(tag)}") or "" for tag in tags)
        return " ".join(next(filter(None, found), "").split())

    author = first("meta:initial-creator", "dc:creator")
    return Properties(
        title=first("dc:title"),
        authors=(author,) if key(author) else (),
        created=read_date(first("meta:creation-date", "dc:date")),
    )
