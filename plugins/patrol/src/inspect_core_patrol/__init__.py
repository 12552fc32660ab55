"""Patrol frequency (巡查频次) for inspect-core."""
