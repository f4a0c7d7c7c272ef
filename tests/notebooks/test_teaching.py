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


def below(row):
    """The code cells from the heading that a row opens to the next heading."""
    (name, heading), last = HEADING.search(row["open"]).groups(), ""
    for cell in notebook(name).cells:
        if cell.cell_type == "code" and last == heading:
            yield cell.source
        elif cell.cell_type == "markdown":
            last = [last, *re.findall(r"^#+ (.+)$", cell.source, re.MULTILINE)][-1]


def labs(row, experiment):
    """(picture, settings, steps) of each lab of that experiment below the row's heading: how the notebook starts it."""
    for source in below(row):
        for picture in re.findall(rf"Lab\(\s*{experiment},\s*(\w+Picture)\(", source):
            calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
            done = {getattr(call.func, "attr", ""): call for call in calls}
            settings = done["show"].keywords if "show" in done else ()
            steps = ast.literal_eval(done["step"].args[0]) if "step" in done else 0
            yield picture, tuple((word.arg, ast.literal_eval(word.value)) for word in settings), steps


@cache
def sentence(call, picture, start, done, again):
    """What a lab says that starts as its notebook starts it, is reset if `again`, and then set, and played, as the row asks."""
    name, settings, steps = split(call)
    lab = made(getattr(experiments, name), getattr(pictures, picture)(), dict(start), settings).show(**dict(start))
    if done:
        lab.step(done)
    if again:
        lab.reset()
    lab.show(**settings)
    if steps:
        lab.step(steps if again else steps - done)
    said = lab.page.text
    lab.close()
    return said


def made(experiment, picture, *settings):
    """A lab on whose menus these settings are, and the experiment's defaults, at which the controls start."""
    menus = {argument: [default(experiment, argument)] for given in settings for argument in given}
    for argument, menu in menus.items():
        menu += [given[argument] for given in settings if given.get(argument, menu[0]) not in menu]
    return (LiveLab if isinstance(experiment, type) else Lab)(experiment, picture, **menus)


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
        assert [*labs(row, name)], f"no lab shows {name}"
        code = "\n".join(
            cell.source for cell in notebook(HEADING.search(row["open"])[1]).cells if cell.cell_type == "code"
        )
        assert not [setting for setting in settings if not re.search(rf"\b{setting}\"?\]?\s*=", code)]


@every_answer
def test_the_sentence_says_what_is_announced(row):
    calls, announced = CALL.findall(row["set"]), SAID.findall(row["the sentence says"])
    assert bool(calls) == bool(announced)
    again = "*Reset*" in row["set"]
    said = [sentence(call, *lab, again) for call in calls for lab in labs(row, split(call)[0])]
    missing = [words for words in announced if not any(words in text for text in said)]
    assert not missing, f"{missing} in none of {said}"


@every_row
def test_no_number_is_announced_that_is_not_in_the_sentence(row):
    assert not numbers_in(SAID.sub("", row["the sentence says"]))


def test_the_rows_at_a_rate_of_08_and_what_to_take_instead():
    fast, instead = (experiments.measure_training(learning_rate=rate) for rate in (0.8, 0.6))
    assert [fast[found].argmax() + 1 for found in ("deaths", "revivals")] == [5, 5]
    assert not instead["diverged"] and instead["revivals"].any()
