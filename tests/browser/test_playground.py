"""The playground in a real browser: each entry of its menu sets all controls, has a true picture, and can be rebuilt."""

import pytest

from helpers.presets import PRESETS
from tests.browser.waiting import eventually

CELL = """
import sys; sys.path.insert(0, "..")
from helpers.pictures import OverviewPicture
from helpers.playground import Playground
playground = Playground(OverviewPicture())
playground
"""
SEEN = {  # what the sentence must say of a phenomenon that is there before the first step
    "vanishing sigmoid": "vanished",
    "vanishing ReLU": "vanished",
    "exploding": "exploding",
    "lethal biases": "35 born dead",
    "born dead": "No unit is alive in layers 5 to 10",
    "all weights zero": "exactly zero in all 5 layers",
}


@pytest.fixture
def playground(notebook_page, server):
    notebook_page.open(server.write_notebook(CELL)).run_all()
    return notebook_page.lab()


def chosen(menu):
    return menu.evaluate("menu => menu.selectedOptions[0].innerText").replace("\u00a0", " ")


def is_set(playground, preset):
    """Whether the rebuild line, the last thing to follow, names the preset's settings."""
    return PRESETS[preset].settings.items() <= playground.values().items()


def test_every_preset_is_chosen_from_the_menu_read_aloud_and_rebuilt(notebook_page, playground, screenshots):
    menu, look = (playground.root.locator(f".gradient-lab-{part}") for part in ("presets select", "look"))
    names = [name.replace("\u00a0", " ") for name in menu.locator("option").all_inner_texts()]
    assert names[1:] == [*PRESETS]
    for name in reversed(names[1:]):  # the lab starts with the first
        menu.select_option(name)
        eventually(lambda: look.inner_text().strip() == PRESETS[name].look, lambda: f"what to see of {name}")
        eventually(lambda: is_set(playground, name), lambda: f"the settings of {name}; it says {playground.call()}")
        for control in playground.controls():
            playground.settled(control.name)
        assert not playground.note() and SEEN.get(name, "loss") in playground.sentence(), (name, playground.sentence())
        assert notebook_page.rebuild(playground.call()) == playground.what_is_shown(), name
        assert chosen(menu) == name
    playground.screenshot(screenshots / "playground-preset.png")


def test_a_control_that_is_moved_leaves_the_preset(playground):
    menu = playground.root.locator(".gradient-lab-presets select")
    menu.select_option("born dead")
    eventually(lambda: is_set(playground, "born dead"), "the preset to be set")
    playground.settled("width")
    playground.control("width").press("ArrowRight")
    eventually(lambda: chosen(menu) == "settings of your own", "the menu to name no preset")
    assert playground.settled("width") == 3
