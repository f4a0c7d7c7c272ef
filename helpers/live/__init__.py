"""A live lab plays an experiment that goes on: it runs, can be stopped, wound back and saved as a film."""

from .lab import LiveLab

__all__ = ["LiveLab"]
