"""Rows of a file become drafts of events: columns named, words understood, facts checked against what is known."""
