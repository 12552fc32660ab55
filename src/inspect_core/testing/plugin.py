"""Lets pytest collect the cases that are written beside the rules."""
