"""Does the main job in a running window as a screen reader would: through the tree of AT-SPI, by names alone.

Run by the system's Python, which has pyatspi: `at_spi_program.py ARTICLE EXPORT`. Prints each step when it is done.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pyatspi  # type: ignore[import-not-found, unused-ignore]
from gi.repository import GLib  # type: ignore[import-not-found, unused-ignore]

SOON = 90.0
"""Seconds to wait for what an action shows."""
Node = Any


def nodes(top: Node, depth: int = 0) -> Iterator[Node]:
    """Yield a node and all under it; what vanishes meanwhile is left out."""
    if top is None or depth > 40:
        return
    yield top
    try:
        below = [top.getChildAtIndex(index) for index in range(top.childCount)]
    except GLib.GError:
        return
    for node in below:
        yield from nodes(node, depth + 1)


def is_shown(node: Node) -> bool:
    """Whether a node can be seen on the screen."""
    return bool(node.getState().contains(pyatspi.STATE_SHOWING))


def find(matches: Callable[[Node], bool], what: str, top: Node = None) -> Node:
    """Return the first node that matches, as soon as there is one."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        tops = pyatspi.Registry.getDesktop(0) if top is None else (top,)
        for node in (node for each in tops for node in nodes(each)):
            with suppress(GLib.GError):
                if matches(node):
                    return node
        time.sleep(0.2)
    raise SystemExit(f"There is no {what}.")


def named(name: str, *roles: str, shown: bool = True, top: Node = None) -> Node:
    """Return the node whose name begins with this, of one of the roles, in the program or under a node."""

    def matches(node: Node) -> bool:
        return node.name.startswith(name) and node.getRoleName() in roles and (is_shown(node) or not shown)

    return find(matches, f"{' or '.join(roles)} “{name}”", top)


def press(node: Node) -> None:
    """Do a node's action, as soon as it is enabled."""
    end = time.monotonic() + SOON
    while not node.getState().contains(pyatspi.STATE_ENABLED):
        if time.monotonic() > end:
            raise SystemExit(f"“{node.name}” cannot be pressed.")
        time.sleep(0.2)
    actions = node.queryAction()
    names = [actions.getName(index) for index in range(actions.nActions)]
    # A modal dialog answers the call only when it is closed: it is open long before.
    with suppress(GLib.GError):
        actions.doAction(names.index("Press"))


def choose(name: str) -> None:
    """Press an entry of a menu."""
    press(named(name, "menu item", shown=False))


def write(node: Node, text: str) -> None:
    """Write a text into a field."""
    node.queryEditableText().setTextContents(text)


def tell(step: str) -> None:
    """Say that a step is done."""
    print(step, flush=True)  # noqa: T201 - read by the test


def main(article: str, name: str) -> None:
    """Import an article, accept what is suggested, make a briefing, and export it beside the dossier."""
    choose("Import articles")
    write(named("File name", "text"), article)
    press(named("Open", "button"))
    named("Ministers weigh export controls", "table cell", "list item")
    tell("imported")
    choose("Accept strong suggestions")
    press(named("Add", "button", top=named("Accept strong suggestions", "dialog")))
    named("Remove Export controls", "button")
    tell("tagged")
    choose("New briefing")
    form = named("New briefing", "dialog")
    write(named("Title", "text", top=form), "Talks in Tokyo")
    press(named("Create", "button", top=form))
    named("Excerpt: “Export controls", "table cell")
    tell("composed")
    choose("Export …")
    form = named("Export “Talks in Tokyo”", "dialog")
    write(named("Name of the files", "text", top=form), name)
    press(named("Export", "button", top=form))
    named("Exported “Talks in Tokyo”", "panel", "frame", "filler", "notification", "label")
    tell("exported")


if __name__ == "__main__":
    main(*sys.argv[1:])
