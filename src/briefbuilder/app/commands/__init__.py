"""The user's acts: functions that return what is to change, and change nothing themselves."""
