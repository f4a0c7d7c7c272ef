"""Each notebook as Voila presents it: prose and labs without code, and every lab answers."""

import re

import pytest

from tests.browser.jupyter_server import REPOSITORY
from tests.browser.lab_on_page import LabOnPage
from tests.browser.part import Part
from tests.browser.waiting import eventually

NOTEBOOKS = sorted((path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb")), reverse=True)


def labs(page):
    return [LabOnPage(lab) for lab in Part(page).all_inside(".gradient-lab")]


def expected_labs(name):
    text = (REPOSITORY / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
    return len(re.findall(r"(?:Lab|Playground)\(", text))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_code_is_hidden_and_every_lab_answers(notebook_page, server, screenshots, name):
    # Voila's own page asks a public host for its fonts and for MathJax; without either, all is read but formulas.
    notebook_page.forgive("ERR_NAME_NOT_RESOLVED|MathJax|voila.*RUNTIME-012|RUNTIME-012(.|\n)*voila")
    page = notebook_page.page
    page.goto(f"{server.url}voila/render/{server.fresh_notebook(name)}?token={server.token}", wait_until="commit")
    eventually(lambda: len(labs(page)) == expected_labs(name), f"{expected_labs(name)} labs", 300, pause=0.2)
    assert not page.get_by_text("from helpers").count(), "code is seen"
    for lab in labs(page):
        eventually(lambda: lab.sentence(), "the first sentence")
        control = next(control for control in lab.controls() if control.kind == "slider")
        for key in ("Home", "End"):
            control.press(key)
            lab.drawn(control.name)
        assert not lab.note()
    page.screenshot(path=screenshots / f"voila-{name}.png", full_page=True)
