"""What the commands have in common between their arguments and the rooms below.

    checked_policy       from a path to a policy and what the checks found
    cached_runs          the same from an earlier run, where nothing has changed
    cached_comparison    two versions compared, or what an earlier command found on the same two
    git_revision         a policy as it was at a revision; the work tree is not touched
    changed_policies     the policies below a path against what they were: the gate's work
    gate_findings        what a change comes to: new findings, effects that nobody declared
    accepted_findings    the file of accepted findings beside a policy, and the day it is
    asked_case           a case from the command line or from a file
    check_output, test_output, mutation_output    an answer in every format

Each begins with a path or with words of the command line and ends with a value of a room below, or
begins with such a value and ends with text. Begin with `checked_policy`.
"""
