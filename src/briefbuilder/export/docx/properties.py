"""Writes the core and custom properties and the settings of a Word file."""

from __future__ import annotations

from docx.document import Document as WordDocument

from briefbuilder.domain.document import Document
from briefbuilder.export.docx.headers_footers import has_even_pages
from briefbuilder.export.docx.languages import culture, document_language_element
from briefbuilder.export.docx.ooxml import (
    Node,
    clean_text,
    escape_xml,
    insert_ordered,
    make,
    qn,
    quote_attribute,
)
from briefbuilder.export.pdf.break_opportunities import has_hyphenation

SETTINGS_ORDER = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
    "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection",
    "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
    "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength",
    "clickAndTypeStyle", "defaultTableStyle", "evenAndOddHeaders", "bookFoldRevPrinting",
    "bookFoldPrinting", "bookFoldPrintingSheets", "drawingGridHorizontalSpacing",
    "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin", "drawingGridVerticalOrigin",
    "doNotShadeFormData", "noPunctuationKerning", "characterSpacingControl", "printTwoOnOne",
    "strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore", "savePreviewPicture",
    "doNotValidateAgainstSchema", "saveInvalidXml", "ignoreMixedContent", "alwaysShowPlaceholderText",
    "doNotDemarcateInvalidXml", "saveXmlDataOnly", "useXSLTWhenSaving", "saveThroughXslt",
    "showXMLTags", "alwaysMergeEmptyNamespace", "updateFields", "hdrShapeDefaults", "footnotePr",
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "uiCompat97To2003", "attachedSchema",
    "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade",
    "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary", "shapeDefaults",
    "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""The order of the settings (ECMA-376 part 1 and MS-DOCX, CT_Settings); those of later versions of Word follow."""
_MAX_LENGTH = 255
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The id of user-defined properties (ECMA-376 part 1, 22.3.2.2)."""
_FIRST_ID = 2
"""Ids 0 and 1 are reserved."""


def write_core_properties(root: Node, document: Document) -> None:
    """Fill the core properties: title, subject, keywords, language and time, but no person."""
    for child in list(root):
        root.remove(child)
    moment = f"{document.created:%Y-%m-%dT%H:%M:%SZ}"
    values = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "cp:keywords": ", ".join(document.keywords),
        "dc:language": culture(document.language),
        "dcterms:created": moment,
        "dcterms:modified": moment,
    }
    for name, value in values.items():
        text = " ".join(clean_text(value).split())[:_MAX_LENGTH]
        if text:
            node = make(name, {"xsi:type": "dcterms:W3CDTF"} if name.startswith("dcterms") else None)
            node.text = text
            root.append(node)


def custom_properties_part(document: Document) -> bytes:
    """Return the part of custom properties, all of them text; b"" where there are none."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    lines: list[str] = []
    for name, value in document.properties.items():
        text = " ".join(clean_text(value).split())[:_MAX_LENGTH]
        if text:
            about = f'fmtid={quote_attribute(_USER_DEFINED)} pid="{len(lines) + _FIRST_ID}" name={quote_attribute(name)}'
            shown = f"<vt:lpwstr>{escape_xml(text)}</vt:lpwstr>"
            lines.append(f"<property {about}>{shown}</property>")
    if not lines:
        return b""
    spaces = f'xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<Properties {spaces}>{''.join(lines)}</Properties>".encode()


def write_settings(
    word: WordDocument, document: Document, *, has_fonts: bool = False, divides_words: bool = False
) -> None:
    """Write the settings that depend on the document: margins, even pages, hyphenation, language, fonts.

    `divides_words` is true where columns are too narrow for the words in them.
    """
    root = word.settings.element
    theme_language = document_language_element(document.language, "w:themeFontLang")
    settings = {
        "embedTrueTypeFonts": has_fonts,
        "mirrorMargins": abs(document.page.inner - document.page.outer) > 0.05,
        "evenAndOddHeaders": has_even_pages(document.headers_footers),
        "autoHyphenation": (divides_words or document.styles.style("body").align == "justify")
        and has_hyphenation(document.language),
    }
    for name in (*settings, "themeFontLang", "updateFields"):
        for old in root.findall(qn(f"w:{name}")):
            root.remove(old)
    insert_ordered(root, SETTINGS_ORDER, [make(f"w:{name}") for name, is_set in settings.items() if is_set])
    insert_ordered(root, SETTINGS_ORDER, [theme_language])
