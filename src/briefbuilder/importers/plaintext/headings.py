"""Headings in unmarked text: short lines judged by their form, by what stands around them and by the text as a whole.

What is underlined or begins with number signs is a heading on its own word; all else is weighed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from statistics import median
from typing import Literal, get_args

from briefbuilder.importers.clean import key
from briefbuilder.importers.plaintext.forest import fitted_forest
from briefbuilder.importers.plaintext.layout import Unit, columns, ends_sentence, mark_of

# The forms of one line that speak for or against a heading: its end, its case, its first words, its signs.

Shape = Literal["numbered", "capitals", "question", "one word", "title case", "sentence case"]

WIDEST = 150
"""Columns of the widest heading."""

NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s+\S")
_PROSE, _SURE_PROSE = 55, 100
"""Columns from which a line that ends as a sentence does is prose, and from which any line is."""

_FURNITURE = re.compile(
    r"getty|images?\b|photo|foto|reuters|\b(?:AP|AFP|ANSA|EPA|dpa)\b|shutterstock|wikimedia|courtesy|credit|crédit|copyright"
    r"|©|quelle:|fonte:|related:|correlati|lire aussi|leggi anche|mehr zum|read more|powered by|advertis|pubblicit|publicité"
    r"|anzeige|comment|share|reply|\btags?\b|filed under|posted|updated|aggiornat|subscribe|sign up|newsletter|関連|写真",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^(?:\(.*\)|\[.*\]|.*[/(](?:AP|AFP|ANSA|EPA|dpa|Reuters|Getty)\b.*|(?:related|read (?:more|also)|leggi anche|lire aussi|à lire|lesen sie auch|mehr zum thema|関連記事)\s*[:：].*|[\W_]*(?:photo|foto|image|immagine|illustration|screenshot|picture|bild)s?\s*(?:by|de|di|von|:|：|/).*)$",
    re.IGNORECASE,
)
"""What is wholly in brackets, what leads to other texts, and what tells who took a picture: never a heading."""

_PASSING = re.compile(
    r"^(?:images?|photos?|bild(?:er)?|foto|immagin[ei]|写真|画像|advertisements?|anzeige|pubblicità|publicité|share|teilen"
    r"|condividi|partager|facebook|twitter|(?:play )?video|next|credits?\s*[:：].*|\(.*\)|\[.*\]|＜.*＞|【.*】)$",
    re.IGNORECASE,
)
"""What stands between the lines of a text without being one: signs of pictures and buttons, asides in brackets."""

_TWO_SENTENCES = re.compile(r"[.!?…][\"”’»)]?\s+\w|[。！？].")
_WORD = re.compile(r"[^\W\d_]+")
_WIDE_SIGN = re.compile("[\u3040-\u9fff]")
_BARS = frozenset("|/@•·")
_CLOSERS = "\"'”’»)］）」』"
_ABBREVIATED = re.compile(r"\b(?:\w\.){2,}$|\bvs\.$|(?<!\w)[A-Z]\.$|\b(?:Inc|Co|Ltd|Jr|Sr|Bros|etc)\.$")


def may_head(text: str, width: int, lines: int) -> bool:
    """Tell whether a line of so many columns may be a heading at all."""
    if not 2 <= width <= WIDEST or lines > 3 or not any(map(str.isalpha, text)):
        return False
    if _CAPTION.match(text) or is_passing(text) or text.endswith((",", ";", ":", "：", "、", "。", "।")):
        return False
    if text.endswith(".") and not text.endswith("...") and not ends_abbreviated(text):
        return False
    return not text[0].islower() or text[1:2].isupper()


def ends_abbreviated(text: str) -> bool:
    """Tell whether a line's last full stop is that of an abbreviation: "N.Y.C.", "Smith & Co."."""
    return _ABBREVIATED.search(text) is not None


def is_prose(text: str, width: int) -> bool:
    """Tell whether a line is a paragraph's."""
    return width >= _SURE_PROSE or (width >= _PROSE and ends_sentence(text))


def is_question(text: str) -> bool:
    """Tell whether a line ends with a question mark, before quotation marks and brackets."""
    return text.rstrip(_CLOSERS).endswith(("?", "？"))


def is_furniture(text: str) -> bool:
    """Tell whether a line holds what pages carry beside their text: agencies, "read more", "comments"."""
    return _FURNITURE.search(text) is not None


