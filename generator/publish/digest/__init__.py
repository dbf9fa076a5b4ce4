"""The digest of a week or another time: as a page, as mail, as the notes of a release."""
