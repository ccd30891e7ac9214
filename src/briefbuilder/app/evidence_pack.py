"""Makes an evidence pack: a ZIP of an exported briefing with the sources that its statements are based on.

It can be read without the program: the statements are a plain text, `SHA256SUMS` is in the format of the common tool of
that name. Nothing in it is compressed and no entry has a time, so that the same content always gives the same bytes,
and a check can name any byte that was changed.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from briefbuilder import __version__
from briefbuilder.app.evidence import blocks_of, item_claims, own_blocks, paragraph_numbers, place_words
from briefbuilder.app.export_records import KeptExport
from briefbuilder.app.messages import Words, interface_languages
from briefbuilder.app.policy import PACK
from briefbuilder.composing.evidence_tables import group_events, shown_excerpt
from briefbuilder.domain.article import Article, file_article_id
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.errors import CancelledError, ExportError
from briefbuilder.domain.facts import Claim, ClaimSource, FactKind, Outcome
from briefbuilder.domain.inline import plain_digits
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import ATTACHED, Finding
from briefbuilder.domain.passage import Passage, numeric_quote
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.text import Block, Table, one_line, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.templating.parts import ChronologyPart
from briefbuilder.typed_json import json_adapter

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session

T = TypeVar("T")

FORMAT = "briefbuilder-evidence-1"
DOCUMENTS = (".docx", ".pdf")
MANIFEST, SUMS, STATEMENTS, README = "manifest.json", "SHA256SUMS", "statements.txt", "README.txt"

Reason = Literal["rights-reserved", "marked", "withheld", "embargo", "mail", "removed"]
"""Why an original is left out of a pack: its rights, a marking of what is quoted from it, an embargo, or words in it that
are withheld from the recipient. A mail names its recipients and the computers on its way, and a file may hold articles
that were removed: of these two the pack has the text."""
_TEXT_STAYS = frozenset({"mail", "removed"})
_MAILS = frozenset({"message/rfc822", "application/vnd.ms-outlook"})

_SUPPORTED = frozenset({"found", "rounded", "doubtful"})
_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_NAME = 40
_UNSAFE = re.compile(r"[^a-z0-9]+")
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}\Z")
_WIDE_RULE, _RULE = "=" * 72, "-" * 72


@value
class PackPlace:
    """A place that a statement is based on: the number of a source, and of a paragraph of its text or 0 for its title."""

    source: int
    paragraph: int
    text: str
    value: str = ""


@value
class PackStatement:
    """A quotation, or a claim of the officer's own text with what the sources say of it."""

    number: int
    kind: FactKind
    text: str
    outcome: Outcome
    places: tuple[PackPlace, ...] = ()


@value
class PackSource:
    """A cited article. `file` and `text` are the names of its original and its text in the pack, None if left out.

    `corrected` says that the user corrected the text that the program had read in the original.
    """

    number: int
    title: str
    outlet: str
    day: str
    url: str
    media_type: str
    sha256: str
    file: str | None = None
    text: str | None = None
    corrected: bool = False
    reason: Reason | None = None


@value
class PackManifest:
    """What a pack holds; `files` has the SHA-256 of every other file by its name."""

    format: str
    program: str
    title: str
    language: str
    audience: str | None
    moment: str
    documents: tuple[str, ...]
    sources: tuple[PackSource, ...]
    statements: tuple[PackStatement, ...]
    files: Mapping[str, str]


@value
class PackInput:
    """What a pack is made of: an export's input, the articles that its statements are based on, and the claims of its texts.

    `originals` are the files that may be given away, `reasons` says why the others are left out; `corrected` has the
    articles whose text was corrected.
    """

    data: ExportInput
    articles: Mapping[str, Article]
    originals: Mapping[str, bytes] = field(repr=False)
    reasons: Mapping[str, Reason]
    corrected: frozenset[str] = frozenset()
    claims: tuple[Claim, ...] = ()


