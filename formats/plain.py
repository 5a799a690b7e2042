"""Turns what the driver gives into plain JSON values."""

from __future__ import annotations

from typing import Any


def plain(value: Any) -> Any:
    """A value as JSON has it. Nodes become their labels and properties, relationships also their type and ends."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "srid"):
        return {"srid": value.srid, "coordinates": list(value)}
    if hasattr(value, "iso_format") and not hasattr(value, "to_native"):
        return value.iso_format()
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "relationships") and hasattr(value, "nodes") and not hasattr(value, "type"):
        return {"nodes": plain(list(value.nodes)), "relationships": plain(list(value.relationships))}
    if hasattr(value, "labels"):
        return {"labels": sorted(value.labels), "properties": plain(dict(value.items()))}
    if hasattr(value, "type") and hasattr(value, "start_node"):
        ends = [plain(value.start_node), plain(value.end_node)]
        return {
            "type": value.type,
            "start": ends[0],
            "end": ends[1],
            "properties": plain(dict(value.items())),
        }
    if hasattr(value, "to_native"):
        value = value.to_native()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
