"""Appointments in invitations (RFC 5545), as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

_FOLD = re.compile(r"\r?\n[ \t]")
_END = re.compile(r"\r\n?|\n")
_LINE = re.compile(
    r'(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:;="]+=(?:"[^"]*"|[^:;"])*)*):(?P<value>.*)', re.DOTALL
)
_ZONE = re.compile(r';TZID=(?:"([^"]*)"|([^:;"]+))', re.IGNORECASE)
_MOMENT = re.compile(r"\d{8}(?:T\d{6}Z?)?")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d+S)?)?")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An appointment: `when` is as in ISO 8601, `repeats` and the status of a cancelled one, in `when`, as in RFC 5545."""

    title: str
    when: str
    where: str
    description: str
    repeats: str


def read_appointments(text: str) -> Iterator[Appointment]:
    """Yield the appointments of a calendar; alarms within them are left out."""
    components: list[str] = []
    found: dict[str, tuple[str, str]] = {}
    method = ""
    for line in _END.split(_FOLD.sub("", text)):
        parsed = _LINE.fullmatch(line.strip())
        if parsed is None:
            continue
        name, written = parsed["name"].upper(), parsed["value"]
        if name == "BEGIN":
            components.append(written.upper())
            found = {} if components[-1] == "VEVENT" else found
        elif name == "END" and components:
            if components.pop() == "VEVENT":
                yield _make_appointment(found, method)
        elif name == "METHOD" and components == ["VCALENDAR"]:
            method = written
        elif components and components[-1] == "VEVENT":
            found.setdefault(name, (parsed["parameters"], written))


def _make_appointment(found: dict[str, tuple[str, str]], method: str) -> Appointment:
    title, where, description, repeats = (
        _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], found.get(name, ("", ""))[1]).strip()
        for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "RRULE")
    )
    is_cancelled = "CANCEL" in f"{method} {found.get('STATUS', ('', ''))[1]}".upper()
    when = ", ".join(filter(None, (_write_period(found), "CANCELLED" if is_cancelled else "")))
    return Appointment(title=title, when=when, where=where, description=description, repeats=repeats)


def _write_period(found: dict[str, tuple[str, str]]) -> str:
    """Return begin and end of an appointment: "2026-03-12 14:30–16:00 (Europe/Brussels)"."""
    parameters, written = found.get("DTSTART", ("", ""))
    begin, zone = _read_moment(written), _zone(parameters, written)
    if begin is None:
        return written
    whole_days = "T" not in written
    other = found.get("DTEND", ("", ""))
    end = _read_moment(other[1])
    end_zone = zone if end is None else _zone(*other)
    end = end or _add_duration(begin, found.get("DURATION", ("", ""))[1])
    if whole_days and end is not None:
        end -= timedelta(days=1)
    form = "%Y-%m-%d" if whole_days else "%Y-%m-%d %H:%M"
    text, place = begin.strftime(form), f" ({zone})" if zone and not whole_days else ""
    if end is None or (end <= begin and end_zone == zone):
        return text + place
    if end_zone != zone:
        return f"{text}{place} – {end.strftime(form)}{f' ({end_zone})' if end_zone else ''}"
    return f"{text}{f'–{end:%H:%M}' if end.date() == begin.date() else f' – {end.strftime(form)}'}{place}"


def _zone(parameters: str, written: str) -> str:
    """Return the name of the time zone of a moment, "" for the one of the reader."""
    named = _ZONE.search(parameters)
    return "UTC" if written.endswith("Z") else (named[1] or named[2]) if named else ""


def _read_moment(written: str) -> datetime | None:
    if _MOMENT.fullmatch(written) is None:
        return None
    try:
        return datetime.fromisoformat(written.removesuffix("Z"))
    except ValueError:
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
