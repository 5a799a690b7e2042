"""The formats for graphs, each read back by a program of its own field."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import files
from typing import Any

import networkx
import pytest
from browsing import opened
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from neo4j.time import DateTime
from packageurl import PackageURL
from playwright.sync_api import Page
from programs import dot
from prov.model import (
    PROV,
    ProvActivity,
    ProvAgent,
    ProvAttribution,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
)

from formats import GRAPH_FORMATS
from formats.errors import FormatError
from formats.graphs.cyclonedx.schema import validate
from formats.graphs.graph import NOTE, Graph, Key, child, key, known, parent, said
from formats.plain import plain
from ground.text import STEERING, escaped, harmless

Nodes = set[Key]
Edges = set[tuple[Key, Key, str]]
"""Child, parent, and what is said of the derivation."""

LOAD = {"number": 3, "source": "sample", "startedAt": DateTime(2026, 9, 25, 1, 2, 3), "complete": True}


def graph(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], *asked: str, **about: Any) -> Graph:
    return Graph(
        {"title": "Where models come from", "models": [*asked], "hubAsOf": None, "load": None} | about, nodes, edges
    )


def model(id: str, **facts: Any) -> dict[str, Any]:
    return {"id": id, "kind": "model"} | facts


def derivation(child: str, parent: str, relation: str = "finetune", **facts: Any) -> dict[str, Any]:
    return {"child": child, "parent": parent, "relation": relation} | facts


def chain(ids: list[str]) -> Graph:
    """Each derives from the next, and the last from the first."""
    pairs = zip(ids, [*ids[1:], ids[0]], strict=True)
    return graph([model(id) for id in ids], [derivation(a, b) for a, b in pairs if a != b], ids[0])


def ladder(rungs: int) -> Graph:
    """A family with 2 ** rungs paths."""
    nodes = [model(f"a/{side}{rung}") for rung in range(rungs + 1) for side in "xy"]
    edges = [derivation(f"a/{a}{n}", f"a/{b}{n + 1}", "merge") for n in range(rungs) for a in "xy" for b in "xy"]
    return graph(nodes, edges, "a/x0")


FAMILY = graph(
    [
        model(
            "b/Tuned",
            state="listed",
            publisher="b",
            publisherKind="person",
            sha="c0ffee",
            createdAt=DateTime(2024, 1, 2, 3, 4, 5),
            lastModified=DateTime(2025, 1, 2, 3, 4, 5),
            downloads=3_000_000_000,
            likes=7,
            pipelineTag="text-generation",
            libraryName="transformers",
            license="apache-2.0, llama3.1",
            gated=True,
            descendants=2,
        ),
        model(
            "a/Base", state="listed", publisher="a", publisherKind="organisation", downloads=5, gated=False, sha=None
        ),
        model("gpt2", state="unseen"),
        model("c/gone", state="gone", publisher="c", license="mit"),
        model("d/child", state="listed"),
        {"id": "a/Base", "kind": "dataset", "publisher": "a"},
    ],
    [
        derivation(
            "b/Tuned", "a/Base", witnesses=["card", "hub"], disputed=False, declaredRelation="finetune", state="holds"
        ),
        derivation(
            "a/Base", "gpt2", "merge", witnesses=["tag"], disputed=True, statements=["tag: merge: GPT2"], sha="abc"
        ),
        derivation("gpt2", "b/Tuned", "unknown", witnesses=["card"]),
        derivation("b/Tuned", "a/Base", "trained on", witnesses=["card"]),
        derivation("a/Base", "a/Base", "trained on", witnesses=["tag"]),
        derivation("b/Tuned", "c/gone", "adapter", witnesses=["card"], state="withdrawn", disputed=True),
        derivation("d/child", "b/Tuned", "quantized", witnesses=["hub"]),
    ],
    "b/Tuned",
    hubAsOf="2026-09-25",
    load=LOAD,
)
GRAPHS = {
    "a family": FAMILY,
    "one model": graph([model("gpt2")], [], "gpt2"),
    "a cycle": chain(["a/1", "a/2", "a/3"]),
    "a self-loop": graph([model("a/1"), model("a/2")], [derivation("a/1", "a/2"), derivation("a/2", "a/2")], "a/1"),
    "long ids": chain([f"{letter * 120}/{letter * 129}" for letter in "ab"]),
    "2 ** 40 paths": ladder(40),
}

NASTY = [
    "a/\"quoted\" 'too'",
    "a/line\nbreak\r\n\ttab",
    "a/\x1b[31mred\x1b]0;title\x07",
    "a/\u202egnp.exe\u2028\u200b",
    "a/<script>document.title = 'steered'</script><img src=x onerror=alert(1)>",
    "a/**bold** `code` [link](javascript:alert(1)) ~~no~~ _so_",
    "1. one",
    "- item",
    "# head",
    "www.example.com",
    "style: fill:#f00;",
    "classDef x fill:#f00;",
    "end",
    "default",
    "graph LR; a --> b",
    "%% comment",
    "%%{init: {'theme': 'dark'}}%%",
    "---\ntitle: steered\n---",
    "click n0 call alert()",
    "a#quot;b&quot;c&amp;#35;d&#100;",
    "ﬂ°°60¶ß ﬂ°lt¶ß",
    "fa:fa-book $$x^2$$",
    "back\\slash\\",
    '\\" -> x [label=<b>]',
    "\\N \\G \\n \\l",
    "a/&alpha;]]>",
    "../../etc/passwd",
    "//x/",
    "/x",
    "x/",
    " x ",
    ", ",
    ".a/-b.",
    "a:b%2Fc~d",
    "日本/模型-ё",
    "\U0001f600/\uffff\ufffe\x00\x7f\x85",
]


# How each format is read back, and what it makes of an id that it cannot carry as it is.


def read_node_link(text: str) -> tuple[Nodes, Edges]:
    return of_networkx(networkx.node_link_graph(json.loads(text), edges="edges"), str)


def read_graphml(text: str) -> tuple[Nodes, Edges]:
    read = networkx.read_graphml(io.BytesIO(text.encode()))
    return of_networkx(read, lambda name: read.nodes[name]["label"])


def of_networkx(read: networkx.DiGraph, id: Callable[[str], str]) -> tuple[Nodes, Edges]:
    assert read.is_directed()
    assert not read.is_multigraph()
    keys = {name: (kind, id(name)) for name, kind in read.nodes(data="kind")}
    keys = {
        name: (kind, id.removeprefix("datasets/") if kind == "dataset" else id) for name, (kind, id) in keys.items()
    }
    return set(keys.values()), {(keys[a], keys[b], said(edge)) for a, b, edge in read.edges(data=True)}


def read_dot(text: str) -> tuple[Nodes, Edges]:
    read = json.loads(drawn(text, "json"))
    keys = {node["_gvid"]: dot_key(node) for node in read.get("objects", [])}
    return set(keys.values()), {
        (keys[edge["tail"]], keys[edge["head"]], edge["label"]) for edge in read.get("edges", [])
    }


def dot_key(node: dict[str, Any]) -> Key:
    kind = "dataset" if node.get("shape") == "cylinder" else "model"
    id = re.sub(r"\\(\\|n|r|t|x..|u....|U........)", lambda found: unescaped(found[0]), node["name"])
    return kind, id.removeprefix("datasets/") if kind == "dataset" else id


def unescaped(escape: str) -> str:
    return escape.encode("ascii").decode("unicode_escape")


def drawn(text: str, form: str) -> str:
    done = subprocess.run([dot(), f"-T{form}"], input=text, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return done.stdout


def read_cyclonedx(text: str) -> tuple[Nodes, Edges]:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = Bom.from_json(data=json.loads(text))
    subject = bill.metadata.component
    full = [subject, *(subject.pedigree.ancestors if subject.pedigree else []), *bill.components]
    references = [component.bom_ref.value for component in full]
    assert len(set(references)) == len(references)
    return {cyclonedx_key(component) for component in full}, {edge for component in full for edge in stated(component)}


def cyclonedx_key(component: Component) -> Key:
    kind = "dataset" if component.type.value == "data" else "model"
    return kind, f"{component.group}/{component.name}" if component.group else component.name


def stated(component: Component) -> Iterator[tuple[Key, Key, str]]:
    for entry in component.pedigree.ancestors if component.pedigree else []:
        facts = {
            name.removeprefix("derivation:"): value for name, value in properties(entry) if name.startswith("deriv")
        }
        if facts:
            facts["disputed"] = facts.get("disputed") == "true"
            yield cyclonedx_key(component), cyclonedx_key(entry), said(facts)
    for name, value in properties(component):
        if name in ("trainedOn", "withdrawn"):
            edge = json.loads(value)
            yield cyclonedx_key(component), parent(edge), said(edge)


def properties(component: Component) -> list[tuple[str, str]]:
    return [(each.name.removeprefix("lineage-db:"), each.value) for each in component.properties]


def read_prov(text: str) -> tuple[Nodes, Edges]:
    nodes = {prov_key(entity) for entity in records(text, ProvEntity)}
    ids = {str(entity.identifier): prov_key(entity) for entity in records(text, ProvEntity)}
    edges = set()
    for edge in records(text, ProvDerivation):
        ends = dict(edge.formal_attributes)
        facts = {name.localpart: value for name, value in edge.extra_attributes}
        edges.add((ids[str(ends[PROV["generatedEntity"]])], ids[str(ends[PROV["usedEntity"]])], said(facts)))
    return nodes, edges


def records(text: str, kind: type) -> list[Any]:
    document = ProvDocument.deserialize(content=text, format="json")
    return [record for bundle in document.bundles for record in bundle.get_records(kind)]


def prov_key(entity: ProvEntity) -> Key:
    (kind,) = entity.get_asserted_types()
    (label,) = entity.get_attribute("prov:label")
    return kind.localpart.lower(), label


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of a real Chromium with the real Mermaid, as its Python package brings it."""
    (script,) = [file for file in files("mermaidx") or [] if file.name == "mermaid.js"]
    with opened() as page:
        page.set_content("<title>quiet</title>")
        page.add_script_tag(path=script.locate())
        page.evaluate("mermaid.initialize({startOnLoad: false})")
        yield page


