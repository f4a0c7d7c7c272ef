"""The pictures: each takes plain arrays from an experiment and shows them; none computes, none knows a network.

Every picture has the same few methods (base.py): `frame(result)` gives the bytes to show,
`describe(result)` reads them aloud, `pin` and `unpin` keep a grey ghost, `guess` draws a prediction.
"""

from .born_dead import BornDeadPicture
from .chain import ChainPicture
from .code import CodePicture
from .contest import ContestPicture
from .correlation import CorrelationPicture
from .counts import CountsPicture
from .duel import DuelPicture
from .evidence import EvidencePicture
from .grid import GridPicture
from .hinge import HingePicture
from .histograms import HistogramPicture
from .layers import LayerPicture
from .loss import LossPicture
from .overlap import OverlapPicture
from .overview import OverviewPicture
from .phase import PhasePicture
from .plateau import PlateauPicture
from .race import RacePicture
from .raster import RasterPicture
from .report_card import ReportCardPicture
from .separability import SeparabilityPicture
from .slope import SlopePicture
from .sparsity import SparsityPicture
from .strip import StripPicture
from .training_map import TrainingMapPicture
from .unit import UnitPicture
from .weight_gradients import WeightGradientPicture

__all__ = [
    "BornDeadPicture", "ChainPicture", "CodePicture", "ContestPicture", "CorrelationPicture", "CountsPicture",
    "DuelPicture", "EvidencePicture", "GridPicture", "HingePicture", "HistogramPicture", "LayerPicture",
    "LossPicture", "OverlapPicture", "OverviewPicture", "PhasePicture", "PlateauPicture", "RacePicture",
    "RasterPicture", "ReportCardPicture", "SeparabilityPicture", "SlopePicture", "SparsityPicture",
    "StripPicture", "TrainingMapPicture", "UnitPicture", "WeightGradientPicture",
]  # fmt: skip
