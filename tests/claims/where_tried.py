"""By which part of the ten thousand sentences (see `shards`) each kind is tried."""

WHERE: dict[str, str] = {}
