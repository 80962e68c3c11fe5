"""The first policy of the project: its clauses, its amendments, its versions compared."""
