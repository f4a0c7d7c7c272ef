"""Every notebook runs from top to bottom without a person, and then answers one who answers every question."""

import ast
import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.notebooks.reading import FOLDER, NOTEBOOKS, notebook, parsed

LAB = re.compile(r"Lab\(|\bPlayground\(")
ANSWER = """
asked = Out[{count}]
words = getattr(asked.control, "options", None)
asked.control.value = words[-1] if words else asked.control.menu.high
asked.commit_button.click()
said_before = asked.said
asked.reveal_button.click()
asked.lab.settled()
print(repr((asked.guess, asked.measured, said_before, asked.said, asked.lab.page.text)))
"""


def asks(cell):
    """Whether a cell ends in a prediction."""
    last = parsed(cell.source).body[-1]
    return isinstance(last, ast.Expr) and getattr(getattr(last.value, "func", None), "id", None) == "predict"


@pytest.fixture(scope="module", params=NOTEBOOKS)
def run_once(request):
    """The code cells of a notebook that has run as it is stored, and those that then answered each of its predictions."""
    book = notebook(request.param)
    stored = [cell for cell in book.cells if cell.cell_type == "code"]
    counts = [count for count, cell in enumerate(stored, start=1) if asks(cell)]
    answers = [nbformat.v4.new_code_cell(ANSWER.format(count=count)) for count in counts]
    book.cells += answers
    NotebookClient(book, timeout=300, resources={"metadata": {"path": FOLDER}}).execute()
    return stored, answers


@pytest.fixture
def alone(run_once):
    return run_once[0]


@pytest.fixture
def answers(run_once):
    return run_once[1]


def outputs(cells, kind):
    return [output for cell in cells for output in cell.outputs if output.output_type == kind]


def test_it_leaves_no_error_and_no_warning(alone):
    assert not outputs(alone, "error")
    assert not [output.text for output in outputs(alone, "stream") if output.name == "stderr"]


def test_each_lab_shows_a_picture_before_any_answer(alone):
    pictures = [output for output in outputs(alone, "execute_result") if "image/jpeg" in output.data]
    labs = [cell for cell in alone if LAB.search(cell.source)]
    assert len(pictures) == len(labs) > 0
    assert all(len(output.data["image/jpeg"]) > 5000 for output in pictures)


def test_each_prediction_is_recorded_and_compared(answers):
    told = [ast.literal_eval(cell.outputs[0].text) for cell in answers]
    assert told
    for guess, measured, before, after, picture in told:
        assert measured is not None and "Now ask for the answer" in before
        assert "You guessed" in after and "the measurement says" in after
        assert isinstance(guess, str) or "guess" in picture


def test_one_lab_a_cell(alone):
    assert all(cell.source.count("Lab(") <= 1 for cell in alone)
