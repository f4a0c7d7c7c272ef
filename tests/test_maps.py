"""Maps and comparisons: every cell equals the experiment it stands for, and divergence is never counted as death."""

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS
from helpers.datasets import DATASETS
from helpers.experiments import Training, compare, death_map, measure_layers, phase_map, starting_map, train_seeds
from helpers.experiments.training_maps import train_grid
from helpers.initializers import INITIALIZERS
from helpers.network import Network

SMALL = {"dataset": "two moons", "width": 8, "depth": 2, "batch_size": 50}


# The phase map

DEPTHS, SCALES = [1, 2, 6, 15], [0.2, 1.0, 4.0]
SAME = {
    "activation_mean": ("activation_mean", -1), "activation_std": ("activation_std", -1),
    "zero_fraction": ("zero_fraction", -1), "saturated_fraction": ("saturated_fraction", -1),
    "gradient_rms": ("gradient_rms", 0), "last_gradient_rms": ("gradient_rms", -1),
}  # fmt: skip


def assert_every_cell_is_measured(**settings):
    found = phase_map(DEPTHS, SCALES, **settings)
    for row, depth in enumerate(DEPTHS):
        for column, scale in enumerate(SCALES):
            cell = measure_layers(depth=depth, weight_scale=scale, **{"examples": 128} | settings)
            assert found["diverged"][row, column] == cell["diverged"]
            for name, (key, layer) in SAME.items():
                np.testing.assert_allclose(
                    found[name][row, column], cell[key][layer], rtol=2e-4, atol=1e-30, err_msg=f"{name} {depth} {scale}"
                )
    return found


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_every_cell_of_the_phase_map_is_what_measure_layers_finds(activation):
    assert_every_cell_is_measured(activation=activation, width=16, seed=3)


@pytest.mark.parametrize("init", list(INITIALIZERS))
def test_the_phase_map_holds_for_every_init(init):
    assert_every_cell_is_measured(init=init, width=16, bias=0.1)


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_the_phase_map_holds_for_every_data_set(dataset):
    assert_every_cell_is_measured(dataset=dataset, width=8, activation="tanh", examples=50)


def test_a_plain_numpy_loop_gives_the_same_gradient_ratio():
    x, y, *_ = DATASETS["digits"].load()
    network = Network([64, *[32] * 4, 10], "tanh", weight_scale=1.5, seed=2, dtype=np.float64)
    signal, slopes = x[:128], []
    for weights in network.weights[:-1]:
        signal = np.tanh(signal @ weights)
        slopes.append(1 - signal**2)
    p = np.exp(signal @ network.weights[-1])
    delta = p / p.sum(axis=1, keepdims=True) - np.eye(10)[y[:128]]
    sizes = []
    for weights, slope in zip(network.weights[:0:-1], slopes[::-1]):
        delta = delta @ weights.T * slope
        sizes.append(np.sqrt((delta**2).mean()))
    found = phase_map([4], [1.5], activation="tanh", width=32, seed=2)
    assert found["gradient_ratio"][0, 0] == pytest.approx(sizes[-1] / sizes[0], rel=1e-4)


def test_vanished_dead_and_diverged_cells_keep_apart():
    found = phase_map([5, 60], [0.0, 1e-3, 1e6], width=16)
    assert found["diverged"].tolist() == [[False, False, False], [False, False, True]]
    assert np.isnan(found["gradient_ratio"][:, 0]).all()  # no gradient in any layer has no ratio
    assert 0 < found["gradient_ratio"][0, 1] < 1e-10


def test_deep_in_chaos_where_rounding_errors_explode_the_map_is_still_exact():
    settings = {"activation": "tanh", "width": 32, "seed": 1}
    found = phase_map([60], [3.3, 5.7], examples=64, **settings)
    for column, scale in enumerate((3.3, 5.7)):
        cell = measure_layers(depth=60, weight_scale=scale, examples=64, **settings)
        assert found["activation_std"][0, column] == pytest.approx(cell["activation_std"][-1], rel=1e-6)
        assert found["gradient_ratio"][0, column] == pytest.approx(
            cell["gradient_rms"][0] / cell["gradient_rms"][-1], rel=1e-3
        )


