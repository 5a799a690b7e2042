"""What happens to a letter after it is written, and when an answer is due."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from sample_case import DAY, with_more_of_c, write_letters

from messages import sentences_on
from rights.cases.case import Case
from rights.cases.correspondence import due, letter_to, mark, unmark
from rights.cases.freeze import Freeze
from rights.cases.writing import Order, write
from rights.errors import RightsError
from rights.letters.contacts import contacts

Run = Callable[..., Any]


MONTH_ENDS = [
    ("2026-01-31", "2026-03-02", "28 February is a Saturday"),
    ("2024-01-31", "2024-02-29", "a leap year"),
    ("2025-03-31", "2025-04-30", "April has no 31st"),
    ("2025-11-30", "2025-12-30", "the same date, not the last day"),
    ("2026-04-01", "2026-05-04", "1 May, a holiday, and the weekend after it"),
    ("2025-12-01", "2026-01-02", "New Year's Day"),
]


@pytest.mark.parametrize(("received", "due", "why"), MONTH_ENDS, ids=[why for _, _, why in MONTH_ENDS])
def test_an_answer_is_due_at_the_end_of_the_month(case_command: Run, received: str, due: str, why: str) -> None:
    case_command("letters", "--right", "access", "--to", "Sakalti", "--date", "2023-11-30")
    before = next(csv.DictReader(io.StringIO(case_command("deadlines", "--format", "csv").out)))
    assert (before["due"], before["counted"]) == ("", "one month from receipt")
    assert case_command("sent", "Sakalti", "--date", "2023-12-01").code == 0
    assert case_command("received", "sakalti", "--date", received).code == 0
    without = case_command("deadlines", "--date", received)
    assert (without.code, "which public holidays" in without.err) == (1, True)
    result = case_command("deadlines", "--calendar", "FR", "--date", received, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(result.out)))["due"] == due
    assert "not legal advice" in result.err


def test_two_months_more_count_where_they_are_told_of_in_time(case: Case) -> None:
    write_letters(case)
    letter = letter_to(case.letters, "C", "access")
    for step, day in (("sent", "2026-11-26"), ("received", "2026-11-30")):
        mark(letter, step, day)
    assert str(due(letter, "FR").deadline.due) == "2026-12-30"  # type: ignore[union-attr]
    mark(letter, "extended", "2026-12-30")
    assert str(due(letter, "FR").deadline.due) == "2027-03-01"  # type: ignore[union-attr]
    mark(letter, "extended", "2026-12-31")
    late = due(letter, "FR")
    assert (str(late.deadline.due), late.extended_too_late) == ("2026-12-30", True)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("command", "columns"),
    [("show", "publisher,model"), ("contacts", "count,publisher"), ("deadlines", "state,publisher")],
)
def test_a_table_of_a_case_gives_the_columns_that_are_asked_for(case_command: Run, command: str, columns: str) -> None:
    assert case_command("letters", "--right", "access").code == 0
    rows = list(csv.DictReader(io.StringIO(case_command(command, "--columns", columns, "--format", "csv").out)))
    assert rows
    assert list(rows[0]) == columns.split(",")


def test_what_was_noted_of_a_letter_can_be_taken_back_last_first(case: Case, lineage_db: Run) -> None:
    write_letters(case)
    for step in ("sent", "received", "replied"):
        lineage_db("case", step, "c", "--case", str(case.path), "--date", "2026-11-24")
    refused = lineage_db("case", "sent", "c", "--undo", "--case", str(case.path))
    assert (refused.code, "It was received on 2026-11-24" in refused.err) == (1, True)
    for step in ("replied", "received", "sent"):
        said = lineage_db("case", step, "c", "--undo", "--case", str(case.path)).out
        assert said == f"The letter to c for access is not marked as {step} any more.\n"
    assert not any(letter[step] for letter in Case.open(case.path).letters for step in ("sent", "received", "replied"))
    with pytest.raises(RightsError, match=r"letter-is-not-marked\(.*step='sent'"):
        unmark(letter_to(case.letters, "c"), "sent")


def test_what_follows_the_sending_happens_to_the_letter_that_was_sent(case: Case) -> None:
    write_letters(case)
    mark(letter_to(case.letters, "c"), "sent", "2026-11-24")
    case.freeze(Freeze(DAY, None, with_more_of_c()))
    write_letters(case)
    assert letter_to(case.letters, "c")["sent"] is None
    assert letter_to(case.letters, "c", step="received")["sent"] == "2026-11-24"
    assert letter_to(case.letters, "c", step="sent", marked=True)["sent"] == "2026-11-24"


def test_what_happens_to_a_letter_happens_in_its_order(case: Case) -> None:
    write_letters(case)
    letter = letter_to(case.letters, "c")
    with pytest.raises(RightsError, match=r"letter-is-written-later\(written='2026-09-24'"):
        mark(letter, "sent", "2026-09-23")
    with pytest.raises(RightsError, match=r"letter-is-not-sent\(recipient='c'") as raised:
        mark(letter, "replied", "2026-11-26")
    assert "lineage-db case sent" in sentences_on(raised.value).next
    mark(letter, "sent", "2026-11-26")
    with pytest.raises(RightsError, match=r"step-before-is-later\(step='sent', day='2026-11-26'"):
        mark(letter, "received", "2026-11-25")
    mark(letter, "received", "2026-11-30")
    with pytest.raises(RightsError, match=r"step-after-is-earlier\(step='received', day='2026-11-30'"):
        mark(letter, "sent", "2026-12-01")


def test_which_letter_is_meant_must_be_clear(case: Case) -> None:
    write_letters(case)
    write_letters(case, "erasure")
    with pytest.raises(RightsError, match=r"letters-for-several-rights\(.*\['access', 'erasure'\]"):
        letter_to(case.letters, "c")
    assert letter_to(case.letters, "c", "erasure")["right"] == "erasure"
    with pytest.raises(RightsError, match=r"no-letter-to-recipient\(recipient='z'"):
        letter_to(case.letters, "z")
    stands = case.standing()
    list(write(case, stands, contacts(stands.family, stands.exposed), Order("access", "fr", DAY)))
    with pytest.raises(RightsError, match=r"letters-in-several-languages\(.*\['en', 'fr'\]"):
        letter_to(case.letters, "c", "access")
    assert letter_to(case.letters, "c", "access", "fr")["language"] == "fr"


@pytest.mark.parametrize("step", ["observe", "sent", "received", "replied"])
def test_nothing_is_noted_of_the_future_and_a_date_that_is_none_is_told_how_to_write(
    case: Case, lineage_db: Run, step: str
) -> None:
    write_letters(case)
    command = ("case", step, "--case", str(case.path), *(("m/seen", "positive") if step == "observe" else ("c",)))
    assert "9999-01-01 is in the future" in lineage_db(*command, "--date", "9999-01-01").err
    assert "Write it as 2026-11-30." in lineage_db(*command, "--date", "30/11/2026").err
    assert Case.open(case.path).content == case.content
