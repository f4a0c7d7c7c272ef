import re

import numpy as np
import pytest

from helpers import palette
from helpers.experiments import Training, measure_killing
from helpers.pictures import RasterPicture
from helpers.pictures.layer_rows import heights, rows_of_pixels
from helpers.pictures.raster_panel import BLANK, DEAD, LEVELS, LOST, PAUSE, codes_of
from tests.made_up_lives import diverged_life, life_result, some_deaths


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


def seen(result, step, layer, unit, pixels=(600, 400)):
    """The code that the raster shows for a unit (from 0) at a step."""
    steps = np.linspace(0, result["step"] + 5, pixels[1])
    codes = codes_of(result, steps, pixels[0])
    depth, width = result["dead_units"].shape
    low, high = 0.44, depth + 0.56
    row = round((heights(layer, unit, width) - low) / (high - low) * pixels[0])
    return codes[row, np.abs(steps - step).argmin()]


def marks(picture, result):
    """Where each kind of mark stands: {marker: [(step, height), …]}."""
    lines = picture.draw(result).axes[0].lines
    return {line.get_marker(): [*zip(*map(np.ndarray.tolist, line.get_data()), strict=True)] for line in lines}


# ---- Rows, columns, colors


def test_each_unit_has_its_row_and_each_frame_its_column():
    shares = np.linspace(0.1, 0.9, 6 * 3 * 8).reshape(6, 3, 8)
    result = life_result(np.zeros((6, 3, 8)), shares)
    for frame, layer, unit in ((0, 0, 0), (2, 1, 7), (5, 2, 3)):
        assert seen(result, 10 * frame + 2, layer, unit) == np.ceil(LEVELS * np.float16(shares[frame, layer, unit]))


def test_a_dead_unit_is_dashed_from_its_death_to_its_revival():
    result = life_result(some_deaths())
    codes = [seen(result, step, 1, 2) for step in np.linspace(0, 54, 200)]
    dead = [step for step, code in zip(np.linspace(0, 54, 200), codes) if code in (DEAD, PAUSE)]
    assert 19.5 < min(dead) < 20.5 and 39.5 < max(dead) < 40.5 and {DEAD, PAUSE} <= set(codes)
    assert seen(result, 25, 1, 3) == LEVELS / 2


def test_silent_is_not_dead_and_one_example_is_not_silent():
    shares = np.full((2, 1, 3), [0.0, 1 / 1438, 1.0])
    result = life_result(np.zeros((2, 1, 3)), shares)
    assert [seen(result, 5, 0, unit) for unit in range(3)] == [0, 1, LEVELS]


def test_a_lost_layer_is_neither_dead_nor_silent():
    assert seen(diverged_life(), 31, 2, 3) == LOST and seen(diverged_life(), 31, 0, 3) == LEVELS / 2


def test_what_is_still_to_come_is_blank_and_so_are_the_gaps():
    codes = codes_of(life_result(), np.linspace(0, 100, 400), 300)
    assert np.all(codes[:, 250:] == BLANK)
    assert np.all(codes[rows_of_pixels(300, 3, 8)[1] < 0] == BLANK)


@pytest.mark.parametrize("depth, width", [(1, 1), (1, 128), (50, 1), (50, 128), (5, 64)])
@pytest.mark.parametrize("pixels", [150, 370, 740])
def test_every_layer_has_rows_at_every_depth_and_width(depth, width, pixels):
    dead = np.zeros((3, depth, width), bool)
    dead[1:, -1] = True
    codes = codes_of(life_result(dead), np.linspace(0, 30, 90), pixels)
    layer, row = rows_of_pixels(pixels, depth, width)
    assert np.all(codes[layer < depth - 1][:, 50] != DEAD)
    assert np.all(np.isin(codes[(layer == depth - 1) & (row >= 0)][:, 50], (DEAD, PAUSE)))


