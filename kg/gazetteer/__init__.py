"""Names, identities and offices of actors, known before any text is read: no module here needs spaCy."""
