"""The reports people read: web pages, spreadsheets, CSV and JSON, one file a format."""