DRAW = """async text => {
  const {svg} = await mermaid.render('drawing', text);
  const {db} = await mermaid.mermaidAPI.getDiagramFromText(text);
  const drawing = new DOMParser().parseFromString(svg, 'text/html');
  const texts = selector => [...drawing.querySelectorAll(selector)].map(part => part.textContent);
  const nodes = [...drawing.querySelectorAll('g.node')].map(node => [
    node.id.replace(/^.*flowchart-(n\\d+)-\\d+$/, '$1'), node.querySelector('.label').textContent,
    node.getAttribute('class').split(' ')]);
  const shapes = Object.fromEntries([...db.getVertices().values()].map(vertex => [vertex.id, vertex.type]));
  const edges = db.getEdges().map(edge => [edge.start, edge.end, edge.stroke]);
  return {nodes, shapes, edges, labels: texts('.edgeLabels .edgeLabel .label'), title: document.title,
          direction: db.getDirection(), strangers: texts('script, img, a, strong, em, code, li, iframe')};
}"""


def read_mermaid(page: Page, text: str) -> tuple[Nodes, Edges]:
    read = page.evaluate(DRAW, text)
    assert read["title"] == "quiet"
    assert read["strangers"] == []
    keys = {key: ("dataset" if read["shapes"][key] == "cylinder" else "model", text) for key, text, _ in read["nodes"]}
    edges = zip(read["edges"], read["labels"], strict=True)
    return set(keys.values()), {(keys[start], keys[end], label) for (start, end, _), label in edges}


