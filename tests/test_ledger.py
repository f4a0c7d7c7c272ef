"""The ledger: its rows, its filters, and the lab that each row opens."""

import html

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances

from helpers.activations import ACTIVATIONS
from helpers.claims import CLAIMS, WORDS
from helpers.ledger import Ledger
from helpers.ledger.labs import LABS, open_lab
from helpers.ledger.rows import SIGNS
from helpers.lessons import prediction, review
from helpers.pictures import EvidencePicture, StripPicture
from helpers.pictures.measure_axis import MeasureAxis
from tests.made_up_claims import evidence_result


@pytest.fixture
def trial():
    """Three claims of the docket with made-up findings."""
    return {
        "T1": evidence_result("T1", verdict="holds", compared=False),
        "T2": evidence_result("T2", verdict="fails", notebook="04_dying_units"),
        "T19": evidence_result("T19", verdict="holds", topic="formulas"),
    }


def test_every_word_has_its_own_sign():
    assert set(SIGNS) == set(WORDS) and len(set(SIGNS.values())) == len(WORDS)


def test_filters_keep_the_rows_that_pass_them_all(trial):
    ledger = Ledger(trial)
    assert ledger.shown == ["T1", "T2", "T19"] and "3 of 3" in ledger._count.value
    assert ledger.show(verdict="holds").shown == ["T1", "T19"]
    assert len(ledger._table.children) == 2 and "2 of 3" in ledger._count.value
    assert ledger.show(topic="formulas").shown == ["T19"]
    assert ledger.show(verdict="fails").shown == []
    assert ledger.show(verdict="all", topic="all", notebook="04_dying_units").shown == ["T2"]


def test_a_filter_that_is_none_is_answered_with_those_that_there_are(trial):
    ledger = Ledger(trial)
    with pytest.raises(ValueError, match="verdict must be one of all, holds, fails, not 'true'"):
        ledger.show(verdict="true")
    with pytest.raises(ValueError, match="verdict, topic, notebook"):
        ledger.show(colour="red")


def test_some_claims_make_a_smaller_ledger_and_an_untried_one_is_named(trial):
    assert Ledger(trial, ["T19", "T1"]).shown == ["T19", "T1"]
    with pytest.raises(ValueError, match="T3.*T1, T2, T19"):
        Ledger(trial, ["T3"])


def test_a_row_says_what_is_claimed_tried_and_found_and_no_text_is_read_as_html(trial):
    ledger = Ledger(trial)
    claimed, found = (part.value for part in ledger._rows["T2"].children if hasattr(part, "placeholder"))
    assert "One is &lt;b&gt;smaller&lt;/b&gt;" in claimed and "Both &amp; a third." in claimed
    assert "○ fails" in found and "0.4 (0.3 to 0.5)" in found and "other − one" in found
    page = ledger._repr_mimebundle_()
    assert "<b>smaller" not in page["text/html"] and page["text/html"].count("<tr>") == 4
    assert "T2  fails" in page["text/plain"]


def test_a_button_opens_the_evidence_and_the_lab_in_place_of_what_was_open(trial):
    ledger = Ledger(trial)
    ledger._rows["T1"].children[0].click()
    first = ledger.lab
    meaning, picture, lab = ledger._open.children
    assert "It is &amp; is not." in meaning.value and picture.value[:2] == b"\xff\xd8" and lab is first.page.box
    assert "sigmoid at z = 8" in first.page.text
    second = ledger.open("T2")
    assert second is ledger.lab and not first.page.is_open and second.page.is_open
    assert ledger._open.children[-1] is second.page.box


def seen(ledger, claim):
    """What is in sight of a row behind its claim: its strip and the verdict, or the menu for the reader's."""
    parts = dict(zip(("strip", "verdict", "menu"), ledger._rows[claim].children[2:]))
    return [name for name, part in parts.items() if part.layout.display != "none"]


def test_a_verdict_is_covered_until_the_reader_has_given_one(trial):
    ledger = Ledger(trial)
    assert seen(ledger, "T1") == ["strip", "verdict"]
    ledger.asking.value = True
    assert all(seen(ledger, claim) == ["menu"] for claim in trial)
    assert all(ledger._rows[claim].children[1].layout.display != "none" for claim in trial)
    ledger._rows["T1"].children[-1].value = "holds"
    ledger.guess("T2", "half true")
    assert [seen(ledger, claim) for claim in trial] == [["strip", "verdict"], ["strip", "verdict"], ["menu"]]
    assert "○ fails</b> <small>you said: ◑ half true" in ledger._rows["T2"].children[3].value
    assert ledger.guesses == {"T1": "holds", "T2": "half true"}
    assert ledger._count.value == "3 of 3 claims · 1 of 2 guessed right"
    ledger.asking.value = False
    assert all(seen(ledger, claim) == ["strip", "verdict"] for claim in trial)


def test_a_verdict_that_was_given_stands_in_the_review_of_all_guesses(trial, monkeypatch):
    monkeypatch.setattr(prediction, "_revealed", {})
    Ledger(trial).guess("T2", "half true").guess("T1", "holds")
    told = review().data
    assert html.escape("T2: " + trial["T2"]["says"]) in told and told.index("T2: ") < told.index("T1: ")
    assert "You guessed “half true”; the measurement says “fails”: a surprise worth a second look." in told