def test_units_that_share_a_row_show_their_mean_and_are_dead_only_together():
    dead = np.zeros((2, 1, 1000), bool)
    dead[:, :, 500:] = True
    shares = np.where(dead, 0, np.tile([0.2, 0.6], 500))
    codes = codes_of(life_result(dead, shares), np.linspace(0, 10, 20), 100)
    assert set(codes[20:40, 5].tolist()) <= set(range(LEVELS // 3, LEVELS // 2)) and np.all(
        np.isin(codes[60:80, 5], (DEAD, PAUSE))
    )


@pytest.mark.parametrize("frames", [1, 2, 3000])
def test_any_number_of_frames_fits(frames):
    result = life_result(np.zeros((frames, 2, 4)))
    picture = RasterPicture()
    axes = picture.draw(result).axes[0]
    assert axes.get_xlim()[1] > result["step"] and picture.frame(result)
    assert np.all(codes_of(result, np.linspace(0, axes.get_xlim()[1], 500), 100)[30, :2] != BLANK)


def test_frames_unevenly_spaced_stand_at_their_steps():
    result = life_result(np.zeros((3, 1, 1)), np.array([0.25, 0.5, 1.0])[:, None, None])
    result |= {"step_history": np.array([0, 10, 90]), "step": 90}
    assert [seen(result, step, 0, 0) for step in (5, 11, 80, 92)] == [LEVELS / 4, LEVELS / 2, LEVELS / 2, LEVELS]


# ---- Marks and counts


def test_births_deaths_and_revivals_have_marks_of_their_own_shape():
    found = marks(RasterPicture(), life_result(some_deaths()))
    assert found["s"] == [(0, heights(2, 0, 8))] and found["^"] == [(40, heights(1, 2, 8))]
    assert found["X"] == [(20, heights(1, 2, 8)), (30, heights(2, 4, 8)), (30, heights(2, 5, 8))]


def test_marks_shrink_where_they_are_many():
    size = {}
    for flicker in (1, 20):
        dead = np.zeros((80, 5, 64), bool)
        dead[1::2, :, :flicker] = True
        size[flicker] = RasterPicture().draw(life_result(dead)).axes[0].lines[1].get_markersize()
    assert size[20] < 0.5 * size[1]


def table(result):
    """The numbers beside the raster, layer 1 first."""
    rows = [text for text in RasterPicture().draw(result).axes[1].texts if text.get_text()][1:]
    return [text.get_text().split() for text in sorted(rows, key=lambda text: text.get_position()[1])]


def test_each_layer_is_counted_beside_its_band():
    assert table(life_result(some_deaths())) == [
        ["0", "0", "0", "0"], ["0", "0", "1", "1"], ["3", "1", "2", "0"],
    ]  # fmt: skip


def test_in_a_deep_network_several_layers_share_a_line():
    dead = np.zeros((2, 50, 3), bool)
    dead[1] = True
    assert table(life_result(dead)) == [["15", "0", "15", "0"]] * 10


def test_the_table_does_not_count_the_dead_of_a_network_that_diverged():
    assert table(diverged_life()) == [["–", "0", "0", "0"]] * 3


def test_the_axes_follow_depth_and_steps_also_behind_a_pin():
    picture = RasterPicture()
    picture.draw(life_result())
    picture.pin(life_result())
    figure = picture.draw(life_result(np.zeros((60, 7, 4))))
    assert [axes.get_xlim()[1] for axes in figure.axes[::2]] == [1.1 * 1000] * 2
    assert figure.axes[0].get_ylim()[1] > 7 and figure.axes[1].get_ylim() == figure.axes[0].get_ylim()
    picture.unpin()
    assert picture.draw(life_result(np.zeros((60, 7, 4)))).axes[0].get_ylim()[1] > 7


# ---- Words


ALL_DEAD = np.ones((2, 2, 4), bool)


@pytest.mark.parametrize("result, words", [
    (life_result(), "after 50 steps 21 of 24 units are alive. So far: 1 born dead, 3 deaths, 1 revival. Most of the dead are in layer 3: 3."),
    (life_result(np.zeros((1, 1, 1))), "after 0 steps the only unit is alive. So far: 0 born dead, 0 deaths, 0 revivals. 10 %"),
    (life_result(np.zeros((2, 1, 4))), "after 10 steps all 4 units are alive."),
    (life_result(ALL_DEAD), "after 10 steps 0 of 8 units are alive. So far: 8 born dead, 0 deaths, 0 revivals. No unit is alive in layers 1 to 2."),
    (life_result(ALL_DEAD[:, :1, :1]), "the only unit is dead. So far: 1 born dead, 0 deaths"),
    (life_result(np.zeros((2, 50, 128))), "There is room for 12 rows a layer, so about 11 units share one: its mean is shown."),
    (diverged_life(), "diverged after 30 steps, layers 2 to 3 became inf or nan, which is not death. Until then: 0 born dead, 0 deaths"),
    (life_result(diverged=True), "diverged after 50 steps, the loss is no number any more, which is not death."),
    (life_result(test_accuracy_history=np.full(6, np.nan)), "in layer 3: 3."),
])  # fmt: skip
def test_the_sentence_is_true_whatever_comes(result, words):
    told = RasterPicture().describe(result)
    assert words in told and not re.search(r"np\.|nan %|None", told)


def test_a_network_that_diverged_is_never_called_dead():
    assert not re.search(r"are alive|of the dead|share of", RasterPicture().describe(diverged_life()))


# ---- With real trainings


@pytest.mark.parametrize("settings", [
    dict(depth=1, width=1, dataset="two moons"), dict(depth=12, width=3, dataset="|x|"), dict(depth=2, width=8, activation="sigmoid"),
    dict(depth=3, width=8, learning_rate=100.0), dict(depth=50, width=2, bias=-1.0), dict(depth=2, width=8, activation="NecroReLU"),
])  # fmt: skip
def test_a_training_is_shown_at_every_setting(settings):
    training, picture = Training(**settings), RasterPicture()
    for _ in range(3):
        result = training.measure()
        assert picture.frame(result, draft=True) and picture.describe(result)
        training.step(5)
    counted = (result["births_dead"] + result["deaths"] - result["revivals"]).sum()
    assert result["diverged"] or counted == result["dead_units"].sum()


def test_a_killing_says_how_many_of_the_killed_came_back():
    result = measure_killing(killed_layer=2, width=8, depth=3, steps=100, frames=10)
    killed = result["killed_units"] & ~result["dead_units"]
    assert f"Of the 4 units of layer 2 killed at step 20, {killed.sum()} are alive." in RasterPicture().describe(result)


def test_shifted_inputs_are_named():
    shifted, usual = (Training(depth=2, width=4, input_shift=shift).measure() for shift in (3.0, 0.0))
    assert "inputs shifted by 3, SGD" in RasterPicture().describe(shifted)
    assert "shifted" not in RasterPicture().describe(usual)
