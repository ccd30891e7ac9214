"""Words that tell a heading from a sentence, a caption or a name, in the languages that most texts come in."""

from __future__ import annotations

import re

_COUNT = r"\d|[ivx]+\b|one\b|two\b|three\b|un\b|una\b|uno\b|deux\b|due\b|dos\b|tre\b|tres\b|trois\b|eins\b|zwei\b|drei\b"
_COUNTED = (
    "part|chapter|step|section|appendix|lesson|act|tip|phase|day|teil|kapitel|schritt|anhang|tag|partie|chapitre|étape|annexe"
    "|parte|capitolo|fase|passo|allegato|capítulo|paso|anexo"
)
_PARTS = (
    "introduction|conclusions?|summary|overview|background|contents|abstract|references|notes|footnotes|external links|see also"
    "|further reading|bibliography|faq|frequently asked questions|about(?: the)? (?:authors?|us|me)|acknowledge?ments?|history"
    "|methods?|results|discussion|requirements|installation|usage|licen[cs]e|examples?|highlights|related|key points|next steps"
    "|einleitung|zusammenfassung|fazit|hintergrund|inhalt|literatur|anmerkungen|überblick|beispiele?|ausblick|geschichte"
    "|introduzione|conclusion[ei]|sommario|contesto|riferimenti|bibliografia|esempi|prospettive|punti chiave|storia"
    "|résumé|contexte|références|sommaire|exemples?|perspectives|points clés|histoire|bibliographie"
    "|introducción|conclusiones|conclusión|resumen|referencias|ejemplos?|historia"
)
_PARTS_WITHOUT_SPACES = "はじめに|まとめ|概要|背景|結論|参考文献|おわりに|序論|結び|前言|摘要|结论|参考资料"
_NAMES_PART = re.compile(
    rf"(?:(?:{_COUNTED})\b.{{0,4}}(?:{_COUNT})|(?:{_PARTS})\b"
    rf"|{_PARTS_WITHOUT_SPACES})",
    re.IGNORECASE,
)
_IS_PART = re.compile(
    rf"(?:\d+[.)]?\s+)?(?:{_PARTS}|citations?|sources?(?: (?:and|&) links)?|{_PARTS_WITHOUT_SPACES})\W*(?:\[\w+\])?$",
    re.IGNORECASE,
)
_COUNTED_PART = re.compile(
    rf"(?:(?:{_COUNTED})\s(?:\d+|[ivx]+|{_COUNT})|第[\d一二三四五六七八九十]+[章部節回])\W*$", re.IGNORECASE
)
_CALLS = re.compile(
    r"^(?:(?:learn|read|see|view|show|find out|discover|load|watch) more\b.*|.*\b(?:learn|read) more|continue reading\b.*"
    r"|(?:view|see|show) (?:all|comments?|gallery|images?|photos?|videos?)\b.*|(?:powered|presented|sponsored) by\b.*"
    r"|(?:(?:scopri|leggi|vedi|mostra) (?:di più|tutto|altro)|continua a leggere|lire la suite|en savoir plus|voir (?:plus|tout)"
    r"|mehr (?:anzeigen|erfahren|lesen|zu)|weiterlesen|(?:leer|saber|ver) más|más (?:en|sobre)|(?:leia|saiba|veja|ver) mais)\b.*"
    r"|(?:sign up|subscribe|iscriviti|abbonati|abonnez-vous|inscrivez-vous|jetzt abonnieren|suscríbete|assine)\b.*"
    r"|save|print|e-?mail|play|pause|mute|full ?screen|reply|like|tweet|follow|previous|back to top|log in|salva|stampa|enregistrer"
    r"|imprimer|speichern|drucken|guardar|imprimir|保存|印刷|続きを読む|もっと見る|阅读更多|閱讀更多|查看更多"
    r"|(?:post|leave|add|write) a (?:comment|reply)"
    r"|\W*(?:\d+\W*)?(?:comments?|commenti|commentaires?|kommentare?|comentarios?|comentários?|コメント|评论|評論)\b\W*(?:\d.*)?"
    r"|\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?|uhr)?(?:\s+[A-Z]{2,4})?)$",
    re.IGNORECASE,
)
"""Buttons, counts and calls that pages carry: what is left of them where a page was copied as text."""

_DEPICTS = re.compile(
    r"\blogos?\b|portr[aä]i?t|ritratto|retrato|\b(?:map|mappa|mapa|karte|carte|chart|view of|veduta|vue|blick auf)\b|diagram"
    r"|schem[aá]|\bfig(?:ure|ura|\.)|grafi[ckq]|infograf|screenshot|schermata|illustrat|\b(?:artista?|künstler(?:in)?)\b"
    r"|\b(?:photo|foto|video|image)|source\s*[:：]|図\d"
    r"|\((?:left|right|above|below|top|bottom|links|rechts|oben|unten|à gauche|à droite|a sinistra|a destra)\)",
    re.IGNORECASE,
)
"""What tells that a picture is named."""

_WORD = re.compile(r"[^\W\d_]+")

_ARTICLE_FIRST = re.compile(
    r"[\W\d_]*(?:the|an?|der|die|das|eine?|les?|la|une?|il|lo|gli|el|los|las|una)\b", re.IGNORECASE
)


def names_part(text: str) -> bool:
    """Tell whether a line begins as the names of a text's parts do: "Step 2", "Conclusions", "概要"."""
    return _NAMES_PART.match(text) is not None


def is_counted_part(text: str) -> bool:
    """Tell whether a line is the number of a text's part and no more: "Step 2", "Kapitel 3", "第2章"."""
    return _COUNTED_PART.match(text) is not None


def is_part(text: str) -> bool:
    """Tell whether a line is the name of a text's part and no more."""
    return _IS_PART.match(text) is not None


def words_of(text: str) -> dict[str, float]:
    """Return what a line's words tell, by name."""
    words = _WORD.findall(text)
    if not words:
        return {}
    return {
        "part": is_part(text),
        "names a part": names_part(text),
        "article first": _ARTICLE_FIRST.match(text) is not None,
        "calls": _CALLS.match(text) is not None,
        "depicts": _DEPICTS.search(text) is not None,
        "only names": 2 <= len(words) <= 3 and all(map(str.istitle, words)),
    }
