"""Questions as constraints: copies, numbers of things, and faults planted into all of it."""
