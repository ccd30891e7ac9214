"""Reads the styles of a letterhead document: the style of each role, and its effective properties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isnan

from docx.document import Document as WordDocument
from lxml import etree

from briefbuilder.domain.styles import Align, LetterFrame, LetterRule, Role, Style
from briefbuilder.export.docx.ooxml import OFF_VALUES, A, Node, qn
from briefbuilder.export.docx.styles import ROLE_STYLES

# Names of the style of a role. Word stores invariant names of its own styles; other programs and custom
# styles use names in their language. Case is ignored.

_ALIASES: Mapping[Role, tuple[str, ...]] = {
    "quote": ("block text", "quotations", "block quotation"),
    "code": ("preformatted text", "plain text", "source code"),
    "caption": ("figure", "table caption"),
    "footnote": ("footnote",),
    "endnote": ("endnote",),
    "contents-title": ("contents heading", "toa heading"),
    "table": ("table contents",),
    "table-header": ("table heading",),
    "marking": ("classification", "protective marking"),
    "callout": ("box", "text box"),
    "callout-title": ("box title", "box heading"),
}

_LOCAL: Mapping[Role, tuple[str, ...]] = {
    "title": ("titolo", "titre", "titel", "название", "заголовок", "表題", "タイトル", "titolo documento"),
    "subtitle": ("sottotitolo", "sous-titre", "untertitel", "подзаголовок", "副題"),
    "body": (
        "corpo testo", "corpo del testo", "testo", "corps de texte", "textkörper", "text body", "основной текст", "本文",
    ),
    "list": ("paragrafo elenco", "paragraphe de liste", "listenabsatz", "абзац списка", "リスト段落"),
    "quote": ("citazione", "citation", "zitat", "цитата", "引用文", "引用"),
    "source": ("fonte", "quelle", "quellenangabe", "источник", "出典", "source de citation"),
    "callout": ("riquadro", "encadré", "kasten", "infobox", "врезка", "囲み"),
    "callout-title": ("titolo riquadro", "titre d’encadré", "titre encadré", "kastentitel", "заголовок врезки", "囲み見出し"),
    "metadata-label": ("etichetta", "libellé", "bezeichnung", "реквизит"),
    "metadata-value": ("valore", "valeur", "angabe", "значение реквизита"),
    "table": ("testo tabella", "contenuto tabella", "texte de tableau", "tabellentext", "текст таблицы", "表の本文"),
    "table-header": (
        "intestazione tabella", "titolo tabella", "titre de tableau", "tabellenkopf", "заголовок таблицы", "表の見出し",
    ),
    "caption": ("didascalia", "légende", "beschriftung", "название объекта", "図表番号"),
    "footnote": (
        "testo nota a piè di pagina", "note de bas de page", "fußnotentext", "текст сноски", "脚注文字列",
    ),
    "endnote": (
        "testo nota di chiusura", "note de fin", "endnotentext", "текст концевой сноски", "文末脚注文字列",
    ),
    "contents-title": ("titolo sommario", "en-tête de table des matières", "inhaltsverzeichnisüberschrift", "目次の見出し"),
    "marking": (
        "marcatura", "classifica", "classifica di segretezza", "marquage", "mention de protection", "einstufung",
        "vs-einstufung", "гриф", "гриф секретности", "取扱区分", "秘区分",
    ),
    "masthead": ("intestazione ente", "en-tête du service", "behördenkopf"),
    "byline": ("firma articolo", "signature de presse", "autorenzeile"),
    "signature": ("firma", "signature", "unterschrift"),
    "header": ("intestazione", "en-tête", "kopfzeile", "верхний колонтитул", "ヘッダー"),
    "footer": ("piè di pagina", "pied de page", "fußzeile", "нижний колонтитул", "フッター"),
}  # fmt: skip
_HEADINGS = ("titolo", "titre", "überschrift", "заголовок", "見出し", "heading")
_CONTENTS = (
    "sommario",
    "indice",
    "tm",
    "table des matières",
    "verzeichnis",
    "оглавление",
    "目次",
    "contents",
)


def style_name_candidates(role: Role) -> Iterator[str]:
    """Yield the casefolded names of a role's style: Word's own, then aliases, then translated names."""
    yield ROLE_STYLES[role].name.casefold()
    yield from _ALIASES.get(role, ())
    yield from (name.casefold() for name in _LOCAL.get(role, ()))
    for start, stems in (("heading", _HEADINGS), ("contents", _CONTENTS)):
        if role.startswith(start) and role[-1].isdigit():
            yield from (f"{stem} {role[-1]}" for stem in stems)
            yield from (f"{stem}{role[-1]}" for stem in stems)


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_COLOURS = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterheadTheme:
    """Font families by kind and script ("major-latin") and colours "#rrggbb" by name."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def font(self, name: str) -> str:
        """Return the family of a theme font ("minorHAnsi"), "" if the theme has none."""
        kind = "major" if name.startswith("major") else "minor"
        script = "ea" if "EastAsia" in name else "cs" if "Bidi" in name else "latin"
        return self.fonts.get(f"{kind}-{script}", "")

    def colour(self, name: str) -> str:
        """Return a colour by its name in styles, "" if the theme has none."""
        return self.colours.get(_COLOURS.get(name, name), "")


