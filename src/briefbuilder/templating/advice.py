"""What a template without errors should still not be: hard to read, in letters that are not there, impossible to keep.

All of it is a warning: the template can be used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from briefbuilder.domain.styles import Style
from briefbuilder.templating.contrast import LEAST_CONTRAST, contrast
from briefbuilder.templating.faults import nearest_of
from briefbuilder.templating.house import HOUSE
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import ContentsPart, SourcesPart
from briefbuilder.templating.tree import Path, Tree, TreeFault

_LETTER = 0.48
"""The mean width of a letter with the space beside it, in ems, over the text fonts that ship."""
_WORD = 5.5
"""Letters of a word with the space behind it: few, so that only what surely does not fit is told."""
_WHITE = "#ffffff"


def advice(template: Template, tree: Tree, is_font: Callable[[str], bool] | None) -> Iterator[TreeFault]:
    """Yield the warnings on a template; fonts are looked at where `is_font` tells which are there."""
    yield from _contrasts(template, tree)
    yield from _limits(template, tree)
    yield from _samples(template, tree)
    if is_font is not None:
        yield from _fonts(tree, is_font)


def _contrasts(template: Template, tree: Tree) -> Iterator[TreeFault]:
    sheet = template.style_sheet()
    for role, change in template.styles.items():
        if change.colour is None and change.background is None:
            continue
        style = sheet.style(role)
        ratio = contrast(style.colour, _ground(style))
        if ratio < LEAST_CONTRAST:
            key = "background" if change.colour is None else "colour"
            parameters = {"colour": style.colour, "ground": _ground(style), "ratio": f"{ratio:.1f}"}
            yield TreeFault("template-contrast", tree.spot(("styles", role, key)), parameters)


def _ground(style: Style) -> str:
    return style.background or _WHITE


def _limits(template: Template, tree: Tree) -> Iterator[TreeFault]:
    """Yield limits that are never reached because another one is reached first."""
    page, body = template.page_setup(), template.style_sheet().style("body")
    line = max(page.column_width / (body.size * _LETTER * _WORD), 1.0)
    rows = max(page.height - page.top - page.bottom, body.leading) / body.leading * page.columns
    whole = template.limits.words
    if whole and template.limits.pages and whole > template.limits.pages * rows * line:
        fitting = str(int(template.limits.pages * rows * line))
        parameters = {"words": str(whole), "pages": str(template.limits.pages), "fitting": fitting}
        yield TreeFault("template-limit-pages", tree.spot(("limits", "words")), parameters)
    for at, part in enumerate(template.parts):
        if isinstance(part, SourcesPart | ContentsPart) or part.limit.words is None:
            continue
        words, spot = part.limit.words, tree.spot(("parts", at, "limit", "words"))
        if whole and words > whole and part.key not in template.annexes:
            yield TreeFault("template-limit-above-whole", spot, {"words": str(words), "whole": str(whole)})
        if part.limit.lines and words > part.limit.lines * line:
            parameters = {"words": str(words), "lines": str(part.limit.lines)}
            yield TreeFault(
                "template-limit-lines", spot, {**parameters, "fitting": str(int(part.limit.lines * line))}
            )


def _samples(template: Template, tree: Tree) -> Iterator[TreeFault]:
    for at, part in enumerate(template.parts):
        if isinstance(part, SourcesPart | ContentsPart) or part.limit.words is None:
            continue
        for language, text in part.sample.items():
            count = len(text.replace("|", " ").replace("- ", " ").split())
            if count > part.limit.words:
                parameters = {"count": str(count), "limit": str(part.limit.words)}
                spot = tree.spot(("parts", at, "sample", language))
                yield TreeFault("template-sample-too-long", spot, parameters)


def _fonts(tree: Tree, is_font: Callable[[str], bool]) -> Iterator[TreeFault]:
    for path in _font_paths(tree):
        family = tree.at(path)
        if isinstance(family, str) and not is_font(family):
            yield nearest_of("template-font-missing", "font", family, _families(), tree, path)


def _font_paths(tree: Tree) -> Iterable[Path]:
    return [path for path in tree.values if path[0:1] == ("fonts",) and len(path) == 2] + [
        path for path in tree.values if path[0:1] == ("styles",) and path[-1] == "font"
    ]


def _families() -> tuple[str, ...]:
    return tuple(sorted({style.font for style in HOUSE.values()}))
