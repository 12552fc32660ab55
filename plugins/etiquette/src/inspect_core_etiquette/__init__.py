"""Courtesy and appearance checks (礼仪) for inspect-core."""
