"""Starts, stops and destroys the managed local server."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from server import belongings, configuration, diagnosis, jars, java, limits, processes
from server.errors import ServerError
from server.home import Home, jars_folder
from server.running import Running, answers, pid_of, status

START_SECONDS = 300
STOP_SECONDS = 120
READY = "Started."
TORN = "Unreadable bytes are encountered after last readable position"
"""What Neo4j says of a transaction log that ends within a transaction which it has never said to be committed."""
PATIENCE = 5
"""Seconds without a word."""
OTHERS_SECONDS = 3600
"""How long another command may hold the home: it may import the whole Hub on a slow disk."""

Say = Callable[[str], object]


def _silently(said: str) -> None:
    """Where nobody listens."""


def start(
    home: Home,
    *,
    read_only: bool = False,
    browser_commands: str = "",
    after_full_disk: bool = False,
    say: Say = _silently,
) -> Running:
    """Start the server and wait until it answers; one that runs already is left as it is.

    `browser_commands` are what its Neo4j Browser does whenever somebody connects; `after_full_disk`, that its last
    transaction may be written only in part, which Neo4j is then told at once (it takes half a minute to find out);
    `say` is told of what takes long or is mended. The jars must be there (`jars.fetch`). Raises ServerError with the
    cause from Neo4j's own log.
    """
    limits.refuse_unusable(home)
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    belongings.refuse_others(home)
    with _alone(home, say):
        if _process(home) is not None:
            running = status(home)
            if running:
                return _wait_until_it_answers(home, running)
            # It runs with a configuration that is gone: where it listens is not known.
            stop(home)
        _prepare(home)
        if home.importing.exists():
            _forget_broken_import(home, say)
        if read_only and not home.store.exists():
            # Neo4j makes its store at the first start, which it cannot do while it is closed to writes.
            _boot(home, read_only=False, browser_commands=browser_commands)
            stop(home)
        start_of_log = _size(home.debug_log)
        running = _boot(home, read_only=read_only, browser_commands=browser_commands, cut_log=after_full_disk)
        if TORN not in _read(home.debug_log, start_of_log):
            return running
        say("The last transaction was written only in part, as on a full disk; the database starts without it.")
        if after_full_disk:
            return running
        stop(home)
        return _boot(home, read_only=read_only, browser_commands=browser_commands, cut_log=True)


def stop(home: Home) -> bool:
    """Stop the server and wait for it; False where it was not running."""
    pid = _process(home)
    if pid is None:
        return False
    if not processes.end(pid, STOP_SECONDS):
        raise ServerError(
            f"Neo4j (process {pid}) has not stopped within {STOP_SECONDS} seconds.",
            f"Wait, or end it at once with: kill -9 {pid}; what it was doing is in {home.log}.",
        )
    home.pid.unlink(missing_ok=True)
    return True


def destroy(home: Home, *, say: Say = _silently) -> bool:
    """Stop the server and delete its data, configuration, logs and password; False where there was nothing.

    The jars are kept, and the key by which publishers are forgotten.
    """
    if not home.configuration.exists() and not home.lock.exists():
        return False
    belongings.refuse_others(home)
    with _alone(home, say):
        stop(home)
        _end_imports(home, say)
        belongings.delete(home)
    return True


def bulk_import(home: Home, arguments: list[str], *, say: Say = _silently) -> None:
    """Stop the server and put what the files in `home.bulk` hold in the place of its database, which must be empty.

    `arguments` are those of `neo4j-admin database import full`. Where this is broken off, the next start begins with
    an empty database again. Raises ServerError with what Neo4j says.
    """
    stop(home)
    with _alone(home, say):
        home.importing.touch()
        told = home.bulk / "arguments"
        # Relative to the home, where Neo4j runs: a comma in the name of a folder above parts no files then.
        relative = (argument.replace(f"{home.path}{os.sep}", "") for argument in arguments)
        told.write_text("".join(f'"{argument}"\n' for argument in relative), encoding="utf-8")
        report = f"--report-file={(home.bulk / 'report').relative_to(home.path)}"
        asked = ("database", "import", "full", "neo4j", "--overwrite-destination=true", report)
        answer = java.admin(home, *asked, f"@{told.relative_to(home.path)}", seconds=None)
        if answer.returncode:
            _forget_broken_import(home, say)
            raise _explain(home, answer.stdout + answer.stderr, failed="Neo4j did not import the files")
        home.importing.unlink()


@contextmanager
def _alone(home: Home, say: Say) -> Iterator[None]:
    """Keep other commands from starting, importing into or destroying this server meanwhile; wait while one does."""
    lock = FileLock(home.lock)
    try:
        try:
            lock.acquire(timeout=PATIENCE)
        except Timeout:
            say("Another command starts the local Neo4j, or imports into it; waiting for that …")
            lock.acquire(timeout=OTHERS_SECONDS)
    except Timeout:
        raise ServerError(
            f"Another command holds the local Neo4j ({home.path}).",
            "Wait until it has ended, or stop it; then run this again.",
        ) from None
    try:
        yield
    finally:
        lock.release()


def _process(home: Home) -> int | None:
    """The process of the server, and None where it does not run; a pid file that is missing or wrong is mended."""
    pid = pid_of(home)
    if pid is not None and processes.is_server(pid, home):
        return pid
    pid = processes.server(home)
    if pid is None:
        home.pid.unlink(missing_ok=True)
    else:
        with suppress(OSError):
            home.pid.parent.mkdir(exist_ok=True)
            home.pid.write_text(f"{pid}\n", encoding="ascii")
    return pid


def _forget_broken_import(home: Home, say: Say) -> None:
    _end_imports(home, say)
    for kind in ("databases", "transactions"):
        shutil.rmtree(home.path / "data" / kind / "neo4j", ignore_errors=True)
    home.importing.unlink(missing_ok=True)


def _end_imports(home: Home, say: Say) -> None:
    """End what a command that was killed has left: its import would write into the next one's database."""
    if not home.importing.exists():
        return
    for pid in processes.imports(home):
        say(f"The bulk import of a command that was killed still runs (process {pid}); it is ended.")
        if not processes.end(pid, STOP_SECONDS, gently=False):
            raise ServerError(
                f"A bulk import into {home.path} (process {pid}) goes on and cannot be ended.",
                "End that process; then run this again.",
            )


