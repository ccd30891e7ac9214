"""A story: one part that is written into (body, notes, a header), and how content becomes its paragraphs."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field, replace

from docx.opc.part import Part
from docx.oxml.parser import oxml_parser

from briefbuilder.domain.document import Content, NoteMark, PageField, Run, drawn_text
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.export.docx.addresses import safe_address
from briefbuilder.export.docx.direction import runs_right_to_left, stretches
from briefbuilder.export.docx.notes import Notes
from briefbuilder.export.docx.ooxml import (
    PARAGRAPH_ORDER,
    Node,
    W,
    make,
    ordered,
    qn,
    val,
)
from briefbuilder.export.docx.package import external_link
from briefbuilder.export.docx.roles import ROLES
from briefbuilder.export.docx.runs import PLAIN, Form, RunForms, form_of

_NSMAP = {"w": W}
_UPRIGHT = "([\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+)"
"""Writing that is never slanted."""
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES", "section": "STYLEREF 1"}


@dataclass(slots=True, eq=False, repr=False)
class Story:
    """Writes paragraphs into one part.

    `anchors` maps the document's anchors to bookmarks; `notes` is None where no mark can hang (in
    headers and in notes themselves); `field_results` is what page fields show until Word counts.
    """

    part: Part
    styles: StyleSheet
    language: str
    forms: RunForms
    anchors: dict[str, str]
    field_results: dict[str, str]
    notes: Notes | None = None
    _links: dict[str, str] = field(default_factory=dict)
    _blanks: dict[str, Node] = field(default_factory=dict)
    # Paragraphs that begin in one tree are moved at less cost than such as bring a tree each.
    _desk: Node = field(default_factory=lambda: oxml_parser.makeelement(qn("w:body"), nsmap=_NSMAP))

    def paragraph(
        self,
        role: Role,
        content: Content,
        language: str | None,
        *,
        style_id: str = "",
        properties: tuple[Node, ...] = (),
        head: tuple[Node, ...] = (),
    ) -> Node:
        """Return a paragraph in a role.

        `style_id` names another style than the role's, `properties` what the paragraph has beside
        its style, and `head` runs that stand before the content.
        """
        rtl = runs_right_to_left(_own_words(content), language or self.language)
        node = self._blank(style_id or ROLES[role].id)
        if rtl:
            properties = (*properties, make("w:bidi"))
        if properties:
            ordered(node[0], PARAGRAPH_ORDER, properties)
        if head:
            node.extend(head)
        self.write(node, content, language, self.styles.style(role), rtl=rtl)
        return node

    def _blank(self, style_id: str) -> Node:
        """Return a paragraph in a style: a copy, which costs a fifth of making one."""
        model = self._blanks.get(style_id)
        if model is None:
            model = self._blanks[style_id] = make("w:p", None, make("w:pPr", None, val("w:pStyle", style_id)))
        node = copy(model)
        self._desk.append(node)
        return node

    def write(
        self, paragraph: Node, content: Content, language: str | None, ground: Style, *, rtl: bool
    ) -> None:
        """Append content to a paragraph; neighbours that lead to one place make one link."""
        parent, leads = paragraph, ("", "")
        for inline in content:
            if isinstance(inline, NoteMark):
                parent, leads = paragraph, ("", "")
                self._write_mark(paragraph, inline, ground)
            elif isinstance(inline, PageField):
                shown = self.field_results.get(inline.name, "")
                self.forms.append_field(parent, _FIELDS[inline.name], shown, PLAIN, ground)
            elif inline.text:
                wanted = self._lead(inline)
                if wanted != leads:
                    parent, leads = self._link(paragraph, wanted), wanted
                self._write_run(parent, inline, language, ground, rtl=rtl, outside=bool(wanted[0]))

    def _write_run(
        self, parent: Node, run: Run, language: str | None, ground: Style, *, rtl: bool, outside: bool
    ) -> None:
        form = form_of(run, language)
        if outside:
            form = replace(form, style="Hyperlink")
        for text, piece_rtl in stretches(run.text, rtl):
            piece = replace(form, rtl=True) if piece_rtl else form
            if (form.italic or ground.italic) and re.search(_UPRIGHT, text):
                for part in filter(None, re.split(_UPRIGHT, text)):
                    upright = replace(piece, upright=bool(re.match(_UPRIGHT, part)))
                    self.forms.append_text(parent, part, upright, ground)
            else:
                self.forms.append_text(parent, text, piece, ground)

    def _write_mark(self, paragraph: Node, mark: NoteMark, ground: Style) -> None:
        if self.notes is None:
            return
        again = self.notes.append_mark(paragraph, mark.note)
        if again is not None:
            form = Form(style=self.notes.style_of(mark.note))
            self.forms.append_field(paragraph, f"NOTEREF {again[0]} \\h", again[1], form, ground)

    def _lead(self, run: Run) -> tuple[str, str]:
        """Return where a run leads: ("address", "") outside, ("", "bookmark") inside, or nowhere."""
        if run.target and run.target in self.anchors:
            return "", self.anchors[run.target]
        return (safe_address(run.link), "") if run.link else ("", "")

    def _link(self, paragraph: Node, lead: tuple[str, str]) -> Node:
        address, bookmark = lead
        if not address and not bookmark:
            return paragraph
        if address:
            link = make("w:hyperlink", {"r:id": external_link(self.part, address, self._links)})
        else:
            link = make("w:hyperlink", {"w:anchor": bookmark})
        link.set(qn("w:history"), "1")
        paragraph.append(link)
        return link


def _own_words(content: Content) -> str:
    """Return the words that are in the paragraph's own language, or all where there are none."""
    own = "".join(run.text for run in content if isinstance(run, Run) and run.language is None)
    return own if re.search(r"[^\W\d_]", own) else drawn_text(content)