@pytest.mark.parametrize(("width", "depth", "scale"), [(16, 7, 1e5), (2, 9, 1e6)])
def test_a_map_and_a_single_network_call_the_same_cells_diverged(width, depth, scale):
    """Also where only the output overflows (first case), and where ReLU turns minus infinity into zero again (second)."""
    shallow = depth - 3
    for seed in range(10):
        found = phase_map([shallow, depth], [scale], width=width, seed=seed)["diverged"][:, 0]
        cells = [measure_layers(depth=d, width=width, weight_scale=scale, seed=seed) for d in (shallow, depth)]
        assert found.tolist() == [cell["diverged"] for cell in cells], seed


def test_the_forward_map_alone_is_the_same():
    full, forward = (phase_map(DEPTHS, SCALES, width=16, gradients=gradients) for gradients in (True, False))
    np.testing.assert_array_equal(full["activation_std"], forward["activation_std"])
    assert "gradient_ratio" not in forward


def stop_after(cells):
    def progress(done, total):
        if done == cells:
            raise KeyboardInterrupt

    return progress


def test_a_stopped_phase_map_keeps_its_columns(monkeypatch):
    monkeypatch.setattr("helpers.experiments.phase.GROUP", 1)
    full, found = (phase_map([2, 5], SCALES, width=8, progress=progress) for progress in (None, stop_after(2)))
    np.testing.assert_array_equal(found["gradient_ratio"][:, :2], full["gradient_ratio"][:, :2])
    assert np.isnan(found["gradient_ratio"][:, 2]).all() and np.isnan(found["diverged"][:, 2].astype(float)).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({"depths": [0, 3]}, "depths"), ({"depths": []}, "depths"), ({"weight_scales": [np.nan]}, "weight_scales must be"),
     ({"weight_scales": []}, "weight_scales"), ({"init": "he"}, "did you mean 'He'"), ({"examples": 0}, "examples must be")],
)  # fmt: skip
def test_impossible_maps_are_answered_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        phase_map(**arguments)


# Maps of trainings


def test_each_cell_of_a_training_map_is_a_training():
    found = starting_map(["tanh", "ReLU"], ["LeCun", "He"], [1, 3], dataset="two moons", width=8, steps=40, seed=3)
    assert found["test_accuracy"].shape == (2, 2, 2, 1) and found["reached"].all()
    settings = {"dataset": "two moons", "width": 8, "learning_rate": 0.05, "batch_size": 32, "seed": 3}
    training = Training(activation="ReLU", init="LeCun", depth=3, **settings)
    before = training.measure()
    training.step(40)
    after = training.measure()
    assert found["test_accuracy"][1, 0, 1, 0] == after["test_accuracy"]
    assert found["dead_share"][1, 0, 1, 0] == after["dead_units"].mean()
    assert found["untrained_gradient_ratio"][1, 0, 1, 0] == before["gradient_rms"][0] / before["gradient_rms"][-1]
    assert found["axes"] == {"activation": ["tanh", "ReLU"], "init": ["LeCun", "He"], "depth": [1, 3]}


def test_the_findings_count_deaths_and_revivals_by_hand():
    found = train_seeds(2, steps=100, frames=5, learning_rate=0.5, seed=1)
    training = Training(learning_rate=0.5, seed=2)
    masks = [training.measure()["dead_units"]]
    for _ in range(5):
        training.step(20)
        masks.append(training.measure()["dead_units"])
    assert found["deaths"][1] == sum((after & ~before).sum() for before, after in zip(masks, masks[1:]))
    assert found["revivals"][1] == sum((before & ~after).sum() for before, after in zip(masks, masks[1:]))
    assert found["untrained_dead_share"][1] == masks[0].mean() and found["dead_share"][1] == masks[-1].mean()


def test_divergence_is_counted_apart_and_never_as_death():
    found = death_map([0.1, 100.0], [0.0, -30.0], seeds=2, steps=30, depth=3, width=32)
    assert found["diverged"][:, 0].tolist() == [[0, 0], [1, 1]]
    assert np.isnan(found["dead_share"][1, 0]).all() and (found["diverged_at"][1, 0] < 10).all()
    assert (found["dead_share"][:, 1] > 0.9).all()  # so negative a bias that hardly any unit ever wakes


