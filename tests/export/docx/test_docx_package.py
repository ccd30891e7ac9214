"""Replacing the parts of a package keeps its relationships."""

from __future__ import annotations

from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart

from briefbuilder.export.docx.package import (
    open_base,
    package_of,
    parse_part,
    relationship_type,
    replace_parts,
)

_XML = b'<w:x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


def test_parsed_part_keeps_its_name_and_relationships(base: bytes) -> None:
    word = open_base(base)
    package = package_of(word)
    part = Part(PackURI("/word/held.xml"), "application/xml", _XML, package)
    picture = Part(PackURI("/word/media/a.png"), "image/png", b"png", package)
    inner = part.rels.get_or_add(relationship_type("image"), picture).rId
    name = word.part.relate_to(part, relationship_type("held"))
    order = list(word.part.rels)

    tree = parse_part(word.part, name)

    assert isinstance(tree, XmlPart)
    assert word.part.related_parts[name] is word.part.rels[name].target_part is tree
    assert tree.related_parts[inner] is picture
    assert list(word.part.rels) == order
    assert parse_part(word.part, name) is tree


def test_relationships_lead_to_the_replacement_of_a_part(base: bytes) -> None:
    word = open_base(base)
    package = package_of(word)
    old = Part(PackURI("/word/media/a.png"), "image/png", b"old", package)
    inner = Part(PackURI("/word/held.xml"), "application/xml", _XML, package)
    outside = "https://example.org/"
    old.rels.add_relationship(relationship_type("hyperlink"), outside, "rIdLink", is_external=True)
    holder = inner.relate_to(old, relationship_type("image"))
    name = word.part.relate_to(old, relationship_type("image"))
    word.part.relate_to(inner, relationship_type("held"))
    new = Part(PackURI("/word/media/b.jpg"), "image/jpeg", b"new", package)

    replace_parts(package, {old: new})

    assert word.part.related_parts[name] is inner.related_parts[holder] is new
    assert new.rels["rIdLink"].target_ref == outside
    assert old not in set(package.iter_parts())
