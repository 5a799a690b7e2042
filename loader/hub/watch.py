"""Limits the time that one answer takes, and tells the user of a long wait."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from loader.errors import LoaderError
from loader.hub.limits import Limits
from loader.hub.patience import TemporaryError

if TYPE_CHECKING:
    from httpcore2 import NetworkStream

CONNECTED = ("connect_tcp.complete", "start_tls.complete")
_streams: WeakSet[NetworkStream] = WeakSet()
"""The connections of the one session that huggingface_hub keeps; it asks for one thing at a time."""


class Watch:
    """Closes the connection of an answer that takes too long in all, however short the pauses between its bytes.

    `see` must be the `trace` of each request for the answer.
    """

    def __init__(self, limits: Limits, on_wait: Callable[[LoaderError], None]) -> None:
        self.limits = limits
        self.on_wait = on_wait
        self.late = False
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self.restart()
        self._thread.start()
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise TemporaryError if the answer was late, whatever error that caused."""
        self._over.set()
        self._thread.join()
        if self.late and (error is None or isinstance(error, Exception)):
            raise TemporaryError("hub-answer-too-slow", seconds=f"{self.limits.answer_seconds:g}") from None

    def restart(self) -> None:
        """Start counting the time again, after progress."""
        self._begun = monotonic()
        self._word = self.limits.word_seconds

    def see(self, event: str, info: dict[str, Any]) -> None:
        """Remember each connection that is opened."""
        if event.endswith(CONNECTED):
            _streams.add(info["return_value"])
            if self.late:
                self._end()

    def _run(self) -> None:
        while not self._over.wait(min(self._word, self.limits.answer_seconds) - (monotonic() - self._begun)):
            elapsed = monotonic() - self._begun
            if elapsed >= self.limits.answer_seconds:
                self.late = True
                self._end()
                return
            if elapsed >= self._word:
                self.on_wait(LoaderError("hub-answer-takes-long", seconds=f"{self._word:g}"))
                self._word *= 2

    def _end(self) -> None:
        for stream in list(_streams):
            connection = stream.get_extra_info("socket")
            with suppress(OSError):
                # Not that of an SSLSocket, which another thread reads from.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
