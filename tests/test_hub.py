"""Reading the Hub, on a small one of our own that can be told to fail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from huggingface_hub.utils import close_session
from refusals import notes_into
from waiting import PATIENCE

from loader.errors import LoaderError
from loader.fields import EXPANDED
from loader.hub.body import parse
from loader.hub.client import BadRequestError, Hub, NotFoundError, get
from loader.hub.download import download
from loader.hub.limits import Limits
from loader.hub.listing import ListingPage, children, modified_since, pages
from loader.hub.single import kind, model
from loader.hub.snapshot import Snapshot, find
from messages import sentences_on
from messages.loader import LATER

TOKEN = "hf_secret"
CONTENT = bytes(range(256)) * 4000
SHA = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Reply:
    """What the little Hub says: a body (JSON unless bytes), and how it says it."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None  # the bytes after which the connection is closed

    def bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class Request:
    path: str
    query: str
    headers: dict[str, str]

    @property
    def expand(self) -> list[str]:
        return parse_qs(self.query).get("expand", [])


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of readers that go away."""


class LittleHub:
    """Answers each path with the replies it was given for it, the last of them for ever."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply | Callable[[Request], Reply]]] = {}
        self.requests: list[Request] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                request = Request(
                    parts.path, parts.query, {name.lower(): value for name, value in self.headers.items()}
                )
                hub.requests.append(request)
                queue = hub.replies.get(parts.path, [Reply({"error": "none"}, 404)])
                reply = queue.pop(0) if len(queue) > 1 else queue[0]
                hub.send(self, reply(request) if callable(reply) else reply)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        body = reply.bytes()
        handler.send_response(reply.status)
        for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        with suppress(OSError):  # the reader may have gone
            handler.wfile.write(body[: reply.cut])
        if reply.cut is not None:
            handler.close_connection = True

    def answers(self, path: str, *replies: Reply | Callable[[Request], Reply]) -> None:
        self.replies[path] = list(replies)

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def little() -> Iterator[LittleHub]:
    hub = LittleHub()
    yield hub
    close_session()
    hub.close()


