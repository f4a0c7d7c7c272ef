"""Every notebook in a real JupyterLab: it runs, each control of each lab moves the picture and its words, live labs play."""

import pytest

from helpers.experiments import Training
from helpers.live.lab import PACE
from tests.browser.jupyter_server import REPOSITORY
from tests.browser.live_lab_on_page import LiveLabOnPage
from tests.browser.waiting import eventually

# The longer ones come last in a course, and are to begin first (tests/conftest.py).
NOTEBOOKS = sorted((path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb")), reverse=True)

# What says how a live lab goes on, and so shows nothing before its first step.
ABOUT_STEPS = {*Training.live, PACE, "optimizer", "rival_optimizer", "batch_size"}

every_notebook = pytest.mark.parametrize("run_notebook", NOTEBOOKS, indirect=True)


@every_notebook
def test_every_control_of_every_lab_moves_the_picture_and_its_words(run_notebook, screenshots):
    name, notebook = run_notebook
    for number, lab in enumerate(notebook.labs(), start=1):
        lab.screenshot(screenshots / f"{name}-lab{number}.png")
        eventually(lab.call, "the lab's words, which a page shows where it has been scrolled to")
        if lab.is_live():
            back_to_the_start(LiveLabOnPage(lab))
        eventually(lab.is_sharp, "a sharp picture of the start")
        start = lab.picture()
        for place, control in enumerate(lab.controls()):
            move_everywhere(notebook, lab, control, start, by_mouse=place == 0)
        lab.settled(control.name)
        if lab.is_live():
            play_and_wind_back(LiveLabOnPage(lab), screenshots / f"{name}-lab{number}-played.png")


@every_notebook
def test_every_prediction_is_drawn_and_answered(run_notebook, screenshots):
    name, notebook = run_notebook
    for number, prediction in enumerate(notebook.predictions(), start=1):
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


def move_everywhere(notebook, lab, control, start, by_mouse):
    """Moves a control to all its stops and back; the first new value shows another picture than `start`, that of its call."""
    value, shown, position = lab.drawn(control.name), control.shown(), control.position()
    compared = False
    for _ in EVERYWHERE[control.kind](control, by_mouse):
        is_new = lab.drawn(control.name) != value
        assert lab.sentence() and not lab.note(), f"{lab.call()} says {lab.note() or 'nothing'}"
        if is_new and not compared:
            compare(notebook, lab, control, start)
            compared = True
    assert compared, f"{control.name} of {lab.call()} has but one value"
    control.put_back(shown, position)
    assert lab.drawn(control.name) == value, f"{control.name} was not put back"


def compare(notebook, lab, control, start):
    """A control's new value is seen, and the lab's call makes the same again."""
    lab.settled(control.name)
    shows_later = lab.is_live() and control.name in ABOUT_STEPS
    assert shows_later or lab.picture() != start, f"{control.name} does not move the picture of {lab.call()}"
    assert notebook.rebuild(lab.call()) == lab.what_is_shown(), f"{lab.call()} shows something else"


def back_to_the_start(live):
    live.press("reset")
    # A lab that stood still before it was reset stands still at once, with its old step until the kernel answers.
    eventually(lambda: live.step() == 0, lambda: f"the start; it says {live.progress()}")
    live.wait_for_stop()


def play_and_wind_back(live, screenshot):
    """Play moves the step and the picture, Pause stops it, and the first frame can be had again."""
    lab = live.lab
    back_to_the_start(live)
    start = lab.picture()
    live.press("play")
    live.wait_for_step(1)
    eventually(lambda: lab.picture() != start, "the picture to move")
    if live.is_playing():  # one that diverges stops by itself
        live.press("play")
    last = live.wait_for_stop()
    assert last > 0
    eventually(lab.is_sharp, "a sharp picture of where it stopped")
    lab.screenshot(screenshot)
    stopped = lab.picture()
    live.wind_to("Home")
    eventually(lambda: live.step() == 0, lambda: f"step 0; it says {live.progress()}")
    eventually(lab.is_sharp, "a sharp picture of the start")
    assert lab.picture() != stopped and lab.sentence() and not lab.note()
    live.wind_to("End")
    eventually(lambda: live.step() == last, lambda: f"step {last}; it says {live.progress()}")


def slide_everywhere(control, by_mouse):
    """Both ends, by keyboard and then, if also `by_mouse`, in one drag; yields at each stop."""
    low, _, high = control.position()
    for key, place in (("Home", low), ("End", high)):
        control.press(key)
        assert control.position()[1] == pytest.approx(place)
        yield
    if not by_mouse:
        return
    control.grab()
    for fraction, place in ((0, low), (1, high)):
        control.pull_to(fraction)
        assert control.position()[1] == pytest.approx(place)
        yield
    control.page.mouse.up()


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
