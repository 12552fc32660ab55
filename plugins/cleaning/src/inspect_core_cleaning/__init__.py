"""Cleaning standards (保洁) for inspect-core."""
