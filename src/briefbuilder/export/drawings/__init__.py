"""Charts and timelines laid out as simple shapes, the same for every format that draws them."""
