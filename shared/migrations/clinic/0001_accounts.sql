-- Who may come in: people with a password and a second factor, and phones with a key.
-- Times are milliseconds since 1970 UTC. Secrets that only have to be recognised are kept as SHA-256.
-- `patient` refers to the patient records of the next migration; whoever writes it has checked it.

CREATE TABLE user_account (
    id            TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,        -- lower case
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('clinician', 'supervisor', 'auditor', 'admin')),
    password_hash TEXT NOT NULL,               -- $argon2id$...
    totp_secret   BLOB NOT NULL,
    totp_step     INTEGER NOT NULL DEFAULT 0,  -- newest accepted time step: each code counts once
    created_ms    INTEGER NOT NULL,
    disabled      INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id           TEXT PRIMARY KEY,             -- what the list of sessions shows
    token_hash   BLOB NOT NULL UNIQUE,         -- SHA-256 of the cookie's 32 bytes
    user         TEXT NOT NULL REFERENCES user_account (id),
    created_ms   INTEGER NOT NULL,
    last_seen_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

-- Failed logins by account and by address. The key is a SHA-256, so that an address that nobody has
-- an account with is not kept in words.
CREATE TABLE login_failure (
    key              BLOB PRIMARY KEY,
    failures         INTEGER NOT NULL,
    last_ms          INTEGER NOT NULL,
    blocked_until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    token_hash BLOB PRIMARY KEY,               -- SHA-256 of T
    patient    TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    used_ms    INTEGER,
    device     TEXT                            -- the first device that used it
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_patient ON invitation (patient);

CREATE TABLE device (
    id           TEXT PRIMARY KEY,             -- the client_id of the API
    patient      TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('pending', 'active', 'suspended', 'revoked')),
    public_key   BLOB NOT NULL,                -- point on P-384: x and y, 48 bytes each
    digits       TEXT,                         -- six digits; shown while pending
    name         TEXT NOT NULL,
    app          TEXT NOT NULL,
    created_ms   INTEGER NOT NULL,
    last_seen_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX device_patient ON device (patient);

-- Identifiers of accepted assertions, kept until no assertion that carries them could be accepted.
CREATE TABLE assertion (
    device     TEXT NOT NULL REFERENCES device (id),
    jti        TEXT NOT NULL,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (device, jti)
) STRICT, WITHOUT ROWID;
CREATE INDEX assertion_expires ON assertion (expires_ms);

CREATE TABLE access_token (
    token_hash BLOB PRIMARY KEY,
    device     TEXT NOT NULL REFERENCES device (id),
    expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_token_device ON access_token (device);
