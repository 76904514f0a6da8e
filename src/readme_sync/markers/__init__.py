"""What the author ties to a fact: markers in the text, claims of the configuration; regions of other tools."""
