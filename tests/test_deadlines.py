"""By when an answer is due: Regulation 1182/71, Article 3, at the ends of months, in leap years and at holidays."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from messages import sentences_on
from rights.cases.deadlines import calendars, deadline, due, icalendar
from rights.errors import RightsError

DAY = timedelta(days=1)
EUROPEAN_UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
BY_HAND = [
    # The same date of the next month, whatever the length of the two.
    ("2026-11-10", "FR", False, "2026-12-10"),
    ("2027-02-10", "FR", False, "2027-03-10"),
    # No such date: the last day of the month, in a leap year too.
    ("2026-08-31", "FR", False, "2026-09-30"),
    ("2028-01-29", "FR", False, "2028-02-29"),
    ("2028-01-30", "FR", False, "2028-02-29"),
    ("2028-01-31", "FR", False, "2028-02-29"),
    ("2030-01-31", "FR", False, "2030-02-28"),
    # From the last day of a short month, the same date, not the last.
    ("2030-02-28", "FR", False, "2030-03-28"),
    # Over the turn of the year.
    ("2027-12-31", "FR", False, "2028-01-31"),
    # On a Saturday or a Sunday: the next Monday, in the next month too.
    ("2026-11-05", "FR", False, "2026-12-07"),
    ("2027-01-31", "FR", False, "2027-03-01"),
    # On a public holiday: the next day that is none.
    ("2026-12-01", "FR", False, "2027-01-04"),
    ("2027-06-14", "FR", False, "2027-07-15"),
    ("2027-06-14", "DE", False, "2027-07-14"),
    # At Easter, which moves; Good Friday is a holiday in Moselle and in Germany.
    ("2027-02-26", "FR", False, "2027-03-26"),
    ("2027-02-26", "FR-57", False, "2027-03-30"),
    ("2027-02-26", "DE", False, "2027-03-30"),
    ("2027-02-28", "FR", False, "2027-03-30"),
    ("2028-03-17", "FR", False, "2028-04-18"),
    # At Christmas, with a substitute day where the law gives one.
    ("2026-11-25", "FR", False, "2026-12-28"),
    ("2026-11-25", "GB-ENG", False, "2026-12-29"),
    # On a holiday of one part of a country only.
    ("2027-09-26", "DE-BE", False, "2027-10-26"),
    ("2027-10-01", "DE-BY", False, "2027-11-02"),
    ("2027-10-01", "DE-BE", False, "2027-11-01"),
    # That it was received on a holiday changes nothing.
    ("2027-05-01", "FR", False, "2027-06-01"),
    # Two further months are three from receipt, not two from the end of the first.
    ("2026-11-30", "FR", True, "2027-03-01"),
    ("2027-11-30", "FR", True, "2028-02-29"),
    ("2026-12-31", "FR", True, "2027-03-31"),
    ("2026-11-05", "FR", True, "2027-02-05"),
]
days = st.dates(date(2018, 5, 25), date(2034, 12, 31))
# Where the GDPR applies, or its like: of some other countries the holidays are not known years ahead.
EUROPE = (
    *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU"),
    *("IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
)
names = st.sampled_from([name for name in calendars() if name.partition("-")[0] in EUROPE])


@pytest.mark.parametrize(("received", "calendar", "extended", "ends"), BY_HAND)
def test_an_answer_is_due_on_the_day_that_was_counted_by_hand(
    received: str, calendar: str, extended: bool, ends: str
) -> None:
    assert due(date.fromisoformat(received), calendar, extended) == date.fromisoformat(ends)


@settings(deadline=None)
@given(days, names, st.booleans())
def test_a_period_ends_on_the_same_date_or_the_last_day_of_its_month(
    received: date, calendar: str, extended: bool
) -> None:
    end = deadline(received, calendar, extended).period_ends
    months = (end.year - received.year) * 12 + end.month - received.month
    assert months == (3 if extended else 1)
    assert end.day == received.day or (end.day < received.day and (end + DAY).day == 1)


@settings(deadline=None)
@given(days, names, st.booleans())
def test_it_ends_on_the_first_working_day_from_there(received: date, calendar: str, extended: bool) -> None:
    made = deadline(received, calendar, extended)
    country, _, part = calendar.partition("-")
    public = holidays.country_holidays(country, subdiv=part or None, years={made.period_ends.year, made.due.year})

    def works(day: date) -> bool:
        return day.weekday() < 5 and day not in public

    assert works(made.due)
    between = [made.period_ends + DAY * count for count in range((made.due - made.period_ends).days)]
    assert [day for day, _ in made.passed_over] == between
    assert not any(works(day) for day in between)


@settings(deadline=None)
@given(days, names, st.booleans())
def test_what_is_received_later_is_never_due_earlier(received: date, calendar: str, extended: bool) -> None:
    assert due(received, calendar, extended) <= due(received + DAY, calendar, extended)
    assert due(received, calendar) < due(received, calendar, extended=True)


def test_a_deadline_says_over_which_days_it_passes_and_why() -> None:
    assert deadline(date(2027, 2, 26), "FR-57").passed_over == (
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 27), "Saturday"),
        (date(2027, 3, 28), "Sunday"),
        (date(2027, 3, 29), "Easter Monday"),
    )


def test_every_country_of_the_european_union_has_a_calendar() -> None:
    assert set(EUROPEAN_UNION.split()) <= set(calendars())
    assert {"FR-57", "DE-BY"} <= set(calendars())


@pytest.mark.parametrize("calendar", ["", "XX", "FR-XX", "fr", "France", "FR-", "\x1b[31m"])
def test_a_calendar_that_does_not_exist_is_refused(calendar: str) -> None:
    with pytest.raises(RightsError, match="calendar-is-unknown") as raised:
        due(date(2026, 11, 30), calendar)
    assert "\x1b" not in sentences_on(raised.value).what


@pytest.mark.parametrize(("calendar", "year"), [("FR", 2200), ("IN", 2036)])
def test_a_year_that_a_calendar_does_not_know_is_refused(calendar: str, year: int) -> None:
    with pytest.raises(RightsError, match=rf"calendar-lacks-year\(.*year={year}"):
        due(date(year, 1, 1), calendar)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_deadlines_come_as_a_calendar_that_names_cannot_steer(language: str) -> None:
    evil = "ann\r\nEND:VEVENT\r\nX-EVIL:1;,\\ \x1b[31m\u2028"
    made = [("ann", deadline(date(2026, 11, 5), "FR")), (evil, deadline(date(2026, 11, 6), "FR", extended=True))]
    file = icalendar(made, language)
    assert file == icalendar(made, language)
    events = Calendar.from_ical(file).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [date(2026, 12, 7), date(2027, 2, 8)]
    assert [str(event["SUMMARY"]).partition(":")[2].strip() for event in events] == [
        "ann",
        "ann\\r\\nEND:VEVENT\\r\\nX-EVIL:1;,\\ \\x1b[31m\\u2028",
    ]
    assert len({event["UID"] for event in events}) == 2
    assert "X-EVIL" not in events[1]
