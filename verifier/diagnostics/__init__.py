"""What is said of an input or of the tool itself when something is wrong, and how words of others
are made safe to show.

`problems` holds mistakes of an input as data: what is wrong, where, what was expected and what to
do; they are collected and reported together. `faults` holds mistakes of the tool: each costs the
findings of one check or one answer, never the whole report. `shown` is the one place that takes
from foreign text what a terminal, a page or a build server would obey: control characters are shown
as their numbers, and where an encoding lacks a sign it is spelled in ASCII.

Nothing here knows of policies. Every room may use it; begin with `problems.Problem`.
"""

from verifier.diagnostics.faults import MEMORY_RAN_OUT, Fault, fault_of, memory_ran_out
from verifier.diagnostics.problems import InputProblems, Level, Problem, excerpt
from verifier.diagnostics.shown import SPELLED, as_json, shown, without_commands

__all__ = [
    "MEMORY_RAN_OUT",
    "SPELLED",
    "Fault",
    "InputProblems",
    "Level",
    "Problem",
    "as_json",
    "excerpt",
    "fault_of",
    "memory_ran_out",
    "shown",
    "without_commands",
]