SVG = "{http://www.w3.org/2000/svg}"


def read_svg(text: str) -> tuple[Nodes, Edges]:
    """The nodes by their titles, and each edge by the boxes at which its line ends: the parent is where its head is."""
    drawing = ElementTree.fromstring(text.encode()).find(f"{SVG}g")
    assert drawing is not None
    edges, nodes = drawing
    found = [(svg_key(node), *svg_box(node)) for node in nodes if "node" in classes(node)]

    def at(x: float, y: float) -> Key:
        (key,) = [
            key
            for key, left, top, width, height in found
            if left <= x <= left + width
            and top <= y <= top + height
            and (y in (top, top + height) or x == left + width)
        ]
        return key

    read = set()
    for edge in edges:
        line, head = (numbers(path.get("d")) for path in edge.findall(f"{SVG}path"))
        tip = at(*head[:2])
        first, last = line[:2], line[-2:]
        near = [abs(x - head[0]) + abs(y - head[1]) for x, y in (first, last)]
        tail = first if near[0] > near[1] else last
        relation, *doubts = classes(edge)[1:]
        words = {"trained-on": "trained on"}.get(relation, relation)
        read.add((at(*tail), tip, ", ".join([words, *sorted(doubts)])))
    return {key for key, *_ in found}, read


def classes(element: ElementTree.Element) -> list[str]:
    return element.get("class", "").split()


