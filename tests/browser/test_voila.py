"""Each notebook as Voila presents it, without a network: prose, formulas and labs, no code, and every lab answers."""

import re

import pytest

from tests.browser.jupyter_server import REPOSITORY
from tests.browser.lab_on_page import LabOnPage
from tests.browser.part import Part
from tests.browser.waiting import eventually

NOTEBOOKS = sorted((path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb")), reverse=True)


def labs(page):
    return [LabOnPage(lab) for lab in Part(page).all_inside(".gradient-lab")]


def text_of(name):
    return (REPOSITORY / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")


def expected_labs(name):
    return len(re.findall(r"(?:Lab|Playground)\(", text_of(name)))


def expected_formulas(name):
    return len(re.findall(r"\$\$[^$]+\$\$", text_of(name)))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_code_is_hidden_and_every_lab_answers(notebook_page, server, screenshots, name):
    # Voila asks a public host for an icon font, of which the notebooks show nothing, and MathJax asks for one of no name.
    notebook_page.forgive("ERR_NAME_NOT_RESOLVED|about:blank|voila.*RUNTIME-012|RUNTIME-012(.|\n)*voila")
    page = notebook_page.page
    page.goto(f"{server.url}voila/render/{server.fresh_notebook(name)}?token={server.token}", wait_until="commit")
    eventually(lambda: len(labs(page)) == expected_labs(name), f"{expected_labs(name)} labs", 300, pause=0.2)
    assert not page.get_by_text("from helpers").count(), "code is seen"
    formulas = expected_formulas(name)
    eventually(lambda: Part(page).count(".MathJax") == formulas, f"{formulas} formulas", pause=0.2)
    for lab in labs(page):
        eventually(lambda: lab.sentence(), "the first sentence")
        control = next(control for control in lab.controls() if control.kind == "slider")
        for key in ("Home", "End"):
            control.press(key)
            lab.drawn(control.name)
        assert not lab.note()
    page.screenshot(path=screenshots / f"voila-{name}.png", full_page=True)
