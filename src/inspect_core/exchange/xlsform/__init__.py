"""Forms in the XLSForm way of KoboToolbox and ODK, read as forms of ours and written back."""
