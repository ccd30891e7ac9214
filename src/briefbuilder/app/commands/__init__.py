"""Commands: functions that return the act of a user's command, and change nothing themselves."""
