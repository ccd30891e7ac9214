"""Write out characters that change how text is displayed and that a reader cannot see.

A terminal obeys control characters, a line of text obeys bidirectional overrides (UAX #9), and zero-width or tag
characters hide text in a title. Arabic, Hebrew, Persian and Indic texts, emoji and balanced isolates stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable

from briefbuilder.domain.patterns import lazy_pattern

_ALWAYS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls; not the tab and the line feed
    "\u2028\u2029"  # separators of lines and paragraphs
    "\u202d\u202e"  # overrides
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format characters and annotations
    "\u3164\uffa0"  # Hangul fillers, which look like spaces
    "\ud800-\udfff"  # unpaired surrogates, as in a file name that is not UTF-8
)
_OPENERS = "\u202a\u202b\u2066\u2067\u2068"
_CLOSERS = "\u202c\u2069"
_ZERO_WIDTH = "\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_TAGS = "\U000e0000-\U000e007f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

_CANDIDATES = lazy_pattern(
    f"[{_ALWAYS}{_OPENERS}{_CLOSERS}]|[{_ZERO_WIDTH}]+|[{_TAGS}]+|[{_SELECTORS}]{{2,}}|\n"
)
_JSON_ESCAPED = lazy_pattern(f"[{_ALWAYS}{_OPENERS}{_CLOSERS}{_ZERO_WIDTH}{_TAGS}\u200e\u200f\u061c]")

_BREAKS = lazy_pattern("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_IS_ZERO_WIDTH = lazy_pattern(f"[{_ZERO_WIDTH}]")
_SIGN, _WIDE_SIGN = "\N{REPLACEMENT CHARACTER}", "\N{LABEL}"
_ISOLATES = frozenset("\u2066\u2067\u2068")
_FLAG = "\N{WAVING BLACK FLAG}"
_FLAG_TAGS = lazy_pattern("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")
_FIRST_COMPLEX = "\u0590"
"""The scripts before this character (Latin, Greek, Cyrillic, Armenian) never need a zero-width character in a word."""
_MOST_ZERO_WIDTH = 2
_DEEPEST = 60
"""Half of the nesting that UAX #9 supports; deeper openers would have no effect."""


def show_hidden(text: str) -> str:
    """Return a text with each hidden character written out, as in `\\x1b` or `\\u202e`."""
    if text.isprintable():
        return text
    return _replace(text, escape_character)


def remove_hidden(text: str) -> str:
    """Return a text without its hidden characters; a space takes the place of a line separator."""
    if text.isprintable():
        return text
    return _replace(text, lambda character: " " if _BREAKS.match(character) else "")


def mask_hidden(text: str) -> str:
    """Return a text with a sign in place of each hidden character, so that no offset in the text changes.

    A sign has as many UTF-16 units as the character.
    """
    if text.isprintable():
        return text
    return _replace(text, lambda character: _SIGN if character < "\U00010000" else _WIDE_SIGN)


def hidden_characters(text: str) -> tuple[str, ...]:
    """Return the different hidden characters of a text in order, as in `U+202E`."""
    if text.isprintable():
        return ()
    found = (text[index] for start, end in _hidden_ranges(text) for index in range(start, end))
    return tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in found))


def show_line(text: str) -> str:
    """Return a text as one line: breaks become spaces, hidden characters are written out.

    No-break spaces are kept, as they are part of French punctuation.
    """
    return show_hidden(_BREAKS.sub(" ", text))


def escape_character(character: str) -> str:
    """Return a character as an escape sequence of Python."""
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def escape_json(text: str) -> str:
    """Return JSON text with the escapes of JSON for characters that a terminal obeys or a reader cannot see."""
    if text.isprintable():
        return text
    return _JSON_ESCAPED.sub(lambda match: _json_escape(match[0]), text)


def _json_escape(character: str) -> str:
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[place : place + 2].hex()}" for place in range(0, len(data), 2))


def _replace(text: str, replacement: Callable[[str], str]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in _hidden_ranges(text):
        pieces += (text[done:start], *map(replacement, text[start:end]))
        done = end
    return "".join((*pieces, text[done:])) if pieces else text


def _hidden_ranges(text: str) -> list[tuple[int, int]]:
    """Return the ranges of hidden characters, in order."""
    found: list[tuple[int, int]] = []
    open_marks: list[int] = []

    def end_paragraph() -> None:
        found.extend((place, place + 1) for place in open_marks)
        open_marks.clear()

    for match in _CANDIDATES.finditer(text):
        character, start, end = match[0][0], match.start(), match.end()
        if character == "\n":
            end_paragraph()
        elif character in _OPENERS:
            if len(open_marks) < _DEEPEST:
                open_marks.append(start)
            else:
                found.append((start, end))
        elif character in _CLOSERS:
            if not _close(text, open_marks, character):
                found.append((start, end))
        elif _is_hidden(text, start, end):
            found.append((start, end))
    end_paragraph()
    return sorted(found)


def _close(text: str, open_marks: list[int], closer: str) -> bool:
    """Close the embedding or isolate that a closer ends, with all that is open within an isolate."""
    if closer == "\u202c":
        if open_marks and text[open_marks[-1]] not in _ISOLATES:
            open_marks.pop()
            return True
        return False
    last = next(
        (place for place in range(len(open_marks) - 1, -1, -1) if text[open_marks[place]] in _ISOLATES), None
    )
    if last is None:
        return False
    del open_marks[last:]
    return True


def _is_hidden(text: str, start: int, end: int) -> bool:
    """Return whether a control character, or a run of zero-width, tag or selector characters, has no visible use."""
    character = text[start]
    if "\U000e0000" <= character <= "\U000e007f":
        return not (text[start - 1 : start] == _FLAG and _FLAG_TAGS.fullmatch(text, start, end))
    if _IS_ZERO_WIDTH.match(character):
        return end - start > _MOST_ZERO_WIDTH or (
            _is_simple_letter(text[start - 1 : start]) and _is_simple_letter(text[end : end + 1])
        )
    return True


def _is_simple_letter(character: str) -> bool:
    simple = character < _FIRST_COMPLEX or "\u1e00" <= character <= "\u1fff"
    return simple and character.isalnum()


def shorten(text: str, most: int) -> str:
    """Return a text on one line, cut after some code points."""
    return cut_text(" ".join(text.split()), most)


def cut_text(text: str, most: int) -> str:
    """Return a text cut after some code points, with an ellipsis if something is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
