"""References to articles, whatever format they are in: their metadata, their abstract, and the files attached to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.draft import BesideFile, ContainedFile, Draft, DraftBuilder, container_notice
from briefbuilder.importers.language import guess_language

_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]{0,500})?/?>")
_BLOCK_END = re.compile(r"</(?:jats:)?(?:p|title|div|li)>|<br\s*/?>", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z", re.IGNORECASE)
_WEB = re.compile(r"https?://\S+\Z", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
_MAX_FILES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A reference; `details` say where in its publication the work is, `files` are the paths of attached files.

    `source` is the reference alone in a format that can be read again, `suffix` the ending of that format.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    publication: str = ""
    url: str = ""
    language: str = ""
    abstract: str = ""
    details: str = ""
    rights: str = ""
    files: tuple[str, ...] = ()
    source: bytes = b""
    suffix: str = ".json"

    @property
    def metadata(self) -> Metadata:
        """The metadata of the article that the reference leads to."""
        url = self.url.strip()
        return Metadata(
            title=self.title,
            authors=self.authors,
            publication=self.publication or None,
            published=self.published,
            url=url if _WEB.match(url) else None,
            language=_language(self.language),
            rights=Rights(statement=self.rights or None),
        )


def read_entry(entry: Entry, name: str) -> Draft:
    """Return the draft of a reference: its abstract, and a line that says where the work was published."""
    builder = DraftBuilder()
    text = _BLOCK_END.sub("\n", entry.abstract)
    for line in unescape(_TAG.sub("", text)).split("\n"):
        builder.add(Paragraph(id="", content=(Span(" ".join(line.split())),)))
    builder.notice("reference-alone" if not builder.blocks else "reference-abstract")
    details = entry.details or ("" if builder.blocks else entry.title)
    builder.add(Paragraph(id="", content=(Span(details),)))
    metadata = entry.metadata
    if metadata.language is None:
        words = "\n".join((entry.title, *(block.text for block in builder.blocks)))
        metadata = Metadata(
            title=metadata.title or name,
            authors=metadata.authors,
            publication=metadata.publication,
            published=metadata.published,
            url=metadata.url,
            language=guess_language(words),
            rights=metadata.rights,
        )
    return builder.draft(metadata)


def entry_files(entries: tuple[Entry, ...], name: str) -> tuple[ContainedFile, ...]:
    """Return each reference as a file of its own."""
    came_with = container_notice("came-with-references", name)
    return tuple(
        ContainedFile.of(f"{number:03d} {_file_name(entry.title)}{entry.suffix}", entry.source, came_with)
        for number, entry in enumerate(entries, 1)
    )


def attached_files(entries: tuple[Entry, ...]) -> tuple[BesideFile, ...]:
    """Return the files that are attached to references, by their paths."""
    return tuple(
        BesideFile(entry=place, path=path, metadata=entry.metadata, alone=not entry.abstract.strip())
        for place, entry in enumerate(entries)
        for path in dict.fromkeys(entry.files[:_MAX_FILES])
    )


def describe(
    *, publication: str, volume: str, issue: str, pages: str, year: str, publisher: str, doi: str, url: str
) -> str:
    """Return where a work was published, in a form that needs no words: "Energy Policy 3 (2), 2025, 1–20. doi:10.1/x"."""
    numbers = f"{volume} ({issue})" if volume and issue else volume or (f"({issue})" if issue else "")
    parts = [" ".join(filter(None, (publication, numbers))), publisher, year, pages.replace("--", "–")]
    told = ", ".join(dict.fromkeys(filter(None, map(str.strip, parts))))
    found = _DOI.match(doi.strip())
    address = f"doi:{found[1]}" if found else url.strip()
    return ". ".join(filter(None, (told, address)))


def doi_address(doi: str) -> str:
    """Return the address that a DOI leads to, or an empty text for anything else."""
    found = _DOI.match(doi.strip())
    return f"https://doi.org/{found[1]}" if found else ""


def _language(stated: str) -> str | None:
    tag = stated.strip().replace("_", "-")
    return tag.partition("-")[0].lower() if _LANGUAGE.match(tag) and len(tag.partition("-")[0]) < 4 else None


def _file_name(title: str) -> str:
    return " ".join(re.sub(r"[/\\:]", " ", title).split())[:80] or "reference"
