"""Pages in Chinese: the site name as author, an earlier title, breadcrumbs."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.article import Article

TITLE = "两个港口决定共同储备芯片生产所需的气体"
TEXTS = (
    "部长们星期二同意共同储备芯片制造商所需的气体，并在交货失败时尽早互相通知。",
    "官员们每年报告两次，第一份报告将于春季提交，涉及两个港口和它们的仓库。",
    "双方都没有说明，如果一方的储备在另一方交货之前用完，将会发生什么情况。",
)


def _article(read: Read, site: str, author: str, above: str = "") -> Article:
    head = f"<title>{TITLE}_{site}</title><meta name='author' content='{author}'>"
    text = "".join(f"<p>{text}</p>" for text in TEXTS)
    body = f"<div class='post'><h1>{TITLE}</h1>{above}{text}</div>"
    return read(f"<html lang='zh'><head>{head}</head><body>{body}</body></html>", "a.html").article


@pytest.mark.parametrize(
    ("site", "author", "authors"),
    [
        ("港口财经", "港口", ("李建国",)),
        ("港口日报网", "港口日报网", ("李建国",)),
        ("王小明的博客", "王小明", ("王小明",)),
        ("港口财经", "王小明", ("王小明",)),
    ],
)
def test_the_site_at_the_end_of_a_title_is_not_a_person(
    read: Read, site: str, author: str, authors: tuple[str, ...]
) -> None:
    byline = "<p>作者：李建国</p>" if authors[0] != author else ""
    assert _article(read, site, author, byline).metadata.authors == authors


@pytest.mark.parametrize(
    "line",
    [
        "（原标题：港口气体储备新规出台 两地官员每年报告两次）",
        "分享到：",
        "扫描上方二维码关注微信公众号",
        "您所在的位置： 首页 > 快讯 > 公司",
    ],
)
def test_lines_of_the_site_above_the_text_are_neither_lead_nor_text(read: Read, line: str) -> None:
    article = _article(read, "港口财经", "王小明", f"<p>{line}</p>")
    assert article.metadata.lead is None
    assert [block.text for block in article.blocks] == list(TEXTS)


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("zh-Hant", "zh-Hant"),
        ("zh_hant_tw", "zh-Hant-TW"),
        ("zh-TW", "zh-TW"),
        ("zh-cmn-Hans", "zh"),
        ("zh", "zh"),
    ],
)
def test_the_script_of_a_declared_language_is_kept(read: Read, declared: str, tag: str) -> None:
    body = "".join(
        f"<p>{text}</p>" for text in ("部長們週四同意將糧食走廊再延長四個月，談判持續到深夜。" * 3,) * 3
    )
    page = f"<html lang='{declared}'><head><title>糧食走廊再延長四個月</title></head><body><article>{body}</article></body></html>"
    assert read(page, "a.html").article.metadata.language == tag
