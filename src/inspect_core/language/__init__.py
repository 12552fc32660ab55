"""The YAML tongue: rulesets, schemes, calendars and rule cases, read strictly and typed once."""