@value
class BuiltPack:
    """The bytes of a pack, its manifest, and the articles whose originals are left out, with their hash and the reason."""

    data: bytes
    manifest: PackManifest
    left_out: tuple[tuple[str, str, Reason], ...]
    kept: KeptExport | None = None

    @property
    def sha256(self) -> str:
        """The hash of the whole pack, which its recipient compares to know that it is the same pack."""
        return hashlib.sha256(self.data).hexdigest()


class AskDossier(Protocol):
    """Asks the dossier of a briefing for one thing: at once or, from a job, on the window's thread.

    The function gets the whole briefing, as it is in the dossier.
    """

    def __call__(self, wanted: Callable[[Session, Briefing], T], /) -> T:
        """Return what a function takes from the dossier."""


def collect_pack(data: ExportInput, ask: AskDossier) -> PackInput:
    """Take from a dossier what a pack of an exported briefing holds.

    A pack for a recipient has the sources that are quoted, one for the house also those in which claims were found.
    """

    def claims_of(part: Part, item: OwnText) -> tuple[Claim, ...]:
        return ask(lambda session, whole: item_claims(session, whole, part, item))

    def article(name: str) -> Article:
        return ask(lambda session, _: session.store.article(name))

    def original(name: str) -> bytes:
        return ask(lambda session, _: session.store.original(name))

    def is_corrected(name: str) -> bool:
        record = ask(lambda session, _: session.store.record(name))
        return record is not None and bool(record.corrections)

    texts = (
        (part, item) for part in data.briefing.walk() for item in part.items if isinstance(item, OwnText)
    )
    claims = tuple(claim for part, item in texts for claim in claims_of(part, item))
    articles = dict(data.articles)
    if data.audience is None:
        stands_on = (
            claim.sources[0].article for claim in claims if claim.sources and claim.outcome in _SUPPORTED
        )
        articles |= {name: article(name) for name in stands_on if name not in articles}
    inside = ask(lambda session, _: _articles_inside(session, articles))
    removed = ask(lambda session, _: _articles_of_removed(session, articles))
    reasons = left_out_reasons(data, articles, inside, removed)
    return PackInput(
        data=data,
        articles=articles,
        originals={name: original(name) for name in articles if name not in reasons},
        reasons=reasons,
        corrected=frozenset(name for name in articles if is_corrected(name)),
        claims=claims,
    )


def read_for_pack(
    session: Session, briefing_id: str, wanted: Callable[[Session, Briefing], object]
) -> object:
    """Return one thing that a function takes from the dossier of a briefing, on the window's thread.

    Raises CancelledError if the briefing is no longer there.
    """
    whole = session.store.briefing(briefing_id)
    if whole is None:
        raise CancelledError
    return wanted(session, whole)


def prepare_pack(
    session: Session, briefing_id: str, audience: str | None = None
) -> tuple[PackInput, tuple[Finding, ...]]:
    """Return what a pack of a briefing holds, and the findings of its check."""
    from briefbuilder.app.checks import check_input, with_claims
    from briefbuilder.app.export_input import snapshot, with_layout

    data = with_layout(snapshot(session, briefing_id, audience))
    whole = session.store.briefing(briefing_id) or data.briefing
    return collect_pack(data, lambda wanted: wanted(session, whole)), check_input(with_claims(session, data))


def write_pack(
    given: PackInput,
    path: Path,
    findings: tuple[Finding, ...],
    *,
    anyway: bool,
    on_progress: Progress = ignore_progress,
) -> BuiltPack:
    """Export a briefing to Word and PDF and write its pack; for jobs, which have no session.

    Raises ExportError("export-blocked") if the check found errors, unless `anyway` is true, and "file-name-suffix" if
    the name does not end in .zip; PolicyError if an administrator does not allow the export.
    """
    from briefbuilder.app.export import build_all, require_allowed, require_no_errors
    from briefbuilder.system.files import require_file_path, require_suffix, write_atomically

    require_allowed(given.data, (PACK,))
    if not anyway:
        require_no_errors(given.data, findings)
    require_suffix(path, PACK)
    require_file_path(path)
    built = build_all(given.data, DOCUMENTS, on_progress)
    pack = build_pack(given, built.files)
    write_atomically(path, pack.data)
    documents = map(Path, pack.manifest.documents)
    return replace(pack, kept=built.kept(given.data, documents))


