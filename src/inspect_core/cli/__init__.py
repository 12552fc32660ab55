"""The command line: parse, call one verb of the application, show what it answered."""
