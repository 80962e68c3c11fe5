"""Answers: worked out by hand, and the laws that tie them to the interpreter."""
