"""The briefing pane: outline, editor, details, checks and export."""
