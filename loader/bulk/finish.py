"""Completes a load once Neo4j has imported its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cypher import Database
from loader.bulk.part import RECORDS, TablePart
from loader.derivations import parent_row
from loader.exclusive_load import exclusive_load
from loader.faults import write_faulty_ids
from loader.indexes import create_indexes
from loader.likely import compare_names
from loader.load_node import Load, begin_load, end_load
from loader.ownership import prepare
from loader.reconcile import count_descendants, reconcile
from loader.report import Report
from loader.sources import Source
from loader.transactions import execute, open_session

if TYPE_CHECKING:
    from neo4j import Session


def finish(rest: TablePart, source: Source, database: Database) -> Report:
    """Record the load in the graph, and reconcile names as after every load; `rest` is what the files do not hold."""
    with open_session(database) as session, exclusive_load(database, source.name):
        prepare(session)
        create_indexes(session)
        load = Load(begin_load(session, source.name, source.scope), source.name, rest.report)
        _write_stated_hub_ids(session, rest)
        write_faulty_ids(session, load, sorted(rest.faulty.values(), key=lambda faulty: faulty.hub_id))
        load.report.add_reconciliation(reconcile(session, load))
        compare_names(session, load.number, is_first=True)
        count_descendants(session)
        end_load(session, load, complete=True)
    return load.report


def _write_stated_hub_ids(session: Session, rest: TablePart) -> None:
    """Write the Hub ids that the Hub stated of parents, also of those that the table lists."""
    rows = [parent_row(id, hub_id) for id, hub_id in rest.parents.items() if hub_id]
    for start in range(0, len(rows), RECORDS):
        execute(session, "parents", parents=rows[start : start + RECORDS])
