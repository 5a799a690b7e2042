"""Measures questions on the whole Hub beside a bare script and what one would use instead.

`make bench` does so, or, on the graph of a home that was loaded from a table, `python -m benchmarks.questions --home
HOME --file FILE`.

Each answer is that of a cold process with its output piped; those to one question take turns, after one of each that
is not measured.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import click

HERE = Path(__file__).parent
MIB = 1024 * 1024
OURS, BARE, ROWS = "lineage-db", "bare", "bare, a row each"
EXTRACTED = "duckdb, edges extracted"
ALTERNATIVES = ("duckdb", EXTRACTED, "igraph", "networkx")
PATH = "path"
RARELY = 3
"""Alternatives, which are slow, are measured in every third turn."""
WITHIN, OF_CHUNKS, OF_ROWS, OF_PATH, OF_FASTEST = 0.1, 1.5, 0.4, 1.5, 2.5
"""The targets: seconds more than the bare script; and shares of its time, of `path`'s, of the fastest alternative's."""


@dataclass(frozen=True)
class Question:
    """A question, and the command of each that answers it."""

    name: str
    commands: dict[str, list[str]]


@dataclass(frozen=True)
class Run:
    """One cold process: its seconds, the most memory it had, in bytes, and the lines it wrote."""

    seconds: float
    memory: int
    lines: int


@dataclass(frozen=True)
class Measured:
    """The runs of each that answered a question, in the order in which they took turns."""

    name: str
    runs: dict[str, list[Run]]

    def seconds(self, who: str) -> float:
        """Those of the median run."""
        return median(run.seconds for run in self.runs[who])

    def more(self, who: str) -> float:
        """The seconds that ours takes more than another, in the median of turns."""
        return median(ours - theirs for ours, theirs in self._turns(who))

    def ratio(self, who: str) -> float:
        """How many times as long as another ours takes, in the median of turns."""
        return median(ours / theirs for ours, theirs in self._turns(who))

    def _turns(self, who: str) -> Iterator[tuple[float, float]]:
        """The seconds of ours and of another, by turn: close in time, so that both met the same machine."""
        ours = self.runs[OURS][:: RARELY if who in ALTERNATIVES else 1]
        return ((one.seconds, other.seconds) for one, other in zip(ours, self.runs[who], strict=True))


@click.command()
@click.option("--home", type=click.Path(exists=True, path_type=Path), required=True, help="As LINEAGE_HOME.")
@click.option("--file", type=click.Path(exists=True, path_type=Path), required=True, help="What was loaded there.")
@click.option("--rounds", default=11, show_default=True, help="How often each is measured; alternatives a third of it.")
@click.option("--alternatives/--no-alternatives", default=True, help="Measure these too.")
def main(home: Path, file: Path, rounds: int, alternatives: bool) -> None:
    """Print what answers cost, and how that compares."""
    os.environ["LINEAGE_HOME"] = str(home.absolute())
    os.environ.pop("NEO4J_URI", None)
    click.echo(report(measure(file.absolute(), rounds=rounds, alternatives=alternatives)))


def measure(file: Path, *, rounds: int = 11, alternatives: bool = True) -> list[Measured]:
    """What each question costs on the managed server's graph, which was loaded from this table."""
    environment = os.environ | _address()
    return [_measured(question, rounds, environment) for question in _questions(file, alternatives=alternatives)]


def report(measured: list[Measured]) -> str:
    """A table of medians and, in brackets, the best, in seconds; what it says of memory, and of each target."""
    from tabulate import tabulate

    others = [who for who in (ROWS, *ALTERNATIVES) if any(who in each.runs for each in measured)]
    headers = ["question", "lines", OURS, BARE, "more", "ratio", *others]
    rows = [
        [
            each.name,
            f"{each.runs[OURS][0].lines:,}",
            _cell(each, OURS),
            _cell(each, BARE),
            f"{each.more(BARE):+.3f}" if BARE in each.runs else "",
            f"{each.ratio(BARE):.2f}" if BARE in each.runs else "",
            *(_cell(each, who) for who in others),
        ]
        for each in measured
    ]
    memory = [
        f"Most memory of lineage-db for {each.name}: {max(run.memory for run in each.runs[OURS]) / MIB:.0f} MiB"
        for each in measured
    ]
    targets = [f"{'holds' if holds else 'MISSED':6}  {said}" for said, holds in _targets(measured)]
    return "\n".join([tabulate(rows, headers, disable_numparse=True), "", *memory, "", *targets])


