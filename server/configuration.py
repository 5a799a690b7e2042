"""The configuration of the managed server: safe settings, free ports, memory that fits the machine."""

from __future__ import annotations

import socket
from pathlib import Path
from string import Template

from server.home import Home

TEMPLATE = Path(__file__).with_name("neo4j.conf")
USUAL_BOLT_PORT = 7687
USUAL_HTTP_PORT = 7474
USUAL = 100
"""How many ports from there on are tried. The system gives none of them to a connection, as it gives those that it
picks: one that is free is so still when the server takes it."""
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
MIB = 1024 * 1024


def write(home: Home, *, read_only: bool, browser_commands: str = "", cut_log: bool = False) -> None:
    """Write `neo4j.conf` for one start: the ports of last time if they are free, else usual ones.

    `browser_commands` are what Neo4j Browser does whenever somebody connects, on one line and parted by semicolons.
    `cut_log` lets Neo4j cut off what cannot be read at the end of its transaction log.
    """
    last = read(home)
    bolt_port = _free_port(_port(last, "bolt"), *range(USUAL_BOLT_PORT, USUAL_BOLT_PORT + USUAL))
    http_port = _free_port(_port(last, "http"), *range(USUAL_HTTP_PORT, USUAL_HTTP_PORT + USUAL))
    heap, page_cache = memory(_machine_memory())
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        bolt_port=bolt_port,
        http_port=http_port,
        heap=heap,
        page_cache=page_cache,
        browser_commands=browser_commands,
        read_only="server.databases.read_only=neo4j" if read_only else "",
        cut_log="internal.dbms.tx_log.fail_on_corrupted_log_files=false" if cut_log else "",
    )
    home.configuration.parent.mkdir(parents=True, exist_ok=True)
    home.configuration.write_text(text, encoding="utf-8")


def read(home: Home) -> dict[str, str]:
    """The settings of the last start; empty where there was none."""
    return dict(_settings(home))


def java_options(home: Home, *, heap: bool = True) -> list[str]:
    """The options that the configuration gives the server's Java; without those for its heap if that is asked."""
    options = [value for name, value in _settings(home) if name == "server.jvm.additional"]
    settings = read(home)
    sizes = [f"-Xms{settings['server.memory.heap.initial_size']}", f"-Xmx{settings['server.memory.heap.max_size']}"]
    return [*options, *sizes] if heap else options


def ports(home: Home) -> tuple[int, int] | None:
    """The Bolt and the HTTP port of the last start."""
    settings = read(home)
    bolt, http = _port(settings, "bolt"), _port(settings, "http")
    return (bolt, http) if bolt and http else None


def memory(total: int) -> tuple[int, int]:
    """Heap and page cache in MiB for a machine of `total` bytes: at most three eighths of it together."""
    mib = total // MIB
    return min(max(mib // 4, 512), 4096), min(max(mib // 8, 128), 4096)


def _settings(home: Home) -> list[tuple[str, str]]:
    """The settings of the last start in their order: some stand there several times."""
    try:
        lines = home.configuration.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    pairs = [line.partition("=") for line in lines if not line.startswith("#")]
    return [(name, value) for name, separator, value in pairs if separator]


def _machine_memory() -> int:
    """Bytes of memory this process may use: the machine's, or less where a container is limited."""
    import psutil

    total = psutil.virtual_memory().total
    limit = CGROUP_LIMIT.read_text(encoding="ascii").strip() if CGROUP_LIMIT.is_file() else "max"
    return min(total, int(limit)) if limit.isdigit() else total


def _port(settings: dict[str, str], protocol: str) -> int | None:
    port = settings.get(f"server.{protocol}.listen_address", "").rpartition(":")[2]
    return int(port) if port.isdecimal() and int(port) < 1 << 16 else None


def _free_port(*preferred: int | None) -> int:
    """The first of the preferred ports that nobody listens on, else one the system picks."""
    for port in (*preferred, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise AssertionError("the system gives a port when asked for any")
