"""A sweep keeps the order of its cells, reports its progress, and loses nothing when it is stopped."""

import numpy as np
import pytest

from helpers.experiments import mean_interval, share_interval, sweep
from helpers.experiments.intervals import student_quantile
from helpers.experiments.sweeps import finished

CELLS = [{"base": base} for base in range(6)]


def square(base):
    return base**2


def test_results_come_in_the_order_of_the_cells():
    assert sweep(square, CELLS) == [0, 1, 4, 9, 16, 25]
    assert sweep(square, []) == []


def test_progress_is_told_from_the_start_to_the_end():
    seen = []
    sweep(square, CELLS, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, 6) for done in range(7)]


def test_an_interrupt_in_a_cell_keeps_what_is_done():
    def interrupted(base):
        if base == 3:
            raise KeyboardInterrupt
        return base

    assert sweep(interrupted, CELLS) == [0, 1, 2, None, None, None]


def test_a_progress_bar_with_a_stop_button_may_interrupt_too():
    def stop_after_two(done, total):
        if done == 2:
            raise KeyboardInterrupt

    assert sweep(square, CELLS, progress=stop_after_two) == [0, 1, None, None, None, None]


def test_closing_the_iterator_stops_the_work():
    calls = []
    arriving = finished(lambda base: calls.append(base), CELLS)
    next(arriving)
    arriving.close()
    assert calls == [0]


def test_an_error_in_a_cell_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        sweep(lambda base: 1 / base, CELLS)


# Intervals


def test_the_interval_is_students():
    # Two-sided 95 % quantiles as printed in every table of the t distribution.
    for freedom, quantile in {1: 12.706, 2: 4.303, 5: 2.571, 9: 2.262, 30: 2.042}.items():
        assert student_quantile(0.95, freedom) == pytest.approx(quantile, abs=5e-4)
    mean, low, high = mean_interval(np.array([2.0, 4.0, 4.0, 6.0]))
    reach = 3.182 * np.std([2, 4, 4, 6], ddof=1) / 2
    assert (mean, low, high) == pytest.approx((4, 4 - reach, 4 + reach), abs=2e-3)


def test_ninety_five_in_a_hundred_intervals_hold_the_truth(rng):
    _, low, high = mean_interval(3 + rng.standard_normal((4000, 5)))
    assert ((low < 3) & (3 < high)).mean() == pytest.approx(0.95, abs=0.012)


def test_nan_is_left_out_and_too_few_values_have_no_interval():
    mean, low, high = mean_interval([[1, np.nan, 3], [7, np.nan, np.nan], [np.nan] * 3])
    np.testing.assert_array_equal(mean, [2, 7, np.nan])
    assert np.isfinite([low[0], high[0]]).all() and np.isnan([low[1:], high[1:]]).all()


def test_the_interval_of_a_share_stays_between_0_and_1():
    # The roots of (p - share)^2 = z^2 p (1 - p) / trials, which is how the interval is defined.
    assert share_interval(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert share_interval(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)
    assert share_interval(10, 10)[1] == pytest.approx(1)
