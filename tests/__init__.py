"""Documents in the language, laws as properties, snapshots, benchmarks."""
