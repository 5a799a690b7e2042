"""A bill of materials of one model (ML-BOM): CycloneDX 1.6, in JSON."""

from __future__ import annotations

import json
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.exceptions import InvalidSpdxLicenseException
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType, Pedigree
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from formats.errors import FormatError
from formats.graphs.cyclonedx.schema import validate
from formats.graphs.graph import (
    NOTE,
    Graph,
    Key,
    Record,
    address,
    child,
    key,
    known,
    moment,
    parent,
    withdrawn,
)
from formats.json import ascii

TYPES = {"model": ComponentType.MACHINE_LEARNING_MODEL, "dataset": ComponentType.DATA}
FIELDS = ("id", "kind", "sha", "publisher", "license")
"""What of a node has a field of its own in CycloneDX; all else is a property."""


@dataclass(frozen=True)
class Family:
    """The nodes of a graph; and for each child its derivations from models that hold, and what else is stated of it."""

    nodes: dict[Key, Record]
    lineage: dict[Key, list[Record]]
    beside: dict[Key, list[Record]]


def cyclonedx(graph: Graph) -> Iterator[str]:
    """The bill of the first model asked about, valid by the strict schema, and the same for the same graph.

    Its pedigree lists every model that it derives from, once, nearest first; the pedigree of each of these lists its
    parents only, so that the bill is no larger than the graph however many paths there are. The entry of a parent says
    in its properties how the child derives from it. All other models, and the datasets, are components.
    """
    if not graph.about["models"]:
        raise FormatError("bill-without-subject")
    document = _document(graph, ("model", graph.about["models"][0]))
    validate(document)
    return iter([ascii(document, indent=2), "\n"])


def _document(graph: Graph, subject: Key) -> dict[str, Any]:
    """The bill, without what the library adds that nobody stated: the present time, and a lack of dependencies."""
    family = _family(graph, subject)
    distances = _distances(family, subject)
    started = moment((graph.about["load"] or {}).get("startedAt"))
    bill = Bom(
        metadata=BomMetaData(
            component=_subject(family, subject, distances), properties=_about(graph.about), timestamp=started
        ),
        components=[_component(family, of) for of in family.nodes if of not in distances],
    )
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        document: dict[str, Any] = json.loads(JsonV1Dot6(bill).output_as_string())
    del document["dependencies"], document["serialNumber"]
    if not started:
        del document["metadata"]["timestamp"]
    if len(distances) > 1:
        nearness = {_ref(of): distance for of, distance in distances.items()}
        document["metadata"]["component"]["pedigree"]["ancestors"].sort(key=lambda entry: nearness[entry["bom-ref"]])
    return document | {"serialNumber": uuid5(NAMESPACE_URL, ascii(document)).urn}


def _family(graph: Graph, subject: Key) -> Family:
    nodes = {key(node): node for node in [{"kind": subject[0], "id": subject[1]}, *graph.nodes]}
    family = Family(nodes, defaultdict(list), defaultdict(list))
    for edge in graph.edges:
        holds = parent(edge)[0] == "model" and not withdrawn(edge)
        (family.lineage if holds else family.beside)[child(edge)].append(edge)
    return family


def _distances(family: Family, subject: Key) -> dict[Key, int]:
    """How many derivations away each ancestor is, nearest first; the subject itself is 0 away."""
    distances = {subject: 0}
    nearest = [subject]
    for of in nearest:
        for edge in family.lineage.get(of, []):
            if parent(edge) not in distances:
                distances[parent(edge)] = distances[of] + 1
                nearest.append(parent(edge))
    return distances


def _subject(family: Family, subject: Key, distances: dict[Key, int]) -> Component:
    derivations = {parent(edge): edge for edge in family.lineage.get(subject, [])}
    ancestors = []
    for of, distance in distances.items():
        if of != subject:
            ancestor = _component(family, of)
            ancestor.properties.update(_properties({"distance": distance}))
            ancestor.properties.update(_derivation(derivations.get(of, {})))
            ancestors.append(ancestor)
    made = _component(family, subject)
    made.pedigree = Pedigree(ancestors=ancestors, notes=NOTE) if ancestors else None
    return made


def _component(family: Family, of: Key) -> Component:
    """A model or a dataset with all that is known of it, and its parents."""
    node = family.nodes[of]
    made = _named(family, of)
    made.bom_ref.value = _ref(of)
    made.publisher = node.get("publisher")
    made.licenses = map(_license, filter(None, (node.get("license") or "").split(", ")))
    if page := address(node):
        made.external_references = [ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(page))]
    made.properties = _properties(known(node, *FIELDS)) + [_beside(edge) for edge in family.beside.get(of, [])]
    parents = [_parent(family, edge) for edge in family.lineage.get(of, [])]
    made.pedigree = Pedigree(ancestors=parents) if parents else None
    return made


def _parent(family: Family, edge: Record) -> Component:
    made = _named(family, parent(edge))
    made.properties = _derivation(edge)
    return made


def _named(family: Family, of: Key) -> Component:
    """A component with what tells it from all others; its version is the commit."""
    kind, id = of
    publisher, _, rest = id.partition("/")
    both = bool(publisher and rest)
    sha = family.nodes[of].get("sha")
    return Component(
        type=TYPES[kind],
        group=publisher if both else None,
        name=rest if both else id,
        version=sha,
        purl=_purl(id, sha) if kind == "model" else None,
    )


def _purl(id: str, sha: str | None) -> PackageURL | None:
    """The package URL, where the id can be written as one."""
    namespace, _, model = id.rpartition("/")
    try:
        made = PackageURL("huggingface", namespace, model, sha)
    except ValueError:
        return None
    return made if "/".join(filter(None, [made.namespace, made.name])) == id else None


def _ref(of: Key) -> str:
    return ":".join(of)


def _license(name: str) -> DisjunctiveLicense:
    try:
        return LicenseFactory().make_with_id(name)
    except InvalidSpdxLicenseException:
        return LicenseFactory().make_with_name(name)


def _about(about: Record) -> list[Property]:
    load = {f"load:{key}": value for key, value in (about["load"] or {}).items()}
    return _properties(known(about, "models", "load") | known(load) | {"note": NOTE})


def _derivation(edge: Record) -> list[Property]:
    return _properties({f"derivation:{key}": value for key, value in known(edge, "child", "parent").items()})


def _beside(edge: Record) -> Property:
    """What is stated of a child that is no derivation from a model, or none any more, in one JSON object."""
    said = ascii(known(edge, "child"))
    return Property(name=f"lineage-db:{'withdrawn' if withdrawn(edge) else 'trainedOn'}", value=said)


def _properties(record: Record) -> list[Property]:
    return [Property(name=f"lineage-db:{key}", value=_text(value)) for key, value in record.items()]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return value if isinstance(value, str) else ascii(value)
