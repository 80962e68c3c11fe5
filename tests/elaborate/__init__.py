"""Trees and the policies that they become; documents with the expected problem above the line."""
