"""Room 6, Ask: the built dataset answers questions, each a `.rq` file and a typed function of the same name."""