def read_theme(word: WordDocument) -> LetterheadTheme:
    """Return the theme of a document, an empty one if it has no readable theme."""
    for rel in word.part.rels.values():
        if rel.reltype.endswith("/theme") and not rel.is_external:
            try:
                return _parse_theme(etree.fromstring(rel.target_part.blob, _PARSER))
            except etree.XMLSyntaxError:
                break
    return LetterheadTheme()


def _parse_theme(root: Node) -> LetterheadTheme:
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        for script in ("latin", "ea", "cs"):
            node = next(root.iterfind(f".//{{{A}}}{kind}Font/{{{A}}}{script}"), None)
            if node is not None and node.get("typeface"):
                fonts[f"{kind}-{script}"] = node.get("typeface", "")
    colours: dict[str, str] = {}
    for node in root.iterfind(f".//{{{A}}}clrScheme/*"):
        inner = next(iter(node), None)
        value = (
            ""
            if inner is None
            else inner.get("val")
            if inner.tag == f"{{{A}}}srgbClr"
            else inner.get("lastClr")
        )
        if value:
            colours[etree.QName(node).localname] = f"#{value.lower()}"
    return LetterheadTheme(fonts, colours)


_ALIGN: dict[str, Align] = {
    "left": "start", "start": "start", "right": "end", "end": "end", "center": "centre", "both": "justify",
    "distribute": "justify", "lowKashida": "justify", "mediumKashida": "justify", "highKashida": "justify",
}  # fmt: skip
_HEX = re.compile(r"[0-9a-fA-F]{6}\Z")
_MAX_SIZE, _MAX_LENGTH = 400.0, 1584.0
"""The largest font size and the longest space in Word, in points."""
_HIGHLIGHTS = {
    "yellow": "#ffff00", "green": "#00ff00", "cyan": "#00ffff", "magenta": "#ff00ff", "blue": "#0000ff", "red": "#ff0000",
    "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000", "darkMagenta": "#800080", "darkRed": "#800000",
    "darkYellow": "#808000", "darkGray": "#808080", "lightGray": "#c0c0c0", "black": "#000000",
}  # fmt: skip
_SINGLE = 1.2
"""The line height of most text fonts as a share of their size."""
_MERGED = frozenset(map(qn, ("w:spacing", "w:ind", "w:rFonts", "w:pBdr", "w:lang")))
"""Properties whose attributes are inherited one by one."""

_LETTER_SPACING = "letter-spacing"
"""The key of the spacing of runs, whose tag is that of the spacing of paragraphs."""
_MAX_LETTER_SPACING = 50.0
_MAX_FONT_NAME = 31
"""The most characters of a font's name in a Word file."""

