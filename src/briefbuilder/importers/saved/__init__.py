"""Pages saved in one file with what they show: MHTML and webarchive."""
