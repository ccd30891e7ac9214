"""The right pane: a briefing's outline, its own texts, its details and its checks."""
