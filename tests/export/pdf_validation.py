"""Validate a PDF: two standards, qpdf, and the consistency of structure and marked content."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import page as validation
import pikepdf

PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"}


def faults(data: bytes) -> list[str]:
    """Return a description of every error found."""
    found = [
        f"{profile}: {failure.message}"
        for profile in ("ua1", "2a")
        for failure in validation.validate_pdf_bytes(data, profile=profile).failures
    ]
    return [*found, *_syntax(data), *structure_faults(data)]


def _syntax(data: bytes) -> list[str]:
    if shutil.which("qpdf") is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.pdf"
        path.write_bytes(data)
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    return [f"qpdf: {said}"] if done.returncode or "WARNING" in said else []


def structure_faults(data: bytes) -> list[str]:
    """Return where ParentTree, MCIDs and OBJRs disagree, and what is painted outside marked content."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        owners = dict(number_tree(tree.ParentTree.Nums))
        claimed: dict[tuple[object, int], object] = {}
        links: dict[object, object] = {}
        for element, kid in structure_kids(tree.K):
            if kid.get("/Type") == "/MCR":
                key = (kid.Pg.objgen, int(kid.MCID))
                found += [f"{key} belongs to two elements"] if key in claimed else []
                claimed[key] = element.objgen
            elif kid.get("/Type") == "/OBJR":
                links[kid.Obj.objgen] = element.objgen
            elif kid.P.objgen != element.objgen:
                found.append(f"{kid.S} has another parent")
        marked: dict[tuple[object, int], object] = {}
        for page in pdf.pages:
            row = owners[int(page.StructParents)]
            for mcid in _marked(page, found):
                marked[page.objgen, mcid] = row[mcid].objgen
            for link in page.get("/Annots", []):
                if links.get(link.objgen) != owners[int(link.StructParent)].objgen:
                    found.append("a link has no place in the structure")
        if marked != claimed:
            found.append(f"marked content and structure differ: {set(marked) ^ set(claimed)}")
    return found


def number_tree(nums: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """Yield the numbers of a number tree with their objects."""
    numbers = list(nums.as_list())
    for place in range(0, len(numbers), 2):
        yield int(numbers[place]), numbers[place + 1]


def structure_kids(element: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Yield every element of the structure with each of its kids."""
    for kid in element.get("/K", []):
        yield element, kid
        if kid.get("/Type") == "/StructElem":
            yield from structure_kids(kid)


def _marked(page: pikepdf.Page, found: list[str]) -> list[int]:
    """Return the MCIDs of a page; nothing may be painted outside marked content."""
    open_tags: list[str] = []
    numbers: list[int] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in {"BDC", "BMC"}:
            open_tags.append(str(operands[0]))
            if len(operands) > 1 and "/MCID" in operands[1]:
                numbers.append(int(operands[1].MCID))
        elif name == "EMC":
            open_tags.pop()
        elif name in PAINTING and len(open_tags) != 1:
            found.append(f"{name} stands in {open_tags}")
    if open_tags:
        found.append(f"{open_tags} is not closed")
    return numbers