def build_and_write(
    source: ExportInput, paths: tuple[Path, ...], password: str | None, context: JobContext
) -> KeptExport:
    """Build the files of a briefing, an evidence pack among them, in a worker, and write them; for the window's jobs.

    Returns what the dossier should store about them. Raises PolicyError if an administrator does not allow the export.
    """
    from briefbuilder.app.export import (
        BuiltFiles,
        add_letterhead,
        build_but_letterhead,
        complete_input,
        mark_since_earlier,
        require_allowed,
        write_files,
    )

    require_allowed(source, (path.suffix for path in paths))
    wanted = tuple(path.suffix.lower() for path in paths)
    suffixes = tuple(dict.fromkeys(suffix for suffix in wanted if suffix != PACK))
    if PACK in wanted:
        suffixes = tuple(dict.fromkeys((*suffixes, *DOCUMENTS)))
    data = complete_input(source, pool=context.pool, cancelled=context.cancelled)
    built = context.pool.run(
        build_but_letterhead,
        data,
        suffixes,
        on_progress=context.progress,
        cancelled=context.cancelled,
        result_type=BuiltFiles,
    )
    built = add_letterhead(built, data, suffixes, pool=context.pool, cancelled=context.cancelled)
    files = dict(built.files)
    if PACK in wanted:
        files[PACK] = build_pack(collect_pack(data, context.request), files).data
    files.update(mark_since_earlier(files, data, pool=context.pool, cancelled=context.cancelled))
    # Files are encrypted and written here: the worker process can be killed, and needs no password.
    context.check()
    write_files({suffix: files[suffix] for suffix in wanted}, paths, password)
    return built.kept(data, paths)


def _articles_inside(session: Session, names: Iterable[str]) -> dict[str, tuple[Article, ...]]:
    """Return the other articles that are in the originals of articles: of the same export, or attached to a mail."""
    store = session.store
    records = [record for name in names if (record := store.record(name)) is not None]
    # The id of an article that is alone in its file follows from the file.
    shared = {one.original.sha256 for one in records if one.id != file_article_id(one.original.sha256)}
    others = [one for one in store.articles() if one.original.sha256 in shared] if shared else []
    found: dict[str, tuple[Article, ...]] = {}
    for record in records:
        inside = {one.id for one in others if one.original.sha256 == record.original.sha256}
        waiting = [record]
        while waiting:
            attached = {notice.article for notice in waiting.pop().notices if notice.code == ATTACHED}
            inner = [one for name in attached - inside if name and (one := store.record(name)) is not None]
            inside.update(one.id for one in inner)
            waiting += inner
        found[record.id] = tuple(store.article(one) for one in sorted(inside - {record.id}))
    return found


def _articles_of_removed(session: Session, names: Iterable[str]) -> frozenset[str]:
    """Return the articles whose originals were removed, or also hold articles that were removed."""
    store = session.store
    mixed = set(store.contents.mixed_originals(store.articles()))
    records = [record for name in names if (record := store.record(name)) is not None]
    return frozenset(one.id for one in records if one.original in mixed or store.is_original_removed(one.id))


