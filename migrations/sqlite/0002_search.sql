-- The words of the passages, each already a stem, with a space between any two. Their text is in chunk_texts.
CREATE VIRTUAL TABLE chunk_fts USING fts5(stems, tokenize = 'ascii', content = '', contentless_delete = 1);
--> statement-breakpoint
-- What was deleted shall be gone from the file too.
INSERT INTO chunk_fts(chunk_fts, rank) VALUES ('secure-delete', 1);
