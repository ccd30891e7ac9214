"""Lines that tell whose a picture is, where no markup ties them to it."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml.html import HtmlElement

from briefbuilder.domain.text import Block, Figure, Paragraph

_CREDIT = re.compile(
    r"^\W*(?:©|\(c\)|(?:photo(?:graph(?:y|er)?)?s?|picture|image|credit|foto(?:grafia|graf)?|bild(?:quelle|nachweis)?|crédits?(?: photo)?|immagine"
    r"|fotó|kuva|zdjęcie|snímek|фото|φωτογραφία|fotoğraf|صورة|תמונה|צילום|图片?|圖|写真|사진|फोटो|ảnh)\s*(?:[:：/©|]|by\s|von\s|di\s|de\s))",
    re.IGNORECASE,
)
"""How a line begins that tells whose a picture is."""

_LONGEST_CREDIT = 100


_NAMED = re.compile(
    r"(?<![a-z])(?:caption|legend[ea]?|didascalia|bild(?:unterschrift|text)|pie-?(?:de-?)?foto|leyenda|(?:photo|image|picture)-?credits?)(?![a-z])"
)
"""What classes call the text below a picture."""

_LONGEST_CAPTION = 600
_UNSEEN = frozenset(
    {
        "off-screen",
        "offscreen",
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screenreader",
        "a11y-hidden",
    }
)
"""Classes of what is only read aloud: that a caption is one."""

_OWNED = re.compile(r"credit|crédit|source|quelle|fonte|fuente|copyright|©|foto|photo", re.IGNORECASE)
"""What tells whose a picture is."""


def credited(picture: Block, block: Block, element: HtmlElement) -> Figure | None:
    """Return a picture with the block that follows it directly as its caption, None where that is no text of it.

    `element` is where the block stands.
    """
    if not isinstance(picture, Figure) or picture.content or not isinstance(block, Paragraph):
        return None
    if len(block.text) <= _LONGEST_CREDIT and _CREDIT.match(block.text):
        return replace(picture, content=block.content)
    if len(block.text) <= _LONGEST_CAPTION and _NAMED.search((element.get("class") or "").lower()):
        return replace(picture, content=block.content)
    return None


def as_seen(caption: HtmlElement) -> HtmlElement:
    """Return a caption without what is only read aloud, its parts kept apart as a page's style does."""
    for part in list(caption.iter("span")):
        if part is caption:
            continue
        following = part.getnext()
        unseen = _UNSEEN.intersection((part.get("class") or "").split())
        if unseen and not _OWNED.search(part.text_content()):
            part.drop_tree()
        elif part.tail is None and following is not None and following.tag == "span":
            part.tail = " "
    return caption
