"""The middle pane: one article with its sections, its tags and what is suggested for it."""
