"""References in the formats that writers and their programs use."""
