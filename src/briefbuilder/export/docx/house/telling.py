"""What is to be told of a house document: names that nothing answers to, and what an export cannot take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from docx.document import Document as WordDocument

from briefbuilder.domain.house import HouseFile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.export.docx.house.graphics import cleaned, pictures_of
from briefbuilder.export.docx.house.places import Target
from briefbuilder.export.docx.house.story import Story, as_tree, text_of
from briefbuilder.export.docx.house.styles import HouseStyles, role_styles
from briefbuilder.export.docx.ooxml import Node, P, qn
from briefbuilder.export.docx.roles import ROLES


def unknown_slots(used: Iterable[tuple[str, Story, Node]], file: HouseFile) -> Iterator[Finding]:
    """Yield the places that no value fills, each with its paragraph and the nearest that there is."""
    for name, story, paragraph in used:
        if name not in file.fields:
            spot = story.spot(paragraph)
            about = {"slot": name, "part": spot.part, "paragraph": str(spot.paragraph)}
            yield _near("house-slot-unknown", name, file.fields, file, about)


def unknown_styles(word: WordDocument, file: HouseFile) -> Iterator[Finding]:
    """Yield the styles that the template names and the house document does not have."""
    styles = HouseStyles.of(word, file.styles)
    for role, name in styles.unknown():
        about = {"style": name, "role": role}
        yield _near("house-style-unknown", name, tuple(styles.names()), file, about)


def _near(code: str, word: str, valid: tuple[str, ...], file: HouseFile, about: dict[str, str]) -> Finding:
    by_fold = {one.casefold(): one for one in valid}
    near = get_close_matches(word.casefold(), list(by_fold), n=1)
    parameters = (
        {**about, "nearest": by_fold[near[0]]} if near else {**about, "valid": ", ".join(sorted(set(valid)))}
    )
    return Finding(
        code=f"{code}-near" if near else code,
        severity="error",
        place=Place(file=file.name),
        parameters=parameters,
    )


def notes(word: WordDocument, target: Target, styles: HouseStyles, file: HouseFile) -> Iterator[Finding]:
    """Tell what is added to the house document, and what the PDF cannot take from it."""
    found = role_styles(styles)
    added = [role for role in ROLES if role not in found and role != "body"]
    if added:
        yield _hint("house-styles-added", roles=", ".join(added))
    for part in pictures_of(word):
        if cleaned(part.blob) is None:
            yield _hint("house-picture-unreadable", picture=str(part.partname).rpartition("/")[2])
    if target.kind == "body":
        yield from _replaced(word, file)
    if _has_background(word):
        yield _hint("house-background-in-pdf")
    if target.cell is not None:
        yield _hint("house-cell-in-pdf")
    sections = list(word.element.body.iter(qn("w:sectPr")))
    if target.kind != "body" and len(sections) > 1:
        yield _hint("house-sections-in-pdf", count=str(len(sections)))
    shown = _shown_lists(word)
    numbered = [
        role for role, node in found.items() if role.startswith("heading") and _list_of(node, styles) in shown
    ]
    if numbered:
        yield _hint("house-heading-numbers", roles=", ".join(numbered))


def _replaced(word: WordDocument, file: HouseFile) -> Iterator[Finding]:
    """Tell of a body that makes way as a whole: a letterhead that stands in it would be missed."""
    body: Node = word.element.body
    paragraphs = sum(bool(text_of(paragraph).strip()) for paragraph in body.iter(P))
    pictures = sum(1 for _ in body.iter(qn("w:drawing"), qn("w:pict")))
    if paragraphs or pictures:
        yield _hint(
            "house-body-replaced", content=file.content, paragraphs=str(paragraphs), pictures=str(pictures)
        )


def _has_background(word: WordDocument) -> bool:
    """Tell whether the paper has a colour or a picture behind everything."""
    found: Node | None = word.element.find(qn("w:background"))
    plain = {"auto", "ffffff", ""}
    return found is not None and (len(found) > 0 or found.get(qn("w:color"), "").lower() not in plain)


def _hint(code: str, **parameters: str) -> Finding:
    return Finding(code=code, severity="hint", parameters=parameters)


def _list_of(style: Node, styles: HouseStyles) -> str:
    """Return the list that a style counts its paragraphs by, "" where it counts none."""
    for one in reversed(styles.chain(style)):
        number = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return number.get(qn("w:val"), "")
    return ""


def _shown_lists(word: WordDocument) -> set[str]:
    """Return the lists of the numbering part that show anything: some programs bind headings to one that does not."""
    root = next(
        (
            as_tree(word.part, name).element
            for name, rel in word.part.rels.items()
            if rel.reltype.endswith("/numbering")
        ),
        None,
    )
    if root is None:
        return set()
    shown = {
        one.get(qn("w:abstractNumId"), "")
        for one in root.iterfind(qn("w:abstractNum"))
        if any(form.get(qn("w:val")) != "none" for form in one.iter(qn("w:numFmt")))
    }
    links = ((one, one.find(qn("w:abstractNumId"))) for one in root.iterfind(qn("w:num")))
    return {
        one.get(qn("w:numId"), "")
        for one, link in links
        if link is not None and link.get(qn("w:val")) in shown
    }
