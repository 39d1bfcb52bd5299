"""Figures that are defined once: a formula by keys gives the value shown and the formula written."""
