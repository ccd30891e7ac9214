"""Packages import their modules when these are first used."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

_LIST = "from briefbuilder.lazy_modules import import_when_used\n__getattr__ = import_when_used(__name__)\n"


def test_a_module_is_imported_when_it_is_first_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "lazy_sample"
    folder.mkdir()
    (folder / "__init__.py").write_text(_LIST, encoding="utf-8")
    (folder / "whole.py").write_text("answer = 42\n", encoding="utf-8")
    (folder / "broken.py").write_text("import a_module_that_is_not_there\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    package = importlib.import_module("lazy_sample")
    try:
        assert "lazy_sample.whole" not in sys.modules
        assert package.whole.answer == 42
        assert not hasattr(package, "missing")
        with pytest.raises(ModuleNotFoundError, match="a_module_that_is_not_there"):
            _ = package.broken
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "lazy_sample"]:
            del sys.modules[name]
