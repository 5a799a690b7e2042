"""What is borne of a Hub: how far its lists are walked, how much of an answer is read, and how long it may take."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub.utils import close_session
from lies import MIB, PAGES, Lie, endless, leads_on, says
from local_hub import LocalHub
from refusals import notes_into
from test_live import derived

from loader.errors import LoaderError
from loader.hub.client import Hub
from loader.hub.download import download
from loader.hub.limits import Limits
from loader.hub.listing import ListingPage, pages
from loader.hub.single import AnotherModel, model
from loader.hub.snapshot import Snapshot, find
from loader.model import Quarantined
from loader.sources import Source, family, unresolved
from messages import sentences_on
from messages.loader import AT_FAULT

LIMITS = Limits(piece_seconds=5, answer_seconds=5, first_wait=0.01, retries=2)


@pytest.fixture
def lying() -> Iterator[LocalHub]:
    with LocalHub().serving() as serving:
        yield serving
        close_session()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def hub(lying: LocalHub, said: list[str]) -> Hub:
    return Hub(lying.endpoint, notes_into(said), LIMITS)


def refused(work: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(LoaderError) as error:
        work()
    return sentences_on(error.value)


def circle(length: int) -> Lie:
    """Pages that lead back to the first after so many."""
    return leads_on(lambda n: [{"id": f"a/{n % length}"}], lambda path, n: f"{path}&cursor={n % length}")


# Walks


@pytest.mark.parametrize("length", [1, 2, 3, 40])
def test_a_circle_of_pages_ends_once_it_was_walked(lying: LocalHub, hub: Hub, length: int) -> None:
    lying.lies = {"/api/models": circle(length)}
    what, next = refused(lambda: list(pages(hub)))
    assert what.startswith("A page of the Hub's list at /api/models ")
    assert next == AT_FAULT
    assert len(lying.requests) <= length + 1


def test_a_circle_is_known_also_where_counts_and_order_change(lying: LocalHub, hub: Hub) -> None:
    def items(n: int) -> list[dict[str, Any]]:
        return [{"id": f"a/{(n + place) % 2}", "downloads": n} for place in range(2)]

    lying.lies = {"/api/models": leads_on(items, lambda path, n: f"{path}&cursor={n}")}
    what, _ = refused(lambda: list(pages(hub)))
    assert what == "A page of the Hub's list at /api/models comes again under another address."
    assert len(lying.requests) == 2


def test_a_list_without_an_end_ends(lying: LocalHub, said: list[str]) -> None:
    hub = Hub(lying.endpoint, notes_into(said), replace(LIMITS, pages=30))
    lying.lies = {"/api/models": leads_on(lambda n: [{"id": f"a/{n}"}], lambda path, n: f"{path}&cursor={n}")}
    read: list[ListingPage] = []
    assert refused(lambda: read.extend(pages(hub))) == (
        "The Hub's list at /api/models does not end after 30 pages.",
        AT_FAULT,
    )
    assert len(lying.requests) == 30


def test_an_empty_page_at_the_end_is_the_end(lying: LocalHub, hub: Hub) -> None:
    lying.lies = {
        "cursor": says(b"[]"),
        "/api/models": leads_on(lambda n: [{"id": "a/one"}], lambda path, n: f"{path}&cursor=1"),
    }
    assert [page.records for page in pages(hub)] == [[{"id": "a/one"}], []]


def test_a_page_larger_than_was_asked_for_is_read(lying: LocalHub, hub: Hub) -> None:
    lying.lies = {"/api/models": says(json.dumps([{"id": f"a/{n}"} for n in range(5_000)]).encode())}
    assert [len(page.records) for page in pages(hub)] == [5_000]


def test_a_load_does_not_go_on_at_another_hub(hub: Hub) -> None:
    assert refused(lambda: list(pages(hub, start="http://127.0.0.2:9/api/models?cursor=x"))) == (
        "The load was broken off at another Hub than this one.",
        "Set HF_ENDPOINT to that one again, or start anew without --resume.",
    )


# Sizes


def test_large_records_make_smaller_pages_and_none_is_lost(lying: LocalHub, said: list[str]) -> None:
    lying.add(*({"id": f"a/{n}", "cardData": {"text": "x" * 900}} for n in range(100)))
    lying.add({"id": "a/large", "cardData": {"text": "x" * 50_000}})
    hub = Hub(lying.endpoint, notes_into(said), replace(LIMITS, page_bytes=60_000))
    read = [record["id"] for page in pages(hub, limit=1000) for record in page.records]
    assert sorted(read) == sorted(lying.models)
    assert set(said) == {
        "A page of the Hub's list is too large: asking for 30 models at a time",
        "A page of the Hub's list is too large: asking for 1 models at a time",
    }


def test_a_record_that_is_too_large_is_said_to_be(lying: LocalHub, said: list[str]) -> None:
    hub = Hub(lying.endpoint, notes_into(said), replace(LIMITS, record_bytes=1 << 20))
    lying.lies = {"/api/models": says(b'{"id": "' + b"x" * (1 << 20) + b'"}')}
    assert refused(lambda: model(hub, "a/one")) == (
        "The Hub's answer for /api/models/a/one is larger than 1 MiB.",
        "No Hub answers like that: check HF_ENDPOINT, and try again later.",
    )
    assert said == []


MEASURE = """
import resource, sys
from huggingface_hub import get_session
from loader.errors import LoaderError
from loader.hub.client import Hub
from loader.hub.listing import pages
from messages import sentences_on
get_session()
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = peak()
try:
    list(pages(Hub(sys.argv[1])))
