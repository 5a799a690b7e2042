"""W3C PROV, as PROV-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any
from urllib.parse import quote

from prov.identifier import Namespace, QualifiedName
from prov.model import PROV, ProvBundle, ProvDocument

from formats.graphs.graph import NOTE, Graph, Key, Record, child, key, known, moment, parent, withdrawn

LINEAGE = Namespace("lineage-db", "urn:lineage-db:term:")
NAMES = {
    kind: Namespace(kind, f"urn:lineage-db:{kind}:") for kind in ("model", "dataset", "publisher", "load", "record")
}
KINDS = {"person": PROV["Person"], "organisation": PROV["Organization"]}

Attributes = list[tuple[QualifiedName, Any]]


def prov(graph: Graph) -> Iterator[str]:
    """Models and datasets as entities, their publishers as agents; what is stated of them in bundles.

    The bundle `record:stated` holds what is stated today, `record:withdrawn` the derivations that were stated once.
    Both are entities that the load generated. Local parts of names are percent-encoded; `prov:label` is the id itself.
    """
    document = ProvDocument()
    for namespace in (LINEAGE, *NAMES.values()):
        document.add_namespace(namespace)
    _load(document, graph.about["load"])
    stated = _bundle(document, "stated", graph.about)
    _nodes(stated, graph.nodes)
    _derivations(stated, [edge for edge in graph.edges if not withdrawn(edge)])
    formerly = [edge for edge in graph.edges if withdrawn(edge)]
    if formerly:
        _derivations(_bundle(document, "withdrawn", graph.about), formerly)
    text = StringIO()
    document.serialize(text, indent=1)
    return iter([text.getvalue().replace("\x7f", "\\u007f"), "\n"])


def _load(document: ProvDocument, load: Record | None) -> None:
    if load:
        times = moment(load.get("startedAt")), moment(load.get("finishedAt"))
        document.activity(_of_load(load), *times, _attributes(known(load, "startedAt", "finishedAt")))


def _bundle(document: ProvDocument, name: str, about: Record) -> ProvBundle:
    """A record of statements, itself an entity of the document that its load generated."""
    id = NAMES["record"][name]
    document.entity(id, [(PROV["type"], PROV["Bundle"]), *_attributes(known(about, "load") | {"note": NOTE})])
    if about["load"]:
        document.generation(id, _of_load(about["load"]))
    return document.bundle(id)


def _nodes(bundle: ProvBundle, nodes: list[Record]) -> None:
    for publisher, kind in _publishers(nodes).items():
        type = [(PROV["type"], KINDS[kind])] if kind in KINDS else []
        bundle.agent(_id(("publisher", publisher)), [(PROV["label"], publisher), *type])
    for node in nodes:
        named = [(PROV["label"], node["id"]), (PROV["type"], LINEAGE[node["kind"].capitalize()])]
        bundle.entity(_id(key(node)), named + _attributes(known(node, "id", "kind", "publisher", "publisherKind")))
        if node.get("publisher"):
            bundle.attribution(_id(key(node)), _id(("publisher", node["publisher"])))


def _publishers(nodes: list[Record]) -> dict[str, str | None]:
    """Each publisher's kind, where any node says it."""
    published = [(node["publisher"], node.get("publisherKind")) for node in nodes if node.get("publisher")]
    return dict(published) | {publisher: kind for publisher, kind in published if kind}


def _derivations(bundle: ProvBundle, edges: list[Record]) -> None:
    for edge in edges:
        attributes = _attributes(known(edge, "child", "parent"))
        bundle.derivation(_id(child(edge)), _id(parent(edge)), other_attributes=attributes)


def _attributes(record: Record) -> Attributes:
    """Each fact as an attribute, a list as one for each of its items."""
    return [
        (LINEAGE[key], item)
        for key, value in record.items()
        for item in (value if isinstance(value, list) else [value])
    ]


def _id(of: Key) -> QualifiedName:
    kind, id = of
    return NAMES[kind][_local(id)]


def _of_load(load: Record) -> QualifiedName:
    return _id(("load", str(load["number"])))


def _local(id: str) -> str:
    """A local part that PROV-N can write too: it begins with no hyphen or point, and ends with no point."""
    return re.sub(r"^[-.]|\.$", lambda found: f"%{ord(found[0]):02X}", quote(id, safe="/"))
