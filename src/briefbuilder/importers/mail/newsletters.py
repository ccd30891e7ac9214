"""What surrounds the text of a newsletter: links to view it in a browser or to unsubscribe, and the byline within."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import Message

from briefbuilder.domain.text import Block, Figure, Heading, ListItem, Paragraph, Span, Table
from briefbuilder.importers.byline import Byline, are_agencies, read_byline

_VIEW = (
    r"(?:view|read|open|see|display)\b.{0,40}\b(?:in|on|with) (?:a|your|the|any) (?:web ?)?browser|view (?:it |this )?online"
    r"|(?:view|trouble (?:viewing|reading)|problems? (?:viewing|reading|seeing)) this (?:e-?mail|message|newsletter)"
    r"|(?:visualizza|leggi|apri|vedi)\b.{0,40}\bbrowser|(?:voir|lire|afficher|ouvrir|consulter|visualiser)\b.{0,40}\b(?:navigateur|en ligne)"
    r"|(?:im|in ihrem|in deinem) browser (?:ansehen|anzeigen|öffnen|lesen)|browser-?ansicht|online-?version|webversion"
    r"|(?:ver|leer|abrir|visualizar)\b.{0,40}\b(?:navegador|en línea|online)|bekijk\b.{0,40}\b(?:browser|online)"
)
_LEAVE = (
    r"unsubscribe|opt[ -]?out|(?:update|manage|change|edit) (?:your |my |e-?mail |newsletter |subscription )*(?:preferences|subscriptions?|settings)"
    r"|(?:annulla|cancella|disdici)\w*\b.{0,30}\biscrizione|disiscri\w+|cancellati dalla|gestisci (?:le )?(?:tue )?preferenze"
    r"|se désabonner|désabonn\w+|désinscri\w+|ne plus recevoir|gérer (?:vos|mes) (?:préférences|abonnements)"
    r"|newsletter abbestellen|abbestellen|abmelden|austragen|einstellungen (?:ändern|verwalten)"
    r"|dar(?:se|te|me) de baja|cancelar (?:la |a |su )?(?:suscripción|subscrição|inscrição)|uitschrijven|afmelden|avregistrera|avprenumerera|rezygnuj"
)
_WHY = (
    r"you(?:’|'|\s+a)?re? receiv\w+ this (?:e-?mail|message|newsletter)|this (?:e-?mail|message|newsletter) was sent to"
    r"|(?:ricevi|hai ricevuto|riceve) questa (?:e-?mail|newsletter)|vous recevez (?:ce|cet) (?:e-?mail|courriel|message)"
    r"|sie erhalten diese (?:e-?mail|nachricht)|diesen newsletter,? weil|recibe[sn]? este (?:correo|mensaje|boletín)"
    r"|forward (?:this )?(?:e-?mail )?to a (?:friend|colleague)|inoltra a un (?:amico|collega)|add us to your address book"
)
_SERVICE = re.compile(f"{_VIEW}|{_LEAVE}|{_WHY}", re.IGNORECASE)
_SERVICE_ADDRESS = re.compile(
    r"unsub|opt-?out|list-manage\.com|/preferences|manage-?subscription|webversion|view-?(?:in-?)?browser|abmeld|disiscri|desabon|desuscri",
    re.IGNORECASE,
)
_FIRST, _LAST = 6, 20
"""How many blocks at the beginning and at the end may be such lines."""

_LONGEST = 400
_MOST_WORDS = 25
"""The most words of a line that only asks for something; a longer one must consist of links or tell why it was sent."""

_BYLINES = 8
_LIST_HEADERS = ("List-Unsubscribe", "List-Id", "List-Post")
_BULK = frozenset({"bulk", "list"})


def is_from_list(message: Message) -> bool:
    """Return whether a mail was sent to a list of subscribers (RFC 2369, RFC 2919)."""
    precedence = str(message.get("Precedence") or "").strip().lower()
    return any(message.get(name) for name in _LIST_HEADERS) or precedence in _BULK


def split_service_lines(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """Return the blocks without the links around a newsletter, and the texts that were left out.

    They are looked for at both ends only: an article may be about unsubscribing. Some text is always left.
    """
    last = max(_FIRST, len(blocks) - _LAST)
    left_out = {
        index
        for index, block in enumerate(blocks)
        if (index < _FIRST or index >= last) and is_service_line(block)
    }
    if len(left_out) == len(blocks):
        return list(blocks), []
    kept = [block for index, block in enumerate(blocks) if index not in left_out]
    return kept, [blocks[index].text for index in sorted(left_out)]


def is_service_line(block: Block) -> bool:
    """Return whether a block only offers to view a newsletter elsewhere or to leave it, or tells why it was sent."""
    text = " ".join(block.text.split())
    if isinstance(block, Figure) or not text or len(text) > _LONGEST:
        return False
    if isinstance(block, Table):
        cells = [inner for row in block.rows for cell in row.cells for inner in cell.blocks]
        return bool(cells) and all(map(is_service_line, cells))
    if not isinstance(block, Paragraph | ListItem | Heading):
        return False
    spans = [span for span in block.content if isinstance(span, Span)]
    linked = sum(len(span.text) for span in spans if span.link)
    leads_out = any(_SERVICE_ADDRESS.search(span.link or "") for span in spans)
    if _SERVICE.search(text):
        return len(text.split()) <= _MOST_WORDS or linked * 2 > len(text) or leads_out
    return leads_out and linked * 2 > len(text)


def find_byline(blocks: Sequence[Block]) -> tuple[int, Byline] | None:
    """Return the first byline with persons near the beginning of a newsletter, and its index."""
    for index, block in enumerate(blocks[:_BYLINES]):
        found = read_byline(block.text) if isinstance(block, Paragraph) else None
        if found is not None and found.authors and not are_agencies(found.authors):
            return index, found
    return None
