"""A stamp is drawn once in each state, and nobody can see that it was only put back."""

import pytest

from helpers import stamp
from helpers.pictures import HistogramPicture
from tests.made_up_starts import histogram_result

TANH, RELU = {}, dict(low_end=True, high_end=False, bin_edges=[4 * share / 81 for share in range(82)])


@pytest.mark.parametrize("draft", [True, False])
def test_what_is_put_back_is_what_would_be_drawn(draft):
    picture = HistogramPicture()
    for settings in (TANH, RELU, TANH, RELU):
        for shares in ([0.1, 0.2], [0.1] * 30):
            result = histogram_result(shares, **settings)
            assert picture.frame(result, draft) == HistogramPicture().frame(result, draft)


def test_a_state_seen_before_is_not_drawn_again(monkeypatch):
    drawn = []
    monkeypatch.setattr(
        stamp.Stamp, "_drawn", lambda self, *args, draw=stamp.Stamp._drawn: drawn.append(self) or draw(self, *args)
    )
    picture = HistogramPicture()
    for settings in (TANH, RELU, TANH, RELU):
        picture.frame(histogram_result(**settings), draft=True)
    assert len(drawn) == 3  # two axes, and the numbers of the rows, which are the same


def test_there_is_an_end_to_what_is_kept(monkeypatch):
    monkeypatch.setattr(stamp, "MOST", 3)
    picture = HistogramPicture()
    for depth in (1, 2, 3, 4, 5):
        picture.frame(histogram_result([0.1] * depth), draft=True)
    assert max(len(kept._kept) for kept in picture._canvas._moving if isinstance(kept, stamp.Stamp)) == 3
