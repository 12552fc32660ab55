"""Where a project is kept: the journal that is the truth, and views of it that may be thrown away."""
