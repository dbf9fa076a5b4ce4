"""The subcommands of `reading-list`, one module each: options, wording, exit codes."""
