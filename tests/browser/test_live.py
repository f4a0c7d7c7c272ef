"""A live lab in a real browser: it plays, stops, winds back, obeys its controls on the way, and leaves nothing behind."""

import pytest

from tests.browser.live_lab_on_page import LiveLabOnPage
from tests.browser.notebook_page import EVALUATE
from tests.browser.waiting import eventually

IMPORTS = """
import sys; sys.path.insert(0, "..")
from helpers.controls import log_range
from helpers.experiments import Duel, Training
from helpers.live import LiveLab
from helpers.pictures import DuelPicture, LossPicture
"""
LOSS_LAB = "lab = LiveLab(Training, LossPicture(), depth=(1, 50), learning_rate=log_range(0.001, 100)); lab"
DUEL_LAB = """
duel = LiveLab(Duel, DuelPicture(), rival_init=["same", "small normal"], depth=(1, 20)).show(rival_init="small normal")
duel
"""
COUNT_TASKS = "answer = sum('Player._play' in repr(task) for task in __import__('asyncio').all_tasks())"


@pytest.fixture
def live(notebook_page, server):
    """A notebook with two live labs, run: the driver, and the two."""
    notebook_page.open(server.write_notebook(IMPORTS, LOSS_LAB, DUEL_LAB)).run_all()
    return notebook_page, *labs(notebook_page)


def labs(notebook):
    return [LiveLabOnPage(lab) for lab in notebook.labs()]


def playing_tasks(notebook):
    answer = notebook.page.evaluate(EVALUATE, COUNT_TASKS)
    return int(answer["data"]["text/plain"])


def test_it_plays_stops_and_is_wound_back(live, screenshots):
    notebook, lab, _ = live
    start = lab.lab.picture()
    lab.press("play")
    lab.wait_for_step(150)
    lab.lab.screenshot(screenshots / "live-playing.png")
    assert "frames a second" in lab.progress() and lab.lab.picture() != start
    lab.press("play")
    stopped = lab.wait_for_stop()
    eventually(lambda: lab.lab.call().endswith(f".step({stopped})"), "the call to name the step")
    lab.lab.screenshot(screenshots / "live-stopped.png")
    for key, step in (("Home", 0), ("ArrowRight", 10)):
        lab.root.locator(".gradient-lab-frame .noUi-handle").press(key)
        eventually(lambda: lab.step() == step, lambda: f"step {step}; it says {lab.progress()}")
        eventually(lambda: f"after {step} steps" in lab.lab.sentence(), lambda: f"step {step} in {lab.lab.sentence()}")
    eventually(lambda: notebook.rebuild(lab.lab.call())[1].startswith(lab.lab.sentence()), "the same state again")
    lab.lab.screenshot(screenshots / "live-wound-back.png")
    assert playing_tasks(notebook) == 0


def test_the_ends_of_the_slider_are_the_first_and_the_last_frame_however_often_it_went_on(live):
    _, lab, _ = live
    for step in (50, 120):
        lab.press("play")
        lab.wait_for_step(step)
        lab.press("play")
        stopped = lab.wait_for_stop()
        for key, there in (("Home", 0), ("End", stopped)):
            lab.wind_to(key)
            eventually(lambda: lab.step() == there, lambda: f"step {there} by {key}; it says {lab.progress()}")


@pytest.fixture
def rate(notebook_page, server):
    """The slider of the learning rate, at 0.7, which lies between two steps; and its lab, called `lab` in the kernel."""
    cell = f"{LOSS_LAB.removesuffix('; lab')}.show(learning_rate=0.7); lab"
    notebook_page.open(server.write_notebook(IMPORTS, cell)).run_all()
    lab = notebook_page.lab()
    return lab, lab.control("learning_rate")


def test_after_a_value_between_two_steps_the_one_that_code_sets_next_is_shown_and_run(rate, notebook_page):
    lab, rate = rate
    for _ in range(3):
        rate.press("Home", "End")
        lab.drawn("learning_rate")
        notebook_page.page.evaluate(EVALUATE, "lab.show(learning_rate=0.1); answer = lab.settings")
        eventually(lambda: rate.shown() == "0.100", lambda: f"0.1 to be shown, not {rate.shown()}")
        assert lab.drawn("learning_rate") == 0.1
        for key, end in (("Home", 0.001), ("End", 100)):
            rate.press(key)
            assert lab.drawn("learning_rate") == end
        notebook_page.page.evaluate(EVALUATE, "lab.show(learning_rate=0.7); answer = lab.settings")
        eventually(lambda: rate.shown() == "0.700", lambda: f"0.7 to be shown, not {rate.shown()}")
        assert lab.drawn("learning_rate") == 0.7


