"""The phase map in a real browser: its cross-hair is dragged in the picture, and a new map tells how far it is."""

import pytest

from tests.browser.waiting import eventually

PHASE_LAB = """
import sys; sys.path.insert(0, "..")
from helpers.controls import log_range
from helpers.experiments import measure_phase
from helpers.lab import Lab
from helpers.pictures import PhasePicture
Lab(measure_phase, PhasePicture(), depth=(1, 50), weight_scale=log_range(0.1, 10), activation=["ReLU", "tanh"])
"""


@pytest.fixture
def lab(notebook_page, server):
    return notebook_page.open(server.write_notebook(PHASE_LAB)).run_all().lab()


def shown(lab):
    return lab.settled("depth"), lab.settled("weight_scale")


def point_at(lab, across, up):
    """The mouse goes to a place in the map, as shares of it from the left and from the bottom."""
    grip = lab.root.locator(".gradient-lab-grip-area")
    grip.scroll_into_view_if_needed()
    edges = grip.bounding_box()
    lab.page.mouse.move(edges["x"] + across * edges["width"], edges["y"] + (1 - up) * edges["height"], steps=4)


def test_the_cross_hair_follows_the_mouse_in_the_map(lab, screenshots):
    assert shown(lab) == (20, 1.0)
    point_at(lab, 0.5, 0.89)
    assert shown(lab) == (20, 1.0)  # nothing is pressed yet
    lab.page.mouse.down()
    eventually(lambda: lab.values()["depth"] == 45, lambda: f"depth 45; it says {lab.call()}")
    point_at(lab, 0.75, 0.29)
    eventually(lambda: lab.values()["depth"] == 15, lambda: f"depth 15; it says {lab.call()}")
    assert shown(lab) == (15, pytest.approx(10**0.5, rel=0.13))
    lab.screenshot(screenshots / "grip-dragged.png")
    point_at(lab, 1.5, -0.5)  # beyond the map, where the mouse still holds it
    eventually(lambda: lab.values()["depth"] == 1, lambda: f"depth 1; it says {lab.call()}")
    assert shown(lab) == (1, 10.0)
    lab.page.mouse.up()
    point_at(lab, 0.2, 0.5)
    assert shown(lab) == (1, 10.0)


def test_the_grip_lies_where_the_picture_has_its_map(lab):
    edges, image = (lab.root.locator(part).bounding_box() for part in (".gradient-lab-grip", "img.gradient-lab-screen"))
    for side in ("x", "y", "width", "height"):
        assert edges[side] == pytest.approx(image[side], abs=4), side


def test_a_new_map_shows_how_far_it_is(lab):
    bar = lab.root.locator(".gradient-lab-progress")
    assert bar.count() == 1 and not bar.is_visible()
    lab.control("activation").press("End")
    eventually(bar.is_visible, "the bar")
    eventually(lambda: "of 4" in bar.inner_text(), lambda: f"how far it is, not {bar.inner_text()}")
    lab.settled("activation")
    assert not bar.is_visible()
