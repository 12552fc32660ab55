"""Order-keeping standards (秩序维护) for inspect-core."""
