"""How tests wait: for what they expect, as soon as it is there, and never for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 180
"""Seconds, far beyond what anything takes where the machine is busy with other things: a bound, not an expectation."""


def until(find: Callable[[], Any], expected: Any = True) -> None:
    """Find it again and again until it is what is expected. AssertionError where it is not within PATIENCE."""
    end = time.monotonic() + PATIENCE
    while (found := find()) != expected and time.monotonic() < end:
        time.sleep(0.02)
    assert found == expected
