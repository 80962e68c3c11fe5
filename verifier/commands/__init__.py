"""What the user can ask for, one command a file. Nothing heavy is imported before it is needed."""
