"""The words of a drawing in the language of a page."""

from __future__ import annotations

from markupsafe import Markup

from formats.drawing.svg import drawing
from formats.drawing.svg_words import Words
from formats.graphs.graph import TRAINED_ON, Graph
from ground.languages import LANGUAGES
from web.page_request import Visit


def picture(visit: Visit, graph: Graph) -> Markup:
    """The drawing of a graph for a page; each model and dataset leads to its page, unless it says where to."""
    nodes = [{"href": visit.link(node["kind"], **{node["kind"]: node["id"]}), **node} for node in graph.nodes]
    made = "".join(drawing(Graph(graph.about, nodes, graph.edges), words(visit)))
    return Markup(made)  # noqa: S704 the drawing escapes what it is given


def words(visit: Visit) -> Words:
    """What a drawing says."""
    _ = visit.words.gettext
    return Words(
        legend=_("Legend"),
        relations={
            "finetune": _("finetune"),
            "adapter": _("adapter"),
            "merge": _("merge"),
            "quantized": _("quantized"),
            "unknown": _("unknown relation"),
            TRAINED_ON: _("trained on"),
        },
        of={
            "finetune": _("finetune of {parent}"),
            "adapter": _("adapter of {parent}"),
            "merge": _("merge of {parent}"),
            "quantized": _("quantized from {parent}"),
            "unknown": _("derived in an unknown way from {parent}"),
            TRAINED_ON: _("trained on {parent}"),
        },
        asked=_("asked about"),
        states={"gone": _("gone"), "unseen": _("never seen")},
        dataset=_("dataset"),
        withdrawn=_("withdrawn"),
        disputed=_("disputed"),
        folded=_("models not drawn"),
        up=(_("{count} hop up"), _("{count} hops up")),
        down=(_("{count} hop down"), _("{count} hops down")),
        more_above=_("{count} more above {model}"),
        more_below=_("{count} more below {model}"),
        more=_("{count} more"),
        thousands=LANGUAGES[visit.language].thousands,
    )
