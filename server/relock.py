"""Writes `neo4j.lock` anew from `neo4j-pom.xml`: `python -m server.relock` (for maintainers; needs Maven).

Maven itself picks the versions, because its dependency mediation is the one Neo4j is released with.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from pathlib import Path

from server.jars import LOCK, Jar

POM = Path(__file__).with_name("neo4j-pom.xml")


def main() -> None:
    """Resolve the POM, download each jar, and write one line per jar: coordinate, bytes, SHA-256."""
    with tempfile.TemporaryDirectory() as folder:
        maven = ["mvn", "--batch-mode", "--quiet", "--file", str(POM), "-DincludeScope=runtime"]
        subprocess.run([*maven, "dependency:list", f"-DoutputFile={folder}/list"], check=True)  # noqa: S603
        subprocess.run([*maven, "dependency:copy-dependencies", f"-DoutputDirectory={folder}"], check=True)  # noqa: S603
        lines = Path(folder, "list").read_text(encoding="utf-8").split()
        jars = [_lock_entry(word, Path(folder)) for word in lines if ":jar:" in word]
    LOCK.write_text("".join(f"{jar}\n" for jar in sorted(jars, key=str)), encoding="utf-8")


def _lock_entry(line: str, folder: Path) -> Jar:
    """Return the lock entry of one line of `mvn dependency:list`: group:artefact:jar[:classifier]:version:scope."""
    group, artifact, _, *classifier, version, _ = line.split(":")
    coordinate = ":".join([group, artifact, version, *classifier])
    content = (folder / Jar(coordinate, 0, "").filename).read_bytes()
    return Jar(coordinate, len(content), hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
