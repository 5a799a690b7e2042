"""How often a request is tried again, and how long each wait is."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

from loader.errors import LoaderError
from loader.hub.limits import Limits

LATER = "Try again later; a load of the Hub's list goes on from where it stopped with --resume."

LONGEST_SHOWN = 1e9


class Trouble(Exception):  # noqa: N818 - it passes
    """One try failed, and another may not: what happened, and the seconds that the server asks to wait, if it does."""

    def __init__(self, what: str, stated: float | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.stated = stated


class Patience:
    """Counts the failed tries of one request for `what` and the time they take, and tells `on_wait` of each wait."""

    def __init__(self, what: str, limits: Limits, on_wait: Callable[[str], None]) -> None:
        self.what = what
        self.limits = limits
        self.on_wait = on_wait
        self.failed = 0
        self.spent = 0.0
        self.since = monotonic()

    def wait(self, trouble: Trouble) -> None:
        """Sleep until the next try. Raises LoaderError after too many, or where the waits are too long in all."""
        limits = self.limits
        if trouble.stated is not None and trouble.stated > limits.longest_stated_wait:
            stated = min(trouble.stated, LONGEST_SHOWN)
            raise LoaderError(f"{trouble.what}, and asks to wait {stated:.0f} s, for {self.what}.", LATER)
        self.failed += 1
        if self.failed > limits.retries:
            raise LoaderError(f"{trouble.what}, {self.failed} times in a row, for {self.what}.", LATER)
        if trouble.stated is None:
            seconds = min(limits.first_wait * 2 ** (self.failed - 1), limits.longest_wait)
            sentence = f"{trouble.what}: trying again in {seconds:g} s"
        else:
            seconds = trouble.stated + 1  # it was rounded
            sentence = f"{trouble.what} and asks to wait {trouble.stated:.0f} s"
        self.spent += monotonic() - self.since
        if self.spent + seconds > limits.request_seconds:
            total = f"{limits.request_seconds / 60:g} minutes"
            raise LoaderError(f"{trouble.what}, and no try within {total} gave more, for {self.what}.", LATER)
        self.on_wait(sentence)
        sleep(seconds)
        self.spent += seconds
        self.since = monotonic()

    def reset(self) -> None:
        """There was progress: what failed before no longer counts."""
        self.failed = 0
        self.spent = 0.0
        self.since = monotonic()
