"""From authored files to a release: authoring, rules, accounting, publishing. Never imported by `load()`."""
