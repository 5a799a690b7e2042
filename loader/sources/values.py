"""Reads JSON values from a stream: one a line, over several lines, or as the items of arrays.

The stream is read in pieces, and no more than one value is held in memory. After a broken value, reading continues at
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

LARGEST_VALUE = 64 * 1024 * 1024
"""Characters of one value."""
PIECE_BYTES = 256 * 1024
"""Bytes of one read."""
MOST_USED_TEXT = 8 * 1024
"""Characters of used text that are held at most."""
DECODER = json.JSONDecoder()
WHITE_SPACE = re.compile(r"[ \t\n\ufeff]*")
ESCAPED_BYTES = re.compile(r"[\udc80-\udcff]")
TOKEN_MARGIN = 16
"""Characters before the end of the text read so far, within which an error may be due to its end alone: the longest
token that is not a string has 12."""
BEHIND_AN_ITEM = re.compile(r"[ \t]*(?:[,\]{\[\n]|\Z)")
BEHIND_A_VALUE = re.compile(r"[ \t]*(?:[{\[\n]|\Z|,[ \t\n]*(?:[{\[\]]|\Z))")
UNDECIDED = re.compile(r"[ \t]*(?:,[ \t\n]*)?\Z")
ONE_ODD_LIST = re.compile(r"\[[^{}\n]*\][ \t]*,?[ \t]*(?:\n|\Z)")
"""A list that fills a line and holds no object: one odd value, not many."""
LONGEST_ODD_LIST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that cannot be read: how it begins, and the reason."""

    text: str
    reason: str


def values(file: BufferedIOBase) -> Iterator[tuple[int, Any]]:
    """Yield each value of a file with the number of its first line; a Broken if it cannot be read.

    An array yields its items. The encoding is UTF-8, UTF-16 or UTF-32, detected as JSON defines it. Raises EOFError if
    the file ends within an array or a line, or is not a text, and whatever `file` raises.
    """
    return _Values(file).all()


class _Text:
    """The text that is read from a file and not used yet, with its position in the file.

    `line` is the number of its first line, `indent` the number of spaces at the start of that line, `first` whether
    only these precede it.
    """

    def __init__(self, file: BufferedIOBase) -> None:
        self.file = file
        self.text = ""
        self.at = 0
        self.ended = False
        self.line, self.indent, self.first = 1, 0, True
        self.decoder: IncrementalNewlineDecoder | None = None
        self.is_clean = True
        """Whether all the text held was UTF-8."""

    @property
    def held(self) -> int:
        """The number of characters that are read and not used yet."""
        return len(self.text) - self.at

    def more(self) -> bool:
        """Read at least as much again as is held. Returns False at the end of the file."""
        pieces = [self.text[self.at :]]
        size = 2 * len(pieces[0]) or 1
        while not self.ended and sum(map(len, pieces)) < size:
            content = self.file.read1(PIECE_BYTES)
            self.ended = not content
            pieces.append(self._decoded(content))
        self.text, self.at = "".join(pieces), 0
        self.is_clean = _is_encodable(self.text)
        return len(self.text) > len(pieces[0])

    def _decoded(self, content: bytes) -> str:
        """Return the next bytes of the file as text. The first ones tell the encoding."""
        if self.decoder is None:
            while len(content) < 4 and (following := self.file.read1(PIECE_BYTES)):
                content += following
            encoding = _encoding(content)
            # Bytes that are not UTF-8 break only the value that holds them.
            errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
            decoder = codecs.getincrementaldecoder(encoding)(errors)
            self.decoder = IncrementalNewlineDecoder(decoder, translate=True)
        try:
            return self.decoder.decode(content, final=self.ended)
        except UnicodeDecodeError as error:
            raise EOFError(str(error)) from error

    def skip(self, end: int) -> None:
        """Use the text up to `end`."""
        start = self.at
        newlines = self.text.count("\n", start, end)
        if newlines:
            self.line += newlines
            start = self.text.rfind("\n", start, end) + 1
            self.indent, self.first = 0, True
        if self.first:
            indent_end = _end_of_spaces(self.text, start, end)
            self.indent += indent_end - start
            self.first = indent_end == end
        self.at = end

    def drop_used(self) -> None:
        """Drop the used text if it is long: an error of JSON counts the lines before it."""
        if self.at > MOST_USED_TEXT:
            self.text, self.at = self.text[self.at :], 0

    def skip_spaces(self) -> bool:
        """Use all white space that follows. Returns False if nothing follows it."""
        while True:
            self.skip(_end_of_spaces(self.text, self.at, len(self.text)))
            if self.held:
                return True
            if not self.more():
                return False

    def decode(self, behind: re.Pattern[str]) -> tuple[Any, int]:
        """Return the next value and its end; `behind` matches the text that may follow it.

        Raises ValueError if there is none, RecursionError if it is nested too deeply.
        """
        while True:
            try:
                value, end = DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if self.ended and self._is_cut(error, within=0):
                    raise CutError from error
                if self.ended or not self._is_cut(error, within=TOKEN_MARGIN):
                    raise
            else:
                if self.ended or not UNDECIDED.match(self.text, end):
                    break
            if self.held > LARGEST_VALUE:
                raise TooLongError
            self.more()
        if end - self.at > LARGEST_VALUE:
            raise TooLongError
        if not behind.match(self.text, end):
            raise ValueError("something stands behind it")
        return self._checked(value, end), end

    def _is_cut(self, error: json.JSONDecodeError, within: int) -> bool:
        """Return whether an error may be due to the end of the text alone; `within` is its distance to that end."""
        end = len(self.text) - within
        return error.msg.startswith("Unterminated string") or _end_of_spaces(self.text, error.pos, end) >= end

    def _checked(self, value: Any, end: int) -> Any:
        """Return the value. Raises ValueError if its bytes are not UTF-8."""
        if not self.is_clean and ESCAPED_BYTES.search(self.text, self.at, end):
            return json.loads(self.text[self.at : end].encode("utf-8", "surrogateescape"))
        return value