def test_a_stopped_training_map_keeps_its_cells():
    axes = {"learning_rate": [0.1, 0.2], "bias": [0.0, 0.1]}
    full, found = (train_grid(axes, seeds=2, steps=5, progress=progress, **SMALL) for progress in (None, stop_after(3)))
    assert found["reached"].tolist() == [[True, True], [True, False]]
    np.testing.assert_array_equal(found["train_loss"][0], full["train_loss"][0])
    assert np.isnan(found["train_loss"][1, 1]).all()


def test_a_wrong_name_is_answered_before_anything_is_trained():
    told = []
    with pytest.raises(ValueError, match="no setting of a training named"):
        train_grid({"learning_rates": [0.1]}, progress=lambda *place: told.append(place))
    assert told == []
    with pytest.raises(ValueError, match="biases must hold at least one value"):
        death_map(biases=[])
    with pytest.raises(ValueError, match="contenders must hold"):
        compare({})
    with pytest.raises(ValueError, match="no setting of a training named"):
        compare({"a": {}, "b": {"activations": "ReLU"}})
    for wrong in ({"seeds": 0}, {"steps": -1}, {"frames": 0}):
        with pytest.raises(ValueError, match="must be a whole number"):
            train_seeds(**wrong)


# Comparisons


@pytest.fixture(scope="module")
def comparison():
    return compare(
        {"low rate": {"learning_rate": 0.1}, "high rate": {"learning_rate": 1.3}}, seeds=5, steps=60, seed=2, depth=4
    )


def test_a_comparison_holds_what_each_seed_found(comparison):
    for row, rate in enumerate((0.1, 1.3)):
        for seed in (2, 6):
            training = Training(learning_rate=rate, seed=seed, depth=4)
            training.step(60)
            value = comparison["test_accuracy"]["values"][row, seed - 2]
            np.testing.assert_equal(value, np.nan if training.diverged_at else training.measure()["test_accuracy"])


def test_a_comparison_counts_the_diverged_apart_and_judges_the_rest(comparison):
    table = comparison["dead_share"]
    assert comparison["reached"].tolist() == [5, 5]
    assert comparison["diverged"].tolist() == np.isnan(table["values"]).sum(axis=1).tolist()
    assert comparison["diverged"][0] == 0 < comparison["diverged"][1]
    assert table["mean"][0] == pytest.approx(table["values"][0].mean())
    assert table["low"][0] < table["mean"][0] < table["high"][0]


def test_contenders_are_compared_seed_by_seed(comparison):
    loss = comparison["train_loss"]
    gaps = loss["values"][1] - loss["values"][0]
    assert loss["difference_mean"][1] == pytest.approx(np.nanmean(gaps))
    assert (loss["difference_mean"][0], loss["difference_low"][0], loss["difference_high"][0]) == (0, 0, 0)


def test_large_comparisons_are_cut_into_stacks_with_the_same_result(monkeypatch):
    contenders = {"ReLU": {}, "tanh": {"activation": "tanh"}}
    whole = compare(contenders, seeds=5, steps=10, **SMALL)
    monkeypatch.setattr("helpers.experiments.findings.STACK", 2 * 8 * 50 * 2)
    seen = []
    cut = compare(contenders, seeds=5, steps=10, progress=lambda *place: seen.append(place), **SMALL)
    assert seen[-1] == (6, 6)
    np.testing.assert_array_equal(cut["train_loss"]["values"], whole["train_loss"]["values"])


def test_a_stopped_comparison_says_how_many_it_reached(monkeypatch):
    monkeypatch.setattr("helpers.experiments.findings.STACK", 1)
    found = compare({"one": {}, "two": {}}, seeds=3, steps=2, progress=stop_after(4), **SMALL)
    assert found["reached"].tolist() == [3, 1] and found["diverged"].tolist() == [0, 0]
    assert np.isfinite(found["train_loss"]["mean"]).all()
