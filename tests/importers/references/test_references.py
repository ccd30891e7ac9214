"""References in RIS, PubMed, Refer, BibTeX, CSL-JSON and Zotero RDF, with the files attached to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.importers.whole_files import read_many
from tests.narrowing import of_type

from briefbuilder.app.read_files import read_paths
from briefbuilder.domain.article import ImportedArticle, Metadata, RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.read import read_bytes
from briefbuilder.importers.references import formats
from briefbuilder.importers.registry import importer_for

ABSTRACT = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
RIS = f"""TY  - JOUR
AU  - Rossi, Anna
AU  - Müller, Jörg
TI  - Common stocks of gas
T2  - Energy Policy
PY  - 2025
DA  - 2025/03/04/
VL  - 3
IS  - 2
SP  - 1
EP  - 20
DO  - 10.1016/j.enpol.2025.1
AB  - {ABSTRACT}
LA  - en-GB
ER  -
"""
BIBTEX = f"""@string{{ep = "Energy Policy"}}
@article{{rossi2025,
  author = {{Rossi, Anna and M{{\\"u}}ller, J{{\\"o}}rg}}, title = {{Common stocks of {{gas}}}}, journal = ep,
  date = {{2025-03-04}}, volume = {{3}}, number = {{2}}, pages = {{1--20}}, doi = {{10.1016/j.enpol.2025.1}},
  abstract = {{{ABSTRACT}}}, langid = {{english}}
}}
"""
CSL = {
    "type": "article-journal",
    "title": "Common stocks of gas",
    "author": [{"given": "Anna", "family": "Rossi"}, {"given": "Jörg", "family": "Müller"}],
    "container-title": "Energy Policy",
    "issued": {"date-parts": [[2025, 3, 4]]},
    "volume": "3",
    "issue": 2,
    "page": "1-20",
    "DOI": "10.1016/j.enpol.2025.1",
    "abstract": f"<jats:p>{ABSTRACT}</jats:p>",
}


def zotero(*items: str) -> bytes:
    spaces = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "z": "http://www.zotero.org/namespaces/export#",
        "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/", "bib": "http://purl.org/net/biblio#",
        "foaf": "http://xmlns.com/foaf/0.1/", "link": "http://purl.org/rss/1.0/modules/link/",
        "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    }  # fmt: skip
    named = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in spaces.items())
    return f"<rdf:RDF {named}>{''.join(items)}</rdf:RDF>".encode()


def zotero_article(number: int = 1, file: str = "", abstract: str = ABSTRACT) -> str:
    attached = (
        f'<z:Attachment rdf:about="#file_{number}"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="{file}"/></z:Attachment>'
        if file
        else ""
    )
    return f"""<bib:Article rdf:about="#item_{number}"><z:itemType>journalArticle</z:itemType>
