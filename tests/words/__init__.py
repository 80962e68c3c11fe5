"""English from a policy, word for word."""
