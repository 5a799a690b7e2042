"""The entries of a home that are lineage-db's. `LINEAGE_HOME` may name any folder: nothing else in it is deleted."""

from __future__ import annotations

import shutil
from fnmatch import fnmatchcase

from ground import folders
from server.errors import ServerError
from server.home import Home

FOLDERS = ("data", "conf", "logs", "run", "import", "plugins", "licenses", "certificates", *folders.DISPOSABLE)
FILES = ("password", "password.new", "start.lock", "lib", "importing")
ENTRIES = (*FOLDERS, *FILES, *folders.PERMANENT)
OF_THE_SYSTEM = (
    *("lost+found", ".nfs*", ".snapshot", "@eadir"),
    *(".directory", ".hidden", ".trash*", ".ds_store", "._*", ".localized", ".fseventsd", ".spotlight-v100"),
    *("thumbs.db", "desktop.ini", "$recycle.bin", "system volume information"),
)
"""What file systems and desktops put into any folder, in lower case: allowed in a home, and never deleted."""


def refuse_others(home: Home) -> None:
    """Raise ServerError if the folder holds an entry that is not lineage-db's."""
    foreign = sorted(
        entry.name for entry in home.path.iterdir() if entry.name not in ENTRIES and not _is_of_the_system(entry.name)
    )
    if foreign or ((home.path / "lib").is_dir() and not (home.path / "lib").is_symlink()):
        raise ServerError("home-holds-other-files", home=home.path, files=foreign[:3] or ["lib"])


def delete(home: Home) -> None:
    """Delete all entries that are lineage-db's except the permanent ones, and the folder if it is empty then."""
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


def _is_of_the_system(name: str) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in OF_THE_SYSTEM)
