"""Exports tell nothing of the drafting: no ids and times of the dossier, no persons, no programs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pytest
from tests.hostile_dossier import hostile_dossier

from briefbuilder.app.export import FORMATS, build_all, build_pdf
from briefbuilder.app.export_input import ExportInput, snapshot
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Key
from briefbuilder.export.identity import EXPORT_ID


@dataclass(frozen=True)
class Drafted:
    """The exports of a briefing by suffix, their input, and the ids and times of its dossier."""

    files: dict[str, bytes]
    data: ExportInput
    ids: frozenset[str]
    times: frozenset[str]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    with hostile_dossier(
        tmp_path_factory.mktemp("drafted") / "d.dossier", Resources(), ("One", "Two")
    ) as session:
        briefing = session.store.briefings()[0]
        data = snapshot(session, briefing.id)
        return Drafted(
            dict(build_all(data, FORMATS).files), data, frozenset(_ids(session)), frozenset(_times(session))
        )


def _ids(session: Session) -> Iterator[str]:
    for briefing in session.store.briefings_and_versions():
        yield briefing.id
        for part in briefing.walk():
            yield part.id
            yield from (item.id for item in part.items if not item.id.startswith("own-"))
    for tag in session.store.tags():
        yield tag.id
    yield from (article.id for article in session.store.articles())
    yield from (article.original.sha256 for article in session.store.articles())


def _times(session: Session) -> Iterator[str]:
    moments = [briefing.created for briefing in session.store.briefings()]
    moments += [article.imported for article in session.store.articles()]
    moments += [
        session.store.changed_at(Key("briefing", each.id)) or "" for each in session.store.briefings()
    ]
    for moment in filter(None, moments):
        clock = moment[11:19]
        yield from (clock, clock.replace(":", ""))


def parts(suffix: str, data: bytes) -> dict[str, str]:
    """Return every part of an export as text, uncompressed."""
    if suffix in {".docx", ".odt"}:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = {name: package.read(name).decode("latin-1") for name in package.namelist()}
            return found | {"names": "\n".join(package.namelist())}
    if suffix == ".pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = {"raw": data.decode("latin-1")}
            for number, each in enumerate(pdf.objects):
                found[str(number)] = repr(each)
                if isinstance(each, pikepdf.Stream):
                    found[f"{number} data"] = each.read_bytes().decode("latin-1")
            return found
    return {"text": data.decode("utf-8")}


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_part_has_an_id_of_the_dossier(drafted: Drafted, suffix: str) -> None:
    assert len(drafted.ids) > 10
    searched = parts(suffix, drafted.files[suffix])
    found = {(name, each) for name, text in searched.items() for each in drafted.ids if each in text}
    assert found == set()
    # Ids begin with a letter and the microseconds since 1970 in thirteen hexadecimal digits.
    stem = next(iter(drafted.data.briefing.walk())).id[1:6]
    words = {name for name, text in searched.items() if re.search(rf"[a-z]{stem}[0-9a-f]{{8}}", text)}
    assert words == set()


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_part_has_a_time_of_day(drafted: Drafted, suffix: str) -> None:
    searched = parts(suffix, drafted.files[suffix])
    texts = {name: text for name, text in searched.items() if name != "raw" and not name.endswith("data")}
    found = {(name, time) for name, text in texts.items() for time in drafted.times if time in text}
    assert found == set()
    times = {
        time for text in texts.values() for time in re.findall(r"\d{4}-\d\d-\d\dT(\d\d:\d\d:\d\d)", text)
    }
    times |= {time for text in texts.values() for time in re.findall(r"D:\d{8}(\d{6})", text)}
    assert times <= {"00:00:00", "000000"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_part_names_a_person_or_a_program(drafted: Drafted, suffix: str) -> None:
    program = re.compile(
        "python-docx|reportlab|creator>[^<]|lastModifiedBy>[^<]|/Producer|/Creator|CreatorTool|<Application>|<Company>[^<]|Macintosh",
        re.IGNORECASE,
    )
    searched = parts(suffix, drafted.files[suffix])
    found = {(name, match[0]) for name, text in searched.items() if (match := program.search(text))}
    assert found == set()


def test_the_id_of_the_export_is_the_same_in_each_format_and_follows_the_content(drafted: Drafted) -> None:
    docx = parts(".docx", drafted.files[".docx"])["docProps/custom.xml"]
    found = re.search(rf'name="{EXPORT_ID}"><vt:lpwstr>([0-9a-f]{{32}})<', docx)
    assert found
    meta = parts(".odt", drafted.files[".odt"])["meta.xml"]
    assert f'meta:name="{EXPORT_ID}" meta:value-type="string">{found[1]}<' in meta
    assert f'name="identifier" content="{found[1]}"' in drafted.files[".html"].decode()
    assert f"<dc:identifier>{found[1]}</dc:identifier>".encode() in drafted.files[".pdf"]


def test_exporting_again_gives_the_same_bytes(drafted: Drafted) -> None:
    assert dict(build_all(drafted.data, FORMATS).files) == drafted.files
    assert build_pdf(drafted.data).data == drafted.files[".pdf"]
