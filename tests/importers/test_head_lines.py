"""The lines between a title and the text that give authors, outlet and day become metadata; headings stay."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importers.conftest import Read

from briefbuilder.importers.byline import Byline, read_dateline, read_head_lines

DAY = date(2026, 11, 19)
TEXTS = {
    "en": "The ministers agreed on Thursday to extend the grain corridor for another four months, the statement said.",
    "ru": "Министры договорились в четверг продлить зерновой коридор ещё на четыре месяца после долгих переговоров.",
    "ar": "اتفق الوزراء يوم الخميس على تمديد ممر الحبوب أربعة أشهر أخرى، بعد محادثات استمرت حتى وقت متأخر من الليل.",
    "zh": "部长们周四同意将粮食走廊再延长四个月，谈判一直持续到深夜，两国首都之间还多次通了电话。",
    "ko": "장관들은 목요일 곡물 회랑을 넉 달 더 연장하기로 합의했다고 발표했다. 협상은 밤늦게까지 이어졌다.",
    "ja": "閣僚らは木曜日、穀物回廊をさらに四カ月延長することで合意した。協議は深夜まで続いた。",
}

EXAMPLES = [
    ("en", "Claire Donnelly\nThe Baltic Tribune\n19 November 2026", "Claire Donnelly", "The Baltic Tribune"),
    ("en", "International Crisis Group\n19 November 2026", None, "International Crisis Group"),
    ("en", "Élise Vauthier — Les Nouvelles du Lac\nPublié le 19 novembre 2026", "Élise Vauthier", "Les Nouvelles du Lac"),
    ("en", "Nuria Betancor, Las Palmas\n19 de noviembre de 2026", "Nuria Betancor", None),
    ("en", "Gazzetta del Lago, giovedì 19 novembre 2026\ndi Marta Colombi", "Marta Colombi", "Gazzetta del Lago"),
    ("en", "Jonas Brandt, Wien\nAlpenkurier, 19. November 2026", "Jonas Brandt", "Alpenkurier"),
    ("ru", "Анна Левченко — «Балтийский вестник»\n19 ноября 2026 года", "Анна Левченко", "Балтийский вестник"),
    ("ar", "سلمى الحداد\nصحيفة المشرق\n19 نوفمبر 2026", "سلمى الحداد", "صحيفة المشرق"),
    ("ar", "الكاتب: سلمى الحداد\nالمصدر: المشرق\nالتاريخ: 19 نوفمبر 2026", "سلمى الحداد", "المشرق"),
    ("ko", "출처: 한강일보\n기자: 김민수\n날짜: 2026년 11월 19일", "김민수", "한강일보"),
    ("zh", "林晓梅\n东海日报\n2026年11月19日", "林晓梅", "东海日报"),
    ("ja", "西日本経済新聞\n佐藤健一\n2026年11月19日", "佐藤健一", "西日本経済新聞"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "lines", "author", "outlet"), EXAMPLES)
def test_the_lines_of_a_head_are_explained_by_each_other(
    language: str, lines: str, author: str | None, outlet: str | None
) -> None:
    texts = lines.split("\n")
    expected = Byline(authors=(author,) if author else (), publication=outlet, published=DAY)
    assert read_head_lines([*texts, TEXTS[language]]) == (len(texts), expected)
    assert read_head_lines([lines, TEXTS[language]]) == (1, expected)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", "Joint Statement\n19 November 2026"),
        ("en", "Claire Donnelly\nThe Baltic Tribune"),
        ("en", "Grain Corridor\nThe Baltic Tribune\n19 November 2026"),
        ("en", "17–19 November 2026\nClaire Donnelly"),
        ("ar", "ممر الحبوب\n19 نوفمبر 2026"),
        ("zh", "粮食走廊\n2026年11月19日"),
        ("ja", "背景\n2026年11月19日"),
    ],
)
def test_headings_and_lines_without_a_day_are_no_head(language: str, lines: str) -> None:
    assert read_head_lines([*lines.split("\n"), TEXTS[language]]) is None


@pytest.mark.parametrize(("language", "lines", "author", "outlet"), EXAMPLES)
@pytest.mark.parametrize("name", ["a.txt", "close.txt", "a.md", "a.rtf"])
def test_the_head_of_a_text_file_is_metadata(
    read: Read, name: str, language: str, lines: str, author: str | None, outlet: str | None
) -> None:
    title, texts = "Gas 4/2026", [TEXTS[language], TEXTS[language] * 2]
    head, body = lines.split("\n"), "\n\n".join(texts)
    files = {
        "a.txt": f"{title}\n\n" + "\n".join(head) + f"\n\n{body}\n",
        "close.txt": f"{title}\n" + "\n".join(head) + f"\n\n{body}\n",
        "a.md": f"# {title}\n\n" + "  \n".join(head) + f"\n\n{body}\n",
        "a.rtf": _rtf([title, *head, *texts]),
    }
    article = read(files[name], name).article
    found = article.metadata
    assert (found.title, found.authors, found.publication) == (title, (author,) if author else (), outlet)
    assert found.published == DAY
    assert [block.text for block in article.blocks] == texts


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("London, 19 November 2026. Insurers raised the premium.", "London, 19 November 2026"),
        ("Berne, le 19 novembre 2026. Les deux gouvernements sont convenus.", "Berne, le 19 novembre 2026"),
        ("NEW YORK, 19 November 2026 (Reuters) – The Council met.", "NEW YORK, 19 November 2026"),
        ("Geneva, Switzerland, 19 November 2026 – The talks ended.", "Geneva, Switzerland, 19 November 2026"),
        ("Москва, 19 ноября 2026 г. — Министр прибыл.", "Москва, 19 ноября 2026 г."),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.rtf"])
def test_the_day_of_a_dateline_is_the_date_and_stays_in_the_text(
    read: Read, name: str, line: str, dateline: str
) -> None:
    title, text = "Premiums rise again in the Strait", TEXTS["en"]
    files = {
        "a.txt": f"{title}\n\n{line}\n\n{text}\n",
        "a.md": f"# {title}\n\n{line}\n\n{text}\n",
        "a.rtf": _rtf([title, line, text]),
    }
    imported = read(files[name], name)
    assert imported.article.metadata.published == DAY
    assert [block.text for block in imported.article.blocks] == [line, text]
    assert [one.subject for one in imported.notices if one.code == "date-from-dateline"] == [dateline]


@pytest.mark.parametrize(
    "line",
    [
        "London, 17–19 November 2026. Insurers met.",
        "The talks of London, 19 November 2026. They failed.",
        "London, 19 November 2026 was the day of the vote.",
        "On Thursday, 19 November 2026, the Council met.",
    ],
)
def test_other_days_at_the_beginning_of_a_text_are_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


def _rtf(lines: list[str]) -> str:
    escaped = ["".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in lines]
    first, *rest = (f"{line}\\par}}\n" for line in escaped)
    return "{\\rtf1\\ansi{\\b\\fs32 " + first + "".join(f"{{\\fs22 {line}" for line in rest) + "}"
