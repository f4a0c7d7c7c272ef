"""Units die in a real browser: they are seen dying while it plays, it is stopped, wound back and run again; and a tab is left alone."""

import io
import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from helpers.palette import LIGHT
from tests.browser.test_live import LiveLabOnPage, labs, playing_tasks
from tests.browser.waiting import eventually

IMPORTS = """
import sys; sys.path.insert(0, "..")
from helpers.controls import log_range
from helpers.experiments import FollowedTraining, PLANES, PlaneTraining, Training
from helpers.live import LiveLab
from helpers.pictures import HingePicture, RasterPicture, UnitPicture
"""
RASTER_LAB = """
lab = LiveLab(Training, RasterPicture(), depth=(1, 50), width=(1, 128), learning_rate=log_range(0.001, 100))
lab.show(learning_rate=0.7)
"""
HINGE_LAB = "LiveLab(PlaneTraining, HingePicture(), dataset=PLANES, learning_rate=log_range(0.001, 100), input_shift=(0.0, 4.0, 0.5))"
UNIT_LAB = "LiveLab(FollowedTraining, UnitPicture(), learning_rate=log_range(0.001, 100), follow_layer=(1, 5), follow_unit=(1, 64))"


@pytest.fixture
def raster(notebook_page, server):
    """A notebook with the raster, run: the driver, and the lab."""
    notebook_page.open(server.write_notebook(IMPORTS, RASTER_LAB)).run_all()
    return notebook_page, *labs(notebook_page)


def deaths(lab):
    return int(re.search(r"(\d+) deaths?", lab.lab.sentence())[1])


def alarmed(picture):
    """How much of a picture is drawn in the color of death."""
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(float) / 255
    return (np.abs(pixels - to_rgb(LIGHT.alarm)).max(axis=2) < 0.2).mean()


def test_units_are_seen_dying_then_it_is_stopped_wound_back_and_run_again(raster, screenshots):
    notebook, lab = raster
    start, unborn = alarmed(lab.lab.picture()), deaths(lab)
    assert unborn == 0
    lab.press("play")
    eventually(lambda: deaths(lab) > 20, lambda: f"units to die; it says {lab.lab.sentence()}")
    assert lab.is_playing() and alarmed(lab.lab.picture()) > 1.5 * start
    lab.lab.screenshot(screenshots / "dying-playing.png")
    lab.press("play")
    lab.wait_for_stop()
    eventually(lambda: lab.lab.call().endswith(f".step({lab.step()})"), "the call to name the step")
    stopped, seen = lab.step(), deaths(lab)
    lab.lab.screenshot(screenshots / "dying-stopped.png")
    slider = lab.root.locator(".gradient-lab-frame .noUi-handle")
    slider.press("Home")
    eventually(
        lambda: lab.step() == 0 and deaths(lab) == 0, lambda: f"the start; it says {lab.progress()} {deaths(lab)}"
    )
    for _ in range(int(lab.progress().split()[-1])):
        slider.press("ArrowRight")
    eventually(lambda: lab.step() == stopped and deaths(lab) == seen, lambda: f"the end; it says {lab.progress()}")
    notebook.run_all()
    assert notebook.labs_per_cell() == [0, 1] and playing_tasks(notebook) == 0
    (lab,) = labs(notebook)
    assert lab.step() == 0 and deaths(lab) == 0
    lab.press("play")
    lab.wait_for_step(30)


def test_a_tab_that_was_hidden_for_a_while_shows_where_the_training_is(raster):
    notebook, lab = raster
    lab.press("play")
    lab.wait_for_step(30)
    before = lab.step()
    browser = notebook.page.context.new_cdp_session(notebook.page)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    other = notebook.page.context.new_page()
    other.wait_for_timeout(3000)
    other.close()
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    lab.wait_for_step(before + 100)
    lab.press("play")
    stopped = lab.wait_for_stop()
    eventually(lambda: lab.lab.call().endswith(f".step({stopped})"), "the call to name the step")
    eventually(lambda: notebook.rebuild(lab.lab.call()) == lab.lab.what_is_shown(), "the picture of that step")
    assert playing_tasks(notebook) == 0


def test_the_smallest_and_the_deepest_network_play(raster, screenshots):
    notebook, lab = raster
    for depth, width in (("Home", "Home"), ("End", "Home")):
        lab.lab.control("depth").press(depth)
        lab.lab.control("width").press(width)
        lab.lab.drawn("depth")
        eventually(lambda: lab.step() == 0, lambda: f"a new start; it says {lab.progress()}")
        lab.press("play")
        lab.wait_for_step(20)
        lab.press("play")
        lab.wait_for_stop()
        lab.lab.screenshot(screenshots / f"dying-{depth}-{width}.png")
        assert not lab.lab.note()
        assert ("the only unit" if depth == "Home" else "of 50 units") in lab.lab.sentence()


def test_a_hinge_and_a_followed_unit_play_at_once(notebook_page, server, screenshots):
    notebook_page.open(server.write_notebook(IMPORTS, HINGE_LAB, UNIT_LAB)).run_all()
    hinge, unit = (LiveLabOnPage(lab) for lab in notebook_page.labs())
    hinge.lab.control("input_shift").press("End")
    hinge.press("play")
    unit.press("play")
    hinge.wait_for_step(100)
    unit.wait_for_step(50)
    unit.lab.control("follow_layer").press("ArrowRight")
    eventually(lambda: "unit 1 of layer 2" in unit.lab.sentence(), lambda: f"layer 2; it says {unit.lab.sentence()}")
    area = unit.root.locator(".gradient-lab-grip-area").nth(3)
    area.click(position={"x": 100, "y": area.bounding_box()["height"] - 1})
    eventually(lambda: "unit 1 of layer 4" in unit.lab.sentence(), lambda: f"a click; it says {unit.lab.sentence()}")
    assert unit.step() >= 50
    for lab, name in ((hinge, "hinge"), (unit, "unit")):
        lab.press("play")
        lab.wait_for_stop()
        lab.lab.screenshot(screenshots / f"dying-{name}.png")
    assert " dead" in hinge.lab.sentence() and not hinge.lab.note() and not unit.lab.note()
    assert playing_tasks(notebook_page) == 0
