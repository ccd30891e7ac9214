"""SKOS in the shapes of EuroVoc and of IPTC Media Topics, written by ourselves; and files that mean harm."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbuilder.app.messages import Words
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.tagging.codebooks.formats import load_codebook, parse_codebook, serialize_taxonomy
from briefbuilder.tagging.taxonomy import TaxonomyError

RDF = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" '
    'xmlns:skosxl="http://www.w3.org/2008/05/skos-xl#" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:euvoc="http://publications.europa.eu/ontology/euvoc#"'
)
WORDS = Words("en")
EUROVOC = "http://eurovoc.europa.eu/"
STATUS = "http://publications.europa.eu/resource/authority/concept-status/"


def eurovoc_like(concepts: int, languages: tuple[str, ...]) -> Iterator[str]:
    """Yield RDF/XML as EuroVoc has it: labels as things of their own, one scheme for all and one a microthesaurus."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF {RDF}>\n'
    for scheme in (100141, 100142, 100143):
        yield f'<skos:ConceptScheme rdf:about="{EUROVOC}{scheme}">'
        yield "".join(
            f'<skos:prefLabel xml:lang="{tag}">scheme {scheme} {tag}</skos:prefLabel>' for tag in languages
        )
        yield "</skos:ConceptScheme>\n"
    for number in range(1, concepts + 1):
        yield f'<rdf:Description rdf:about="{EUROVOC}{number}">'
        yield '<rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>'
        yield f'<skos:inScheme rdf:resource="{EUROVOC}100141"/>'
        yield f'<skos:inScheme rdf:resource="{EUROVOC}{100142 + number % 2}"/>'
        yield f"<dcterms:identifier>{number}</dcterms:identifier><skos:notation>{number}</skos:notation>"
        if number > 1:
            yield f'<skos:broader rdf:resource="{EUROVOC}{number // 2}"/>'
        state = "DEPRECATED" if number % 100 == 0 else "CURRENT"
        yield f'<euvoc:status rdf:resource="{STATUS}{state}"/>'
        for tag in languages:
            yield f'<skosxl:prefLabel rdf:resource="{EUROVOC}p{number}{tag}"/>'
            yield f'<skosxl:altLabel rdf:resource="{EUROVOC}a{number}{tag}"/>'
        yield "</rdf:Description>\n"
        for tag in languages:
            for kind, word in (("p", "subject"), ("a", "matter")):
                yield f'<skosxl:Label rdf:about="{EUROVOC}{kind}{number}{tag}">'
                yield f'<skosxl:literalForm xml:lang="{tag}">{word} {number} {tag}</skosxl:literalForm></skosxl:Label>'
    yield "</rdf:RDF>\n"


IPTC = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix medtop: <http://cv.iptc.org/newscodes/mediatopic/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .

<http://cv.iptc.org/newscodes/mediatopic/> a skos:ConceptScheme ; skos:prefLabel "Media Topic"@en-GB ;
    skos:hasTopConcept medtop:04000000 .

medtop:04000000 a skos:Concept ; skos:topConceptOf <http://cv.iptc.org/newscodes/mediatopic/> ;
    skos:inScheme <http://cv.iptc.org/newscodes/mediatopic/> ;
    skos:prefLabel "اقتصاد"@ar, "economy, business and finance"@en-GB, "économie"@fr, "经济"@zh-Hans ;
    skos:definition "All matters of \\"planning\\""@en-GB ; skos:narrower medtop:20000170 .

medtop:20000170 a skos:Concept ; skos:inScheme <http://cv.iptc.org/newscodes/mediatopic/> ;
    skos:prefLabel "business"@en-GB, "negócios"@pt-BR ; skos:altLabel "companies"@en-GB ;
    skos:exactMatch <http://www.wikidata.org/entity/Q4830453> .

medtop:20000171 a skos:Concept ; skos:broader medtop:20000170 , medtop:04000000 ;
    skos:inScheme <http://cv.iptc.org/newscodes/mediatopic/> ;
    skos:prefLabel \"\"\"business
reporting\"\"\"@en-GB .

