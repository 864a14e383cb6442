"""One module a noun; each view takes the site and what stands in the address."""
