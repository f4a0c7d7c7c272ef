"""An experiment turns settings into plain arrays: it never draws, and the same settings give the same numbers."""

from .chain import measure_chain
from .layers import measure_layers
from .slope import measure_slope
from .training import Training
from .training_stack import TrainingStack

__all__ = ["Training", "TrainingStack", "measure_chain", "measure_layers", "measure_slope"]
