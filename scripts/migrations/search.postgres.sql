-- Which passage has which word, as its stem, and how often.
CREATE TABLE postings (
  stem text NOT NULL,
  chunk bigint NOT NULL,
  times integer NOT NULL,
  PRIMARY KEY (stem, chunk) INCLUDE (times)
);
--> statement-breakpoint
CREATE INDEX postings_chunk ON postings (chunk);
