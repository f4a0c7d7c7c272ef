"""Every number in a notebook's prose is measured again here, or is known to be a setting."""

from importlib import import_module

import pytest

from tests.notebooks.claims import Claim, rounds_to
from tests.notebooks.reading import NOTEBOOKS, numbers_in, prose

TABLES = {name: import_module(f"tests.notebooks.claims_{name[:2]}") for name in NOTEBOOKS}
CLAIMS = [(name, claim) for name, table in TABLES.items() for claim in table.CLAIMS]

every_notebook = pytest.mark.parametrize("name", NOTEBOOKS)


@pytest.mark.parametrize(("name", "claim"), CLAIMS, ids=[f"{name[:2]}: {claim.plain[:60]}" for name, claim in CLAIMS])
def test_what_the_prose_says_is_what_is_measured(name, claim):
    assert claim.plain in prose(name)
    measured = claim.measure()
    assert len(measured) == len(claim.said)
    wrong = [(said, value) for said, value in zip(claim.said, measured) if not rounds_to(value, said)]
    assert not wrong, f"in “{claim.plain}” (said, measured): {wrong}"


@every_notebook
def test_no_number_in_the_prose_goes_unmeasured(name):
    text, table = prose(name), TABLES[name]
    known = [span for claim in table.CLAIMS for span in marked(claim, text)]
    known += [(start, start + len(setting)) for setting in table.SETTINGS for start in places(setting, text)]
    unknown = [
        f"{number} in “…{text[max(0, start - 50) : start + 30]}…”"
        for start, number in numbers_in(text)
        if number not in table.WHOLE.split() and not any(low <= start < high for low, high in known)
    ]
    assert not unknown, "\n".join(unknown)


@every_notebook
def test_every_setting_listed_is_still_in_the_prose(name):
    text, table = prose(name), TABLES[name]
    assert not [setting for setting in table.SETTINGS if setting not in text]
    said = {number for _, number in numbers_in(text)}
    assert set(table.WHOLE.split()) <= said


def marked(claim, text):
    """Start and end, in `text`, of each number that a claim measures."""
    return [(place + low, place + high) for place in places(claim.plain, text) for low, high in claim.spans()]


def places(part, text):
    """Where `part` starts in `text`, every time."""
    found = text.find(part)
    while found >= 0:
        yield found
        found = text.find(part, found + 1)


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ("0.037", 0.0367, 0.0364),
        ("8.0e-8", 8.04e-8, 8.06e-8),
        ("62 %", 0.6176, 0.626),
        ("71", 71, 72),
        ("1", True, False),
    ],
)
def test_a_number_is_held_to_the_digits_it_is_said_with(said, right, wrong):
    assert rounds_to(right, said) and not rounds_to(wrong, said)


def test_a_claim_knows_where_its_numbers_stand():
    claim = Claim("a {2.5} and {nine=9} more", list)
    assert claim.plain == "a 2.5 and nine more" and claim.said == ["2.5", "9"]
    assert [claim.plain[low:high] for low, high in claim.spans()] == ["2.5", "nine"]
