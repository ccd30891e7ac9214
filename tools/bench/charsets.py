"""Charsets: how often one undeclared sentence, and five, come back as they were, and wrongly declared ones.

A text is right where every character is; texts of nothing but ASCII are no question and are left out, except in
charsets of more than one byte a sign. What a charset cannot write is written as people did: quotation marks and
dashes of a typewriter, Romanian with cedillas, Vietnamese with its tones apart.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.news_lines import lines

MOST = 40
"""Sentences a language and charset."""

GOALS = (0.989, 0.994)
WESTERN = "da de en es fi fr it nb nl pt sv"
CENTRAL = "cs hr hu pl ro sk sl"
LANGUAGES = {
    "cp1250": CENTRAL, "cp1251": "bg ru uk", "cp1252": WESTERN, "cp1253": "el", "cp1254": "tr", "cp1255": "he",
    "cp1256": "ar", "cp1257": "et lt lv", "cp1258": "vi", "iso8859-1": WESTERN, "iso8859-2": CENTRAL,
    "iso8859-3": "mt", "iso8859-4": "et lt lv", "iso8859-5": "bg ru", "iso8859-6": "ar", "iso8859-7": "el",
    "iso8859-8": "he", "iso8859-9": "tr", "iso8859-10": "da et lt nb sv", "iso8859-11": "th",
    "iso8859-13": "et lt lv pl", "iso8859-14": "ga", "iso8859-15": WESTERN, "iso8859-16": "fr hr hu pl sl",
    "koi8-r": "ru", "koi8-u": "uk", "shift_jis": "ja", "euc_jp": "ja", "iso2022_jp": "ja", "gb18030": "zh",
    "big5": "tw", "euc_kr": "ko",
}  # fmt: skip
UNICODE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
MARKED = ("utf-8-sig", "utf-16", "utf-32")
WRONG = {"utf-8": "iso-8859-1", "iso-8859-1": "utf-8"}
"""What texts are wrongly declared as: what servers say by default, each where it is not true."""

_TYPEWRITER = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "..."}
)
_TYPEWRITER |= str.maketrans({"«": '"', "»": '"'})
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
TRADITIONAL = (
    "外交部長週二在首都會面，並簽署了一項貿易協定。",
    "政府表示，年底之前不會提高稅率。",
    "有兩千多人住在河邊，其中許多人不得不在夜裡離開家園。",
    "報告指出，第一季的機械出口下降了百分之四點五。",
    "市長在與工會開會後說：「我們不能再等下去了。」",
    "醫院沒有經費購買新設備，雖然病人的人數每年都在增加。",
    "大學的研究人員發現，年輕人越來越少看報紙。",
    "為什麼公司沒有通知客戶，他們的資料已經被竊取？",
    "這座橋建於一九三一年，從那時起只修理過兩次。",
    "如果談判失敗，委員會將在下個月提出自己的措施。",
)
"""Big5 needs Chinese in the long signs."""


@dataclass(slots=True)
class Tally:
    """How many texts were read and how many of them rightly."""

    read: int = 0
    right: int = 0

    def add(self, *, right: bool) -> None:
        """Count one text."""
        self.read += 1
        self.right += right

    def __str__(self) -> str:
        return f"{self.right}/{self.read}" if self.read else "-"


def written(text: str, charset: str, language: str) -> tuple[bytes, str] | None:
    """Return a text's bytes in a charset, and the text that they mean; None where the charset has no such letters."""
    if language == "ro" and charset in {"cp1250", "iso8859-2"}:
        text = text.translate(_CEDILLAS)
    if charset == "cp1258":
        text = "".join(_apart(character) for character in text)
    for tried in (text, text.translate(_TYPEWRITER)):
        try:
            return tried.encode(charset), unicodedata.normalize("NFC", tried)
        except UnicodeEncodeError:
            continue
    return None


def _apart(character: str) -> str:
    """Return a Vietnamese letter with its tone set apart, where the charset does not know it whole."""
    try:
        character.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", character)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        return letter + "".join(part for part in parts if part in _TONES)
    return character


def samples(sentences: Iterable[str], charset: str, language: str) -> Iterator[tuple[int, bytes, str]]:
    """Yield (how many sentences, their bytes, their text) for each sentence and each five."""
    some = list(sentences)[:MOST]
    groups = [[sentence] for sentence in some]
    groups += [some[start : start + 5] for start in range(0, len(some) - 4, 5)]
    for group in groups:
        made = written("\n".join(group), charset, language)
        if made is not None and (not made[0].isascii() or charset in {*UNICODE, *MARKED, "iso2022_jp"}):
            yield len(group), *made


def scored(
    sentences: dict[str, list[str]], charset: str, languages: Iterable[str], *, declared: str | None = None
) -> dict[int, Tally]:
    """Read texts in one charset; return the tallies of one sentence and of five."""
    from briefbuilder.importers.charset import decode

    tallies = {1: Tally(), 5: Tally()}
    for language in languages:
        for count, data, text in samples(sentences.get(language, ()), charset, language):
            read = unicodedata.normalize("NFC", decode(data, declared).text)
            tallies[count].add(right=read == text)
    return tallies


def run(root: Path) -> None:
    """Print the shares by charset, undeclared and wrongly declared, with the goals."""
    texts, complete = lines(root)
    sentences = {language: kept.sentences for language, kept in texts.items()} | {"tw": list(TRADITIONAL)}
    note = "" if complete else ": the shared texts are not here, our own alone are read"
    print(
        f"\nCharsets, texts read rightly{note}\n  {'':12}  undeclared: one, five    wrongly declared: one, five"
    )
    every = {charset: languages.split() for charset, languages in LANGUAGES.items()}
    every |= {charset: sorted(sentences) for charset in (*UNICODE, *MARKED)}
    every_one, legacy, wrong = _totals(), _totals(), _totals()
    begun = time.process_time()
    for charset, languages in every.items():
        free = scored(sentences, charset, languages)
        told = scored(sentences, charset, languages, declared=WRONG.get(charset, _wrong_for(charset)))
        print(f"  {charset:12}  {free[1]!s:>9} {free[5]!s:>8}    {told[1]!s:>9} {told[5]!s:>8}")
        _sum(every_one, free)
        if charset in LANGUAGES:
            _sum(legacy, free)
            _sum(wrong, told)
    print(f"  one and five (goals {GOALS[0]:.1%}, {GOALS[1]:.1%}): {_shares(every_one)} undeclared")
    print(f"  of legacy charsets alone {_shares(legacy)}, wrongly declared {_shares(wrong)}")
    read = 2 * sum(tally.read for tally in every_one.values())
    print(f"  {1000 * (time.process_time() - begun) / read:.1f} CPU-ms a text")


def _wrong_for(charset: str) -> str:
    """Return a declaration that is not true of a charset: the web's default, or UTF-8 for what is nearly that."""
    return "utf-8" if charset in {"cp1252", "iso8859-1", "iso8859-15"} else "iso-8859-1"


def _totals() -> dict[int, Tally]:
    return {1: Tally(), 5: Tally()}


def _sum(totals: dict[int, Tally], more: dict[int, Tally]) -> None:
    for count, tally in more.items():
        totals[count].read += tally.read
        totals[count].right += tally.right


def _shares(totals: dict[int, Tally]) -> str:
    return " and ".join(f"{tally.right / max(1, tally.read):.2%}" for tally in totals.values())
