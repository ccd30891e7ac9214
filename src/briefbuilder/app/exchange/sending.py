"""What goes into a file of changes, and what is remembered of those who send and receive them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from briefbuilder.app.exchange.files import OutgoingFile, Protector, ReceivedFile, SenderEntry
from briefbuilder.app.exchange.round import require_shared
from briefbuilder.app.exchange.settings import DeskMemory, Partner, desk_name
from briefbuilder.app.policy import current_policy
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.errors import BriefbuilderError, ExchangeError
from briefbuilder.domain.values import value
from briefbuilder.storage.shared_pieces import PieceName

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_MOST_LACKING = 50_000


@value
class SendChoice:
    """What the sender chose.

    Changes go from what the `partner` was sent or has confirmed, or from the given batches (`since`), or all of them. With
    `unconfirmed`, what was sent and never confirmed goes again. Without `originals` no files that articles were read from
    go, without `pictures` no pictures; without `reserved` neither of articles whose rights are reserved, or under embargo. The
    texts of articles always go: without them nothing of their desk could be taken in. `marked` is the sender's consent to
    send briefings that are marked or limited to recipients.
    """

    partner: str = ""
    since: tuple[str, ...] = ()
    unconfirmed: bool = False
    originals: bool = True
    pictures: bool = True
    reserved: bool = True
    marked: bool = False


def plan_changes(
    session: Session, choice: SendChoice, memory: DeskMemory, protector: Protector
) -> OutgoingFile:
    """Seal what was done, and return what goes into a file; on the session's thread.

    Raises ExchangeError "changes-nothing" if there is nothing new for the partner, "batch-unknown" for a batch that is
    not there, and as `require_shared` does; PolicyError if an administrator does not allow files of changes.
    """
    current_policy().require_exchange("file")
    store = session.store
    shared = store.shared
    require_shared(session, protected=protector.protection not in {"none", "house-key"})
    store.seal()
    names = shared.names()
    since = tuple(_whole_name(name, names) for name in choice.since)
    lacking = frozenset[str]()
    partner = None
    if choice.partner:
        partner = memory.partner(choice.partner) or Partner(name=desk_name(choice.partner))
        since = (*since, *partner.confirmed, *(() if choice.unconfirmed else partner.sent))
        lacking = frozenset(partner.lacking)
    chosen = shared.following([name for name in since if name in names])
    # A partner that has everything may still want to know what came from it.
    if not chosen and (partner is None or partner.sent == shared.heads()):
        raise ExchangeError("changes-nothing", name=choice.partner)
    left_out = _LeftOut(session, choice)
    batches = tuple((name, left_out.rest(shared.pieces_of((name,)))) for name in chosen)
    asked = shared.pieces_of(names - set(chosen)) if lacking else ()
    missing = [name.sha256 for name in shared.missing_pieces()]
    return OutgoingFile(
        sender=SenderEntry(
            desk=shared.desk,
            name=store.shared.author,
            made=session.store.clock.now(),
            first=shared.following(())[0],
            heads=shared.heads(),
            lacking=tuple(sorted(missing)[:_MOST_LACKING]),
            left_out=left_out.count,
        ),
        pieces=left_out.rest(name for name in asked if name.sha256 in lacking),
        batches=batches,
        protector=protector,
        marked=None if choice.marked else marked_briefings(session),
    )


def _whole_name(start: str, names: Collection[str]) -> str:
    """Return the name of the only batch that begins so."""
    found = [name for name in names if start and name.startswith(start)]
    if len(found) != 1:
        raise ExchangeError("batch-unknown", name=start[:12])
    return found[0]


def require_changes_allowed(session: Session) -> None:
    """Raise PolicyError if an administrator does not allow files of changes, ExchangeError if nothing is shared."""
    current_policy().require_exchange("file")
    require_shared(session, protected=True)


class _LeftOut:
    """Leaves out the pieces that the sender does not send, and counts them."""

    def __init__(self, session: Session, choice: SendChoice) -> None:
        kinds = (("original", choice.originals), ("picture", choice.pictures))
        self._kinds = frozenset(kind for kind, goes in kinds if not goes)
        self._reserved = frozenset[str]() if choice.reserved else _reserved_pieces(session)
        self._left_out: set[str] = set()

    @property
    def count(self) -> int:
        """The number of originals and pictures that were left out."""
        return len(self._left_out)

    def rest(self, pieces: Iterable[PieceName]) -> tuple[PieceName, ...]:
        """Return those of the given pieces that go."""
        going = []
        for piece in pieces:
            if piece.kind in self._kinds or (piece.kind != "text" and piece.sha256 in self._reserved):
                self._left_out.add(piece.sha256)
            else:
                going.append(piece)
        return tuple(going)


def _reserved_pieces(session: Session) -> frozenset[str]:
    """Return the originals and pictures of articles whose rights are reserved, or that are under embargo now."""
    from briefbuilder.storage.blobs import picture_names

    now = datetime.fromisoformat(session.store.clock.now())
    found: set[str] = set()
    for record in session.store.articles():
        metadata = record.metadata
        if metadata.rights.reserved or metadata.is_embargoed(now):
            found.add(record.original.sha256)
            found.update(picture_names(session.store.blocks(record.text)))
    return frozenset(found)


def marked_briefings(session: Session) -> Mapping[str, str]:
    """Return the titles of the briefings that have a marking above the lowest, or something for some recipients only."""
    found: dict[str, str] = {}
    for briefing in session.store.briefings_and_versions():
        if _is_limited(briefing) or _is_marked(session, briefing):
            found[briefing.id] = briefing.title or briefing.id
    return found


def _is_limited(briefing: Briefing) -> bool:
    releases = [part.release for part in briefing.walk()]
    for item in briefing.items:
        releases += [item.release, *item.releases.values()]
    return any(release is not None and release.disclosure != "usable" for release in releases)


def _is_marked(session: Session, briefing: Briefing) -> bool:
    levels = {level for level in (briefing.marking, *(item.marking for item in briefing.items)) if level}
    try:
        template = session.resources.template(briefing.template)
        profile = session.resources.profile(template.marking.profile)
    except BriefbuilderError:
        return bool(levels)
    if briefing.marking is None and template.marking.default:
        levels.add(template.marking.default)
    return any(map(profile.protects, levels))


def note_sent(memory: DeskMemory, partner: str, outgoing: OutgoingFile) -> DeskMemory:
    """Return the memory after a file was sent to a partner."""
    if not partner:
        return memory
    known = memory.partner(partner) or Partner(name=desk_name(partner))
    return memory.with_partner(replace(known, sent=outgoing.sender.heads, lacking=()))


def note_received(memory: DeskMemory, received: ReceivedFile) -> DeskMemory:
    """Return the memory after a file was taken in: its sender has what it says there."""
    sender = received.sender
    known = memory.partner_at(sender.desk, sender.name)
    name = known.name if known is not None else _free_name(memory, sender.name or sender.desk[:8])
    partner = replace(
        known or Partner(name=name), desk=sender.desk, confirmed=sender.heads, lacking=sender.lacking
    )
    return memory.with_partner(partner)


def _free_name(memory: DeskMemory, name: str) -> str:
    number, free = 1, name
    while memory.partner(free) is not None:
        number += 1
        free = f"{name} ({number})"
    return free
