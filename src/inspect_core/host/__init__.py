"""Where plugins come in: the hooks, the list of those allowed, and what they brought."""
