"""Every notebook in a real JupyterLab: it runs, and each control of each lab moves the picture and its words."""

import pytest

from tests.browser.jupyter_server import REPOSITORY

NOTEBOOKS = sorted(path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_control_of_every_lab_moves_the_picture_and_its_words(notebook_page, screenshots, name):
    notebook_page.open(f"notebooks/{name}.ipynb").run_all()
    for number, lab in enumerate(notebook_page.labs(), start=1):
        lab.screenshot(screenshots / f"{name}-lab{number}.png")
        for control in lab.controls():
            moves = {"slider": slide_everywhere, "menu": choose_everything, "box": tick_and_untick}[control.kind]
            shown = [(lab.settled(control.name), lab.picture(), lab.sentence()) for _ in moves(control)]
            where = f"{name}, lab {number}, {control.name}: {[value for value, _, _ in shown]}"
            assert all(sentence for _, _, sentence in shown), f"no sentence at {where}"
            assert len({picture for _, picture, _ in shown}) > 1, f"the picture never changed at {where}"
            assert not lab.note(), f"{lab.note()} at {where}"
        lab.screenshot(screenshots / f"{name}-lab{number}-afterwards.png")
    assert notebook_page.labs_per_cell().count(1) == len(notebook_page.labs())


def slide_everywhere(control):
    """Both ends and the middle by keyboard, then by drag, then back to the start; yields at each stop."""
    low, start, high = control.position()
    for key, place in (("Home", low), ("End", high)):
        control.press(key)
        assert control.position()[1] == place
        yield
    control.walk_to((low + high) / 2)
    yield
    for fraction, place in ((0, low), (1, high)):
        control.drag_to(fraction)
        assert control.position()[1] == place
        yield
    control.drag_to(0.5)
    assert low < control.position()[1] < high or high - low == 1
    yield
    control.walk_to(start)
    yield


def choose_everything(control):
    """Every entry of a menu, first by mouse and then, from the top, by keyboard; back to the start."""
    start = control.shown()
    for option in control.options():
        control.choose(option)
        yield
    control.press("Home")
    yield
    control.press("ArrowDown")
    yield
    control.choose(start)
    yield


def tick_and_untick(control):
    for _ in range(2):
        control.press("Space")
        yield
