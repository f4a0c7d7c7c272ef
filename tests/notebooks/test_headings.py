"""A notebook's headings tell its story, its links lead somewhere, and what it says to move is there to be moved."""

import re

import pytest

from tests.notebooks.reading import FOLDER, NOTEBOOKS, notebook

every_notebook = pytest.mark.parametrize("name", NOTEBOOKS)

# What the prose writes in italics and does not mean as a control.
EMPHASIS = {
    "Run → Run All Cells", "Kernel → Restart Kernel and Run All Cells", "(coming)",
    "holds", "holds if …", "half true", "fails", "share", "subtracted from the weight", "number", "effect",
    "grows", "times", "every", "sum", "is", "output", "can", "linear", "and", "sixth", "two", "signal", "weight",
    "leave He's weights as they are", "Pin", "Play", "Pause", "Step", "Reset", "arrives", "passes", "ReLU alone", "Init alone",
    "pairs",
}  # fmt: skip


def markdown(name):
    return [cell.source for cell in notebook(name).cells if cell.cell_type == "markdown"]


def headings(name):
    return re.findall(r"^(#+) (.+)$", "\n".join(markdown(name)), re.MULTILINE)


@every_notebook
def test_one_title_and_no_level_left_out(name):
    levels = [len(marks) for marks, _ in headings(name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in zip(levels, levels[1:]))


@every_notebook
def test_headings_differ(name):
    texts = [text for _, text in headings(name)]
    assert len(set(texts)) == len(texts)


@every_notebook
def test_it_opens_with_what_the_reader_will_get_needs_and_spends(name):
    opening = markdown(name)[0]
    assert "You will be able to" in opening and "You need" in opening and "It takes" in opening and "minutes" in opening


@every_notebook
def test_links_to_other_notebooks_lead_somewhere(name):
    targets = re.findall(r"\]\((?!https?:|#)([^)]+)\)", "\n".join(markdown(name)))
    assert not [target for target in targets if not (FOLDER / target).exists()]


@every_notebook
def test_notebooks_that_exist_are_not_announced_as_coming(name):
    for number in re.findall(r"^\| (\d\d) [^|]*\*\(coming\)\*", "\n".join(markdown(name)), re.MULTILINE):
        assert not list(FOLDER.glob(f"{number}_*.ipynb"))


@every_notebook
def test_controls_named_in_the_prose_exist(name):
    code = "\n".join(cell.source for cell in notebook(name).cells if cell.cell_type == "code")
    told = re.sub(r"\*\*.*?\*\*", "", "\n".join(markdown(name)), flags=re.DOTALL)
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", told)) - EMPHASIS
    missing = [control for control in named if not re.search(rf"\b{control.replace(' ', '_')}=", code)]
    assert not missing


@every_notebook
def test_cells_have_names_that_stay(name):
    ids = [cell.id for cell in notebook(name).cells]
    assert len(set(ids)) == len(ids)
    assert notebook(name).nbformat_minor == 5 and all(re.fullmatch(r"[a-z0-9-]+", cell_id) for cell_id in ids)


@every_notebook
def test_the_thread_is_linked(name):
    assert "https://stats.stackexchange.com/q/176794" in "\n".join(markdown(name))
