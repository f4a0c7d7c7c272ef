"""A lesson asks before it tells: a prediction is committed before the picture answers, an exercise is checked at once."""

from .exercise import Exercise, Feedback
from .prediction import Prediction, predict, record, review

__all__ = ["Exercise", "Feedback", "Prediction", "predict", "record", "review"]
