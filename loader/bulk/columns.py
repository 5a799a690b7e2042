"""The columns of the files for Neo4j's bulk import."""

from __future__ import annotations

from loader.fields import PROPERTIES

RELATION_COLUMNS = ("relation", "declaredRelation", "declaredAs")
"""The properties of a derivation that state its relation."""
CSV_HEADERS = {
    "models": [
        "id:ID(Model)",
        *(f"{name}:{field.type}" for name, field in PROPERTIES.items()),
        "digest:string",
        "intervals:long[]",
        ":LABEL",
    ],
    "datasets": ["id:ID(Dataset)", "name:string", ":LABEL"],
    "publishers": ["name:ID(Publisher)", ":LABEL"],
    "quarantined": [
        "key:ID(Quarantined)",
        *(f"{name}:string" for name in ("source", "record", "field", "value", "reason")),
        "load:long",
        "line:long",
        "readings:string[]",
        "words:string[]",
        "declaredRelation:string",
        "declaredAs:string",
        "parentHubId:string",
        ":LABEL",
    ],
    "derived": [
        ":START_ID(Model)",
        ":END_ID(Model)",
        *(f"{name}:string" for name in RELATION_COLUMNS),
        "witnesses:string[]",
        "statements:string[]",
        "disputed:boolean",
        "parentHubId:string",
        "sha:string",
        "intervals:long[]",
        ":TYPE",
    ],
    "trained": [
        ":START_ID(Model)",
        ":END_ID(Dataset)",
        "witnesses:string[]",
        "statements:string[]",
        ":TYPE",
    ],
    "published": [":START_ID(Publisher)", ":END_ID(Model)", ":TYPE"],
    "published-datasets": [":START_ID(Publisher)", ":END_ID(Dataset)", ":TYPE"],
}
"""The columns of each kind of file; those of nodes begin with the id, those of relationships with their two ends."""
NODES = tuple(kind for kind, columns in CSV_HEADERS.items() if not columns[0].startswith(":START"))
RELATIONSHIPS = tuple(kind for kind in CSV_HEADERS if kind not in NODES)