def test_a_guess_that_is_no_verdict_is_answered_with_those_that_there_are(trial):
    ledger = Ledger(trial)
    with pytest.raises(ValueError, match="verdict must be one of holds, holds if …, .* not 'true'"):
        ledger.guess("T1", "true")
    with pytest.raises(ValueError, match="T3.*T1, T2, T19"):
        ledger.guess("T3", "holds")
    assert ledger.guesses == {} and "guessed" not in ledger._count.value


def test_closing_leaves_no_widget_behind(trial):
    widgets_open = len(_instances)
    ledger = Ledger(trial)
    ledger.asking.value = True
    ledger.open("T1")
    ledger.close()
    assert ledger.lab is None and len(_instances) == widgets_open


@pytest.mark.parametrize("name", CLAIMS)
def test_each_claim_opens_a_lab_at_its_settings_that_shows_something(name):
    kind, settings = CLAIMS[name].lab
    lab = open_lab(kind, settings)
    assert {setting: lab.settings[setting] for setting in settings} == settings
    assert lab.result is not None and lab.page._note.value == ""
    lab.close()


def test_a_lab_that_is_not_there_is_answered_with_the_menu():
    with pytest.raises(ValueError, match=", ".join(LABS)):
        open_lab("telescope", {})


# ---- Its pictures


def drawn(picture, color, panel=0):
    return [
        line for line in picture._canvas.figure.axes[panel].lines if line.get_color() == color and len(line.get_xdata())
    ]


def test_the_evidence_shows_each_seed_each_mean_and_what_others_published():
    picture, result = EvidencePicture(), evidence_result()
    picture.draw(result)
    top, below = picture._panels
    assert sorted(top.seeds.get_xdata()) == sorted(np.concatenate(result["values"][:2]))
    assert top.means.get_xdata()[:2] == pytest.approx(result["mean"][:2]) and np.isnan(top.means.get_xdata()[2])
    assert list(top.theirs.get_xdata()) == [0.9] and list(top.theirs.get_ydata()) == [2]
    assert below.means.get_xdata() == pytest.approx([0.4]) and below.bars.get_xdata()[:2] == pytest.approx([0.3, 0.5])
    legend = [text.get_text() for text in picture._canvas.figure.legends[0].texts]
    assert legend == ["one seed", "mean", "95 % interval", "published by others", "0.5: one half"]


def test_the_axis_stands_still_when_the_numbers_of_a_claim_change_and_not_when_the_claim_does():
    picture = EvidencePicture()
    first = picture.draw(evidence_result())
    assert picture.draw(evidence_result(mean=np.array([0.9, 0.9, 0.9]))) is first
    assert picture.draw(evidence_result("T98", compared=False)) is not first and len(picture._panels) == 1


def test_the_evidence_is_read_aloud():
    said = EvidencePicture().describe(evidence_result())
    assert said == "T99: half true. It is & is not. Measured, other − one: 0.4 (0.3 to 0.5); 4 seeds."
    condition = EvidencePicture().describe(evidence_result(verdict="holds if …"))
    assert condition.startswith("T99: holds if … It is & is not.")
    exact = evidence_result(values=([0.1],), names=("one",), number=(0.1, 0.1, 0.1), headline="one")
    assert EvidencePicture().describe(exact).endswith("Measured, one: 0.1; no seed: it is exact.")


def test_a_strip_has_a_mark_for_each_contender():
    strip = StripPicture()
    strip.frame(evidence_result())
    assert len(strip._means.get_xdata()) == 2 and len(strip._theirs.get_xdata()) == 1
    assert (strip._means.get_xdata() > 0).all() and (strip._means.get_ydata() < 1).all()


def test_zeros_have_a_place_on_a_log_axis_and_nothing_leaves_it():
    axis = MeasureAxis(None, True, 1e-4, 1.0)
    low, zero, one, beyond = axis.places([1e-9, 0, 1, 1e9])
    assert axis.start < zero < axis.low == low < one == 0 < beyond == axis.end
    assert np.isnan(axis.places([np.nan])[0])


@pytest.mark.parametrize(
    ("low", "high"), sorted({(c.axis.low, c.axis.high) for c in CLAIMS.values() if c.axis.scale != "log"})
)
def test_a_tick_stands_at_the_number_that_it_names(low, high):
    places, labels = MeasureAxis(None, False, low, high)._ticks()
    assert 4 <= len(places) <= 9 and [float(label) for label in labels] == pytest.approx(list(places), abs=1e-9)


@pytest.mark.parametrize("name", LABS)
def test_every_lab_shows_a_picture_from_the_start(name):
    lab = LABS[name]()
    assert lab.result
    lab.close()


def test_a_readers_own_activation_is_in_the_labs_made_from_then_on(monkeypatch):
    monkeypatch.setitem(ACTIVATIONS, "my own", ACTIVATIONS["tanh"])
    lab = LABS["slope"]().show(activation="my own")
    assert "my own" in lab.page.text
    lab.close()


def test_closing_closes_the_rows_that_are_sifted_out_too(trial):
    before = set(_instances)
    ledger = Ledger(trial).show(topic="formulas")
    assert set(_instances) - before
    ledger.close()
    assert not set(_instances) - before


def test_with_guess_first_all_verdicts_are_covered_from_the_start(trial):
    ledger = Ledger(trial, guess_first=True)
    assert all(seen(ledger, claim) == ["menu"] for claim in trial)
    ledger.asking.value = False
    assert all(seen(ledger, claim) == ["strip", "verdict"] for claim in trial)
