"""What in a home is lineage-db's: `LINEAGE_HOME` may name any folder, and only what is ours is ever deleted."""

from __future__ import annotations

import shutil
from fnmatch import fnmatchcase

from server.errors import ServerError
from server.home import Home

FOLDERS = (
    *("data", "conf", "logs", "run", "import", "plugins", "licenses", "certificates"),
    *("loads", "snapshots"),
)
FILES = ("password", "password.new", "start.lock", "lib", "importing")
KEPT = ("forget.key", "forget.key.new")
"""All that there is in a home. What is kept when the server is destroyed may be needed for another database."""
OF_THE_SYSTEM = (
    *("lost+found", ".nfs*", ".snapshot", "@eadir"),
    *(".directory", ".hidden", ".trash*", ".ds_store", "._*", ".localized", ".fseventsd", ".spotlight-v100"),
    *("thumbs.db", "desktop.ini", "$recycle.bin", "system volume information"),
)
"""What file systems and desktops put into any folder, in small letters: nobody's data, and not ours to delete."""


def refuse_others(home: Home) -> None:
    """Raise ServerError where the folder holds anything that no server of ours put there."""
    ours = (*FOLDERS, *FILES, *KEPT)
    foreign = sorted(
        entry.name for entry in home.path.iterdir() if entry.name not in ours and not _is_systems(entry.name)
    )
    if foreign or ((home.path / "lib").is_dir() and not (home.path / "lib").is_symlink()):
        raise ServerError(
            f"{home.path} holds files that are not lineage-db's ({', '.join(foreign[:3]) or 'lib'}).",
            "Set LINEAGE_HOME to a new or empty folder.",
        )


def delete(home: Home) -> None:
    """Delete all that is ours but what is kept; and the folder, if nothing else is in it."""
    for name in FOLDERS:
        folder = home.path / name
        if folder.is_symlink():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
    for file in FILES:
        (home.path / file).unlink(missing_ok=True)
    if not any(home.path.iterdir()):
        home.path.rmdir()


def _is_systems(name: str) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in OF_THE_SYSTEM)
