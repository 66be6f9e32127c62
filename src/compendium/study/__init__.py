"""A study read: its folder of tables and texts, and the kinds that the tables are of."""