StyleProperties = dict[str, dict[str, str]]
"""The attributes of each property by its tag; borders have keys with their side ("left/val")."""


@dataclass(slots=True)
class LetterheadStyles:
    """The styles of a letterhead document, by role, name and id."""

    root: Node
    theme: LetterheadTheme
    named: Mapping[Role, str] = field(default_factory=dict)
    _by_id: dict[str, Node] = field(default_factory=dict)
    _by_name: dict[tuple[str, str], Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the styles by id and by all their names."""
        for node in self.root.iterfind(qn("w:style")):
            self._by_id.setdefault(node.get(qn("w:styleId"), ""), node)
            kind = node.get(qn("w:type"), "paragraph")
            for name in style_names(node):
                self._by_name.setdefault((kind, name), node)

    @staticmethod
    def from_document(word: WordDocument, named: Mapping[Role, str]) -> LetterheadStyles:
        """Return the styles of a document; `named` holds the style names in the template."""
        return LetterheadStyles(word.styles.element, read_theme(word), named)

    def missing(self) -> Iterable[tuple[Role, str]]:
        """Yield the roles and names of styles in the template that the letterhead document lacks."""
        for role, name in self.named.items():
            if ("paragraph", name.strip().casefold()) not in self._by_name and name not in self._by_id:
                yield role, name

    def names(self) -> list[str]:
        """Return the names of the paragraph styles."""
        return [
            child.get(qn("w:val"), "")
            for (kind, _), node in self._by_name.items()
            if kind == "paragraph" and (child := node.find(qn("w:name"))) is not None
        ]

    def find(self, kind: str, name: str) -> Node | None:
        """Return a style of a kind ("paragraph", "character", "table") by its name."""
        return self._by_name.get((kind, name.casefold()))

    def named_by(self, name: Node | None) -> Node | None:
        """Return the style whose id an element such as w:pStyle states."""
        return self._by_id.get(name.get(qn("w:val"), "")) if name is not None else None

    def of_paragraph(self, paragraph: Node) -> Node | None:
        """Return the style that a paragraph names, or None."""
        return self.named_by(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))

    def for_role(self, role: Role) -> Node | None:
        """Return the style of a role, or None.

        The name in the template comes first, then Word's name, aliases, translated names, and for
        headings the outline level.
        """
        if role in self.named:
            name = self.named[role].strip()
            found = self.find("paragraph", name)
            return self._by_id.get(name) if found is None else found
        for name in style_name_candidates(role):
            found = self.find("paragraph", name)
            if found is not None:
                return found
        return self._with_outline_level(int(role[-1]) - 1) if role.startswith("heading") else None

    def _with_outline_level(self, level: int) -> Node | None:
        for node in self._by_id.values():
            own = node.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if (
                node.get(qn("w:type")) == "paragraph"
                and own is not None
                and own.get(qn("w:val")) == str(level)
            ):
                return node
        return None

    def default(self) -> Node | None:
        """Return the default paragraph style."""
        for node in self._by_id.values():
            if node.get(qn("w:type")) == "paragraph" and node.get(qn("w:default"), "0") not in {
                "",
                *OFF_VALUES,
            }:
                return node
        return self.find("paragraph", "normal")

    def chain(self, node: Node | None) -> list[Node]:
        """Return a style after those that it is based on, the most general first; cycles are cut."""
        found: list[Node] = []
        while node is not None and node not in found:
            found.insert(0, node)
            base = node.find(qn("w:basedOn"))
            node = None if base is None else self._by_id.get(base.get(qn("w:val"), ""))
        return found

    def properties(
        self, node: Node | None, *direct: Node | None, table: Iterable[Node | None] = ()
    ) -> StyleProperties:
        """Return the effective properties of a style, overridden by direct ones; `table` are those of a table's style."""
        collected: StyleProperties = {}
        for default in ("w:pPrDefault/w:pPr", "w:rPrDefault/w:rPr"):
            path = "/".join(map(qn, f"w:docDefaults/{default}".split("/")))
            _collect(collected, self.root.find(path))
        for properties in table:
            _collect(collected, properties)
        for style in self.chain(node):
            _collect(collected, style.find(qn("w:pPr")))
            _collect(collected, style.find(qn("w:rPr")))
        for properties in direct:
            _collect(collected, properties)
        return collected

    def resolve(self, node: Node | None, *direct: Node | None, table: Iterable[Node | None] = ()) -> Style:
        """Return a style with direct properties as a Style; `table` are those of a table's style."""
        properties = self.properties(node, *direct, table=table)
        size = min(max(_number(properties, "w:sz", "w:val", 20.0) / 2, 1.0), _MAX_SIZE)
        spacing = properties.get(qn("w:spacing"), {})
        start, end, first = _indents(properties.get(qn("w:ind"), {}))
        return Style(
            font=self.font(properties) or "Times New Roman",
            size=size,
            leading=_leading(spacing, size),
            bold=_on(properties, "w:b"),
            italic=_on(properties, "w:i"),
            capitals=_on(properties, "w:caps"),
            small_caps=_on(properties, "w:smallCaps"),
            underline=properties.get(qn("w:u"), {}).get(qn("w:val"), "none") != "none",
            colour=self._colour(properties.get(qn("w:color"), {})) or "#000000",
            background=self._fill(properties),
            rule=self.border_colour(properties, "left"),
            letter_spacing=min(
                max(twips(properties.get(_LETTER_SPACING, {}), "w:val"), -size / 4), _MAX_LETTER_SPACING
            ),
            align=_ALIGN.get(properties.get(qn("w:jc"), {}).get(qn("w:val"), ""), "start"),
            space_before=twips(spacing, "w:before"),
            space_after=twips(spacing, "w:after"),
            indent_start=start,
            indent_end=end,
            first_line=first,
            keep_with_next=_on(properties, "w:keepNext"),
            keep_together=_on(properties, "w:keepLines"),
        )

    def tab_stops(self, node: Node | None, *direct: Node | None) -> list[tuple[float, str]]:
        """Return the tab stops of a paragraph in order: position in points and alignment."""
        found: dict[float, str] = {}
        for holder in [*(style.find(qn("w:pPr")) for style in self.chain(node)), *direct]:
            tabs = holder.find(qn("w:tabs")) if holder is not None else None
            for tab in tabs if tabs is not None else ():
                position, kind = twips(dict(tab.attrib), "w:pos"), tab.get(qn("w:val"), "left")
                if kind == "clear":
                    found.pop(position, None)
                elif kind not in {"num", "bar"}:
                    found[position] = kind
        return sorted(found.items())

    def font(self, properties: StyleProperties) -> str:
        """Return the font family of Latin text, "" if none is set."""
        fonts = properties.get(qn("w:rFonts"), {})
        for name in ("ascii", "hAnsi"):
            if fonts.get(qn(f"w:{name}Theme")):
                themed = self.theme.font(fonts[qn(f"w:{name}Theme")])
                if themed:
                    return themed
            if fonts.get(qn(f"w:{name}")):
                # LibreOffice writes lists of fonts, and longer names than Word permits.
                return fonts[qn(f"w:{name}")].partition(";")[0].strip()[:_MAX_FONT_NAME]
        return ""

    def _colour(self, attributes: dict[str, str]) -> str:
        value = attributes.get(qn("w:val"), "")
        if _HEX.match(value):
            return f"#{value.lower()}"
        return self.theme.colour(attributes.get(qn("w:themeColor"), ""))

    def _fill(self, properties: StyleProperties) -> str | None:
        marked = _HIGHLIGHTS.get(properties.get(qn("w:highlight"), {}).get(qn("w:val"), ""))
        return marked or self.fill(properties.get(qn("w:shd"), {}))

    def fill(self, shading: Mapping[str, str]) -> str | None:
        """Return the colour that shading (the attributes of `w:shd`) fills with, None for none and white."""
        fill = shading.get(qn("w:fill"), "")
        colour = (
            f"#{fill.lower()}" if _HEX.match(fill) else self.theme.colour(shading.get(qn("w:themeFill"), ""))
        )
        if shading.get(qn("w:val")) == "solid":
            own = shading.get(qn("w:color"), "")
            colour = f"#{own.lower()}" if _HEX.match(own) else "#000000"
        return colour if colour and colour != "#ffffff" else None

    def has_own_colour(self, properties: StyleProperties) -> bool:
        """Return whether text has a colour; otherwise Word draws it black, or white on a dark ground."""
        return bool(self._colour(properties.get(qn("w:color"), {})))

    def text_frame(self, properties: StyleProperties) -> LetterFrame | None:
        """Return the borders and the fill of a paragraph, None if it has none."""
        borders = properties.get(qn("w:pBdr"), {})
        sides = {
            side: border_rule(
                {key.partition("/")[2]: value for key, value in borders.items() if key.startswith(f"{side}/")}
            )
            for side in ("top", "bottom", "left", "right")
        }
        fill = self.fill(properties.get(qn("w:shd"), {}))
        return LetterFrame(**sides, fill=fill) if fill or any(sides.values()) else None

    @staticmethod
    def border_colour(properties: StyleProperties, side: str) -> str | None:
        """Return the colour of the border at a side of a paragraph, None if there is no border."""
        borders = properties.get(qn("w:pBdr"), {})
        if borders.get(f"{side}/val", "nil") in {"nil", "none"}:
            return None
        value = borders.get(f"{side}/color", "")
        return f"#{value.lower()}" if _HEX.match(value) else "#000000"


def style_names(style: Node) -> set[str]:
    """Return all names of a style, casefolded; Word separates aliases by commas."""
    found: set[str] = set()
    for tag in ("w:name", "w:aliases"):
        child = style.find(qn(tag))
        if child is not None:
            found.update(part.strip().casefold() for part in child.get(qn("w:val"), "").split(","))
    return found - {""}


def role_styles(styles: LetterheadStyles) -> dict[Role, Node]:
    """Return the letterhead's styles by role; a style serves the first role that matches it."""
    found: dict[Role, Node] = {}
    taken: list[Node] = []
    for role in ROLE_STYLES:
        node = styles.for_role(role)
        if node is not None and (role in styles.named or node not in taken):
            found[role] = node
            taken.append(node)
    return found


def resolve_role_styles(styles: LetterheadStyles) -> dict[Role, Style]:
    """Return the roles that have a style in the letterhead as Styles, and the body."""
    found = {role: _role_style(role, styles, node) for role, node in role_styles(styles).items()}
    if "body" not in found:
        plain = styles.resolve(styles.default())
        has_gaps = plain.space_before or plain.space_after or plain.first_line > 0
        found["body"] = plain if has_gaps else replace(plain, space_after=round(plain.size * 0.6, 1))
    return found


def _role_style(role: Role, styles: LetterheadStyles, node: Node) -> Style:
    """Return the style of a role, with a rule only at the side if the role has one."""
    if role == "list":
        # list entries have their own styles, which often have less space
        bullet = styles.find("paragraph", "list bullet")
        properties = styles.properties(node if bullet is None else bullet)
        style = replace(
            styles.resolve(node), space_after=twips(properties.get(qn("w:spacing"), {}), "w:after")
        )
        is_close = _on(properties, "w:contextualSpacing")
        return replace(
            style, rule=None, space_after=min(style.space_after, 1.0) if is_close else style.space_after
        )
    style = styles.resolve(node)
    if role in {"quote", "callout", "callout-title"}:
        return style
    if role in {"title", "subtitle", "contents-title"} or role.startswith("heading"):
        properties = styles.properties(node)
        frame = styles.text_frame(properties)
        if frame is not None:
            is_ruled = any((frame.top, frame.bottom, frame.left, frame.right))
            frame = replace(frame, fill=None) if is_ruled else None
        return replace(style, rule=styles.border_colour(properties, "bottom"), frame=frame)
    return replace(style, rule=None)


def _collect(collected: StyleProperties, properties: Node | None) -> None:
    for child in properties if properties is not None else ():
        tag = str(child.tag)
        values = dict(child.attrib)
        if tag == qn("w:pBdr"):
            values = {
                f"{str(side.tag).rpartition('}')[2]}/{key.rpartition('}')[2]}": value
                for side in child
                for key, value in side.attrib.items()
            }
        if tag == qn("w:rFonts"):
            values = {**_keep_theme_fonts(collected.get(tag, {}), values), **values}
            collected[tag] = values
        elif tag in _MERGED:
            # the spacing of runs is a different property with the same name
            name = _LETTER_SPACING if tag == qn("w:spacing") and qn("w:val") in values else tag
            collected[name] = {**collected.get(name, {}), **values}
        elif tag != qn("w:rPr"):
            collected[tag] = values


def _keep_theme_fonts(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Return the old fonts without the theme fonts that a named font replaces."""
    return {key: value for key, value in old.items() if not (key.endswith("Theme") and key[:-5] in new)}


def _on(properties: StyleProperties, name: str) -> bool:
    found = properties.get(qn(name))
    return found is not None and found.get(qn("w:val"), "1") not in OFF_VALUES


def _number(properties: StyleProperties, name: str, attribute: str, default: float) -> float:
    try:
        number = float(properties[qn(name)][qn(attribute)])
    except (KeyError, ValueError):
        return default
    return default if isnan(number) else number


def twips(attributes: dict[str, str], name: str) -> float:
    """Return a length in points, 0 if it is invalid or longer than any page."""
    try:
        length = float(attributes.get(qn(name), "0")) / 20
    except ValueError:
        return 0.0
    return length if abs(length) < _MAX_LENGTH else 0.0


def _leading(spacing: dict[str, str], size: float) -> float:
    line = min(twips(spacing, "w:line"), 40 * size)
    if line <= 0:
        return round(size * _SINGLE, 2)
    if spacing.get(qn("w:lineRule"), "auto") == "auto":
        return round(size * _SINGLE * line / 12, 2)
    exact = spacing.get(qn("w:lineRule")) == "exact"
    return round(line if exact else max(line, size * _SINGLE), 2)


def _indents(attributes: dict[str, str]) -> tuple[float, float, float]:
    start = twips(attributes, "w:start" if qn("w:start") in attributes else "w:left")
    end = twips(attributes, "w:end" if qn("w:end") in attributes else "w:right")
    hanging = twips(attributes, "w:hanging")
    return start, end, -hanging if hanging else twips(attributes, "w:firstLine")


_NONE = frozenset({"nil", "none", ""})


def border_rule(attributes: Mapping[str, str]) -> LetterRule | None:
    """Return a border, None if it is turned off; its width is in eighths of a point."""
    kind = attributes.get("val", "nil")
    if kind in _NONE:
        return None
    colour = attributes.get("color", "")
    try:
        width = min(max(float(attributes.get("sz", "4")) / 8, 0.25), _MAX_RULE)
        gap = min(max(float(attributes.get("space", "0")), 0.0), _MAX_GAP)
    except ValueError:
        width, gap = 0.5, 0.0
    return LetterRule(
        colour=f"#{colour.lower()}" if _HEX.match(colour) else "#000000",
        width=width,
        gap=gap,
        double=kind == "double",
    )


_MAX_RULE, _MAX_GAP = 12.0, 31.0
"""The widest border of Word, and its greatest distance from the text, in points."""
