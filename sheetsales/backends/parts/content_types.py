"""Where a package says which kind of content each of its parts is."""

CONTENT_TYPES = "[Content_Types].xml"
