"""Pages and files of results; whole pages as snapshots."""
