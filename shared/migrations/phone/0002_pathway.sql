-- The pathway: which plan the clinic made, and in which visits of it each response was given. Both are
-- projections; the records came first, and none of these kinds was known before this version.

CREATE TABLE plan(
    entity     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    protocol   TEXT NOT NULL,                   -- canonical, url|version
    status     TEXT NOT NULL,
    created_ms INTEGER NOT NULL
);

CREATE TABLE answered_visit(
    entity        INTEGER NOT NULL,             -- of the response
    session       INTEGER NOT NULL,             -- dosing session, 0 for none
    visit         TEXT NOT NULL,
    out_of_window INTEGER NOT NULL,
    PRIMARY KEY(entity, session, visit)
) WITHOUT ROWID;
