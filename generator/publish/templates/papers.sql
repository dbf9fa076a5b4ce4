CREATE TABLE about (
  name TEXT PRIMARY KEY,
  value TEXT
) WITHOUT ROWID;

CREATE TABLE papers (
  id INTEGER PRIMARY KEY,        -- the place in the list, the newest first: it changes
  key TEXT NOT NULL UNIQUE,      -- never changes
  title TEXT NOT NULL,
  authors TEXT NOT NULL,         -- joined by '; '; one by one in paper_authors
  abstract TEXT NOT NULL,        -- each line is a paragraph
  published TEXT,                -- 2024, 2024-05 or 2024-05-17
  venue TEXT,
  added TEXT,
  updated TEXT,
  arxiv TEXT,
  doi TEXT,
  anthology TEXT,
  openreview TEXT,
  category TEXT,                 -- of arXiv, as cs.CL
  citation_key TEXT,
  summary TEXT,
  note TEXT,
  rating INTEGER,
  status TEXT NOT NULL,
  url TEXT
);

CREATE TABLE paper_authors (
  paper TEXT NOT NULL REFERENCES papers (key),
  position INTEGER NOT NULL,     -- from 1, as everywhere
  name TEXT NOT NULL,            -- equal names may be different people
  family TEXT NOT NULL,
  given TEXT,
  doubtful INTEGER NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE INDEX paper_authors_by_name ON paper_authors (name);

CREATE TABLE tags (
  tag TEXT PRIMARY KEY,
  name TEXT,
  facet TEXT,
  description TEXT
) WITHOUT ROWID;

CREATE TABLE paper_tags (        -- but for those that a person rejected
  paper TEXT NOT NULL REFERENCES papers (key),
  position INTEGER NOT NULL,
  tag TEXT NOT NULL REFERENCES tags (tag),
  origin TEXT NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE INDEX paper_tags_by_tag ON paper_tags (tag);

CREATE TABLE listings (
  paper TEXT NOT NULL REFERENCES papers (key),
  position INTEGER NOT NULL,
  date TEXT,                     -- NULL when the capture does not say
  capture TEXT NOT NULL,
  place INTEGER NOT NULL,        -- in the capture
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;
CREATE INDEX listings_by_date ON listings (date);

CREATE TABLE links (
  paper TEXT NOT NULL REFERENCES papers (key),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;

CREATE TABLE counts (
  paper TEXT NOT NULL REFERENCES papers (key),
  position INTEGER NOT NULL,
  what TEXT NOT NULL,
  value INTEGER NOT NULL,
  source TEXT NOT NULL,
  date TEXT NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;

CREATE TABLE sources (           -- a field that is not here was written by a person
  paper TEXT NOT NULL REFERENCES papers (key),
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  origin TEXT NOT NULL,
  date TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (paper, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
  title, abstract, summary, authors,
  content = 'papers', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
