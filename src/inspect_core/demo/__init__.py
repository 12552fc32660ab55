"""A believable project and its month, generated from a seed: the same on every machine."""