def left_out_reasons(
    data: ExportInput,
    articles: Mapping[str, Article],
    inside: Mapping[str, tuple[Article, ...]],
    removed: Collection[str],
) -> dict[str, Reason]:
    """Return why originals must not be given away, by article; `inside` are the other articles that they hold.

    Those of `removed` articles are not there, or hold articles that were removed.
    A pack is not encrypted, so what a marking protects stays in the dossier.
    """
    markings: dict[str, list[str]] = {}
    for item in data.briefing.excerpts:
        if item.marking is not None:
            markings.setdefault(item.passage.article, []).append(item.marking)
    found: dict[str, Reason] = {}
    for name, whole in articles.items():
        if name in removed or whole.original.media_type in _MAILS:
            found[name] = "removed" if name in removed else "mail"
        # Of a file that stays out, only the text of the article itself is in the pack.
        for article in (whole, *(() if name in found else inside.get(name, ()))):
            metadata = article.metadata
            if metadata.rights.reserved:
                found[name] = "rights-reserved"
            elif any(map(data.profile.protects, markings.get(article.id, ()))):
                found[name] = "marked"
            elif metadata.is_embargoed(datetime.fromisoformat(data.now)):
                found[name] = "embargo"
            elif data.secrets and _holds_any(article, data.secrets):
                found[name] = "withheld"
    return found


def _holds_any(article: Article, secrets: Iterable[str]) -> bool:
    text = one_line(" ".join([article.metadata.title, *_texts(article.blocks)]))
    return any(one_line(line) in text for secret in secrets for line in secret.split("\n") if line.strip())


def build_pack(given: PackInput, built: Mapping[str, bytes]) -> BuiltPack:
    """Return the pack of a briefing with its exported documents, by their suffixes; for jobs, which have no session."""
    data = given.data
    stem = _plain_name(data.briefing.title) or "briefing"
    documents = {f"{stem}{suffix}": built[suffix] for suffix in DOCUMENTS}
    sources = {name: _source(given, number, name) for number, name in enumerate(given.articles, 1)}
    files: dict[str, bytes] = dict(documents)
    for name, source in sources.items():
        if source.file is not None:
            files[source.file] = given.originals[name]
        if source.text is not None:
            paragraphs = paragraphs_of(given.articles[name]).values()
            files[source.text] = "".join(f"[{at}] {one_line(text)}\n" for at, text in paragraphs).encode()
    statements = tuple(_statements(given, sources))
    words = Words(data.language if base_language(data.language) in interface_languages() else "en")
    files[STATEMENTS] = _statements_text(data, statements, tuple(sources.values()), words).encode()
    files[README] = _readme(data, tuple(sources.values()), words).encode()
    _check_secrets(files, documents, data)
    manifest = PackManifest(
        format=FORMAT,
        program=__version__,
        title=data.briefing.title,
        language=data.language,
        audience=data.audience,
        moment=data.today.isoformat(),
        documents=tuple(documents),
        sources=tuple(sources.values()),
        statements=statements,
        files={name: hashlib.sha256(result).hexdigest() for name, result in files.items()},
    )
    files[MANIFEST] = manifest_bytes(manifest)
    files[SUMS] = sums_text({**manifest.files, MANIFEST: hashlib.sha256(files[MANIFEST]).hexdigest()})
    left_out = tuple(
        (name, source.sha256, source.reason) for name, source in sources.items() if source.reason is not None
    )
    return BuiltPack(data=zip_files(files), manifest=manifest, left_out=left_out)


def _check_secrets(files: Mapping[str, bytes], documents: Mapping[str, bytes], data: ExportInput) -> None:
    """Raise ExportError if a list for a recipient holds words that are withheld from it, as exports do."""
    from briefbuilder.export.protection import find_withheld

    for name in files.keys() - documents.keys():
        if not name.endswith(".txt"):
            continue
        found = next(iter(find_withheld(files[name], ".txt", data.secrets)), None)
        if found is not None:
            raise ExportError("audience-leak", audience=data.audience or "", quote=found[:80])


