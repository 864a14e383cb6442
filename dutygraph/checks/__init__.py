"""Room 5, Check: the built dataset is held against shapes, rules and axioms."""
