"""A version in memory: tables, dataset, releases, verify."""
