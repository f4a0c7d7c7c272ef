"""What people do to a lab in a real browser that nobody planned: each leaves one working lab that shows its own last value."""

import pytest

from helpers.experiments import measure_layers
from helpers.pictures import LayerPicture
from tests.browser.waiting import eventually

IMPORTS = """
import sys; sys.path.insert(0, "..")
from helpers.experiments import measure_layers
from helpers.lab import Lab
from helpers.pictures import LayerPicture
"""
DEPTH_LAB = "Lab(measure_layers, LayerPicture(), depth=(1, 50), width=(2, 128))"
INIT_LAB = "Lab(measure_layers, LayerPicture(), depth=(1, 50), init=['zeros', 'LeCun', 'Xavier', 'He'])"
COUNT_WIDGETS = "from ipywidgets.widgets import widget; len(widget._instances)"
FAILS_BEYOND_30 = """
def fails_beyond_30(depth=10):
    if depth > 30:
        raise RuntimeError(f"no <b>more</b> than 30 layers, please, not {depth}")
    return measure_layers(depth=depth)
"""


@pytest.fixture
def two_labs(notebook_page, server):
    """A notebook with a lab in its second and its third cell, run."""
    return notebook_page.open(server.write_notebook(IMPORTS, DEPTH_LAB, INIT_LAB, COUNT_WIDGETS)).run_all()


def assert_truthful(lab):
    """The picture and the sentence on the page are those of the settings its rebuild line names, drawn afresh here."""
    result = measure_layers(**lab.values())
    assert lab.picture() == LayerPicture().frame(result)
    assert LayerPicture().describe(result) in lab.sentence()


def test_a_notebook_run_twice_shows_one_lab_in_each_cell_and_leaves_nothing_behind(two_labs):
    first = two_labs.output(3)
    two_labs.run_all()
    assert two_labs.labs_per_cell() == [0, 1, 1, 0]
    assert two_labs.output(3) == first
    assert_follows_the_keyboard(two_labs.lab(0), "depth")


def test_run_all_while_a_slider_is_being_dragged(two_labs):
    # The mouse still holds the handle of a slider that is closed in the kernel; a plain IntSlider says this as well.
    two_labs.forgive("^no comm channel defined$")
    runs, depth = two_labs.runs(), two_labs.lab(0).control("depth")
    depth.grab()
    depth.pull_to(0.3)
    two_labs.execute("notebook:run-all-cells")
    for x in (600, 900, 500):
        two_labs.page.mouse.move(x, 500, steps=5)
    two_labs.wait_done(runs + 1)
    two_labs.page.mouse.up()
    assert two_labs.labs_per_cell() == [0, 1, 1, 0]
    assert_follows_the_keyboard(two_labs.lab(0), "depth")


def test_a_kernel_restart_with_the_page_open(two_labs):
    two_labs.restart_and_run_all()
    assert two_labs.labs_per_cell() == [0, 1, 1, 0]
    for lab in two_labs.labs():
        assert_follows_the_keyboard(lab, "depth")


def test_a_slider_moved_after_the_kernel_lost_its_lab_does_no_harm(two_labs):
    two_labs.restart()
    two_labs.lab(0).control("depth").press("End")
    two_labs.run_all()
    assert two_labs.labs_per_cell() == [0, 1, 1, 0]
    assert_follows_the_keyboard(two_labs.lab(0), "depth")


def test_two_labs_moved_alternately_each_show_their_own_last_value(two_labs):
    left, right = two_labs.labs()
    for turn in range(6):
        left.control("depth").press("ArrowRight", "ArrowRight")
        right.control("depth").press("ArrowLeft")
    assert left.settled("depth") - right.settled("depth") == 18
    assert_truthful(left)
    assert_truthful(right)


def test_after_fast_drags_the_picture_is_that_of_the_last_value(two_labs):
    lab = two_labs.lab(0)
    for last in (0, 0.2, 0.5, 0.8, 1):
        lab.control("depth").grab()
        for place in (0.9, 0.1, 0.7, 0.3, last):
            lab.control("depth").pull_to(place, steps=12)
        two_labs.page.mouse.up()
        lab.settled("depth")
        assert_truthful(lab)


def test_a_value_typed_beyond_the_ends_is_brought_back(two_labs):
    lab = two_labs.lab(0)
    for typed, shown in (("1000", "50"), ("0", "1"), ("-3", "1"), ("20", "20"), ("many", "20"), ("nan", "20")):
        lab.control("depth").type(typed)
        eventually(lambda: lab.control("depth").shown() == shown, f"{typed!r} to become {shown}")
        lab.settled("depth")
        assert_truthful(lab)


def test_an_experiment_that_raises_shows_its_message_and_the_lab_goes_on(notebook_page, server):
    notebook_page.open(
        server.write_notebook(IMPORTS, FAILS_BEYOND_30, "Lab(fails_beyond_30, LayerPicture(), depth=(1, 50))")
    ).run_all()
    lab = notebook_page.lab()
    picture = lab.picture()
    lab.control("depth").press("End")
    eventually(
        lambda: "no <b>more</b> than 30 layers, please, not 50" in lab.note(),
        lambda: f"the message; note: {lab.note()}",
    )
    assert "depth" in lab.note()
    assert lab.picture() == picture
    lab.control("depth").press("Home")
    assert lab.settled("depth") == 1
    assert not lab.note()
    assert lab.picture() == LayerPicture().frame(measure_layers(depth=1))


def assert_follows_the_keyboard(lab, name):
    for key in ("Home", "ArrowRight"):
        lab.control(name).press(key)
        lab.settled(name)
        assert_truthful(lab)
