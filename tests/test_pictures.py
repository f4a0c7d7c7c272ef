import io
import re

import numpy as np
import pytest
from PIL import Image

from helpers import palette
from helpers.experiments import measure_born_dead
from helpers.pictures import (
    BornDeadPicture,
    ChainPicture,
    CodePicture,
    CorrelationPicture,
    CountsPicture,
    EvidencePicture,
    HingePicture,
    HistogramPicture,
    LayerPicture,
    OverlapPicture,
    OverviewPicture,
    PhasePicture,
    PlateauPicture,
    RasterPicture,
    SeparabilityPicture,
    SlopePicture,
    SparsityPicture,
    TrainingMapPicture,
    UnitPicture,
    WeightGradientPicture,
)
from helpers.pictures.log_axis import LogAxis, decades, power_of_ten
from helpers.pictures.words import layers, number
from tests.made_up import chain_result, falling, layer_result, level, slope_result
from tests.made_up_claims import evidence_result
from tests.made_up_lives import followed_result, life_result, overview_result, plane_result
from tests.made_up_sparse import (
    code_result,
    counts_result,
    overlap_result,
    plateau_result,
    separability_result,
    sparsity_result,
)
from tests.made_up_starts import correlation_result, histogram_result, phase_result, training_map_result

RESULTS = {
    LayerPicture: falling(),
    ChainPicture: chain_result(),
    SlopePicture: slope_result(),
    HistogramPicture: histogram_result(),
    CorrelationPicture: correlation_result(),
    PhasePicture: phase_result(),
    SparsityPicture: sparsity_result(),
    CodePicture: code_result(),
    RasterPicture: life_result(),
    BornDeadPicture: measure_born_dead(networks=100),
    HingePicture: plane_result(),
    EvidencePicture: evidence_result(),
    UnitPicture: followed_result(),
    OverviewPicture: overview_result(),
    OverlapPicture: overlap_result(),
    CountsPicture: counts_result(),
    SeparabilityPicture: separability_result(),
    PlateauPicture: plateau_result(),
    WeightGradientPicture: level(),
    TrainingMapPicture: training_map_result(),
}
every_picture = pytest.mark.parametrize("kind", RESULTS, ids=lambda kind: kind.__name__)


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


def pixels(frame):
    return np.asarray(Image.open(io.BytesIO(frame))).astype(int)


def same(frame, other):
    """The same but for what JPEG loses."""
    return np.abs(pixels(frame) - pixels(other)).max() < 100


def points(figure, panel, color):
    """All points drawn in one color in one panel: [(marker, x, y), …]."""
    lines = [line for line in figure.axes[panel].lines if line.get_color() == color]
    drawn = [(line.get_marker(), x, y) for line in lines for x, y in zip(*line.get_data(), strict=True)]
    return [point for point in drawn if np.isfinite(point[2])]


# ---- What all pictures do


@every_picture
def test_a_frame_is_a_jpeg_of_twice_the_css_size(kind):
    picture = kind()
    image = Image.open(io.BytesIO(picture.frame(RESULTS[kind])))
    assert picture.mime == "image/jpeg" and image.format == "JPEG"
    assert image.size == (2 * picture.width, 2 * picture.height)


@every_picture
def test_a_draft_is_the_same_picture_with_half_the_pixels(kind):
    picture = kind()
    draft = Image.open(io.BytesIO(picture.frame(RESULTS[kind], draft=True)))
    fair = Image.open(io.BytesIO(picture.frame(RESULTS[kind])))
    assert draft.size == (picture.width, picture.height)
    assert np.abs(np.asarray(draft).astype(int) - np.asarray(fair.resize(draft.size, Image.BOX)).astype(int)).mean() < 3


@every_picture
def test_without_a_result_there_is_an_empty_picture(kind):
    picture = kind()
    assert not same(picture.frame(None), picture.frame(RESULTS[kind]))


