"""What things are: frozen values and pure functions. Nothing here reads a file or a clock."""
