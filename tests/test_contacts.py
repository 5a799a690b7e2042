"""Whom to write to: one contact for each publisher, and only addresses that the Hub has."""

from __future__ import annotations

from typing import Any

import pytest

from loader.mask import Mask
from rights.exposure.exposure import candidates, exposure
from rights.exposure.family import Family
from rights.letters.contacts import contacts, discussions, profile


def model(id: str, publisher: str | None, kind: str | None = None, state: str = "listed") -> dict[str, Any]:
    return {"id": id, "publisher": publisher, "publisherKind": kind, "state": state, "sha": f"sha of {id}"}


def family(models: list[dict[str, Any]], *edges: tuple[str, str, str]) -> Family:
    return Family.from_rows(
        models,
        [{"child": child, "parent": parent, "relation": kind, "state": "holds"} for child, parent, kind in edges],
        None,
        None,
    )


FAMILY = family(
    [
        model("org/base", "org", "organisation"),
        model("org/small", "org", "organisation"),
        model("ann/tuned", "ann", "person"),
        model("bob/lost", "bob", state="unseen"),
        model("cat/gone", "cat", "person", state="gone"),
        model("gpt", None),
        model("bert", None, state="unseen"),
    ],
    ("org/small", "org/base", "quantized"),
    ("ann/tuned", "org/base", "finetune"),
    ("cat/gone", "ann/tuned", "merge"),
    ("bob/lost", "ann/tuned", "finetune"),
    ("gpt", "ann/tuned", "adapter"),
    ("bert", "ann/tuned", "adapter"),
)
CONTACTS = contacts(FAMILY, exposure(FAMILY, candidates(FAMILY, "ann/tuned")))


def test_each_publisher_is_one_contact_and_each_model_without_one_too() -> None:
    assert [(each.publisher, [model.id for model in each.models]) for each in CONTACTS] == [
        ("ann", ["ann/tuned"]),
        (None, ["bert"]),
        (None, ["gpt"]),
        ("bob", ["bob/lost"]),
        ("cat", ["cat/gone"]),
        ("org", ["org/base", "org/small"]),
    ]


def test_a_contact_says_how_each_model_is_exposed_and_at_which_revision() -> None:
    org = CONTACTS[-1]
    assert org.kind == "organisation"
    assert [(each.id, each.band, each.revision, each.certain, each.origins) for each in org.models] == [
        ("org/base", "origin", "sha of org/base", False, ("org/base",)),
        ("org/small", "copy", "sha of org/small", False, ("org/base",)),
    ]


def test_what_is_not_known_stays_empty() -> None:
    addresses = {each.models[0].id: (each.kind, each.profile, each.models[0].discussions) for each in CONTACTS}
    hub = "https://huggingface.co"
    assert addresses == {
        "ann/tuned": ("person", f"{hub}/ann", f"{hub}/ann/tuned/discussions"),
        "org/base": ("organisation", f"{hub}/org", f"{hub}/org/base/discussions"),
        "cat/gone": ("person", f"{hub}/cat", None),
        "bob/lost": (None, None, None),
        "gpt": (None, None, f"{hub}/gpt/discussions"),
        "bert": (None, None, None),
    }


def test_every_contact_warns_that_a_publisher_need_not_be_the_controller() -> None:
    assert all("not necessarily the controller" in each.warning for each in CONTACTS)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a b", "a\nb", "é", "javascript:alert(1)", "a?b", "a#b", "a\\b", "<b>", "%2e%2e", "@evil.org"],
)
def test_a_name_that_the_hub_does_not_take_has_no_address(name: str) -> None:
    assert profile(name) is None
    assert discussions(name) is None
    assert discussions(f"org/{name}") is None
    assert discussions(f"{name}/model") is None


def test_a_forgotten_publisher_has_no_address() -> None:
    hidden = Mask(b"key", frozenset({Mask(b"key").hash("ann")}))
    names = {"ann/tuned": hidden.hide("ann/tuned"), "ann": hidden.publisher("ann")}
    some = family([model("org/base", "org"), model(names["ann/tuned"], names["ann"])])
    other, ann = contacts(some, exposure(some, some.models, known=True))[::-1]
    assert (other.forgotten, ann.forgotten) == (False, True)
    assert (ann.publisher, ann.profile, ann.models[0].discussions) == (names["ann"], None, None)


def test_a_path_is_no_model() -> None:
    assert discussions("a/b/c") is None
    assert profile("a/b") is None
