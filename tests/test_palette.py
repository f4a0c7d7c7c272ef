from dataclasses import fields

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers import palette

THEMES = [palette.LIGHT, palette.DARK]
# Every color but those of text and ground; a new one is held to the same.
DATA = [
    field.name
    for field in fields(palette.Palette)
    if field.name not in set("theme ink paper quiet faint scale".split())
]

# Machado, Oliveira & Fernandes 2009, severity 1: what a reader without one kind of cone sees, on linear RGB.
DEFICIENCIES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}


@pytest.fixture(autouse=True)
def usual_palette():
    yield
    palette.use()


def linear(color):
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(color):
    return linear(color) @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.theme)
def test_every_color_stands_out_from_the_paper(theme):
    assert contrast(theme.ink, theme.paper) > 12
    assert contrast(theme.quiet, theme.paper) > 4.5
    assert all(contrast(getattr(theme, role), theme.paper) > 3 for role in DATA)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.theme)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("pair", [("measured", "theory"), ("slopes", "weights"), ("measured", "guess")])
def test_curves_stay_apart_for_a_color_blind_reader(theme, deficiency, pair):
    one, other = (np.array(DEFICIENCIES[deficiency]) @ linear(getattr(theme, role)) for role in pair)
    assert np.abs(one - other).max() > 0.1


def test_a_projector_gets_larger_text_and_thicker_lines():
    palette.use(scale=1.4)
    large, usual = palette.in_use().rc(), palette.LIGHT.rc()
    assert large["font.size"] == pytest.approx(1.4 * usual["font.size"])
    assert large["lines.linewidth"] == pytest.approx(1.4 * usual["lines.linewidth"])


def test_a_wrong_theme_is_answered_with_the_menu():
    with pytest.raises(ValueError, match="no theme named 'drak'; choose one of: light, dark"):
        palette.use("drak")


@pytest.mark.parametrize("scale", [0, 1.5, float("nan"), "1", None])
def test_a_wrong_scale_is_answered_with_its_range(scale):
    with pytest.raises(ValueError, match="scale must (lie between 0.5 and 1.4|be a finite number), not"):
        palette.use(scale=scale)
    assert palette.in_use() == palette.LIGHT
