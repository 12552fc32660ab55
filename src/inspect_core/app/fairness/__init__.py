"""How far a period's scores can be trusted: evidence, observers, agreement, and signs of rounds that were not walked."""