def _prepare(home: Home) -> None:
    limits.refuse_full_disk(home)
    limits.refuse_few_files()
    for folder in ("import", "data", "logs", "run", "conf"):
        (home.path / folder).mkdir(parents=True, exist_ok=True)
    library = home.path / "lib"
    library.unlink(missing_ok=True)
    library.symlink_to(jars_folder(jars.version()), target_is_directory=True)


def _boot(home: Home, *, read_only: bool, browser_commands: str, cut_log: bool = False) -> Running:
    configuration.write(home, read_only=read_only, browser_commands=browser_commands, cut_log=cut_log)
    try:
        return _boot_configured(home)
    except ServerError as error:
        if diagnosis.PORT_TAKEN not in error.what:
            raise
    # A port that was free when it was chosen was another program's when Neo4j came to it.
    configuration.write(home, read_only=read_only, browser_commands=browser_commands, cut_log=cut_log)
    return _boot_configured(home)


def _boot_configured(home: Home) -> Running:
    if not home.password.exists():
        _set_first_password(home)
    start_of_log = _size(home.log)
    java.serve(home)
    deadline = time.monotonic() + START_SECONDS
    while True:
        # The process is looked at before the log: what it said before it died is then in the log.
        running = status(home)
        said = _read(home.log, start_of_log)
        if running and READY in said:
            return running
        if running is None or time.monotonic() > deadline:
            _kill(home)
            raise _explain(home, _read(home.java_log) + said)
        time.sleep(0.1)


def _wait_until_it_answers(home: Home, running: Running) -> Running:
    """Wait for a server that another command started and did not wait for."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(running):
        if status(home) is None or time.monotonic() > deadline:
            raise ServerError(
                f"Neo4j (process {running.pid}) runs but does not answer.",
                f"Stop it with: lineage-db server stop; its log is in {home.log}.",
            )
        time.sleep(0.1)
    return running


def _kill(home: Home) -> None:
    """End a server that came up only half."""
    pid = _process(home)
    if pid is not None:
        processes.end(pid, STOP_SECONDS, gently=False)
    home.pid.unlink(missing_ok=True)


def _set_first_password(home: Home) -> None:
    """Give the database a random password, which never stands on a command line: neo4j-admin reads it from the file."""
    # It takes its name only once Neo4j has it: after a break in between, the next start begins anew.
    new = home.path / "password.new"
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(16) + "\n")
    answer = java.admin(home, "dbms", "set-initial-password", f"@{new.name}")
    if answer.returncode:
        new.unlink()
        raise _explain(home, answer.stdout + answer.stderr)
    new.replace(home.password)


def _explain(home: Home, words: str, *, failed: str = diagnosis.NOT_STARTED) -> ServerError:
    log = home.log if _size(home.log) else home.java_log
    return diagnosis.explain(words, str(home.path), str(log), jars=str(jars_folder(jars.version())), failed=failed)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _read(file: Path, start: int = 0) -> str:
    """What stands in a log from a place on; empty where there is no log."""
    try:
        with file.open(encoding="utf-8", errors="replace") as log:
            # Neo4j starts a new log when the old one has grown large.
            log.seek(start if _size(file) >= start else 0)
            return log.read()
    except FileNotFoundError:
        return ""
