"""What people and programs get to see: one module per output format, imported when it is asked for."""
