"""Signs that rounds were told and not walked: each is a reason to look, with its records, and never a deduction."""
