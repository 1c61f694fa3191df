"""From HTML to a tagged PDF: worker process, fonts, patches, cache, attachment."""
