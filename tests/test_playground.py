"""The playground: each phenomenon sets all controls and shows what it says, and any state can be rebuilt."""

import inspect

import ipywidgets as widgets
import numpy as np
import pytest

from helpers.activations import ACTIVATIONS, Activation
from helpers.experiments import Training, WordedTraining
from helpers.live.panel import OWN
from helpers.menu import UnknownName
from helpers.pictures import OverviewPicture
from helpers.playground import ORDINARY, Playground
from helpers.presets import PRESETS


@pytest.fixture(scope="module")
def shared():
    lab = Playground(OverviewPicture())
    yield lab
    lab.close()


@pytest.fixture
def lab(shared):
    return shared.choose("healthy")


def seen(preset, steps=0):
    """The first measurement of a phenomenon, and the one after some steps."""
    training = WordedTraining(**PRESETS[preset].settings)
    first = training.measure()
    training.step(steps)
    return first, training.measure()


def ratio(result):
    return result["gradient_rms"][0] / result["gradient_rms"][-1]


# ---- That each phenomenon is one


def test_a_healthy_training_gets_nearly_all_digits_right_in_200_steps():
    assert seen("healthy", 200)[1]["test_accuracy"] > 0.95


@pytest.mark.parametrize(("preset", "left"), [("vanishing sigmoid", 1e-5), ("vanishing ReLU", 1e-6)])
def test_a_vanished_gradient_leaves_the_loss_where_it_is(preset, left):
    first, last = seen(preset, 100)
    assert ratio(first) < left and last["train_loss"] == pytest.approx(np.log(10), rel=0.01)


@pytest.mark.parametrize(("preset", "steps"), [("exploding", 2), ("diverging", 10)])
def test_numbers_that_grow_end_the_training(preset, steps):
    first, last = seen(preset, steps)
    assert not first["diverged"] and last["diverged"] and last["divergence"]
    assert (ratio(first) > 1000) == (preset == "exploding")


def test_units_die_while_the_loss_falls():
    first, last = seen("dying ReLU", 100)
    assert first["dead_units"].mean() < 0.02 and last["dead_units"].mean() > 0.1
    assert last["train_loss"] < first["train_loss"] / 5


def test_lethal_biases_stop_relu_and_elu_comes_back():
    assert seen("lethal biases", 300)[1]["test_accuracy"] < 0.15
    assert seen("lethal biases, ELU", 300)[1]["test_accuracy"] > 0.95


def test_born_dead_is_dead_before_the_first_step_and_ever_after():
    first, last = seen("born dead", 100)
    assert first["output_range"] == 0 == last["output_range"] and first["dead_fraction"].max() == 1


def test_all_weights_zero_stay_so_but_for_the_output_biases():
    first, last = seen("all weights zero", 100)
    assert first["dead_units"].all() and last["dead_units"].all() and last["train_loss"] < first["train_loss"]


def test_a_price_on_activations_makes_them_sparse_and_one_too_high_silent():
    sparse, strangled = seen("sparse by L1", 300)[1], seen("strangled by L1", 300)[1]
    assert sparse["zero_fraction"].mean() == pytest.approx(2 / 3, abs=0.03)
    assert sparse["test_accuracy"] > 0.94 and strangled["test_accuracy"] < 0.2


def test_saturated_tanh_is_saturated_and_learns_worse():
    first, last = seen("saturated tanh", 200)
    assert first["saturated_fraction"].mean() > 0.5 and last["test_accuracy"] < 0.9


def test_spirals_take_a_nonlinearity():
    assert seen("linear", 300)[1]["test_accuracy"] < 0.7 and seen("spirals", 500)[1]["test_accuracy"] > 0.99


def test_two_relus_may_fail_where_one_absolute_value_does_not():
    assert seen("XOR with two ReLUs", 300)[1]["train_accuracy"] < 0.8
    assert seen("XOR with one |x|", 300)[1]["train_accuracy"] > 0.99


# ---- The lab


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_sets_every_control_and_says_what_to_look_at(shared, name):
    shared.choose(name)
    assert shared.settings | PRESETS[name].settings == shared.settings and shared.result["step"] == 0
    assert shared.page._menu.value == name and shared.page._look.value.count("<") == 2
    others = set(shared.settings) - set(PRESETS[name].settings)
    assert all(shared.settings[other] == ORDINARY[other] for other in others)


def test_a_moved_control_makes_the_settings_the_readers_own_and_back(lab):
    lab.show(depth=7)
    assert lab.page._menu.value == OWN and ">settings" not in lab.page._look.value
    lab.show(depth=5)
    assert lab.page._menu.value == "healthy"


def test_the_menu_is_a_control_like_any_other(lab):
    lab.step(3)
    lab.page._menu.value = "born dead"
    lab.settled()
    assert lab.settings["dataset"] == "|x|" and lab.result["step"] == 0
    lab.page._menu.value = OWN
    lab.settled()
    assert lab.page._menu.value in (OWN, "born dead") and lab.settings["dataset"] == "|x|"


def test_the_same_preset_again_starts_from_the_beginning(lab):
    lab.step(5)
    assert lab.result["step"] == 5
    assert lab.choose("healthy").result["step"] == 0


def test_another_seed_is_still_the_same_phenomenon(lab):
    lab.new_seed()
    lab.settled()
    assert lab.page._menu.value == "healthy" and lab.settings["seed"] == 1


def test_a_preset_off_the_menu_is_answered_with_the_menu(lab):
    with pytest.raises(UnknownName, match="did you mean 'born dead'"):
        lab.choose("bron dead")


def test_the_line_rebuilds_the_state_down_to_the_step(lab):
    lab.step(7)
    lab.show(l1=1e-3)
    lab.step(4)
    again = eval(lab.call, {"Playground": Playground, "OverviewPicture": OverviewPicture}, {})
    assert again.call == lab.call and again.result["train_loss"] == lab.result["train_loss"]
    again.close()


def test_every_setting_has_a_control_but_what_only_measures_and_what_most_activations_lack(lab):
    assert set(inspect.signature(Training).parameters) == {*lab.settings, "examples", "slope"}


def test_an_own_activation_is_on_its_menu(monkeypatch):
    monkeypatch.setitem(ACTIVATIONS, "mine", Activation("mine", np.sin, np.cos))
    lab = Playground(OverviewPicture()).show(activation="mine")
    assert "mine, He" in lab.page.text
    lab.close()


def test_all_controls_stand_under_a_heading_and_close_with_the_lab(lab):
    before = set(widgets.widget._instances)
    other = Playground(OverviewPicture())
    grids = [part for part in other.page.box.children if isinstance(part, widgets.GridBox)]
    assert [control for grid in grids for control in grid.children] == [
        other.controls[name] for names in other._groups.values() for name in names
    ]
    assert len(grids) == 3 and sum(len(grid.children) for grid in grids) == len(other.controls)
    other.close()
    assert set(widgets.widget._instances) == before


# ---- The words on its sliders


def test_words_stand_for_none():
    training = WordedTraining(training_examples="all", clip_norm="off")
    assert training.clip_norm is None and len(training.split.train_inputs) == 1438
    training.clip_norm = 0.5
    assert training.clip_norm == 0.5
    training.clip_norm = "off"
    assert training.clip_norm is None
    with pytest.raises(ValueError, match="clip_norm must be a finite number"):
        training.clip_norm = "all"
