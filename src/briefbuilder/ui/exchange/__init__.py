"""The exchange of changes with other desks, in the window: what is sent, taken in, shown and settled."""
