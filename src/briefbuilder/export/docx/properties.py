"""Writes what a Word file has beside its text: core and custom properties, settings, and the theme to which its styles refer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from docx.document import Document as WordDocument

from briefbuilder.domain.document import Document
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.domain.values import value as domain_value
from briefbuilder.export.characters import clean_text
from briefbuilder.export.docx.languages import document_language_element
from briefbuilder.export.docx.ooxml import (
    PPR,
    RPR,
    VAL,
    A,
    Node,
    escape_xml,
    hex_colour,
    insert_ordered,
    make,
    qn,
    quote_attribute,
)
from briefbuilder.export.docx.styles import ROLE_STYLES
from briefbuilder.export.measures import LINK_COLOUR, TABLE_GRID_COLOUR
from briefbuilder.export.pdf.break_opportunities import has_hyphenation
from briefbuilder.export.word_processing import complex_font, culture, east_asian_font

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
    """Return the part of custom properties, all of them text; b"" if there are none."""
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


def write_settings(word: WordDocument, document: Document, *, has_fonts: bool, divides_words: bool) -> None:
    """Write the settings that depend on the document: margins, even pages, hyphenation, language, fonts.

    `divides_words` is true if columns are too narrow for the words in them.
    """
    root = word.settings.element
    theme_language = document_language_element(document.language, "w:themeFontLang")
    settings = {
        "embedTrueTypeFonts": has_fonts,
        "mirrorMargins": abs(document.page.inner - document.page.outer) > 0.05,
        "evenAndOddHeaders": document.headers_footers.has_own("even"),
        "autoHyphenation": (divides_words or document.styles.style("body").align == "justify")
        and has_hyphenation(document.language),
    }
    for name in (*settings, "themeFontLang", "updateFields"):
        for old in root.findall(qn(f"w:{name}")):
            root.remove(old)
    insert_ordered(root, SETTINGS_ORDER, [make(f"w:{name}") for name, is_set in settings.items() if is_set])
    insert_ordered(root, SETTINGS_ORDER, [theme_language])


# The theme.
#
# Word changes the fonts and colours of a whole document if its styles refer to the theme, and applies a change of
# the style Normal to all styles that do not say otherwise themselves.

_SLOTS = {
    "dk1": "text1", "lt1": "background1", "dk2": "text2", "lt2": "background2", "accent1": "accent1",
    "accent2": "accent2", "accent3": "accent3", "accent4": "accent4", "accent5": "accent5", "accent6": "accent6",
    "hlink": "hyperlink",
}  # fmt: skip
"""The colours of a theme, and how styles refer to them (ECMA-376 part 1, 17.18.97)."""
_ACCENTS = tuple(slot for slot in _SLOTS if slot.startswith("accent"))
_HEADINGS: frozenset[Role] = frozenset({"title", "subtitle", "contents-title"})
_FONT, _SPACING = qn("w:rFonts"), qn("w:spacing")
_HEIGHT = (qn("w:line"), qn("w:lineRule"))
_ANY_STYLE, _STYLE_ID = qn("w:style"), qn("w:styleId")
_COLOUR, _SHADING, _FILL = qn("w:color"), qn("w:shd"), qn("w:fill")
_BORDERS = tuple(
    qn(f"w:{side}") for side in ("top", "left", "bottom", "right", "insideH", "insideV", "start", "end")
)


@domain_value
class WordTheme:
    """The styles whose fonts are those of headings and of text, the document's language, and the colours by their slots."""

    headings: Style
    text: Style
    language: str
    colours: Mapping[str, str]

    @classmethod
    def from_styles(cls, styles: StyleSheet, language: str) -> WordTheme:
        """Return the theme of a style sheet; the colours of markings have fixed meanings and are not in it."""
        return cls(
            headings=styles.style("heading1"),
            text=styles.style("body"),
            language=language,
            colours=_choose_colours(styles),
        )


def _choose_colours(styles: StyleSheet) -> dict[str, str]:
    """Return the colours of a style sheet by their slots; colours beyond the slots stay fixed."""
    chosen = {"dk1": styles.style("body").colour, "lt1": "#ffffff"}
    chosen.setdefault("hlink", LINK_COLOUR)
    heading = styles.style("heading1").colour
    if heading not in chosen.values():
        chosen["dk2"] = heading
    fills = (styles.style(role).background for role in ("table-header", "callout"))
    fill = next((fill for fill in fills if fill and fill not in chosen.values()), None)
    if fill:
        chosen["lt2"] = fill
    free = iter(_ACCENTS)
    for colour in _all_colours(styles):
        if colour not in chosen.values():
            slot = next(free, None)
            if slot is None:
                break
            chosen[slot] = colour
    return {slot: hex_colour(colour) for slot, colour in chosen.items()}


def _all_colours(styles: StyleSheet) -> Iterable[str]:
    for role in get_args(Role):
        if role != "marking":
            style = styles.style(role)
            yield from filter(None, (style.colour, style.rule, style.background))
    yield TABLE_GRID_COLOUR