def shape_of(text: str) -> Shape:
    """Return the one form that a line has, by which the headings of a text are alike."""
    if NUMBERED.match(text):
        return "numbered"
    if text.isupper() and len(text) > 3:
        return "capitals"
    if is_question(text):
        return "question"
    share = capitalised(text)
    if share is None:
        return "one word"
    return "title case" if share >= 0.8 else "sentence case"


def is_passing(text: str) -> bool:
    """Tell whether a line only passes by: "Image", "Share", what is wholly in brackets."""
    return _PASSING.match(text) is not None


def forms_of(text: str, width: int) -> dict[str, float]:
    """Return what a line's own form tells, by name."""
    share = capitalised(text)
    return {
        "width": width,
        "words": len(text.split()),
        "letters": sum(map(str.isalpha, text)) / len(text),
        "capitals": -1 if share is None else share,
        "furniture": is_furniture(text),
        "numbered": NUMBERED.match(text) is not None,
        "two sentences": _TWO_SENTENCES.search(text) is not None,
        "ends as a sentence": ends_sentence(text),
        "digits": sum(map(str.isdigit, text)),
        "bars": sum(sign in _BARS for sign in text),
        "colon inside": ":" in text or "：" in text,
        "comma": "," in text or "、" in text or "，" in text,
        "exclamation": text.rstrip(_CLOSERS).endswith(("!", "！")),
    }


def capitalised(text: str) -> float | None:
    """Return the share of longer words with a capital, None for fewer than two of them and for scripts without case."""
    words: list[str] = [word for word in _WORD.findall(text) if len(word) > 3]
    if len(words) < 2 or not any(word[0].isupper() or word[0].islower() for word in words):
        return None
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) / len(words)


def topic_words(text: str) -> frozenset[str]:
    """Return the stems by which a heading and its paragraphs are about the same; pairs of signs in wide scripts."""
    found = {word.casefold()[:6] for word in _WORD.findall(text) if len(word) > 3}
    wide = [sign.start() for sign in _WIDE_SIGN.finditer(text)]
    if len(wide) * 3 > len(text):
        found |= {text[place : place + 2] for place in wide}
    return frozenset(found)


# Words that tell a heading from a sentence, a caption or a name, in the languages that most texts come in.

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

_LISTED_WORD = re.compile(r"[^\W\d_]+")

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
    words = _LISTED_WORD.findall(text)
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


# The words of a text as a whole: which of them it also writes small, and which come most often.
#
# A word in capitals that the text writes small elsewhere is capitalised because its line is a heading; one that is never written
# small is a name. Nothing of it depends on a language.

_COUNTED_WORD = re.compile(r"[^\W\d_]+")
_MOST = 30
"""Words that are taken for those that hold sentences together."""


class Wordbook:
    """The words of a text by place; `heads` are the places of the lines that may be headings."""

    def __init__(self, texts: Sequence[str], prose: Sequence[bool], heads: Iterable[int]) -> None:
        self._words = [_COUNTED_WORD.findall(text) for text in texts]
        often: Counter[str] = Counter()
        self._small: set[str] = set()
        for words, is_prose in zip(self._words, prose, strict=True):
            small = [word for word in words if word[0].islower()]
            self._small.update(small)
            if is_prose:
                often.update(small)
        self._common = {word for word, _ in often.most_common(_MOST)}
        self._lines = [frozenset(map(str.casefold, self._words[place])) for place in heads]
        self._heads = Counter(word for line in self._lines for word in line)

    def of(self, place: int) -> dict[str, float]:
        """Return what the words of a line are in the text, as shares from 0 to 1; -1 where its script has no small letters."""
        words = self._words[place]
        if not words:
            return {}
        cased = sum(word[0].islower() or word[0].isupper() for word in words)
        large = [word.casefold() for word in words[1:] if word[0].isupper()]
        raised = sum(word in self._small for word in large)
        own = {word.casefold() for word in words}
        shared = sum(self._heads[word] - 1 for word in own)
        rest = max(1, len(words) - 1)
        return {
            "raised words": raised / rest if cased else -1,
            "names": (len(large) - raised) / rest if cased else -1,
            "small words": sum(word[0].islower() for word in words) / cased if cased else -1,
            "common words": sum(word.casefold() in self._common for word in words),
            "words of heads": shared / len(own) / max(1, len(self._lines)),
        }


# A text as a whole, before its lines are weighed: which lines may head something, which only pass by, and how far it is from one to the next.
#
# Everything is taken once, in a time that grows with the number of lines, so that a text of many short lines is read as fast.

_OFTEN = 3
"""How often a line is said to be one that only passes by, as "Image" and "Share" are."""

