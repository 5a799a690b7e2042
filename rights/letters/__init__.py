"""Letters to publishers: whom to write to, templates, and a letter as text, Markdown and PDF."""
