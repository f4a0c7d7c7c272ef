"""Make digits.csv from the copy of the UCI handwritten digits that scikit-learn carries.

Run by hand, once: `pip install scikit-learn && python data/make_digits.py`. The bytes are the same on every machine.
"""

from hashlib import sha256
from pathlib import Path

from sklearn.datasets import load_digits

HEADER = [f"row{row}_column{column}" for row in range(8) for column in range(8)] + ["digit"]


def digits_csv() -> bytes:
    """One header line, then one line per image: 64 grey levels (0 white to 16 black), row by row, and the digit."""
    images, digits = load_digits(return_X_y=True)
    rows = [[*image, digit] for image, digit in zip(images.astype(int), digits, strict=True)]
    return "".join(",".join(map(str, row)) + "\n" for row in [HEADER, *rows]).encode()


if __name__ == "__main__":
    content = digits_csv()
    Path(__file__).with_name("digits.csv").write_bytes(content)
    print(f"{sha256(content).hexdigest()}  digits.csv")
