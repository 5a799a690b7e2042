"""Whether a bill of materials is valid by CycloneDX's strict schema, in a time that grows as the bill does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft7Validator

from formats.json import ascii

AT_ONCE = 200


def validate(document: dict[str, Any]) -> None:
    """Raises where the bill is not valid. Its components must have references of their own."""
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    with _quick_addresses():
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


@contextmanager
def _quick_addresses() -> Iterator[None]:
    """Every URI is an IRI (RFC 3987); only what is no URI goes to the parser of IRIs, which takes 15 ms for each."""
    formats = Draft7Validator.FORMAT_CHECKER.checkers
    before = formats["iri-reference"]
    (is_uri, _), (is_iri, raises) = formats["uri-reference"], before
    formats["iri-reference"] = (lambda text: is_uri(text) or is_iri(text), raises)
    try:
        yield
    finally:
        formats["iri-reference"] = before
