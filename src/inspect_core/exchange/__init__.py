"""Files that people hand in and take home: readers of spreadsheets, and templates to fill in."""