def test_a_value_between_two_steps_of_a_slider_is_shown_and_run(rate):
    lab, rate = rate
    assert (rate.shown(), lab.values()["learning_rate"]) == ("0.700", 0.7)
    for key, shown in (("ArrowRight", 0.785), ("ArrowLeft", 0.7)):
        rate.press(key)
        eventually(lambda: lab.values()["learning_rate"] == shown, lambda: f"{shown}; the lab says {lab.call()}")
        assert float(rate.shown()) == shown


def test_the_learning_rate_acts_on_the_running_training_and_depth_starts_it_again(live):
    notebook, lab, _ = live
    lab.press("play")
    lab.wait_for_step(100)
    lab.lab.control("learning_rate").press("ArrowLeft", "ArrowLeft")
    eventually(lambda: "at 0.079:" in lab.lab.sentence(), lambda: f"the new rate in {lab.lab.sentence()}")
    assert lab.step() >= 100
    lab.lab.control("depth").press("ArrowRight")
    eventually(lambda: "6 layers" in lab.lab.sentence(), lambda: f"6 layers in {lab.lab.sentence()}")
    assert lab.is_playing()
    lab.press("play")
    lab.wait_for_stop()
    shown = ".show(depth=6, learning_rate=0.0794, seed=0, steps_per_frame=10).step("
    eventually(lambda: shown in lab.lab.call(), lambda: f"its settings in {lab.lab.call()}")


def test_a_training_that_diverges_stops_and_says_why(live, screenshots):
    _, lab, _ = live
    lab.lab.control("learning_rate").press("End")
    eventually(lambda: "at 100:" in lab.lab.sentence(), "the learning rate")
    lab.press("play")
    eventually(lambda: "stopped the training" in lab.lab.sentence(), lambda: f"the reason in {lab.lab.sentence()}")
    assert lab.wait_for_stop() < 20
    lab.lab.screenshot(screenshots / "live-diverged.png")


def test_play_pressed_many_times_and_reset_while_playing(live):
    notebook, lab, _ = live
    lab.press("play", times=21)
    lab.wait_for_step(50)
    assert playing_tasks(notebook) == 1
    lab.press("reset")
    assert lab.wait_for_stop() == 0
    assert playing_tasks(notebook) == 0
    lab.press("step", times=3)
    eventually(lambda: lab.step() == 3, lambda: f"three steps; it says {lab.progress()}")


def test_two_labs_play_at_once_each_at_its_own_step(live, screenshots):
    notebook, lab, duel = live
    lab.press("play")
    duel.press("play")
    lab.wait_for_step(100)
    duel.wait_for_step(100)
    assert playing_tasks(notebook) == 2
    duel.lab.screenshot(screenshots / "live-duel.png")
    lab.press("play")
    stopped = lab.wait_for_stop()
    before = duel.step()
    duel.wait_for_step(before + 30)
    assert lab.step() == stopped


def test_a_cell_run_again_leaves_one_task_and_one_lab(live):
    notebook, lab, _ = live
    lab.press("play")
    lab.wait_for_step(30)
    notebook.run_all()
    assert notebook.labs_per_cell() == [0, 1, 1] and playing_tasks(notebook) == 0
    lab, _ = labs(notebook)
    assert lab.step() == 0
    lab.press("play")
    lab.wait_for_step(30)
    assert playing_tasks(notebook) == 1


def test_a_kernel_restart_while_it_plays(live):
    notebook, lab, _ = live
    lab.press("play")
    lab.wait_for_step(30)
    notebook.restart_and_run_all()
    assert notebook.labs_per_cell() == [0, 1, 1] and playing_tasks(notebook) == 0
    lab, _ = labs(notebook)
    lab.press("play")
    lab.wait_for_step(30)


def test_a_page_reloaded_while_it_plays_shows_it_playing_and_stop_works(live):
    notebook, lab, _ = live
    lab.press("play")
    lab.wait_for_step(30)
    notebook.execute("docmanager:save")
    notebook.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    notebook.page.reload()
    lab.root.wait_for()
    before = lab.step()
    lab.wait_for_step(before + 30)
    lab.press("play")
    lab.wait_for_stop()
    assert playing_tasks(notebook) == 0


def test_the_film_lies_beside_the_notebook(live, server):
    _, lab, _ = live
    lab.press("step", times=3)
    lab.press("save-gif")
    eventually(lambda: "saved" in lab.progress(), lambda: f"the file; it says {lab.progress()}")
    path = server.root / "notebooks" / "gradient-lab-1.gif"
    eventually(lab.is_sharp, "the fair copy, which must not wipe the news away")
    assert lab.progress().endswith(f" saved {path}") and path.read_bytes().startswith(b"GIF89a")
