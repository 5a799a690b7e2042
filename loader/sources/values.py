"""Reads JSON values from a stream: one a line, over several lines, or as the items of arrays.

The stream is read in pieces, and of it no more is held than one value. What breaks a value ends it: reading goes on at
the next place where a value may begin.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase, IncrementalNewlineDecoder
from typing import Any

LONGEST = 64 * 1024 * 1024
"""Characters of one value."""
PIECE = 256 * 1024
"""Bytes that are read at once."""
MUCH = 8 * 1024
"""Characters."""
DECODER = json.JSONDecoder()
SPACES = re.compile(r"[ \t\n\ufeff]*")
ESCAPED_BYTES = re.compile(r"[\udc80-\udcff]")
CUT = 16
"""Characters before the end of what is read, within which an error may be one of the cut: the longest token that is
no text has 12."""
BEHIND_AN_ITEM = re.compile(r"[ \t]*(?:[,\]{\[\n]|\Z)")
BEHIND_A_VALUE = re.compile(r"[ \t]*(?:[{\[\n]|\Z|,[ \t\n]*(?:[{\[\]]|\Z))")
UNDECIDED = re.compile(r"[ \t]*(?:,[ \t\n]*)?\Z")
ONE_ODD_LIST = re.compile(r"\[[^{}\n]*\][ \t]*,?[ \t]*(?:\n|\Z)")
"""A list that fills a line and holds no object: one odd value, not many."""
LONGEST_ODD_LIST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands where a value should be: how it begins, and what is wrong with it."""

    text: str
    reason: str


def values(file: BufferedIOBase) -> Iterator[tuple[int, Any]]:
    """Each value of a file with the number of the line on which it begins; a Broken where it cannot be read.

    Of arrays the items are given. UTF-8, and UTF-16 and UTF-32 as JSON tells them apart. Raises EOFError where the
    file ends within an array or a line, or is no text, and whatever `file` raises.
    """
    return _Values(file).all()


class _Text:
    """What is read of a file and not used yet, with the place in the file of what comes next.

    `line` is the number of its line, `indent` how many spaces that line begins with, `first` whether nothing but these
    stands before it.
    """

    def __init__(self, file: BufferedIOBase) -> None:
        self.file = file
        self.text = ""
        self.at = 0
        self.ended = False
        self.line, self.indent, self.first = 1, 0, True
        self.decoder: IncrementalNewlineDecoder | None = None
        self.is_clean = True
        """Whether all that is held was UTF-8."""

    @property
    def held(self) -> int:
        """How many characters are read and not used yet."""
        return len(self.text) - self.at

    def more(self) -> bool:
        """Read on, at least as much again as is held; False at the end of the file."""
        pieces = [self.text[self.at :]]
        wanted = 2 * len(pieces[0]) or 1
        while not self.ended and sum(map(len, pieces)) < wanted:
            read = self.file.read1(PIECE)
            self.ended = not read
            pieces.append(self._decoded(read))
        self.text, self.at = "".join(pieces), 0
        self.is_clean = _is_encodable(self.text)
        return len(self.text) > len(pieces[0])

    def _decoded(self, read: bytes) -> str:
        if self.decoder is None:
            while len(read) < 4 and (following := self.file.read1(PIECE)):
                read += following
            encoding = _encoding(read)
            # Bytes that are no UTF-8 cost only the value that they stand in.
            errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
            decoder = codecs.getincrementaldecoder(encoding)(errors)
            self.decoder = IncrementalNewlineDecoder(decoder, translate=True)
        try:
            return self.decoder.decode(read, final=self.ended)
        except UnicodeDecodeError as error:
            raise EOFError(str(error)) from error

    def skip(self, end: int) -> None:
        """Use what stands before `end`."""
        start = self.at
        newlines = self.text.count("\n", start, end)
        if newlines:
            self.line += newlines
            start = self.text.rfind("\n", start, end) + 1
            self.indent, self.first = 0, True
        if self.first:
            indented = _behind_spaces(self.text, start, end)
            self.indent += indented - start
            self.first = indented == end
        self.at = end

    def forget_used(self) -> None:
        """Hold what is used no longer, where it is much: an error of JSON counts the lines before it."""
        if self.at > MUCH:
            self.text, self.at = self.text[self.at :], 0

    def skip_spaces(self) -> bool:
        """Use all white space that comes next; False where nothing comes behind it."""
        while True:
            self.skip(_behind_spaces(self.text, self.at, len(self.text)))
            if self.held:
                return True
            if not self.more():
                return False

    def decode(self, behind: re.Pattern[str]) -> tuple[Any, int]:
        """The value that comes next, and where it ends; `behind` is what may follow it.

        Raises ValueError where there is none, RecursionError where it is nested too deeply.
        """
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if self.ended and self._is_cut(error, within=0):
                    raise CutError from error
                if self.ended or not self._is_cut(error, within=CUT):
                    raise
            else:
                if self.ended or not UNDECIDED.match(self.text, end):
                    break
            if self.held > LONGEST:
                raise TooLongError
            self.more()
        if end - self.at > LONGEST:
            raise TooLongError
        if not behind.match(self.text, end):
            raise ValueError("something stands behind it")
        return self._checked(value, end), end

    def _is_cut(self, error: json.JSONDecodeError, within: int) -> bool:
        """Whether an error may only be that what is read ends; `within` is how many characters before that end."""
        end = len(self.text) - within
        return error.msg.startswith("Unterminated string") or _behind_spaces(self.text, error.pos, end) >= end

    def _checked(self, value: Any, end: int) -> Any:
        """The value, once its bytes are known to be UTF-8."""
        if not self.is_clean and ESCAPED_BYTES.search(self.text, self.at, end):
            return json.loads(self.text[self.at : end].encode("utf-8", "surrogateescape"))
        return value


