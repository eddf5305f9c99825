-- The model that turns texts into vectors, of the same provider; empty: none.
ALTER TABLE model_settings ADD COLUMN embedding_model TEXT NOT NULL DEFAULT '';
