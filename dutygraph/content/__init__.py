"""Room 3, Read: content files become checked records, or every fault in them is named at once."""
