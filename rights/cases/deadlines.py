"""By when an answer is due: one month from receipt, counted as Regulation (EEC, Euratom) No 1182/71, Article 3, counts.

Article 12(3) of the GDPR gives one month from receipt, and two more where the controller tells of them within the
first. The day of receipt is not counted; the period ends with the last hour of the day of the same date, or of the last
day of a month that has no such date; where that is a Saturday, a Sunday or a public holiday, of the next working day.
"""

from __future__ import annotations

import calendar as months
import functools
import uuid
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from ground.languages import LANGUAGES
from ground.text import harmless
from rights.errors import RightsError
from rights.letters.escape import JOINERS

MONTHS = 1
MONTHS_EXTENDED = 3
"""Article 12(3): "extended by two further months", so three from receipt."""
WEEKEND = {5: "Saturday", 6: "Sunday"}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """By when a publisher has to answer.

    `period_ends` is the day on which the period would end if every day were a working day, `due` the day on which it
    ends; `passed_over` are the days between, each with the reason why the period does not end on it.
    """

    received: date
    calendar: str
    extended: bool
    period_ends: date
    passed_over: tuple[tuple[date, str], ...]
    due: date


def due(received: date, calendar: str, extended: bool = False) -> date:
    """The last day for an answer to what was received on a day, by the public holidays of a calendar.

    `extended`: the controller announced within the first month that it takes two more.
    """
    return deadline(received, calendar, extended).due


def deadline(received: date, calendar: str, extended: bool = False) -> Deadline:
    """The last day for an answer, and how it is counted."""
    period_ends = months_after(received, MONTHS_EXTENDED if extended else MONTHS)
    passed_over = tuple(_until_a_working_day(period_ends, calendar))
    return Deadline(received, calendar, extended, period_ends, passed_over, period_ends + len(passed_over) * DAY)


def months_after(day: date, count: int) -> date:
    """The same date some months later, or the last day of that month where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    month += 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


@functools.cache
def calendars() -> list[str]:
    """The names of the calendars of public holidays: a country (`FR`), or with a hyphen a part of it (`FR-57`), which
    has its own public holidays besides."""
    import holidays

    return [
        "-".join(part for part in (country, subdivision) if part)
        for country, subdivisions in sorted(holidays.list_supported_countries(include_aliases=False).items())
        for subdivision in ("", *subdivisions)
    ]


def icalendar(deadlines: Iterable[tuple[str, Deadline]], language: str) -> bytes:
    """An iCalendar file with a whole-day event for each publisher and its deadline."""
    from icalendar import Calendar, Event

    file = Calendar()
    file.add("prodid", "-//lineage-db//deadlines//")
    file.add("version", "2.0")
    for publisher, one in deadlines:
        event = Event()
        event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_OID, f"{publisher} {one.received} {one.extended}")))
        event.add("dtstamp", datetime.combine(one.received, time(), UTC))
        event.add("dtstart", one.due)
        event.add("dtend", one.due + DAY)
        event.add("summary", LANGUAGES[language].answer_due.format(publisher=harmless(publisher, JOINERS)))
        file.add_component(event)
    return bytes(file.to_ical())


def _until_a_working_day(day: date, calendar: str) -> Iterator[tuple[date, str]]:
    while reason := _why_not_a_working_day(day, calendar):
        yield day, reason
        day += DAY


def _why_not_a_working_day(day: date, calendar: str) -> str | None:
    return _holidays(calendar, day.year).get(day) or WEEKEND.get(day.weekday())


@functools.cache
def _holidays(calendar: str, year: int) -> Mapping[date, str]:
    import holidays

    if calendar not in calendars():
        raise RightsError("calendar-is-unknown", calendar=calendar)
    country, _, part = calendar.partition("-")
    try:
        with warnings.catch_warnings(action="error"):
            days = holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US")
        has_year = days.start_year <= year <= days.end_year
    except UserWarning:
        has_year = False
    if not has_year:
        raise RightsError("calendar-lacks-year", calendar=calendar, year=year)
    return MappingProxyType(dict(days))
