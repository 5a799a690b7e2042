"""The same answers as tools for assistants, by the Model Context Protocol. Needs the extra `mcp`."""
