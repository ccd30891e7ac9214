"""The text of shapes in DrawingML: paragraphs, lists by inherited bullets, and the format of runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element

from briefbuilder.domain.inline import merge_spans, strip_content
from briefbuilder.domain.list_labels import PLAIN_LABEL, ListLabel, NumberStyle, own_label
from briefbuilder.domain.text import (
    Block,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Script,
    Span,
)
from briefbuilder.importers.docx.package import Relationship
from briefbuilder.importers.docx.runs import WEB_ADDRESS
from briefbuilder.importers.docx.wordml import child, effective_children, parse_int, prefixed_name, qn
from briefbuilder.importers.formulas import omml_signs
from briefbuilder.importers.office.blocks import StyledBlock
from briefbuilder.importers.plaintext.layout import ends_sentence

_NUMBER_STYLES: dict[str, NumberStyle] = {
    "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman",
}  # fmt: skip
_FORMS = {"ParenBoth": ("(", ")"), "ParenR": ("", ")"), "Plain": ("", "")}
"""The text before and after a number, by the endings of ST_TextAutonumberScheme."""
_LEVELS = 9
_OFF = frozenset({"0", "false", "off"})
_MAX_NUMBER = 99_999
_MAX_GUESSED = 120
_MIN_LETTERS = 3
_SHORT_LINE = 150
_TITLE_LINES = 5


@dataclass(frozen=True, slots=True)
class _Bullet:
    """The mark of a list item; `start` is the first number of a numbered list, `label` how it is written."""

    ordered: bool
    start: int = 1
    label: ListLabel = PLAIN_LABEL


class ShapeText:
    """Reads the text of the shapes of one slide; `relations` are those of the slide."""

    def __init__(self, relations: Mapping[str, Relationship]) -> None:
        self._relations = relations

    def blocks(self, body: _Element, styles: Sequence[_Element] = ()) -> tuple[Block, ...]:
        """Return the paragraphs and list items of a text body.

        `styles` are the list styles that it inherits from, nearest first; they say which levels have bullets.
        """
        own = child(body, "a:lstStyle")
        chain = [*([] if own is None else [own]), *styles]
        numbers: dict[int, int] = {}
        found: list[Block] = []
        for paragraph in body.iter(qn("a:p")):
            content = strip_content(self.content(paragraph))
            if not any(inline.text.strip() for inline in content):
                continue
            level = _level(paragraph)
            bullet = _bullet(paragraph, level, chain)
            for deeper in [depth for depth in numbers if depth > level or bullet is None]:
                del numbers[deeper]
            if bullet is None:
                found.append(Paragraph(id="", content=content))
                continue
            number = None
            if bullet.ordered:
                number = numbers[level] = numbers[level] + 1 if level in numbers else bullet.start
            else:
                numbers.pop(level, None)
            item = _item(content, level, number, found[-1] if found else None)
            label = None if number is None else own_label(bullet.label, item.depth)
            found.append(replace(item, label=label))
        return tuple(found)

    def content(self, paragraph: _Element) -> tuple[Inline, ...]:
        """Return the content of a paragraph."""
        return merge_spans(tuple(self._spans(paragraph)))

    def _spans(self, element: _Element) -> Iterator[Span]:
        for part in effective_children(element):
            kind = prefixed_name(part)
            if kind == "a:r" or (kind == "a:fld" and part.get("type") != "slidenum"):
                yield self._run(part)
            elif kind == "a:br":
                yield Span("\n")
            elif kind.startswith(("m:", "?:")):  # formulas, which Office 2010 wraps in an element of its own
                yield from (Span(text, script=script) for text, script in omml_signs(part))

    def _run(self, run: _Element) -> Span:
        text = run.findtext(qn("a:t")) or ""
        span = Span(text.replace("\v", "\n").replace("_x000B_", "\n"))
        properties = child(run, "a:rPr")
        if properties is None:
            return span
        return replace(
            span,
            bold=_is_on(properties.get("b")),
            italic=_is_on(properties.get("i")),
            underline=properties.get("u", "none") != "none" and self._link(properties) is None,
            strike=properties.get("strike", "noStrike") != "noStrike",
            script=_script(properties.get("baseline")),
            link=self._link(properties),
        )

    def _link(self, properties: _Element) -> str | None:
        click = child(properties, "a:hlinkClick")
        relation = self._relations.get(click.get(qn("r:id")) or "") if click is not None else None
        if relation is None or not relation.external or not WEB_ADDRESS.match(relation.target):
            return None
        return relation.target


def is_title_slide(blocks: Sequence[StyledBlock]) -> bool:
    """Return whether a slide has nothing below its title but a few short lines, such as authors and a date."""
    lines = [one.block for one in blocks if not isinstance(one.block, Figure)]
    short = all(isinstance(block, Paragraph) and len(block.text) <= _SHORT_LINE for block in lines)
    return short and len(lines) <= _TITLE_LINES


def guess_title(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """Return the text of the first shape of a slide without a title if it looks like one."""
    if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
        return ()
    text = blocks[0].text
    if len(text) > _MAX_GUESSED or ends_sentence(text) or sum(map(str.isalpha, text)) < _MIN_LETTERS:
        return ()
    return without_breaks(blocks[0].content)


def attach_note(notes: list[Note], blocks: list[StyledBlock], content: tuple[Inline, ...]) -> None:
    """Add the notes of a slide, with a reference to them at the end of its first text that stays in the body."""
    mark = str(len(notes) + 1)
    note = Note(id=f"slide-note-{mark}", content=content, mark=mark)
    notes.append(note)
    written = [
        place for place, one in enumerate(blocks) if isinstance(one.block, Heading | Paragraph | ListItem)
    ]
    place = next((place for place in written if blocks[place].role == "paragraph"), None)
    if place is not None:
        block = blocks[place].block
        whole = replace(block, content=(*block.content, NoteReference(note=note.id, mark=mark)))
        blocks[place] = replace(blocks[place], block=whole)


def without_breaks(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return content with spaces in place of its line breaks, as titles have it."""
    return tuple(
        replace(inline, text=inline.text.replace("\n", " ")) if isinstance(inline, Span) else inline
        for inline in content
    )


