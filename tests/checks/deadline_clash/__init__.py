"""The check `deadline-clash`."""
