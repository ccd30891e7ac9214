"""Lists, nested by the depth of their entries."""

from __future__ import annotations

from dataclasses import dataclass

from briefbuilder.domain.document import ListEntry, Run
from briefbuilder.export.markdown.inlines import Inlines
from briefbuilder.export.unpaged import Branch, Item, branches

_HIGHEST = 999_999_999
"""CommonMark takes numbers of at most nine digits for those of a list."""
_NOTHING = "&nbsp;"
"""What an empty entry holds, so that what stands below it is still its own."""


@dataclass(slots=True)
class Counter:
    """Counts lists that stand beside one another: two of one mark would be read as one list."""

    count: int = 0

    def next(self) -> int:
        """Return 0 and 1 in turn."""
        self.count += 1
        return self.count % 2


def list_blocks(entries: tuple[ListEntry, ...], inlines: Inlines, counter: Counter) -> list[str]:
    """Return the blocks that entries make."""
    made = (_block(held, inlines, counter) for held in branches(entries))
    return [block for block in made if block]


def _block(held: ListEntry | Branch, inlines: Inlines, counter: Counter) -> str:
    if isinstance(held, ListEntry):
        return inlines.text(held.content)
    sign = counter.next()
    items = [_item(item, held, sign, inlines) for item in held.items]
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _item(item: Item, branch: Branch, sign: int, inlines: Inlines) -> str:
    number = item.entry.number
    counted = branch.ordered and 0 <= number <= _HIGHEST
    mark = f"{number}{')' if sign else '.'}" if counted else "*-"[sign]
    content = item.entry.content
    if branch.ordered and not counted:
        content = (Run(text=f"{number}. "), *content)
    inner = Counter()
    text = inlines.text(content) or _NOTHING
    for held in item.body:
        block = _block(held, inlines, inner)
        if block:
            text += ("\n" if _follows_at_once(held) else "\n\n") + block
    indent = " " * (len(mark) + 1)
    lines = text.split("\n")
    return f"{mark} " + "\n".join(f"{indent}{line}" if line else "" for line in lines).removeprefix(indent)


def _follows_at_once(held: ListEntry | Branch) -> bool:
    """Tell whether no empty line is needed: only a list of bullets, or one from 1, ends a paragraph."""
    return isinstance(held, Branch) and (not held.ordered or held.items[0].entry.number == 1)
