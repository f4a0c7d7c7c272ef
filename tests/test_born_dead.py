"""Born dead: the estimates against Lu et al.'s bounds, exact values, and real networks looked at one by one."""

import re

import numpy as np
import pytest

from helpers.experiments import born_dead_map, born_dead_probability, measure_born_dead
from helpers.network import Network
from helpers.pictures import BornDeadPicture
from helpers.theory import born_dead_bounds


@pytest.mark.parametrize(
    ("width", "depth", "expected", "tolerance"),
    [(2, 10, 0.8806, 0.005), (2, 3, 5 / 32, 0.003), (3, 10, 0.579, 0.006), (3, 3, 11 / 256, 0.003)],
)
def test_the_published_and_the_exact_values_are_met(width, depth, expected, tolerance):
    estimate, error = born_dead_probability(width, depth, networks=100_000, seed=1)
    assert estimate == pytest.approx(expected, abs=tolerance)
    assert error == pytest.approx(np.sqrt(expected * (1 - expected) / 100_000), rel=0.05)


# Measured by an independent program, 200,000 networks each (100,000 from width 5 on, 40,000 at width 10).
TABLE = {
    (2, 5): 0.49804, (2, 20): 0.99309, (3, 5): 0.20762, (3, 20): 0.88907, (5, 10): 0.12869, (5, 20): 0.35531,
    (5, 50): 0.75065, (10, 10): 0.00143, (10, 20): 0.00745,
}  # fmt: skip


def test_the_map_agrees_with_another_program_and_with_both_bounds():
    networks = 10_000
    found = born_dead_map(widths=[2, 3, 5, 10], depths=range(2, 51), networks=networks)
    columns = dict(zip(found["widths"].tolist(), found["probability"]))
    for (width, depth), expected in TABLE.items():
        spread = np.sqrt(expected * (1 - expected) / networks)
        assert abs(columns[width][depth - 2] - expected) < 4 * spread, (width, depth)
    for low, high, p in zip(found["lower_bound"].flat, found["upper_bound"].flat, found["probability"].flat):
        assert low - 4 * np.sqrt(low * (1 - low) / networks) - 1 / networks <= p
        assert p <= high + 4 * np.sqrt(high * (1 - high) / networks) + 1 / networks
    assert found["lower_bound"][0, 8] == born_dead_bounds(2, 10)[0]


def test_depths_of_the_map_are_prefixes_of_one_run_and_equal_the_single_call():
    found = born_dead_map(widths=[2, 4], depths=[2, 7, 30], networks=3000, seed=5)
    assert (np.diff(found["probability"], axis=1) >= 0).all()
    for place, width in enumerate((2, 4)):
        for column, depth in enumerate((2, 7, 30)):
            estimate, error = born_dead_probability(width, depth, networks=3000, seed=5)
            assert found["probability"][place, column] == estimate
            assert found["standard_error"][place, column] == error


def test_real_networks_that_are_constant_are_as_many():
    depth, stacks = 8, 4000
    network = Network([1, *[3] * (depth - 1), 1], replicas=stacks, dtype=np.float64)
    output = network.forward(np.linspace(-1.7, 1.7, 9)[:, None]).output
    share = np.mean(np.ptp(output, axis=1)[:, 0] == 0)
    estimate, _ = born_dead_probability(3, depth, networks=100_000)
    assert share == pytest.approx(estimate, abs=4 * np.sqrt(0.25 / stacks))


def test_a_thousand_layers_do_not_underflow():
    assert born_dead_probability(40, 1000, networks=5)[0] == 0


def test_the_same_seed_repeats_and_another_does_not():
    assert born_dead_probability(3, 10, 5000, seed=1) == born_dead_probability(3, 10, 5000, seed=1)
    assert born_dead_probability(3, 10, 5000, seed=1) != born_dead_probability(3, 10, 5000, seed=2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((0, 5), "width must be"), ((2, 1), "depth must be a whole number of at least 2, not 1"), ((2, 5, 0), "networks"),
     ((2, 2.5), "depth must be"), ((2, 5, 10, -1), "seed")],
)  # fmt: skip
def test_impossible_networks_are_answered_in_words(arguments, words):
    with pytest.raises(ValueError, match=words):
        born_dead_probability(*arguments)


# ---- The cell of a lab


def test_a_cell_counts_hidden_layers_and_lies_on_the_kept_map():
    cell = measure_born_dead(3, 9, networks=500, seed=2)
    assert (cell["probability"], cell["standard_error"]) == born_dead_probability(3, 10, networks=500, seed=2)
    assert (cell["lower_bound"], cell["upper_bound"]) == born_dead_bounds(3, 10)
    place = list(cell["map_widths"]).index(3), list(cell["map_depths"]).index(9)
    assert cell["map_probability"][place] == cell["probability"]
    assert cell["map_probability"] is measure_born_dead(2, 1, networks=500, seed=2)["map_probability"]


@pytest.mark.parametrize(("width", "depth", "words"), [(1, 5, "width"), (11, 5, "from 2 to 10"), (2, 61, "depth")])
def test_a_cell_off_the_map_is_answered_in_words(width, depth, words):
    with pytest.raises(ValueError, match=words):
        measure_born_dead(width, depth, networks=500)


def read_aloud(width, depth):
    return BornDeadPicture().describe(measure_born_dead(width, depth, networks=500))


def test_the_picture_reads_the_share_the_bounds_and_the_width_that_helps():
    assert re.match("9 hidden layers of 2 units: 91 % of 500 random networks are born dead", read_aloud(2, 9))
    assert "at least 87 % and at most 92 %" in read_aloud(2, 9)
    assert "none of 500 random networks is born dead" in read_aloud(10, 1)
    assert "1 hidden layer of" in read_aloud(10, 1)
    assert "all of 500 random networks are born dead" in read_aloud(2, 60)
    assert "no width up to 10 makes it rare" in read_aloud(10, 60)
    assert re.search("below 1 % from width [89] on", read_aloud(2, 9))


def test_the_picture_rings_the_cell_and_labels_every_width_once():
    axes = BornDeadPicture().draw(measure_born_dead(5, 30, networks=500)).axes[0]
    rings = [line for line in axes.lines if line.get_fillstyle() == "none"]
    assert [line.get_xdata()[0] for line in rings] == [30]
    labels = " ".join(text.get_text() for text in axes.texts)
    named = [
        n for first, last in re.findall(r"(\d+)(?:–(\d+))?", labels) for n in range(int(first), int(last or first) + 1)
    ]
    assert sorted(named) == list(range(2, 11))
