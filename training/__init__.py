"""How the shipped reader was made: data, training, export, calibration and measures (see README.md)."""