def svg_key(node: ElementTree.Element) -> Key:
    return classes(node)[1], node.findtext(f"{SVG}title") or ""


def svg_box(node: ElementTree.Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of the box of a node."""
    box = node[1]
    if box.tag == f"{SVG}rect":
        left, top, width, height = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
        return left, top, width, height
    x, y, half, end, *_ = numbers(box.get("d"))
    (side,) = re.findall(r"v(\S+)", box.get("d", ""))
    return x, y - end, 2 * half, float(side) + 2 * end


def numbers(path: str | None) -> list[float]:
    """The numbers of a path, with both coordinates of each point that a vertical line leads to."""
    full: list[float] = []
    for command, values in re.findall(r"([A-Za-z])([^A-Za-z]*)", path or ""):
        found = [float(value) for value in values.split()]
        full += [full[-2], *found] if command == "V" else found
    return full


def legal_in_xml(id: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", lambda found: escaped(found[0]), id)


READ = {
    "node-link": read_node_link,
    "svg": read_svg,
    "dot": read_dot,
    "graphml": read_graphml,
    "cyclonedx": read_cyclonedx,
    "prov": read_prov,
}
CARRIED: dict[str, Callable[[str], str]] = {
    "mermaid": lambda id: harmless(id).replace("\ufb02", r"\ufb02").replace("\xb6", r"\xb6"),
    "graphml": legal_in_xml,
    "svg": lambda id: harmless(legal_in_xml(id)),
}


@pytest.fixture
def read(page: Page) -> Callable[[str, str], tuple[Nodes, Edges]]:
    readers = READ | {"mermaid": lambda text: read_mermaid(page, text)}
    return lambda name, text: readers[name](text)


def expected(name: str, graph: Graph) -> tuple[Nodes, Edges]:
    carried = CARRIED.get(name, str)
    nodes = {(kind, carried(id)) for kind, id in map(key, graph.nodes)}
    ends = [(child(edge), parent(edge), said(edge)) for edge in graph.edges]
    return nodes, {((a, carried(b)), (c, carried(d)), words) for (a, b), (c, d), words in ends}


def written(name: str, graph: Graph) -> str:
    return "".join(GRAPH_FORMATS[name].write(graph))


@pytest.mark.parametrize("case", GRAPHS)
@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_a_graph_reads_back_whole(name: str, case: str, read: Callable[..., Any]) -> None:
    assert read(name, written(name, GRAPHS[case])) == expected(name, GRAPHS[case])


ids = some.text(some.characters(codec="utf-8"), min_size=1, max_size=30) | some.sampled_from(NASTY)


@pytest.mark.parametrize("name", GRAPH_FORMATS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ids=some.lists(ids, unique=True, min_size=1, max_size=6))
@example(ids=NASTY)
def test_no_id_steers_a_format_and_it_reads_back(name: str, read: Callable[..., Any], ids: list[str]) -> None:
    hostile = chain(ids)
    for node, text in zip(hostile.nodes, reversed(ids), strict=True):
        node |= dict.fromkeys(("publisher", "sha", "license", "pipelineTag", "libraryName"), text)
    for edge in hostile.edges:
        edge |= {"statements": ids, "sha": ids[0], "witnesses": ids}
    hostile.about["title"] = " ".join(ids)
    text = written(name, hostile)
    assert not [char for char in text if unicodedata.category(char) in STEERING and char != "\n"]
    assert read(name, text) == expected(name, hostile)


@pytest.mark.parametrize("name", [name for name, format in GRAPH_FORMATS.items() if not format.needs_model])
def test_an_empty_graph_is_one(name: str, read: Callable[..., Any]) -> None:
    assert read(name, written(name, graph([], []))) == (set(), set())


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_every_format_says_that_a_derivation_is_a_statement(name: str) -> None:
    assert NOTE in written(name, FAMILY)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_graph_comes_out_the_same_in_any_process(seed: str) -> None:
    script = """if True:
        import json, sys
        from formats import GRAPH_FORMATS
        from formats.graphs.graph import Graph
        graph = Graph(*json.load(sys.stdin))
        print(json.dumps({name: "".join(format.write(graph)) for name, format in GRAPH_FORMATS.items()}))"""
    family = json.dumps([plain(part) for part in (FAMILY.about, FAMILY.nodes, FAMILY.edges)])
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", script], input=family, env=environment, capture_output=True, text=True)
    assert done.stderr == ""
    assert json.loads(done.stdout) == {name: written(name, FAMILY) for name in GRAPH_FORMATS}


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_two_thousand_models_take_seconds(name: str) -> None:
    nodes = [model(f"a/{at}", publisher="a", state="listed", sha=f"{at:040x}", downloads=at) for at in range(2000)]
    edges = [derivation(f"a/{at}", f"a/{to}") for at in range(1, 2000) for to in {at - 1, at // 2}]
    begun = time.process_time()  # what the machine does besides is no matter
    written(name, graph(nodes, edges, "a/1000"))
    assert time.process_time() - begun < 60


def test_no_library_of_a_format_is_imported_before_it_is_used() -> None:
    script = "import sys, formats; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"cyclonedx", "packageurl", "jsonschema", "prov", "xml"} == set()


# What each format says beyond nodes and edges.


def test_node_link_holds_all_that_is_known() -> None:
    read = networkx.node_link_graph(json.loads(written("node-link", FAMILY)), edges="edges")
    assert read.graph == known(FAMILY.about) | {"note": NOTE}
    assert [facts for _, facts in read.nodes(data=True)] == [known(node, "id") for node in FAMILY.nodes]
    facts = {(a, b): facts for a, b, facts in read.edges(data=True)}
    assert facts["a/Base", "gpt2"] == known(FAMILY.edges[1], "child", "parent")
    assert read.nodes["b/Tuned"]["createdAt"] == "2024-01-02T03:04:05"


def test_graphml_holds_all_that_is_known_and_its_types() -> None:
    read = networkx.read_graphml(io.BytesIO(written("graphml", FAMILY).encode()))
    assert read.nodes["n0"] == known(FAMILY.nodes[0], "id") | {"label": "b/Tuned"}
    assert read.edges["n1", "n2"] == {
        "relation": "merge",
        "witnesses": "tag",
        "disputed": True,
        "statements": "tag: merge: GPT2",
        "sha": "abc",
    }
    assert read.edges["n0", "n1"]["witnesses"] == "card, hub"
    assert (read.graph["load.number"], read.graph["load.complete"]) == (3, True)


def test_graphml_keeps_its_own_grammar() -> None:
    root = ElementTree.fromstring(written("graphml", chain(NASTY)))
    names = [element.get(part) for element in root.iter() for part in ("id", "key", "source", "target")]
    assert [name for name in names if name and not re.fullmatch(r"[\w.:-]+", name)] == []
    keys = {element.get("id") for element in root.iter("{http://graphml.graphdrawing.org/xmlns}key")}
    assert {element.get("key") for element in root.iter("{http://graphml.graphdrawing.org/xmlns}data")} == keys


def test_mermaid_draws_children_below_and_marks_what_is_asked_gone_unseen_and_withdrawn(page: Page) -> None:
    read = page.evaluate(DRAW, written("mermaid", FAMILY))
    marks = {"asked", "gone", "unseen"}
    assert read["direction"] == "BT"
    assert [sorted(marks & set(classes)) for _, _, classes in read["nodes"]] == [
        ["asked"],
        [],
        ["unseen"],
        ["gone"],
        [],
        [],
    ]
    assert [edge for edge in read["edges"] if edge[2] == "dotted"] == [["n0", "n3", "dotted"]]


def test_graphviz_shows_every_id_as_it_is() -> None:
    hostile = [id for id in NASTY if "\uffff" not in id]
    svg = ElementTree.fromstring(drawn(written("dot", chain(hostile)), "svg"))
    texts = {element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")}
    shown = {harmless(id).replace("&", r"\x26") for id in hostile}
    assert shown <= {text.replace("\xa0", " ") for text in texts if text}


def test_graphviz_draws_children_below_and_marks_what_is_asked_gone_unseen_and_withdrawn() -> None:
    read = json.loads(drawn(written("dot", FAMILY), "json"))
    looks = {node["name"]: (node.get("fillcolor"), node.get("style")) for node in read["objects"]}
    assert read["rankdir"] == "BT"
    assert looks == {
        "b/Tuned": ("#ffd21e", "filled"),
        "a/Base": (None, None),
        "gpt2": (None, "dotted"),
        "c/gone": (None, "dashed"),
        "d/child": (None, None),
        "datasets/a/Base": (None, None),
    }
    assert [edge["label"] for edge in read["edges"] if edge.get("arrowhead")] == ["adapter, disputed, withdrawn"]
    assert len({(edge["color"], edge["style"]) for edge in read["edges"] if "color" in edge}) == 5


def bill(graph: Graph) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written("cyclonedx", graph))
    return read


def named(components: list[dict[str, Any]]) -> list[str]:
    return [component["bom-ref"] for component in components]


def test_a_bill_has_the_model_asked_about_its_ancestors_nearest_first_and_all_others_beside() -> None:
    read = bill(FAMILY)
    subject = read["metadata"]["component"]
    assert subject["bom-ref"] == "model:b/Tuned"
    assert named(subject["pedigree"]["ancestors"]) == ["model:a/Base", "model:gpt2"]
    assert sorted(named(read["components"])) == ["dataset:a/Base", "model:c/gone", "model:d/child"]
    distances = {"name": "lineage-db:distance", "value": "2"}
    assert distances in subject["pedigree"]["ancestors"][1]["properties"]


def test_a_bill_says_what_is_known_of_a_model_and_nothing_else() -> None:
    subject = bill(FAMILY)["metadata"]["component"]
    assert subject["purl"] == "pkg:huggingface/b/Tuned@c0ffee"
    assert subject["version"] == "c0ffee"
    assert subject["publisher"] == "b"
    assert subject["licenses"] == [{"license": {"id": "Apache-2.0"}}, {"license": {"name": "llama3.1"}}]
    assert subject["externalReferences"] == [{"type": "distribution", "url": "https://huggingface.co/b/Tuned"}]
    unseen = subject["pedigree"]["ancestors"][1]
    assert {key for key in unseen if key not in ("bom-ref", "pedigree", "properties")} == {"type", "name", "purl"}
    assert unseen["purl"] == "pkg:huggingface/gpt2"
    assert {"name": "lineage-db:state", "value": "unseen"} in unseen["properties"]


def test_a_bill_has_no_time_but_that_of_its_load_and_no_dependencies() -> None:
    assert bill(FAMILY)["metadata"]["timestamp"].startswith("2026-09-25T01:02:03")
    assert "timestamp" not in bill(chain(["a/1", "a/2"]))["metadata"]
    assert "dependencies" not in bill(FAMILY)


def test_a_bill_has_a_serial_number_of_its_content() -> None:
    serials = [bill(chain(ids))["serialNumber"] for ids in (["a/1", "a/2"], ["a/1", "a/2"], ["a/1", "a/3"])]
    assert serials[0] == serials[1] != serials[2]


def test_a_package_url_stands_only_where_it_leads_back_to_the_id() -> None:
    read = bill(chain(NASTY))["metadata"]["component"]
    purls = {entry["bom-ref"]: entry.get("purl") for entry in [read, *read["pedigree"]["ancestors"]]}
    for reference, purl in purls.items():
        if purl:
            package = PackageURL.from_string(purl)
            assert reference == f"model:{'/'.join(filter(None, [package.namespace, package.name]))}"
    assert purls["model://x/"] is None
    assert purls["model:日本/模型-ё"]


@pytest.mark.parametrize("address", ["no address", "https://huggingface.co/a b", "https://huggingface.co/模型"])
def test_what_is_no_uri_is_no_address_in_a_bill(address: str) -> None:
    reference = {"type": "distribution", "url": address}
    with pytest.raises(ValueError, match="not valid CycloneDX"):
        validate({"bomFormat": "CycloneDX", "specVersion": "1.6", "externalReferences": [reference]})


def test_a_model_is_no_ancestor_of_its_own() -> None:
    looped = graph([model("a/1")], [derivation("a/1", "a/1")], "a/1")
    assert "ancestors" not in bill(looped)["metadata"]["component"].get("pedigree", {})


def test_a_bill_is_of_a_model() -> None:
    with pytest.raises(FormatError, match="bill-without-subject"):
        GRAPH_FORMATS["cyclonedx"].write(graph([model("a/1")], []))


def test_an_empty_graph_about_a_model_is_a_bill_of_it(read: Callable[..., Any]) -> None:
    assert read("cyclonedx", written("cyclonedx", graph([], [], "a/1"))) == ({("model", "a/1")}, set())


def test_prov_names_the_publishers_and_what_they_are() -> None:
    text = written("prov", FAMILY)
    kinds = {
        str(agent.identifier): {str(kind) for kind in agent.get_asserted_types()} for agent in records(text, ProvAgent)
    }
    assert kinds == {"publisher:b": {"prov:Person"}, "publisher:a": {"prov:Organization"}, "publisher:c": set()}
    assert {tuple(str(end) for _, end in each.formal_attributes) for each in records(text, ProvAttribution)} == {
        ("model:b/Tuned", "publisher:b"),
        ("model:a/Base", "publisher:a"),
        ("model:c/gone", "publisher:c"),
        ("dataset:a/Base", "publisher:a"),
    }


def test_prov_keeps_apart_what_is_stated_and_what_was_withdrawn_and_says_which_load_wrote_it() -> None:
    document = ProvDocument.deserialize(content=written("prov", FAMILY), format="json")
    assert {str(bundle.identifier): len([*bundle.get_records(ProvDerivation)]) for bundle in document.bundles} == {
        "record:stated": 6,
        "record:withdrawn": 1,
    }
    (load,) = document.get_records(ProvActivity)
    assert (str(load.identifier), load.get_startTime(), load.get_endTime()) == (
        "load:3",
        datetime(2026, 9, 25, 1, 2, 3),
        None,
    )
    generated = {
        tuple(str(end) for _, end in each.formal_attributes if end) for each in document.get_records(ProvGeneration)
    }
    assert generated == {("record:stated", "load:3"), ("record:withdrawn", "load:3")}


def test_prov_names_are_valid_in_every_notation_of_prov() -> None:
    ProvDocument.deserialize(content=written("prov", chain(NASTY)), format="json").get_provn()
