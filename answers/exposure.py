"""Which models may hold what one of them holds, under a hypothesis that each answer names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from answers.answer import Answer, Question, question
from answers.errors import AnswerError
from answers.phrases import listed
from cypher import Database, Table
from formats import document, table
from formats.derivation import hops
from ground.bands import count_bands
from ground.text import harmless, shown

if TYPE_CHECKING:
    from rights.exposure.exposure import Exposed
    from rights.exposure.family import Family
    from rights.exposure.observations import Kind

NOTE = (
    "The bands rank the models by how they derive; they prove nothing about what a model holds "
    "(docs/ideas/exposure.md)."
)
OF_MODEL = ["model", "band", "exposedUnder", "certain", "distance", "former", "state"]
COLUMNS = [*OF_MODEL, "publisher", "downloads"]
BY_PUBLISHER = ["publisher", "publisherKind", *OF_MODEL, "downloads"]


def row(each: Exposed, family: Family) -> dict[str, Any]:
    """A model that is exposed, by column, with what its family knows of it."""
    known = family.model(each.model)
    return {
        "model": each.model,
        "band": each.band,
        "exposedUnder": len(each.origins),
        "certain": each.certain,
        "distance": each.distance,
        "former": each.former,
        "state": known.state,
        "publisher": known.publisher,
        "publisherKind": known.publisher_kind,
        "downloads": known.downloads,
    }


@dataclass(frozen=True)
class Hypothesis:
    """Where the data entered.

    If the origin is unknown, at `model` or at any of its ancestors. If it is known, at each of `origins`, at the models
    trained on `dataset`, and at the models of `publisher`, which asks about its own. If a publisher names origins, only
    those of its models count as origins.
    """

    model: str | None
    origins: list[str]
    dataset: str | None
    publisher: str | None

    @property
    def known(self) -> bool:
        """Whether the origin is known."""
        return bool(self.origins or self.dataset or self.publisher)

    @property
    def publisher_of_all(self) -> str | None:
        """The publisher whose every model is an origin."""
        return None if self.origins else self.publisher

    @property
    def models(self) -> list[str]:
        """The models that it names."""
        return [*([self.model] if self.model else []), *self.origins]

    def questions(self, database: Database) -> list[Question]:
        """The saved queries that give the models exposed."""
        entered = self.origins if self.known else self.models
        asked = [question(database, "exposed", models=entered, known=self.known)] if entered else []
        if self.dataset:
            asked.append(question(database, "exposed-by-dataset", dataset=self.dataset))
        if self.publisher_of_all:
            asked.append(question(database, "exposed-by-publisher", publisher=self.publisher_of_all))
        return asked

    def words(self, candidates: list[str]) -> str:
        """The hypothesis as a sentence."""
        if not self.known:
            above = len(candidates) - 1
            others = f"any of its {above:,} ancestors" if above > 1 else "its one ancestor" if above else ""
            return f"Origin unknown: the data entered at {listed(self.models)}{' or at ' if above else ''}{others}."
        places = [
            *([f"{listed(self.origins)}{self._whose()}"] if self.origins else []),
            *([f"every model trained on {harmless(self.dataset)}"] if self.dataset else []),
            *([f"every model of {harmless(self.publisher_of_all)}"] if self.publisher_of_all else []),
        ]
        count = f" ({_models(len(candidates))})" if self.dataset or self.publisher_of_all else ""
        return f"Origin known: the data entered at {', and at '.join(places)}{count}."

    def _whose(self) -> str:
        return f", published by {harmless(self.publisher)}" if self.publisher else ""


@dataclass(frozen=True)
class ObservationSummary:
    """Observations by model, and the candidate origins they leave."""

    kinds: Mapping[str, Kind]
    left: list[str]

    def words(self, candidates: list[str]) -> str:
        """The summary as a sentence."""
        observations = listed([f"{model} ({kind})" for model, kind in self.kinds.items()])
        return f" Seen: {observations}; of {len(candidates):,} candidates {len(self.left):,} are left."


@dataclass(frozen=True)
class ExposureAnswer:
    """The models exposed under a hypothesis, most exposed first; its candidate origins, and what observations leave
    of them."""

    hypothesis: Hypothesis
    family: Family
    candidates: list[str]
    exposed: list[Exposed]
    hub_as_of: str | None
    seen: ObservationSummary | None = None

    @property
    def words(self) -> str:
        return self.hypothesis.words(self.candidates) + (self.seen.words(self.candidates) if self.seen else "")

    def answer(self, database: Database) -> Answer:
        """The same as an answer for every format; `database` answers its questions."""
        return Answer(
            f"Exposure, {self.words[0].lower()}{self.words[1:].removesuffix('.')}",
            self.hypothesis.models,
            self.hypothesis.questions(database),
            self.table,
            self.hub_as_of,
            layout=self.layout,
            document=self.document,
            total=lambda: len(self.exposed),
            dataset=self.hypothesis.dataset,
        )

    def table(self) -> Table:
        """A row for each model."""
        by_publisher = bool(self.hypothesis.publisher)
        columns = BY_PUBLISHER if by_publisher else [*COLUMNS, "observed"] if self.seen else COLUMNS
        observed = self.seen.kinds if self.seen else {}
        rows = [
            row(each, self.family) | {"observed": observed.get(each.model)}
            for each in (self._grouped() if by_publisher else self.exposed)
        ]
        return Table(columns, ([row[column] for column in columns] for row in rows))

    def layout(self, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
        """The table for a person to read, under the hypothesis."""
        yield f"{self.words}\n\n"
        yield from table(columns, rows)
        yield f"\n{self._known_origin_sentence()}{' · '.join(self._counted())}\n{NOTE}\n"

    def document(self, models: Table) -> str:
        """The answer as one JSON object."""
        from rights.exposure.exposure import candidates

        model = None if self.hypothesis.known else self.hypothesis.model
        today = candidates(self.family, model, former=False) if model else self.candidates
        rows = list(models.records())
        return document(
            {
                "hypothesis": {
                    "origin": "known" if self.hypothesis.known else "unknown",
                    "words": self.words,
                    "model": self.hypothesis.model,
                    "origins": self.hypothesis.origins,
                    "dataset": self.hypothesis.dataset,
                    "publisher": self.hypothesis.publisher,
                    "candidates": [{"model": each, "former": each not in set(today)} for each in self.candidates],
                },
                **({"observed": self.seen.kinds, "left": self.seen.left} if self.seen else {}),
                "note": NOTE,
                "hubAsOf": self.hub_as_of,
                "load": self.family.load,
                "modelIsExposed": self._model() is not None if self.hypothesis.model else None,
                "count": len(self.exposed),
                "certain": sum(each.certain for each in self.exposed),
                "bands": Counter(each.band for each in self.exposed),
                "exposed": rows,
            }
        )

    def _grouped(self) -> list[Exposed]:
        """The models grouped by publisher, those with most models first and the publisher that asks last."""
        publishers = {each.model: self.family.model(each.model).publisher or "" for each in self.exposed}
        counts = Counter(publishers.values())
        asks = self.hypothesis.publisher

        def place(each: Exposed) -> tuple[bool, int, str]:
            publisher = publishers[each.model]
            return publisher == asks, -counts[publisher], publisher

        return sorted(self.exposed, key=place)

    def _model(self) -> Exposed | None:
        return next((each for each in self.exposed if each.model == self.hypothesis.model), None)

    def _known_origin_sentence(self) -> str:
        """Says whether a known origin explains what was seen at the model; empty if none is known."""
        if not (self.hypothesis.known and self.hypothesis.model):
            return ""
        model, found = shown(self.hypothesis.model), self._model()
        if found:
            return f"{model} is among them: {found.band}, {hops(found.distance)} from the nearest origin.\n"
        return f"{model} is not among them: in this graph it derives from none of these origins.\n"

    def _counted(self) -> list[str]:
        counts = Counter(each.band for each in self.exposed)
        certain = sum(each.certain for each in self.exposed)
        under = "" if self.hypothesis.known else f", {certain:,} of them under every candidate origin"
        return [
            f"{_models(len(self.exposed))} exposed{under}",
            count_bands(counts),
            *([f"newest data loaded: {self.hub_as_of}"] if self.hub_as_of else []),
        ]


def check(database: Database, hypothesis: Hypothesis) -> None:
    """Raise AnswerError where a publisher asks about anything but models of its own."""
    if hypothesis.publisher and (hypothesis.model or hypothesis.dataset):
        raise AnswerError("publisher-with-another-subject")
    if not (hypothesis.publisher and hypothesis.origins):
        return
    own = {row["model"] for row in database.records("published-by", publisher=hypothesis.publisher)}
    for model in hypothesis.origins:
        if model not in own:
            raise AnswerError("model-is-not-of-publisher", model=model, publisher=hypothesis.publisher)


def find_exposed(database: Database, hypothesis: Hypothesis, day: str | None) -> ExposureAnswer:
    """What is exposed under a hypothesis, by data that is of a day."""
    from rights.exposure.exposure import candidates, exposure

    family, entered = family_of(database, hypothesis)
    if entered is None:
        entered = candidates(family, hypothesis.models[0])
    return ExposureAnswer(hypothesis, family, entered, exposure(family, entered, known=hypothesis.known), day)


def family_of(database: Database, hypothesis: Hypothesis, also: Iterable[str] = ()) -> tuple[Family, list[str] | None]:
    """The family of a hypothesis and of other models, as the graph has it now, and the origins if they are known."""
    from rights.exposure.family import origins, read

    entered = (
        origins(database.ask_saved, hypothesis.origins, hypothesis.dataset, hypothesis.publisher_of_all)
        if hypothesis.known
        else None
    )
    models = dict.fromkeys([*(entered or []), *hypothesis.models, *also])
    return read(database.ask_saved, models, ancestors=not hypothesis.known), entered


def _models(count: int) -> str:
    return "1 model" if count == 1 else f"{count:,} models"
