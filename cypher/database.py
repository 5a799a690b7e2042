"""A database of a Neo4j server, as whoever asks it holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cypher.registry import get
from cypher.run import TIMEOUT, Table, run

if TYPE_CHECKING:
    from neo4j import Driver

    from cypher.header import ParamValues, Query


@dataclass(frozen=True)
class Database:
    """A driver, and the name of the database on its server; None is the user's home database.

    `timeout` is the number of seconds that a query may take; 0 is no limit.
    """

    driver: Driver
    name: str | None = None
    timeout: float = TIMEOUT

    def ask(
        self,
        query: Query | str,
        params: ParamValues | None = None,
        timeout: float | None = None,
        *,
        batched: bool = False,
    ) -> Table:
        """Run a saved query or a user's own Cypher in a session that can only read, as `cypher.run` does."""
        seconds = self.timeout if timeout is None else timeout
        return run(self.driver, query, params, database=self.name, timeout=seconds, batched=batched)

    def ask_saved(self, name: str, params: ParamValues) -> Table:
        """Run the saved query of that name, with its rows fetched in batches."""
        return self.ask(get(name), params, batched=True)

    def records(self, name: str, /, **params: Any) -> list[dict[str, Any]]:
        """Run the saved query of that name, and return each of its rows as a dictionary by column."""
        return list(self.ask(get(name), params).records())

    def close(self) -> None:
        """Close the driver."""
        self.driver.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
