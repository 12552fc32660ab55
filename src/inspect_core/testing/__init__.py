"""What the author of a plugin or a ruleset needs to test it."""
