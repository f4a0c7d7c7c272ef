"""Killing half a layer: who is dead, what exactly stays as it was, and who comes back."""

import inspect

import numpy as np
import pytest

from helpers.experiments import Killing, Training, count_revivals, measure_killing, measure_plane, measure_training

SMALL = dict(dataset="two moons", depth=3, width=16, batch_size=50)


def pre_activations(killing):
    return killing.network.forward(killing.split.train_inputs).pre_activations[killing.layer]


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_half_of_the_layer_dies_at_the_step_named_and_the_other_half_does_not(layer):
    killing = Killing(**SMALL, killed_layer=layer, kill_at=5)
    twin = Training(**SMALL)
    killing.step(4)
    twin.step(5)
    assert killing.alive.any()
    killing.step(1)
    dead = killing.measure()["dead_units"][layer - 1]
    assert dead[:8].all() and not killing.alive.any()
    assert (dead[8:] == twin.measure()["dead_units"][layer - 1, 8:]).all()
    assert all((ours == theirs).all() for ours, theirs in zip(killing.network.weights, twin.network.weights))


def test_the_nearest_example_lies_at_the_margin():
    killing = Killing(**SMALL, killed_layer=2, kill_at=0, margin=0.3)
    assert pre_activations(killing)[:, :8].max(axis=0) == pytest.approx(-0.3, abs=1e-5)


def test_in_layer_1_plain_sgd_changes_nothing_and_above_it_units_return():
    found = count_revivals(layers=(1, 3), seeds=2, steps=200, frames=20, learning_rate=0.3, margin=0.1, **SMALL)
    assert (found["killed"] == 8).all()
    assert (found["largest_change"][0] == 0.0).all() and (found["revived"][0] == 0).all()
    assert (found["revived"][1] > 0).all() and (found["largest_change"][1] > 0).all()
    assert (found["alive"] <= found["revived"]).all()


def test_momentum_moves_what_no_example_moves():
    found = count_revivals(layers=[1], seeds=2, steps=50, optimizer="momentum", learning_rate=0.03, **SMALL)
    assert (found["largest_change"] > 0).all()


def test_weight_decay_moves_weights_but_wakes_no_unit_whose_bias_is_below_zero():
    killing = Killing(**SMALL, weight_decay=0.1, kill_at=0, margin=0.5)
    before = killing.incoming
    killing.step(300)
    assert (before[-1] < 0).all() and not killing.alive.any()
    assert killing.incoming[:-1] == pytest.approx(before[:-1] * (1 - 0.1 * 0.1) ** 300, rel=1e-3)
    assert (killing.incoming[-1] == before[-1]).all()


def test_a_count_says_what_its_killings_say():
    found = count_revivals(layers=[2], seeds=2, steps=60, frames=3, seed=4, learning_rate=0.3, margin=0.1, **SMALL)
    for place, seed in enumerate((4, 5)):
        killing = Killing(**SMALL, killed_layer=2, seed=seed, learning_rate=0.3, margin=0.1)
        killing.step(20)
        seen = []
        for _ in range(3):
            killing.step(20)
            seen.append(killing.measure()["dead_units"][1, :8])
        assert found["revived"][0, place] == 8 - np.all(seen, axis=0).sum()
        assert found["alive"][0, place] == 8 - seen[-1].sum()


def test_a_killing_that_diverges_counts_for_nothing():
    found = count_revivals(layers=[1, 2], seeds=1, steps=100, learning_rate=1e6, **SMALL)
    assert np.isnan(found["revived"]).all() and found["revived"].shape == (2, 1)


def test_a_network_of_one_unit_loses_it():
    killing = Killing(dataset="two moons", depth=1, width=1, kill_at=0)
    assert killing.measure()["dead_units"].all()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (dict(killed_layer=6), "killed_layer must be a whole number from 1 to 5, not 6"),
        (dict(margin=0), "margin must lie between 0.01 and"),
        (dict(kill_at=-1), "kill_at must be a whole number of at least 0"),
    ],
)
def test_what_cannot_be_killed_is_answered_in_words(settings, words):
    with pytest.raises(ValueError, match=words):
        Killing(**settings)


def test_a_finished_training_is_what_the_same_steps_by_hand_give():
    training = Training(**SMALL, learning_rate=0.3)
    training.measure()
    for _ in range(4):
        training.step(10)
        by_hand = training.measure()
    found = measure_training(steps=40, frames=4, learning_rate=0.3, **SMALL)
    assert found["step_history"].tolist() == [0, 10, 20, 30, 40]
    assert (found["unit_history"] == by_hand["unit_history"]).all() and found["events"] == by_hand["events"]


def test_a_finished_training_that_diverges_says_so():
    found = measure_training(steps=100, learning_rate=1e6, **SMALL)
    assert found["diverged"] and found["divergence"] and found["step"] < 100


@pytest.mark.parametrize("experiment", [Killing, measure_killing, measure_training])
def test_a_lab_can_read_the_arguments_and_their_defaults(experiment):
    defaults = {name: parameter.default for name, parameter in inspect.signature(experiment).parameters.items()}
    usual = {name: parameter.default for name, parameter in inspect.signature(Training).parameters.items()}
    assert usual.items() <= defaults.items()
    assert inspect.Parameter.empty not in defaults.values()


def test_a_finished_killing_names_the_killed_and_shows_their_death():
    found = measure_killing(steps=40, frames=4, killed_layer=2, kill_at=10, **SMALL)
    assert found["killed_units"].sum(axis=1).tolist() == [0, 8, 0]
    dead = found["dead_history"][:, found["killed_units"]]
    assert not dead[0].all() and dead[1].all()


def test_a_finished_training_in_the_plane_has_its_lines_and_its_defaults():
    found = measure_plane(steps=20, frames=2)
    assert found["hinges"].shape == (found["width"], 3) and found["step_history"].tolist() == [0, 10, 20]
    assert inspect.signature(measure_plane).parameters["dataset"].default == found["dataset"] == "two moons"
    with pytest.raises(ValueError, match="dataset must have two inputs"):
        measure_plane(dataset="digits")
