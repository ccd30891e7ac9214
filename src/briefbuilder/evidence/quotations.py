"""Read the words that a text has in quotation marks, of every style, nested, and over several paragraphs; find them in a source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefbuilder.domain.facts import ClaimSource, Fact, FactBlock, FactSource, Outcome, QuotedWords
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.evidence.claim_places import FITTING, SourceFacts
from briefbuilder.evidence.claim_sentences import Sentence
from briefbuilder.evidence.words import placed_words, sentences_of, stem, words_of

_CLOSING = {
    "“": "”",
    "„": "“”‟",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "”": "”",
    "’": "’",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "＂": "＂",
    "〝": "〟〞",
}
"""The marks that close what a mark has opened."""
_AMBIGUOUS = frozenset("\"'”’＂»›")
"""Marks that open in one style and close in another: they open at the start of a word only."""
_APOSTROPHES = frozenset("'’‘")
_CONTINUED = frozenset('“„«‟"「『”')
"""Marks that are repeated where a quotation goes on in the next paragraph."""
_BEFORE = frozenset("([{—–-/‹«„“‚‘\"'「『:;,")
_MARK = lazy_pattern(f"[{re.escape(''.join((*_CLOSING, *_CLOSING.values())))}]")
_DEEPEST = 30
"""Marks that may be open at once: what is within more of them is no text, and would be read as often as there are marks."""
_KEY_WORDS = 4
"""Words at each end of a quotation that make its keys."""
_Open = tuple[int, str]
"""Where the quoted words begin, and the marks that may close them."""


def read_quotations(blocks: Sequence[FactBlock]) -> Iterator[Fact]:
    """Yield the words in quotation marks, without the marks; one fact for each block of a longer quotation."""
    carried = ""
    for index, block in enumerate(blocks):
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        spans, carried = _spans(block.text, carried, following)
        for start, end in sorted(spans):
            words = words_of(block.text[start:end])
            if words:
                yield Fact(
                    block=block.id,
                    start=start,
                    end=end,
                    stated=QuotedWords(words=tuple(words)),
                    keys=_keys(words),
                )


def _keys(words: Sequence[str]) -> tuple[str, ...]:
    if len(words) < _KEY_WORDS:
        return ()
    ends = (words[:_KEY_WORDS], words[-_KEY_WORDS:])
    return tuple(dict.fromkeys(f"q:{' '.join(end)}" for end in ends))


def _spans(text: str, carried: str, following: str) -> tuple[list[tuple[int, int]], str]:
    """Return the places of quoted words, and the marks that may close a quotation that goes on in the next block."""
    found: list[tuple[int, int]] = []
    opened: list[_Open] = [(0, carried)] if carried else []
    for match in _MARK.finditer(text):
        place, mark = match.start(), match[0]
        depth = next((d for d in range(len(opened) - 1, -1, -1) if mark in opened[d][1]), None)
        if depth is not None and _may_close(text, place):
            found.append(_trimmed(text, opened[depth][0], place))
            del opened[depth:]
        elif mark in _CLOSING and _may_open(text, place):
            opened.append((place + 1, _CLOSING[mark]))
            if len(opened) > _DEEPEST:
                del opened[1]
    if not opened or not following:
        return found, ""
    start, closing = opened[0]
    if closing in "'’":
        return found, ""
    first = following.lstrip()[:1]
    if first in _CONTINUED:
        # The next paragraph repeats the opening mark, and is read by it.
        found.append(_trimmed(text, start, len(text)))
        return found, ""
    if closing != '"' and _is_closed_in(following, closing):
        found.append(_trimmed(text, start, len(text)))
        return found, closing
    return found, ""


def _is_closed_in(text: str, closing: str) -> bool:
    """Return whether a text closes a quotation before it opens another."""
    for match in _MARK.finditer(text):
        place, mark = match.start(), match[0]
        if mark in closing and _may_close(text, place):
            return True
        if mark in _CLOSING and mark not in _APOSTROPHES and _may_open(text, place):
            return False
    return False


def _may_open(text: str, place: int) -> bool:
    mark = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark in _AMBIGUOUS or mark in _APOSTROPHES:
        return (not before or before.isspace() or before in _BEFORE) and bool(after) and not after.isspace()
    return bool(after)


def _may_close(text: str, place: int) -> bool:
    mark = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark in _APOSTROPHES:
        return bool(before) and not before.isspace() and not after.isalnum()
    if mark in '"＂':
        return bool(before) and (not before.isspace() or not after.strip()) and not after.isalnum()
    return True


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# Quoted words in a source: word for word, the words most like them, or the passage that they may be taken from

_GAP = lazy_pattern(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}|\[[^\]]{0,300}\]")
"""What an officer leaves out or adds: "[…]", "[the minister]"."""
_CHANGED_LETTER = lazy_pattern(r"\[(\w)\](?=\w)")
"""A first letter that was changed: "[T]he"."""
_LIKE = 70
"""How alike words must be, of 100, to be shown as those that were meant."""

_LONG = 5
"""Letters of a word that says what a quotation is about."""
_SHARED = 0.33
"""What a passage must have of the long words of a quotation to say the same in other words."""

_SAME = 0.66
"""What a passage must have of the words of a quotation for it to be a copy with a slip, not other words."""

_LENGTH = 2.0
"""What a quotation of the same length counts to be a translation of another."""
_FEWEST_QUOTED = 3
"""Words of a quotation that cannot be mistaken for a mere term."""

_Placed = Sequence[tuple[str, int, int]]


def compare_quotation(
    sentence: Sentence,
    fact: Fact,
    cited: Sequence[SourceFacts],
    others: Sequence[SourceFacts],
    beside: Callable[[], Iterable[SourceFacts]],
) -> tuple[Outcome, ClaimSource | None]:
    """Return what the sources have of quoted words: word for word, or the passage in which they may be meant.

    Words that the officer translated are in no source: what the passage says is for her to compare. `beside` gives
    the sources that are not cited and share most with the sentence.
    """
    quoted = sentence.text_of(fact)
    for source in (*cited, *others):
        is_likely = source.same_language or source.source.cited
        if is_likely and (place := find_quotation(quoted, source.source)) is not None:
            return "found", place
    own = [source.source for source in cited if source.same_language]
    is_short = isinstance(fact.stated, QuotedWords) and len(fact.stated.words) < _FEWEST_QUOTED
    similar = None if is_short else find_similar_words(quoted, own)
    if similar is not None:
        return "different" if is_slip(quoted, similar) else "doubtful", similar
    foreign = [source.source for source in cited if not source.same_language]
    # An officer may leave words in the language of the source.
    copied = None if is_short else find_similar_words(quoted, foreign)
    if copied is not None and is_slip(quoted, copied):
        return "different", copied
    if passage := _translated(sentence, fact, (*cited, *beside())):
        return "not-compared", passage
    if is_short or len(own) < len(cited):
        return "not-compared", None
    reworded = find_shared_words(quoted, own, sentence.language)
    return ("not-found", None) if reworded is None else ("doubtful", reworded)


def _translated(sentence: Sentence, fact: Fact, sources: Iterable[SourceFacts]) -> ClaimSource | None:
    """Return the quotation of a source in another language whose block and length fit best, or the best block."""
    best: tuple[float, SourceFacts, int, tuple[int, int]] | None = None
    for source in sources:
        if source.same_language:
            continue
        for number in range(len(source.parts.blocks)):
            fit = source.fit(sentence, fact, number)
            if fit <= (0 if source.source.cited else FITTING):
                continue
            fit += source.own_words(sentence, fact, number)
            for alike, span in quoted_spans(source.source, number, fact.end - fact.start):
                if best is None or fit + _LENGTH * alike > best[0]:
                    best = (fit + _LENGTH * alike, source, number, span)
    return None if best is None else place_of(best[1].source, best[2], *best[3])


def find_quotation(quoted: str, source: FactSource) -> ClaimSource | None:
    """Return where a source has quoted words, with gaps where something was left out; None if it has others."""
    parts = [words for part in _GAP.split(_CHANGED_LETTER.sub(r"\1", quoted)) if (words := words_of(part))]
    if not parts:
        return None
    for number, block in enumerate(source.blocks):
        first = next(_places_of(parts[0], block.text), None)
        if first is None:
            continue
        if _goes_on(parts, source, number):
            start, end = first
            return place_of(source, number, start, end)
    return None


def _goes_on(parts: Sequence[list[str]], source: FactSource, number: int) -> bool:
    """Return whether the parts follow one another from a block on."""
    text = " ".join(
        word for block in source.blocks[number : number + len(parts) + 1] for word in words_of(block.text)
    )
    text = f" {text} "
    at = 0
    for part in parts:
        words = f" {' '.join(part)} "
        found = text.find(words, at)
        if found < 0:
            return False
        at = found + len(words) - 1
    return True


def _places_of(words: list[str], text: str) -> Iterator[tuple[int, int]]:
    placed = placed_words(text)
    for at in range(len(placed) - len(words) + 1):
        if placed[at][0] == words[0] and [word for word, _, _ in placed[at : at + len(words)]] == words:
            yield placed[at][1], placed[at + len(words) - 1][2]


def find_similar_words(quoted: str, sources: Iterable[FactSource]) -> ClaimSource | None:
    """Return the words of the sources that are most like quoted ones, if they are much like them."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    wanted = " ".join(words_of(quoted))
    best: tuple[float, FactSource, int, int, int] | None = None
    for source in sources:
        for number, block in enumerate(source.blocks):
            placed = placed_words(block.text)
            text = " ".join(word for word, _, _ in placed)
            if len(text) < len(wanted) // 2:
                continue
            found = partial_ratio_alignment(wanted, text, score_cutoff=_LIKE)
            if found is not None and (best is None or found.score > best[0]):
                best = (found.score, source, number, *_original(placed, found.dest_start, found.dest_end))
    return None if best is None else place_of(*best[1:])


