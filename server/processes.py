"""Finds the processes of a home by executable, main class and folder, never by a number alone."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from server.home import Home

SERVER = "org.neo4j.server.Neo4jCommunity"
LISTENING = "0A"
"""Linux's name of that state of a socket."""
ADMIN = "org.neo4j.cli.AdminTool"


def arguments(pid: int) -> list[str]:
    """Return the executable of a process and its arguments; none if it has ended or is another user's."""
    return _from_proc(pid) if sys.platform == "linux" else _from_psutil(pid)


def is_server(pid: int, home: Home) -> bool:
    """Return whether the process is the Neo4j server of this home."""
    executable, *words = arguments(pid) or [""]
    if Path(executable).stem != "java" or SERVER not in words:
        return False
    folders = [word.removeprefix("--home-dir=") for word in words if word.startswith("--home-dir=")]
    return [os.path.realpath(folder) for folder in folders] == [os.path.realpath(home.path)]


def listens(pid: int, port: int) -> bool:
    """Return whether the process itself listens on the port; True also if the system does not tell."""
    if sys.platform != "linux":
        import psutil

        try:
            connections = psutil.Process(pid).net_connections("tcp")
        except psutil.Error:
            return True
        return any(each.laddr and each.laddr.port == port and each.status == psutil.CONN_LISTEN for each in connections)
    try:
        tables = [Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii") for table in ("tcp", "tcp6")]
        rows = [line.split() for table in tables for line in table.splitlines()[1:]]
        sockets = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == LISTENING}
        with os.scandir(f"/proc/{pid}/fd") as files:
            return any(os.readlink(file.path) in sockets for file in files)
    except OSError:
        return True


def server(home: Home) -> int | None:
    """Return the process of this home's server, whatever its pid file says; None if there is none."""
    import psutil

    return next((pid for pid in psutil.pids() if is_server(pid, home)), None)


def imports(home: Home) -> list[int]:
    """Return the processes that import files into the database of this home."""
    import psutil

    return [pid for pid in psutil.pids() if _is_import(pid, home)]


def end(pid: int, seconds: float, *, gently: bool = True) -> bool:
    """Ask a process to end, or kill it, and wait for its end. Returns False if it still runs after `seconds`."""
    import psutil

    deadline = time.monotonic() + seconds
    try:
        process = psutil.Process(pid)
        if gently:
            process.terminate()
        else:
            process.kill()
        # A zombie has ended too; only its parent has not asked for its exit code yet.
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
    except psutil.NoSuchProcess:
        pass
    return True


def _is_import(pid: int, home: Home) -> bool:
    executable, *words = arguments(pid) or [""]
    if Path(executable).stem != "java" or ADMIN not in words or "import" not in words:
        return False
    import psutil

    try:
        return os.path.realpath(psutil.Process(pid).cwd()) == os.path.realpath(home.path)
    except psutil.Error:
        return False


def _from_proc(pid: int) -> list[str]:
    """Read the two files of Linux; psutil, which is slow to import, is for other systems."""
    try:
        executable = os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return []
    return [executable, *map(os.fsdecode, words[1:-1])]


def _from_psutil(pid: int) -> list[str]:
    import psutil

    try:
        process = psutil.Process(pid)
        return [process.exe(), *process.cmdline()[1:]]
    except (psutil.Error, ValueError, OverflowError):
        return []
