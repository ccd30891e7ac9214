"""The template designer's window: YAML with its faults, beside a sample briefing that follows."""
