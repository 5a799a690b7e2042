"""Fixtures: the Neo4j of the tests, graphs in it, and the command line."""

from __future__ import annotations

import gc
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

import hypothesis
import pytest
import quick_java
from factory import base_models, hub_model, load_hub_models
from neo4j import Driver, GraphDatabase
from sample_case import DAY, family

import cypher
from cli.__main__ import _run as run_command
from cypher import Database
from loader.load import load
from loader.report import Report
from loader.sources import sample
from rights.cases.case import Case, Subject
from rights.cases.freeze import Freeze
from server import configuration
from server.home import Home

DATA = os.environ.get("LINEAGE_TEST_DATA")
SLOW = (
    *("test_server", "test_web", "test_neo4j_browser", "test_kills", "test_lying_hub", "test_forget", "test_hub_id"),
    *("test_bulk", "test_answers", "test_broken_import", "test_graph_formats"),
)
"""The files that need most CPU time, in that order."""
LOCAL = "a managed local server"
WITHOUT_DATA = "needs the real data of ../shared/data: set LINEAGE_TEST_DATA to that folder"


@dataclass(frozen=True)
class Server:
    """A Neo4j for tests."""

    kind: str
    uri: str
    user: str
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables with which the command line uses this server."""
        return {"NEO4J_URI": self.uri, "NEO4J_USERNAME": self.user, "NEO4J_PASSWORD": self.password}


def _docker_answers() -> bool:
    from docker.errors import DockerException
    from testcontainers.core.docker_client import DockerClient

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # a client that finds no engine leaves its socket open
        try:
            return bool(DockerClient().client.ping())
        except DockerException:
            return False
        finally:
            gc.collect()


def _kind() -> str:
    if os.environ.get("NEO4J_TEST_URI"):
        return "the one at NEO4J_TEST_URI"
    return "a container of testcontainers" if _docker_answers() else LOCAL


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record",
        action="store_true",
        help="run only the console sessions in tests/cases and the documents, and write their present output there",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[KIND] = _kind()
    if hasattr(config, "workerinput"):
        return
    if config.stash[KIND] == LOCAL:
        quick_java.begin()
    # Written past the capture, so that it is the first line of the suite.
    print(f"Neo4j of these tests: {config.stash[KIND]}", file=sys.__stdout__, flush=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sorts tests: the slowest files first, so that no half of the suite waits for them at the end; within a file,
    tests that read the same graph together, so that it is loaded once. With --record, keeps only recorded sessions."""
    if config.getoption("record"):
        others = [item for item in items if "check_recording" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]

    def place(item: pytest.Item) -> tuple[int, str, list[bool]]:
        file, needs = item.path.stem, getattr(item, "fixturenames", ())
        rank = SLOW.index(file) if file in SLOW else len(SLOW)
        return rank, file, [graph in needs for graph in ("sample_graph", "hostile_graph")]

    items.sort(key=place)


def pytest_xdist_auto_num_workers() -> int:
    """Returns 2: each worker starts its own Neo4j. Returns 0 if NEO4J_TEST_URI names the only one."""
    return 0 if os.environ.get("NEO4J_TEST_URI") else 2


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not DATA:
        terminalreporter.write_line(
            f"LINEAGE_TEST_DATA is not set: tests on the real Hub data did NOT run ({WITHOUT_DATA})"
        )


