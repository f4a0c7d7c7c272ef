"""The data sets are what their names say, whole, standardized, repeatable, and a damaged file is refused in words."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from helpers.data_files import DATA, DataFileError, read_data_file
from helpers.datasets import DATASETS, Dataset

everything = pytest.mark.parametrize("name", DATASETS)


def _points(name):
    """Training inputs before standardization, and their targets."""
    return DATASETS[name].draw(np.random.default_rng(0))[0]


def test_the_menu_has_the_names_of_the_design():
    names = ["digits", "two moons", "circles", "spirals", "XOR", "parity", "|x|"]
    assert [name for name in DATASETS if name in names] == names


@everything
def test_a_split_has_the_announced_shapes_and_types(name):
    dataset = DATASETS[name]
    split = dataset.load()
    for inputs, targets in [split[:2], split[2:]]:
        assert inputs.dtype == np.float32 and inputs.shape == (len(targets), dataset.inputs)
        if dataset.task == "classification":
            assert targets.dtype == np.int64 and set(targets) == set(range(dataset.outputs))
        else:
            assert targets.dtype == np.float32 and targets.shape == (len(inputs), dataset.outputs)
    share = len(split.test_inputs) / (len(split.train_inputs) + len(split.test_inputs))
    assert share == pytest.approx(0.2, abs=0.001)


@everything
def test_training_inputs_have_mean_0_and_variance_1(name):
    inputs = DATASETS[name].load().train_inputs.astype(float)
    varying = inputs.std(axis=0) > 0
    np.testing.assert_allclose(inputs.mean(axis=0), 0, atol=1e-3)
    np.testing.assert_allclose(inputs.std(axis=0)[varying], 1, atol=1e-3)
    assert varying.sum() >= min(DATASETS[name].inputs, 61)


@everything
def test_a_seed_repeats_its_split_and_another_seed_changes_it(name):
    dataset = DATASETS[name]
    fresh = replace(dataset).load(seed=3)  # an equal data set that remembers nothing
    for array, again in zip(dataset.load(seed=3), fresh, strict=True):
        np.testing.assert_array_equal(array, again)
    assert not np.array_equal(fresh.train_inputs, dataset.load(seed=4).train_inputs)


def test_a_slider_move_does_not_read_the_file_again():
    assert DATASETS["digits"].load(seed=0) is DATASETS["digits"].load()


@everything
def test_the_first_examples_are_a_fair_sample(name):
    targets = DATASETS[name].load().train_targets
    assert targets[:200].mean() == pytest.approx(targets.mean(), rel=0.2)


@everything
def test_nobody_can_change_what_the_next_lab_gets(name):
    with pytest.raises(ValueError, match="read-only"):
        DATASETS[name].load().train_inputs[0] = 0


def test_a_digit_keeps_its_ink_and_its_blank_pixels():
    split = DATASETS["digits"].load()
    table = np.loadtxt(DATA / "digits.csv", delimiter=",", skiprows=1)
    assert table.shape == (1797, 65) and len(split.train_inputs) + len(split.test_inputs) == 1797
    counts = np.bincount(np.concatenate([split.train_targets, split.test_targets]))
    assert counts.tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]  # as the UCI repository counts them
    assert not split.train_inputs[:, 0].any() and np.isfinite(split.test_inputs).all()


def test_digits_are_told_apart_by_their_nearest_training_image():
    train, labels, test, wanted = DATASETS["digits"].load()
    distances = (test**2).sum(1)[:, None] - 2 * test @ train.T + (train**2).sum(1)
    assert (labels[distances.argmin(axis=1)] == wanted).mean() > 0.95


def test_no_image_is_both_trained_on_and_tested_on(rng):
    (train, _), (test, _) = DATASETS["digits"].draw(rng)
    table = np.loadtxt(DATA / "digits.csv", delimiter=",", skiprows=1)[:, :-1]
    assert sorted(map(tuple, np.concatenate([train, test]))) == sorted(map(tuple, table))


def test_circles_lie_on_two_rings():
    points, ring = _points("circles")
    radius = np.hypot(*points.T)
    assert radius[ring == 0].mean() == pytest.approx(1.0, abs=0.02)
    assert radius[ring == 1].mean() == pytest.approx(0.5, abs=0.02)


def test_moons_are_half_circles_around_two_centers():
    points, moon = _points("two moons")
    from_own_center = points - np.where(moon[:, None] == 0, [0, 0], [1, 0.5])
    assert np.hypot(*from_own_center.T).std() < 0.15
    assert (from_own_center[moon == 0, 1] > -0.35).all() and (from_own_center[moon == 1, 1] < 0.35).all()


def test_spirals_are_one_arm_and_its_half_turn():
    points, arm = _points("spirals")
    upright = np.where(arm[:, None] == 0, points, -points)
    radius, angle = np.hypot(*upright.T), np.arctan2(*upright.T[::-1])
    off_the_arm = (angle - 3 * np.pi * radius + np.pi) % (2 * np.pi) - np.pi
    assert np.sqrt(np.mean((radius * off_the_arm) ** 2)) < 0.3


def test_xor_is_told_by_the_signs_and_by_no_single_coordinate():
    points, label = _points("XOR")
    assert ((points.prod(axis=1) < 0) == label).mean() > 0.99
    assert abs(np.corrcoef(points[:, 0], label)[0, 1]) < 0.1


def test_parity_has_every_pattern_once():
    (train, odd), (test, _) = DATASETS["parity"].draw(np.random.default_rng(0))
    patterns = np.concatenate([train, test])
    assert len(np.unique(patterns, axis=0)) == len(patterns) == 1024 and set(patterns.ravel()) == {-1.0, 1.0}
    np.testing.assert_array_equal((train > 0).sum(axis=1) % 2, odd)


def test_absolute_value_covers_its_interval_evenly():
    split = DATASETS["|x|"].load()
    np.testing.assert_array_equal(split.train_targets, np.abs(split.train_inputs))
    counts, _ = np.histogram(split.train_inputs, bins=10, range=(-np.sqrt(3), np.sqrt(3)))
    assert counts.tolist() == [80] * 10


@pytest.mark.parametrize("seed", [-1, 0.5, float("nan"), "0", None])
def test_a_bad_seed_is_answered_with_the_right_kind(seed):
    with pytest.raises(ValueError, match="seed must be a whole number of at least 0, not"):
        DATASETS["XOR"].load(seed=seed)


def test_a_reader_can_add_a_data_set_in_a_cell():
    def draw(rng):
        return (rng.random((8, 1)), np.arange(8) % 2), (rng.random((2, 1)), np.arange(2))

    mine = Dataset("mine", "Noise.", "me", inputs=1, outputs=2, draw=draw)
    assert mine.load().train_inputs.shape == (8, 1)


@pytest.fixture
def copied_data(tmp_path):
    for name in ("digits.csv", "SHA256SUMS"):
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def _altered(content):
    return content[:500] + b"7" + content[501:]


def _truncated(content):
    return content[:100_000]


@pytest.mark.parametrize("damage", [_altered, _truncated])
def test_a_damaged_file_is_refused_and_the_way_back_told(copied_data, damage):
    file = copied_data / "digits.csv"
    assert read_data_file("digits.csv", copied_data)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(DataFileError) as refusal:
        read_data_file("digits.csv", copied_data)
    expected = (DATA / "SHA256SUMS").read_text().split()[0]
    for part in (str(file), expected, "git checkout -- data/digits.csv"):
        assert part in str(refusal.value)


@pytest.mark.parametrize("name", ["digits.csv", "SHA256SUMS"])
def test_a_missing_file_is_named_and_the_way_back_told(copied_data, name):
    (copied_data / name).unlink()
    with pytest.raises(DataFileError) as refusal:
        read_data_file("digits.csv", copied_data)
    assert str(copied_data / name) in str(refusal.value) and f"git checkout -- data/{name}" in str(refusal.value)
