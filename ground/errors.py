"""The base of every error that a user can understand: a code and values, no sentence."""

from __future__ import annotations


class LineageError(Exception):
    """Something cannot be done. `code` names the reason, and `values` are what the sentences about it need.

    The sentences are in `messages/`; a face looks them up by the code. Each room has a subclass of its own.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are pickled with `args` alone; a load in another process hands its error over whole.
        return _rebuild, (type(self), self.code, self.values)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({details})"


def _rebuild(kind: type[LineageError], code: str, values: dict[str, object]) -> LineageError:
    return kind(code, **values)
