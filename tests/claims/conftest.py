"""What is held by the long run alone (`make soak`): sentences whose words changed after their
claims were written are told there, and would fail every other run until the claims follow."""

collect_ignore = ["test_claims.py", "test_examples.py", "test_planted.py"]