def _item(content: tuple[Inline, ...], level: int, number: int | None, before: Block | None) -> ListItem:
    ordered = number is not None
    depth = min(level, before.depth + 1) if isinstance(before, ListItem) else 0
    same = isinstance(before, ListItem) and (
        before.depth > depth or (before.depth == depth and before.ordered == ordered)
    )
    return ListItem(id="", content=content, depth=depth, ordered=ordered, number=number, starts=not same)


def _level(paragraph: _Element) -> int:
    properties = child(paragraph, "a:pPr")
    level = parse_int(properties.get("lvl")) if properties is not None else None
    return min(max(level or 0, 0), _LEVELS - 1)


def _bullet(paragraph: _Element, level: int, styles: Sequence[_Element]) -> _Bullet | None:
    own = child(paragraph, "a:pPr")
    inherited = (child(style, f"a:lvl{level + 1}pPr") for style in styles)
    for properties in (own, *inherited):
        for part in properties if properties is not None else ():
            kind = prefixed_name(part)
            if kind == "a:buNone":
                return None
            if kind == "a:buAutoNum":
                start = parse_int(part.get("startAt")) or 1
                label = _label(part.get("type") or "")
                return _Bullet(ordered=True, start=min(max(start, 1), _MAX_NUMBER), label=label)
            if kind in {"a:buChar", "a:buBlip"}:
                return _Bullet(ordered=False)
    return None


def _label(scheme: str) -> ListLabel:
    """Return the label of an automatic numbering such as "alphaLcParenBoth"; those of other scripts have digits."""
    styles = (style for name, style in _NUMBER_STYLES.items() if scheme.startswith(name))
    prefix, suffix = next((form for name, form in _FORMS.items() if scheme.endswith(name)), ("", "."))
    return ListLabel(next(styles, "decimal"), prefix, suffix)


def _is_on(value: str | None) -> bool:
    return value is not None and value not in _OFF


def _script(baseline: str | None) -> Script:
    shift = parse_int((baseline or "0").rstrip("%")) or 0
    return "super" if shift > 0 else "sub" if shift < 0 else "baseline"