def places(picture):
    """Where each of the axes of a picture lies, in CSS pixels."""
    size = picture.width, picture.height, picture.width, picture.height
    return [np.multiply(axes.get_position().bounds, size) for axes in picture.draw(None).axes]


@every_picture
def test_a_picture_that_was_empty_first_is_laid_out_like_one_that_was_not(kind):
    # Of a layer of the usual width: the numbers under a layer of four units are narrower.
    result = {CodePicture: code_result(np.ones((10, 64)), range(10))}.get(kind, RESULTS[kind])
    first_empty, filled = kind(), kind()
    first_empty.frame(None)
    for picture in (first_empty, filled):
        picture.frame(result)
    np.testing.assert_allclose(places(first_empty), places(filled), atol=1)


@every_picture
def test_a_pin_stays_in_the_picture_until_it_is_taken_out(kind):
    picture, result = kind(), RESULTS[kind]
    before = picture.frame(result)
    picture.pin(result)
    assert not same(picture.frame(result), before)
    assert "Pinned in grey" in picture.describe(result)
    picture.unpin()
    assert picture.frame(result) == before
    assert "Pinned" not in picture.describe(result)


@every_picture
def test_a_guess_is_drawn_and_read_aloud_until_it_is_taken_out(kind):
    picture, result = kind(), RESULTS[kind]
    before = picture.frame(result)
    picture.guess(0.9)
    assert not same(picture.frame(result), before)
    assert re.search("Your guess for .* is 0.9", picture.describe(result))
    picture.guess(None)
    assert picture.frame(result) == before


def test_a_slope_that_was_set_is_told():
    picture = LayerPicture()
    picture.pin(falling() | {"activation": "leaky ReLU", "slope": 0.1})
    assert picture.describe(falling() | {"slope": None}).startswith("tanh, Xavier")
    assert "Pinned in grey: leaky ReLU (slope 0.1), Xavier" in picture.describe(falling())
    names = [text.get_text() for text in picture.draw(falling()).legends[0].get_texts()]
    assert "pinned: leaky ReLU (slope 0.1), Xavier" in names


@every_picture
@pytest.mark.parametrize("guess", [-1, float("nan"), [0.1, -0.1]])
def test_what_cannot_be_guessed_is_refused(kind, guess):
    with pytest.raises(ValueError, match="at least 0"):
        kind().guess(guess)


def looks(handle):
    """How an entry of a legend looks to who sees no colors: a thinner line is a look of its own."""
    names = ("linestyle", "linewidth", "marker", "markersize", "fillstyle", "hatch", "facecolor")
    read = [getattr(handle, f"get_{name}", lambda: None)() for name in names]
    dashes = getattr(handle, "_dash_pattern", None)  # get_linestyle() calls every pattern of one's own "--"
    return type(handle).__name__, *map(str, read), str(dashes)


@every_picture
def test_no_two_entries_of_the_legend_differ_by_color_alone(kind):
    picture = kind()
    picture.pin(RESULTS[kind])
    picture.guess(0.5)
    for legend in picture.draw(RESULTS[kind]).legends:
        entries = [looks(handle) for handle in legend.legend_handles]
        assert len(set(entries)) == len(entries), entries


@every_picture
def test_a_picture_follows_a_change_of_palette(kind):
    picture, result = kind(), RESULTS[kind]
    picture.frame(result)
    palette.use("dark", 1.4)
    assert pixels(picture.frame(result))[2, 2].max() < 40


@every_picture
def test_a_result_that_lacks_something_is_answered_with_what_is_needed(kind):
    needed = kind().needs[-1]
    lacking = {key: value for key, value in RESULTS[kind].items() if key != needed}
    with pytest.raises(ValueError, match=f"{kind.__name__} needs .*{needed}.*; the result lacks {needed}"):
        kind().frame(lacking)


