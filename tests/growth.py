"""How the work on a hostile text grows with its length."""

from __future__ import annotations

import time
from collections.abc import Callable

_FACTOR = 8


def assert_linear(work: Callable[[str], object], unit: str, *, end: str = "", count: int = 1000) -> None:
    """Fail if eight times as many units, followed by `end`, take far more than eight times the work (quadratic: 64 times)."""

    def seconds(times: int) -> float:
        text = unit * times + end
        begun = time.process_time()
        work(text)
        return time.process_time() - begun

    seconds(10)
    short = min(seconds(count) for _ in range(3))
    long = min(seconds(_FACTOR * count) for _ in range(2))
    assert long < 3 * _FACTOR * max(short, 0.0005), f"{short:.4f} s become {long:.4f} s for {unit!r}"
