"""The sentences about the errors of `rights/`."""

from __future__ import annotations

CHOOSE_ANOTHER_NAME = "Choose another name."
MEND_THE_CASE = "Mend it by docs/reference/case.md, or take a copy of the case that was whole."
MEND_A_DATE = "Give the right --date, or mend the other."
SEE_THE_LETTERS = "See them with: lineage-db case show"
FREEZE_AGAIN = "Take a copy of the case that was whole, or the family anew: lineage-db case freeze"

SENTENCES: dict[str, tuple[str, str]] = {
    # The folder of a case
    "case-folder-is-not-empty": ("{folder} is there already, and is not an empty folder.", CHOOSE_ANOTHER_NAME),
    "case-has-no-parent-folder": (
        "{parent} is no folder that is there, so {name} cannot be made in it.",
        "Make it before, or choose a place in a folder that is there.",
    ),
    "folder-has-no-case": (
        "{folder} is no case: it holds no {file}.",
        "Name the folder of one with --case FOLDER, or make one: lineage-db case new FOLDER MODEL",
    ),
    "folder-shows-no-case": (
        "{folder} is no case: beside its {file} there is neither a log nor a frozen family.",
        "Name the folder of one with --case FOLDER.",
    ),
    "case-cannot-be-private": (
        "{path} cannot be closed to the other users of this machine.",
        "Put the case on a disk that keeps rights on files, such as the one of your home folder.",
    ),
    "case-is-locked": ("Another command is at work on this case.", "Run this one again when that has ended."),
    "case-output-exists": ("{file} is there already, and stays as it is.", CHOOSE_ANOTHER_NAME),
    "link-leads-out-of-case": (
        "{path} leads out of the folder of the case.",
        "Put a file or a folder in its place.",
    ),
    "letter-leads-out-of-case": (
        "{file} leads out of the folder of the case.",
        "Put a folder in the place of the link.",
    ),
    # The case file
    "case-is-not-json": ("{file} is not JSON.", "Mend it, or take a copy of the case that was whole."),
    "case-version-is-unknown": (
        "This case is not of version {version}, the one that is known here.",
        "Use a lineage-db that knows it.",
    ),
    "case-breaks-schema": ("What stands in {place} is not as the schema of cases wants it: {rule}", MEND_THE_CASE),
    "letter-days-out-of-order": ("The days of a letter in {file} are not in their order.", MEND_THE_CASE),
    "letter-has-no-markdown": ("A letter in {file} has no .md among its files.", MEND_THE_CASE),
    # The frozen family
    "case-has-no-freeze": (
        "This case has no frozen family yet.",
        "Take it from the graph: lineage-db case freeze",
    ),
    "freeze-is-missing": ("{file}, the family that was frozen, is not there any more.", FREEZE_AGAIN),
    "freeze-was-changed": ("{file} is not the family that was frozen: it was changed since.", FREEZE_AGAIN),
    "freeze-cannot-be-read": (
        "The frozen family cannot be read.",
        "Take it anew from the graph: lineage-db case freeze",
    ),
    # Letters
    "right-is-unknown": ("There is no letter for '{right}'.", "Choose one of: {rights}."),
    "letter-language-is-unknown": ("There are no letters in '{language}'.", "Choose one of: {languages}."),
    "ground-is-unknown": ("Article 17(1) has no point '{point}'.", "Choose of: {points}."),
    "template-is-broken": (
        "The template {template} cannot be used: {reason}",
        "Mend it, or take it out of your folder of templates: then our own is used.",
    ),
    "letter-needs-publisher-case": (
        "The letter '{right}' is a publisher's, who tells of an erasure in its own models: this case is not one's.",
        "Choose --right with one of {rights}; or make a case as the publisher that you are: "
        "lineage-db case new FOLDER --as-publisher NAME",
    ),
    "letter-needs-person-case": (
        "The letter '{right}' is a person's, about data of that person's own: this case is of the publisher "
        "{publisher}.",
        "Choose --right with one of {rights}; or make a case about a model that gave your data away: "
        "lineage-db case new FOLDER MODEL",
    ),
    "no-letter-to-recipient": ("No letter to '{recipient}' is in this case.", SEE_THE_LETTERS),
    "no-letter-for-right": ("No letter to '{recipient}' for {right} is in this case.", SEE_THE_LETTERS),
    "no-letter-in-language": (
        "No letter to '{recipient}' for {rights} in {language} is in this case.",
        SEE_THE_LETTERS,
    ),
    "letters-for-several-rights": ("There are letters to '{recipient}' for {rights}.", "Say which with --right."),
    "letters-in-several-languages": ("There are letters to '{recipient}' in {languages}.", "Say which with --lang."),
    # What happens to a letter
    "letter-is-not-sent": (
        "It is not noted that the letter to '{recipient}' was sent.",
        "Note first on which day you sent it, or handed it over: lineage-db case sent PUBLISHER --date DATE",
    ),
    "letter-is-written-later": ("The letter was written on {written}, after that day.", "Give the right --date."),
    "step-before-is-later": ("It was {step} on {day}, after that day.", MEND_A_DATE),
    "step-after-is-earlier": ("It was {step} on {day}, before that day.", MEND_A_DATE),
    "letter-is-not-marked": ("The letter to '{recipient}' is not marked as {step}.", SEE_THE_LETTERS),
    "step-after-is-marked": ("It was {step} on {day}, after that.", "Take that back before, with --undo."),
    # Deadlines
    "calendar-is-unknown": (
        "There is no calendar of public holidays '{calendar}'.",
        "Name a country, or a country and a part of it, as FR, FR-57 or DE-BY.",
    ),
    "calendar-lacks-year": (
        "The calendar '{calendar}' does not know the public holidays of {year}.",
        "Name another, and check the day by hand.",
    ),
}
"""What happened and what to do next, by the code of the error."""
