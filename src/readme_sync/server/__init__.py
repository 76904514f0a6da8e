"""The language server: open documents in, diagnostics, fixes, hovers and completions out."""
