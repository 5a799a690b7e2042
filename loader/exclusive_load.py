"""Lets one load at a time write to a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

import cypher
from loader import write
from loader.errors import LoaderError

if TYPE_CHECKING:
    from neo4j import Driver

SIGN = "lineage-db load"


@contextmanager
def alone(driver: Driver, database: str | None, source: str) -> Iterator[None]:
    """Refuse, with a LoaderError, while another load is under way; and be seen by others as long as this one is.

    A transaction that writes nothing stands for the load: the server ends it with the connection, so that a load that
    was killed is not in the way of the next. Of two that begin at the same moment, one goes on.
    """
    me = str(uuid4())
    with write.session(driver, database) as session:
        sign = session.begin_transaction(metadata={"app": SIGN, "source": source, "load": me})
        try:
            running = [
                (int(transaction.rpartition("-")[2]), said)
                for transaction, said in cypher.run(sign, cypher.get("running-loads")).rows
                if said.get("app") == SIGN
            ]
            _, first = min(running, key=lambda each: each[0])
            if first["load"] != me:
                raise LoaderError("another-load-is-running", source=first["source"])
            yield
        finally:
            with suppress(Exception):
                sign.close()
