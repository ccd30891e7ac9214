"""Items of news agencies in ninjs, NewsML-G2, NewsML 1 and NITF."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from tests.importers.whole_files import read_many

from briefbuilder.domain.article import ImportedArticle, Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.read import read_bytes

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
OLD: dict[str, object] = {
    "uri": "https://example.org/1", "headline": "Stocks of gas", "byline": "By Anna Rossi and Jörg Müller",
    "body_html": f"<p>{LONG}</p><h2>What follows</h2><p>{LONG}</p>", "language": "en", "versioncreated": "2026-03-04T10:00:00+01:00",
    "copyrightholder": "Wire", "description_text": "Six countries keep stocks.", "embargoed": "2026-03-05T06:00:00Z",
}  # fmt: skip
NEW: dict[str, object] = {
    "uri": "https://example.org/1", "headlines": [{"role": "short", "value": "Gas"}, {"role": "main", "value": "Stocks of gas"}],
    "by": "By Anna Rossi and Jörg Müller", "language": "en", "versionCreated": "2026-03-04T10:00:00+01:00",
    "bodies": [{"contentType": "text/html", "value": OLD["body_html"]}], "copyrightHolder": "Wire",
    "descriptions": [{"role": "main", "value": "Six countries keep stocks."}], "embargoedUntil": "2026-03-05T06:00:00Z",
}  # fmt: skip
NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g" xml:lang="en">
<rightsInfo><copyrightHolder literal="Wire"/></rightsInfo><itemMeta><versionCreated>2026-03-04T10:00:00+01:00</versionCreated>
<embargoed>2026-03-05T06:00:00Z</embargoed><link rel="irel:canonical" href="https://example.org/1"/></itemMeta>
<contentMeta><by>By Anna Rossi and Jörg Müller</by><headline>Stocks of gas</headline><language tag="en"/>
<description role="drol:summary">Six countries keep stocks.</description></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>{LONG}</p><h2>What follows</h2><p>{LONG}</p></body></html></inlineXML></contentSet></newsItem>"""
NITF = f"""<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Not this</hl1></hedline></body.head>
<body.content><p>{LONG}</p><hl2>What follows</hl2><p>{LONG}</p></body.content></body></nitf>"""
SAMPLES = {
    "ninjs 1": json.dumps(OLD).encode(),
    "ninjs 3": json.dumps(NEW).encode(),
    "NewsML-G2": NEWSML.encode(),
    "NITF": (NEWSML[: NEWSML.index("<html")] + NITF + NEWSML[NEWSML.index("</html>") + 7 :]).encode(),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_an_item_is_an_article_with_byline_rights_and_embargo(name: str) -> None:
    reading = read_bytes(SAMPLES[name], "item")
    metadata = reading.article.metadata
    assert metadata == Metadata(
        title="Stocks of gas",
        lead="Six countries keep stocks.",
        authors=("Anna Rossi", "Jörg Müller"),
        publication="Wire",
        published=date(2026, 3, 4),
        url="https://example.org/1",
        language="en",
        rights=metadata.rights,
        embargo=datetime(2026, 3, 5, 6, tzinfo=UTC),
    )
    assert metadata.rights.statement == "© Wire"
    assert [(block.kind, block.text) for block in reading.article.blocks] == [
        ("paragraph", LONG), ("heading", "What follows"), ("paragraph", LONG),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([OLD, NEW]).encode(),
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{NEWSML}{NEWSML}</itemSet></newsMessage>'.encode(),
    ],
    ids=["ninjs", "NewsML-G2"],
)
def test_several_items_are_several_articles(data: bytes) -> None:
    found = read_many(data, "items.xml")
    assert [one.article.metadata.title for one in found if isinstance(one, ImportedArticle)] == [
        "Stocks of gas"
    ] * 2


def test_the_agency_is_no_author() -> None:
    metadata = read_bytes(
        json.dumps(OLD | {"byline": "Von Anna Rossi, dpa"}).encode(), "a.json"
    ).article.metadata
    assert metadata.authors == ("Anna Rossi",)


def test_an_item_with_plain_text_keeps_its_paragraphs() -> None:
    item = {"uri": "u", "headline": "h", "body_text": f"{LONG}\n\n{LONG}"}
    assert [block.text for block in read_bytes(json.dumps(item).encode(), "a.json").article.blocks] == [
        LONG,
        LONG,
    ]


def test_a_picture_item_without_a_text_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="import-no-text"):
        read_bytes(b'{"uri": "u", "headline": "h", "body_text": ""}', "a.json")


def test_entities_are_refused() -> None:
    with pytest.raises(ImportRefusedError, match="import-unsafe"):
        read_bytes(b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + NEWSML.encode(), "a.xml")


OLDER = {
    "NITF": f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf><head><title>Gas</title><docdata><date.issue norm="20260304T101500+0100"/><doc.copyright year="2026" holder="Wire"/></docdata></head>
<body><body.head><hedline><hl1>Stocks of gas</hl1><hl2>Six countries keep stocks.</hl2></hedline><byline>By <person>Anna Rossi</person>,
Wire</byline><dateline><location>Riga</location></dateline></body.head><body.content><p>{LONG}</p><hl2>What follows</hl2><p>{LONG}</p>
</body.content><body.end><tagline>Edited by Lee</tagline></body.end></body></nitf>""",
    "NewsML 1": f"""<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><DateId>20260304</DateId></NewsIdentifier>
</Identification><NewsComponent><NewsLines><HeadLine>Stocks of gas</HeadLine><SubHeadLine>Six countries keep stocks.</SubHeadLine>
<ByLine>By Anna Rossi</ByLine><DateLine>Riga -</DateLine><CopyrightLine>© Wire</CopyrightLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="Wire"/></Provider></AdministrativeMetadata><ContentItem><DataContent><p>{LONG}</p><h2>What follows</h2><p>{LONG}</p>
<p>Edited by Lee</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""",
}


@pytest.mark.parametrize("name", OLDER)
def test_an_item_in_an_older_format_is_an_article(name: str) -> None:
    (found,) = read_many(OLDER[name].encode(), "item.xml")
    assert isinstance(found, ImportedArticle)
    stated = found.article.metadata
    assert (stated.title, stated.lead, stated.authors) == (
        "Stocks of gas",
        "Six countries keep stocks.",
        ("Anna Rossi",),
    )
    assert (stated.publication, stated.published) == ("Wire", date(2026, 3, 4))
    assert stated.rights.statement == "© Wire"
    assert [block.text for block in found.article.blocks] == [
        "Riga", LONG, "What follows", LONG, "Edited by Lee",
    ]  # fmt: skip


def test_several_older_items_are_several_articles() -> None:
    item = OLDER["NewsML 1"].partition("<NewsItem>")[2].partition("</NewsML>")[0]
    found = read_many(
        f'<NewsML Version="1.2"><NewsItem>{item}<NewsItem>{item}</NewsML>'.encode(), "items.xml"
    )
    assert len(found) == 2
