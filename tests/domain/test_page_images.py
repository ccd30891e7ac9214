"""A rendered page has the bytes that its sizes ask for."""

from __future__ import annotations

import pytest

from briefbuilder.domain.page_images import PageImage


@pytest.mark.parametrize(
    ("width", "height", "stride", "size", "fits"),
    [
        (2, 3, 8, 24, True), (2, 3, 12, 36, True), (2, 3, 8, 30, True), (1, 1, 4, 4, True), (2, 3, 8, 23, False),
        (2, 3, 7, 24, False), (0, 3, 8, 24, False), (2, 0, 8, 24, False), (2, -1, 8, 24, False), (-1, 3, 8, 24, False),
    ],
)  # fmt: skip
def test_a_page_of_another_size_than_its_bytes_is_refused(
    width: int, height: int, stride: int, size: int, fits: bool
) -> None:
    def made() -> PageImage:
        return PageImage(page=0, width=width, height=height, stride=stride, scale=1.0, data=bytes(size))

    if fits:
        assert made().data == bytes(size)
    else:
        with pytest.raises(ValueError, match="another size"):
            made()
