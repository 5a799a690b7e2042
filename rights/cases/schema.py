"""Checks a case file against its schema, rights/cases/case.schema.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ground.languages import LANGUAGES
from ground.rights import RIGHTS
from rights.errors import RightsError

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

SCHEMA = Path(__file__).with_name("case.schema.json")
FILE = "case.json"
VERSION = 2
OLDER = (1,)
"""Versions whose cases are cases of this one, once they say so."""


def upgraded(content: Any) -> Any:
    """Return the content of a case file, in this version if it is of an older one."""
    is_older = isinstance(content, dict) and content.get("version") in OLDER
    return content | {"version": VERSION} if is_older else content


def check(content: Any, part: str | None = None) -> None:
    """Raise RightsError if the content of a case file, or of its part of that name, breaks the schema.

    The error names the place and the rule, but never the content.
    """
    if part is None and isinstance(content, dict) and content.get("version", VERSION) != VERSION:
        raise RightsError("case-version-is-unknown", version=VERSION)
    from jsonschema.exceptions import best_match

    error = best_match(_validator(part).iter_errors(content))
    if error is not None:
        place = f"{part or FILE}{error.json_path.removeprefix('$')}"
        rule = error.validator if error.validator == "anyOf" else json.dumps({error.validator: error.validator_value})
        raise RightsError("case-breaks-schema", place=place, rule=rule)


@cache
def _validator(part: str | None) -> Validator:
    from jsonschema import Draft202012Validator

    whole = json.loads(SCHEMA.read_text(encoding="utf-8"))
    whole["$defs"] |= {"language": {"enum": [*LANGUAGES]}, "right": {"enum": [*RIGHTS]}}
    wanted = {**whole["properties"][part], "$defs": whole["$defs"]} if part else whole
    return Draft202012Validator(wanted, format_checker=Draft202012Validator.FORMAT_CHECKER)
