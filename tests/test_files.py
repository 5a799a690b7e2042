"""Files of models: JSON however it is written, folders, what is broken in them, and tables that are odd."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from neo4j import Driver
from refusals import refusal

from cypher import Database
from loader.errors import LoaderError
from loader.load import load
from loader.model import Quarantined
from loader.record import Record, digest
from loader.sources import jsonl
from loader.sources.values import Broken, values

Run = Callable[..., Any]
Rows = Callable[..., list[tuple[Any, ...]]]
ODD = [
    b'{"id": "a/deep", "x": ' + b"[" * 2_000 + b"]" * 2_000 + b"}",
    b'{"id": "a/long", "x": ' + b"1" * 10_000 + b"}",
    b"NaN",
    b'"text"',
    b"{}",
    b"[[1]]",
    b'{"id": "a/literal", "x": nul}',
]
"""Items that are no record, or that cannot be read, but whose brackets are closed."""
BROKEN = [
    b"{broken",
    b'{"id": "a/cut", "x": [',
    b'{"id": "a/cut", "x": {',
    b'{"id": "a/cut", "x": "text',
    b'{"id": "a/behind"} behind',
    b'{"id": "a/behind"}, "x": {"id": "a/inside"}}',
    b'{"id": "a/bytes\xff"}',
    b"\x00",
    b'"x": {"id": "a/inside"}',
]
"""Lines that hold no record."""


def read(content: bytes) -> list[tuple[int, Any]]:
    return list(values(io.BufferedReader(io.BytesIO(content))))


def good(content: bytes) -> list[Any]:
    return [value for _, value in read(content) if isinstance(value, dict) and "id" in value]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
records = st.lists(
    st.fixed_dictionaries({"id": texts}, optional={"tags": json_values, "cardData": json_values}), max_size=6
)
spaces = st.sampled_from(["", " ", "\n", "\r\n", "\t", "\n  \n"])


def spread(value: Any, draw: Callable[..., str]) -> str:
    """A value in JSON with any white space between its tokens."""
    if isinstance(value, dict):
        items = [f"{draw(spaces)}{json.dumps(key)}{draw(spaces)}:{spread(each, draw)}" for key, each in value.items()]
        inside = ",".join(items)
        return f"{draw(spaces)}{{{inside}{draw(spaces)}}}{draw(spaces)}"
    if isinstance(value, list):
        return f"{draw(spaces)}[{','.join(spread(each, draw) for each in value)}{draw(spaces)}]{draw(spaces)}"
    return f"{draw(spaces)}{json.dumps(value)}{draw(spaces)}"


@settings(max_examples=30)
@given(records, st.data(), st.booleans())
def test_records_are_the_same_however_they_are_written(items: list[Any], data: st.DataObject, ascii: bool) -> None:
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = [json.dumps(item, ensure_ascii=ascii) for item in items]
    half = len(items) // 2
    written = [
        end.join(lines),
        "".join(line + end for line in lines),
        " ".join(lines),
        json.dumps(items, ensure_ascii=ascii),
        *(json.dumps(items, indent=indent).replace("\n", end) for indent in (0, 1, 4, "\t")),
        *(end.join(json.dumps(item, indent=indent).replace("\n", end) for item in items) for indent in (0, 2)),
        json.dumps(items[:half], indent=2) + end + json.dumps(items[half:]) + end + "[]",
        end.join(f"[{line}]" for line in lines),
        "[" + end + f",{end}".join(lines) + end + "]" + end,
        spread(items, data.draw),
        "\n".join(spread(item, data.draw) for item in items),
    ]
    expected = [(item, digest(item)) for item in items]
    for text in written:
        for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
            found = [value for _, value in read(content)]
            assert [(value, digest(value)) for value in found] == expected, text


def with_good_ones(pieces: list[int], bad: list[bytes]) -> tuple[list[str], list[bytes]]:
    """Ids, and the records of these with bad pieces between them: below 0, a number stands for one of those."""
    ids = [f"a/{piece}" for piece in pieces if piece >= 0]
    return ids, [b'{"id": "a/%d"}' % piece if piece >= 0 else bad[piece] for piece in pieces]


@given(st.lists(st.integers(-len(ODD + BROKEN), 9), max_size=12))
@example([BROKEN.index(b"\x00") - len(BROKEN)] * 2 + [0])
@example([BROKEN.index(b"\x00") - len(BROKEN)] * 3)
def test_a_broken_line_costs_itself(pieces: list[int]) -> None:
    ids, lines = with_good_ones(pieces, [*ODD, *BROKEN])
    found = read(b"\n".join(lines) + b"\n")
    assert [value["id"] for _, value in found if isinstance(value, dict) and value] == ids
    assert len({line for line, _ in found}) == len(found) <= len(lines)


@pytest.mark.parametrize(("separator", "indent"), [(b",", b""), (b",\n", b"  "), (b", \r\n", b"")])
@given(pieces=st.lists(st.integers(-len(ODD), 9), max_size=12))
def test_an_odd_item_of_an_array_costs_itself(separator: bytes, indent: bytes, pieces: list[int]) -> None:
    ids, items = with_good_ones(pieces, ODD)
    content = b"[" + separator.join(indent + item for item in [*items, b'{"id": "a/last"}']) + b"]"
    found = [value for _, value in read(content)]
    assert [value["id"] for value in found if isinstance(value, dict) and value] == [*ids, "a/last"]
    assert len(found) == len(items) + 1


@pytest.mark.parametrize("indent", [1, 2, "\t"])
@pytest.mark.parametrize("is_array", [False, True])
@pytest.mark.parametrize(
    "damage",
    [("true", "tru"), ('"a/parent"', '"a/parent'), ("}", ""), ("[", ""), (":", ""), (",", ""), ("1", "1" * 9999)],
)
def test_nothing_inside_a_broken_object_is_taken_for_a_record(
    is_array: bool, indent: int | str, damage: tuple[str, str]
) -> None:
    broken = {"id": "a/broken", "x": [True, 1], "baseModels": {"models": [{"_id": "0", "id": "a/parent"}]}}
    written = [json.dumps(item, indent=indent) for item in ({"id": "a/1"}, broken, {"id": "a/2"}, {"id": "a/3"})]
    written[1] = written[1].replace(*damage, 1)
    text = "\n".join(written)
    if is_array:
        lines = ",\n".join(written).splitlines()
        text = "[\n" + "\n".join(f"  {line}" for line in lines) + "\n]\n"
    assert [value["id"] for value in good(text.encode())] == ["a/1", "a/2", "a/3"]


@given(st.binary(max_size=300) | st.text('{}[]",:\\\n 1a', max_size=80).map(str.encode), st.sampled_from(["", ".gz"]))
def test_whatever_the_bytes_a_file_is_read_to_an_end(content: bytes, suffix: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"any.json{suffix}")
        for written in (content, gzip.compress(content), gzip.compress(content)[: len(content) // 2 + 12]):
            file.write_bytes(written)
            try:
                found = list(jsonl(file).records)
            except LoaderError:
                continue
            assert all(isinstance(item, Record | Quarantined) for item in found)


def test_pieces_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [{"id": f"a/{number}", "x": ['é"\\\ud83d', {"y": [1.5e300, None, -7]}]} for number in range(20)]
    content = (json.dumps(items) + "\n" + "\n".join(map(json.dumps, items)) + "\n{'}, \n" + json.dumps(items)).encode()
    expected = read(content)
    assert len(expected) > 60
    for size in (1, 2, 3, 7, 64, 1000):
        monkeypatch.setattr("loader.sources.values.PIECE_BYTES", size)
        assert read(content) == expected


def test_a_value_beyond_the_bound_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loader.sources.values.LARGEST_VALUE", 1_000)
    monkeypatch.setattr("loader.sources.values.LONGEST_ODD_LIST", 1_000)
    monkeypatch.setattr("loader.sources.values.PIECE_BYTES", 100)
    held = []
    join = "".join

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.rest = join(['[{"id": "a/1"}, {"id": "a/long", "x": "', 'x\\"' * 100_000, '"}, {"id": "a/2"}]\n'])

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            piece, self.rest = self.rest[:100], self.rest[100:]
            buffer[: len(piece)] = piece.encode()
            return len(piece)

    from loader.sources import values as module

    reader = module._Values(io.BufferedReader(Endless(), 100))
    for _, value in reader.all():
        held.append(reader.text.held)
        if isinstance(value, Broken):
            assert value.reason == "too long"
        else:
            assert value["id"] in ("a/1", "a/2")
    assert (len(held), max(held) < 3_000) == (3, True)


def test_a_folder_gives_all_its_files_and_says_what_is_left_out(
    graph: Driver, rows: Rows, lineage_db: Run, tmp_path: Path
) -> None:
    for name, content in {
        "b.json": b'[\n  {"id": "a/1"},\n  {"id": "a/2"}\n]',
        "a/x.jsonl.gz": gzip.compress(b'{"id": "a/3"}\n{broken\n'),
        "c.NDJSON": b'{"id": "a/4"}',
        ".hidden/x.json": b'{"id": "a/5"}',
        ".DS_Store": b"",
        "README.md": b"",
    }.items():
        file = tmp_path / "models" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    folder = tmp_path / "models"
    result = lineage_db("load", "jsonl", str(folder))
    assert (result.code, f"{folder}: 1 other file is left out." in result.err) == (0, True)
    assert rows("MATCH (m:Model) RETURN m.id ORDER BY m.id") == [(f"a/{number}",) for number in (1, 2, 3, 4)]
    assert rows("MATCH (q:Quarantined) RETURN q.record") == [(f"{folder}/a/x.jsonl.gz:2",)]
    (folder / "a/x.jsonl.gz").write_bytes(b'{"id": "a/3"}\n')
    assert lineage_db("load", "jsonl", str(folder)).code == 0
    assert rows("MATCH (q:Quarantined) RETURN q.record") == []


def test_standard_input_may_be_packed(
    graph: Driver, rows: Rows, lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = io.BufferedReader(io.BytesIO(gzip.compress(b'[{"id": "a/1"}, {"id": "a/2"}]')))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(packed))
    assert lineage_db("load", "jsonl", "-").code == 0
    assert rows("MATCH (m:Model) RETURN m.id ORDER BY m.id") == [("a/1",), ("a/2",)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'[\n{"id": "a/1"},\n{"id": "a/2"},\n{"id": "a/', "the array that begins in line 1 has no end"),
        (b'{"id": "a/1"}\n{"id": "a/2"}\n{"id": "a/', "its last line has no end"),
    ],
)
def test_a_file_that_is_cut_keeps_what_stood_before_and_says_so(
    graph: Driver, rows: Rows, tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "cut.json"
    file.write_bytes(content)
    with refusal(LoaderError, f"cut.json breaks off: {why}"):
        load(jsonl(file), Database(graph), lambda records: None)
    assert rows("MATCH (m:Model) RETURN m.id ORDER BY m.id") == [("a/1",), ("a/2",)]


def test_a_pipe_that_nobody_writes_to_is_not_waited_for_in_silence(
    graph: Driver, lineage_db: Run, rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.progress.SECONDS", 0.05)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writing = Timer(0.5, pipe.write_text, ['{"id": "a/one"}\n'])
    writing.start()
    result = lineage_db("load", "jsonl", str(pipe))
    writing.join()
    assert (result.code, rows("MATCH (m:Model) RETURN m.id")) == (0, [("a/one",)])
    assert result.err.startswith(f"Waiting for data from {pipe} …\n")


def test_what_is_no_model_says_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_bytes(b'{"models": [{"id": "a/1"}]}\n{"error": "Repository not found"}\n[7, {"id": 8}]')
    found = list(jsonl(file).records)
    assert [(item.record, item.reason) for item in found if isinstance(item, Quarantined)] == [
        (f"{file}:1", "an object that holds a list, not a model: load the list alone"),
        (f"{file}:2", "an error that the Hub answered, not a model"),
        (f"{file}:3", "not an object"),
        (f"{file}:3", "not the text of an id"),
    ]


@pytest.mark.parametrize(
    ("command", "make", "what", "next"),
    [
        ("jsonl", lambda file: file.mkdir(), "holds no file of models", ".json, .jsonl, .ndjson"),
        ("jsonl", lambda file: file.write_bytes(b"PAR1..."), "is a parquet file", "load parquet"),
        ("jsonl", lambda file: file.write_bytes(b"PK\x03\x04"), "is a zip archive", "Unpack it"),
        ("jsonl", lambda file: file.symlink_to("/dev/zero"), "is a device", "Give a file"),
        ("parquet", lambda file: file.mkdir(), "is a folder", "Name the files in it"),
        ("parquet", lambda file: file.symlink_to("/dev/zero"), "is a device", "Give a file"),
        ("parquet", lambda file: file.symlink_to("/dev/null"), "is a device", "Give a file"),
        ("parquet", lambda file: os.mkfifo(file), "is a pipe", "Save what it gives"),
        ("parquet", lambda file: file.write_bytes(b'[{"id": "a/1"}]'), "is a file of JSON", "load jsonl"),
        ("parquet", lambda file: file.write_bytes(b""), "is empty", "Get the file again"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_what_it_is(
    lineage_db: Run, tmp_path: Path, command: str, make: Callable[[Path], Any], what: str, next: str
) -> None:
    file = tmp_path / "given"
    make(file)
    result = lineage_db("load", command, str(file))
    assert (result.code, result.out) == (1, "")
    assert what in result.err
    assert next in result.err
    assert stat.S_IFMT(file.lstat().st_mode)


def test_what_is_in_quarantine_comes_in_the_order_of_the_file_with_its_lines(
    graph: Driver, lineage_db: Run, tmp_path: Path
) -> None:
    lines = [json.dumps({"id": f"a/{number}", "likes": "x"}) for number in range(12)]
    lines[3], lines[10] = "broken", '{"id": "None"}'
    file = tmp_path / "models.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert lineage_db("load", "jsonl", str(file)).code == 0
    rows = json.loads(lineage_db("quarantine", "--each", "true", "--format", "json").out)
    assert [row["line"] for row in rows] == list(range(1, 13))
    assert [rows[3]["field"], rows[10]["record"]] == ["", "None"]
