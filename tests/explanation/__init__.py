"""What of a case matters, under which readings, and which smallest sets are enough."""
