"""Policies on disk: a path goes in, a loaded policy with its documents and its text comes out.

`policy_files` says which files make one policy and which policies lie below a folder; nothing that
looks like a policy and cannot be read is passed over. `input_files` is the one place where a file
is opened for reading: what is no ordinary file, too large, or reached by a loop of links is refused
with its name and a way out. `loading` puts both together with `parse` and `elaborate`: the policy,
its own text, its earlier versions, and every problem of all of them.

Beside the commands and what amendments are read from, this is the only room that reads; none here
writes. Begin with `loading.load`.
"""
