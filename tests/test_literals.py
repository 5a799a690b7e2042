"""A literal in Browser's address means the very text it was made of."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from neo4j import Driver

from cypher import literal


@given(some.text(some.characters(codec="utf-8"), max_size=30))
@example("'")
@example("\\")
@example("\\u0027")
@example("\\\\u0027}) DETACH DELETE n //")
@example("'\n// RETURN 1")
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_literal_is_the_text(driver: Driver, text: str) -> None:
    (record,) = driver.execute_query(f"RETURN {literal(text)} AS text").records
    assert record["text"] == text
