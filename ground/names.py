"""What a name of a repository looks like, and what people write instead."""

from __future__ import annotations

import re
from typing import Literal

from ground.text import TOO_LONG, storable

Kind = Literal["model", "dataset"]

HUB_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/", re.IGNORECASE)
INSIDE_A_REPOSITORY = re.compile(r"/(?:tree|blob|resolve|raw|discussions|commits?)(?:/.*)?$")
REPOSITORY = re.compile(r"(?:[\w.-]+/)?[\w.-]+", re.ASCII)
PATH = re.compile(r"[/~]|\.{1,2}(?:[/\\]|$)|[A-Za-z]:[\\/]")
FORGE = re.compile(
    r"(?:[\w-]+\.)?(?:github|gitlab|bitbucket|modelscope|civitai|ollama|kaggle|arxiv|openxlab|replicate|gitee|wisemodel|"
    r"drive\.google|storage\.googleapis|s3\.amazonaws)\.(?:com|org|cn|ai|net|io)(?:/|$)",
    re.IGNORECASE,
)
"""The beginning of an address elsewhere that is written without its scheme."""
OTHER_PAGES = {"api", "blog", "collections", "datasets", "docs", "models", "organizations", "papers", "posts", "spaces"}
"""What stands first in the address of a page of the Hub that is no model; nobody can publish under such a name."""
NOT_ALLOWED = re.compile(r"models--|datasets--|[^/]+--[^/]+\Z|.*\.(?:git)?\Z", re.IGNORECASE)
"""What a name of the Hub never is, though all its characters may stand in one."""
NO_NAMES = {
    "",
    "-",
    "false",
    "merge",
    "n/a",
    "na",
    "nan",
    "nil",
    "none",
    "null",
    "tbd",
    "true",
    "undefined",
    "unknown",
}


OPAQUE = "forgotten--"
"""How an opaque name begins: the Hub gives no name with two hyphens together, so nobody can have one like it."""
LONGEST_NAME = 255
"""Characters: more than any name on the Hub has, and few enough for a key of an index of Neo4j (some 8,000 bytes)."""


def clean(written: str, kind: Kind) -> str:
    """The name in what someone wrote: without spaces around it, the Hub's address, or trailing slashes."""
    name = storable(written).strip()
    address = HUB_ADDRESS.match(name)
    if address:
        page = re.split(r"[?#]", name[address.end() :], maxsplit=1)[0]
        if kind == "model" or page.startswith("datasets/"):
            name = INSIDE_A_REPOSITORY.sub("", page).removeprefix("datasets/" if kind == "dataset" else "")
    return name.rstrip("/") or name[:1]


def why_no_name(name: str) -> str | None:
    """Why a cleaned name cannot name a model even where a source lists one by it; None where it may."""
    if len(name) > LONGEST_NAME:
        return TOO_LONG
    if name.lower() in NO_NAMES:
        return "no name"
    if "://" in name or FORGE.match(name):
        return "an address outside the Hub"
    if PATH.match(name):
        return "a path on someone's machine"
    return None


def why_no_repository(name: str) -> str | None:
    """Why the Hub would not take a cleaned name for a repository; None where it would."""
    reason = why_no_name(name)
    if reason is None and name.count("/") > 1:
        return "more than one slash"
    if reason is None and not REPOSITORY.fullmatch(name):
        return "characters the Hub does not allow in a name"
    if reason is None and "/" in name and name.partition("/")[0].lower() in OTHER_PAGES:
        return "a page of the Hub that is no model"
    if reason is None and NOT_ALLOWED.match(name) and not name.startswith(OPAQUE):
        return "a form the Hub does not allow in a name"
    return reason


def is_name(name: str) -> bool:
    """Whether a text is a name as it stands, of a repository that may be there."""
    return why_no_repository(name) is None


def name_of(id: str) -> str:
    """The part of an id after the slash, by which Neo4j Browser captions the node."""
    return id.partition("/")[2] or id


def namespace(name: str) -> str | None:
    """The publisher in a name: what stands before the slash."""
    before, slash, _ = name.partition("/")
    return before if slash and before else None