_LIST, _LONG_LIST = 2, 4
"""Short lines in a row below a colon, from which on they are a list; in a row of so many the first ones are too."""

_FEW, _LONGER = 2, 1.5
"""Lines that say too little of how headings of a text look, and how much longer than they a line must be to be none."""

_SENTENCE = 100
"""Columns below which a sentence is a short one."""

_OPENING_QUOTES = tuple("\"“‘„«「『'—")
_DIGITS = re.compile(r"\d")
_TAIL = re.compile(r"(?:[¶›»#→]|\[[^\]]*\]|\([^)]*\))$")


class Survey:
    """The lines of a text by place; `places` are those that may be headings, `sure` those that are by their words alone."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.count = len(units)
        self.texts = [unit.text for unit in units]
        self.widths = [columns(text) for text in self.texts]
        self.prose = [is_prose(text, width) for text, width in zip(self.texts, self.widths, strict=True)]
        self._marks = [mark_of(text) for text in self.texts]
        self.marked = [mark is not None for mark in self._marks]
        self.ends = [ends_sentence(text) for text in self.texts]
        self.keys = [key(text) for text in self.texts]
        self.times = Counter(self.keys)
        self.numberless = [_DIGITS.sub("", words) for words in self.keys]
        self.numberless_times = Counter(self.numberless)
        self.may_head = self._may_head()
        self.places = [place for place in range(self.count) if self.may_head[place]]
        self.passing = [
            not prose and (self.times[words] >= _OFTEN or is_passing(text))
            for prose, words, text in zip(self.prose, self.keys, self.texts, strict=True)
        ]
        counted = [place for place in self.places if is_counted_part(self.texts[place])]
        self._measure()
        named = [place for place in self.places if is_part(self.texts[place])]
        several = len({self.keys[place] for place in counted}) > 1
        self.sure = frozenset([*(counted if several else []), *named]) - self.listed_places
        self._compare()

    def _may_head(self) -> list[bool]:
        numbers = [mark is not None and mark.kind == "number" for mark in self._marks]
        numbered = [NUMBERED.match(text) is not None for text in self.texts]
        found: list[bool] = []
        for place, unit in enumerate(self.units):
            listed = self.marked[place] and (not numbers[place] or _beside(numbers, place))
            contents = numbered[place] and _in_row(numbered, place)
            found.append(not listed and not contents and may_head(unit.text, self.widths[place], unit.lines))
        return found

    def _measure(self) -> None:
        """Take the neighbours that do not pass by, the runs of short lines and the sums up to each line."""
        self.above = _nearest(self.passing, range(self.count), -1)
        self.below = _nearest(self.passing, range(self.count - 1, -1, -1), self.count)
        plain = [prose or mark for prose, mark in zip(self.prose, self.marked, strict=True)]
        self.run_above = self._runs(plain, range(self.count))
        self.run_below = self._runs(plain, range(self.count - 1, -1, -1))
        self._prose_widths = [width for width, prose in zip(self.widths, self.prose, strict=True) if prose]
        self.prose_to = [0, *accumulate(self.prose)]
        self.short_to = [0, *accumulate(self.may_head)]
        self.next_prose = _nearest(
            [not prose for prose in self.prose], range(self.count - 1, -1, -1), self.count
        )
        self.columns_to = [0, *accumulate(self.widths)]
        self.units_to = [0, *accumulate(not passing for passing in self.passing)]
        others = [
            not self.may_head[place] or self.prose[place] or self.passing[place]
            for place in range(self.count)
        ]
        self.last_short = _nearest(others, range(self.count), -1)
        self.next_short = _nearest(others, range(self.count - 1, -1, -1), self.count)
        under = False
        self.under_colon: list[bool] = []
        for place in range(self.count):
            self.under_colon.append(under)
            under = self.is_colon(place) or (under and not self.prose[place])
        self.listed_places = frozenset(
            place
            for place in self.places
            if self.under_colon[place]
            and (self.run_above[place] > _LIST or self.run_above[place] + self.run_below[place] > _LONG_LIST)
        )

    def _runs(self, plain: Sequence[bool], order: range) -> list[int]:
        """Return for each line how many short ones stand in a row before it in an order."""
        found = [0] * self.count
        run = 0
        for place in order:
            found[place] = run
            if not self.passing[place]:
                run = 0 if plain[place] else run + 1
        return found

    def _compare(self) -> None:
        """Take what the lines have in common, those above all that stand alone between paragraphs."""
        self.heads = [place for place in self.places if not self.passing[place]]
        self.alone = frozenset(place for place in self.heads if self._is_alone(place))
        self.shapes = {place: shape_of(self.texts[place]) for place in self.places}
        self.wordbook = Wordbook(self.texts, self.prose, self.heads)
        self.all_shapes = Counter(self.shapes[place] for place in self.heads)
        self.two_words = Counter(map(first_two, self.texts))
        self.usual_shapes = Counter(self.shapes[place] for place in self.alone)
        widths = [self.widths[place] for place in (self.alone or self.heads)]
        self.usual_width = median(widths) if widths else 0.0
        self.words = [topic_words(text) for text in self.texts]
        self.spread = Counter(word for words in self.words for word in words)
        self.first_words = Counter(text.split(None, 1)[0] for text in self.texts)
        self.questions = sum(is_question(self.texts[place]) for place in self.alone)
        self.last_words = Counter(last_word(self.texts[place]) for place in self.places)
        self.tails = Counter(tail(self.texts[place]) for place in self.heads)
        self.asides = frozenset(place for place in self.places if self._is_aside(place))
        self.whole = self._whole()

    def _is_aside(self, place: int) -> bool:
        """Tell whether a line is a question in passing: longer than the headings of its text, of which none asks."""
        if not is_question(self.texts[place]) or len(self.alone) <= _FEW:
            return False
        asking = self.questions - (place in self.alone)
        return not asking and self.widths[place] > _LONGER * self.usual_width

    def _is_alone(self, place: int) -> bool:
        above, below = self.above[place], self.below[place]
        under = above < 0 or self.prose[above] or self.marked[above]
        return under and below < self.count and self.prose[below]

    def _whole(self) -> dict[str, float]:
        """Return what is the same for all lines."""
        count, heads, alone, paragraphs = self.count, len(self.heads), len(self.alone), sum(self.prose)
        sentences = sum(end and width < _SENTENCE for end, width in zip(self.ends, self.widths, strict=True))
        return {
            "lines": count,
            "heads": heads,
            "paragraphs": paragraphs,
            "paragraphs a line": paragraphs / count,
            "alone in all": alone,
            "alone a head": alone / max(1, heads),
            "alone a paragraph": alone / max(1, paragraphs),
            "sentences a line": sum(self.ends) / count,
            "short sentences a line": sentences / count,
            "quotes a line": sum(text.startswith(_OPENING_QUOTES) for text in self.texts) / count,
            "marks a line": sum(self.marked) / count,
            "usual width": self.usual_width,
            "prose width": median(self._prose_widths) if self._prose_widths else 0,
        }

    def is_colon(self, place: int) -> bool:
        """Tell whether a line ends with a colon."""
        return self.texts[place].endswith((":", "："))


def tail(text: str) -> str:
    """Return the sign or the bracket that a line ends with, as headings of a page do ("[edit]", "¶")."""
    found = _TAIL.search(text)
    return found[0] if found else ""


def first_two(text: str) -> str:
    """Return the first two words of a line in small letters, none of a line of fewer than three."""
    words = text.split(None, 2)
    return " ".join(words[:2]).casefold() if len(words) > 2 else ""


def last_word(text: str) -> str:
    """Return the last word of a line in small letters, none of a line of one word."""
    words = text.split()
    return words[-1].casefold() if len(words) > 1 else ""


def _beside(flags: Sequence[bool], place: int) -> bool:
    return any(flags[other] for other in (place - 1, place + 1) if 0 <= other < len(flags))


def _in_row(flags: Sequence[bool], place: int) -> bool:
    """Tell whether a place is one of three flagged ones in a row or near them, as in a table of contents."""
    row = flags[max(0, place - 2) : place + 3]
    return any(all(row[at : at + 3]) for at in range(len(row) - 2))


def _nearest(left_out: Sequence[bool], order: range, none: int) -> list[int]:
    """Return for each place the last one before it in an order that is not left out."""
    found = [none] * len(left_out)
    last = none
    for place in order:
        found[place] = last
        if not left_out[place]:
            last = place
    return found


# What speaks for and against a heading: the line itself, the lines around it and the others like it, as numbers.

_AROUND = 3
"""Lines above and below whose words are compared with a line's."""

