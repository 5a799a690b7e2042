"""How often a request is repeated, and how long each wait is."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

from ground.errors import LineageError
from loader.errors import LoaderError
from loader.hub.limits import Limits

LONGEST_SHOWN = 1e9


class TemporaryError(LineageError):
    """One try failed, and another may succeed. `wait` is the number of seconds that the server asks to wait, if any."""

    def __init__(self, code: str, /, *, wait: float | None = None, **values: object) -> None:
        super().__init__(code, **values)
        self.wait = wait


class Patience:
    """Counts the failed tries of one request and the time that they take, and tells `on_wait` of each wait."""

    def __init__(self, subject: str, limits: Limits, on_wait: Callable[[LoaderError], None]) -> None:
        self.subject = subject
        self.limits = limits
        self.on_wait = on_wait
        self.failed = 0
        self.spent = 0.0
        self.since = monotonic()

    def wait(self, cause: TemporaryError) -> None:
        """Sleep until the next try. Raises LoaderError after too many tries, or if the waits add up to too long."""
        limits = self.limits
        if cause.wait is not None and cause.wait > limits.longest_stated_wait:
            stated = f"{min(cause.wait, LONGEST_SHOWN):.0f}"
            raise LoaderError("hub-asks-to-wait-too-long", cause=cause, seconds=stated, subject=self.subject)
        self.failed += 1
        if self.failed > limits.retries:
            raise LoaderError("hub-fails-in-a-row", cause=cause, times=self.failed, subject=self.subject)
        if cause.wait is None:
            seconds = min(limits.first_wait * 2 ** (self.failed - 1), limits.longest_wait)
            obstacle = LoaderError("hub-request-is-repeated", cause=cause, seconds=f"{seconds:g}")
        else:
            seconds = cause.wait + 1  # it was rounded
            obstacle = LoaderError("hub-asks-to-wait", cause=cause, seconds=f"{cause.wait:.0f}")
        self.spent += monotonic() - self.since
        if self.spent + seconds > limits.request_seconds:
            minutes = f"{limits.request_seconds / 60:g}"
            raise LoaderError("hub-fails-for-minutes", cause=cause, minutes=minutes, subject=self.subject)
        self.on_wait(obstacle)
        sleep(seconds)
        self.spent += seconds
        self.since = monotonic()

    def reset(self) -> None:
        """Forget the failed tries, after progress."""
        self.failed = 0
        self.spent = 0.0
        self.since = monotonic()
