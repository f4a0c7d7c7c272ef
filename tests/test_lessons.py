"""Predictions and exercises as a reader meets them: what may be pressed when, and what is said."""

import ipywidgets as widgets
import numpy as np
import pytest

from helpers import machine
from helpers.controls import log_range
from helpers.experiments import measure_slope
from helpers.lab import Lab
from helpers.lessons import Exercise, predict, prediction, review
from helpers.lessons.exercise import OPEN, RIGHT, WRONG
from helpers.menu import UnknownName
from helpers.pictures import SlopePicture

STEEP = dict(show=dict(activation="sigmoid", z=0.0), read="largest_derivative")


@pytest.fixture
def lab():
    lab = Lab(measure_slope, SlopePicture(), activation=["tanh", "sigmoid"], z=(-8.0, 8.0, 0.1))
    yield lab.show(activation="tanh")
    lab.close()


@pytest.fixture
def asked(lab):
    return predict("How steep?", lab, (0.0, 1.0, 0.01), **STEEP)


@pytest.fixture(autouse=True)
def forget(monkeypatch):
    monkeypatch.setattr(prediction, "_revealed", {})


# ---- Predict


def test_the_lab_shows_and_works_while_the_question_is_open(asked, lab):
    assert lab.page.box in asked.box.children and asked.guess is None
    before = lab.screen.value
    lab.show(activation="sigmoid")
    assert lab.screen.value != before


def test_where_a_slider_happens_to_start_is_no_guess(asked):
    assert asked.commit_button.disabled and asked.reveal_button.disabled
    asked.control.value = 0.5
    assert not asked.commit_button.disabled and asked.reveal_button.disabled


def test_a_committed_guess_is_drawn_before_the_answer_shows(asked, lab):
    before = lab.screen.value
    asked.control.value = 0.5
    asked.commit_button.click()
    lab.settled()
    assert asked.guess == 0.5 and asked.measured is None
    assert lab.screen.value != before and lab.settings["activation"] == "tanh"
    assert not asked.reveal_button.disabled
    assert "0.5" in asked.said and "0.25" not in asked.said


def test_the_answer_moves_the_lab_and_is_compared_with_the_guess(asked, lab):
    asked.control.value = 0.75
    asked.commit_button.click()
    asked.reveal_button.click()
    assert asked.measured == 0.25 and lab.settings["activation"] == "sigmoid"
    assert "You guessed 0.75; the measurement says 0.25: the guess was 0.5 too large." in asked.said
    assert 'role="status"' in asked.said


def test_an_answered_prediction_cannot_be_changed(asked):
    asked.control.value = 0.5
    asked.commit_button.click()
    asked.reveal_button.click()
    assert asked.control.disabled and asked.commit_button.disabled and asked.reveal_button.disabled


def test_the_answer_holds_whatever_the_reader_did_to_the_lab_meanwhile(asked, lab):
    asked.control.value = 0.5
    asked.commit_button.click()
    lab.show(z=3.0)
    asked.reveal_button.click()
    assert asked.measured == 0.25 and lab.settings["z"] == 0


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        (dict(question=None), "question must be a text, not None"),
        (dict(lab="mine"), "lab must be a Lab or a LiveLab, not 'mine'"),
        (dict(menu=[]), "menu must hold at least one word"),
        (dict(menu=(1.0, 0.0)), "your guess must go from a low to a higher number"),
        (dict(show=None), "show must be a dict of the lab's settings"),
        (dict(show={"depth": 3}), "no control named 'depth'; choose one of: activation, z"),
        (dict(show={"z": 9.0}), "z cannot be 9.0; choose a number from -8 to 8"),
        (
            dict(read="gradient"),
            "read must be a function of the result or one of its keys: activation, slope, z, value",
        ),
    ],
)
def test_a_question_that_could_not_be_answered_is_refused_before_it_is_asked(lab, wrong, answer):
    arguments = dict(question="How steep?", lab=lab, menu=(0.0, 1.0, 0.01)) | STEEP | wrong
    with pytest.raises(ValueError, match=answer):
        predict(**arguments)


def test_words_are_chosen_with_buttons_and_compared(lab):
    asked = predict("Up?", lab, ["up", "down"], show={}, read=lambda result: "up" if result["value"] > 0 else "down")
    assert isinstance(asked.control, widgets.ToggleButtons) and asked.control.value is None
    asked.control.value = "up"
    asked.commit_button.click()
    asked.reveal_button.click()
    assert asked.measured == "down" and "You guessed “up”; the measurement says “down”" in asked.said


