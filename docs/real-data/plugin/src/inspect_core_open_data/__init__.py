"""Readers of two published formats of inspection results."""
