"""The exercises of the notebooks: their right answers pass, and typical wrong ones are told what is wrong."""

import re

import numpy as np
import pytest

from helpers.exercises import EXERCISES, check
from helpers.lessons.exercise import OPEN, RIGHT, WRONG
from tests.notebooks.claims_01 import recurrence_case
from tests.notebooks.reading import NOTEBOOKS, notebook

USED = re.compile(r'check\("([^"]+)", \.\.\.\)')


def cells(name, kind):
    return [cell.source for cell in notebook(name).cells if cell.cell_type == kind]


@pytest.mark.parametrize("name", EXERCISES)
def test_its_own_answer_is_right_and_its_known_mistakes_get_their_hint(name):
    exercise = EXERCISES[name]
    assert check(name, exercise.answer()).verdict == RIGHT
    for hint, wrong in exercise.mistakes.items():
        assert (check(name, wrong()).verdict, check(name, wrong()).message) == (WRONG, hint)
    assert check(name, ...).verdict == OPEN


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("read the lab", 1.1e-6),  # as the sentence under the picture gives it
        ("three sigmoids", 1 / 64),
        ("three sigmoids", 0.0156),
        ("below 1e-10", 11),
        ("open paths", 2**-10),
        ("open paths", 0.000977),
        ("sixty-four coins", 4),
        ("four of sixty-four", 635376),
        ("a bias of minus one", 0.76),
        ("ten times the contrast", 1),
        ("active in layer two", 11),
        ("three closed doors", 0.001),
        ("weights for half a leak", 1.6),
        ("what a leak buys", 0.47),
        ("the gap again", 0.071),
    ],
)
def test_the_answer_a_reader_would_type_is_right(name, answer):
    assert check(name, answer).verdict == RIGHT


def test_what_nudged_biases_say_is_the_right_recurrence():
    written, right, nudged = recurrence_case(0)
    assert check("the recurrence", nudged).verdict == check("the recurrence", right).verdict == RIGHT
    assert "as written in the thread" in check("the recurrence", written).message
    assert "8 of 8" in check("the recurrence", np.zeros(8)).message


def test_each_exercise_is_asked_once_and_each_question_has_an_exercise():
    asked = [exercise for name in NOTEBOOKS for code in cells(name, "code") for exercise in USED.findall(code)]
    assert sorted(asked) == sorted(EXERCISES)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_exercise_has_a_worked_answer_right_below_that_is_closed(name):
    stored = notebook(name).cells
    below = [stored[place + 1].source for place, cell in enumerate(stored) if USED.search(cell.source)]
    assert below and all(text.startswith("<details><summary>Worked answer</summary>") for text in below)


def test_the_lesson_has_three_exercises_or_more():
    assert len(USED.findall("\n".join(cells("01_where_the_gradient_goes", "code")))) >= 3