medtop:20000999 a skos:Concept ; owl:deprecated true ; skos:prefLabel "gone"@en-GB .

medtop:20000998 a skos:Concept ; <http://news.example/terms/retired> "2014-02-01" ; skos:prefLabel "gone, too"@en-GB .
"""


def load(tmp_path: Path, text: str, language: str = "en") -> Taxonomy:
    path = tmp_path / "thesaurus"
    path.write_text(text, encoding="utf-8")
    return parse_codebook(load_codebook(path), path.name, language).taxonomy


def test_a_file_that_is_not_there_is_reported_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(TaxonomyError) as refused:
            load_codebook(path)
        assert refused.value.code == "taxonomy-unreadable"


def test_eurovoc_comes_in_with_labels_hierarchy_and_microthesauri(tmp_path: Path) -> None:
    taxonomy = load(tmp_path, "".join(eurovoc_like(40, ("en", "it", "el"))))
    assert [topic.id for topic in taxonomy.topics[:2]] == ["eurovoc-1", "eurovoc-2"]
    third = taxonomy.topics[2]
    assert third.names == {"en": "subject 3 en", "it": "subject 3 it", "el": "subject 3 el"}
    assert third.terms["it"] == ("subject 3 it", "matter 3 it")
    assert third.broader == ("eurovoc-1",)
    assert third.uri == f"{EUROVOC}3"
    assert {group.id: group.names["en"] for group in taxonomy.groups} == {
        "eurovoc-100142": "scheme 100142 en",
        "eurovoc-100143": "scheme 100143 en",
    }
    assert third.group == "eurovoc-100143"


def test_iptc_media_topics_come_in(tmp_path: Path) -> None:
    path = tmp_path / "mediatopic.ttl"
    path.write_text(IPTC, encoding="utf-8")
    book = parse_codebook(load_codebook(path), path.name, "en")
    economy, business, reporting = book.taxonomy.topics
    assert economy.id == "mediatopic-04000000"
    assert economy.name("en") == "economy, business and finance"
    assert economy.descriptions == {"en-GB": 'All matters of "planning"'}
    assert economy.terms["zh"] == ("经济",)
    assert business.broader == ("mediatopic-04000000",)
    assert business.terms == {"en": ("business", "companies"), "pt": ("negócios",)}
    assert reporting.broader == ("mediatopic-20000170", "mediatopic-04000000")
    assert reporting.names == {"en-GB": "business reporting"}
    assert book.taxonomy.groups == ()
    (notice,) = book.notices
    assert notice.code == "codebook-retired"
    assert notice.subject == "mediatopic-20000999, mediatopic-20000998"


def test_rdf_xml_with_the_abbreviations_that_editors_write_comes_in(tmp_path: Path) -> None:
    text = f"""<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [ <!ENTITY skos "http://www.w3.org/2004/02/skos/core#" > ]>
<rdf:RDF {RDF} xml:base="http://house.example/topics" xml:lang="it">
  <skos:Concept rdf:ID="fiere"><skos:prefLabel>Fiere</skos:prefLabel>
    <skos:narrower><skos:Concept rdf:about="#saloni" skos:prefLabel="Saloni"/></skos:narrower></skos:Concept>
