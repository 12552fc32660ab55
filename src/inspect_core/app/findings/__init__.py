"""Findings 整改项: what unmet answers ask to be put right, by whom, until when, and what was done about it."""
