"""Which paper a record tells of, what it may add to it, and papers that are one."""
