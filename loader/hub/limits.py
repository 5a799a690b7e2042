"""How long an answer of the Hub may take, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits for the answers of a Hub. Times are in seconds, sizes in bytes, both on the wire and unpacked.

    A page of 1,000 models has 2 to 3 MB and 100,000 values on huggingface.co, and the 1,000 largest records of a sample
    of 4,167 have 6 MB together. A value costs Python at most some 100 bytes, a character of a text 4: a page that is
    as large as it may be costs the client no more than some 300 MB.
    """

    connect_seconds: float = 10
    piece_seconds: float = 60
    """Between two pieces of an answer."""
    answer_seconds: float = 300
    """For the whole of an answer; of a file, for each LEAST_PROGRESS of it."""
    request_seconds: float = 900
    """For all tries of a request, with the waits between them."""
    word_seconds: float = 10
    """After which the user is told of the wait; then after twice as long, and so on."""
    retries: int = 8
    first_wait: float = 1
    longest_wait: float = 60
    """Before a request is repeated, if the Hub states no wait; each wait is twice the one before."""
    longest_stated_wait: float = 600
    """The longest wait that the Hub may ask for."""
    page_bytes: int = 32 * MEBIBYTE
    record_bytes: int = 8 * MEBIBYTE
    error_bytes: int = MEBIBYTE // 16
    """Of an error, which is read only so that its connection can be reused."""
    values: int = 2_000_000
    """The values in the JSON of an answer, counted by the characters that separate and open them."""
    pages: int = 50_000
    """The pages of a list: 50 million models, where the Hub has three."""


LEAST_PROGRESS = 64 << 10
"""The bytes of a file that count as progress."""
DEFAULT_LIMITS = Limits()
