"""The check `untested-clause`."""
