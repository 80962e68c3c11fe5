"""Results as plain data: fingerprints, accepted findings, what is kept from one run to the next."""
