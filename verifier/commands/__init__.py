"""What the user can ask for, one command a file: arguments go in, an exit code comes out.

`start` is where the program begins and `cli` the command itself: it knows all others, shows what is
wrong with an input, and catches faults. `exit_codes` says what the last word to a script means,
`options` what several commands share, `output_files` how files are written whole or not at all.
What stands between the arguments and the rooms below is in `stages/`: from a path to a checked
policy, runs remembered, revisions of git, answers in every format. `starter/` is the small policy
that `antinomy new` copies.

Only here and where policies are loaded is anything read or written. Nothing heavy is imported
before it is needed: a command imports its rooms inside its functions, so that `--help` and what was
found before are there at once. The README lists the commands. Begin with `check`.
"""
