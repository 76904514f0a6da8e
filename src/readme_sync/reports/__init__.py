"""The output formats: one module for each; `check_NAME` is imported when `--output-format NAME` asks for it."""
