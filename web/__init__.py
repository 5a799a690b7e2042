"""The page: a model's genealogy in a web browser, in English and French, drawn on the server."""