class CutError(ValueError):
    """A value breaks off at the end of the file."""


class TooLongError(ValueError):
    """A value is longer than the text that may be held."""


class _Values:
    """Iterates over the values of a text, and over the items of its arrays."""

    def __init__(self, file: BufferedIOBase) -> None:
        self.text = _Text(file)
        self.array: tuple[int, int] | None = None
        """The first line of the array that is being read, and the number of spaces at its start."""
        self.is_cut = False
        """Whether the file ends within the last value."""
        self.separated = True
        """Whether a comma, or the beginning of the array, precedes the next value."""

    def all(self) -> Iterator[tuple[int, Any]]:
        """Yield each value with the number of its first line."""
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
        """Return whether the next value is a list that fills its line and holds no object."""
        text = self.text
        while text.text.find("\n", text.at) < 0 and text.held < LONGEST_ODD_LIST and text.more():
            pass
        match = ONE_ODD_LIST.match(text.text, text.at)
        return match is not None and match.group().count("[") == match.group().count("]")

    def _value(self) -> Any:
        """Use the next value and return it; a Broken if it cannot be read."""
        text = self.text
        try:
            value, end = text.decode(BEHIND_AN_ITEM if self.array else BEHIND_A_VALUE)
        except (ValueError, RecursionError) as error:
            broken = Broken(text.text[text.at : text.at + 1_000].partition("\n")[0], _reason(error))
            # A line that ends is a broken line; one that does not is where the file was cut.
            self.is_cut = isinstance(error, CutError) and not text.text.endswith("\n")
            _Skipping(text, in_array=self.array is not None).skip()
            text.drop_used()
            return broken
        text.skip(end)
        return value


def _reason(error: Exception) -> str:
    """Return why a value cannot be read, by the error that it raised."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, TooLongError):
        return "too long"
    if isinstance(error, CutError):
        return "not JSON: it breaks off at the end of the file"
    return f"not JSON: {error.msg if isinstance(error, json.JSONDecodeError) else str(error).partition(';')[0]}"


def _encoding(start: bytes) -> str:
    """Return the encoding of a file by its first bytes. Lines of NUL are not UTF-16, where JSON begins with ASCII."""
    encoding = json.detect_encoding(start)
    has_mark = not encoding.endswith(("-be", "-le"))
    return encoding if has_mark or start.decode(encoding, "ignore").lstrip()[:2].isascii() else "utf-8"


def _is_encodable(text: str) -> bool:
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _end_of_spaces(text: str, start: int, end: int) -> int:
    match = WHITE_SPACE.match(text, start, end)
    return match.end() if match else start


class _Skipping:
    """Skips a broken value: to its last closing bracket, or to the line where another value may begin.

    That line is indented no more than the first line of the broken value. It is ignored in a value that covers several
    lines without any indentation.
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
        """Use the text of the broken value: at least one character, at most the rest of the file."""
        position: int | None = self.text.at
        while position is not None:
            match = (self.SIGNS_IN_A_STRING if self.in_string else self.SIGNS).search(self.text.text, position)
            if match is None or match.group() == "\\":
                position = self._position(match.start() if match else len(self.text.text))
            elif match.group() == "\n":
                position = self._line(match.end())
            else:
                position = self._sign(match.group(), match.start())

    def _position(self, end: int) -> int | None:
        """Use the text up to `end` and read more. Returns where to continue, None at the end of the file."""
        self.text.skip(end)
        if self.text.more():
            return self.text.at
        self.text.skip(len(self.text.text))
        return None

    def _line(self, start: int) -> int | None:
        """Examine the line that begins at `start`. Returns where to continue, None if the value ends before it."""
        self.in_string = False
        if not self.open and not self.in_array:
            self.text.skip(start)
            return None
        while not (match := self.START_OF_A_LINE.match(self.text.text, start)):
            following = self._position(start)
            if following is None:
                return None
            start = following
        spaces, sign = match.groups()
        is_outside = len(spaces) <= self.indent
        if self.is_flat is None:
            self.is_flat = is_outside and sign == '"'
        if is_outside and not self.is_flat and (sign in "{[" or (sign == "]" and self.in_array)):
            self.text.skip(match.start(2))
            return None
        return start

    def _sign(self, sign: str, at: int) -> int | None:
        """Examine a quote, bracket, comma or escape. Returns where to continue, None if the value ends here."""
        if len(sign) > 1:
            return at + 2
        if sign == '"':
            self.in_string = not self.in_string
        elif sign in "{[":
            if len(self.open) < self.DEEPEST:
                self.open += sign.encode()
        elif sign != ",":
            last_open = self.open.rfind(b"{" if sign == "}" else b"[")
            if last_open >= 0:
                del self.open[last_open:]
            elif sign == "]" and self.in_array and not self.open and at > self.text.at:
                self.text.skip(at)
                return None
        elif self.in_array and not self.open:
            self.text.skip(at)
            return None
        return at + 1