@every_picture
def test_the_repr_makes_the_picture_again(kind):
    assert repr(kind()) == f"{kind.__name__}()"
    other = LayerPicture(deepest=10, gradient=(1e-12, 1e3))
    assert repr(other) == "LayerPicture(deepest=10, gradient=(1e-12, 1000.0))"
    assert repr(eval(repr(other))) == repr(other)


every_scale = pytest.mark.parametrize("scale", [1.0, palette.LARGEST])


@every_picture
@every_scale
def test_no_words_are_cut_off_or_lie_on_each_other(kind, scale):
    palette.use(scale=scale)
    picture = kind()
    picture.pin(RESULTS[kind] | {"activation": "leaky ReLU", "init": "PyTorch default"})
    picture.guess(0.5)
    assert_readable(picture, RESULTS[kind])


@pytest.mark.parametrize(
    "kind", [kind for kind, result in RESULTS.items() if "step" in result], ids=lambda kind: kind.__name__
)
@every_scale
def test_the_numbers_of_a_long_training_have_room_on_the_axis_of_a_short_one(kind, scale):
    palette.use(scale=scale)
    picture = kind()
    picture.frame(None)
    assert_readable(picture, RESULTS[kind] | {"step": 40_000})
    assert "40000" in [text.get_text() for text in visible_words(picture.draw(RESULTS[kind]))]


@every_scale
def test_a_code_of_many_units_has_room_on_the_axis_of_one_of_64(scale):
    palette.use(scale=scale)
    picture = CodePicture()
    picture.frame(None)
    assert_readable(picture, code_result(np.ones((10, 128)), range(10)))


def assert_readable(picture, result):
    """No words of a picture are cut off or lie on each other."""
    picture.frame(result)
    figure = picture.draw(result)
    picture.frame(result)
    boxes = [box for box in map(lambda text: text.get_window_extent(), visible_words(figure)) if box.width]
    assert all(figure.bbox.containsx(edge) for box in boxes for edge in (box.x0, box.x1))
    assert all(figure.bbox.containsy(edge) for box in boxes for edge in (box.y0, box.y1))
    assert not [(one, other) for i, one in enumerate(boxes) for other in boxes[:i] if overlap(one, other)]


def visible_words(figure):
    words = [*figure.legends[0].get_texts()]
    for axes in figure.axes:
        ticks = [*axes.get_xticklabels(), *axes.get_yticklabels()]
        words += [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts, *ticks]
    return [text for text in words if text.get_text() and text.get_visible()]


def overlap(one, other):
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 1 and min(one.y1, other.y1) - max(one.y0, other.y0) > 3


# ---- Fixed axes on which nothing is lost


@pytest.fixture
def axis():
    return LogAxis(LayerPicture().draw(None).axes[0], 1e-10, 1e10)


def test_each_kind_of_value_has_its_place(axis):
    values = [1.0, 0.0, 1e-20, 1e20, np.inf, np.nan]
    heights, kinds = axis.places(values)
    assert heights.tolist() == [0, axis.zero, -10, 10, axis.beyond, axis.beyond]
    named = [[kind for kind, mask in kinds.items() if mask[i]] for i in range(len(values))]
    assert named == [["on"], ["zero"], ["below"], ["above"], ["beyond"], ["beyond"]]
    assert axis.zero < -10 and axis.beyond > 10


def test_no_layer_is_dropped_whatever_its_value():
    result = layer_result([np.nan, np.inf, 1e30, 1e-3, 1e-50, 0.0])
    drawn = points(LayerPicture().draw(result), 0, palette.LIGHT.measured)
    assert {x: marker for marker, x, y in drawn} == {1: "x", 2: "x", 3: "^", 4: "o", 5: "v", 6: "o"}


@pytest.mark.parametrize("depth", [1, 3, 50])
def test_axes_stay_the_same_at_every_depth(depth):
    picture = LayerPicture()
    limits = [(axes.get_xlim(), axes.get_ylim()) for axes in picture.draw(falling(depth=10)).axes]
    figure = picture.draw(falling(depth=depth))
    assert [(axes.get_xlim(), axes.get_ylim()) for axes in figure.axes] == limits
    assert len(points(figure, 0, palette.LIGHT.measured)) == depth


