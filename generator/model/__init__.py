"""What a reading list is: papers, dates, tags, collections. No input, no output."""