def is_slip(quoted: str, place: ClaimSource) -> bool:
    """Return whether a quotation has so many words of a passage that it was copied from it, with a slip."""
    words, theirs = words_of(quoted), frozenset(words_of(place.text))
    return sum(word in theirs for word in words) >= _SAME * len(words)


def find_shared_words(quoted: str, sources: Iterable[FactSource], language: str) -> ClaimSource | None:
    """Return the quoted passage of the sources that has most long words of a quotation, if it has enough of them."""
    wanted = _stems(quoted, language)
    best: tuple[float, FactSource, int, int, int] | None = None
    for source in sources:
        number = {block.id: index for index, block in enumerate(source.blocks)}
        for fact in source.facts:
            if wanted and fact.kind == "quotation":
                at = number[fact.block]
                text = source.blocks[at].text[fact.start : fact.end]
                shared = len(wanted & _stems(text, language)) / len(wanted)
                if shared >= _SHARED and (best is None or shared > best[0]):
                    best = (shared, source, at, fact.start, fact.end)
    return None if best is None else place_of(*best[1:])


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words_of(text) if len(word) >= _LONG)


def quoted_spans(source: FactSource, number: int, length: int) -> Iterator[tuple[float, tuple[int, int]]]:
    """Yield the places of the quotations of a block, each with how like its length is to another (0 to 1).

    A block without a quotation has its first sentence, which is like none.
    """
    block = source.blocks[number]
    quoted = [fact for fact in source.facts if fact.block == block.id and fact.kind == "quotation"]
    for fact in quoted:
        own = fact.end - fact.start
        yield min(own, length) / max(own, length), (fact.start, fact.end)
    if not quoted:
        yield from ((0.0, span) for span in sentences_of(block.text)[:1])


def _original(placed: _Placed, start: int, end: int) -> tuple[int, int]:
    """Return the place in a text of a range of its words joined by spaces."""
    at, first, last = 0, None, 0
    for word, begin, stop in placed:
        if at + len(word) > start and at < end:
            first = begin if first is None else first
            last = stop
        at += len(word) + 1
    return first or 0, last


def place_of(source: FactSource, number: int, start: int, end: int) -> ClaimSource:
    """Return the words at a place in a block of a source."""
    block = source.blocks[number]
    text = block.text[start:end]
    return ClaimSource(
        article=source.article,
        block=block.id,
        start=start,
        end=end,
        text=text,
        value=" ".join(words_of(text)),
    )