except LoaderError as error:
    print(sentences_on(error).what)
print(peak() - before)
"""


LARGE: dict[str, Callable[[], Lie]] = {
    "a bomb": lambda: says(gzip.compress(b"[" + b" " * 256 * MIB, 1), Content_Encoding="gzip"),
    "an endless body": lambda: endless(b" " * MIB),
    "64 MiB of [": lambda: says(b"[" * 64 * MIB),
    "a text of 50 MB": lambda: says(b'["' + b"x" * 50_000_000 + b'"]'),
    "three million empty lists": lambda: says(b"[" + b"[]," * 3_000_000 + b"[]]"),
}


@pytest.mark.parametrize("name", list(LARGE))
def test_no_answer_costs_more_than_300_mb(lying: LocalHub, name: str) -> None:
    lying.lies = {"/api/models": LARGE[name]()}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, lying.endpoint], capture_output=True, text=True, check=True, timeout=60
    )
    what, megabytes = done.stdout.splitlines()
    assert "is larger than" in what
    assert float(megabytes) < 300


# Waits


@pytest.mark.parametrize("stated", [1, 60, 599, 600])
def test_all_waits_of_a_request_are_bounded(
    lying: LocalHub, said: list[str], monkeypatch: pytest.MonkeyPatch, stated: int
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("loader.hub.patience.sleep", waits.append)
    lying.lies = {"/api/models": says(b"{}", 429, Retry_After=str(stated))}
    what, _ = refused(lambda: list(pages(Hub(lying.endpoint, notes_into(said)))))
    assert what.startswith("The Hub answers 429, ")
    assert sum(waits) <= 900
    assert len(said) == len(waits) >= 1


@pytest.mark.parametrize("piece", [b" ", b"  " * 1000])
def test_an_answer_that_drips_ends_and_is_told_of(lying: LocalHub, said: list[str], piece: bytes) -> None:
    limits = replace(LIMITS, answer_seconds=0.4, word_seconds=0.1, retries=1)
    lying.lies = {"/api/models": endless(piece, pause=0.02)}
    assert refused(lambda: list(pages(Hub(lying.endpoint, notes_into(said), limits))))[0] == (
        "The Hub's answer does not end within 0.4 s, 2 times in a row, for /api/models."
    )
    told = ["The Hub's answer takes long: 0.1 s so far", "The Hub's answer takes long: 0.2 s so far"]
    assert said == [*told, "The Hub's answer does not end within 0.4 s: trying again in 0.01 s", *told]


def test_headers_that_drip_end_too(lying: LocalHub, said: list[str]) -> None:
    def headers(to: Any) -> None:
        while True:
            to.wfile.write(b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n")

    lying.lies = {"/api/models": headers}
    limits = replace(LIMITS, answer_seconds=0.3, retries=0)
    assert "does not end within 0.3 s" in refused(lambda: list(pages(Hub(lying.endpoint, notes_into(said), limits))))[0]


def test_a_good_answer_on_a_connection_after_a_late_one_is_read(lying: LocalHub, said: list[str]) -> None:
    lying.lies = {"/api/models": endless(b" ", pause=0.02)}
    hub = Hub(lying.endpoint, notes_into(said), replace(LIMITS, answer_seconds=0.3, retries=0))
    refused(lambda: list(pages(hub)))
    lying.lies = {"/api/models": says(b'[{"id": "a/one"}]')}
    assert list(pages(hub)) == [ListingPage([{"id": "a/one"}], None)]


# Families and single models


def records(source: Source) -> tuple[list[str], list[str]]:
    """The ids that a source gives, and the reasons of what it puts in quarantine."""
    items = [item for item in source.records if item is not None]
    reasons = [item.reason for item in items if isinstance(item, Quarantined)]
    return [item.raw["id"] for item in items if not isinstance(item, Quarantined)], reasons


def crawl(hub: Hub, limit: int = 0, depth: int = 0) -> Source:
    relations = ["finetune", "adapter", "merge", "quantized", "unknown"]
    return family(hub, "m/model", relation=relations, limit=limit, depth=depth)


ANOTHER = "another model than the one that was asked for"


def test_a_record_of_another_model_is_no_rename(lying: LocalHub, hub: Hub) -> None:
    lying.add(derived("m/model", "r/root"))
    lying.lies = {"/api/models/r/root": says(b'{"id": "evil/one"}')}
    source = crawl(hub)
    assert records(source) == (["m/model"], [ANOTHER])
    assert (source.notes.renamed, source.notes.absent) == ([], [])
    source = unresolved(hub, ["r/root"], 1)
    assert records(source) == ([], [ANOTHER])
    assert (source.notes.renamed, source.notes.absent) == ([], [])


@pytest.mark.parametrize("body", [b'{"id": "evil/one"}', b'{"id": "M/MODELS"}', b'{"modelId": "evil/one"}', b"{}"])
def test_nor_does_one_begin_a_family(lying: LocalHub, hub: Hub, body: bytes) -> None:
    lying.lies = {"/api/models/m/model": says(body)}
    what, next = refused(lambda: records(crawl(hub)))
    assert what.startswith("What the Hub answers for m/model is no record of it")
    assert next == "Check HF_ENDPOINT, and try again later."


def test_a_redirect_is_a_rename_only_where_the_record_is_that_of_the_new_name(lying: LocalHub, hub: Hub) -> None:
    lying.renamed = {"a/old": "a/new"}
    lying.add({"id": "a/new"})
    found = model(hub, "a/old")
    assert found is not None
    assert found["id"] == "a/new"
    lying.lies = {"/api/models/a/new": says(b'{"id": "evil/one"}')}
    with pytest.raises(AnotherModel):
        model(hub, "a/old")


def test_many_unrelated_names_that_lead_to_one_model_are_no_old_names_of_it(lying: LocalHub, hub: Hub) -> None:
    unrelated, related = [f"x{n}/y{n}" for n in range(6)], [f"x/new{n}" for n in range(3)] + ["z/model", "MODEL"]
    lying.renamed = dict.fromkeys([*unrelated, *(name.replace("x/", "m/") for name in related)], "m/model")
    lying.add({"id": "m/model"})
    source = unresolved(hub, lying.renamed, len(lying.renamed))
    ids, reasons = records(source)
    assert ids == ["m/model"] * 8
    assert reasons == ["a model to which the Hub redirects many unrelated names"] * 3
    assert [name for name, _ in source.notes.renamed] == [*unrelated[:3], *list(lying.renamed)[6:]]


def test_a_name_in_another_case_is_the_same_model(lying: LocalHub, hub: Hub) -> None:
    lying.lies = {"/api/models/a/ONE": says(b'{"id": "A/one"}')}
    found = model(hub, "a/ONE")
    assert found is not None
    assert found["id"] == "A/one"


def test_children_that_do_not_name_their_parent_are_not_of_the_family(lying: LocalHub, hub: Hub) -> None:
    lying.add({"id": "m/model"}, derived("c/one", "m/model"))
    strangers = [lying.models["c/one"], {"id": "s/stranger"}, {"id": "c/other", "tags": ["base_model:x/y"]}, 5, None]
    lying.lies = {"filter=base_model:m/model": says(json.dumps(strangers).encode())}
    ids, reasons = records(crawl(hub))
    assert ids == ["m/model", "c/one"]
    assert reasons == [*["listed as a child of a model that it does not name"] * 2, *["not an object"] * 2]


@pytest.mark.parametrize(("limit", "end"), [(10, None), (0, "The Hub answers with models that are not of the family.")])
def test_a_hub_that_does_not_select_gives_no_family(lying: LocalHub, hub: Hub, limit: int, end: str | None) -> None:
    lying.add({"id": "m/model"})
    strangers = leads_on(
        lambda n: [{"id": f"s/{n}-{place}"} for place in range(1000)], lambda path, n: f"{path}&cursor={n}"
    )
    lying.lies = {"filter=": strangers}
    if end is None:
        assert records(crawl(hub, limit))[0] == ["m/model"]
    else:
        assert refused(lambda: records(crawl(hub, limit)))[0] == end


@pytest.mark.parametrize("limit", [5, 0])
def test_pages_of_the_same_children_end(lying: LocalHub, hub: Hub, limit: int) -> None:
    lying.add({"id": "m/model"})
    children = [derived(f"c/{n}", "m/model") for n in range(40)]
    same = leads_on(
        lambda n: [children[place % (n % 39 + 1)] for place in range(300)], lambda path, n: f"{path}&cursor={n}"
    )
    lying.lies = {"filter=": same}
    if limit:
        assert len(records(crawl(hub, limit))[0]) == 5
    else:
        assert refused(lambda: records(crawl(hub)))[1] == AT_FAULT


def test_names_that_lead_nowhere_are_asked_for_up_to_the_limit(lying: LocalHub, hub: Hub) -> None:
    lying.add(derived("m/model", *(f"x/{n}" for n in range(100))))
    source = crawl(hub, limit=10)
    assert records(source)[0] == ["m/model"]
    assert len(source.notes.absent) == 10
    assert len(set(source.notes.frontier) & {f"x/{n}" for n in range(100)}) == 90


# Snapshots


def test_a_snapshot_larger_than_the_disk_is_not_downloaded(lying: LocalHub, hub: Hub, tmp_path: Path) -> None:
    found = Snapshot("a/daily", "c1", "models.parquet", date(2026, 11, 20), 10**18, None)
    what, next = refused(lambda: download(hub, found, tmp_path, lambda more: None))
    assert what.startswith("The snapshot needs 1,000,000,000,000 MB more, and ")
    assert next == "Make room there, or set LINEAGE_HOME to a folder on a larger disk."
    assert (lying.requests, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize("name", list(PAGES))
def test_the_commits_of_a_dataset_do_not_lead_in_circles(lying: LocalHub, hub: Hub, name: str) -> None:
    lying.datasets["a/daily"] = [("c1", "2026-11-20T00:00:00.000Z", {})]
    lying.lies = {"/commits/": PAGES[name]}
    refused(lambda: find(hub, "a/daily", date(2026, 1, 1)))
    assert len(lying.requests) < 20
