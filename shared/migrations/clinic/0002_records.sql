-- Records, the per-patient clock, the audit trail, and the projections of the review page.
-- Times are milliseconds since 1970 UTC by the server's clock. Ids are text, because they are compared
-- with what arrives as text on every request.

-- Every version of every record, in commit order. `body` holds the exact bytes that were received, or
-- null for a deletion. `patient` is the compartment; null means that the record belongs to the clinic
-- (a Questionnaire). Bodies are in a rowid table on purpose: WITHOUT ROWID doubles the file.
CREATE TABLE resource_version(
    row INTEGER PRIMARY KEY,
    patient TEXT,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    previous INTEGER REFERENCES resource_version(row),
    received_ms INTEGER NOT NULL,
    device TEXT,
    body BLOB
);

-- The current version of each record: the index over resource_version.
CREATE TABLE resource(
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    patient TEXT,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    row INTEGER NOT NULL REFERENCES resource_version(row),
    PRIMARY KEY(type, id)
) WITHOUT ROWID;
CREATE INDEX resource_of_patient ON resource(patient, type, id);

-- Who treats whom: a clinician sees these patients and no others.
CREATE TABLE care(
    user TEXT NOT NULL,
    patient TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    PRIMARY KEY(user, patient)
) WITHOUT ROWID;
CREATE INDEX care_of_patient ON care(patient, user);

-- One number per patient, raised inside the writing transaction: numbers commit in order and a
-- rollback leaves no hole, so the feed has no gap.
CREATE TABLE patient_clock(
    patient TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    last_received_ms INTEGER
) WITHOUT ROWID;

-- What a patient's phones get to see, in order. A record of the clinic appears here once for each
-- patient that needs it.
CREATE TABLE change(
    patient TEXT NOT NULL,
    pseq INTEGER NOT NULL,
    row INTEGER NOT NULL REFERENCES resource_version(row),
    PRIMARY KEY(patient, pseq)
) WITHOUT ROWID;

-- Exactly-once effect: written in the transaction of the data. Kept at least 400 days.
CREATE TABLE applied_bundle(
    device TEXT NOT NULL,
    bundle TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    applied_ms INTEGER NOT NULL,
    response BLOB NOT NULL,
    PRIMARY KEY(device, bundle)
);
CREATE TABLE applied_op(
    device TEXT NOT NULL,
    op TEXT NOT NULL,
    row INTEGER NOT NULL REFERENCES resource_version(row),
    PRIMARY KEY(device, op)
) WITHOUT ROWID;

-- What clinicians write for each other. It has no number in any patient's feed.
CREATE TABLE note(
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    flag TEXT,
    author TEXT NOT NULL,
    written_ms INTEGER NOT NULL,
    audience TEXT NOT NULL DEFAULT 'clinic',
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX note_of_flag ON note(flag);

-- Who did what. hash_n = SHA-256(hash_{n-1} || canonical row), so that a changed or missing row shows.
CREATE TABLE audit(
    seq INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    patient TEXT NOT NULL,
    outcome TEXT NOT NULL,
    address_hash TEXT NOT NULL,
    request TEXT NOT NULL,
    hash BLOB NOT NULL
);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;

-- Projections: what the review page reads. They are emptied and made again by `reindex`.
CREATE TABLE view_patient(
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    birth_date TEXT,
    row INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE view_questionnaire(
    url TEXT NOT NULL,
    version TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    row INTEGER NOT NULL,
    PRIMARY KEY(url, version)
) WITHOUT ROWID;
CREATE INDEX view_questionnaire_by_id ON view_questionnaire(id, row);

CREATE TABLE view_response(
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    canonical TEXT NOT NULL,
    authored TEXT NOT NULL,
    authored_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    status TEXT NOT NULL,
    tier INTEGER NOT NULL,
    row INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX view_response_of_patient ON view_response(patient, questionnaire, authored_ms);

-- One total per response. `value` is what this server computed; `sent_value` what the phone sent.
-- `differs` marks a response for which the two do not agree; both are kept.
CREATE TABLE view_score(
    response TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    observation TEXT,
    authored TEXT NOT NULL,
    authored_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    value INTEGER,
    band TEXT,
    prorated INTEGER NOT NULL,
    pattern TEXT,
    sent INTEGER NOT NULL DEFAULT 0,
    sent_value INTEGER,
    differs INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX view_score_of_patient ON view_score(patient, questionnaire, authored_ms);

CREATE TABLE view_flag(
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    tier INTEGER NOT NULL,
    status TEXT NOT NULL,
    response TEXT,
    questionnaire TEXT,
    item TEXT,
    answer TEXT,
    authored TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    acknowledged_ms INTEGER,
    acknowledged_by TEXT,
    row INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX view_flag_of_patient ON view_flag(patient, status, tier);
CREATE INDEX view_flag_of_response ON view_flag(response);

CREATE TABLE view_journal(
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    authored TEXT NOT NULL,
    authored_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    version INTEGER NOT NULL,
    row INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX view_journal_of_patient ON view_journal(patient, authored_ms);

CREATE TABLE view_task(
    id TEXT PRIMARY KEY,
    patient TEXT NOT NULL,
    canonical TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    status TEXT NOT NULL,
    due TEXT,
    created_ms INTEGER NOT NULL,
    row INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX view_task_of_patient ON view_task(patient, status);
