"""One cell of the phase map: the curve is lab (a)'s own, the map is kept, theory's edge is where the papers put it."""

import numpy as np
import pytest

from helpers import palette
from helpers.activations import ACTIVATIONS, Activation
from helpers.experiments import measure_layers, measure_phase, phase_cell
from helpers.experiments.kept import Kept
from helpers.pictures import PhasePicture
from helpers.theory import edge_of_chaos
from tests.made_up_starts import phase_result

# ---- Theory's edge


@pytest.mark.parametrize("name, variance, edge", [
    ("ReLU", 2.0, 1.0), ("ReLU", 1.0, np.sqrt(2)), ("ReLU", 1 / 3, np.sqrt(6)), ("tanh", 1.0, 1.0), ("linear", 0.25, 2.0),
])  # fmt: skip
def test_the_edge_where_it_is_known(name, variance, edge):
    """FACTS 6 [S, D]: without biases ReLU's chi is half the weight variance, tanh's is 1 at weight variance 1."""
    assert edge_of_chaos(name, variance) == pytest.approx(edge, rel=2e-3)


def test_sigmoid_needs_weights_ten_times_as_large():
    """FACTS 6 [R]: the logistic function needs sigma_w of about 10 to reach chi = 1."""
    assert edge_of_chaos("sigmoid", 1.0) == pytest.approx(10, rel=0.05)


def test_a_bias_moves_tanhs_edge_outwards():
    """Schoenholz et al. 2017, figure 1; FACTS 6: with bias variance .05, weight variance 1.69 is still just ordered."""
    assert edge_of_chaos("tanh", 1.0, 0.05) > 1.3
    assert edge_of_chaos("tanh", 1.0, 0.0, 0.5) > 1.1


@pytest.mark.parametrize("variance", [0.0, 1e-9])
def test_where_there_is_no_edge_it_is_nan(variance):
    assert np.isnan(edge_of_chaos("ReLU", variance))


# ---- The experiment


def test_the_cell_is_what_measure_layers_finds():
    settings = dict(depth=12, weight_scale=0.7, activation="tanh", init="Xavier")
    layers, phase = measure_layers(**settings), measure_phase(**settings)
    for key, value in layers.items():
        np.testing.assert_array_equal(phase[key], value, err_msg=key)


def test_the_map_agrees_with_its_cell():
    result = measure_phase(depth=30, weight_scale=1.0)
    column = np.abs(result["map_scales"] - 1).argmin()
    ratio = result["gradient_rms"][0] / result["gradient_rms"][-1]
    # The map looks at half as many examples.
    assert result["map_ratio"][29, column] == pytest.approx(ratio, rel=0.2)


def test_only_other_settings_cost_a_new_map(monkeypatch):
    measure_phase(depth=2)
    monkeypatch.setattr(phase_cell, "phase_map", lambda *_, **__: pytest.fail("the map was computed again"))
    moved = measure_phase(depth=40, weight_scale=3.0)
    assert moved["map_ratio"] is measure_phase(depth=5)["map_ratio"]


def test_a_redefined_activation_gets_a_map_of_its_own(monkeypatch):
    def define(slope):
        new = Activation("mine", lambda z: slope * z, lambda z: np.full_like(z, slope))
        monkeypatch.setitem(ACTIVATIONS, "mine", new)
        return measure_phase(activation="mine", width=8)

    assert define(1.0)["edge"] == pytest.approx(2 * define(2.0)["edge"], rel=5e-3)


def test_a_new_map_tells_how_far_it_is_and_a_kept_one_does_not():
    told = []
    for _ in range(2):
        measure_phase(width=6, seed=3, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 4) for done in range(5)]


def test_a_map_that_was_stopped_is_not_kept():
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure_phase(width=6, seed=4, progress=stop)
    assert np.isfinite(measure_phase(width=6, seed=4)["map_diverged"].astype(float)).all()


def test_no_more_maps_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(phase_cell, "KEPT", Kept(room=2))
    monkeypatch.setattr(phase_cell, "make_map", lambda progress, seed, **settings: {"map_ratio": seed})
    for seed in (1, 2, 3):
        assert measure_phase(depth=1, seed=seed)["map_ratio"] == seed
    assert [kept["map_ratio"] for kept in phase_cell.KEPT.values()] == [2, 3]


def test_no_caller_can_change_the_kept_map():
    with pytest.raises(ValueError, match="read-only"):
        measure_phase()["map_ratio"][0, 0] = 1


def test_the_level_comes_down_to_the_edge_as_networks_deepen():
    """FACTS 0, trap 5: tanh at weight variance 1 still loses gradient at any finite depth."""
    result = measure_phase(activation="tanh", init="Xavier")
    level = result["level"]
    assert np.isnan(level[0]) and (np.diff(level[1::5]) < 0).all()
    assert result["edge"] == pytest.approx(1, abs=0.02) and level[-1] > 1.1 * result["edge"]


def test_where_theory_sees_the_gradient_level_it_is_measured_level():
    result = measure_phase(activation="tanh", init="Xavier")
    for depth in (5, 20, 50):
        found = measure_layers(
            activation="tanh", init="Xavier", depth=depth, weight_scale=float(result["level"][depth - 1])
        )
        assert found["gradient_rms"][0] / found["gradient_rms"][-1] == pytest.approx(1, rel=0.5)


