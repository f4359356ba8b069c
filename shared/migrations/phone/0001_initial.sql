-- The phone's store. Records are the truth: entity says what exists, revision keeps each version of its
-- bytes, op what the clinic has not confirmed. Everything below "Projections" can be made again from them.
-- Tables with long bodies are rowid tables: WITHOUT ROWID doubled the file and slowed every scan.

CREATE TABLE setting(
    name  TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE entity(
    n             INTEGER PRIMARY KEY,
    type          TEXT NOT NULL,
    id            TEXT NOT NULL,
    local_rev     INTEGER NOT NULL DEFAULT 0,
    head          INTEGER,                      -- revision.n of what is shown
    mine          INTEGER NOT NULL,             -- 1: first written on this phone
    private       INTEGER NOT NULL DEFAULT 0,   -- 1: never has an operation
    deleted       INTEGER NOT NULL DEFAULT 0,
    withdrawn     INTEGER NOT NULL DEFAULT 0,   -- 1: the clinic deleted it, the phone keeps it
    conflict_of   TEXT,
    base_version  TEXT,                         -- the last state known equal on both sides
    base_updated  TEXT,
    base_revision INTEGER,
    UNIQUE(type, id)
);
CREATE INDEX entity_conflict ON entity(conflict_of) WHERE conflict_of IS NOT NULL;

CREATE TABLE revision(
    n              INTEGER PRIMARY KEY,
    entity         INTEGER NOT NULL REFERENCES entity(n),
    local_rev      INTEGER NOT NULL,
    written_ms     INTEGER NOT NULL,
    written_offset INTEGER NOT NULL,
    version        TEXT,                        -- the clinic's, when the clinic wrote it
    body           BLOB NOT NULL
);
CREATE INDEX revision_entity ON revision(entity, local_rev);

CREATE TABLE bundle(
    n         INTEGER PRIMARY KEY,
    bundle_id BLOB NOT NULL UNIQUE,
    bytes     BLOB,                             -- until there is a definite answer
    sha256    BLOB NOT NULL,
    state     TEXT NOT NULL CHECK(state IN ('sent', 'acked', 'split', 'rejected', 'resolved')),
    frozen_ms INTEGER NOT NULL
);
CREATE INDEX bundle_sent ON bundle(n) WHERE state = 'sent';

CREATE TABLE op(
    n          INTEGER PRIMARY KEY,
    op_id      BLOB NOT NULL UNIQUE,
    entity     INTEGER NOT NULL REFERENCES entity(n),
    kind       TEXT NOT NULL CHECK(kind IN ('put', 'delete')),
    revision   INTEGER REFERENCES revision(n),
    state      TEXT NOT NULL CHECK(state IN ('pending', 'inflight', 'acked', 'rejected', 'held')),
    group_n    INTEGER,                         -- travels in one bundle with others of this number
    bundle     INTEGER REFERENCES bundle(n),
    position   INTEGER,
    last_error TEXT,
    created_ms INTEGER NOT NULL
);
CREATE INDEX op_open ON op(entity) WHERE state <> 'acked';
CREATE INDEX op_pending ON op(n) WHERE state = 'pending';
CREATE INDEX op_group ON op(group_n) WHERE state = 'pending';
CREATE INDEX op_bundle ON op(bundle, position) WHERE state = 'inflight';

CREATE TABLE peer(
    n      INTEGER PRIMARY KEY CHECK(n = 1),
    epoch  TEXT NOT NULL,
    cursor TEXT NOT NULL,
    seq    INTEGER NOT NULL
);

CREATE TABLE quarantine(
    n      INTEGER PRIMARY KEY,
    source TEXT NOT NULL,                       -- Type/id as the wire named it
    bytes  BLOB NOT NULL,
    reason TEXT NOT NULL,
    since  INTEGER NOT NULL
);

CREATE TABLE draft(
    response      TEXT PRIMARY KEY NOT NULL,    -- the id the response will have
    flag          TEXT NOT NULL,
    questionnaire TEXT NOT NULL UNIQUE,
    state         BLOB NOT NULL,
    begun_ms      INTEGER NOT NULL,
    begun_offset  INTEGER NOT NULL,
    saved_ms      INTEGER NOT NULL,
    saved_offset  INTEGER NOT NULL,
    tier          INTEGER NOT NULL DEFAULT 0,
    saves         INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE working(
    entry        TEXT PRIMARY KEY NOT NULL,
    text         TEXT NOT NULL,
    private      INTEGER NOT NULL,
    is_new       INTEGER NOT NULL,
    begun_ms     INTEGER NOT NULL,
    begun_offset INTEGER NOT NULL,
    saved_ms     INTEGER NOT NULL,
    saved_offset INTEGER NOT NULL
);

-- Room that is given back when the disk is full, so that what is being typed can still be saved.
CREATE TABLE reserve(
    n     INTEGER PRIMARY KEY CHECK(n = 1),
    bytes BLOB NOT NULL
);

-- Projections

CREATE TABLE score(
    entity          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL,
    response        TEXT NOT NULL,
    questionnaire   TEXT NOT NULL,              -- url|version
    url             TEXT NOT NULL,
    code_system     TEXT NOT NULL,
    code            TEXT NOT NULL,
    authored_ms     INTEGER NOT NULL,
    authored_offset INTEGER NOT NULL,
    value           INTEGER,
    declined        INTEGER NOT NULL,
    band            TEXT NOT NULL,
    pattern         TEXT NOT NULL,
    prorated        INTEGER NOT NULL,
    answered        INTEGER NOT NULL,
    asked           INTEGER NOT NULL
);
CREATE INDEX score_chart ON score(url, authored_ms);
CREATE INDEX score_response ON score(response);

CREATE TABLE response(
    entity          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL,
    questionnaire   TEXT NOT NULL,
    url             TEXT NOT NULL,
    status          TEXT NOT NULL,
    authored_ms     INTEGER NOT NULL,
    authored_offset INTEGER NOT NULL
);
CREATE INDEX response_chart ON response(url, authored_ms);

CREATE TABLE assignment(
    entity          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL,
    questionnaire   TEXT NOT NULL,
    title           TEXT NOT NULL,
    assigned_ms     INTEGER NOT NULL,
    assigned_offset INTEGER NOT NULL,
    opens_ms        INTEGER NOT NULL,
    opens_offset    INTEGER NOT NULL,
    due             TEXT NOT NULL,
    status          TEXT NOT NULL,
    response        TEXT NOT NULL
);

CREATE TABLE flag(
    entity              INTEGER PRIMARY KEY,
    id                  TEXT NOT NULL,
    tier                INTEGER NOT NULL,
    active              INTEGER NOT NULL,
    acknowledged_ms     INTEGER,
    acknowledged_offset INTEGER,
    raised_ms           INTEGER NOT NULL,
    raised_offset       INTEGER NOT NULL,
    response            TEXT NOT NULL,
    questionnaire       TEXT NOT NULL
);

-- n grows with the authored time, so that newest first is the order of the rows and of the index.
CREATE TABLE journal(
    n               INTEGER PRIMARY KEY,
    entity          INTEGER NOT NULL UNIQUE,
    id              TEXT NOT NULL UNIQUE,
    authored_ms     INTEGER NOT NULL,
    authored_offset INTEGER NOT NULL,
    text            TEXT NOT NULL,
    private         INTEGER NOT NULL,
    conflict_of     TEXT NOT NULL,
    removed         INTEGER NOT NULL DEFAULT 0
);
CREATE VIRTUAL TABLE journal_text USING fts5(
    text, content = 'journal', content_rowid = 'n',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
