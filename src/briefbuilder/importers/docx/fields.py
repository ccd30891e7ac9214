"""Fields of a document: what is their instruction and no text, what their result is, and what those show that have none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from briefbuilder.importers.docx.names import child, name, number, switched, value
from briefbuilder.importers.docx.symbols import symbol

_LINK = re.compile(r"""^\s*HYPERLINK\s+(?!\\l)(?:"([^"]+)"|([^\s"\\]\S*))""", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?://|mailto:)\S+$", re.IGNORECASE)
_BUTTON = re.compile(r"^\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(?P<text>.*)", re.IGNORECASE | re.DOTALL)
_SYMBOL = re.compile(
    r"^\s*SYMBOL\s+(?P<code>\d{1,7}|0x[0-9a-f]{1,6})(?:.*?\\f\s*\"?(?P<font>[^\"\\]*))?",
    re.IGNORECASE | re.DOTALL,
)
_EQUATION = re.compile(r"^\s*EQ\s+(?P<text>.*)", re.IGNORECASE | re.DOTALL)
_READING = re.compile(
    r"\\o(?:\\a[a-z])*\s*\(\s*\\s\\up\s*[\d.]*\s*\([^()]*\)\s*[,;](?P<base>[^()]*)\)", re.IGNORECASE
)
"""How Word writes the reading of East Asian signs over them: the overstrike of a raised text and its base."""

_SWITCH = re.compile(r"\\\*\s*(?:\w+|\"[^\"]*\")|\\[a-z]+\s*\d*|\s*\"Font:[^\"]*\"", re.IGNORECASE)
_LONGEST = 20_000


def link_of(instruction: str) -> str | None:
    """Return the web or mail address that an instruction links to."""
    found = _LINK.match(instruction)
    address = (found[1] or found[2]) if found else ""
    return address if _ADDRESS.match(address) else None


@dataclass(slots=True)
class _Field:
    """A complex field that is open: its instruction until the separator, its result after it."""

    instruction: str = ""
    control: str = ""
    in_result: bool = False
    separated: bool = False
    said: bool = False


class Fields:
    """Follows the complex fields of one part; a field may run on into the next paragraph."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def hide(self) -> bool:
        """Whether what stands here is part of an instruction."""
        return any(not one.in_result for one in self._open)

    @property
    def link(self) -> str | None:
        """The address of the innermost link that is open."""
        return next(filter(None, (link_of(one.instruction) for one in reversed(self._open))), None)

    @property
    def is_link(self) -> bool:
        """Whether a link is open, to an address or to a place in the document."""
        return any(one.instruction.lstrip().upper().startswith("HYPERLINK") for one in self._open)

    def take(self, part: _Element, kind: str) -> str:
        """Take a mark or an instruction; return the characters of a field that ends without a result."""
        if kind == "w:instrText":
            if self._open and not self._open[-1].in_result and len(self._open[-1].instruction) < _LONGEST:
                self._open[-1].instruction += part.text or ""
            return ""
        step = part.get(name("w:fldCharType"))
        if step == "begin":
            self._open.append(_Field(control=_control(child(part, "w:ffData"))))
        elif step == "separate" and self._open:
            self._open[-1].in_result = self._open[-1].separated = True
        elif step == "end" and self._open:
            ended = self._open.pop()
            if not ended.said and not self.hide:
                return ("" if ended.separated else ended.control) or _shown(ended.instruction)
        return ""

    def say(self) -> None:
        """Take it that a result has words: those of a field that only draws (a sign, a reading) are often empty."""
        for one in self._open:
            one.said = True

    def end_paragraph(self) -> None:
        """Take the end of a paragraph: an instruction that runs on is one that was never ended."""
        for one in self._open:
            one.in_result = True


def _control(data: _Element | None) -> str:
    """Return what a control of an old form shows, which its field has no result for."""
    chosen = child(data, "w:ddList")
    if chosen is not None:
        entries = list(chosen.iterchildren(name("w:listEntry")))
        place = number(value(chosen, "w:result")) or number(value(chosen, "w:default")) or 0
        return (entries[place].get(name("w:val")) or "") if 0 <= place < len(entries) else ""
    box = child(data, "w:checkBox")
    if box is not None:
        checked = switched(box, "w:checked")
        return "☒" if (switched(box, "w:default") if checked is None else checked) else "☐"
    return ""


def _shown(instruction: str) -> str:
    """Return the characters that a field without a result shows."""
    button = _BUTTON.match(instruction)
    if button:
        return button["text"].strip()
    sign = _SYMBOL.match(instruction)
    if sign:
        return symbol(
            (sign["font"] or "").strip(), int(sign["code"], 16 if "x" in sign["code"].lower() else 10)
        )
    equation = _EQUATION.match(instruction)
    if equation:
        return _SWITCH.sub("", _READING.sub(lambda found: found["base"], equation["text"])).strip()
    return ""
