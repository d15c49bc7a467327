"""Medians with their spread."""

import statistics


def middle(values):
    """Median, and half the distance of the quartiles."""
    if len(values) < 2:
        return values[0], 0.0
    low, _, high = statistics.quantiles(values, n=4)
    return statistics.median(values), (high - low) / 2
