"""The picture of a lineage: parents above, children below, branches that unfold."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from answers.answer import answer_to, question
from answers.browser import ALL, address, text
from answers.graph import about
from answers.neighbourhood import KINDS, STATES, Filters, Neighbourhood, Side, Unfolded, neighbourhood
from formats import GRAPH_FORMATS
from formats.graphs.graph import Graph
from ground.vocabulary import ALL_RELATIONS
from web import download
from web.page_request import Visit
from web.pictures import picture

MORE = 20
"""Models that one click unfolds."""
MOST = 300
"""Models that one picture shows."""
FARTHEST = 99


def lineage(visit: Visit) -> Response:
    """The lineage of a model as a picture, and as a table under it."""
    id = visit.model()
    filters = Filters(
        visit.chosen("relation", ALL_RELATIONS),
        visit.number("depth", 0, FARTHEST),
        visit.chosen("state", STATES),
        visit.chosen("kind", KINDS),
        bool(visit.text("datasets")),
        bool(visit.text("former")),
    )
    unfolded = list(filter(None, map(_unfolded, visit.texts("open"))))
    found = neighbourhood(visit.database, id, filters, unfolded[: MOST // MORE])
    title = visit.words.gettext("Lineage of %(model)s") % {"model": id}
    subject = about(visit.database, title, [id], visit.day)
    if (format_ := download.wanted(visit)) in GRAPH_FORMATS:
        return download.of_graph(Graph(subject, found.graph.nodes, found.graph.edges), format_, "lineage")
    nodes = [_node(visit, node, found, unfolded) for node in found.graph.nodes]
    graph = Graph(subject, nodes, found.graph.edges)
    return visit.render(
        "lineage.html",
        model=id,
        filters=filters,
        unfolded=unfolded,
        picture=picture(visit, graph),
        graph=graph,
        in_browser=_in_browser(visit, graph, filters),
    )


def _in_browser(visit: Visit, graph: Graph, filters: Filters) -> str:
    """The address of Neo4j Browser with the models and derivations that the picture shows."""
    ids = [node["id"] for node in graph.nodes if node["kind"] == "model"]
    params = {"relation": list(filters.relation), "former": filters.former}
    among = question(visit.database, "drawn-derivations", ids=ids, **params)
    answer = answer_to(ids, among)
    answer.title = graph.about["title"]
    return address(visit.browser, text(answer, ALL))


def _unfolded(text: str) -> Unfolded | None:
    """What `below.20.org/name` asks for."""
    side, _, rest = text.partition(".")
    count, _, model = rest.partition(".")
    if side not in ("above", "below") or not (count.isascii() and count.isdigit()) or not model:
        return None
    return Unfolded("above" if side == "above" else "below", min(int(count), MOST), model)


def _node(visit: Visit, node: dict[str, Any], found: Neighbourhood, unfolded: list[Unfolded]) -> dict[str, Any]:
    sides = found.hidden.get(node["id"], {}) if node["kind"] == "model" else {}
    folded = [
        {"side": side, "count": count, "href": _with(visit, side, node["id"], unfolded)}
        for side, count in sides.items()
    ]
    return node | {"folded": folded}


def _with(visit: Visit, side: Side, model: str, unfolded: list[Unfolded]) -> str:
    """The address of the picture in which more of a model's neighbours are shown."""
    before = max((each.count for each in unfolded if (each.side, each.model) == (side, model)), default=0)
    others = [each for each in unfolded if (each.side, each.model) != (side, model)]
    unfoldings = [*others, Unfolded(side, before + MORE, model)]
    return visit.here(open=[f"{each.side}.{each.count}.{each.model}" for each in unfoldings])
