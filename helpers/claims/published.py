"""Published numbers stand beside ours as context; they were measured by others, on other data, and not again here."""

from __future__ import annotations

import csv
from io import StringIO

from ..data_files import read_data_file

THEIRS = ", theirs"  # how the name of a published number ends
SOURCE = "https://github.com/ducha-aiki/caffenet-benchmark/blob/master/Activations.md"


def caffenet() -> list[dict]:
    """The rows of data/caffenet128.csv: `activation`, `batch_normalization` (bool), `accuracy`, `log_loss`, `comment`.

    Top-1 accuracy and loss on ImageNet of a convolutional network, published by its authors at SOURCE.
    Raises DataFileError where the file is not the one this project was published with.
    """
    rows = csv.DictReader(StringIO(read_data_file("caffenet128.csv").decode()))
    return [
        row
        | {
            "batch_normalization": row["batch_normalization"] == "yes",
            "accuracy": float(row["accuracy"]),
            "log_loss": float(row["log_loss"]),
        }
        for row in rows
    ]
