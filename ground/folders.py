"""The application's folders: where the data of a user is kept, and where what can be fetched again is."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "lineage-db"
KEY, NEW_KEY = "forget.key", "forget.key.new"
LOADS = "loads"
SNAPSHOTS = "snapshots"
PERMANENT = (KEY, NEW_KEY)
"""The files of the home that outlive its database: other databases of this user may need them."""
DISPOSABLE = (LOADS, SNAPSHOTS)
"""The folders of the home that are deleted with its database."""


def home() -> Path:
    """Return the folder that `LINEAGE_HOME` names, or else the platform's folder for user data."""
    path = os.environ.get("LINEAGE_HOME")
    return Path(path).absolute() if path else platformdirs.user_data_path(APP)


def cache() -> Path:
    """Return the folder for what can be fetched again, which all homes of this user share."""
    return platformdirs.user_cache_path(APP)


def key() -> Path:
    """Return the file of the key with which publishers are forgotten, in every database of this user."""
    return home() / KEY


def loads() -> Path:
    """Return the folder of the journals of loads that can be resumed."""
    return home() / LOADS


def snapshots() -> Path:
    """Return the folder to which snapshots of the whole Hub are downloaded."""
    return home() / SNAPSHOTS
