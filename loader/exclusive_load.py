"""Lets one load at a time write to a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

import cypher
from cypher import Database
from loader.errors import LoaderError
from loader.transactions import open_session

if TYPE_CHECKING:
    pass

APPLICATION = "lineage-db load"
"""The metadata by which the transaction of a load is recognised."""


@contextmanager
def exclusive_load(database: Database, source: str) -> Iterator[None]:
    """Raise LoaderError if another load is under way; others see this one as long as the block runs.

    The load holds a transaction open that writes nothing. The server ends it with the connection, so that a load that
    was killed does not block the next. Of two loads that begin at the same moment, one continues.
    """
    token = str(uuid4())
    with open_session(database) as session:
        lock = session.begin_transaction(metadata={"app": APPLICATION, "source": source, "load": token})
        try:
            running = [
                (int(transaction.rpartition("-")[2]), metadata)
                for transaction, metadata in cypher.run(lock, cypher.get("running-loads")).rows
                if metadata.get("app") == APPLICATION
            ]
            _, first = min(running, key=lambda each: each[0])
            if first["load"] != token:
                raise LoaderError("another-load-is-running", source=first["source"])
            yield
        finally:
            with suppress(Exception):
                lock.close()
