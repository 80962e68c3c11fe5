"""Runs in the formats of other programs: policies and runs go in, one text a format comes out.

Every format shows all findings. Accepted ones are marked in the way that the format has for it.
"""
