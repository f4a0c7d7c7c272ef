"""An experiment turns settings into plain arrays: it never draws, and the same settings give the same numbers."""

from .born_dead import born_dead_map, born_dead_probability, measure_born_dead
from .chain import measure_chain
from .code import CodeTraining, measure_code
from .comparison import compare
from .contenders import CONTENDERS, FIELDS
from .contest import contest
from .correlation import measure_correlation
from .counts import measure_counts
from .duel import Duel
from .findings import train_seeds
from .finished import measure_killing, measure_plane, measure_training
from .following import FollowedTraining
from .gate import GatedTraining
from .gauntlet import gauntlet
from .histograms import HistogramTraining, measure_histograms
from .intervals import mean_interval, share_interval
from .killing import Killing, count_revivals
from .l1_sweep import L1Sweep
from .layers import measure_layers
from .map_cell import LEAKS, TOLLS, measure_leak, measure_toll
from .nudge import measure_nudge
from .nudged_weights import measure_gradient_error, measure_recurrence
from .one_matrix import measure_one_matrix
from .overlap import measure_overlap
from .paths import measure_paths
from .patterns import measure_patterns
from .phase import phase_map
from .phase_cell import measure_phase
from .plane import PLANES, PlaneTraining
from .pruning import measure_pruning, without_units
from .race import Race
from .separability import measure_separability
from .silence import measure_silence
from .slope import measure_slope
from .starting_grid import StartingGrid
from .step_time import step_times
from .success import success_rates
from .sweeps import sweep
from .training import Training
from .training_maps import death_map, starting_map, train_grid
from .training_stack import TrainingStack
from .worded_training import WordedTraining
from .zero_start import measure_zero_start

__all__ = [
    "CONTENDERS", "CodeTraining", "Duel", "FIELDS", "FollowedTraining", "GatedTraining", "HistogramTraining",
    "Killing", "L1Sweep", "LEAKS", "PLANES", "PlaneTraining", "Race", "StartingGrid", "TOLLS", "Training",
    "TrainingStack", "WordedTraining", "born_dead_map", "born_dead_probability", "compare", "contest",
    "count_revivals", "death_map", "gauntlet", "mean_interval", "measure_born_dead", "measure_chain",
    "measure_code", "measure_correlation", "measure_counts", "measure_gradient_error", "measure_histograms",
    "measure_killing", "measure_layers", "measure_leak", "measure_nudge", "measure_one_matrix", "measure_overlap",
    "measure_paths", "measure_patterns", "measure_phase", "measure_plane", "measure_pruning", "measure_recurrence",
    "measure_separability", "measure_silence", "measure_slope", "measure_toll", "measure_training",
    "measure_zero_start", "phase_map", "share_interval", "starting_map", "step_times", "success_rates", "sweep",
    "train_grid", "train_seeds", "without_units",
]  # fmt: skip
