"""A small plugin to copy: one rule kind, one ruleset, one section of a report."""
