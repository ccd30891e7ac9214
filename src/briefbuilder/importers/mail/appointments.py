"""Appointments in invitations (RFC 5545), as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:;="]+=(?:"[^"]*"|[^:;"]*))*):(?P<value>.*)')
_ZONE = re.compile(r';TZID="?([^":;]+)', re.IGNORECASE)
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d+S)?)?")
_ESCAPED = re.compile(r"\\(.)")
_MOST_EVENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An appointment: `when` and `repeats` are as written in ISO 8601 and RFC 5545."""

    title: str
    when: str
    where: str
    description: str
    repeats: str


def read_appointments(text: str) -> Iterator[Appointment]:
    """Yield the appointments of a calendar, up to a limit; alarms within them are left out."""
    components: list[str] = []
    found: dict[str, tuple[str, str]] = {}
    count = 0
    for line in _FOLD.sub("", text).splitlines():
        parsed = _LINE.fullmatch(line.strip())
        if parsed is None:
            continue
        name, written = parsed["name"].upper(), parsed["value"]
        if name == "BEGIN":
            components.append(written.upper())
            found = {} if components[-1] == "VEVENT" else found
        elif name == "END" and components:
            if components.pop() == "VEVENT" and count < _MOST_EVENTS:
                count += 1
                yield _make_appointment(found)
        elif components and components[-1] == "VEVENT":
            found.setdefault(name, (parsed["parameters"], written))


def _make_appointment(found: dict[str, tuple[str, str]]) -> Appointment:
    title, where, description, repeats = (
        _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], found.get(name, ("", ""))[1]).strip()
        for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "RRULE")
    )
    return Appointment(
        title=title, when=_write_period(found), where=where, description=description, repeats=repeats
    )


def _write_period(found: dict[str, tuple[str, str]]) -> str:
    """Return begin and end of an appointment: "2026-03-12 14:30–16:00 (Europe/Brussels)"."""
    parameters, written = found.get("DTSTART", ("", ""))
    begin = _read_moment(written)
    if begin is None:
        return written
    whole_days = "T" not in written
    end = _read_moment(found.get("DTEND", ("", ""))[1]) or _add_duration(
        begin, found.get("DURATION", ("", ""))[1]
    )
    if whole_days and end is not None:
        end -= timedelta(days=1)
    form = "%Y-%m-%d" if whole_days else "%Y-%m-%d %H:%M"
    text = begin.strftime(form)
    if end is not None and end > begin:
        is_same_day = end.date() == begin.date()
        text += f"–{end:%H:%M}" if is_same_day else f" – {end.strftime(form)}"
    zone = _ZONE.search(parameters)
    place = "UTC" if written.endswith("Z") else zone[1] if zone else ""
    return f"{text} ({place})" if place and not whole_days else text


def _read_moment(written: str) -> datetime | None:
    for form in ("%Y%m%dT%H%M%S", "%Y%m%d"):
        try:
            return datetime.strptime(written.removesuffix("Z"), form)  # noqa: DTZ007 - the zone is written beside it
        except ValueError:
            continue
    return None


def _add_duration(begin: datetime, written: str) -> datetime | None:
    found = _DURATION.fullmatch(written)
    if found is None:
        return None
    weeks, days, hours, minutes = (int(number or 0) for number in found.groups())
    try:
        return begin + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except OverflowError:
        return None
