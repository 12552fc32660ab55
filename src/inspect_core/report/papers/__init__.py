"""The papers of the documents: one module each says what stands on it, one template each how it looks."""