def manifest_bytes(manifest: PackManifest) -> bytes:
    """Return the manifest as JSON, indented for people who look into it."""
    shape = json.loads(json_adapter(PackManifest).write(manifest))
    return (json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode()


def sums_text(digests: Mapping[str, str]) -> bytes:
    """Return the SHA-256 of files by their names as the tool `sha256sum` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP that depends only on the files: sorted, without compression, times and attributes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3  # UNIX everywhere, else it is that of the computer
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def paragraphs_of(article: Article) -> dict[str, tuple[int, str]]:
    """Return the number and the text of each paragraph of an article by its block's id; title and lead have number 0."""
    blocks = blocks_of(article)
    numbers = paragraph_numbers(blocks)
    return {block.id: (numbers.get(block.id, 0), block.text) for block in blocks}


def _source(given: PackInput, number: int, name: str) -> PackSource:
    article = given.articles[name]
    metadata = article.metadata
    reason = given.reasons.get(name)
    stem = f"{number:03}-{_plain_name(metadata.publication or metadata.title)}".rstrip("-")
    suffix = PurePath(article.original.name).suffix.lower()
    return PackSource(
        number=number,
        title=metadata.title,
        outlet=metadata.publication or "",
        day=metadata.published.isoformat() if metadata.published else "",
        url=metadata.url or "",
        media_type=article.original.media_type,
        sha256=article.original.sha256,
        file=None if reason else f"originals/{stem}{suffix if SUFFIX.match(suffix) else ''}",
        text=f"texts/{stem}.txt" if reason is None or reason in _TEXT_STAYS else None,
        corrected=name in given.corrected,
        reason=reason,
    )


def _plain_name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _UNSAFE.sub("-", plain).strip("-")[:_LONGEST_NAME].strip("-")


def _statements(given: PackInput, sources: Mapping[str, PackSource]) -> Iterator[PackStatement]:
    """Yield the quotations of the briefing, then the claims of its own texts."""
    articles = given.articles
    paragraphs = {name: paragraphs_of(article) for name, article in articles.items()}
    number = 0
    for item, others in _quotations(given.data):
        if item.passage.article not in articles:
            continue
        number += 1
        name = item.passage.article
        places = _passage_places(item.passage, sources[name].number, paragraphs[name])
        shown = (
            numeric_quote(articles[name], item.passage)
            if item.blocks is None
            else "\n".join(block.text for block in own_blocks(item.blocks))
        )
        outcome: Outcome = "found" if places and item.blocks is None else "different"
        for other in others:
            name = other.passage.article
            if name in articles:
                places += _passage_places(other.passage, sources[name].number, paragraphs[name])
        yield PackStatement(number=number, kind="quotation", text=shown, outcome=outcome, places=places)
    is_open = _source_filter(given)
    for claim in given.claims:
        places = tuple(
            PackPlace(
                source=sources[source.article].number,
                paragraph=paragraphs[source.article][source.block][0],
                text=source.text,
                value=source.value,
            )
            for source in claim.sources
            if source.article in sources and source.block in paragraphs[source.article] and is_open(source)
        )
        if claim.sources and not places and given.data.audience is not None:
            continue  # it would tell the recipient that what it may not see says so
        number += 1
        yield PackStatement(
            number=number, kind=claim.kind, text=claim.text, outcome=claim.outcome, places=places
        )


def _source_filter(given: PackInput) -> Callable[[ClaimSource], bool]:
    """Return whether a recipient may be told of a source: of an article with withheld words, only of what is quoted."""
    secrets = given.data.secrets
    withheld = {name for name, article in given.articles.items() if secrets and _holds_any(article, secrets)}
    quoted: dict[str, list[Passage]] = {}
    for item in given.data.briefing.excerpts:
        quoted.setdefault(item.passage.article, []).append(item.passage)

    def is_open(source: ClaimSource) -> bool:
        return source.article not in withheld or any(
            source.block in passage.blocks
            and (source.block != passage.blocks[0] or passage.start <= source.start)
            and (source.block != passage.blocks[-1] or source.end <= passage.end)
            for passage in quoted.get(source.article, ())
        )

    return is_open


def _quotations(data: ExportInput) -> Iterator[tuple[Excerpt, tuple[Excerpt, ...]]]:
    """Yield each excerpt whose words the briefing has, with those that are only further sources of its event."""
    for part in data.briefing.walk():
        spec, excerpts = data.template.part(part.key), part.excerpts
        for event in group_events(excerpts, spec) if isinstance(spec, ChronologyPart) else zip(excerpts):
            shown = shown_excerpt(event, data)
            yield shown, tuple(excerpt for excerpt in event if excerpt is not shown)


def _passage_places(
    passage: Passage, source: int, paragraphs: Mapping[str, tuple[int, str]]
) -> tuple[PackPlace, ...]:
    """Return the places of a passage, one for each paragraph; none if some of its words are no longer there."""
    if not passage.quote:
        return ()
    pieces = passage.quote.split("\n") if len(passage.blocks) > 1 else [passage.quote]
    if len(pieces) != len(passage.blocks):  # a block with line breaks
        pieces = [""] * len(passage.blocks)
    found = []
    for name, piece in zip(passage.blocks, pieces, strict=True):
        if name not in paragraphs:  # a table or a picture
            continue
        number, text = paragraphs[name]
        start = plain_digits(text).find(plain_digits(piece))
        if start < 0:
            return ()
        words = text[start : start + len(piece)] if piece else text
        found.append(PackPlace(source=source, paragraph=number, text=words))
    return tuple(found)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.text for block in walk_blocks(tuple(blocks)) if not isinstance(block, Table))