# How long an example takes depends on the machine and says nothing about the product.
hypothesis.settings.register_profile("tests", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("tests")

KIND = pytest.StashKey[str]()


@pytest.fixture(scope="session", autouse=True)
def _no_database_of_the_user() -> Iterator[Home]:
    """A temporary home, so that tests see neither the user's database nor the user's managed server."""
    names = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")
    environment = {name: os.environ.pop(name) for name in (*names, "LINEAGE_HOME") if name in os.environ}
    folder = tempfile.mkdtemp(prefix="lineage-db-tests-")
    os.environ["LINEAGE_HOME"] = folder
    # Ports of this half of the suite alone, and of this clone: a server that is stopped for a while finds its own free
    # again, and suites that run side by side do not choose the same.
    half = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 11_000 + 400 * (crc32(os.fsencode(__file__)) % 50) + 200 * half
    configuration.USUAL_BOLT_PORT, configuration.USUAL_HTTP_PORT = first, first + 100
    short_lived = Path(folder).with_suffix(".conf")
    template = configuration.TEMPLATE.read_text(encoding="utf-8")
    short_lived.write_text(template + quick_java.SHORT_LIVED + quick_java.settings(), encoding="utf-8")
    configuration.TEMPLATE = short_lived
    long_lived = Path(folder).with_suffix(".long.conf")
    long_lived.write_text(template + quick_java.settings(), encoding="utf-8")
    yield Home(Path(folder))
    from server import managed

    managed.destroy(Home(Path(folder)))
    os.environ.update(environment)
    shutil.rmtree(folder, ignore_errors=True)
    short_lived.unlink()
    long_lived.unlink()


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, _no_database_of_the_user: Home) -> Iterator[Server]:
    """The Neo4j of the whole session."""
    kind = request.config.stash[KIND]
    if kind.startswith("the one"):
        named = Server(
            kind,
            os.environ["NEO4J_TEST_URI"],
            os.environ.get("NEO4J_TEST_USERNAME", "neo4j"),
            os.environ["NEO4J_TEST_PASSWORD"],
        )
        with GraphDatabase.driver(named.uri, auth=(named.user, named.password)) as opened:
            if opened.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]:
                pytest.exit("The database at NEO4J_TEST_URI holds data: the tests would delete it.", returncode=1)
            yield named
            clear(opened)
    elif kind.startswith("a container"):
        from testcontainers.community.neo4j import Neo4jContainer

        from server import jars

        image = f"neo4j:{jars.version()}-community"
        with Neo4jContainer(image=image, username="neo4j", password="for-the-tests") as container:
            yield Server(kind, container.get_connection_url(), "neo4j", "for-the-tests")
    else:
        from cli.managed import start
        from server.running import USER, password

        with pytest.MonkeyPatch.context() as patch:
            # A test that has a home of its own may be the first to ask for this one.
            patch.setenv("LINEAGE_HOME", str(_no_database_of_the_user.path))
            patch.setattr(configuration, "TEMPLATE", _no_database_of_the_user.path.with_suffix(".long.conf"))
            running = start()
        yield Server(kind, running.uri, USER, password(_no_database_of_the_user))


@pytest.fixture(scope="session")
def driver(server: Server) -> Iterator[Driver]:
    """A driver on the tests' database."""
    with GraphDatabase.driver(
        server.uri, auth=(server.user, server.password), notifications_min_severity="OFF"
    ) as opened:
        yield opened


@pytest.fixture(scope="session")
def held() -> list[str]:
    """Names the present content of the database, so that tests that only read share one load."""
    return []


@pytest.fixture
def graph(driver: Driver, held: list[str]) -> Driver:
    """An empty graph for one test."""
    clear(driver)
    held[:] = ["a test's own"]
    return driver


@pytest.fixture
def sample_graph(driver: Driver, held: list[str]) -> Driver:
    """A graph with the sample, for tests that only read."""
    if held != ["sample"]:
        clear(driver)
        load(sample(), Database(driver), lambda records: None)
        held[:] = ["sample"]
    return driver


HOSTILE = [
    "evil/=1+1",
    "evil/[red]x[/red]",
    "evil/\x1b[31mred\x1b[0m",
    "evil/<script>alert(1)</script>",
    "evil/two\nlines",
    "evil/quote'\"`",
    "evil/cypher'}) DETACH DELETE n",
    "evil/\u202egnp.exe",
    "evil/comma,semi;colon",
    "=HYPERLINK(1)/x",
    "evil/back\\slash",
    "evil/and&cmd=play",
    "evil/number#arg=1",
]


def hostile_models() -> list[dict[str, Any]]:
    base = base_models("good/base", relation=None)
    return [hub_model("good/base"), *(hub_model(id, witnesses=(), baseModels=base) for id in HOSTILE)]


@pytest.fixture
def hostile_graph(driver: Driver, held: list[str]) -> Driver:
    """A graph of models with hostile names, for tests that only read."""
    if held != ["hostile"]:
        clear(driver)
        load_hub_models(driver, *hostile_models(), source="hostile")
        held[:] = ["hostile"]
    return driver


