"""The sentences about the errors of `loader/`."""

from __future__ import annotations

LATER = "Try again later; a load of the Hub's list goes on from where it stopped with --resume."
AT_FAULT = "The Hub is at fault: check HF_ENDPOINT, and try again later."
NO_SUCH_ANSWER = "No Hub answers like that: check HF_ENDPOINT, and try again later."
TOKEN = "Check HF_TOKEN, or run `hf auth login` again."  # noqa: S105 - names a variable
WORKED_AROUND = ""
"""There is nothing to do: the load goes on."""

DATABASE = {
    "another-load-is-running": (
        "Another load is under way (of {source}).",
        "Wait until it has ended, or stop it; then run this again.",
    ),
    "database-is-foreign": (
        "This database holds data that is not lineage-db's: a node labelled {labels}. Nothing was written.",
        "Give lineage-db a database of its own (NEO4J_URI, NEO4J_DATABASE), or unset NEO4J_URI to use the local "
        "server.",
    ),
    "forget-key-is-missing": (
        "This graph has forgotten publishers with a key that is not here: their names would come back.",
        "Copy the file forget.key from the folder of the lineage-db that forgot them.",
    ),
    "graph-is-newer": (
        "A newer lineage-db wrote this graph (schema {version}, and this one knows {known}).",
        "Install the newer lineage-db, or give this one a database of its own.",
    ),
    "journal-cannot-be-written": (
        "The list of the models that a load has read cannot be kept in {folder} ({reason}).",
        "Free some space there ({megabytes} MB for the whole Hub) and in TMPDIR, or set TMPDIR to another folder; "
        "then run the command again.",
    ),
    "journal-is-damaged": (
        "The file that keeps where the broken-off load stands is damaged ({path}).",
        "Run the load without --resume: it begins anew and replaces the file.",
    ),
    "load-stopped-at-another-hub": (
        "The load was broken off at another Hub than this one.",
        "Set HF_ENDPOINT to that one again, or start anew without --resume.",
    ),
    "too-many-models-gone": (
        "The source lists {read} models, and {missing} of the {listed} in the graph ({share} %) would be marked as "
        "gone: more than the {allowed} % that are allowed. None was marked.",
        "Check that the source is the whole Hub. If these models are gone, run the command again with "
        "--allow-gone {enough}%.",
    ),
    "whole-hub-without-models": (
        "{source} holds no model: it is not the whole Hub, and nothing was marked as gone.",
        "Check the file, the download or the Hub that it comes from, and run the command again.",
    ),
}

FILES = {
    "file-breaks-off": (
        "{file} breaks off: {reason}.",
        "Get the file again; what was read before the break is kept.",
    ),
    "file-is-archive": ("{file} is a {format} archive.", "Unpack it, and load what is in it."),
    "file-is-device": ("{path} is a device.", "Give a file, a folder, or - for the standard input."),
    "file-is-packed": ("{file} is packed with {packing}.", "Unpack it, and load what is in it."),
    "file-is-parquet": ("{file} is a parquet file.", "Load it with: lineage-db load parquet FILE"),
    "file-is-socket": ("{path} is a socket.", "Give a file, a folder, or - for the standard input."),
    "file-not-permitted": ("{path} cannot be read: {reason}.", "Ask its owner for the right to read it."),
    "file-unreadable": ("{path} cannot be read: {reason}.", "Check the path and try again."),
    "folder-without-models": (
        "{folder} holds no file of models.",
        "Give a folder of files that end in {endings}, each also {packed}.",
    ),
    "parquet-is-device": ("{path} is a device.", "Give a file."),
    "parquet-is-empty": ("{path} is empty, not a parquet file.", "Get the file again."),
    "parquet-is-folder": ("{path} is a folder, not a parquet file.", "Name the files in it: load parquet FILE…"),
    "parquet-is-gzip": ("{path} is packed with gzip, not parquet.", "Load it with: lineage-db load jsonl FILE"),
    "parquet-is-json": ("{path} is a file of JSON, not parquet.", "Load it with: lineage-db load jsonl FILE"),
    "parquet-is-pipe": (
        "{path} is a pipe.",
        "Save what it gives to a file, and load that: parquet is no stream.",
    ),
    "parquet-not-there": ("{path} cannot be read: there is no such file.", "Check the path and try again."),
    "parquet-unreadable": ("{file} is not a parquet file that can be read: {reason}", "Get the file again."),
    "parquet-without-ids": (
        "{file} holds no models: it has no column 'id'.",
        "Give the table of the Hub's models, models.parquet.",
    ),
    "standard-input-is-closed": (
        "The standard input is closed.",
        "Give a file, or send one: lineage-db load jsonl - < FILE",
    ),
}