class CutError(ValueError):
    """A value breaks off at the end of the file."""


class TooLongError(ValueError):
    """A value is longer than what is held."""


class _Values:
    """The values of a text, one after the other, and whether they are items of an array."""

    def __init__(self, file: BufferedIOBase) -> None:
        self.text = _Text(file)
        self.array: tuple[int, int] | None = None
        """The line on which the array begins that is being read, and how many spaces that line begins with."""
        self.is_cut = False
        """Whether the file ends within what was read last."""
        self.separated = True
        """Whether a comma, or the beginning of the array, stands before what comes next."""

    def all(self) -> Iterator[tuple[int, Any]]:
        text = self.text
        while text.skip_spaces():
            sign = text.text[text.at]
            if sign == "]" and self.array:
                self.array = None
                text.skip(text.at + 1)
            elif sign == ",":
                self.separated = True
                text.skip(text.at + 1)
            elif self.array and not self.separated and text.first and text.indent <= self.array[1] and sign in "{[":
                yield self.array[0], Broken("[", "not JSON: an array that has no end")
                self.array = None
            elif sign == "[" and not self.array and not self._is_one_odd_list():
                self.array = text.line, text.indent
                self.separated = True
                text.skip(text.at + 1)
            else:
                value = text.line, self._value()
                self.separated = False
                if value[1] != []:
                    yield value
        if self.array:
            raise EOFError(f"the array that begins in line {self.array[0]} has no end")
        if self.is_cut:
            raise EOFError("its last line has no end")

    def _is_one_odd_list(self) -> bool:
        text = self.text
        while text.text.find("\n", text.at) < 0 and text.held < LONGEST_ODD_LIST and text.more():
            pass
        found = ONE_ODD_LIST.match(text.text, text.at)
        return found is not None and found.group().count("[") == found.group().count("]")

    def _value(self) -> Any:
        """The value that comes next, or a Broken; it is used."""
        text = self.text
        try:
            value, end = text.decode(BEHIND_AN_ITEM if self.array else BEHIND_A_VALUE)
        except (ValueError, RecursionError) as error:
            broken = Broken(text.text[text.at : text.at + 1_000].partition("\n")[0], _reason(error))
            # A line that ends is a broken line; one that does not is where the file was cut.
            self.is_cut = isinstance(error, CutError) and not text.text.endswith("\n")
            _Skipping(text, in_array=self.array is not None).skip()
            text.forget_used()
            return broken
        text.skip(end)
        return value


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, TooLongError):
        return "too long"
    if isinstance(error, CutError):
        return "not JSON: it breaks off at the end of the file"
    return f"not JSON: {error.msg if isinstance(error, json.JSONDecodeError) else str(error).partition(';')[0]}"


