import io

import numpy as np
import pytest
from PIL import Image

from helpers.canvas import Canvas
from helpers.palette import DARK, LIGHT


def pixels(jpeg):
    return np.asarray(Image.open(io.BytesIO(jpeg))).astype(int)


@pytest.fixture
def canvas():
    canvas = Canvas(400, 200, LIGHT)
    with canvas.style():
        axes = canvas.figure.subplots()
        axes.set(xlim=(0, 1), ylim=(0, 1), title="fixed")
    return canvas


@pytest.fixture
def line(canvas):
    return canvas.moving(canvas.figure.axes[0].plot([0, 1], [0.5, 0.5], color="red")[0])


def test_a_frame_has_two_pixels_to_each_css_pixel(canvas):
    assert pixels(canvas.frame()).shape == (400, 800, 3)


def test_a_frame_keeps_full_color_resolution(canvas):
    sampling = [component[1:3] for component in Image.open(io.BytesIO(canvas.frame())).layer]
    assert sampling == [(1, 1)] * 3


def test_a_blitted_frame_is_what_a_full_redraw_gives(canvas, line):
    canvas.frame()
    line.set_ydata([0.1, 0.9])
    blitted = canvas.frame()
    canvas.refresh()
    assert np.array_equal(pixels(blitted), pixels(canvas.frame()))


def test_the_last_frame_leaves_no_trace(canvas, line):
    first = canvas.frame()
    line.set_ydata([0.1, 0.9])
    assert canvas.frame() != first
    line.set_ydata([0.5, 0.5])
    assert canvas.frame() == first


def test_the_layout_stays_where_the_first_frame_put_it(canvas, line):
    canvas.frame()
    place = canvas.figure.axes[0].get_position().bounds
    canvas.figure.axes[0].set_ylabel("a label that would take room\nand more room")
    canvas.refresh()
    canvas.frame()
    assert canvas.figure.axes[0].get_position().bounds == place


def test_the_paper_takes_the_color_of_the_theme():
    assert pixels(Canvas(100, 100, DARK).frame())[5, 5].max() < 40
    assert pixels(Canvas(100, 100, LIGHT).frame())[5, 5].min() > 250
