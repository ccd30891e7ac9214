"""The claims of the own texts of a briefing: looked up in the background, as findings, and in words.

A job reads what a text states and compares it; only the look-up of sources in the dossier is made on the window's
thread, when the job asks for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from briefbuilder import app
from briefbuilder.app.fault_reports import describe_fault
from briefbuilder.app.jobs import Job, JobContext
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.briefing_edits import ignored_finding
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import CancelledError, DossierError
from briefbuilder.domain.facts import Claim, ClaimSource, Fact, FactBlock
from briefbuilder.domain.notices import Finding, Place, Severity
from briefbuilder.domain.text import Block
from briefbuilder.system.clock import local_date
from briefbuilder.templating.checks import CHECKS
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.plain import with_label
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.evidence import LookUp, ReadText
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.templating.checks import Check

_LOG = logging.getLogger(__name__)
_ARTICLES_DELAY = 800
"""Milliseconds after the last change of an article before texts are looked up again."""
_KEEP_DELAY = 3000
"""Milliseconds after the texts are looked up before the dossier keeps what they state: not at each pause in writing."""
_LONG = 8
"""The paragraphs from which on those that changed are looked up before the whole text."""
ALARMS = frozenset({"different", "not-found"})
"""The outcomes that are marked in the text and listed as issues."""
_BORNE_OUT = frozenset({"found", "rounded", "doubtful"})


@dataclass(frozen=True, slots=True)
class _Request:
    """The text of an item that is to be looked up; `version` counts the changes of the articles."""

    part: str
    item: str
    blocks: tuple[FactBlock, ...]
    language: str
    day: date | None
    cited: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """The claims of a text, and the numbers of the paragraphs in which their sources are."""

    claims: tuple[Claim, ...] = ()
    paragraphs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    text: ReadText | None = None


class ClaimChecks(QObject):
    """Looks up the own texts of the current briefing in the dossier, the text that is being written first.

    `changed` carries the id of an item whose claims changed; `idle` follows when all texts are looked up.
    """

    changed = Signal(str)
    idle = Signal()

    def __init__(self, services: Services, current: CurrentBriefing, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._current = services, current
        self._wanted: dict[str, _Request] = {}
        self._answers: dict[str, tuple[_Request, _Answer]] = {}
        self._paragraphs: dict[tuple[str, str], int] = {}
        self._written: tuple[str, tuple[FactBlock, ...]] | None = None
        self._first = ""
        # The blocks of each item as they were read last: most items stay as they are while one is written.
        self._read: dict[str, tuple[tuple[Block, ...], tuple[FactBlock, ...]]] = {}
        self._is_active = False
        self._preloaded: set[str] = set()
        self._version = 0
        self._running: tuple[_Request, Job] | None = None
        # By item: texts whose statements are not stored in the dossier yet, and the digests of those whose statements are.
        self._unkept: dict[str, ReadText] = {}
        self._kept: dict[str, bytes] = {}
        self._keep_timer = single_shot_timer(self, self._keep_facts, _KEEP_DELAY)
        self._articles_timer = single_shot_timer(self, self._on_articles_changed, _ARTICLES_DELAY)
        self._refresh_timer = single_shot_timer(self, self.refresh)
        current.replaced.connect(self._preload)
        current.replaced.connect(self._on_briefing_changed)
        current.changed.connect(self._on_briefing_changed)
        services.holder.session_replaced.connect(self._forget)
        services.holder.changed.connect(self._on_dossier_changed)

    # Results

    @property
    def busy(self) -> bool:
        """Whether a text is being looked up or is to be."""
        return self._running is not None or self._refresh_timer.isActive() or self._articles_timer.isActive()

    @property
    def all(self) -> tuple[app.evidence.ItemClaims, ...]:
        """The claims of each own text of the briefing, in its order."""
        found = ((name, self._answers[name]) for name in self._wanted if name in self._answers)
        return tuple(
            app.evidence.ItemClaims(part=request.part, item=name, claims=answer.claims)
            for name, (request, answer) in found
            if answer.claims
        )

    def claims_of(self, item: str) -> tuple[tuple[FactBlock, ...], tuple[Claim, ...]]:
        """Return the blocks of an item that were looked up last, and their claims."""
        found = self._answers.get(item)
        return (found[0].blocks, found[1].claims) if found is not None else ((), ())

    def with_findings(self, data: ExportInput) -> ExportInput:
        """Return an export's input with the findings about the claims of its texts."""
        claims = app.checks.shown_claims(data.briefing, self.all)
        return replace(data, claims=app.evidence.claim_findings(claims, data.severity, self.place_name))

    def finding_of(self, item: str, claim: Claim) -> Finding | None:
        """Return the finding about a claim of an item, None if it is not an issue."""
        found = self._answers.get(item)
        if found is None or claim.outcome not in ALARMS:
            return None
        claims = (app.evidence.ItemClaims(part=found[0].part, item=item, claims=(claim,)),)
        return next(iter(app.evidence.claim_findings(claims, self._severity, self.place_name)), None)

    def is_open(self, item: str, claim: Claim) -> bool:
        """Return whether a claim is an issue that is not ignored."""
        finding, briefing = self.finding_of(item, claim), self._current.briefing
        return finding is not None and briefing is not None and ignored_finding(briefing, finding) is None

    def claim_of(self, finding: Finding) -> Claim | None:
        """Return the first claim that a finding is about, None if it is gone."""
        item = finding.place.item or ""
        for claim in self.claims_of(item)[1]:
            known = self.finding_of(item, claim) or self._listing(finding.place.part, item, claim)
            if (known.code, known.parameters) == (finding.code, finding.parameters):
                return claim
        return None

    def others(self) -> tuple[Finding, ...]:
        """Return a finding for each claim that is not an issue, to be listed with its place."""
        return tuple(
            self._listing(claims.part, claims.item, claim)
            for claims in self.all
            for claim in claims.claims
            if claim.outcome not in ALARMS
        )

    def count(self) -> tuple[int, int]:
        """Return how many claims of the briefing were found in sources, and how many there are."""
        outcomes = [claim.outcome for claims in self.all for claim in claims.claims]
        return sum(outcome in _BORNE_OUT for outcome in outcomes), len(outcomes)

    def place_name(self, source: ClaimSource) -> str:
        """Return the outlet of a source and the number of the paragraph, as `evidence.name_place` does."""
        session = self._services.holder.session
        outlet = ""
        with suppress(DossierError):
            record = session.store.record(source.article) if session is not None else None
            outlet = record.metadata.source_name(record.original.name) if record is not None else ""
        number = self._paragraphs.get((source.article, source.block))
        return app.evidence.place_words(outlet, number)

    def describe(self, item: str, claim: Claim) -> str:
        """Return a claim of an item and what was found about it: "2019 — the source says 2018: Meridian, ¶12."."""
        finding = self.finding_of(item, claim) or self._listing(None, item, claim)
        return self.sentence(finding)

    def sentence(self, finding: Finding) -> str:
        """Return what a finding about a claim says on one line."""
        words, parameters = self._services.words, finding.parameters
        outcome = finding.code.removeprefix("claim-")
        if outcome in ALARMS:
            return words.finding(finding)
        words_said = words.text(f"claim-outcome-{outcome}", variant=parameters["variant"])
        text = f"{parameters['text']} — {words_said}"
        if not parameters["source"]:
            return text
        text = with_label(text, parameters["source"])
        if parameters["found"] == parameters["text"]:
            return text
        return self.tr("{text}, “{found}”").format(text=text, found=parameters["found"])

    def _severity(self, code: Check) -> Severity:
        template = self._current.texts.template
        return CHECKS[code] if template is None else template.checks.get(code, CHECKS[code])

    def _listing(self, part: str | None, item: str, claim: Claim) -> Finding:
        source = claim.sources[0] if claim.sources else None
        return Finding(
            code=f"claim-{claim.outcome}",
            severity="hint",
            place=Place(part=part, item=item),
            parameters={
                "text": " ".join(claim.text.split()),
                "found": "" if source is None else " ".join(source.text.split()),
                "source": "" if source is None else self.place_name(source),
                "variant": app.evidence.claim_variant(claim),
                "block": claim.block,
                "start": str(claim.start),
            },
        )

    # Work

    def look_up_text(self, item: str, blocks: Iterable[Block]) -> None:
        """Look up the text of an item as it is being written, before it is stored."""
        self._written, self._first = (item, app.evidence.stated_blocks(blocks)), item
        self.refresh()

    def activate(self) -> None:
        """Begin to look up texts: the page is shown, or the briefing is to be exported."""
        if not self._is_active:
            self._is_active = True
            self._preload()
            self.refresh()

    @Slot()
    def _preload(self) -> None:
        """Load what reads texts in the language of the briefing.

        It takes most of a second, which a pause in writing must not wait for, and some 25 MB, which whoever only reads
        articles does without.
        """
        briefing = self._current.briefing
        if self._is_active and briefing is not None and briefing.language not in self._preloaded:
            self._preloaded.add(briefing.language)
            load = partial(_load, briefing.language)
            self._services.jobs.start(load, lambda _none: None, lambda _error: None)

    @Slot()
    def refresh(self) -> None:
        """Look up the texts that changed."""
        self._refresh_timer.stop()
        if not self._is_active:
            return
        briefing = self._current.briefing
        requests = self._requests(briefing) if briefing is not None else ()
        self._wanted = {request.item: request for request in requests}
        for name in [name for name in self._answers if name not in self._wanted]:
            del self._answers[name]
            self.changed.emit(name)
        if self._running is not None and self._wanted.get(self._running[0].item) != self._running[0]:
            self._running[1].cancel()
        self._start_next()

    def _requests(self, briefing: Briefing) -> Iterator[_Request]:
        session = self._services.holder.session
        if session is None:
            return
        quoted = app.evidence.quoted_articles(briefing)
        day = app.evidence.reference_day(session, quoted) or local_date(briefing.created)
        for part in briefing.walk():
            texts = [item for item in part.items if isinstance(item, OwnText)]
            if not texts:
                continue
            cited = app.evidence.cited_beside(part, quoted)
            yield from (self._request(briefing, part, item, day, cited) for item in texts)

    def _request(
        self, briefing: Briefing, part: Part, item: OwnText, day: date, cited: tuple[str, ...]
    ) -> _Request:
        known, blocks = self._read.get(item.id, ((), ()))
        if known is not item.blocks:
            blocks = app.evidence.stated_blocks(item.blocks)
            self._read[item.id] = (item.blocks, blocks)
        if self._written is not None and self._written[0] == item.id:
            blocks = self._written[1]
        return _Request(part.id, item.id, blocks, briefing.language, day, cited, self._version)

    def _start_next(self) -> None:
        if self._running is not None:
            return
        left = [
            request
            for name, request in self._wanted.items()
            if name not in self._answers or self._answers[name][0] != request
        ]
        if not left:
            if self._unkept:
                self._keep_timer.start()
            self.idle.emit()
            return
        request = next((request for request in left if request.item == self._first), left[0])
        changed = self._changed_blocks(request)
        job = self._services.jobs.start(
            partial(_check_part, replace(request, blocks=changed)) if changed else partial(_check, request),
            partial(self._on_part_checked if changed else self._on_checked, request),
            partial(self._on_failed, request),
            on_request=self._answer,
        )
        self._running = (request, job)

    def _changed_blocks(self, request: _Request) -> tuple[FactBlock, ...]:
        """Return what changed in a long text with the paragraphs beside it, to be looked up before the whole."""
        before = self._answers.get(request.item)
        if before is None or len(request.blocks) < _LONG or before[0].version != request.version:
            return ()
        known = frozenset(before[0].blocks)
        new = [number for number, block in enumerate(request.blocks) if block not in known]
        wanted = {at + step for at in new for step in (-1, 0, 1)}
        if not new or len(wanted) > _LONG // 2:
            return ()
        return tuple(block for number, block in enumerate(request.blocks) if number in wanted)

    def _answer(self, request: Callable[[Session], object]) -> object:
        """Return what a job requests of the dossier."""
        session = self._services.holder.session
        if session is None:
            raise CancelledError
        return request(session)

    @Slot()
    def _keep_facts(self) -> None:
        """Have the dossier keep what the texts state, so that neither an export nor the next start reads them again."""
        session, self._unkept, unkept = self._services.holder.session, {}, self._unkept
        if session is not None:
            replaced = [self._kept[name] for name in unkept if name in self._kept]
            new = {text.digest: text.new for text in unkept.values() if text.new is not None}
            app.evidence.keep_text_facts(session, new, replaced)
            self._kept |= {name: text.digest for name, text in unkept.items()}

    def _on_checked(self, request: _Request, answer: _Answer) -> None:
        self._running = None
        if self._wanted.get(request.item) == request:
            self._answers[request.item] = (request, answer)
            self._paragraphs |= answer.paragraphs
            if answer.text is not None and answer.text.new is not None:
                self._unkept[request.item] = answer.text
            elif answer.text is not None:
                self._unkept.pop(request.item, None)
                self._kept[request.item] = answer.text.digest
            self.changed.emit(request.item)
        self._start_next()

    def _on_part_checked(self, request: _Request, answer: _Answer) -> None:
        """Show what was found in the paragraphs that changed; the whole text is looked up next."""
        if request.item in self._answers:
            before, known = self._answers[request.item]
            kept = frozenset(request.blocks) & frozenset(before.blocks)
            names = {block.id for block in kept}
            new = {block.id for block in request.blocks} - names
            claims = (
                *(claim for claim in known.claims if claim.block in names),
                *(claim for claim in answer.claims if claim.block in new),
            )
            if self._wanted.get(request.item) == request:
                # All of its blocks are known now, so that it is looked up as a whole.
                provisional = replace(request, day=None, cited=("",))
                self._answers[request.item] = (provisional, _Answer(claims))
                self._paragraphs |= answer.paragraphs
                self.changed.emit(request.item)
        self._running = None
        self._start_next()

    def _on_failed(self, request: _Request, error: Exception) -> None:
        self._running = None
        if not isinstance(error, CancelledError):
            # It is not tried again until the text changes.
            _LOG.error("The claims of a text could not be looked up: %s", describe_fault(error))
            self._answers[request.item] = (request, _Answer())
            self.changed.emit(request.item)
        self._start_next()

    @Slot()
    def _on_briefing_changed(self) -> None:
        # What is stored is as new as what was written, or newer: it was undone.
        self._written = None
        if self._is_active:
            self._refresh_timer.start()

    @Slot()
    def _forget(self) -> None:
        names, self._answers, self._wanted, self._written = tuple(self._answers), {}, {}, None
        self._paragraphs, self._read, self._unkept, self._kept = {}, {}, {}, {}
        if self._running is not None:
            self._running[1].cancel()
        for name in names:
            self.changed.emit(name)

    @Slot(object)
    def _on_dossier_changed(self, keys: frozenset[Key]) -> None:
        if self._is_active and any(key.collection == "article" for key in keys):
            self._articles_timer.start()

    @Slot()
    def _on_articles_changed(self) -> None:
        self._version += 1
        self.refresh()


