"""All the text of a mail: its headers as they came, every body, the names of what is attached."""

from __future__ import annotations

from email.message import Message

from briefbuilder.importers.html.fallback import text_of_markup
from briefbuilder.importers.mail.contents import contents_of
from briefbuilder.importers.mime import body_text, decoded_header, media_type

_HEADERS = 200
"""The most headers that are shown."""


def mail_text(message: Message, name: str) -> str:
    """Return the text of a mail; raise ImportRefusedError where it is encrypted."""
    headers = [f"{key}: {decoded_header(str(value))}" for key, value in list(message.raw_items())[:_HEADERS]]
    contents = contents_of(message, name)
    bodies = []
    for body in contents.bodies:
        text = body_text(body)
        bodies.append(text_of_markup(text) if media_type(body) == "text/html" else text)
    names = [*(one.name for one in contents.attached), *contents.unread, *contents.unshown]
    attached = "\n".join(f"[{one}]" for one in names)
    return "\n\n".join(filter(None, ("\n".join(headers), *bodies, attached)))