def write_theme(root: Node, theme: WordTheme) -> None:
    """Write the fonts and colours of a theme into the theme part, whose other colours stay."""
    for slot, colour in theme.colours.items():
        for node in root.iterfind(f".//{{{A}}}clrScheme/{{{A}}}{slot}/{{{A}}}srgbClr"):
            node.set("val", colour)
    for kind, style in (("majorFont", theme.headings), ("minorFont", theme.text)):
        names = {
            "latin": style.font,
            "ea": east_asian_font(style, theme.language),
            "cs": complex_font(style.font),
        }
        for script, name in names.items():
            for node in root.iterfind(f".//{{{A}}}fontScheme/{{{A}}}{kind}/{{{A}}}{script}"):
                node.set("typeface", name)


def use_theme(styles: Node, theme: WordTheme) -> None:
    """Let the styles refer to the theme, and say only what they do not inherit."""
    marking = ROLE_STYLES["marking"].id
    headings = {
        name.id for role, name in ROLE_STYLES.items() if role.startswith("heading") or role in _HEADINGS
    }
    for fonts in styles.iterfind(f"{qn('w:docDefaults')}//{_FONT}"):
        _refer_to_font(fonts, theme, is_heading=False)
    for style in styles.iterfind(_ANY_STYLE):
        name = style.get(_STYLE_ID, "")
        for fonts in style.iter(_FONT):
            _refer_to_font(fonts, theme, is_heading=name in headings)
        if name != marking:
            use_theme_colours(style, theme)
    for defaults in styles.iterfind(qn("w:docDefaults")):
        use_theme_colours(defaults, theme)
        _drop_inherited(styles, defaults)


def _refer_to_font(fonts: Node, theme: WordTheme, *, is_heading: bool) -> None:
    """Name the theme's font; its family is named as well, for readers that know no themes."""
    family = (fonts.get(qn("w:ascii"), ""), fonts.get(qn("w:eastAsia"), ""))
    families = {
        kind: (style.font, east_asian_font(style, theme.language))
        for kind, style in (("major", theme.headings), ("minor", theme.text))
    }
    order = ("major", "minor") if is_heading else ("minor", "major")
    kind = next((kind for kind in order if families[kind] == family), None)
    if kind is None:
        return
    references = {
        "asciiTheme": "HAnsi",
        "hAnsiTheme": "HAnsi",
        "eastAsiaTheme": "EastAsia",
        "cstheme": "Bidi",
    }
    for attribute, script in references.items():
        fonts.set(qn(f"w:{attribute}"), f"{kind}{script}")


def use_theme_colours(root: Node, theme: WordTheme) -> None:
    """Let the colours of a tree refer to the theme; the colours are named as well."""
    slots = {colour: _SLOTS[slot] for slot, colour in reversed(tuple(theme.colours.items()))}
    for node in root.iter(_COLOUR):
        _refer(node, VAL, "themeColor", slots)
    for node in root.iter(_SHADING):
        _refer(node, _FILL, "themeFill", slots)
    for node in root.iter(*_BORDERS):
        _refer(node, _COLOUR, "themeColor", slots)


def _refer(node: Node, attribute: str, reference: str, slots: Mapping[str, str]) -> None:
    slot = slots.get(node.get(attribute, ""))
    if slot is not None:
        node.set(qn(f"w:{reference}"), slot)


def _drop_inherited(styles: Node, defaults: Node) -> None:
    """Remove from the styles that are based on Normal what the defaults say, so that they follow it."""
    runs = {str(node.tag): dict(node.attrib) for node in defaults.iterfind(f"{qn('w:rPrDefault')}/{RPR}/*")}
    paragraphs = {
        str(node.tag): dict(node.attrib) for node in defaults.iterfind(f"{qn('w:pPrDefault')}/{PPR}/*")
    }
    for style in styles.iterfind(_ANY_STYLE):
        base = style.find(qn("w:basedOn"))
        if base is None or base.get(VAL) != "Normal":
            continue
        for inherited, found in ((runs, style.find(RPR)), (paragraphs, style.find(PPR))):
            if found is not None:
                _drop_equal(found, inherited)
                if not len(found):
                    style.remove(found)


def _drop_equal(properties: Node, inherited: Mapping[str, Mapping[str, str]]) -> None:
    for node in list(properties):
        known = inherited.get(str(node.tag))
        if known is None:
            continue
        if node.tag == _SPACING:
            # A height without its rule is a multiple of the line, whatever the defaults say.
            same_height = all(node.get(name) == known.get(name) for name in _HEIGHT)
            for name, value in known.items():
                if node.get(name) == value and (same_height or name not in _HEIGHT):
                    del node.attrib[name]
        if dict(node.attrib) == known or (node.tag == _SPACING and not node.attrib):
            properties.remove(node)
