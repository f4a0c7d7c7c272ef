"""The loss is the textbook's, and its delta is its derivative, also for outputs of any size."""

import numpy as np
import pytest

from helpers.losses import loss_and_delta

LOGITS = np.array([[2.0, -1.0, 0.5], [0.0, 0.0, 0.0]])
LABELS = np.array([0, 2])
VALUES = np.array([[1.0, -1.0, 0.0], [0.5, 0.0, 2.0]])


def test_cross_entropy_by_hand():
    loss, delta = loss_and_delta(LOGITS, LABELS)
    probability = np.exp(LOGITS) / np.exp(LOGITS).sum(axis=1, keepdims=True)
    assert loss == pytest.approx(-np.log([probability[0, 0], probability[1, 2]]).mean(), rel=1e-14)
    np.testing.assert_allclose(delta, probability - [[1, 0, 0], [0, 0, 1]], rtol=1e-14)


def test_cross_entropy_of_no_idea_is_the_log_of_the_number_of_classes():
    assert loss_and_delta(np.zeros((4, 10)), np.arange(4))[0] == pytest.approx(np.log(10))


def test_squared_error_by_hand():
    loss, delta = loss_and_delta(LOGITS, VALUES)
    assert loss == pytest.approx(((LOGITS - VALUES) ** 2).mean())
    np.testing.assert_allclose(delta, 2 * (LOGITS - VALUES) / 3)


@pytest.mark.parametrize("targets", [LABELS, VALUES], ids=["labels", "values"])
def test_delta_is_each_examples_own_derivative(targets):
    """Central differences of the mean loss, times the number of examples."""
    _, delta = loss_and_delta(LOGITS, targets)
    for place in np.ndindex(LOGITS.shape):
        step = np.zeros_like(LOGITS)
        step[place] = 1e-5
        difference = loss_and_delta(LOGITS + step, targets)[0] - loss_and_delta(LOGITS - step, targets)[0]
        assert delta[place] == pytest.approx(len(LOGITS) * difference / 2e-5, abs=1e-9)


def test_huge_logits_give_finite_losses():
    for dtype in (np.float32, np.float64):
        loss, delta = loss_and_delta(np.array([[1e30, -1e30], [1000, 999]], dtype), np.array([0, 1]))
        assert np.isfinite(loss) and np.isfinite(delta).all()
        assert delta.dtype == dtype


@pytest.mark.parametrize("targets", [LABELS, VALUES], ids=["labels", "values"])
def test_a_stack_is_its_single_networks(targets):
    outputs = np.stack([LOGITS, 2 * LOGITS, -LOGITS])
    losses, deltas = loss_and_delta(outputs, targets)
    for replica, output in enumerate(outputs):
        loss, delta = loss_and_delta(output, targets)
        assert losses[replica] == pytest.approx(loss, rel=1e-14)
        np.testing.assert_allclose(deltas[replica], delta, rtol=1e-14)


def test_every_replica_may_have_targets_of_its_own():
    outputs, labels = np.stack([LOGITS, LOGITS]), np.array([[0, 2], [1, 1]])
    losses, deltas = loss_and_delta(outputs, labels)
    for replica in range(2):
        loss, delta = loss_and_delta(LOGITS, labels[replica])
        assert losses[replica] == pytest.approx(loss) and np.allclose(deltas[replica], delta)


def test_the_output_is_left_alone():
    before = LOGITS.copy()
    loss_and_delta(LOGITS, LABELS)
    np.testing.assert_array_equal(LOGITS, before)
