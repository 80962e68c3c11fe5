"""The meaning of small policies, worked out by hand, and the laws that it keeps."""
