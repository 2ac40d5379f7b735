"""One module a device family; see `record.Family` for what a module has."""
