"""The key with which publishers are erased: a file beside the database's password, never in a database."""

from __future__ import annotations

import os
import secrets

from ground import folders

KEY_BYTES = 32


def read() -> bytes | None:
    """Return the key, or None if there is none yet."""
    try:
        return bytes.fromhex(folders.key().read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def make() -> bytes:
    """Return the key, which is made if there is none. The file is never there in part; only its user can read it."""
    file = folders.key()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_name(folders.NEW_KEY)
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(KEY_BYTES) + "\n")
    try:
        os.link(new, file)
    except FileExistsError:
        pass
    finally:
        new.unlink()
    return bytes.fromhex(file.read_text(encoding="ascii"))
