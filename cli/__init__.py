"""The command line, `lineage-db`: one file per family of commands."""
