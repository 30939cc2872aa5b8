### metadata
