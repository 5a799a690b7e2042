"""Starts, stops and destroys the managed local server."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from server import belongings, configuration, diagnosis, jars, java, limits, processes
from server.configuration import Options
from server.errors import ServerError
from server.home import Home, jars_folder
from server.running import Running, answers, pid_of, status

START_SECONDS = 300
STOP_SECONDS = 120
READY = "Started."
TORN = "Unreadable bytes are encountered after last readable position"
"""Neo4j's message about a transaction log that ends within a transaction which it never reported as committed."""
SILENT_SECONDS = 5
"""The wait for another command without a notice."""
OTHERS_SECONDS = 3600
"""The longest wait for another command, which may import the whole Hub on a slow disk."""

Notify = Callable[[ServerError], object]


def _ignore(notice: ServerError) -> None:
    """The default of `notify`."""


def start(
    home: Home,
    *,
    read_only: bool = False,
    browser_commands: str = "",
    after_full_disk: bool = False,
    notify: Notify = _ignore,
) -> Running:
    """Start the server and wait until it answers. A server that runs already is left as it is.

    The jars must be there (`jars.fetch`). `browser_commands` are run by its Neo4j Browser when somebody connects.
    `after_full_disk` says that the last transaction may be written only in part, which Neo4j takes half a minute to
    find out by itself. `notify` gets a notice of each wait and repair. Raises ServerError with the cause that Neo4j's
    log names.
    """
    limits.refuse_unusable(home)
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    belongings.refuse_others(home)
    options = Options(read_only, browser_commands, cut_log=after_full_disk)
    with _exclusive(home, notify):
        return _reachable(home) or _start_stopped(home, options, notify)


def _reachable(home: Home) -> Running | None:
    """Return the server once it answers, or None if it does not run."""
    if _process(home) is None:
        return None
    running = status(home)
    if running:
        return _wait_until_it_answers(home, running)
    # Its configuration is gone, so nothing tells on which ports it listens.
    stop(home)
    return None


def _start_stopped(home: Home, options: Options, notify: Notify) -> Running:
    _prepare(home)
    if home.importing.exists():
        _discard_broken_import(home, notify)
    if options.read_only and not home.store.exists():
        # Neo4j creates its store at the first start, which it cannot do read-only.
        _boot(home, replace(options, read_only=False, cut_log=False))
        stop(home)
    start_of_log = _size(home.debug_log)
    running = _boot(home, options)
    if TORN not in _read(home.debug_log, start_of_log):
        return running
    notify(ServerError("transaction-log-is-cut"))
    if options.cut_log:
        return running
    stop(home)
    return _boot(home, replace(options, cut_log=True))


def stop(home: Home) -> bool:
    """Stop the server and wait until it has ended. Returns False if it was not running."""
    pid = _process(home)
    if pid is None:
        return False
    if not processes.end(pid, STOP_SECONDS):
        raise ServerError("server-does-not-stop", pid=pid, seconds=STOP_SECONDS, log=home.log)
    home.pid.unlink(missing_ok=True)
    return True


def destroy(home: Home, *, notify: Notify = _ignore) -> bool:
    """Stop the server and delete its data, configuration, logs and password. Returns False if there was nothing.

    The jars are kept, and the permanent files of the home.
    """
    if not home.configuration.exists() and not home.lock.exists():
        return False
    belongings.refuse_others(home)
    with _exclusive(home, notify):
        stop(home)
        _end_imports(home, notify)
        belongings.delete(home)
    return True


def bulk_import(home: Home, arguments: list[str], *, notify: Notify = _ignore) -> None:
    """Stop the server and replace its database, which must be empty, by the content of the files in `home.bulk`.

    `arguments` are those of `neo4j-admin database import full`. After an interruption the next start begins with an
    empty database. Raises ServerError with the cause that Neo4j names.
    """
    stop(home)
    with _exclusive(home, notify):
        home.importing.touch()
        file = home.bulk / "arguments"
        # Relative to the home, in which Neo4j runs: a comma in an absolute path would separate files.
        relative = (argument.replace(f"{home.path}{os.sep}", "") for argument in arguments)
        file.write_text("".join(f'"{argument}"\n' for argument in relative), encoding="utf-8")
        report = f"--report-file={(home.bulk / 'report').relative_to(home.path)}"
        command = ("database", "import", "full", "neo4j", "--overwrite-destination=true", report)
        process = java.admin(home, *command, f"@{file.relative_to(home.path)}", seconds=None)
        if process.returncode:
            _discard_broken_import(home, notify)
            raise ServerError("server-did-not-import", cause=diagnosis.cause(process.stdout + process.stderr, home))
        home.importing.unlink()