def _encoding(start: bytes) -> str:
    """How a file is encoded that begins so. Lines of NUL are no UTF-16: in that, JSON begins with ASCII."""
    encoding = json.detect_encoding(start)
    has_mark = not encoding.endswith(("-be", "-le"))
    return encoding if has_mark or start.decode(encoding, "ignore").lstrip()[:2].isascii() else "utf-8"


def _is_encodable(text: str) -> bool:
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _behind_spaces(text: str, start: int, end: int) -> int:
    found = SPACES.match(text, start, end)
    return found.end() if found else start


class _Skipping:
    """The way behind a broken value: to where its brackets are closed, or to the line where another value may begin.

    That line is indented no more than the one on which the broken value begins. In a value that is written over several
    lines without any indentation, such lines tell nothing.
    """

    SIGNS = re.compile(r'[{}\[\]",\n]')
    SIGNS_IN_A_STRING = re.compile(r'["\n]|\\(?:[^\n]|\Z)')
    START_OF_A_LINE = re.compile(r"([ \t]*)(?:\}[ \t]*,[ \t]*)?([^ \t])")
    DEEPEST = 1_000_000

    def __init__(self, text: _Text, *, in_array: bool) -> None:
        self.text = text
        self.in_array = in_array
        self.indent = text.indent
        self.open = bytearray()
        self.in_string = False
        self.is_flat: bool | None = None if text.text.startswith("\n", text.at + 1) else False

    def skip(self) -> None:
        """Use the text up to there, or to the end of the file. At least one character is used."""
        position: int | None = self.text.at
        while position is not None:
            found = (self.SIGNS_IN_A_STRING if self.in_string else self.SIGNS).search(self.text.text, position)
            if found is None or found.group() == "\\":
                position = self._position(found.start() if found else len(self.text.text))
            elif found.group() == "\n":
                position = self._line(found.end())
            else:
                position = self._sign(found.group(), found.start())

    def _position(self, end: int) -> int | None:
        """Use the text up to `end` and read on; gives where to go on, None at the end of the file."""
        self.text.skip(end)
        if self.text.more():
            return self.text.at
        self.text.skip(len(self.text.text))
        return None

    def _line(self, start: int) -> int | None:
        """Look at the line that begins at `start`; gives where to go on, None where the value ends before it."""
        self.in_string = False
        if not self.open and not self.in_array:
            self.text.skip(start)
            return None
        while not (found := self.START_OF_A_LINE.match(self.text.text, start)):
            following = self._position(start)
            if following is None:
                return None
            start = following
        spaces, sign = found.groups()
        is_outside = len(spaces) <= self.indent
        if self.is_flat is None:
            self.is_flat = is_outside and sign == '"'
        if is_outside and not self.is_flat and (sign in "{[" or (sign == "]" and self.in_array)):
            self.text.skip(found.start(2))
            return None
        return start

    def _sign(self, sign: str, at: int) -> int | None:
        if len(sign) > 1:
            return at + 2
        if sign == '"':
            self.in_string = not self.in_string
        elif sign in "{[":
            if len(self.open) < self.DEEPEST:
                self.open += sign.encode()
        elif sign != ",":
            opened = self.open.rfind(b"{" if sign == "}" else b"[")
            if opened >= 0:
                del self.open[opened:]
            elif sign == "]" and self.in_array and not self.open and at > self.text.at:
                self.text.skip(at)
                return None
        elif self.in_array and not self.open:
            self.text.skip(at)
            return None
        return at + 1
