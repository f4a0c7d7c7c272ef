"""The normal distribution without SciPy: mpmath is the referee, in both tails."""

import mpmath
import numpy as np
import pytest

from helpers.normal import cumulative, density, quadrature

LINE = np.linspace(-37, 37, 741)


def test_cumulative_probability_keeps_its_digits_in_both_tails():
    exact = np.array([float(mpmath.ncdf(mpmath.mpf(z))) for z in LINE])
    np.testing.assert_allclose(cumulative(LINE), exact, rtol=1e-12)


def test_density():
    exact = np.array([float(mpmath.npdf(mpmath.mpf(z))) for z in LINE])
    np.testing.assert_allclose(density(LINE), exact, rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_any_float_has_a_probability(dtype):
    z = np.array([-np.inf, -np.finfo(dtype).max, -100, 0, 100, np.finfo(dtype).max, np.inf], dtype)
    assert cumulative(z).tolist() == [0, 0, 0, 0.5, 1, 1, 1] and cumulative(z).dtype == dtype
    assert density(z).dtype == dtype and np.isfinite(density(z)).all()


def test_quadrature_knows_the_moments_of_the_normal_distribution():
    nodes, weights = quadrature(400)
    for power, moment in [(0, 1), (1, 0), (2, 1), (3, 0), (4, 3), (6, 15)]:
        assert (nodes**power) @ weights == pytest.approx(moment, abs=1e-9)


def test_no_quadrature_point_falls_on_zero():
    assert np.abs(quadrature(400)[0]).min() > 0.01
