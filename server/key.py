"""Keeps the key by which publishers are forgotten, beside the server's password and never in a database."""

from __future__ import annotations

import os
import secrets

from server.home import Home

BYTES = 32


def read(home: Home) -> bytes | None:
    """The key; None where there is none yet."""
    try:
        return bytes.fromhex(home.key.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def make(home: Home) -> bytes:
    """A new key, or the one that is there. It is never there in part, and only this user can read it."""
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = home.key.with_name(home.key.name + ".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES) + "\n")
    try:
        os.link(new, home.key)
    except FileExistsError:
        pass
    finally:
        new.unlink()
    return bytes.fromhex(home.key.read_text(encoding="ascii"))
