"""The exit codes that are more than 0; `cli.main` says what they mean."""

RESULTS = 1
WRONG_INPUT = 2
INTERNAL = 3
INTERRUPTED = 130