CONNECTION = {
    "hub-answer-in-unknown-encoding": (
        "The Hub packs {subject} in a way that it was not asked for.",
        "Check HF_ENDPOINT.",
    ),
    "hub-answer-of-too-many-values": (
        "The Hub's answer for {subject} is larger than {values} values.",
        NO_SUCH_ANSWER,
    ),
    "hub-answer-too-large": ("The Hub's answer for {subject} is larger than {mebibytes} MiB.", NO_SUCH_ANSWER),
    "hub-asks-to-wait-too-long": ("{cause}, and asks to wait {seconds} s, for {subject}.", LATER),
    "hub-cannot-be-asked": ("The Hub cannot be asked for {subject}.", "Check the address, HF_ENDPOINT and HF_TOKEN."),
    "hub-client-is-offline": ("huggingface_hub is told to stay offline.", "Unset HF_HUB_OFFLINE and try again."),
    "hub-fails-for-minutes": ("{cause}, and no try within {minutes} minutes gave more, for {subject}.", LATER),
    "hub-fails-in-a-row": ("{cause}, {times} times in a row, for {subject}.", LATER),
    "hub-next-page-without-address": ("The Hub's address of the next page is none.", LATER),
    "hub-points-elsewhere": (
        "The Hub at {hub} points at another address, '{host}'.",
        "Nothing was taken from there; if it is the Hub that you want, set HF_ENDPOINT to it.",
    ),
    "hub-ignores-ranges": (
        "The Hub gives no part of {file}, only the whole file.",
        "Try again later; nothing was downloaded.",
    ),
    "hub-refuses-file": (
        "The Hub does not give {file} of {model}.",
        "Check that the token, HF_TOKEN or that of `hf auth login`, may read the model.",
    ),
    "hub-repository-malformed": ("The Hub's list of the files of {model} cannot be understood.", LATER),
    "hub-redirects-in-circles": ("The Hub sends us in circles for {subject}.", LATER),
    "hub-redirects-to-no-address": ("The Hub sends us to an address that is none for {subject}.", LATER),
    "hub-refuses": (
        "The Hub refuses {path} ({status}).",
        "Check that the token, HF_TOKEN or that of `hf auth login`, may read it.",
    ),
    "hub-token-malformed": ("The Hub's token holds what no token can.", TOKEN),
    "hub-token-unknown": ("The Hub does not know the token.", TOKEN),
    "no-address-of-a-hub": ("'{address}' is not the address of a Hub.", "Give one like https://huggingface.co."),
}

CAUSES = {
    "hub-answer-is-no-json": ("The Hub's answer is not JSON, or is cut", LATER),
    "hub-answer-too-slow": ("The Hub's answer does not end within {seconds} s", LATER),
    "hub-answers-status": ("The Hub answers {status}", LATER),
    "hub-connection-broke": ("The connection to the Hub broke", LATER),
    "hub-not-in-time": ("The Hub does not answer in time", LATER),
    "hub-store-answers-status": ("The Hub's store answers {status}", LATER),
    "hub-unreachable": ("The Hub cannot be reached", LATER),
    "snapshot-download-broke-off": ("The download broke off", LATER),
}
"""What makes one try fail. These are clauses: they stand in the sentences about a request that fails or is repeated."""

