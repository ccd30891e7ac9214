"""Lines that tell whose a picture is, where no markup ties them to it."""

from __future__ import annotations

import re
from dataclasses import replace

from briefbuilder.domain.text import Block, Figure, Paragraph

_CREDIT = re.compile(
    r"^\W*(?:©|\(c\)|(?:photo(?:graph(?:y|er)?)?s?|picture|image|credit|foto(?:grafia|graf)?|bild(?:quelle|nachweis)?|crédits?(?: photo)?|immagine"
    r"|fotó|kuva|zdjęcie|snímek|фото|φωτογραφία|fotoğraf|صورة|תמונה|צילום|图片?|圖|写真|사진|फोटो|ảnh)\s*(?:[:：/©|]|by\s|von\s|di\s|de\s))",
    re.IGNORECASE,
)
"""How a line begins that tells whose a picture is."""

_LONGEST_CREDIT = 100


def credited(picture: Block, block: Block) -> Figure | None:
    """Return a picture with the block that follows it directly as its caption, None where that is no credit of it."""
    if not isinstance(picture, Figure) or picture.content or not isinstance(block, Paragraph):
        return None
    if len(block.text) > _LONGEST_CREDIT or not _CREDIT.match(block.text):
        return None
    return replace(picture, content=block.content)
