"""Writes and reads the configuration of the managed server: safe settings, free ports, memory that fits the machine."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from string import Template

from server.home import Home

TEMPLATE = Path(__file__).with_name("neo4j.conf")
USUAL_BOLT_PORT = 7687
USUAL_HTTP_PORT = 7474
USUAL = 100
"""The number of ports tried from there on. The system gives none of them to connections, so one that is free stays free
until the server takes it."""
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
MIB = 1024 * 1024


@dataclass(frozen=True)
class Options:
    """The settings of one start.

    `browser_commands`: what Neo4j Browser runs when somebody connects, on one line, separated by semicolons.
    `cut_log`: Neo4j cuts off what it cannot read at the end of its transaction log.
    """

    read_only: bool = False
    browser_commands: str = ""
    cut_log: bool = False


def write(home: Home, options: Options) -> None:
    """Write `neo4j.conf` for one start: with the ports of the last start if they are free, else usual ones."""
    last = read(home)
    bolt_port = _free_port(_port(last, "bolt"), *range(USUAL_BOLT_PORT, USUAL_BOLT_PORT + USUAL))
    http_port = _free_port(_port(last, "http"), *range(USUAL_HTTP_PORT, USUAL_HTTP_PORT + USUAL))
    heap, page_cache = memory(_machine_memory())
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        bolt_port=bolt_port,
        http_port=http_port,
        heap=heap,
        page_cache=page_cache,
        browser_commands=options.browser_commands,
        read_only="server.databases.read_only=neo4j" if options.read_only else "",
        cut_log="internal.dbms.tx_log.fail_on_corrupted_log_files=false" if options.cut_log else "",
    )
    home.configuration.parent.mkdir(parents=True, exist_ok=True)
    home.configuration.write_text(text, encoding="utf-8")


def read(home: Home) -> dict[str, str]:
    """Return the settings of the last start; none if there was no start."""
    return dict(_settings(home))


def java_options(home: Home, *, heap: bool = True) -> list[str]:
    """Return the configured options of the server's Java, without those for its heap if `heap` is false."""
    options = [value for name, value in _settings(home) if name == "server.jvm.additional"]
    settings = read(home)
    sizes = [f"-Xms{settings['server.memory.heap.initial_size']}", f"-Xmx{settings['server.memory.heap.max_size']}"]
    return [*options, *sizes] if heap else options


def ports(home: Home) -> tuple[int, int] | None:
    """Return the Bolt port and the HTTP port of the last start."""
    settings = read(home)
    bolt, http = _port(settings, "bolt"), _port(settings, "http")
    return (bolt, http) if bolt and http else None


def memory(total: int) -> tuple[int, int]:
    """Return heap and page cache in MiB for a machine with `total` bytes: together at most three eighths of them."""
    mib = total // MIB
    return min(max(mib // 4, 512), 4096), min(max(mib // 8, 128), 4096)


def _settings(home: Home) -> list[tuple[str, str]]:
    """Return the settings of the last start in their order; a name may occur several times."""
    try:
        lines = home.configuration.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    pairs = [line.partition("=") for line in lines if not line.startswith("#")]
    return [(name, value) for name, separator, value in pairs if separator]


def _machine_memory() -> int:
    """Return the memory that this process may use, in bytes: the machine's, or that of a limited container."""
    import psutil

    total = psutil.virtual_memory().total
    limit = CGROUP_LIMIT.read_text(encoding="ascii").strip() if CGROUP_LIMIT.is_file() else "max"
    return min(total, int(limit)) if limit.isdigit() else total


def _port(settings: dict[str, str], protocol: str) -> int | None:
    port = settings.get(f"server.{protocol}.listen_address", "").rpartition(":")[2]
    return int(port) if port.isdecimal() and int(port) < 1 << 16 else None


def _free_port(*preferred: int | None) -> int:
    """Return the first of the preferred ports that is free, else one that the system chooses."""
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
    raise AssertionError("the system always gives some port")
