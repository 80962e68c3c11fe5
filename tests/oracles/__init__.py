"""What must come out, worked out without a solver: by trying every case, or by definition."""