def test_a_network_deeper_than_the_axis_widens_it():
    picture = LayerPicture(deepest=10)
    picture.frame(falling(depth=5))
    figure = picture.draw(falling(depth=80))
    assert all(axes.get_xlim()[1] > 80 for axes in figure.axes)
    assert len(points(figure, 0, palette.LIGHT.measured)) == 80


def test_where_theory_says_nothing_none_is_drawn():
    result = falling() | {"predicted_gradient_rms": np.full(10, np.nan)}
    picture = LayerPicture()
    assert points(picture.draw(result), 0, palette.LIGHT.theory) == []
    assert "Theory has no prediction here." in picture.describe(result)


def test_the_float32_floor_is_marked_where_the_axis_reaches_it():
    assert any("float32" in text.get_text() for text in LayerPicture().draw(None).axes[0].texts)
    assert not LayerPicture(gradient=(1e-12, 1e3)).draw(None).axes[0].texts


@pytest.mark.parametrize("low, high", [(-46, 15), (-12, 3), (-3, 0), (-15, 5), (-4, 2)])
def test_ticks_are_few_and_round(low, high):
    ticks = decades(low, high)
    assert 3 <= len(ticks) <= 7 and low <= ticks[0] and ticks[-1] <= high and 0 in ticks


def test_powers_of_ten_are_written_as_text():
    assert [power_of_ten(exponent) for exponent in (-45.0, 0.0, 15.0)] == ["10⁻⁴⁵", "1", "10¹⁵"]


# ---- Sentences that are true


def says(result, picture=None):
    return (picture or LayerPicture()).describe(result)


