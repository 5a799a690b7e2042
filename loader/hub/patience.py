"""How often a request is tried again, and how long each wait is."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep

from loader.errors import LoaderError

RETRIES = 8
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
LONGEST_STATED_WAIT = 600.0
"""In seconds. A wait that the Hub states is kept, but none beyond this."""
LATER = "Try again later; a load goes on from where it stopped with --resume."


class Trouble(Exception):  # noqa: N818 - it passes
    """One try failed, and another may not: what happened, and the seconds that the server asks to wait, if it does."""

    def __init__(self, what: str, stated: float | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.stated = stated


class Patience:
    """Counts the failed tries of one request for `what`, and tells `on_wait` of each wait."""

    def __init__(self, what: str, on_wait: Callable[[str], None]) -> None:
        self.what = what
        self.on_wait = on_wait
        self.failed = 0

    def wait(self, trouble: Trouble) -> None:
        """Sleep until the next try. Raises LoaderError after too many, or where the stated wait is too long."""
        if trouble.stated is not None and trouble.stated > LONGEST_STATED_WAIT:
            raise LoaderError(f"{trouble.what}, and asks to wait {trouble.stated:.0f} s, for {self.what}.", LATER)
        self.failed += 1
        if self.failed > RETRIES:
            raise LoaderError(f"{trouble.what}, {self.failed} times in a row, for {self.what}.", LATER)
        if trouble.stated is None:
            seconds = min(FIRST_WAIT * 2 ** (self.failed - 1), LONGEST_WAIT)
            self.on_wait(f"{trouble.what}: trying again in {seconds:g} s")
            sleep(seconds)
        else:
            self.on_wait(f"{trouble.what} and asks to wait {trouble.stated:.0f} s")
            sleep(trouble.stated + 1)  # it was rounded

    def reset(self) -> None:
        """There was progress: what failed before no longer counts."""
        self.failed = 0
