"""Each command as a user runs it."""
