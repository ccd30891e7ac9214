"""The contrast of two colours."""

from __future__ import annotations

import pytest

from briefbuilder.domain.colours import contrast_ratio


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast_ratio("#000000", "#080808") == pytest.approx(1.049, abs=0.001)
    assert contrast_ratio("#123456", "#123456") == 1
