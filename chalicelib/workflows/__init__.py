"""Use cases: what the system does when a file, a change or a day arrives. Ports in, adapters stay outside."""
