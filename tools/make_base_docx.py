"""Write `resources/docx/base.docx`: the empty Word document that every export starts from.

It holds the least that Word wants and nothing that tells of anyone: no author, no thumbnail, no
revision ids, no custom XML, compatibility mode 15. The same script gives the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "docx" / "base.docx"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "settings", "numbering", "fontTable", "footnotes", "endnotes")

CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN_TYPE}.{name}+xml"/>' for name in PARTS
    )
    + '<Override PartName="/word/theme/theme1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
PACKAGE_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
DOCUMENT_RELATIONSHIPS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{index}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for index, name in enumerate(PARTS, 1)
    )
    + f'<Relationship Id="rId{len(PARTS) + 1}" Type="{OFFICE}/theme" Target="theme/theme1.xml"/></Relationships>'
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
# Only what documents use is on Word's list of styles, and its designs for tables are in their gallery.
TABLES = (
    ("Grid Table Light", 40),
    *((f"Plain Table {number}", 40 + number) for number in range(1, 6)),
    *(
        (f"{family} Table {design}{accent}", 45 + int(design[0]))
        for family in ("Grid", "List")
        for design in ("1 Light", "2", "3", "4", "5 Dark", "6 Colorful", "7 Colorful")
        for accent in ("", *(f" Accent {number}" for number in range(1, 7)))
    ),
)
STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault>'
    "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
    ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376">'
    + "".join(
        f'<w:lsdException w:name="{name}" w:semiHidden="0" w:uiPriority="{priority}" w:unhideWhenUsed="0"/>'
        for name, priority in TABLES
    )
    + "</w:latentStyles>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style></w:styles>'
)
SETTINGS = (
    f'<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:endnotePr><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr><w:compat>'
    + "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
            ("useWord2013TrackBottomHyphenation", 0),
        )
    )
    + "</w:compat></w:settings>"
)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F2A37", "lt2": "E7E9EC", "accent1": "1F4E79", "accent2": "7A3E3A",
    "accent3": "4F6B3A", "accent4": "5B4A78", "accent5": "2E6F73", "accent6": "8A6420",
    "hlink": "0B4F8A", "folHlink": "5B4A78",
}  # fmt: skip


def theme() -> str:
    """Return a theme, whose fonts and colours each export replaces by those of its styles."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in THEME_COLOURS.items()
    )
    fonts = "".join(
        f'<a:{name}Font><a:latin typeface="Cambria"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}Font>'
        for name in ("major", "minor")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return (
        f'<a:theme xmlns:a="{DRAWING}" name="Briefing"><a:themeElements>'
        f'<a:clrScheme name="Briefing">{colours}</a:clrScheme><a:fontScheme name="Briefing">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Briefing">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )


def notes(kind: str) -> str:
    """Return a part of notes that holds the two separators alone; `kind` is "footnote" or "endnote"."""

    def separator(number: int, name: str) -> str:
        return (
            f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:pPr><w:spacing w:before="0" w:after="0"'
            f' w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        )

    body = separator(-1, "separator") + separator(0, "continuationSeparator")
    return f'<w:{kind}s xmlns:w="{WORD}">{body}</w:{kind}s>'


def parts() -> dict[str, str]:
    """Return the text of each part by its name in the package, in the order of the package."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONSHIPS,
        "docProps/core.xml": CORE,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONSHIPS,
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body><w:sectPr/></w:body></w:document>',
        "word/endnotes.xml": notes("endnote"),
        "word/fontTable.xml": f'<w:fonts xmlns:w="{WORD}"/>',
        "word/footnotes.xml": notes("footnote"),
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}"/>',
        "word/settings.xml": SETTINGS,
        "word/styles.xml": STYLES,
        "word/theme/theme1.xml": theme(),
    }


def base_document() -> bytes:
    """Return the bytes of the base document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, HEAD + text)
    return stream.getvalue()


def main() -> int:
    """Write the base document."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(base_document())
    return 0


if __name__ == "__main__":
    sys.exit(main())
