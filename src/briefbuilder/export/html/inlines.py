"""Inline content: runs, marks of notes and the ids that links lead to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from briefbuilder.domain.document import Content, Document, NoteMark, Run
from briefbuilder.export.docx.languages import is_right_to_left
from briefbuilder.export.html.nodes import Node, add, add_text
from briefbuilder.export.unpaged import (
    Note,
    field_text,
    language_tag,
    lines_of,
    merged,
    notes_of,
    web_address,
)


@dataclass(slots=True)
class Inlines:
    """Writes content into nodes. `places` gives the ids of the elements that anchors name.

    `language` is that of the surroundings: only what differs from it says so.
    """

    document: Document
    places: dict[str, str]
    notes: dict[str, Note] = field(init=False)
    language: str = field(init=False)
    _marked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Number the notes; what stands first has the document's language around it."""
        self.language = self.document.language
        self.notes = notes_of(self.document)

    def fill(self, node: Node, content: Content) -> Node:
        """Append content to a node and return the node."""
        for inline in merged(content):
            if isinstance(inline, Run):
                self._run(node, inline)
            elif isinstance(inline, NoteMark):
                self._mark(node, inline)
            else:
                add_text(node, field_text(inline))
        return node

    @contextmanager
    def speaking(self, language: str | None) -> Iterator[None]:
        """Let what is written meanwhile stand in surroundings of a language, where it is one."""
        outer = self.language
        self.language = language_tag(language) or outer
        try:
            yield
        finally:
            self.language = outer

    def spoken(self, language: str | None) -> dict[str, str]:
        """Return the attributes of text in another language than its surroundings'."""
        tag = language_tag(language)
        if not tag or tag == self.language:
            return {}
        return {"lang": tag, "dir": direction(tag)}

    def _run(self, node: Node, run: Run) -> None:
        if not run.text:
            return
        for tag, attributes in self._forms(run):
            node = add(node, tag, attributes)
        for index, line in enumerate(lines_of(run.text)):
            if index:
                add(node, "br")
            add_text(node, line)

    def _forms(self, run: Run) -> list[tuple[str, dict[str, str]]]:
        """Return the nodes around the characters of a run, outermost first."""
        address = web_address(run.link)
        target = self.places.get(run.target or "", "")
        spoken = self.spoken(run.language)
        wanted: tuple[tuple[bool, str, dict[str, str]], ...] = (
            (bool(address or target), "a", {"href": address or f"#{target}"}),
            (run.bold, "strong", {}),
            (run.italic, "em", {}),
            (run.underline, "u", {}),
            (run.strike, "s", {}),
            (run.code, "code", {}),
            (run.script == "sub", "sub", {}),
            (run.script == "super", "sup", {}),
        )
        forms: list[tuple[str, dict[str, str]]] = [(tag, held) for there, tag, held in wanted if there]
        if spoken:
            forms[:1] = [(forms[0][0], forms[0][1] | spoken)] if forms else [("span", spoken)]
        return forms

    def _mark(self, node: Node, mark: NoteMark) -> None:
        note = self.notes.get(mark.note)
        if note is None:
            return
        first = "" if note.name in self._marked else f"{note.name}-mark"
        self._marked.add(note.name)
        link = add(
            add(node, "sup", {"class": "mark"}),
            "a",
            {"href": f"#{note.name}", "id": first, "role": "doc-noteref"},
        )
        add_text(link, note.label)


def direction(tag: str) -> str:
    """Return the direction in which a language is written."""
    return "rtl" if is_right_to_left(tag) else "ltr"
