"""Papers made fuller: what several services say is weighed, filled in or asked about."""
