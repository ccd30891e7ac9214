"""The built pages: Sphinx reads every page without a warning, and what they would load from elsewhere is noticed."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from documentation.build import build, outside_resources
from documentation.conf import set_language
from sphinx.application import Sphinx


def test_sphinx_reads_every_page_without_a_warning(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert build(tmp_path / "pages", "dummy") == 0


@pytest.mark.parametrize(
    ("page", "language"), [("de/how-to/index", "de"), ("how-to/index", "en"), ("index", "en")]
)
def test_a_page_names_its_language(page: str, language: str) -> None:
    context: dict[str, object] = {}
    set_language(Sphinx.__new__(Sphinx), page, "page.html", context, None)
    assert context == {"language": language}


def test_addresses_that_a_page_would_load_are_found(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        '<a href="https://example.org/">x</a><link rel="canonical" href="https://example.org/a">'
        '<link rel="stylesheet" href="https://example.org/b.css"><img alt="" src="//example.org/c.png">'
        '<script src="_static/d.js"></script><img src="https_e.png">',
        "utf-8",
    )
    (tmp_path / "f.css").write_text("@font-face { src: url('https://example.org/g.woff2') }", "utf-8")
    assert sorted(outside_resources(tmp_path)) == [
        "a.html: //example.org/c.png",
        "a.html: https://example.org/b.css",
        "f.css: https://example.org/g.woff2",
    ]