@pytest.mark.parametrize(
    "gradient, words",
    [
        ([3.1e-15, 1e-8, 0.012], "falls from 0.012 in layer 3 to 3.1e-15 in layer 1: vanished."),
        ([0.001, 0.005, 0.012], "falls from 0.012 in layer 3 to 0.001 in layer 1: shrinking."),
        ([0.005, 0.007, 0.012], "holds steady, 0.012 in layer 3 and 0.005 in layer 1."),
        ([0.12, 0.07, 0.012], "grows from 0.012 in layer 3 to 0.12 in layer 1: growing."),
        ([5e7, 1e3, 0.012], "grows from 0.012 in layer 3 to 5e7 in layer 1: exploding."),
        ([0.01, 1e-6, 0.012], "is uneven, 0.012 in layer 3 and 0.01 in layer 1 (on the way 1e-6 in layer 2)."),
        ([1e-9, 5.0, 0.012], "falls from 0.012 in layer 3 to 1e-9 in layer 1 (on the way 5 in layer 2): vanished."),
        ([0.3], "the gradient in the only hidden layer is 0.3."),
        ([0.0], "the gradient is exactly zero in the only hidden layer: no hidden layer can learn from it."),
        ([0.0, 0.0], "the gradient is exactly zero in all 2 layers: no hidden layer can learn from it."),
        ([0.0, 3e-45, 1e-20], "falls from 1e-20 in layer 3 to 3e-45 in layer 2: vanished, and is exactly zero "
                              "in layer 1, below 1.4e-45, the smallest number float32 holds."),
        ([0.0, 0.01, 0.02], "holds steady, 0.02 in layer 3 and 0.01 in layer 2, and is exactly zero in layer 1."),
        ([0.0, 0.0, 0.02], "the gradient in layer 3 is 0.02, and is exactly zero in layers 1 to 2."),
        ([np.nan, np.inf, 1e38], "diverged: numbers grew past what float32 can hold, so the gradient in layers 1 to 2 "
                                 "became inf or nan."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_the_gradient_does(gradient, words):
    assert words in says(layer_result(gradient))


def test_death_is_named_as_the_cause_of_a_zero():
    result = layer_result([0.0, 0.0, 0.02, 0.03], dead_fraction=np.array([0.2, 1.0, 0.5, 0.0]))
    assert "exactly zero in layers 1 to 2 (every unit of layer 2 is dead)." in says(result)


def test_underflow_is_named_as_the_cause_of_death():
    dead, spread = np.array([0.0, 0.0, 1.0, 1.0]), np.array([1e-20, 1e-44, 0.0, 0.0])
    words = says(layer_result(np.zeros(4), dead_fraction=dead, activation_std=spread))
    assert (
        "(activations fell below 1.4e-45, the smallest number float32 holds, so every unit of layers 3 to 4 is dead)"
        in words
    )


def test_diverged_is_never_called_dead_or_vanished():
    nan = np.full(4, np.nan)
    words = says(layer_result(nan, activation_std=np.array([1, 1e30, np.inf, np.nan]), dead_fraction=nan))
    assert "the activations in layers 3 to 4 and the gradient in layers 1 to 4 became inf or nan" in words
    assert "dead" not in words and "vanished" not in words


def test_a_network_whose_output_alone_diverged_is_called_diverged():
    assert "diverged" in says(layer_result([0.1, 0.1], diverged=True))


@pytest.mark.parametrize(
    "measured, predicted, words",
    [
        ([1e-9, 0.1], [2e-9, 0.1], "Theory expected 2e-9 in layer 1."),
        ([1e-9, 0.1], [4e-7, 0.1], "Theory expected 4e-7 in layer 1; the two disagree: in layer 1 the measurement is 400 times smaller."),
        ([0.1, 5.0], [0.1, 0.1], "Theory expected 0.1 in layer 1; the two disagree: in layer 2 the measurement is 50 times larger."),
        ([0.0, 0.1], [1e-60, 0.1], "Theory expected 1e-60 in layer 1, too small for float32."),
        ([0.0, 0.1], [0.2, 0.1], "Theory expected 0.2 in layer 1; the two disagree: in layer 1 theory expected 0.2 and 0 was measured."),
        ([0.0, 0.0], [0.0, 0.0], "Theory expected 0 in layer 1."),
        ([0.1, 0.1], [0.0, 0.1], "the two disagree: in layer 1 theory expected 0 and 0.1 was measured."),
        ([np.nan, 1e30], [1e50, 1e30], "Theory expected 1e50 in layer 1."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_theory_expected_and_where_the_two_disagree(measured, predicted, words):
    assert words in says(layer_result(measured, predicted_gradient_rms=np.array(predicted)))


@pytest.mark.parametrize(
    "spread, words",
    [
        ([0.5, 0.4], "Activations hold their spread: 0.5 in layer 1, 0.4 in layer 2."),
        ([0.5, 1e-7], "Activations shrink their spread: 0.5 in layer 1, 1e-7 in layer 2."),
        ([0.5, 900.0], "Activations grow their spread: 0.5 in layer 1, 900 in layer 2."),
        ([0.5, 0.0], "Activations do not vary at all in layer 2."),
    ],
)
def test_the_sentence_says_what_the_activations_do(spread, words):
    assert words in says(layer_result([0.1, 0.1], activation_std=np.array(spread)))


def test_the_sentence_names_the_settings():
    usual = says(layer_result([0.1, 0.1]))
    assert usual.startswith("tanh, Xavier, 2 layers of 64 units, digits: ")
    special = says(layer_result([0.1], weight_scale=1.5, bias=-0.1, width=1))
    assert special.startswith("tanh, Xavier × 1.5, bias -0.1, 1 layer of 1 unit, digits: ")


@pytest.mark.parametrize("guess", [1e-4, [1e-4, 0.1]])
def test_the_sentence_names_the_guess(guess):
    picture = LayerPicture()
    picture.guess(guess)
    assert "Your guess for layer 1 is 1e-4." in says(layer_result([1e-9, 0.1]), picture)


def test_the_chain_is_read_aloud_with_its_two_parts():
    words = says(chain_result(slope=0.25, weight=0.9), ChainPicture())
    assert "A typical step back multiplies it by 0.25 (derivative part) and 0.9 (weight part)." in words


def test_a_chain_in_which_nothing_arrives_says_so():
    nothing = np.full(3, np.nan)
    result = chain_result(3) | {"gradient_rms": np.zeros(3), "derivative_part": nothing, "weight_part": nothing}
    assert "Nothing arrives that could be multiplied." in says(result, ChainPicture())


@pytest.mark.parametrize(
    "changes, words",
    [
        ({}, "sigmoid at z = 2: value 0.88, derivative 0.1, 2.4 times less than its largest, 0.25."),
        ({"z": 0.0, "value": 0.5, "derivative": 0.25}, "derivative 0.25, the largest there is."),
        ({"derivative": 0.0}, "derivative 0: no gradient passes here (at most 0.25 elsewhere)."),
    ],
)
def test_the_slope_is_read_aloud(changes, words):
    assert words in says(slope_result() | changes, SlopePicture())


def test_a_point_beyond_the_axis_is_shown_at_its_edge():
    figure = SlopePicture().draw(slope_result() | {"z": 20.0, "value": 20.0})
    point = figure.axes[0].lines[-1]
    assert point.get_marker() == "^" and point.get_xdata() == [8] and point.get_ydata() == [4]


@pytest.mark.parametrize("gradient, words", [
    ([1e-6, 1e-6, 2e-6], "The weight gradient is 2e-6 in layer 3 and 1e-6 in layer 1: steady."),
    ([1e-9, 1e-7, 1e-5], "The weight gradient is 1e-5 in layer 3 and 1e-9 in layer 1: vanished."),
    ([0.0, 0.0, 1e-5], "The weight gradient is 1e-5 in layer 3 and 0 in layer 1."),
    ([0.0, 0.0, 0.0], "Every weight gradient is exactly zero."),
    ([0.1], "The weight gradient is 0.1."),
    ([np.nan, 0.1], ""),
])  # fmt: skip
def test_what_is_said_of_weight_gradients(gradient, words):
    result = layer_result(np.full(len(gradient), 0.1), weight_gradient_rms=np.array(gradient))
    picture = WeightGradientPicture()
    assert picture.describe(result).endswith(words) and ("weight gradient" in picture.describe(result)) == bool(words)
    drawn = points(picture.draw(result), 0, palette.LIGHT.weights)
    assert len(drawn) == len(gradient)


# ---- Words


@pytest.mark.parametrize("value, words", [(0.012, "0.012"), (3.14e-15, "3.1e-15"), (290.3, "290"), (1e15, "1e15"),
                                          (0, "0"), (np.inf, "inf"), (np.nan, "nan"), (1.0, "1")])  # fmt: skip
def test_numbers_are_written_with_two_digits(value, words):
    assert number(value) == words


def test_layers_are_named_in_runs():
    assert layers([True, True, True, False, True]) == "layers 1 to 3 and 5"
    assert layers([False, True]) == "layer 2"


def test_no_sentence_shows_python_at_a_reader():
    for kind, result in RESULTS.items():
        assert not re.search(r"np\.|array|None|\[|e[+-]0", kind().describe(result))


@pytest.mark.parametrize(
    "picture, few, many",
    [
        (CorrelationPicture(deepest=5), correlation_result(), correlation_result(np.linspace(0, 1, 9))),
        (HistogramPicture(deepest=5), histogram_result(), histogram_result(np.linspace(0, 0.5, 9))),
    ],
)
def test_more_layers_lengthen_the_layer_axis_and_no_other(picture, few, many):
    def limits(result):
        return [axes.get_xlim() for axes in picture.draw(result).axes]

    before, after = limits(few), limits(many)
    assert [(0, 6) if ends == (0, 10) else ends for ends in after] == before and (0, 10) in after
