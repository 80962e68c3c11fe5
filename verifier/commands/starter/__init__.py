"""A small policy that checks clean, copied by `antinomy new`."""
