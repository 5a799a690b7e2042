"""The formats, on whatever a value may hold."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from formats import FORMATS, different_ids
from ground.text import STEERING, harmless

cells = some.none() | some.booleans() | some.integers() | some.text(some.characters(codec="utf-8"), max_size=20)
rows = some.lists(some.tuples(cells, cells | some.lists(some.text(max_size=5), max_size=2)).map(list), min_size=1)


@given(some.text())
def test_harmless_text_steers_nothing_and_harmless_text_stays(text: str) -> None:
    made = harmless(text)
    assert not [char for char in made if unicodedata.category(char) in STEERING]
    assert harmless(made) == made


@pytest.mark.parametrize("name", FORMATS)
@given(rows=rows)
@example(rows=[["\x7f", ["\x7f"]], [None, [["\x7f"]]]])
def test_no_format_lets_a_cell_steer_the_terminal(name: str, rows: list[list[Any]]) -> None:
    out = "".join(FORMATS[name].write(["model", "other"], rows))
    assert not [char for char in out if unicodedata.category(char) in STEERING - {"Cs"} and char != "\n"]


@given(rows)
def test_json_and_csv_can_be_read_back(rows: list[list[Any]]) -> None:
    columns = ["model", "other"]
    expected = [dict(zip(columns, row, strict=True)) for row in rows]
    assert json.loads("".join(FORMATS["json"].write(columns, rows))) == expected
    assert [json.loads(line) for line in "".join(FORMATS["jsonl"].write(columns, rows)).splitlines()] == expected
    read = list(csv.reader(io.StringIO("".join(FORMATS["csv"].write(columns, rows)), newline="")))
    assert read[0] == columns
    assert len(read) == len(rows) + 1
    assert not [
        cell
        for row, given in zip(read[1:], rows, strict=True)
        for cell, value in zip(row, given, strict=True)
        if isinstance(value, str) and cell.startswith(("=", "+", "-", "@"))
    ]


# A table's columns are as wide as their widest cell, so it alone must know every row.
@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"table"}))
def test_a_format_writes_rows_as_they_come(name: str) -> None:
    taken: list[int] = []

    def endless() -> Any:
        for number in range(10**9):
            taken.append(number)
            yield [f"a/{number}", number]

    pieces = FORMATS[name].write(["model", "other"], endless())
    for _ in range(5):
        next(pieces)
    assert len(taken) <= 5


def test_ids_known_to_differ_are_written_as_ids_are() -> None:
    rows = [[f"{name}{number}"] for number in range(1_500) for name in ("a/b", "a/\n=c", "a/\x1b[31m", "ä/\u202e")]
    assert "".join(different_ids(["model"], rows)) == "".join(FORMATS["ids"].write(["model"], rows))