def clear(driver: Driver) -> None:
    """Deletes everything in the tests' database."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def plan_of(driver: Driver, query: str, params: dict[str, Any]) -> Any:
    """Returns the plan that Neo4j makes of a query for the graph as it is now."""
    plan = driver.execute_query(f"CYPHER replan=force EXPLAIN {query}", params).summary.plan
    assert plan is not None
    return plan


@pytest.fixture
def load_records(graph: Driver) -> Callable[..., Report]:
    """Loads records of the Hub into the graph of the test; any number of models may be gone."""
    return partial(load_hub_models, graph)


@pytest.fixture
def rows(graph: Driver) -> Callable[..., list[tuple[Any, ...]]]:
    """Returns the rows of a Cypher query on the graph of the test."""
    return lambda text, **params: [tuple(record.values()) for record in graph.execute_query(text, params).records]


@dataclass(frozen=True)
class Result:
    """The exit code and output of a command."""

    code: int
    out: str
    err: str


@pytest.fixture
def lineage_db(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Runs `lineage-db` on the tests' database, in this process, with a wide screen."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["lineage-db", *arguments])
        capsys.readouterr()
        try:
            code = run_command()
        except SystemExit as exit:  # click ends so when it completes a command
            code = int(exit.code or 0)
        output = capsys.readouterr()
        return Result(code, output.out, output.err)

    return run


class Typed(io.StringIO):
    """Standard input that holds the answers shown in a session, and echoes them."""

    def __init__(self, shown: str) -> None:
        lines = [line for line in shown.splitlines() if ":" in line]
        super().__init__("".join("\n" if line.endswith(":") else f"{line.rpartition(': ')[2]}\n" for line in lines))

    def readline(self, size: int | None = -1) -> str:
        typed = super().readline()
        sys.stderr.write(typed)
        return typed


@pytest.fixture
def console(lineage_db: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Runs the lines of a console session that begin with `$ ` in a temporary folder. Returns the session with the
    present output."""
    monkeypatch.chdir(tmp_path)

    def play(session: str) -> str:
        output = []
        before, *turns = re.split(r"^(?=\$ )", session, flags=re.MULTILINE)
        assert not before, f"a session begins with `$ `: {before}"
        for turn in turns:
            line, _, shown = turn.partition("\n")
            monkeypatch.setattr("sys.stdin", Typed(shown))
            output.append(f"{line}\n{run(*shlex.split(line[2:]))}")
        return "".join(output)

    def run(command: str, *arguments: str) -> str:
        if command == "cd":
            monkeypatch.chdir(arguments[0])
            return ""
        if command == "cat":
            return Path(arguments[0]).read_text(encoding="utf-8")
        assert command == "lineage-db", f"a session holds only cat, cd and lineage-db: {command}"
        result = lineage_db(*arguments)
        if sys.stdin.tell():
            return "".join(f"{line.rstrip()}\n" for line in (result.err + result.out).splitlines())
        return result.out + result.err

    return play


@pytest.fixture
def check_recording(pytestconfig: pytest.Config) -> Callable[[Path, str], None]:
    """Compares a file with the text that it should hold now; with --record, writes that text into the file."""

    def check(file: Path, now: str) -> None:
        if pytestconfig.getoption("record"):
            file.write_text(now, encoding="utf-8")
        else:
            assert now == file.read_text(encoding="utf-8")

    return check


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case about m/seen."""
    case = Case.new(tmp_path / "case", DAY, Subject("m/seen"), calendar="FR")
    case.freeze(Freeze(DAY, None, family()))
    return case


@pytest.fixture
def case_command(
    sample_graph: Driver, lineage_db: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs `lineage-db case …` in the folder of a case about a model of the sample."""
    monkeypatch.chdir(tmp_path)
    reply = lineage_db("case", "new", "mine", "HuggingFaceH4/zephyr-7b-beta", "--date", DAY)
    assert reply.code == 0, reply.err
    monkeypatch.chdir(tmp_path / "mine")
    return lambda *arguments: lineage_db("case", *arguments)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real Hub data."""
    if not DATA:
        pytest.skip(WITHOUT_DATA)
    return Path(DATA)


SAVED = cypher.queries(*cypher.SAVED)
