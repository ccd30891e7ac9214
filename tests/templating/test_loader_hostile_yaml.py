"""A hostile or broken file gives one clear error quickly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.template_files import check_template, parse_template

from briefbuilder.yaml_tree import TEMPLATE_FORMAT

BOMB = "a: &a [x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


MANY_PARTS = (
    b"version: 1\nid: hostile\nname: Many\nlanguages: [en]\nmarking: {profile: none}\nparts:"
    + b"".join(b"\n- {key: p%d, kind: written, label: T}" % n for n in range(301))
)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('"a" ' * 30_000 + "x", id="quoted-words"),
        pytest.param(""" "a"b'""" * 20_000, id="mixed-quotes"),
        pytest.param("'a' b" + " c" * 10_000 + " " * 100_000 + ". :", id="spaces"),
    ],
)
def test_long_line_with_quotation_marks_is_refused_in_seconds(line: str) -> None:
    started = time.process_time()
    _, findings = parse_template(f"version: 1\nname: {line}\n".encode(), "hostile.yaml")
    assert [found.code for found in findings if found.severity == "error"]
    assert time.process_time() - started < 2


def test_of_thousands_of_unknown_keys_the_first_are_reported() -> None:
    started = time.process_time()
    keys = "".join(f"filed{number}: 1\n" for number in range(9_000))
    _, findings = parse_template(f"version: 1\n{keys}".encode(), "hostile.yaml")
    unknown = [found.place.line for found in findings if found.code.startswith("template-key-unknown")]
    assert unknown[:3] == [2, 3, 4]
    assert len(unknown) < 300
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        pytest.param(BOMB.encode(), "template-alias", 1, 4, id="alias-bomb"),
        pytest.param(
            b"version: 1\nid: !!python/object/apply:os.system [x]\n", "template-tag", 2, 5, id="tag"
        ),
        pytest.param(b"version: 1\nname: !exec rm\n", "template-tag", 2, 7, id="own-tag"),
        pytest.param(b"name: " + b"[" * 50_000, "template-too-deep", 1, 31, id="deep-list"),
        pytest.param(b"name: " + b"{a: " * 5_000, "template-too-deep", 1, 103, id="deep-mapping"),
        pytest.param(b"a: 1\n" * (TEMPLATE_FORMAT.max_bytes // 4), "template-too-large", 1, 1, id="large"),
        pytest.param(b"name: [" + b"1," * 30_000 + b"]", "template-too-many", 1, 40004, id="many-values"),
        pytest.param(b"version: 1\nname: \xe9t\xe9\n", "template-not-utf8", 2, 7, id="latin-1"),
        pytest.param(b"version: 1\nname: a\x07b\n", "template-control-character", 2, 8, id="control"),
        pytest.param(b"version: 1\npage:\n\tsize: A4\n", "template-tab", 3, 1, id="tab"),
        pytest.param(b"version: 1\nname: one: two\n", "template-colon", 2, 10, id="colon"),
        pytest.param(b"version: 1\nname: [a, b\nid: x\n", "template-malformed", 3, 3, id="bracket"),
        pytest.param(b"version: 1\n---\nversion: 1\n", "template-several-documents", 2, 1, id="documents"),
        pytest.param(b"? [a, b]\n: c\n", "template-key-not-text", 1, 3, id="list-as-key"),
        pytest.param(b"- a\n- b\n", "template-no-mapping", 1, 1, id="list"),
        pytest.param(b"# nothing\n", "template-empty", 1, 1, id="empty"),
        pytest.param(b"", "template-empty", 1, 1, id="nothing"),
        pytest.param(MANY_PARTS, "template-list-long", 7, 1, id="many-parts"),
    ],
)
def test_hostile_file_gives_one_clear_error(data: bytes, code: str, line: int, column: int) -> None:
    started = time.process_time()
    template, findings = parse_template(data, "hostile.yaml")
    assert template is None
    assert [(found.code, found.place.line, found.place.column) for found in findings] == [
        (code, line, column)
    ]
    assert time.process_time() - started < 2


def test_thousands_of_placeholders_without_quotes_are_read_in_linear_time() -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        parse_template(b"name: [" + b"{x}, " * count + b"]\n", "hostile.yaml")
        return time.process_time() - started

    seconds(10)
    assert seconds(8000) < 30 * seconds(1000)


def test_file_of_a_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    started = time.process_time()
    assert [found.code for found in check_template(path)[1]] == ["template-too-large"]
    assert time.process_time() - started < 1