@contextmanager
def _exclusive(home: Home, notify: Notify) -> Iterator[None]:
    """Hold the lock under which servers are started, filled and destroyed; wait while another command holds it."""
    lock = FileLock(home.lock)
    try:
        try:
            lock.acquire(timeout=SILENT_SECONDS)
        except Timeout:
            notify(ServerError("server-is-awaited"))
            lock.acquire(timeout=OTHERS_SECONDS)
    except Timeout:
        raise ServerError("server-is-held", home=home.path) from None
    try:
        yield
    finally:
        lock.release()


def _process(home: Home) -> int | None:
    """Return the process of the server, or None if it does not run. Repairs a pid file that is missing or wrong."""
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


def _discard_broken_import(home: Home, notify: Notify) -> None:
    """Delete what a bulk import has written, after it has ended."""
    _end_imports(home, notify)
    for kind in ("databases", "transactions"):
        shutil.rmtree(home.path / "data" / kind / "neo4j", ignore_errors=True)
    home.importing.unlink(missing_ok=True)


def _end_imports(home: Home, notify: Notify) -> None:
    """End the bulk imports of commands that were killed: they would write to the next command's database."""
    if not home.importing.exists():
        return
    for pid in processes.imports(home):
        notify(ServerError("import-is-ended", pid=pid))
        if not processes.end(pid, STOP_SECONDS, gently=False):
            raise ServerError("import-does-not-end", home=home.path, pid=pid)


def _prepare(home: Home) -> None:
    limits.refuse_full_disk(home)
    limits.refuse_few_files()
    for folder in ("import", "data", "logs", "run", "conf"):
        (home.path / folder).mkdir(parents=True, exist_ok=True)
    library = home.path / "lib"
    library.unlink(missing_ok=True)
    library.symlink_to(jars_folder(jars.version()), target_is_directory=True)


def _boot(home: Home, options: Options) -> Running:
    configuration.write(home, options)
    try:
        return _boot_configured(home)
    except ServerError as error:
        cause = error.values["cause"]
        if not isinstance(cause, ServerError) or cause.code != "cause-port-is-taken":
            raise
    # Another program took the port between the choice and the start: choose again.
    configuration.write(home, options)
    return _boot_configured(home)


def _boot_configured(home: Home) -> Running:
    if not home.password.exists():
        _set_first_password(home)
    start_of_log = _size(home.log)
    java.serve(home)
    deadline = time.monotonic() + START_SECONDS
    while True:
        # The status comes before the log, so that the log of a process that has ended is complete.
        running = status(home)
        log = _read(home.log, start_of_log)
        if running and READY in log:
            return running
        if running is None or time.monotonic() > deadline:
            _kill(home)
            raise _not_started(home, _read(home.java_log) + log)
        time.sleep(0.1)


def _wait_until_it_answers(home: Home, running: Running) -> Running:
    """Wait for a server that another command started without waiting for it."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(running):
        if status(home) is None or time.monotonic() > deadline:
            raise ServerError("server-does-not-answer", pid=running.pid, log=home.log)
        time.sleep(0.1)
    return running


def _kill(home: Home) -> None:
    """End a server that did not come up completely."""
    pid = _process(home)
    if pid is not None:
        processes.end(pid, STOP_SECONDS, gently=False)
    home.pid.unlink(missing_ok=True)


def _set_first_password(home: Home) -> None:
    """Give the database a random password. neo4j-admin reads it from a file, so that no command line shows it."""
    # The file gets its name when Neo4j knows the password: after an interruption, the next start begins anew.
    new = home.path / "password.new"
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(16) + "\n")
    process = java.admin(home, "dbms", "set-initial-password", f"@{new.name}")
    if process.returncode:
        new.unlink()
        raise _not_started(home, process.stdout + process.stderr)
    new.replace(home.password)


def _not_started(home: Home, output: str) -> ServerError:
    return ServerError("server-did-not-start", cause=diagnosis.cause(output, home))


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _read(file: Path, start: int = 0) -> str:
    """Return the text of a log from an offset on, or no text if there is no log."""
    try:
        with file.open(encoding="utf-8", errors="replace") as log:
            # Neo4j begins a new log when the old one has grown large.
            log.seek(start if _size(file) >= start else 0)
            return log.read()
    except FileNotFoundError:
        return ""
