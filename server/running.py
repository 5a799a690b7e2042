"""Tells whether the managed server runs and where it listens. Imports little, because every command asks."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from server import configuration, processes
from server.errors import ServerError
from server.home import Home

USER = "neo4j"
SECONDS_TO_CONNECT = 5


@dataclass(frozen=True)
class Running:
    """A managed server that runs: its process and its ports."""

    pid: int
    bolt_port: int
    http_port: int
    read_only: bool

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser(self) -> str:
        """The address of Neo4j Browser; it asks for the password."""
        return f"http://127.0.0.1:{self.http_port}/browser/?dbms=bolt://{USER}@127.0.0.1:{self.bolt_port}"


def status(home: Home) -> Running | None:
    """Return the running server of this home, or None if the process in its pid file is no such server."""
    pid = pid_of(home)
    ports = configuration.ports(home)
    if pid is None or ports is None or not processes.is_server(pid, home):
        return None
    return Running(pid, *ports, read_only="server.databases.read_only" in configuration.read(home))


def password(home: Home) -> str:
    """Return the password of the user `neo4j`. Raises ServerError if no server was ever started here."""
    try:
        return home.password.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise ServerError("server-has-no-password") from None


def answers(running: Running) -> bool:
    """Return whether the Bolt port takes connections and is the server's own: no other program may get the password."""
    try:
        socket.create_connection(("127.0.0.1", running.bolt_port), SECONDS_TO_CONNECT).close()
    except OSError:
        return False
    return processes.listens(running.pid, running.bolt_port)


def pid_of(home: Home) -> int | None:
    """Return the number in the pid file, whether or not that process is alive."""
    try:
        return int(home.pid.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
