"""The parts of Gradient Labs, one concept a file: choose, build, measure, draw, play. The file list is the table of contents."""