@pytest.mark.parametrize("settings, words", [
    ({"depth": 51}, "depth must be a whole number from 1 to 50, not 51"),
    ({"weight_scale": 20.0}, "weight_scale must lie between 0.1 and 10, not 20"), ({"init": "he"}, "did you mean 'He'"),
])  # fmt: skip
def test_a_wrong_setting_is_named(settings, words):
    with pytest.raises(ValueError, match=words):
        measure_phase(**settings)


# ---- The picture


def cells(picture, result):
    """The map's colors, shape (depths, scales, 4)."""
    (image,) = picture.draw(result).axes[0].images
    return np.asarray(image.get_array())


def test_vanishing_is_blue_exploding_red_and_steady_the_papers_color():
    colors = cells(PhasePicture(), phase_result())
    (red, _, blue, _), (right_red, _, right_blue, _) = colors[40, 5], colors[40, 25]
    assert blue > red and right_red > right_blue
    assert colors[40, 15, :3].min() > 0.9


def test_zero_and_diverged_have_colors_of_their_own():
    ratio = np.ones((50, 31))
    ratio[0, 0], ratio[0, 1], ratio[0, 2] = 0, np.nan, np.nan
    diverged = np.zeros((50, 31), bool)
    diverged[0, 2] = True
    colors = cells(PhasePicture(), phase_result(ratio=ratio, map_diverged=diverged))[0]
    assert (colors[0] == colors[1]).all() and len({tuple(color) for color in colors[[0, 2, 3]]}) == 3


def test_the_ring_lies_on_the_cell():
    axes = PhasePicture().draw(phase_result(depth=20, weight_scale=0.5)).axes[0]
    ring = next(line for line in axes.lines if line.get_marker() == "o")
    assert ring.get_xydata().tolist() == [[np.log10(0.5), 20]]


def test_a_move_of_the_cross_hair_paints_no_new_map(monkeypatch):
    picture, result = PhasePicture(), phase_result()
    picture.frame(result)
    monkeypatch.setattr(picture, "_paint", lambda result: pytest.fail("painted again"))
    moved = picture.frame(result | {"depth": 9, "weight_scale": 2.0})
    assert moved != picture.frame(result)


def test_a_new_map_is_painted():
    picture = PhasePicture()
    before = cells(picture, phase_result()).copy()
    after = cells(picture, phase_result(ratio=np.full((50, 31), 1e-9)))
    assert not np.array_equal(before, after) and (after[0, 0] == after[-1, -1]).all()


@pytest.mark.parametrize("scale, edge, words", [
    (0.5, 1.0, "Weight scale 0.5 is below the edge of chaos, which theory puts at 1: the ordered phase"),
    (1.01, 1.0, "Weight scale 1.01 is at the edge of chaos, which theory puts at 1:"),
    (3.0, 2.4, "Weight scale 3 is above the edge of chaos, which theory puts at 2.4: the chaotic phase"),
    (3.0, np.nan, "Theory knows no edge of chaos here"),
])  # fmt: skip
def test_the_sentence_names_the_phase(scale, edge, words):
    assert words in PhasePicture().describe(phase_result(weight_scale=scale, edge=edge))


def test_a_cell_at_the_edge_that_does_not_keep_its_promise_says_so():
    fading = PhasePicture().describe(phase_result(gradient_rms=np.array([0.02, 0.05, 0.1])))
    assert fading.endswith(
        "in the long run a layer leaves gradients as they are, but these 3 together still shrink them."
    )
    assert PhasePicture().describe(phase_result()).endswith("in the long run a layer leaves gradients as they are.")


def test_a_guess_leaves_the_legend_in_one_row():
    picture = PhasePicture()
    picture.guess(1.3)
    picture.frame(phase_result())
    (legend,) = picture.draw(phase_result()).legends
    heights = {round(text.get_window_extent().y0) for text in legend.get_texts()}
    assert len(legend.get_texts()) == 7 and len(heights) == 1


def test_the_grip_lies_on_the_map_and_speaks_the_sliders_language():
    picture = PhasePicture()
    picture.frame(phase_result())
    place, (left, bottom, width, height) = picture.grip(), picture.draw(None).axes[0].get_position().bounds
    assert (place["left"], place["top"], place["width"]) == (left, 1 - bottom - height, width)
    name, low, high = place["x"]
    assert name == "weight_scale" and (low, high) == pytest.approx((-1 - 1 / 30, 1 + 1 / 30))
    assert place["y"] == ("depth", 0.5, 50.5)


def test_the_sentence_reads_the_cell_where_there_is_a_ratio():
    words = PhasePicture().describe(phase_result(gradient_rms=np.array([0.02, 0.05, 0.1])))
    assert "This cell: layer 1 has 0.2 times the gradient of layer 3." in words
    for nothing in (np.array([0.0, 0.0, 0.1]), np.array([np.nan, 0.1, 0.1])):
        assert "This cell" not in PhasePicture().describe(phase_result(gradient_rms=nothing))
    assert "This cell" not in PhasePicture().describe(phase_result(depth=1))


def test_a_pinned_cell_stays_on_the_map():
    picture = PhasePicture()
    picture.pin(phase_result(depth=7, weight_scale=2.0))
    lines = picture.draw(phase_result()).axes[0].lines
    ghost = next(line for line in lines if line.get_color() == palette.LIGHT.ghost)
    assert ghost.get_xydata().tolist() == [[np.log10(2.0), 7]]


def test_a_cell_that_diverged_is_said_to_be_without_a_warning():
    result = measure_phase(activation="GELU", init="LeCun", width=16, depth=50, weight_scale=10.0)
    assert result["diverged"] and "diverged" in PhasePicture().describe(result)
