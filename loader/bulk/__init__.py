"""Turns a parquet table of the Hub's models into files for Neo4j's bulk import, the quickest way to a first graph.

Records are shaped and resolved as in every load, except that only exact names are resolved; the rest is reconciled from
the graph afterwards, as after every load. All processors work on the table, a part each.
"""

from loader.bulk.files import ImportFiles, write_files
from loader.bulk.finish import finish
from loader.bulk.table import can_import

__all__ = ["ImportFiles", "can_import", "finish", "write_files"]
