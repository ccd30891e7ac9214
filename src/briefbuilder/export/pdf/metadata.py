"""What a PDF says about itself: the XMP packet and the information dictionary, telling the same."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from briefbuilder.domain.document import Document
from briefbuilder.export.pdf.syntax import text_string

PRODUCER = "briefbuilder"
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is kept</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""PDF/A wants every schema that it does not know itself described (ISO 19005-2, 6.6.2.3)."""


def xmp_packet(document: Document) -> bytes:
    """Return the XMP packet of a document, in UTF-8."""
    moment = _moment(document.moment).strftime("%Y-%m-%dT%H:%M:%SZ")
    title = _words(document.title)
    parts = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n',
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n',
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\n',
        f"<dc:language><rdf:Bag><rdf:li>{_words(document.language)}</rdf:li></rdf:Bag></dc:language>\n",
        *_optional(document),
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>\n",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>\n",
        "</rdf:Description>\n",
        _UA_SCHEMA,
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>',
    ]
    return "".join(parts).encode()


def information(document: Document) -> str:
    """Return the information dictionary; an entry that is empty is left out, as in the XMP packet."""
    moment = _moment(document.moment).strftime("D:%Y%m%d%H%M%SZ")
    entries = [f"/Title{text_string(_clean(document.title))}"]
    if document.subject:
        entries.append(f"/Subject{text_string(_clean(document.subject))}")
    if document.keywords:
        entries.append(f"/Keywords{text_string(_clean(', '.join(document.keywords)))}")
    entries.append(f"/Creator({PRODUCER})/Producer({PRODUCER})")
    entries.append(f"/CreationDate({moment})/ModDate({moment})")
    return f"<<{''.join(entries)}>>"


def _optional(document: Document) -> list[str]:
    found = []
    if document.subject:
        words = _words(document.subject)
        found.append(
            f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:description>\n'
        )
    if document.keywords:
        items = "".join(f"<rdf:li>{_words(word)}</rdf:li>" for word in document.keywords)
        found.append(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>\n")
        found.append(f"<pdf:Keywords>{_words(', '.join(document.keywords))}</pdf:Keywords>\n")
    return found


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _words(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """Drop what XML cannot hold, and fold white space: metadata are one line."""
    kept = "".join(character for character in text if character.isprintable() or character.isspace())
    return " ".join(kept.split())
