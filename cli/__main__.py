"""Runs the command line and translates every error once: `lineage-db`, or `python -m cli`."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, cast

import click

from answers.driver_errors import explain_driver, explain_server
from ground.errors import LineageError
from ground.text import harmless
from messages import sentences_on

if TYPE_CHECKING:
    from io import TextIOWrapper

FAILED = 1
INTERRUPTED = 130


def main() -> None:
    """Run the command that the arguments name, and exit with its code."""
    # What is imported stays: to look through it for what can go takes a tenth of the time of a short command.
    gc.disable()
    import_module("cli.root")
    gc.freeze()
    gc.enable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets its escape sequence, not an error.
        cast("TextIOWrapper", stream).reconfigure(errors="backslashreplace")
    code = _run()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
    sys.exit(code)


def _run() -> int:
    """The exit code: 0 answered, 1 could not, 2 usage, 3 empty (where asked for), 130 interrupted."""
    from cli.root import ReaderGoneError, root

    try:
        code = root.main(prog_name="lineage-db", complete_var="_LINEAGE_DB_COMPLETE", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.Abort as abort:
        next = str(abort) or "Run the command again; a load goes on from what it has written."
        return _fail("Interrupted.", next, INTERRUPTED)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ReaderGoneError:
        _forget_stdout()
        return 0
    except LineageError as error:
        return _fail(*sentences_on(error))
    except Exception as error:
        return _explain(error)


def _explain(error: Exception) -> int:
    """Translate the errors whose packages are slow to import: by now they are imported, if they are the cause."""
    from neo4j.exceptions import DriverError, Neo4jError

    from cli import local

    if isinstance(error, Neo4jError):
        return _fail(*(local.explain(error) or explain_server(error)))
    if isinstance(error, DriverError):
        return _fail(*(local.explain(error) or explain_driver(error, is_named=bool(os.environ.get("NEO4J_URI")))))
    if isinstance(error, OSError):
        what = f"{error.filename or 'A file'} cannot be used: {error.strerror or error}."
        return _fail(
            what, "Check the path, who may write there, and the free space (LINEAGE_HOME, XDG_CACHE_HOME, TMPDIR)."
        )
    if isinstance(error, OverflowError | UnicodeError):
        what = "A value cannot be sent to the database: a number beyond 64 bits, or text that is not UTF-8."
        return _fail(what, "Mend it and run the command again.")
    raise error


def _fail(what: str, next: str, code: int = FAILED) -> int:
    click.echo(f"{harmless(what)}\n{harmless(next)}", err=True)
    return code


def _forget_stdout() -> None:
    """The reader of the pipe has gone: let what is still unwritten go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