def _load(language: str, _context: JobContext) -> None:
    app.evidence.load_readers(language)


def _check(request: _Request, context: JobContext) -> _Answer:
    """Return the claims of a text, with what it states if the dossier does not keep that."""
    app.evidence.load_readers(request.language)

    def find(digest: bytes) -> bytes | None:
        stored: bytes | None = context.request(lambda session: session.store.text_facts.find(digest))
        return stored

    text = app.evidence.read_text(request.blocks, request.language, request.day, find)
    return replace(_check_part(request, context, text.facts), text=text)


def _check_part(request: _Request, context: JobContext, facts: Sequence[Fact] | None = None) -> _Answer:
    """Return the claims of blocks; the sources come from the window's thread."""
    app.evidence.load_readers(request.language)
    found: list[LookUp] = []

    def find(facts: Iterable[Fact]) -> LookUp:
        look_up = partial(app.evidence.look_up, facts=tuple(facts), cited=request.cited)
        found.append(context.request(look_up))
        return found[-1]

    claims = app.evidence.check_blocks(request.blocks, request.language, request.day, find, facts)
    used = {source.article for claim in claims for source in claim.sources}
    packed = (
        article
        for sources in found
        for article in (*sources.cited, *sources.others)
        if article.record.id in used
    )
    paragraphs = {
        (article.record.id, block): number
        for article in packed
        for block, number in app.evidence.paragraph_numbers(app.evidence.source_of(article).blocks).items()
    }
    return _Answer(claims, paragraphs)
