"""Room 7, Records: a procurement record becomes facts, and the facts become one outcome for each norm that can be checked."""
