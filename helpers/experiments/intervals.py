"""An interval says how far the mean over a few seeds may be from the mean over all of them."""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist

import numpy as np

from ..checks import as_numbers, check_count, check_number


def check_confidence(confidence) -> None:
    """A share below 1 of all intervals that are to hold the truth: 0.95, say, but neither 0 nor 95."""
    check_number("confidence", confidence, least=0.001, most=0.999999)


def mean_interval(values: np.ndarray, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(mean, low, high) over the last axis: Student's t interval of the values that are finite.

    With one such value low and high are nan, with none the mean is nan too.
    Raises ValueError for values that are no numbers, and a confidence that is not between 0 and 1.
    """
    check_confidence(confidence)
    values = as_numbers("values", values, kinds="biuf").astype(float)
    if not values.ndim:
        raise ValueError(f"values must be a list or an array of numbers, not {values}")
    values = np.where(np.isfinite(values), values, np.nan)
    count = np.isfinite(values).sum(axis=-1)
    quantile = np.vectorize(student_quantile, otypes=[float])(confidence, count - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.nansum(values, axis=-1) / count
        variance = np.nansum(np.square(values - mean[..., None]), axis=-1) / (count - 1)
        reach = quantile * np.sqrt(variance / count)
    return mean, mean - reach, mean + reach


@lru_cache
def student_quantile(confidence: float, freedom: int) -> float:
    """The t between whose negative and itself Student's distribution holds `confidence`; nan without a degree of freedom.

    For t = sqrt(freedom) tan(angle) the density of the angle is proportional to cos(angle)^(freedom - 1).
    """
    if freedom < 1:
        return np.nan
    angle = np.linspace(0, np.pi / 2, 100_001)
    middle = (angle[1:] + angle[:-1]) / 2
    held = np.cumsum(np.cos(middle) ** (freedom - 1))
    return float(np.sqrt(freedom) * np.tan(np.interp(confidence, held / held[-1], angle[1:])))


def share_interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """(low, high) of a share of successes, never outside 0 and 1 (Wilson 1927; Brown, Cai & DasGupta 2001, equation 4).

    Raises ValueError for counts or a confidence that cannot be.
    """
    check_count("trials", trials)
    check_count("successes", successes, least=0, most=trials)
    check_confidence(confidence)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / trials
    middle = share + z**2 / (2 * trials)
    reach = z * np.sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2)
    return float((middle - reach) / (1 + z**2 / trials)), float((middle + reach) / (1 + z**2 / trials))