def _targets(measured: list[Measured]) -> Iterator[tuple[str, bool]]:
    by_name = {each.name: each for each in measured}
    listing, all_paths = by_name["ids of all descendants"], by_name["path --all"]
    for each in measured:
        if BARE in each.runs and each is not listing:
            yield (
                f"{each.name}: {each.more(BARE):+.3f} s beside the bare script, at most {WITHIN}",
                (each.more(BARE) <= WITHIN),
            )
    for each, who, most in (
        (listing, BARE, OF_CHUNKS),
        (listing, ROWS, OF_ROWS),
        (all_paths, PATH, OF_PATH),
        *((each, who, OF_FASTEST if each is listing else 1.0) for each in measured for who in ALTERNATIVES),
    ):
        if who in each.runs:
            yield f"{each.name}: {each.ratio(who):.2f} x {who}, at most {most}", each.ratio(who) <= most


def _cell(measured: Measured, who: str) -> str:
    if who not in measured.runs:
        return ""
    return f"{measured.seconds(who):.3f} ({min(run.seconds for run in measured.runs[who]):.3f})"


def _measured(question: Question, rounds: int, environment: dict[str, str]) -> Measured:
    runs: dict[str, list[Run]] = {who: [] for who in question.commands}
    for number in range(rounds + 1):
        for who, command in question.commands.items():
            if number == 0:
                _run(command, environment)
            elif who not in ALTERNATIVES or number % RARELY == 1:
                runs[who].append(_run(command, environment if who.startswith(BARE) else dict(os.environ)))
    measured = Measured(question.name, runs)
    click.echo(", ".join([question.name, *(f"{who} {measured.seconds(who):.3f} s" for who in runs)]), err=True)
    return measured


def _run(command: list[str], environment: dict[str, str]) -> Run:
    began = time.perf_counter()
    reading, writing = os.pipe()
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(writing)
        with open(reading, "rb", buffering=0) as output:
            lines = sum(piece.count(b"\n") for piece in iter(partial(output.read, 65_536), b""))
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), lines)


def _questions(file: Path, *, alternatives: bool) -> list[Question]:
    """About the model that most derive from, and about the one that goes back farthest and where it comes from."""
    hub = _first("query", "run", "largest-families")["model"]
    farthest = _first("query", "run", "longest-lines", "--timeout", "0")
    deep = {"child": farthest["model"], "parent": farthest["ancestor"]}
    words = re.findall(r"[^\W_]+", hub.partition("/")[2])[:3]
    extracted = file.with_suffix(".edges.parquet")
    if alternatives:
        subprocess.run(_python("alternatives/extract.py", str(file), str(extracted)), check=True)

    def question(name: str, ours: list[str], bare: dict[str, str], instead: str = "", **values: str) -> Question:
        asked = [f"{key}={value}" for key, value in values.items()]
        commands = {OURS: [sys.executable, "-m", "cli", *ours]}
        commands |= {who: _python("bare/script.py", query, *asked) for who, query in bare.items()}
        if alternatives and instead:
            commands |= {
                "duckdb": _python("alternatives/with_duckdb.py", "edges.sql", str(file), instead, *asked),
                EXTRACTED: _python("alternatives/with_duckdb.py", "extracted.sql", str(extracted), instead, *asked),
                "igraph": _python("alternatives/with_igraph.py", str(file), instead, *asked),
                "networkx": _python("alternatives/with_networkx.py", str(file), instead, *asked),
            }
        return Question(name, commands)

    all_paths = question("path --all", ["path", "--all", *deep.values()], {}, "all-paths", **deep)
    all_paths.commands[PATH] = [sys.executable, "-m", "cli", "path", *deep.values()]
    count, listing = ["query", "run", "count-descendants", hub], ["descendants", hub, "--format", "ids"]
    in_chunks = {BARE: "descendants-in-chunks", ROWS: "descendants"}
    return [
        question("path", ["path", *deep.values()], {BARE: "path"}, "path", **deep),
        all_paths,
        question("ancestors", ["ancestors", deep["child"]], {BARE: "ancestors"}, "ancestors", model=deep["child"]),
        question("count of descendants", count, {BARE: "count-descendants"}, "count-descendants", model=hub),
        question("show", ["show", deep["child"]], {BARE: "show"}, model=deep["child"]),
        question("show of the largest family", ["show", hub], {BARE: "show"}, model=hub),
        question("search", ["search", " ".join(words)], {BARE: "search"}, words=" AND ".join(words)),
        question("ids of all descendants", listing, in_chunks, "descendants", model=hub),
    ]


def _first(*arguments: str) -> dict[str, str]:
    """The first row of an answer of lineage-db."""
    command = [sys.executable, "-m", "cli", *arguments, "--limit", "1", "--format", "jsonl"]
    row: dict[str, str] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return row


def _python(script: str, *arguments: str) -> list[str]:
    return [sys.executable, str(HERE / script), *arguments]


def _address() -> dict[str, str]:
    """Where the managed server is, for the bare script."""
    from server.home import home
    from server.running import password, status

    running = status(home())
    if running is None:
        raise click.ClickException(f"No Neo4j runs in {home().path}: start it with lineage-db server start.")
    return {"NEO4J_URI": running.uri, "NEO4J_PASSWORD": password(home())}


if __name__ == "__main__":
    main()