</rdf:RDF>"""
    fairs, salons = load(tmp_path, text, "de").topics
    assert (fairs.id, fairs.names) == ("topics-fiere", {"it": "Fiere"})
    assert (salons.id, salons.names, salons.broader) == ("topics-saloni", {"it": "Saloni"}, ("topics-fiere",))


def test_thousands_of_concepts_come_with_all_their_languages(tmp_path: Path) -> None:
    languages = tuple(f"{first}{second}" for first in "abcd" for second in "abcdef")
    path = tmp_path / "eurovoc.rdf"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(eurovoc_like(1000, languages))
    book = parse_codebook(load_codebook(path), path.name, "en")
    assert len(book.taxonomy.topics) == 990
    assert len(book.taxonomy.topics[0].names) == 24


def test_a_label_that_is_too_long_when_it_is_composed_is_no_term(tmp_path: Path) -> None:
    long = "\ufdfa" * 100
    topics = "\n".join(
        f'<skos:Concept rdf:about="x:{n}"><skos:prefLabel xml:lang="ar">{t}</skos:prefLabel></skos:Concept>'
        for n, t in enumerate((long, "سلام"))
    )
    book = load(tmp_path, f"<rdf:RDF {RDF}>{topics}</rdf:RDF>")
    assert [topic.terms for topic in book.topics] == [{}, {"ar": ("سلام",)}]


BOMB = (
    "<?xml version='1.0'?><!DOCTYPE rdf:RDF [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '&a{n - 1 or ''};&a{n - 1 or ''};&a{n - 1 or ''};'>" for n in range(1, 20))
    + f"]><rdf:RDF {RDF}><skos:Concept rdf:about='x:1'><skos:prefLabel>&a19;</skos:prefLabel></skos:Concept></rdf:RDF>"
)
FETCHING = f"""<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY e SYSTEM "file:///etc/hostname">]>
<rdf:RDF {RDF}><skos:Concept rdf:about="x:1"><skos:prefLabel>&e;</skos:prefLabel></skos:Concept></rdf:RDF>"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "codebook-entities"),
        (FETCHING, "codebook-entities"),
        (f"<rdf:RDF {RDF}><skos:Concept>", "codebook-rdf-malformed"),
        (
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<x:1> a skos:Concept ; skos:prefLabel",
            "codebook-rdf-malformed",
        ),
        (f"<rdf:RDF {RDF}/>", "codebook-empty"),
        ("id,name\n" + "x" * 2_000_000 + ",y\n", "codebook-csv-malformed"),
        ("id,name," + "," * 5000 + "\na,b\n", "codebook-too-large"),
    ],
)
def test_hostile_files_are_refused_with_their_reason(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(TaxonomyError) as refused:
            parse_codebook(load_codebook(path), path.name, "en")
        assert tracemalloc.get_traced_memory()[1] < 64_000_000
    finally:
        tracemalloc.stop()
    assert refused.value.code == code


def test_a_file_with_too_many_topics_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefbuilder.tagging.codebooks.codebook.MAX_TOPICS", 10)
    path = tmp_path / "file"
    path.write_text("".join(eurovoc_like(40, ("en",))), encoding="utf-8")
    with pytest.raises(TaxonomyError, match="codebook-too-many"):
        parse_codebook(load_codebook(path), path.name, "en")


FEW = Taxonomy(
    topics=(
        Topic(id="fairs", group="g", names={"en": "Fairs", "it": "Fiere"}, terms={"en": ("fair*", "?expo")}),
        Topic(id="stands", names={"en": "Stands"}, broader=("fairs",), descriptions={"en": "Où ça"}),
        Topic(id="trade", names={"ja": "貿易"}, exclusions={"ja": ("貿易風",)}, uri="http://a.example/1"),
    ),
    groups=(TopicGroup(id="g", names={"en": "Group"}),),
)
_cuts = st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(ending=st.sampled_from([".yaml", ".csv", ".rdf", ".ttl"]), cuts=st.lists(_cuts, max_size=4))
def test_arbitrary_bytes_give_a_codebook_or_an_error(
    tmp_path: Path, ending: str, cuts: list[tuple[float, int, bytes]]
) -> None:
    whole = bytearray(serialize_taxonomy(FEW, Path(f"t{ending}")))
    for share, gone, come in cuts:
        place = round(share * len(whole))
        whole[place : place + gone] = come
    path = tmp_path / "file"
    path.write_bytes(bytes(whole))
    told: list[str] = []
    try:
        book = parse_codebook(load_codebook(path), path.name, "en")
    except TaxonomyError as refused:
        told.append(WORDS.error(refused))
    else:
        ids = [topic.id for topic in book.taxonomy.topics]
        assert len(set(ids)) == len(ids)
        told += [WORDS.error(fault) for fault in book.faults]
        told += [WORDS.notice(notice) for notice in book.notices]
    assert all(told)