def _statements_text(
    data: ExportInput, statements: Iterable[PackStatement], sources: tuple[PackSource, ...], words: Words
) -> str:
    by_number = {source.number: source for source in sources}
    lines = [data.briefing.title, _WIDE_RULE, "", words.text("pack-statements-how"), ""]
    for statement in statements:
        state = words.text(f"claim-outcome-{statement.outcome}")
        lines += [f"{statement.number}. {one_line(statement.text)}", f"   {state}"]
        lines += [f"   → {line}" for line in _place_lines(statement, by_number, words)]
        lines.append("")
    lines += [words.text("pack-sources"), _RULE]
    lines += [line for source in sources for line in _source_lines(source, words)]
    return "\n".join(lines) + "\n"


def _place_lines(statement: PackStatement, sources: Mapping[int, PackSource], words: Words) -> Iterator[str]:
    """Yield the places of a statement, with their words; those of a quotation are its own."""
    quoted = [(place.source, place.paragraph) for place in statement.places if place.text in statement.text]
    if statement.kind == "quotation" and len(quoted) == len(statement.places) > 0:
        (source, first), (_, last) = quoted[0], quoted[-1]
        yield _place_name(sources[source], str(first) if first == last else f"{first}–{last}", words)
        return
    for place in statement.places:
        yield f"{_place_name(sources[place.source], str(place.paragraph), words)}: {one_line(place.text)}"


def _place_name(source: PackSource, paragraph: str, words: Words) -> str:
    name, number = source.outlet or source.title, f"{source.number:03}"
    if paragraph == "0":
        return words.text("pack-place-title", number=number, source=name)
    return place_words(f"{number} {name}", paragraph)


def _source_lines(source: PackSource, words: Words) -> Iterator[str]:
    known = " · ".join(one_line(part) for part in (source.outlet, source.day, source.title) if part)
    yield f"{source.number:03}. {known}"
    if source.url:
        yield f"     {one_line(source.url)}"
    if source.reason is None:
        yield f"     {source.file}"
    else:
        if source.text is not None:
            yield f"     {source.text}"
        reason = words.text(f"pack-reason-{source.reason}")
        yield f"     {words.text('pack-left-out', reason=reason)}"
    yield f"     SHA-256 {source.sha256}"


def _readme(data: ExportInput, sources: tuple[PackSource, ...], words: Words) -> str:
    lines = [
        words.text("pack-readme-title", title=data.briefing.title),
        _WIDE_RULE,
        "",
        words.text("pack-readme-content", statements=STATEMENTS),
        "",
        words.text("pack-readme-check", sums=SUMS),
        words.text("pack-readme-verify"),
        "",
        words.text("pack-readme-limits"),
    ]
    if any(source.reason for source in sources):
        lines += ["", words.text("pack-readme-left-out")]
    return "\n".join(lines) + "\n"