OBSTACLES = {
    "hub-answer-takes-long": ("The Hub's answer takes long: {seconds} s so far", WORKED_AROUND),
    "hub-asks-to-wait": ("{cause} and asks to wait {seconds} s", WORKED_AROUND),
    "hub-page-too-large": (
        "A page of the Hub's list is too large: asking for {models} models at a time",
        WORKED_AROUND,
    ),
    "hub-request-is-repeated": ("{cause}: trying again in {seconds} s", WORKED_AROUND),
    "hub-without-base-models": (
        "The Hub does not tell baseModels: taking the parents that cards and tags name",
        WORKED_AROUND,
    ),
}
"""What a load works around; the user is told while it waits."""

HUB = {
    "family-too-deep": (
        "The family of {model} goes on for more than {generations} generations, as none on the Hub does.",
        "Give --depth to load the part of it that is near.",
    ),
    "hub-answers-beyond-family": (
        "The Hub answers with models that are not of the family.",
        "It does not select by base_model: load its whole list with lineage-db load hub.",
    ),
    "hub-commit-malformed": ("The Hub names a commit that can be none.", LATER),
    "hub-commits-unreadable": ("The Hub's list of commits cannot be understood.", LATER),
    "hub-list-is-none": ("The Hub's list at {path} is not a list.", LATER),
    "hub-list-without-end": ("The Hub's list at {path} does not end after {pages} pages.", AT_FAULT),
    "hub-page-comes-again": ("A page of the Hub's list at {path} comes again under another address.", AT_FAULT),
    "hub-page-leads-back": ("A page of the Hub's list at {path} leads back to one before.", AT_FAULT),
    "hub-page-names-itself-as-next": ("A page of the Hub's list at {path} names itself as the next.", AT_FAULT),
    "hub-record-is-no-object": ("The Hub's record of a model is not an object.", LATER),
    "hub-record-unusable": (
        "What the Hub answers for {model} is no record of it ({reason}).",
        "Check HF_ENDPOINT, and try again later.",
    ),
    "hub-repeats-children": ("The Hub lists the same children of {model} again and again.", AT_FAULT),
    "hub-request-not-accepted": (
        "The Hub does not take the request for {path}.",
        "Start again without --resume.",
    ),
    "hub-without-list-of-models": ("The Hub shows no list of models.", "Check HF_ENDPOINT and the token."),
    "hub-without-model": (
        "The Hub shows no model {model}.",
        "Check the spelling; a private or gated one needs a token (HF_TOKEN).",
    ),
}

SNAPSHOTS = {
    "no-name-of-a-dataset": ("'{name}' cannot be the name of a dataset.", "Give one like {usual}."),
    "snapshot-dataset-is-empty": ("{dataset} is empty.", "Try {usual}."),
    "snapshot-dataset-not-there": (
        "There is no dataset {dataset} on the Hub that you may read.",
        "Check its name; where it asks to accept conditions, do so on its page and run `hf auth login`.",
    ),
    "snapshot-description-unreadable": ("What the Hub says of {file} of {dataset} cannot be understood.", LATER),
    "snapshot-is-gone": ("The Hub no longer gives {file} of {dataset}.", "Look for another date."),
    "snapshot-not-in-dataset": ("{dataset} holds no snapshot of the Hub's models.", "Try {usual}."),
    "snapshot-not-of-date": ("{dataset} has no snapshot of {date}.", "The nearest there are: {nearest}."),
    "snapshot-of-another-checksum": (
        "{file} of {dataset} came with another checksum than the Hub says it has, and was deleted.",
        "Run it again, to download it anew.",
    ),
    "snapshot-of-another-size": (
        "{file} of {dataset} came with another size than the Hub says it has, and was deleted.",
        "Run it again, to download it anew.",
    ),
    "snapshot-without-room": (
        "The snapshot needs {needed} MB more, and {free} MB are free in {folder}.",
        "Make room there, or set LINEAGE_HOME to a folder on a larger disk.",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = DATABASE | FILES | CONNECTION | CAUSES | OBSTACLES | HUB | SNAPSHOTS
