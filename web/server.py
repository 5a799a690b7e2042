"""Serves the pages on this machine alone."""

from __future__ import annotations

import socket

from starlette.types import ASGIApp

HOST = "127.0.0.1"
SECONDS_TO_END = 2


def listen(port: int) -> socket.socket:
    """A socket that other machines cannot reach. OSError where the port is taken; 0 is any that is free."""
    opened = socket.socket()
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((HOST, port))
        opened.listen()
    except OSError:
        opened.close()
        raise
    return opened


def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Answer until Ctrl-C. No log says who asked what."""
    import uvicorn

    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    uvicorn.Server(config).run(sockets=[listening])
