"""The columnar heart: what was due and what was seen as columns, the score as one more column."""
