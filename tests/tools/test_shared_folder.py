"""The shared texts are found from a checkout beside them and from its work trees below."""

import gzip
from pathlib import Path

import pytest
from bench.news_lines import lines
from bench.plaintexts import fetched_pages, pages
from bench.shared import find_shared


@pytest.mark.parametrize("checkout", ["main", "trees/one", "trees/old/two"])
def test_the_nearest_shared_folder_above_a_checkout_is_taken(tmp_path: Path, checkout: str) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    assert find_shared(tmp_path / checkout) == shared


def test_without_shared_texts_the_place_beside_the_checkout_is_named(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    assert find_shared(root) == tmp_path / "shared"
    assert pages(root) == fetched_pages(root, "wcxb") == ()
    assert lines(root)[1] is False


def test_a_work_tree_measures_the_shared_pages(tmp_path: Path) -> None:
    folder = tmp_path / "shared" / "corpora" / "pages" / "readability"
    folder.mkdir(parents=True)
    (folder.parent / "news").mkdir()
    text = "A sentence that is long enough to be counted as a paragraph of the page and of its text. " * 3
    page = "<html><body><article><h1>Title</h1>" + f"<p>{text}</p>" * 8 + "</article></body></html>"
    (folder.parent / "news" / "one.html.gz").write_bytes(gzip.compress(page.encode()))
    assert len(fetched_pages(tmp_path / "trees" / "one", "news")) == 1
