"""What the project says of itself and ships: README, rooms, wheel, files for other tools."""