@pytest.fixture
def elsewhere() -> Iterator[LittleHub]:
    hub = LittleHub()
    yield hub
    close_session()
    hub.close()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr("loader.hub.patience.sleep", slept.append)
    return slept


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def hub(little: LittleHub, waits: list[float], said: list[str], monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    return Hub(little.address, notes_into(said))


def refused(error: pytest.ExceptionInfo[LoaderError]) -> tuple[str, str]:
    return sentences_on(error.value)


# What can go wrong with a request


@pytest.mark.parametrize(
    ("fault", "what", "slept"),
    [
        pytest.param(
            Reply({}, 429, {"RateLimit": '"api";r=0;t=55'}),
            "The Hub answers 429 and asks to wait 55 s",
            56,
            id="throttled, with a stated wait",
        ),
        pytest.param(
            Reply({}, 429, {"Retry-After": "7"}), "The Hub answers 429 and asks to wait 7 s", 8, id="Retry-After"
        ),
        pytest.param(
            Reply({}, 429, {"RateLimit": '"api";r=9;t=55'}),
            "The Hub answers 429: trying again in 1 s",
            1,
            id="throttled, but not by that limit",
        ),
        pytest.param(Reply({}, 500), "The Hub answers 500: trying again in 1 s", 1, id="500"),
        pytest.param(Reply(b"<html>", 503), "The Hub answers 503: trying again in 1 s", 1, id="503"),
        pytest.param(Reply({}, 408), "The Hub answers 408: trying again in 1 s", 1, id="408"),
        pytest.param(
            Reply(b"<html>maintenance"),
            "The Hub's answer is not JSON, or is cut: trying again in 1 s",
            1,
            id="a page for people",
        ),
        pytest.param(
            Reply(b'[{"id": "a/on'),
            "The Hub's answer is not JSON, or is cut: trying again in 1 s",
            1,
            id="broken JSON",
        ),
        pytest.param(
            Reply([{"id": "a/one"}], cut=5), "The connection to the Hub broke: trying again in 1 s", 1, id="a cut body"
        ),
        pytest.param(
            Reply(b"no gzip", headers={"Content-Encoding": "gzip"}),
            "The connection to the Hub broke: trying again in 1 s",
            1,
            id="a body that does not unpack",
        ),
    ],
)
def test_a_fault_that_passes_is_told_and_waited_for(
    little: LittleHub, hub: Hub, waits: list[float], said: list[str], fault: Reply, what: str, slept: float
) -> None:
    little.answers("/api/models", fault, Reply([{"id": "a/one"}]))
    assert get(hub, "/api/models").body == [{"id": "a/one"}]
    assert (said, waits) == ([what], [slept])


def test_a_hub_that_is_silent_is_asked_again(
    little: LittleHub, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up = Event()

    def silent(request: Request) -> Reply:
        given_up.wait(PATIENCE)
        return Reply([])

    monkeypatch.setattr("loader.hub.patience.sleep", lambda seconds: given_up.set())
    hub = Hub(little.address, notes_into(said), Limits(piece_seconds=0.3))
    little.answers("/api/models", silent, Reply([1]))
    assert get(hub, "/api/models").body == [1]
    assert said[0] == "The Hub does not answer in time: trying again in 1 s"


def test_a_fault_that_stays_ends_after_waits_that_grow(little: LittleHub, hub: Hub, waits: list[float]) -> None:
    little.answers("/api/models", Reply({}, 500))
    with pytest.raises(LoaderError) as error:
        get(hub, "/api/models", {"secret": "x"})
    assert refused(error) == ("The Hub answers 500, 9 times in a row, for /api/models.", LATER)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_hub_that_is_not_there_is_said_to_be(waits: list[float]) -> None:
    nobody = LittleHub()
    nobody.close()
    with pytest.raises(LoaderError) as error:
        get(Hub(nobody.address), "/api/models")
    close_session()
    assert refused(error) == ("The Hub cannot be reached, 9 times in a row, for /api/models.", LATER)


def test_a_stated_wait_of_hours_is_not_slept_through(little: LittleHub, hub: Hub, waits: list[float]) -> None:
    little.answers("/api/models", Reply({}, 429, {"RateLimit": '"api";r=0;t=7200'}))
    with pytest.raises(LoaderError) as error:
        get(hub, "/api/models")
    assert refused(error) == ("The Hub answers 429, and asks to wait 7200 s, for /api/models.", LATER)
    assert waits == []


def test_nothing_is_written_to_the_terminal(
    little: LittleHub, hub: Hub, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    little.answers(
        "/api/models",
        Reply({}, 503),
        Reply(["x"], 404, {"X-HF-Warning": "a; \x1b[31mred", "X-Error-Code": "RepoNotFound"}),
    )
    with pytest.raises(NotFoundError):
        get(hub, "/api/models")
    assert capfd.readouterr() == ("", "")
    assert TOKEN not in caplog.text


@pytest.mark.parametrize(
    ("reply", "raised"),
    [
        (Reply({}, 401, {"X-Error-Code": "RepoNotFound"}), NotFoundError),
        (Reply({}, 403, {"X-Error-Code": "GatedRepo"}), NotFoundError),
        (Reply({}, 403, {"X-Error-Message": "Access to this resource is disabled."}), NotFoundError),
        (Reply(None, 404), NotFoundError),
        (Reply({}, 451), NotFoundError),
        (Reply({"error": "no"}, 400), BadRequestError),
    ],
)
def test_what_is_not_there_and_what_is_not_taken_are_told_apart(
    little: LittleHub, hub: Hub, reply: Reply, raised: type[Exception]
) -> None:
    little.answers("/api/models/a/one", reply)
    with pytest.raises(raised):
        get(hub, "/api/models/a/one")


@pytest.mark.parametrize("code", [{}, {"X-Error-Code": "RepoNotFound"}])
def test_a_bad_token_is_said_to_be_one(little: LittleHub, hub: Hub, code: dict[str, str]) -> None:
    header = {"X-Error-Message": "Invalid credentials in Authorization header", **code}
    little.answers("/api/models/a/one", Reply({}, 401, header))
    with pytest.raises(LoaderError) as error:
        model(hub, "a/one")
    assert refused(error) == ("The Hub does not know the token.", "Check HF_TOKEN, or run `hf auth login` again.")


def test_a_refusal_is_said_with_its_status(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/models", Reply({"error": "\x1b[31mno"}, 403))
    with pytest.raises(LoaderError) as error:
        list(pages(hub))
    assert refused(error) == (
        "The Hub refuses /api/models (403).",
        "Check that the token, HF_TOKEN or that of `hf auth login`, may read it.",
    )


def test_a_token_that_cannot_be_sent_is_not_shown(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_séc\x07ret")
    with pytest.raises(LoaderError) as error:
        get(hub, "/api/models")
    assert refused(error) == (
        "The Hub's token holds what no token can.",
        "Check HF_TOKEN, or run `hf auth login` again.",
    )


@pytest.mark.parametrize("endpoint", ["localhost:80", "ftp://hub", "https://", "http://[", "http://hub:x"])
def test_an_address_that_is_none_is_said_to_be(endpoint: str) -> None:
    with pytest.raises(LoaderError) as error:
        get(Hub(endpoint), "/api/models")
    assert refused(error) == (
        f"{endpoint.rstrip('/')!r} is not the address of a Hub.",
        "Give one like https://huggingface.co.",
    )


def test_who_wants_to_stay_offline_does(little: LittleHub, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(LoaderError) as error:
        get(hub, "/api/models")
    assert refused(error) == ("huggingface_hub is told to stay offline.", "Unset HF_HUB_OFFLINE and try again.")
    assert little.requests == []


def test_the_hub_may_be_that_of_huggingface_hub(little: LittleHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", little.address)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_IMPLICIT_TOKEN", True)
    little.answers("/api/models", Reply([1]))
    assert get(Hub(), "/api/models").body == [1]
    assert "authorization" not in little.requests[0].headers


# The token and other hosts


def test_the_token_is_sent_to_the_hub(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/models", Reply([]))
    list(pages(hub))
    assert [request.headers["authorization"] for request in little.requests] == [f"Bearer {TOKEN}"]
    assert [request.headers["user-agent"] for request in little.requests] == ["lineage-db"]


def test_a_next_page_on_another_host_is_not_asked_for(little: LittleHub, elsewhere: LittleHub, hub: Hub) -> None:
    little.answers("/api/models", Reply([], headers={"Link": f'<{elsewhere.address}/api/models>; rel="next"'}))
    with pytest.raises(LoaderError) as error:
        list(pages(hub))
    assert refused(error) == (
        "The Hub at 127.0.0.1 points at another address, '127.0.0.1'.",
        "Nothing was taken from there; if it is the Hub that you want, set HF_ENDPOINT to it.",
    )
    assert elsewhere.requests == []


def test_nor_is_one_to_start_from(elsewhere: LittleHub, hub: Hub) -> None:
    with pytest.raises(LoaderError):
        list(pages(hub, start=f"{elsewhere.address}/api/models"))
    assert elsewhere.requests == []


def test_a_next_page_with_no_address_is_said_to_have_none(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/models", Reply([], headers={"Link": '<http://[>; rel="next"'}))
    with pytest.raises(LoaderError) as error:
        list(pages(hub))
    assert refused(error) == ("The Hub's address of the next page is none.", LATER)


def test_an_answer_of_another_host_is_not_asked_for(little: LittleHub, elsewhere: LittleHub, hub: Hub) -> None:
    little.answers("/api/models", Reply(b"", 307, {"Location": f"{elsewhere.address}/api/models"}))
    elsewhere.answers("/api/models", Reply([{"id": "evil/one"}]))
    with pytest.raises(LoaderError):
        list(pages(hub))
    assert elsewhere.requests == []


# Bodies


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'[{"id": "a/one"}, {"n": ' + b"9" * 5000 + b"}]", [{"id": "a/one"}, {"n": float("inf")}]),
        (b'["\xff", 1]', ["�", 1]),
        (
            b'[{"id": "a/\\"]one"}, {"x": ' + b"[" * 5000 + b"]" * 5000 + b'}, [], "last"]',
            [{"id": 'a/"]one'}, '{"x": ' + "[" * 5000 + "]" * 5000 + "}", [], "last"],
        ),
    ],
)
def test_one_odd_record_does_not_cost_the_page(content: bytes, value: Any) -> None:
    assert parse(content) == value


@pytest.mark.parametrize("content", [b"", b"[1, 2", b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}", b"[" * 5000])
def test_what_is_not_json_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse(content)


# Lists


def two_pages(little: LittleHub, *, absolute: bool = True) -> str:
    following = "/api/models?sort=createdAt&expand=tags&expand=baseModels&cursor=abc"
    link = {"Link": f'<{little.address if absolute else ""}{following}>; rel="next"'}
    last = Reply([{"id": "b/two"}])
    little.answers(
        "/api/models",
        lambda request: last if "cursor" in request.query else Reply([{"id": "a/one"}, None, 5], headers=link),
    )
    return little.address + following


@pytest.mark.parametrize("absolute", [True, False])
def test_the_pages_of_a_list_come_as_they_are(little: LittleHub, hub: Hub, absolute: bool) -> None:
    following = two_pages(little, absolute=absolute)
    assert list(pages(hub)) == [
        ListingPage([{"id": "a/one"}, None, 5], following),
        ListingPage([{"id": "b/two"}], None),
    ]
    assert [parse_qsl(request.query) for request in little.requests] == [
        [("sort", "createdAt"), ("limit", "1000"), *(("expand", wanted) for wanted in EXPANDED)],
        [("sort", "createdAt"), ("expand", "tags"), ("expand", "baseModels"), ("cursor", "abc")],
    ]


def test_a_page_is_fetched_when_it_is_asked_for(little: LittleHub, hub: Hub) -> None:
    two_pages(little)
    next(pages(hub))
    assert len(little.requests) == 1


def test_a_list_goes_on_from_a_page(little: LittleHub, hub: Hub) -> None:
    assert list(pages(hub, start=two_pages(little))) == [ListingPage([{"id": "b/two"}], None)]


def test_a_list_can_be_that_of_an_author_or_of_the_children_of_a_model(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/models", Reply([]))
    list(pages(hub, author="a&b", limit=5))
    list(children(hub, "a/one"))
    list(children(hub, "a/one", "merge"))
    asked = [dict(parse_qsl(request.query)) for request in little.requests]
    assert [(each.get("author"), each.get("filter"), each["limit"]) for each in asked] == [
        ("a&b", None, "5"),
        (None, "base_model:a/one", "1000"),
        (None, "base_model:merge:a/one", "1000"),
    ]


def refuses_base_models(request: Request) -> Reply:
    return Reply({}, 400) if "baseModels" in request.expand else Reply([{"id": "a/one"}])


@pytest.mark.parametrize("start", [None, "/api/models?expand=tags&expand=baseModels&cursor=abc%2B%3D"])
def test_a_list_without_base_models_is_taken_and_said(
    little: LittleHub, hub: Hub, said: list[str], start: str | None
) -> None:
    little.answers("/api/models", refuses_base_models)
    for _ in range(2):
        assert list(pages(hub, start=start)) == [ListingPage([{"id": "a/one"}], None)]
    assert said == ["The Hub does not tell baseModels: taking the parents that cards and tags name"]
    first, *rest = [parse_qsl(request.query) for request in little.requests]
    assert rest == [[item for item in first if item != ("expand", "baseModels")]] * 2


def test_a_list_that_is_refused_anyway_says_so(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/models", Reply({}, 400))
    with pytest.raises(LoaderError) as error:
        list(pages(hub))
    assert refused(error) == ("The Hub does not take the request for /api/models.", "Start again without --resume.")


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (Reply({"error": "x"}), "The Hub's list at /api/models is not a list."),
        (Reply({}, 404), "The Hub shows no list of models."),
        (
            Reply([], headers={"Link": '</api/models?a=1>; rel="next"'}),
            "A page of the Hub's list at /api/models names itself as the next.",
        ),
    ],
)
def test_a_list_that_is_none_says_so(little: LittleHub, hub: Hub, reply: Reply, what: str) -> None:
    little.answers("/api/models", reply)
    with pytest.raises(LoaderError) as error:
        list(pages(hub))
    assert refused(error)[0] == what


def test_what_was_modified_since_stops_at_the_first_page_that_is_older(little: LittleHub, hub: Hub) -> None:
    new, old = {"lastModified": "2026-11-20T10:00:00.000Z"}, {"lastModified": "2026-11-18T10:00:00.000Z"}
    undated, odd = {"id": "a/undated"}, {"lastModified": "long ago"}
    following = {"Link": '</api/models?p=2>; rel="next"'}
    more = {"Link": '</api/models?p=3>; rel="next"'}
    little.answers(
        "/api/models", Reply([new, odd], headers=following), Reply([new, undated, None, old, odd], headers=more)
    )
    assert list(modified_since(hub, datetime(2026, 11, 19, tzinfo=UTC))) == [
        ListingPage([new, odd], f"{little.address}/api/models?p=2"),
        ListingPage([new, undated, None, odd], None),
    ]
    assert len(little.requests) == 2
    assert dict(parse_qsl(little.requests[0].query))["sort"] == "lastModified"


# Single models and publishers


def test_a_model_comes_as_it_is(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/models/a/one", Reply({"id": "a/one", "odd": [1]}))
    assert model(hub, "a/one") == {"id": "a/one", "odd": [1]}
    assert little.requests[0].expand == list(EXPANDED)


@pytest.mark.parametrize("query", ["", "?{}"])
def test_a_renamed_model_comes_under_its_new_name(little: LittleHub, hub: Hub, query: str) -> None:
    little.answers(
        "/api/models/old/one",
        lambda request: Reply(b"", 307, {"Location": "/api/models/new/one" + query.format(request.query)}),
    )
    little.answers("/api/models/new/one", lambda request: Reply({"id": "new/one", "told": request.expand}))
    assert model(hub, "old/one") == {"id": "new/one", "told": list(EXPANDED)}


@pytest.mark.parametrize("reply", [Reply({}, 401, {"X-Error-Code": "RepoNotFound"}), Reply({}, 404), Reply({}, 400)])
def test_a_model_that_is_gone_or_private_is_none(little: LittleHub, hub: Hub, reply: Reply) -> None:
    little.answers("/api/models/a/one", reply)
    assert model(hub, "a/one") is None


def test_a_model_comes_without_base_models_where_the_hub_refuses_them(little: LittleHub, hub: Hub) -> None:
    little.answers(
        "/api/models/a/one",
        lambda request: Reply({}, 400) if "baseModels" in request.expand else Reply({"id": "a/one"}),
    )
    assert model(hub, "a/one") == {"id": "a/one"}


def test_a_model_that_is_no_object_is_said_to_be(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/models/a/one", Reply(["a/one"]))
    with pytest.raises(LoaderError) as error:
        model(hub, "a/one")
    assert refused(error) == ("The Hub's record of a model is not an object.", LATER)


@pytest.mark.parametrize(
    "name", ["..", "a/..", "../a", "a/b/c", "a?b", "a#b", "a%2F..", "", "a/", "/a", "a b", "http://evil/a", "é/a", "."]
)
def test_a_name_that_could_lead_elsewhere_is_not_asked_for(little: LittleHub, hub: Hub, name: str) -> None:
    assert (model(hub, name), kind(hub, name)) == (None, None)
    assert little.requests == []


def test_a_publisher_is_a_person_an_organisation_or_unknown(little: LittleHub, hub: Hub) -> None:
    little.answers("/api/users/ada/overview", Reply({"user": "ada"}))
    little.answers("/api/organizations/lab/overview", Reply({"name": "lab"}))
    assert [kind(hub, name) for name in ("ada", "lab", "nobody", "a/b")] == ["Person", "Organization", None, None]


# Snapshots


def commit(id: str, day: str) -> dict[str, Any]:
    return {"id": id, "date": f"{day}T23:30:00.000Z", "title": "\x1b[31m", "authors": []}


def file(path: str, changed: dict[str, Any] | None = None) -> dict[str, Any]:
    said: dict[str, Any] = {"type": "file", "path": path, "size": len(CONTENT), "oid": "1", "lfs": {"oid": SHA}}
    return said | ({"lastCommit": changed} if changed else {})


@pytest.fixture
def weekly(little: LittleHub) -> str:
    little.answers(
        "/api/datasets/a/weekly/commits/main", Reply([commit("c3", "2026-11-20"), commit("c1", "2026-11-01")])
    )
    little.answers(
        "/api/datasets/a/weekly/tree/c3/models",
        Reply(
            [
                {"type": "directory", "path": "models/2026-11-06"},
                {"type": "file", "path": "models/readme.txt", "size": 1},
                {"type": "file", "path": "models/2026-99-99/models.parquet", "size": 1},
                file("models/2026-11-06/models.parquet", commit("c1", "2026-11-07")),
            ],
            headers={"Link": '</api/datasets/a/weekly/more>; rel="next"'},
        ),
    )
    little.answers(
        "/api/datasets/a/weekly/more",
        Reply([file("models/2026-11-13/models.parquet"), file("models/2026-11-20/models.parquet")]),
    )
    return "a/weekly"


@pytest.fixture
def daily(little: LittleHub) -> str:
    more = {"Link": '</api/datasets/a/daily/more>; rel="next"'}
    little.answers("/api/datasets/a/daily/commits/main", Reply([commit("c9", "2026-11-20")], headers=more))
    little.answers("/api/datasets/a/daily/more", Reply([commit("c7", "2026-11-18"), commit("c1", "2026-11-01")]))
    for revision, changed in (("c9", None), ("c7", commit("c6", "2026-11-17"))):
        tree = Reply([file("other.parquet"), file("models.parquet", changed)])
        little.answers(f"/api/datasets/a/daily/tree/{revision}", tree)
    little.answers("/api/datasets/a/daily/tree/c1", Reply([]))
    return "a/daily"


def test_the_newest_snapshot_is_found(hub: Hub, weekly: str, daily: str) -> None:
    assert find(hub, weekly) == Snapshot(
        weekly, "c3", "models/2026-11-20/models.parquet", date(2026, 11, 20), len(CONTENT), SHA
    )
    assert find(hub, daily) == Snapshot(daily, "c9", "models.parquet", date(2026, 11, 20), len(CONTENT), SHA)


def test_the_snapshot_of_a_date_is_found_in_the_commit_that_made_it(hub: Hub, weekly: str, daily: str) -> None:
    assert find(hub, weekly, date(2026, 11, 6)) == Snapshot(
        weekly, "c1", "models/2026-11-06/models.parquet", date(2026, 11, 6), len(CONTENT), SHA
    )
    assert find(hub, daily, date(2026, 11, 19)) == Snapshot(
        daily, "c6", "models.parquet", date(2026, 11, 17), len(CONTENT), SHA
    )


@pytest.mark.parametrize(
    ("repo", "day", "nearest"),
    [
        ("a/weekly", date(2026, 11, 10), "2026-11-06, 2026-11-13"),
        ("a/weekly", date(2026, 1, 1), "2026-11-06"),
        ("a/weekly", date(2027, 1, 1), "2026-11-20"),
        ("a/daily", date(2026, 11, 2), "2026-11-18"),
        ("a/daily", date(2026, 1, 1), "2026-11-01"),
    ],
)
@pytest.mark.usefixtures("weekly", "daily")
def test_a_date_that_is_not_there_names_the_nearest(hub: Hub, repo: str, day: date, nearest: str) -> None:
    with pytest.raises(LoaderError) as error:
        find(hub, repo, day)
    assert refused(error) == (f"{repo} has no snapshot of {day}.", f"The nearest there are: {nearest}.")


@pytest.mark.parametrize(
    ("repo", "what"),
    [
        ("a/none", "There is no dataset a/none on the Hub that you may read."),
        ("../a", "'../a' cannot be the name of a dataset."),
        ("a/b/c", "'a/b/c' cannot be the name of a dataset."),
        ("a\x1b", "'a\\x1b' cannot be the name of a dataset."),
    ],
)
def test_a_dataset_that_is_not_there_is_said_not_to_be(hub: Hub, repo: str, what: str) -> None:
    with pytest.raises(LoaderError) as error:
        find(hub, repo)
    assert refused(error)[0] == what


SNAPSHOT = Snapshot("a/weekly", "c3", "models/2026-11-20/models.parquet", date(2026, 11, 20), len(CONTENT), SHA)
AT = "/datasets/a/weekly/resolve/c3/models/2026-11-20/models.parquet"
NAME = "a-weekly--2026-11-20--c3.parquet"


def ranged(request: Request, content: bytes = CONTENT, cut: int | None = None) -> Reply:
    """The rest of a file, as stores give it."""
    start = int(request.headers.get("range", "bytes=0-").removeprefix("bytes=").removesuffix("-"))
    if start >= len(content):
        return Reply(b"", 416, {"Content-Range": f"bytes */{len(content)}"})
    said = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
    return Reply(content[start:], 206 if start else 200, said, cut=cut)


@pytest.fixture
def bytes_told() -> list[int]:
    return []


def test_a_snapshot_is_downloaded_from_the_store_that_the_hub_names(
    little: LittleHub, elsewhere: LittleHub, hub: Hub, tmp_path: Path, bytes_told: list[int]
) -> None:
    little.answers(AT, Reply(b"", 302, {"Location": f"{elsewhere.address}/store?signed"}))
    elsewhere.answers("/store", Reply({}, 403), ranged)
    path = download(hub, SNAPSHOT, tmp_path / "new", bytes_told.append)
    assert (path, path.read_bytes() == CONTENT) == (tmp_path / "new" / NAME, True)
    assert sum(bytes_told) == len(CONTENT)
    assert [request.headers.get("authorization") for request in little.requests] == [f"Bearer {TOKEN}"] * 2
    assert [request.headers.get("authorization") for request in elsewhere.requests] == [None] * 2
    assert [file.name for file in path.parent.iterdir()] == [NAME]


def test_a_file_that_is_there_is_taken_at_once(
    little: LittleHub, hub: Hub, tmp_path: Path, bytes_told: list[int]
) -> None:
    (tmp_path / NAME).write_bytes(CONTENT)
    assert download(hub, SNAPSHOT, tmp_path, bytes_told.append) == tmp_path / NAME
    assert (bytes_told, little.requests) == ([len(CONTENT)], [])


def test_a_killed_download_goes_on_where_it_stopped(
    little: LittleHub, hub: Hub, tmp_path: Path, bytes_told: list[int]
) -> None:
    half = len(CONTENT) // 2
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT[:half])
    little.answers(AT, ranged)
    assert download(hub, SNAPSHOT, tmp_path, bytes_told.append).read_bytes() == CONTENT
    assert [request.headers.get("range") for request in little.requests] == [f"bytes={half}-"]
    assert (bytes_told[0], sum(bytes_told)) == (half, len(CONTENT))


def test_a_download_that_breaks_off_goes_on_as_long_as_there_is_progress(
    little: LittleHub, hub: Hub, tmp_path: Path, waits: list[float], bytes_told: list[int]
) -> None:
    little.answers(AT, lambda request: ranged(request, cut=80_000))
    assert download(hub, SNAPSHOT, tmp_path, bytes_told.append).read_bytes() == CONTENT
    assert sum(bytes_told) == len(CONTENT)
    assert len(waits) > 8
    assert set(waits) == {1}


def test_a_download_without_progress_ends_and_keeps_what_came(
    little: LittleHub, hub: Hub, tmp_path: Path, waits: list[float]
) -> None:
    little.answers(AT, lambda request: ranged(request, cut=1000), Reply({}, 503))
    with pytest.raises(LoaderError) as error:
        download(hub, SNAPSHOT, tmp_path, lambda _: None)
    assert refused(error) == (f"The Hub answers 503, 9 times in a row, for {SNAPSHOT.path} of a/weekly.", LATER)
    assert (tmp_path / f"{NAME}.part").read_bytes() == CONTENT[:1000]


def test_a_store_that_gives_no_part_of_a_file_gives_it_anew(
    little: LittleHub, hub: Hub, tmp_path: Path, bytes_told: list[int]
) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(b"x" * 500)
    little.answers(AT, Reply(CONTENT))
    assert download(hub, SNAPSHOT, tmp_path, bytes_told.append).read_bytes() == CONTENT
    assert (bytes_told[:2], sum(bytes_told)) == ([500, -500], len(CONTENT))


def test_what_is_longer_than_the_file_is_thrown_away(
    little: LittleHub, hub: Hub, tmp_path: Path, bytes_told: list[int]
) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT + b"x")
    little.answers(AT, ranged)
    assert download(hub, SNAPSHOT, tmp_path, bytes_told.append).read_bytes() == CONTENT
    assert sum(bytes_told) == len(CONTENT)


@pytest.mark.parametrize("had", [0, 1000, len(CONTENT) - 5])
@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        pytest.param(CONTENT[:-10], "another size", id="shorter"),
        pytest.param(CONTENT + b"x", "another size", id="longer"),
        pytest.param(CONTENT[:-1] + b"x", "another checksum", id="other"),
    ],
)
def test_a_file_that_is_not_what_the_hub_said_is_deleted(
    little: LittleHub, hub: Hub, tmp_path: Path, content: bytes, wrong: str, had: int
) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT[:had])
    little.answers(AT, lambda request: ranged(request, content))
    with pytest.raises(LoaderError) as error:
        download(hub, SNAPSHOT, tmp_path, lambda _: None)
    assert refused(error) == (
        f"{SNAPSHOT.path} of a/weekly came with {wrong} than the Hub says it has, and was deleted.",
        "Run it again, to download it anew.",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_that_is_gone_is_said_to_be(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(LoaderError) as error:
        download(hub, SNAPSHOT, tmp_path, lambda _: None)
    assert refused(error) == (f"The Hub no longer gives {SNAPSHOT.path} of a/weekly.", "Look for another date.")


def test_the_name_of_a_file_leads_nowhere_else(little: LittleHub, hub: Hub, tmp_path: Path) -> None:
    odd = Snapshot("a/b", "../../c", "models.parquet", date(2026, 11, 20), 1, None)
    little.answers("/datasets/a/b/resolve/..%2F..%2Fc/models.parquet", Reply(b"x"))
    little.answers("/datasets/a/b/resolve/../../c/models.parquet", Reply(b"x"))
    path = download(hub, odd, tmp_path, lambda _: None)
    assert path == tmp_path / "a-b--2026-11-20--..-..-c.parquet"


def test_a_hub_is_not_read_on_import() -> None:
    import subprocess
    import sys

    code = "import sys, loader.hub.snapshot, loader.hub.single; print('huggingface_hub' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "False\n"