<dcterms:isPartOf rdf:resource="urn:issn:{number}"/><bib:authors><rdf:Seq>
<rdf:li><foaf:Person><foaf:surname>Rossi</foaf:surname><foaf:givenName>Anna</foaf:givenName></foaf:Person></rdf:li>
<rdf:li><foaf:Person><foaf:surname>Müller</foaf:surname><foaf:givenName>Jörg</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<link:link rdf:resource="#file_{number}"/><dc:title>Common stocks of gas</dc:title><dcterms:abstract>{abstract}</dcterms:abstract>
<dc:date>2025-03-04</dc:date><bib:pages>1-20</bib:pages></bib:Article>
<bib:Journal rdf:about="urn:issn:{number}"><dc:title>Energy Policy</dc:title><prism:volume>3</prism:volume><prism:number>2</prism:number>
<dc:identifier>DOI 10.1016/j.enpol.2025.1</dc:identifier></bib:Journal>{attached}"""


SAMPLES = {
    "a.ris": RIS.encode(),
    "a.bib": BIBTEX.encode(),
    "a.json": json.dumps([CSL]).encode(),
    "a.rdf": zotero(zotero_article()),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_reference_gives_the_metadata_and_the_abstract(name: str) -> None:
    reading = read_bytes(SAMPLES[name], name)
    assert reading.article.metadata == Metadata(
        title="Common stocks of gas",
        authors=("Anna Rossi", "Jörg Müller"),
        publication="Energy Policy",
        published=date(2025, 3, 4),
        url="https://doi.org/10.1016/j.enpol.2025.1",
        language="en",
    )
    (abstract,) = (block.text for block in reading.article.blocks)
    (details,) = (notice.subject for notice in reading.notices if notice.code == "reference-published")
    assert abstract == ABSTRACT
    assert details.replace("–", "-") == "Energy Policy 3 (2), 2025, 1-20. doi:10.1016/j.enpol.2025.1"
    assert "reference-abstract" in {notice.code for notice in reading.notices}


@pytest.mark.parametrize("name", SAMPLES)
def test_many_references_in_a_file_are_many_articles(name: str) -> None:
    many = {
        "a.ris": SAMPLES["a.ris"] * 3,
        "a.bib": SAMPLES["a.bib"]
        + b"".join(b"@misc{k%d, title={Another work}}\n" % number for number in range(2)),
        "a.json": json.dumps([CSL, CSL | {"title": "b"}, CSL | {"title": "c"}]).encode(),
        "a.rdf": zotero(*map(zotero_article, range(3))),
    }
    found = read_many(many[name], name)
    assert len(found) == 3
    assert all(isinstance(one, ImportedArticle) for one in found)
    first = of_type(found[0], ImportedArticle)
    assert first.article.metadata.publication == "Energy Policy"
    assert first.notices[0].code == "came-with-references"


@pytest.mark.parametrize(
    ("reference", "known"),
    [
        ("TY  - RPRT\nTI  - A report\nPY  - 2025\nPB  - The ministry\nER  - \n", "2025"),
        ("TY  - RPRT\nTI  - A report\nDA  - 2024/05//\nPY  - 2024\nPB  - The ministry\nER  - \n", "2024-05"),
        ("TY  - RPRT\nTI  - A report\nDA  - Spring\nPY  - 2024\nPB  - The ministry\nER  - \n", "2024"),
        ("@report{a, title={A report}, institution={The ministry}, year=2024, month=may}", "2024-05"),
        ("@report{a, title={A report}, institution={The ministry}, date={2024-05}}", "2024-05"),
        ('{"type":"report","title":"A","publisher":"The ministry","issued":{"date-parts":[[2024,5]]}}', "2024-05"),
        ('{"type":"report","title":"A","publisher":"The ministry","issued":{"raw":"Spring 2024"}}', "Spring 2024"),
    ],
)  # fmt: skip
def test_a_date_without_a_day_is_told_as_far_as_it_is_known(reference: str, known: str) -> None:
    reading = read_bytes(reference.encode(), "a")
    assert reading.article.metadata.published is None
    assert [block.text for block in reading.article.blocks] == [f"The ministry, {known}"]
    assert [notice.subject for notice in reading.notices if notice.code == "date-incomplete"] == [known]


def test_a_reference_without_a_title_has_the_name_of_its_file() -> None:
    (found,) = read_many(RIS.replace("TI  - Common stocks of gas\n", "").encode(), "a.ris")
    assert isinstance(found, ImportedArticle)
    assert found.article.metadata.title == "a"


def test_a_language_of_three_letters_is_told_by_the_words() -> None:
    (found,) = read_many(RIS.replace("en-GB", "eng").encode(), "a.ris")
    assert isinstance(found, ImportedArticle)
    assert found.article.metadata.language == "en"


@pytest.mark.parametrize(
    "before", ["", "% Encoding: UTF-8\n\n", "This file was created with a program.\nEncoding: UTF-8\n\n"]
)
@pytest.mark.parametrize("key", ["", "same"])
def test_entries_without_a_key_of_their_own_and_text_before_them(before: str, key: str) -> None:
    entries = (
        f"@Book{{{key},\n  author = {{Rossi, Anna}}, title = {{{title}}}\n}}\n" for title in ("Gas", "Oil")
    )
    found = read_many((before + "".join(entries)).encode(), "a.bib")
    assert [each.article.metadata.title for each in found if isinstance(each, ImportedArticle)] == [
        "Gas",
        "Oil",
    ]


def test_a_title_is_not_repeated_below_the_abstract() -> None:
    reading = read_bytes(f"TY  - RPRT\nTI  - A report\nAB  - {ABSTRACT}\nER  - \n".encode(), "a.ris")
    assert [block.text for block in reading.article.blocks] == [ABSTRACT]


def test_organizations_and_latex_in_bibtex() -> None:
    data = b"@techreport{ec, author = {{European Commission} and Hr{\\'o}ar, {\\AA}sa}, title = {10\\,\\% more \\& better}, year=2025}"
    metadata = read_bytes(data, "a.bib").article.metadata
    assert metadata.authors == ("European Commission", "Åsa Hróar")
    assert metadata.title == "10 % more & better"


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (r"\euro 5 and \pounds{}6.2", "€5 and £6.2"),
        (r"\textminus 5 \textpermille", "−5 ‰"),
        (r"$x \ne 3$ and \textless{} 2\percent", "x ≠3 and < 2%"),
        (r"\S 12 of the {\BibTeX}ing Act", "§12 of the BibTeXing Act"),
        (r"\BibTeX{} of Rossi", "BibTeX of Rossi"),
        (r"{\LaTeX} for 25~000 people", "LaTeX for 25 000 people"),
        (r"\SI{5}{\kilo\metre} of pipes", "5 kilometre of pipes"),
        (r"\SIrange{30}{40}{\MW} or \qty[mode=text]{20}{\degreeCelsius}", "30 40 MW or 20 degreeCelsius"),
    ],
)
def test_signs_and_words_of_latex_are_kept(stated: str, shown: str) -> None:
    article = read_bytes(f"@misc{{a, title = {{{stated}}}, year = 2025}}".encode(), "a.bib").article
    assert article.metadata.title == shown


def test_names_in_bibtex_keep_what_follows_the_family_name() -> None:
    data = b"@misc{a, author = {de Rossi, Jr., Anna Maria and Luc Martin and Verdi, Otto}, title = {Gas}, year = 2025}"
    assert read_bytes(data, "a.bib").article.metadata.authors == (
        "Anna Maria de Rossi Jr.", "Luc Martin", "Otto Verdi",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("Full Text:files/12/a.pdf:application/pdf", "files/12/a.pdf"),
        (":files/12/a.pdf:PDF", "files/12/a.pdf"),
        ("files/12/a.pdf", "files/12/a.pdf"),
        ("Text:C\\:\\\\Users\\\\x\\\\a.pdf:application/pdf", "C:\\Users\\x\\a.pdf"),
    ],
)
def test_the_paths_of_files_in_bibtex(field: str, path: str) -> None:
    assert list(formats._bibtex_files(field)) == [path]


# Attached files

PAGE = f"<!doctype html><html><head><title>Another title</title></head><body><h1>Another title</h1><p>{ABSTRACT}</p><p>{ABSTRACT.lower()}</p></body></html>"


def imported(path: Path) -> list[ImportedArticle | RefusedFile]:
    return list(read_paths([path]))


@pytest.mark.parametrize("kind", ["ris", "bib", "rdf"])
def test_a_file_beneath_the_folder_becomes_an_article_with_the_metadata(tmp_path: Path, kind: str) -> None:
    (tmp_path / "files" / "1").mkdir(parents=True)
    (tmp_path / "files" / "1" / "a.html").write_text(PAGE, "utf-8")
    target = "files/1/a.html"
    library = tmp_path / f"library.{kind}"
    library.write_bytes(
        {
            "ris": RIS.replace("AB  - ", f"L1  - {target}\nKW  - ").encode(),
            "bib": b"@article{a, author={Rossi, Anna}, title={Common stocks of gas}, file={Full:%s:text/html}}"
            % target.encode(),
            "rdf": zotero(zotero_article(1, target, "")),
        }[kind]
    )
    (article,) = imported(library)
    assert isinstance(article, ImportedArticle)
    assert article.article.metadata.title == "Common stocks of gas"
    assert article.article.metadata.authors[0] == "Anna Rossi"
    assert ABSTRACT in [block.text for block in article.article.blocks]
    assert article.notices[0].code == "came-with-reference"


def test_a_reference_with_an_abstract_stays_beside_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    library = tmp_path / "library.rdf"
    library.write_bytes(zotero(zotero_article(1, "a.html"), zotero_article(2)))
    titles = [one.article.metadata.title for one in imported(library) if isinstance(one, ImportedArticle)]
    assert titles == ["Common stocks of gas"] * 3


@pytest.mark.parametrize(
    "target",
    [
        "../secret.html",
        "/{outside}/secret.html",
        "link.html",
        ".hidden/a.html",
        "notes.txt",
        "gone.html",
        "file:///{outside}/secret.html",
    ],
)
def test_files_elsewhere_hidden_ones_and_plain_text_are_never_opened(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "library"
    (folder / ".hidden").mkdir(parents=True)
    secret = tmp_path / "secret.html"
    for path in (secret, folder / ".hidden" / "a.html", folder / "notes.txt"):
        path.write_text(PAGE, "utf-8")
    (folder / "link.html").symlink_to(secret)
    library = folder / "library.ris"
    stated = target.replace("{outside}", str(tmp_path).lstrip("/"))
    library.write_text(RIS.replace("LA  - ", f"L1  - {stated}\nLA  - "), "utf-8")
    (article,) = imported(library)
    assert isinstance(article, ImportedArticle)
    assert [notice.code for notice in article.notices] == ["reference-abstract", "reference-published"]


def test_references_in_a_container_open_no_file_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    found = read_many(RIS.replace("LA  - ", "L1  - a.html\nLA  - ").encode(), "a.ris")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"TY, as they say, is a mark.\n", "a.ris", "text"),
        (b"@home we read: {a, b}", "a.txt", "text"),
        (b"An entry looks so:\n@book{a, title={x}}\nand ends there.", "a.txt", "text"),
        (b'{"type": "article", "name": "no reference"}', "a.json", "text"),
        (b'[{"type": "book", "title": "x"}]', "a.txt", "reference"),
    ],
)
def test_content_tells_references(data: bytes, name: str, found: str) -> None:
    assert importer_for(data, name).id == found


@pytest.mark.parametrize(
    "data",
    [
        b"@article{a, title={" + b"{" * 5000 + b"}" * 5000 + b"}}",
        b"@article{a, title={x" + b"\\" * 20_000 + b"}}",
        b"@article{a,\n" * 3000,
        b"TY  - JOUR\n" * 3000,
        b"TY  - JOUR\nTI  - " + b"x" * 2_000_000,
        b'[{"type": "book", "title": ' + b"[" * 100_000,
        zotero("<bib:Article>" * 3000),
    ],
    ids=["braces", "backslashes", "open entries", "empty entries", "long", "deep", "open elements"],
)
def test_hostile_references_are_read_or_refused(data: bytes) -> None:
    try:
        found = read_many(data, "a.bib")
    except ImportRefusedError:
        return
    assert found
