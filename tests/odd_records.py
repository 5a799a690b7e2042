"""Records that strangers could publish, each odd in its own way, and good ones to put beside them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from hub_ids import id_of, oid

LONG = "x" * 9_000
DAY = "2024-01-01T00:00:00.000Z"
TEXTS = [
    LONG,
    f"o/{LONG}",
    f"{LONG}/o",
    "é" * 255,
    "\U0001f600" * 255,
    "İ" * 255,
    "o/" + "İ" * 253,
    "",
    " ",
    "None",
    "o/a\tb",
    "o/two\nlines",
    'o/"quoted"',
    "o/back\\slash",
    "o/nul\x00",
    "o/\x1b[31m",
    "o/\uffff",
    "\u2028o/line\u2028",
    "o/'}) DETACH DELETE n //",
    "=1+1",
    "../../etc/passwd",
    "C:\\Models\\a",
]
"""Values for any text field."""
DATES = [None, DAY, "9999-12-31T23:59:59Z", "0001-01-01", "2024-01-01T00:00:00+14:00", "soon", LONG]


def spellings(name: str, number: int) -> list[str]:
    """Returns `number` spellings of a name that differ in case."""
    return [
        "".join(letter.upper() if count >> place & 1 else letter for place, letter in enumerate(name))
        for count in range(number)
    ]


def odd(number: int, chance: random.Random) -> dict[str, Any]:
    """Returns a record with a unique id whose fields have valid types and odd values."""
    parents = chance.choices([*TEXTS, f"good/{chance.randrange(40)}", f"GOOD/{chance.randrange(40)}"], k=3)
    written = chance.choice([TEXTS, parents, spellings("goodgood/a", 129), ["o/p"] * 300])
    return {
        "id": f"odd-{number}/{chance.choice(TEXTS)}",
        "_id": chance.choice([oid(number), oid(1), "0" * 24, LONG, "", "id", None, oid(number).upper()]),
        "author": chance.choice([*TEXTS, None]),
        "sha": chance.choice([LONG, "abc", None]),
        "createdAt": chance.choice(DATES),
        "lastModified": chance.choice(DATES),
        "downloads": chance.choice([None, 0, 5, -1, 2**63 - 1]),
        "tags": [
            *chance.choice([TEXTS, []]),
            *(f"base_model:{chance.choice(['', 'merge:', 'cousin:'])}{name}" for name in written),
            *(f"dataset:{name}" for name in parents),
            f"license:{LONG}",
        ],
        "cardData": {
            "base_model": chance.choice([written, LONG]),
            "datasets": parents,
            "license": chance.choice(TEXTS),
        },
        "baseModels": {
            "relation": "merge",
            "models": [{"id": name, "_id": chance.choice([oid(1), "0" * 24, LONG])} for name in parents],
        },
        "pipeline_tag": chance.choice([*TEXTS, None]),
        "library_name": chance.choice([*TEXTS, None]),
    }


def good(number: int) -> dict[str, Any]:
    """Returns an ordinary record; each model but the first derives from the one before."""
    parent = f"good/{number - 1}"
    named = {"tags": [f"base_model:finetune:{parent}"], "cardData": {"base_model": parent, "datasets": ["good/data"]}}
    base = {"baseModels": {"relation": "finetune", "models": [{"id": parent, "_id": id_of(parent)}]}}
    return {
        "id": f"good/{number}",
        "_id": id_of(f"good/{number}"),
        "author": "good",
        "createdAt": DAY,
        "lastModified": DAY,
        "downloads": number,
        **(named | base if number else {}),
    }


def write_parquet(records: list[dict[str, Any]], path: Path) -> None:
    """Writes records as Parquet with the columns and types of the Hub's snapshots."""
    import json

    import duckdb

    columns = {
        "_id": "VARCHAR",
        "id": "VARCHAR",
        "author": "VARCHAR",
        "sha": "VARCHAR",
        "createdAt": "VARCHAR",
        "lastModified": "VARCHAR",
        "downloads": "BIGINT",
        "tags": "VARCHAR[]",
        "cardData": "VARCHAR",
        "baseModels": "STRUCT(relation VARCHAR, models STRUCT(_id VARCHAR, id VARCHAR)[])",
        "pipeline_tag": "VARCHAR",
        "library_name": "VARCHAR",
    }
    with duckdb.connect() as opened:
        opened.execute("CREATE TABLE records (" + ", ".join(f'"{name}" {kind}' for name, kind in columns.items()) + ")")
        rows = [
            [json.dumps(record.get(name)) if name == "cardData" else record.get(name) for name in columns]
            for record in records
        ]
        opened.executemany(f"INSERT INTO records VALUES ({', '.join('?' * len(columns))})", rows)
        opened.execute("COPY records TO ? (FORMAT parquet)", [str(path)])
