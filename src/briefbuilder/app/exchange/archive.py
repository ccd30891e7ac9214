"""The articles of a dossier for the full-text search of a common archive, which finds them without the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from briefbuilder.app.exchange.postgresql import ArchiveArticle
from briefbuilder.app.exchange.secrecy import house_key
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.storage.codec import encode

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_FORM = b"1 "
"""The version of what is sent of an article; a newer one sends all of them again."""


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """What has to be sent to the search of an archive, and what has to be removed there, by the ids of articles."""

    to_send: tuple[str, ...]
    to_remove: tuple[str, ...]
    articles: int


def plan_archive(session: Session, there: Mapping[str, tuple[str, bool]]) -> ArchivePlan:
    """Compare a dossier with what the search of an archive knows of it, as `CommonArchive.archived` returns that.

    What other desks sent stays as it is. Raises ExchangeError "archive-encrypted" where the texts of the dossier may not be
    read at the server: it has a password, or what it exchanges is encrypted.
    """
    if session.store.password is not None or house_key() is not None:
        raise ExchangeError("archive-encrypted", path=str(session.path))
    digests = {record.id: _digest(record) for record in session.store.articles()}
    to_send = [
        article
        for article, digest in digests.items()
        if article not in there or (there[article][1] and there[article][0] != digest)
    ]
    to_remove = [article for article, (_, is_own) in there.items() if is_own and article not in digests]
    return ArchivePlan(tuple(to_send), tuple(to_remove), len(digests))


def archive_articles(session: Session, plan: ArchivePlan) -> Iterator[ArchiveArticle]:
    """Yield the articles to send, with their corrected texts."""
    for article_id in plan.to_send:
        record, article = session.store.record(article_id), session.store.article(article_id)
        if record is not None:
            metadata = article.metadata
            yield ArchiveArticle(
                article=article_id,
                title=metadata.title or article.original.name,
                outlet=metadata.publication or "",
                day=metadata.published,
                language=metadata.language or "",
                text="\n".join(block.text for block in article.blocks),
                digest=_digest(record),
            )


def _digest(record: ArticleRecord) -> str:
    return sha256(_FORM + encode("article", record)).hexdigest()
