"""Waits for an expected value, within a bound."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 180
"""Seconds: a bound that even a busy machine does not reach."""


def until(find: Callable[[], Any], expected: Any = True) -> None:
    """Calls `find` until it returns the expected value. Raises AssertionError after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while (value := find()) != expected and time.monotonic() < end:
        time.sleep(0.02)
    assert value == expected
