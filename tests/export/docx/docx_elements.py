"""Short ways to make elements of a Document and to read attributes of a Word file, for tests."""

from __future__ import annotations

from typing import Any

from lxml import etree
from tests.export.docx.conftest import W

from briefbuilder.domain.document import DrawnText, Run


def text(words: str, **form: Any) -> tuple[Run, ...]:
    """Return content with one run."""
    return (Run(text=words, **form),)


def body(words: str, **more: Any) -> DrawnText:
    """Return a paragraph of the body."""
    return DrawnText(role="body", content=text(words), **more)


def values(root: etree._Element, path: str, attribute: str = "val") -> list[str]:
    """Return an attribute in Word's namespace of the elements at a path."""
    return [node.get(f"{W}{attribute}", "") for node in root.iterfind(path.replace("w:", W))]