_FAR = 9
"""Lines from which on the next paragraph is just far."""

_SHAPES = {shape: number for number, shape in enumerate(get_args(Shape))}


class HeadingFeatures:
    """The lines of a text, and for each that may be a heading what is found about it.

    `sure` are headings whatever is found, `alone` stand alone between paragraphs.
    """

    def __init__(self, units: Sequence[Unit], title: str = "") -> None:
        self._all = Survey(units)
        self._title = capitalised(title)
        self.sure = self._all.sure
        self.alone = self._all.alone
        told = self.sure | self._all.listed_places | self._all.asides
        self.places = [place for place in self._all.places if place not in told]

    def of(self, place: int) -> dict[str, float]:
        """Return what is found about the line at a place, by name; what is missing is 0."""
        text, width = self._all.texts[place], self._all.widths[place]
        found = forms_of(text, width) | words_of(text)
        found["shape"] = _SHAPES[self._all.shapes[place]]
        found["indent"] = self._all.units[place].indent
        return (
            found
            | self._around(place)
            | self._sections(place)
            | self._series(place)
            | self._topic(place)
            | self._near(place)
            | self._style(place)
            | self._all.wordbook.of(place)
            | self._all.whole
        )

    def _around(self, place: int) -> dict[str, float]:
        """Return how the next lines above and below compare; lines that only pass by are looked past."""
        whole = self._all
        own = whole.widths[place]
        found: dict[str, float] = {}
        above, below = whole.above[place], whole.below[place]
        near = {"above": above, "below": below}
        near["second above"] = whole.above[above] if above >= 0 else -1
        near["second below"] = whole.below[below] if below < whole.count else whole.count
        for name, other in near.items():
            if 0 <= other < whole.count:
                found[f"{name}: width"] = whole.widths[other]
                found[f"{name}: ratio"] = whole.widths[other] / own
        found["above: prose"] = above >= 0 and whole.prose[above]
        found["above: head"] = above >= 0 and whole.may_head[above]
        found["below: head"] = below < whole.count and whole.may_head[below]
        found["below: opens alike"] = (
            whole.first_words[_first(whole.texts[below])] if below < whole.count else 0
        )
        found["above: colon"] = above >= 0 and whole.is_colon(above)
        found["listed by colon"] = whole.under_colon[place]
        found["two short below"] = (
            place + 2 < whole.count and whole.may_head[place + 1] and whole.may_head[place + 2]
        )
        return found

    def _sections(self, place: int) -> dict[str, float]:
        """Return how much stands between a line and the next ones that may be headings, and where it stands."""
        whole = self._all
        last, following = whole.last_short[place], whole.next_short[place]
        return {
            "columns above": whole.columns_to[place] - whole.columns_to[last + 1],
            "columns below": whole.columns_to[following] - whole.columns_to[place + 1],
            "lines above": whole.units_to[place] - whole.units_to[last + 1],
            "lines below": whole.units_to[following] - whole.units_to[place + 1],
            "run below": whole.run_below[place],
            "place": place,
        }

    def _series(self, place: int) -> dict[str, float]:
        """Return how a line compares with those that stand alone between paragraphs, and with all."""
        whole, text = self._all, self._all.texts[place]
        own = place in whole.alone
        others = len(whole.alone) - own
        same = whole.usual_shapes[whole.shapes[place]] - own
        ending, signs = last_word(text), tail(text)
        return {
            "alone": own,
            "others alone": others,
            "of its shape": same,
            "share of its shape": same / others if others else -1,
            "to usual width": whole.widths[place] / max(1, whole.usual_width),
            "ends alike": whole.last_words[ending] if ending else 0,
            "tails alike": whole.tails[signs] if signs else 0,
        }

    def _near(self, place: int) -> dict[str, float]:
        """Return how many lines near one are paragraphs or may be headings, and what the next one below is."""
        whole = self._all
        below = whole.below[place]
        found: dict[str, float] = {
            "to prose": min(_FAR, whole.next_prose[place] - place),
            "prose below": whole.prose_to[min(whole.count, place + 5)] - whole.prose_to[place + 1],
            "run above": whole.run_above[place],
        }
        for away in (2, 4):
            last = min(whole.count, place + away + 1)
            found[f"short near {away}"] = whole.short_to[last] - whole.short_to[max(0, place - away)]
        if below < whole.count:
            found["below: same shape"] = whole.shapes.get(below) == whole.shapes[place]
            found["below: to prose width"] = whole.widths[below] / max(1, whole.whole["prose width"])
        return found

    def _style(self, place: int) -> dict[str, float]:
        """Return how often a line comes, how many lines are like it, and how it is capitalised beside the title."""
        whole, text = self._all, self._all.texts[place]
        same = whole.all_shapes[whole.shapes[place]] - (not whole.passing[place])
        own, words = capitalised(text), first_two(text)
        return {
            "times": whole.times[whole.keys[place]],
            "times but numbers": whole.numberless_times[whole.numberless[place]],
            "two words alike": whole.two_words[words] if words else 0,
            "same shape": same,
            "share of same shape": same / max(1, len(whole.heads) - 1),
            "title capitals": -1 if self._title is None else self._title,
            "from title capitals": -1 if own is None or self._title is None else abs(own - self._title),
        }

    def _topic(self, place: int) -> dict[str, float]:
        """Return which share of a line's words comes back beside it; of its rarer words, a few lines away."""
        whole = self._all
        words = whole.words[place]
        above, below = whole.above[place], whole.below[place]
        found: dict[str, float] = {"topic words": len(words)}
        if words and below < whole.count:
            found["words next below"] = len(words & whole.words[below]) / len(words)
        if words and above >= 0:
            found["words next above"] = len(words & whole.words[above]) / len(words)
        most = max(4, whole.count // 4)
        rare = {word for word in words if whole.spread[word] <= most}
        if rare:
            later = rare.intersection(*[frozenset().union(*whole.words[place + 1 : place + 1 + _AROUND])])
            earlier = rare.intersection(*[frozenset().union(*whole.words[max(0, place - _AROUND) : place])])
            found["words below"] = len(later) / len(rare)
            found["more words below"] = (len(later) - len(earlier)) / len(rare)
        return found


def _first(text: str) -> str:
    return text.split(None, 1)[0]


_MARKED = 2
"""Headings with a mark of their own from which on no line without one is a heading."""

LEAST = -700
"""What must speak for a heading, as `forest` weighs it: a missed heading costs as much as a false one."""

_NEARLY = 200
"""How far below `LEAST` a line may be that stands as the headings of its text do."""

_WIDEST_TITLE = 240
"""Columns."""


def find_headings(units: Sequence[Unit], title: str = "") -> dict[int, int]:
    """Return the level, from 2, of each unit that is a heading, by its place; `title` is the text's, where it has one."""
    marked = _marked(units)
    if len(marked) >= _MARKED or not any(ends_sentence(unit.text) or mark_of(unit.text) for unit in units):
        return marked
    evidence = HeadingFeatures(units, title)
    kept = sorted((_weighed(evidence) | evidence.sure) - marked.keys())
    return marked | _levels(units, kept)


def _weighed(evidence: HeadingFeatures) -> set[int]:
    """Return the places of what is weighed as headings.

    Where nothing that stands alone between paragraphs is refused but what nearly passed, and most passed, it is one too.
    """
    weights = {place: fitted_forest().weigh(evidence.of(place)) for place in evidence.places}
    passed = {place for place, weight in weights.items() if weight > LEAST}
    refused = (evidence.alone & weights.keys()) - passed
    nearly = all(weights[place] > LEAST - _NEARLY for place in refused)
    most = 2 * len(refused) <= len(passed & evidence.alone)
    return passed | refused if nearly and most else passed


def _marked(units: Sequence[Unit]) -> dict[int, int]:
    """Return what is marked as a heading by underlining or number signs."""
    found: dict[int, int] = {}
    for place, unit in enumerate(units):
        mark = mark_of(unit.text)
        if unit.underline:
            found[place] = 1 if unit.underline == "=" else 2
        elif mark and mark.kind == "heading":
            found[place] = mark.value
    return found


def has_title_form(unit: Unit) -> bool:
    """Tell whether a unit may be a title by its own form."""
    text = unit.text
    if unit.underline or text.startswith("# "):
        return True
    if columns(text) > _WIDEST_TITLE or unit.lines > 3 or not any(map(str.isalpha, text)):
        return False
    return (
        not ends_sentence(text) or ends_abbreviated(text) or text.rstrip("\"'”’»").endswith(tuple("?!…？！"))
    )


def _levels(units: Sequence[Unit], kept: Sequence[int]) -> dict[int, int]:
    """Return the levels: by numbers where they are numbered, else capitals over the others, else one."""
    capitals = {place for place in kept if units[place].text.isupper()}
    mixed = 0 < len(capitals) < len(kept)
    found: dict[int, int] = {}
    for place in kept:
        numbered = re.match(r"\d+(?:\.\d+)*", units[place].text)
        if numbered and NUMBERED.match(units[place].text):
            found[place] = min(6, 2 + numbered[0].count("."))
        else:
            found[place] = 3 if mixed and place not in capitals else 2
    return found
