"""Starts, stops and destroys the managed local server."""

from __future__ import annotations

import os
import secrets
import shutil
import time

from filelock import FileLock

from server import bootloader, configuration, diagnosis, jars
from server.errors import ServerError
from server.home import Home, jars_folder
from server.running import Running, answers, pid_of, status

START_SECONDS = 120
READY = "Started."
FOLDERS = (
    *("data", "conf", "logs", "run", "import", "plugins", "licenses", "certificates"),
    *("loads", "snapshots"),
)
FILES = ("password", "password.new", "start.lock", "lib", "importing")
KEPT = ("forget.key", "forget.key.new")
"""All that there is in a home. What is kept when the server is destroyed may be needed for another database."""
LEAST_SPACE = 300 * 1024 * 1024
"""Bytes: an empty database, its logs and the transaction log that Neo4j allocates ahead."""


def start(home: Home, *, read_only: bool = False, browser_commands: str = "") -> Running:
    """Start the server and wait until it answers; one that runs already is left as it is.

    `browser_commands` are what its Neo4j Browser does whenever somebody connects.

    The jars must be there (`jars.fetch`). Raises ServerError with the cause from Neo4j's own log.
    """
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_if_not_ours(home)
    with FileLock(home.lock):
        _forget_stale_pid(home)
        running = status(home)
        if running:
            return _wait_until_it_answers(home, running)
        _prepare(home)
        if home.importing.exists():
            _forget_broken_import(home)
        if read_only and not home.store.exists():
            # Neo4j makes its store at the first start, which it cannot do while it is closed to writes.
            _boot(home, read_only=False, browser_commands=browser_commands)
            stop(home)
        return _boot(home, read_only=read_only, browser_commands=browser_commands)


def stop(home: Home) -> bool:
    """Stop the server and wait for it; False where it was not running."""
    _forget_stale_pid(home)
    if status(home) is None:
        return False
    answer = bootloader.neo4j(home, "stop")
    if answer.returncode:
        raise ServerError(f"Neo4j did not stop: {_last_line(answer.stdout + answer.stderr)}", f"See {home.log}.")
    return True


def destroy(home: Home) -> None:
    """Stop the server and delete its data, configuration, logs and password; the jars are kept."""
    if not home.configuration.exists():
        return
    _refuse_if_not_ours(home)
    stop(home)
    for folder in FOLDERS:
        shutil.rmtree(home.path / folder, ignore_errors=True)
    for file in FILES:
        (home.path / file).unlink(missing_ok=True)
    if home.path.is_dir() and not any(home.path.iterdir()):
        home.path.rmdir()


def bulk_import(home: Home, arguments: list[str]) -> None:
    """Stop the server and put what the files in `home.bulk` hold in the place of its database, which must be empty.

    `arguments` are those of `neo4j-admin database import full`. Where this is broken off, the next start begins with
    an empty database again. Raises ServerError with what Neo4j says.
    """
    stop(home)
    with FileLock(home.lock):
        home.importing.touch()
        told = home.bulk / "arguments"
        told.write_text("".join(f'"{argument}"\n' for argument in arguments), encoding="utf-8")
        report = f"--report-file={home.bulk / 'report'}"
        asked = ("database", "import", "full", "neo4j", "--overwrite-destination=true", report, f"@{told}")
        answer = bootloader.admin(home, *asked, seconds=None)
        if answer.returncode:
            _forget_broken_import(home)
            raise diagnosis.explain(answer.stdout + answer.stderr, str(home.path), str(home.log))
        home.importing.unlink()


def _forget_broken_import(home: Home) -> None:
    for kind in ("databases", "transactions"):
        shutil.rmtree(home.path / "data" / kind / "neo4j", ignore_errors=True)
    home.importing.unlink(missing_ok=True)


def _refuse_if_not_ours(home: Home) -> None:
    """Raise where the folder holds anything that no server of ours put there: LINEAGE_HOME may name any folder."""
    foreign = sorted(entry.name for entry in home.path.iterdir() if entry.name not in (*FOLDERS, *FILES, *KEPT))
    if foreign or ((home.path / "lib").is_dir() and not (home.path / "lib").is_symlink()):
        raise ServerError(
            f"{home.path} holds files that are not lineage-db's ({', '.join(foreign[:3]) or 'lib'}).",
            "Set LINEAGE_HOME to a new or empty folder.",
        )


def _prepare(home: Home) -> None:
    if shutil.disk_usage(home.path).free < LEAST_SPACE:
        raise diagnosis.explain("No space left on device", str(home.path), str(home.log))
    for folder in ("import", "data", "logs", "run", "conf"):
        (home.path / folder).mkdir(parents=True, exist_ok=True)
    library = home.path / "lib"
    library.unlink(missing_ok=True)
    library.symlink_to(jars_folder(jars.version()), target_is_directory=True)


def _boot(home: Home, *, read_only: bool, browser_commands: str) -> Running:
    # A port that is free is so until a server takes it: no other one of this user's is started meanwhile.
    with FileLock(jars_folder(jars.version()).with_name("start.lock")):
        return _boot_alone(home, read_only=read_only, browser_commands=browser_commands)


def _boot_alone(home: Home, *, read_only: bool, browser_commands: str) -> Running:
    configuration.write(home, read_only=read_only, browser_commands=browser_commands)
    if not home.password.exists():
        _set_first_password(home)
    start_of_log = home.log.stat().st_size if home.log.exists() else 0
    answer = bootloader.neo4j(home, "start")
    deadline = time.monotonic() + START_SECONDS
    while True:
        # The process is looked at before the log: what it said before it died is then in the log.
        running = status(home)
        said = _log_since(home, start_of_log)
        if running and READY in said:
            return running
        if running is None or answer.returncode or time.monotonic() > deadline:
            _kill(home)
            raise diagnosis.explain(answer.stdout + answer.stderr + said, str(home.path), str(home.log))
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
    import psutil

    for process in psutil.process_iter(["cmdline"]):
        if f"--home-dir={home.path}" in (process.info["cmdline"] or []):
            process.kill()
    home.pid.unlink(missing_ok=True)


def _set_first_password(home: Home) -> None:
    """Give the database a random password, which never stands on a command line: neo4j-admin reads it from the file."""
    # It takes its name only once Neo4j has it: after a break in between, the next start begins anew.
    new = home.path / "password.new"
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(16) + "\n")
    answer = bootloader.admin(home, "dbms", "set-initial-password", f"@{new}")
    if answer.returncode:
        new.unlink()
        raise diagnosis.explain(answer.stdout + answer.stderr, str(home.path), str(home.log))
    new.replace(home.password)


def _log_since(home: Home, start: int) -> str:
    if not home.log.exists():
        return ""
    with home.log.open(encoding="utf-8", errors="replace") as log:
        # Neo4j starts a new log when the old one has grown large.
        log.seek(start if home.log.stat().st_size >= start else 0)
        return log.read()


def _last_line(words: str) -> str:
    return (words.strip().splitlines() or ["it said nothing"])[-1]


def _forget_stale_pid(home: Home) -> None:
    """Remove a pid file left by a kill, also where another program has been given its number since."""
    import psutil

    pid = pid_of(home)
    try:
        ours = pid is not None and any(str(home.path) in word for word in psutil.Process(pid).cmdline())
    except psutil.Error:
        ours = False
    if not ours:
        home.pid.unlink(missing_ok=True)