@pytest.mark.parametrize(
    ("guess", "measured", "said"),
    [
        (0.25, 0.25, "well guessed"),
        (1e-10, 1e-20, "1e10 times too large"),
        (1e-20, 1e-10, "1e10 times too small"),
        (1e-5, 0.0, "the measurement says 0."),
        (0.0, 0.0, "well guessed"),
        (1.0, np.inf, "the measurement says inf."),
        (1.0, np.nan, "the measurement says nan."),
        ("up", "up", "well guessed"),
    ],
)
def test_a_comparison_is_true_for_every_kind_of_number(guess, measured, said):
    assert said in prediction.compare(guess, measured)


@pytest.mark.parametrize(
    ("guess", "measured", "length", "said"),
    [
        (0.5, 0.9, 1.0, "the guess was 0.4 too small."),
        (0.3, 0.1, 1.0, "the guess was 0.2 too large."),
        (0.5, 0.6, 1.0, "well guessed."),
        (0.5, 0.61, 1.0, "the guess was 0.11 too small."),
        (0.0, 0.04, 1.0, "well guessed."),
        (0.0, 0.4, 1.0, "the guess was 0.4 too small."),
        (0.4, 0.0, 1.0, "the guess was 0.4 too large."),
        (7, 9, 20, "well guessed."),
        (7, 10, 20, "the guess was 3 too small."),
        (0.01, 0.001, 0.03, "the guess was 0.009 too large."),
        (0.5, np.nan, 1.0, "the measurement says nan."),
    ],
)
def test_on_an_even_scale_it_is_the_difference_that_counts(guess, measured, length, said):
    assert prediction.compare(guess, measured, length).endswith(said)


@pytest.mark.parametrize(
    ("menu", "guess", "said"),
    [
        ((0.0, 1.0, 0.01), 0.5, "the guess was 0.25 too large."),
        ((0.0, 1.0, 0.01), 0.3, "well guessed."),
        ((0.0, 10.0), 1.2, "well guessed."),
        ((0, 20), 5, "the guess was 4.8 too large."),
        (log_range(1e-10, 1), 0.5, "well guessed."),
        (log_range(1e-10, 1), 1.0, "the guess was 4 times too large."),
    ],
)
def test_the_kind_of_slider_says_what_is_near(lab, menu, guess, said):
    """Measured is 0.25, the sigmoid's largest derivative."""
    asked = predict("How steep?", lab, menu, **STEEP)
    asked.control.value = guess
    asked.commit_button.click()
    asked.reveal_button.click()
    assert said in asked.said and said in review().data


def test_a_read_array_means_layer_1():
    assert prediction.read_result("gradient_rms", {"gradient_rms": np.array([3.0, 1.0])}) == 3.0


def test_a_guess_over_scales_gets_a_logarithmic_slider(lab):
    asked = predict("How small?", lab, log_range(1e-10, 1), **STEEP)
    assert isinstance(asked.control, widgets.FloatLogSlider)


def test_review_lists_the_answered_predictions_and_says_when_there_are_none(asked):
    assert "No prediction has been answered yet" in review().data
    asked.control.value = 0.5
    asked.commit_button.click()
    assert "No prediction" in review().data
    asked.reveal_button.click()
    assert "How steep?" in review().data and "the measurement says 0.25" in review().data


def test_a_question_is_text_and_no_markup(lab):
    asked = predict("Is a < b?", lab, (0.0, 1.0, 0.01), **STEEP)
    assert "Is a &lt; b?" in asked.box.children[0].value


def test_closing_leaves_no_widget_of_the_question_behind_and_spares_the_lab(lab):
    before = set(widgets.widget._instances)
    asked = predict("How steep?", lab, (0.0, 1.0, 0.01), **STEEP)
    asked.close()
    assert set(widgets.widget._instances) == before


def test_a_page_without_a_kernel_shows_question_and_last_picture(asked):
    bundle = asked._repr_mimebundle_()
    assert bundle["image/jpeg"] and bundle["text/plain"].startswith("How steep?")
    assert asked.box.model_id == bundle["application/vnd.jupyter.widget-view+json"]["model_id"]


def test_the_parts_carry_the_names_that_a_page_finds_them_by(asked):
    parts = [asked.box, asked.control, asked.commit_button, asked.reveal_button]
    names = ["", "-guess", "-commit", "-reveal"]
    assert [part._dom_classes[-1] for part in parts] == [f"gradient-lesson{name}" for name in names]


