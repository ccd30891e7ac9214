"""Write formulas in a line, with raised and lowered signs as such.

A fraction has a stroke between its sides, which are in brackets if they are calculations themselves. Formulas are those of
MathML 3 (W3C) in web pages and OpenDocument, and of Office Math (ECMA-376, part 1, section 22.1) in Word documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml.etree import _Element

from briefbuilder.domain.text import Script
from briefbuilder.importers.docx.package import local_name

Sign = tuple[str, Script]
"""A piece of a formula, and whether it is raised or lowered."""

_STROKE: Sign = ("/", "baseline")
_SPACE: Sign = (" ", "baseline")

_MATHML_LEFT_OUT = frozenset({"annotation", "annotation-xml", "mphantom"})
_MATHML_SCRIPTS: dict[str, tuple[Script, ...]] = {
    "msup": ("super",), "mover": ("super",), "msub": ("sub",), "munder": ("sub",),
    "msubsup": ("sub", "super"), "munderover": ("sub", "super"),
}  # fmt: skip
"""The places of what follows the base of an element."""

_OMML_SCRIPTS: dict[str, dict[str, Script]] = {
    "limLow": {"lim": "sub"},
    "limUpp": {"lim": "super"},
    **{name: {"sub": "sub", "sup": "super"} for name in ("sSup", "sSub", "sSubSup", "sPre", "nary")},
}
"""The children of an element that are raised or lowered."""

_ROOT = "√"
_BRACKETS = (("begChr", "("), ("endChr", ")"))
_CALCULATION = re.compile(r"[^\w.,'’\u00a0\u202f\u2009]")
_NESTED = {"super": "^", "sub": "_", "baseline": ""}
"""What precedes a sign that is raised or lowered within a raised or lowered text."""


def mathml_signs(formula: _Element) -> list[Sign]:
    """Return the signs of an element of MathML."""
    return _joined(_iter_mathml(formula))


def omml_signs(formula: _Element) -> list[Sign]:
    """Return the signs of an element of Office Math."""
    return _joined(_iter_omml(formula))


def text_of_signs(signs: Iterable[Sign]) -> str:
    """Return the signs as plain text."""
    return "".join(text for text, _ in signs)


def _joined(pieces: Iterable[Sequence[Sign]]) -> list[Sign]:
    """Join pieces, with a space between a number and a fraction of numbers: 2 1/2."""
    signs: list[Sign] = []
    for piece in pieces:
        is_fraction = len(piece) > 2 and piece[0][0][:1].isdecimal() and _STROKE in piece
        if is_fraction and signs and signs[-1][1] == "baseline" and signs[-1][0][-1:].isdecimal():
            signs.append(_SPACE)
        signs += [sign for sign in piece if sign[0]]
    return signs


def _shifted(signs: Iterable[Sign], script: Script) -> list[Sign]:
    """Return signs raised or lowered as a whole."""
    return [("".join(_NESTED[inner] + text for text, inner in signs), script)]


def _bracketed(signs: list[Sign]) -> list[Sign]:
    """Return signs in brackets if they are a calculation."""
    text = text_of_signs(signs)
    if not _CALCULATION.search(text) or (text.startswith("(") and text.find(")") == len(text) - 1):
        return signs
    return [("(", "baseline"), *signs, (")", "baseline")]


def _separated(parts: Iterable[list[Sign]], separator: Sign) -> list[Sign]:
    signs: list[Sign] = []
    for number, part in enumerate(parts):
        if number:
            signs.append(separator)
        signs += part
    return signs


def _fraction(sides: Iterable[list[Sign]]) -> list[Sign]:
    return _separated(map(_bracketed, sides), _STROKE)


def _root(radicand: list[Sign], degree: list[Sign]) -> list[Sign]:
    raised = _shifted(degree, "super") if text_of_signs(degree) else []
    return [*raised, (_ROOT, "baseline"), *_bracketed(radicand)]


def _iter_mathml(element: _Element) -> Iterator[list[Sign]]:
    name = local_name(element)
    children = [child for child in element if local_name(child) not in {"", *_MATHML_LEFT_OUT}]
    if name in _MATHML_LEFT_OUT:
        return
    if not children:
        yield [("".join((element.text or "").split()), "baseline")]
        return
    read = mathml_signs
    if name == "mfrac":
        yield _fraction([read(child) for child in children])
    elif name == "msqrt":
        yield _root(_joined([read(child) for child in children]), [])
    elif name == "mroot":
        yield _root(read(children[0]), _joined([read(child) for child in children[1:]]))
    elif name == "mfenced":
        separator = (element.get("separators", ",").split() or [""])[0]
        inside = _separated([read(child) for child in children], (separator, "baseline"))
        yield [(element.get("open", "("), "baseline"), *inside, (element.get("close", ")"), "baseline")]
    else:
        scripts = _MATHML_SCRIPTS.get(name, ())
        for number, child in enumerate(children):
            shifted = scripts[min(number, len(scripts)) - 1] if number and scripts else None
            yield read(child) if shifted is None else _shifted(read(child), shifted)


def _iter_omml(element: _Element) -> Iterator[list[Sign]]:
    for part in element:
        name = local_name(part)
        special = _OMML_ELEMENTS.get(name)
        if name == "t":
            yield [(part.text or "", "baseline")]
        elif special is not None:
            yield special(part)
        else:
            yield omml_signs(part)


def _children(element: _Element, *names: str) -> list[_Element]:
    return [child for child in element if local_name(child) in names]


def _omml_scripts(element: _Element) -> list[Sign]:
    name = local_name(element)
    scripts = _OMML_SCRIPTS[name]
    pieces: list[list[Sign]] = []
    if name == "nary":
        pieces.append([(_property(element, "naryPr", "chr", "∫"), "baseline")])
    for child in element:
        shifted = scripts.get(local_name(child))
        signs = omml_signs(child)
        pieces.append(_shifted(signs, shifted) if shifted is not None and text_of_signs(signs) else signs)
    return _joined(pieces)


def _omml_fraction(element: _Element) -> list[Sign]:
    return _fraction([omml_signs(side) for side in _children(element, "num", "den")])


def _omml_root(element: _Element) -> list[Sign]:
    radicand, degree = (
        _joined([omml_signs(child) for child in _children(element, name)]) for name in ("e", "deg")
    )
    return _root(radicand, degree)


def _omml_delimited(element: _Element) -> list[Sign]:
    separator = _property(element, "dPr", "sepChr", "|")
    inside = _separated(map(omml_signs, _children(element, "e")), (separator, "baseline"))
    opening, closing = (_property(element, "dPr", name, default) for name, default in _BRACKETS)
    return [(opening, "baseline"), *inside, (closing, "baseline")]


def _property(element: _Element, properties: str, name: str, default: str) -> str:
    """Return the character in a property, which may be empty, or Word's default."""
    for group in _children(element, properties):
        for found in _children(group, name):
            return next((text for key, text in found.items() if key.rpartition("}")[2] == "val"), "")
    return default


_OMML_ELEMENTS: dict[str, Callable[[_Element], list[Sign]]] = {
    "f": _omml_fraction,
    "rad": _omml_root,
    "d": _omml_delimited,
    **dict.fromkeys(_OMML_SCRIPTS, _omml_scripts),
}
