"""TEACHING.md: each row's lab can be set as it says, and the sentence under the picture says what the row announces."""

import ast
import inspect
import re
from functools import cache

import pytest

from helpers import experiments, pictures
from helpers.lab import Lab
from helpers.live import LiveLab
from tests.notebooks.reading import FOLDER, notebook, numbers_in

TEXT = (FOLDER / "TEACHING.md").read_text(encoding="utf-8")
COLUMNS = ("minute", "open", "set", "ask", "the sentence says", "a common wrong answer")
CALL = re.compile(r"`(\w+\([^`]*\)(?:\.step\(\d+\))?)`")
SAID = re.compile(r"“([^”]+)”")
HEADING = re.compile(r"\]\((\d\d_\w+)\.ipynb\), “([^”]+)”")


def walks():
    """(heading, rows) of each timed walk; a row is a dict from column to text."""
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        lines = [line for line in part.splitlines() if line.startswith("|")]
        rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
        if rows and tuple(rows[0]) == COLUMNS:
            yield part.splitlines()[0], [dict(zip(COLUMNS, row)) for row in rows[2:]]


def solutions():
    """The numbered solutions of the homework, each a row as in a walk."""
    for part in re.split(r"^(?=\*\*\d\.\*\*)", TEXT.split("### Solutions\n")[1].split("\n## ")[0], flags=re.MULTILINE)[
        1:
    ]:
        quoted = re.sub(HEADING, "", part)
        yield pytest.param({"open": part, "set": part, "the sentence says": quoted}, id=f"homework {part[2]}")


WALKS = list(walks())
ROWS = [pytest.param(row, id=f"{heading[:10]}: {row['minute']}") for heading, rows in WALKS for row in rows]
every_row = pytest.mark.parametrize("row", ROWS)
every_answer = pytest.mark.parametrize("row", [*ROWS, *solutions()])


def minutes(heading):
    return int(re.search(r"(\d+) minutes", heading)[1])


def split(call):
    """The experiment's name, its settings, and the steps to play."""
    tree, steps = ast.parse(call, mode="eval").body, 0
    if isinstance(tree.func, ast.Attribute):
        steps, tree = ast.literal_eval(tree.args[0]), tree.func.value
    return tree.func.id, {word.arg: ast.literal_eval(word.value) for word in tree.keywords}, steps


def code(row):
    name = HEADING.search(row["open"])[1]
    return "\n".join(cell.source for cell in notebook(name).cells if cell.cell_type == "code")


def shown_by(row, experiment):
    """The pictures in which the notebook of this row shows that experiment."""
    return sorted(set(re.findall(rf"Lab\(\s*{experiment},\s*(\w+Picture)\(", code(row))))


@cache
def sentence(call, picture):
    """What a lab says when it is set, and played, as the row asks."""
    name, settings, steps = split(call)
    experiment, menus = getattr(experiments, name), {argument: [value] for argument, value in settings.items()}
    for argument, value in settings.items():  # a control starts at the experiment's default, which must be on its menu
        menus[argument] = list(dict.fromkeys([default(experiment, argument), value]))
    if isinstance(experiment, type):
        lab = LiveLab(experiment, getattr(pictures, picture)(), **menus).show(**settings)
        lab = lab.step(steps) if steps else lab
    else:
        lab = Lab(experiment, getattr(pictures, picture)(), **menus).show(**settings)
    said = lab.page.text
    lab.close()
    return said


def default(experiment, argument):
    return inspect.signature(experiment).parameters[argument].default


def test_there_are_walks_of_15_50_and_90_minutes():
    assert [minutes(heading) for heading, _ in WALKS] == [15, 50, 90]


@pytest.mark.parametrize(("heading", "rows"), WALKS, ids=[heading for heading, _ in WALKS])
def test_the_minutes_of_a_walk_go_up_and_fill_its_time(heading, rows):
    starts = [int(row["minute"]) for row in rows]
    assert starts[0] == 0 and starts == sorted(set(starts))
    assert 0.8 * minutes(heading) <= starts[-1] < minutes(heading)


@every_row
def test_a_row_is_whole_and_opens_a_heading_that_is_there(row):
    assert len(row) == len(COLUMNS) and all(row.values())
    name, heading = HEADING.search(row["open"]).groups()
    assert f"# {heading}\n" in "\n".join(cell.source + "\n" for cell in notebook(name).cells)


@every_answer
def test_what_is_to_be_set_can_be_set_in_that_notebook(row):
    for call in CALL.findall(row["set"]):
        name, settings, _ = split(call)
        assert shown_by(row, name), f"no lab shows {name}"
        assert not [setting for setting in settings if not re.search(rf"\b{setting}\"?\]?\s*=", code(row))]


@every_answer
def test_the_sentence_says_what_is_announced(row):
    calls, announced = CALL.findall(row["set"]), SAID.findall(row["the sentence says"])
    assert bool(calls) == bool(announced)
    said = [sentence(call, picture) for call in calls for picture in shown_by(row, split(call)[0])]
    missing = [words for words in announced if not any(words in text for text in said)]
    assert not missing, f"{missing} in none of {said}"


@every_row
def test_no_number_is_announced_that_is_not_in_the_sentence(row):
    assert not numbers_in(SAID.sub("", row["the sentence says"]))
