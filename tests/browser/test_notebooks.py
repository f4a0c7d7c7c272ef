"""Every notebook in a real JupyterLab: it runs, each control of each lab moves the picture and its words, live labs play."""

import pytest

from helpers.live.lab import LIVE, PACE
from tests.browser.jupyter_server import REPOSITORY
from tests.browser.live_lab_on_page import LiveLabOnPage
from tests.browser.waiting import eventually

NOTEBOOKS = sorted(path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb"))

# What says how a live lab goes on, and so shows nothing before its first step.
ABOUT_STEPS = {*LIVE, PACE, "optimizer", "rival_optimizer", "batch_size", "clip_norm"}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_control_of_every_lab_moves_the_picture_and_its_words(notebook_page, server, screenshots, name):
    notebook_page.open(server.fresh_notebook(name)).run_all()
    for number, lab in enumerate(notebook_page.labs(), start=1):
        lab.screenshot(screenshots / f"{name}-lab{number}.png")
        for place, control in enumerate(lab.controls()):
            start = control.shown(), control.position()
            ends = []
            for stop, _ in enumerate(EVERYWHERE[control.kind](control, by_mouse=place == 0)):
                where = f"{name}, lab {number}, {control.name} = {lab.drawn(control.name)}"
                assert lab.sentence(), f"no sentence at {where}"
                assert not lab.note(), f"{lab.note()} at {where}"
                if stop < 2:
                    lab.settled(control.name)
                    ends.append(lab.picture())
            shows_later = lab.is_live() and control.name in ABOUT_STEPS
            assert shows_later or ends[0] != ends[1], f"the picture did not change at {where}"
            lab.settled(control.name)
            assert notebook_page.rebuild(lab.call()) == lab.what_is_shown(), f"{lab.call()} shows something else"
            control.put_back(*start)
            lab.settled(control.name)
        if lab.is_live():
            play_and_wind_back(LiveLabOnPage(lab), screenshots / f"{name}-lab{number}-played.png")
        lab.screenshot(screenshots / f"{name}-lab{number}-afterwards.png")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_prediction_is_drawn_and_answered(notebook_page, server, screenshots, name):
    notebook_page.open(server.fresh_notebook(name)).run_all()
    for number, prediction in enumerate(notebook_page.predictions(), start=1):
        lab, asked = prediction.lab(), prediction.lab().call()
        prediction.guess()
        prediction.press_button("commit")
        eventually(lambda: "Your guess is" in prediction.answer(), "the guess to be recorded")
        prediction.press_button("reveal")
        eventually(lambda: "You guessed" in prediction.answer(), "the answer")
        eventually(lambda: lab.call() != asked, "the lab to show the answer's settings")
        for control in lab.controls():
            lab.settled(control.name)
        assert not lab.note()
        prediction.screenshot(screenshots / f"{name}-prediction{number}.png")


def play_and_wind_back(live, screenshot):
    """Play moves the step and the picture, Pause stops it, and the first frame can be had again."""
    lab = live.lab
    live.press("reset")
    # A lab that stood still before it was reset stands still at once, with its old step until the kernel answers.
    eventually(lambda: live.step() == 0, lambda: f"the start; it says {live.progress()}")
    live.wait_for_stop()
    start = lab.picture()
    live.press("play")
    live.wait_for_step(1)
    eventually(lambda: lab.picture() != start, "the picture to move")
    if live.is_playing():  # one that diverges stops by itself
        live.press("play")
    assert live.wait_for_stop() > 0
    eventually(lab.is_sharp, "a sharp picture of where it stopped")
    lab.screenshot(screenshot)
    stopped = lab.picture()
    live.wind_to("Home")
    eventually(lambda: live.step() == 0, lambda: f"step 0; it says {live.progress()}")
    eventually(lab.is_sharp, "a sharp picture of the start")
    assert lab.picture() != stopped and lab.sentence() and not lab.note()


def slide_everywhere(control, by_mouse):
    """Both ends and the middle, by keyboard and then, if also `by_mouse`, by drag; yields at each stop."""
    low, _, high = control.position()
    for key, place in (("Home", low), ("End", high)):
        control.press(key)
        assert control.position()[1] == pytest.approx(place)
        yield
    control.walk_to((low + high) / 2)
    yield
    if not by_mouse:
        return
    for fraction, place in ((0, low), (1, high)):
        control.drag_to(fraction)
        assert control.position()[1] == pytest.approx(place)
        yield
    control.drag_to(0.5)
    assert low < control.position()[1] < high or len(set(control.position())) == 2
    yield


def choose_everything(control, by_mouse):
    """Every entry of a menu by mouse, then the first two by keyboard."""
    for option in control.options():
        control.choose(option)
        yield
    for key in ("Home", "ArrowDown"):
        control.press(key)
        yield


def tick_and_untick(control, by_mouse):
    for _ in range(2):
        control.press("Space")
        yield


EVERYWHERE = {"slider": slide_everywhere, "menu": choose_everything, "box": tick_and_untick}
