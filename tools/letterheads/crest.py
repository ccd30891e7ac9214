"""The crest of the letterhead documents, and the word that marks their old content."""

from __future__ import annotations

import io

OLD_TEXT = "Kassandra0417"
"""A word in everything that an export must remove: old text, comments, names, hidden parts."""


def crest(letters: str, colour: str, wide: int = 320, high: int = 96) -> bytes:
    """Return a crest as PNG: a shield, a bar and letters; with a comment that an export must remove."""
    from PIL import Image, ImageDraw
    from PIL.PngImagePlugin import PngInfo

    image = Image.new("RGB", (wide, high), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon([(8, 8), (72, 8), (72, 56), (40, 88), (8, 56)], fill=colour)
    draw.polygon([(18, 18), (62, 18), (62, 52), (40, 74), (18, 52)], outline="white", width=3)
    draw.text((24, 26), letters, fill="white", font_size=26)
    draw.rectangle([(88, 44), (wide - 8, 50)], fill=colour)
    draw.rectangle([(88, 58), (wide - 60, 60)], fill=colour)
    told = PngInfo()
    told.add_text("Author", OLD_TEXT)
    stream = io.BytesIO()
    image.save(stream, "PNG", pnginfo=told)
    return stream.getvalue()
