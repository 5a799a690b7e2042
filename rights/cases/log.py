"""What was done with a case and when, a line each: never with whom, about which model, or what anybody wrote."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from rights.cases import folder

FILE = "log.jsonl"


def note(case: Path, what: str, count: int | None = None) -> None:
    """Add a line: what was done, and to how many things."""
    line = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "what": what}
    folder.append(case / FILE, json.dumps(line | ({"count": count} if count is not None else {})))
