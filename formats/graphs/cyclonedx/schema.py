"""Whether a bill of materials is valid by CycloneDX's strict schema, in a time that grows as the bill does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft7Validator, FormatChecker

from formats.json import ascii

AT_ONCE = 200
CHECKER: FormatChecker = Draft7Validator.FORMAT_CHECKER


def validate(document: dict[str, Any]) -> None:
    """Raises where the bill is not valid. Its components must have references of their own."""
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    for part in _parts(document):
        error = validator.validate_str(ascii(part))
        if error:
            raise ValueError(f"The bill of materials is not valid CycloneDX: {error.data.message}")


def _parts(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The bill without its components, and its components some at a time: the schema compares each with all others."""
    components = document.get("components", [])
    head = {key: value for key, value in document.items() if key != "components"}
    yield head
    for at in range(0, len(components), AT_ONCE):
        yield {key: head[key] for key in ("bomFormat", "specVersion")} | {"components": components[at : at + AT_ONCE]}


@CHECKER.checks("iri-reference")
def _is_address(value: object) -> bool:
    """Whether an address is a URI: the bill writes no other, and a parser of IRIs (RFC 3987) takes seconds to load."""
    return CHECKER.conforms(value, "uri-reference")
