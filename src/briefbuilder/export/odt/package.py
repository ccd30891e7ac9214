"""Packs the parts of an OpenDocument text as a file, and reads them from it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from briefbuilder.export.odt.xml import NAMESPACES, VERSION, Node, qn, sub

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
_MIMETYPE = "mimetype"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def manifest(types: Mapping[str, str]) -> Node:
    """Return the manifest of parts, whose media types are given by name."""
    space = NAMESPACES["manifest"]
    root = etree.Element(f"{{{space}}}manifest", nsmap={"manifest": space})
    root.set(f"{{{space}}}version", VERSION)
    whole = {"manifest:full-path": "/", "manifest:version": VERSION, "manifest:media-type": MEDIA_TYPE}
    sub(root, "manifest:file-entry", whole)
    for name, media_type in types.items():
        sub(root, "manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": media_type})
    return root


def pack(files: Mapping[str, bytes], listed: Node, *, compress: bool = True) -> bytes:
    """Return a file of parts and their manifest: the media type first and not compressed, no times.

    Without `compress`, the parts are stored as they are.
    """
    stream = io.BytesIO()
    described = etree.tostring(listed, encoding="UTF-8", xml_declaration=True)
    entries = ((_MIMETYPE, MEDIA_TYPE.encode()), *files.items(), (MANIFEST, described))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, _EPOCH)
            is_plain = name == _MIMETYPE or (not compress and name in files)
            entry.compress_type = zipfile.ZIP_STORED if is_plain else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def read_files(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name, without its media type and its manifest."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in {_MIMETYPE, MANIFEST}}


def media_types(data: bytes) -> dict[str, str]:
    """Return the media types of the parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(MANIFEST))
    names = {entry.get(qn("manifest:full-path"), ""): entry for entry in root}
    return {name: entry.get(qn("manifest:media-type"), "") for name, entry in names.items() if name != "/"}
