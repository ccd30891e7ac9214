"""Accepting changes that were made in Word: a comparison and a briefing → the changed briefing."""