# ---- Exercises

NUMBER = Exercise(lambda: 0.5, "Because.", mistakes={"Twice.": lambda: 1.0})
VECTOR = Exercise(
    lambda: np.array([1.0, 2.0, 3.0]), "Because.", mistakes={"Backwards.": lambda: np.array([3.0, 2.0, 1.0])}
)


@pytest.mark.parametrize("given", [0.5, np.float32(0.5), 0.51, np.array(0.5)])
def test_a_right_number_is_right_within_the_tolerance(given):
    assert NUMBER.check(given).verdict == RIGHT and NUMBER.check(given).message == "Because."


@pytest.mark.parametrize("given", [[1, 2, 3], (1.0, 2.0, 3.0), np.array([1, 2, 3.01])])
def test_a_right_array_is_right_within_the_tolerance(given):
    assert VECTOR.check(given).verdict == RIGHT


@pytest.mark.parametrize("given", [..., None])
def test_no_answer_yet_is_no_mistake(given):
    assert NUMBER.check(given).verdict == OPEN and "three dots" in NUMBER.check(given).message


@pytest.mark.parametrize(
    ("exercise", "given", "said"),
    [
        (NUMBER, 1, "Twice."),
        (NUMBER, 0.7, "too large, by less than a factor of 2"),
        (NUMBER, 0.1, "too small, by a factor between 2 and 10"),
        (NUMBER, 1e9, "too large, by a factor of more than 10^9"),
        (NUMBER, -0.5, "look at its sign"),
        (NUMBER, 0, "whether it can be zero"),
        (NUMBER, "0.5", "without quotation marks"),
        (NUMBER, "a half", "one number"),
        (NUMBER, True, "one number"),
        (NUMBER, lambda: 0.5, "call it"),
        (NUMBER, np.nan, "nan or inf"),
        (NUMBER, np.inf, "nan or inf"),
        (NUMBER, [0.5, 0.5], "one number; yours is of shape (2,)"),
        (VECTOR, [3, 2, 1], "Backwards."),
        (VECTOR, [1, 2, 4], "1 of 3 numbers are off, the first at index (2,)"),
        (VECTOR, 1.0, "an array of shape (3,); yours is one number"),
        (VECTOR, [1, 2], "yours is of shape (2,)"),
        (VECTOR, [1, [2], 3], "cannot be read"),
        (VECTOR, [1, 2, np.inf], "nan or inf"),
        (VECTOR, {"a": 1}, "cannot be read"),
    ],
)
def test_a_wrong_answer_is_told_what_may_be_wrong_and_not_the_right_one(exercise, given, said):
    feedback = exercise.check(given)
    assert feedback.verdict == WRONG and said in feedback.message and "Because" not in feedback.message


def test_an_exact_answer_wants_the_very_number():
    exact = Exercise(lambda: 11, "Because.", tolerance=0)
    assert exact.check(11).verdict == RIGHT and exact.check(11.01).verdict == WRONG


def test_feedback_says_its_verdict_in_words_and_is_announced():
    shown = NUMBER.check(0.7)._repr_html_()
    assert "Not yet" in shown and 'role="status"' in shown
    assert "&lt;" in NUMBER.check("<b>")._repr_html_()


# ---- The notebooks' exercises


def test_a_wrong_exercise_name_is_answered_with_the_right_ones():
    from helpers.exercises import check

    with pytest.raises(UnknownName, match="three sigmoids"):
        check("three sigmoid", 1)


# ---- The machine


def test_a_machine_that_fits_is_told_so():
    told = machine.describe_machine()
    assert "numpy" in told and "All is well" in told


def test_a_machine_that_does_not_fit_is_told_what_to_do(tmp_path, monkeypatch):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("numpy>=99\nno-such-package~=1.0\n")
    monkeypatch.setattr(machine, "REQUIREMENTS", requirements)
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (99, 0))
    told = machine.describe_machine()
    assert "does not fit; >=99 is needed" in told and "no-such-package: ✗ not installed" in told
    assert "✗ too old; 99.0 or newer" in told and "pip install -r requirements.txt" in told


def test_an_answer_that_should_be_zero_is_told_so():
    exercise = Exercise(lambda: 0.0, "one number")
    assert exercise.check(0).verdict == RIGHT and "too far from zero" in exercise.check(1).message
