"""The checks: one question a file, put to a whole policy; findings come out.

A check is a generator that reads like its question. It asks whether there is a case of some kind,
in a `CheckContext` that hides the solver, and yields what it found; three answers everywhere: yes
with a case, no (for any number of things, or searched so far), could not tell. `order` is the order
in which they run, for what one finds dead or swallowed the later ones do not report again; `run`
carries them out, divided between two processes.

    support/    what several checks share: the context, two norms that clash, what is left out,
                two cases side by side, further kinds of case, ways to settle
    catalogue/  what each check asks and why, where it fires and where it just does not: the source
                of `antinomy explain` and of the documentation

Which findings there are is section by section in `catalogue`; what a verdict is, in section 16 of
the language reference. Others import `run`, `order`, `catalogue`, the context and other support
that `mutate` works with, and `untested_line`, which `antinomy test` asks by itself. To write one,
follow “How to add a check” in CONTRIBUTING; to read one, begin with `dead_clause`, then
`support.check_context`.
"""
