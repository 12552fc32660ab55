"""Readers of published formats, and the rule kinds their standards need."""
