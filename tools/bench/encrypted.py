"""An encrypted dossier against a plain one with the same 10,000 articles: opening, searching and importing.

BENCH_ENCRYPTED sets another number of articles. Both dossiers are written anew, so that their pages are equally full, and
are measured in turn, so that what else the computer does meanwhile falls on both. Opening is measured without the
derivation of the key, which is slow by intention: the key itself is given.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from bench.generated import Maker, made
from bench.library_queries import queries
from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.query import Query
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.encryption import is_encryption_available
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.passwords import write_copy
from briefbuilder.storage.store import Store

ARTICLES = int(os.environ.get("BENCH_ENCRYPTED", "10000"))
_PASSWORD = "a sentence that nobody guesses"  # noqa: S105 - of a generated dossier
_FIRST = 1_000_000
"""The number of the first article that is not in the dossier."""
_SALT, _ITERATIONS, _KEY = 16, 256_000, 32
"""The salt in the file and the derivation of the key: the defaults of SQLCipher 4, which are the format."""

Times = dict[bool, list[float]]
"""Seconds with and without encryption."""


def run(root: Path) -> None:
    """Print the table."""
    if not is_encryption_available():
        print("\nEncrypted dossiers: sqlcipher3 is not installed")
        return
    source = made(root / "out" / "bench", ARTICLES)
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        plain, encrypted = (Path(folder) / f"{name}.dossier" for name in ("plain", "encrypted"))
        write_copy(source, None, plain, None)
        began = time.perf_counter()
        write_copy(source, None, encrypted, _PASSWORD)
        spent = time.perf_counter() - began
        sizes = plain.stat().st_size / 1e6, encrypted.stat().st_size / 1e6
        print(
            f"\nA dossier of {ARTICLES} articles, encrypted in {spent:.1f} s: {sizes[0]:.1f} and {sizes[1]:.1f} MB"
        )
        print(f"  {'median ms':42}{'plain':>9}{'encrypted':>11}{'ratio':>8}")
        _open(plain, encrypted)
        _use(plain, encrypted)


def _open(plain: Path, encrypted: Path) -> None:
    key = _raw_key(encrypted)
    times = _in_turn(
        40, lambda is_encrypted: _opened(encrypted if is_encrypted else plain, key if is_encrypted else None)
    )
    _tell("opening, without the derivation of the key", times, 1.5)
    times = _in_turn(
        10,
        lambda is_encrypted: _opened(
            encrypted if is_encrypted else plain, _PASSWORD if is_encrypted else None
        ),
    )
    _tell("opening, with it", times, None)


def _opened(path: Path, password: str | None) -> float:
    began = time.perf_counter()
    store = open_dossier(path, password=password)
    spent = time.perf_counter() - began
    store.close()
    return spent


def _raw_key(path: Path) -> str:
    """Return the key of a dossier with its salt, in the form in which SQLCipher takes it as it is."""
    with path.open("rb") as file:
        salt = file.read(_SALT)
    key = hashlib.pbkdf2_hmac("sha512", _PASSWORD.encode(), salt, _ITERATIONS, _KEY)
    return f"x'{key.hex()}{salt.hex()}'"


def _use(plain: Path, encrypted: Path) -> None:
    with closing(open_dossier(plain)) as one, closing(open_dossier(encrypted, password=_PASSWORD)) as other:
        stores = {False: one, True: other}
        words = queries()
        times: Times = {False: [], True: []}
        for asked in words:
            found = _in_turn(5, partial(_searched, stores, asked))
            for is_encrypted, spent in found.items():
                times[is_encrypted].append(statistics.median(spent))
        _tell(f"a search: 50 sections, {len(words)} queries", times, 1.5)
        articles = {is_encrypted: _articles() for is_encrypted in stores}
        for number, name, turns, most in ((100, "100 articles", 8, 1.5), (1, "one article", 60, 2.5)):
            stored: Times = {False: [], True: []}

            def measure(is_encrypted: bool, number: int = number, stored: Times = stored) -> float:
                whole, storing = _imported(stores[is_encrypted], articles[is_encrypted], number)
                stored[is_encrypted].append(storing)
                return whole

            times = _in_turn(turns, measure)
            _tell(f"an import of {name}, without reading", times, most)
            _tell("  storing alone", stored, None)


def _in_turn(times: int, measure: Callable[[bool], float]) -> Times:
    """Measure plain and encrypted in turn; the first of each is not counted."""
    found: Times = {False: [], True: []}
    for number in range(times + 1):
        for is_encrypted in (False, True) if number % 2 else (True, False):
            spent = measure(is_encrypted)
            if number:
                found[is_encrypted].append(spent)
    return found


def _searched(stores: dict[bool, Store], words: str, is_encrypted: bool) -> float:
    began = time.perf_counter()
    stores[is_encrypted].search.find_sections(Query(words=words), 50)
    return time.perf_counter() - began


def _articles() -> Iterator[ImportedArticle]:
    """Yield the same articles each time, none of which is in the dossier."""
    maker = Maker()
    for number in count(_FIRST):
        yield maker.reading(number)


def _imported(store: Store, articles: Iterator[ImportedArticle], number: int) -> tuple[float, float]:
    """Import articles as one act; return the seconds from the articles that were read on, and those of storing alone."""
    read = [next(articles) for _ in range(number)]
    began = time.perf_counter()
    prepared = [prepare(one) for one in read]
    ready = time.perf_counter()
    moment = "2026-07-01T09:00:00.000000Z"
    records = [replace(one.record, imported=moment) for one in prepared]
    for one in prepared:
        store.keep(one)
    changes = tuple(Change(key=Key("article", one.id), before=None, after=one) for one in records)
    act = ChangeSet(act="import-articles", changes=changes, parameters={"count": str(number), "title": ""})
    store.apply(act)
    done = time.perf_counter()
    return done - began, done - ready


def _tell(what: str, times: Times, most: float | None) -> None:
    plain, encrypted = (1000 * statistics.median(times[is_encrypted]) for is_encrypted in (False, True))
    ratio = encrypted / plain
    goal = "" if most is None else f"   goal ≤ {most}{'' if ratio <= most else '   MISSED'}"
    print(f"  {what:42}{plain:9.2f}{encrypted:11.2f}{ratio:8.2f}{goal}")
