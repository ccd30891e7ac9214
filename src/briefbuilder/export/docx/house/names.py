"""Under which names house documents keep the style of a role, in the order in which they are tried.

Word keeps a name of its own for each of its styles in every language; other programs, and what a house
defines itself, do not. Spelling in capitals never counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefbuilder.domain.styles import Role
from briefbuilder.export.docx.roles import ROLES

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


def candidates(role: Role) -> Iterator[str]:
    """Yield the names of a role's style, casefolded: Word's own, then aliases, then those of languages."""
    yield ROLES[role].name.casefold()
    yield from _ALIASES.get(role, ())
    yield from (name.casefold() for name in _LOCAL.get(role, ()))
    for start, stems in (("heading", _HEADINGS), ("contents", _CONTENTS)):
        if role.startswith(start) and role[-1].isdigit():
            yield from (f"{stem} {role[-1]}" for stem in stems)
            yield from (f"{stem}{role[-1]}" for stem in stems)
