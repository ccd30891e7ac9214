"""Charts of every size are laid out without overlapping texts, and with all their values."""

from __future__ import annotations

import pytest
from tests.export.drawings.drawing_samples import AREA, FITTER, OUTLETS, STYLES, chart, overlaps

from briefbuilder.domain.document import DrawnChart
from briefbuilder.export.drawings.charts import ChartPiece, lay_out_chart, nice_scale
from briefbuilder.export.drawings.shapes import DrawnLines, Rectangle

COUNTS = (1, 3, 12, 40, 60)
VALUES = {
    "counts": (12.0, 3.0, 0.0, 41.0, 7.0),
    "negative": (-12.0, 3.0, 0.0, 41.0, -70.0),
    "only negative": (-12.0, -3.5),
    "nothing": (0.0,),
    "huge": (1e12, 1.0, 4e9),
    "greatest": (1e15, -1e15),
}


def pieces(
    drawn: DrawnChart, area: tuple[float, float] = AREA, language: str = "en"
) -> tuple[ChartPiece, ...]:
    return lay_out_chart(drawn, STYLES, language, area, FITTER)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("form", ["bar", "column"])
@pytest.mark.parametrize("series", [1, 3])
def test_texts_do_not_overlap(count: int, form: str, series: int) -> None:
    for piece in pieces(chart(count, series, form=form)):
        assert overlaps(piece.drawing) == []


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("form", ["bar", "column"])
def test_texts_of_all_kinds_of_values_do_not_overlap(name: str, form: str) -> None:
    for piece in pieces(chart(5, form=form, values=VALUES[name])):
        assert overlaps(piece.drawing) == []


@pytest.mark.parametrize("area", [(216.0, 453.0), (700.0, 400.0)])
@pytest.mark.parametrize("form", ["bar", "column"])
def test_charts_fit_narrow_columns_and_landscape_pages(area: tuple[float, float], form: str) -> None:
    for piece in pieces(chart(12, 2, form=form), area):
        assert overlaps(piece.drawing) == []
        assert piece.drawing.height <= area[1]


def bars(piece: ChartPiece) -> list[Rectangle]:
    return [shape for shape in piece.drawing.shapes if isinstance(shape, Rectangle)]


def test_bars_are_as_long_as_their_values() -> None:
    (piece,) = pieces(chart(3, values=(10.0, 5.0, 20.0)))
    lengths = [bar.width for bar in bars(piece)]
    assert lengths[0] == pytest.approx(lengths[1] * 2)
    assert lengths[2] == pytest.approx(lengths[0] * 2)


def test_a_small_value_beside_a_huge_one_is_seen_and_nothing_is_not() -> None:
    (piece,) = pieces(chart(3, values=(1e12, 1.0, 0.0)))
    assert len(bars(piece)) == 2
    assert min(bar.width for bar in bars(piece)) >= 0.5


def test_pieces_have_each_category_once_and_one_scale() -> None:
    made = pieces(chart(60, 3))
    assert len(made) > 1
    assert [name for piece in made for name in piece.chart.categories] == list(chart(60, 3).categories)
    assert len({piece.scale for piece in made}) == 1
    assert all(piece.is_part and piece.drawing.height <= AREA[1] for piece in made)


def test_bars_cover_no_values() -> None:
    for piece in pieces(chart(60, 3)):
        kinds = [isinstance(shape, DrawnLines) for shape in piece.drawing.shapes]
        assert kinds == sorted(kinds)
        legend = piece.legend * piece.drawing.height
        assert min(bar.height for bar in bars(piece) if bar.top >= legend) >= 8.0


def test_forty_categories_are_on_one_page() -> None:
    assert len(pieces(chart(40))) == 1


def test_long_names_are_shortened() -> None:
    (piece,) = pieces(chart(4))
    assert piece.names[:3] == OUTLETS[:3]
    assert piece.names[3].endswith("…")
    assert OUTLETS[3].startswith(piece.names[3].rstrip("…"))


def test_right_to_left_languages_have_the_mirror_image() -> None:
    (left,) = pieces(chart(3))
    (right,) = pieces(chart(3), language="ar")
    assert [AREA[0] - bar.left - bar.width for bar in bars(left)] == pytest.approx(
        [bar.left for bar in bars(right)], abs=3.0
    )


def test_charts_without_values_are_not_drawn() -> None:
    assert pieces(chart(0)) == ()
    assert pieces(chart(3, series=0)) == ()


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(0.0, 60.0, 20.0), (0.0, 1.0, 0.2), (-40.0, 60.0, 20.0), (0.0, 9.0, 2.0), (0.0, 4.1e9, 1e9)],
)
def test_scales_have_round_steps(low: float, high: float, step: float) -> None:
    scale = nice_scale(low, high)
    assert scale.step == pytest.approx(step)
    assert scale.low <= low
    assert scale.high >= high
