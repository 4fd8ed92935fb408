package ledger

// version is what this program writes; migrations[n] takes a ledger from version n to n+1. A
// step that was released is never changed: a bureau's ledger may be years old.
const version = 2

var migrations = [version]string{`
CREATE TABLE file (
	id           INTEGER PRIMARY KEY,
	rel          TEXT NOT NULL,              -- path below the inbox, forward slashes
	folder       TEXT NOT NULL,              -- the folder of rel
	sha256       TEXT NOT NULL,
	size         INTEGER NOT NULL,
	modified     INTEGER NOT NULL,           -- nanoseconds, as the inbox showed it
	kind         TEXT NOT NULL,              -- workbook | archive
	parent       INTEGER REFERENCES file(id), -- the archive it was unpacked from
	depth        INTEGER NOT NULL DEFAULT 0,
	state        TEXT NOT NULL,              -- claimed | done | failed | duplicate
	superseded   INTEGER REFERENCES file(id), -- the newer version
	duplicate_of INTEGER REFERENCES file(id),
	begun        INTEGER NOT NULL DEFAULT 0, -- how often work on it began without an end
	attempts     INTEGER NOT NULL DEFAULT 0, -- how often it was postponed
	next_try     INTEGER NOT NULL DEFAULT 0, -- milliseconds, 0 at once
	code         TEXT NOT NULL DEFAULT '',
	reason       TEXT NOT NULL DEFAULT '',
	hint         TEXT NOT NULL DEFAULT '',
	held         TEXT NOT NULL DEFAULT '',   -- why it cannot go on now
	held_hint    TEXT NOT NULL DEFAULT '',
	brief        TEXT NOT NULL DEFAULT '',   -- main findings, one a line
	dest         TEXT NOT NULL DEFAULT '',   -- where the original goes, below the workspace
	placed       INTEGER NOT NULL DEFAULT 0, -- the original is at dest
	result       TEXT NOT NULL DEFAULT '',   -- the marked copy, below the workspace
	tidied       INTEGER NOT NULL DEFAULT 0, -- results of a superseded version are put away
	received     INTEGER NOT NULL,
	processed    INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX file_open ON file(placed, id);
CREATE INDEX file_sha ON file(sha256);
CREATE INDEX file_rel ON file(rel);
CREATE INDEX file_result ON file(result COLLATE NOCASE);
CREATE INDEX file_place ON file(dest COLLATE NOCASE);
CREATE INDEX file_stale ON file(tidied) WHERE superseded IS NOT NULL AND tidied = 0;
CREATE INDEX file_folder ON file(folder);
CREATE UNIQUE INDEX file_dest ON file(dest) WHERE dest <> '';
CREATE TABLE form (
	file       INTEGER NOT NULL REFERENCES file(id),
	sheet      TEXT NOT NULL,
	county     TEXT NOT NULL,                -- full name, '' when unknown
	department TEXT NOT NULL,
	project    TEXT NOT NULL,
	year       INTEGER NOT NULL,
	level      TEXT NOT NULL,
	score      TEXT NOT NULL,                -- exact decimal, '' when there is none
	grade      TEXT NOT NULL,
	manual     INTEGER NOT NULL,
	errors     INTEGER NOT NULL,
	warnings   INTEGER NOT NULL
);
CREATE INDEX form_file ON form(file);
CREATE INDEX form_key ON form(county, department, project, year);
CREATE TABLE county (
	name    TEXT PRIMARY KEY,
	changed INTEGER NOT NULL,                -- counts changes
	written INTEGER NOT NULL DEFAULT 0,      -- the change that the summary shows
	since   INTEGER NOT NULL,                -- first change that no summary shows
	last    INTEGER NOT NULL,                -- latest change
	path    TEXT NOT NULL DEFAULT ''         -- the summary, below the workspace
);
CREATE TABLE mail (
	id         INTEGER PRIMARY KEY,
	recipient  TEXT NOT NULL,
	message_id TEXT NOT NULL UNIQUE,
	state      TEXT NOT NULL,                -- pending | sending | sent | failed
	attempts   INTEGER NOT NULL DEFAULT 0,
	next_try   INTEGER NOT NULL DEFAULT 0,
	kind       TEXT NOT NULL DEFAULT '',     -- of the last error: temporary | auth | permanent
	error      TEXT NOT NULL DEFAULT '',
	uncertain  INTEGER NOT NULL DEFAULT 0,   -- was being sent when the program was killed
	created    INTEGER NOT NULL,
	sent       INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE outbox (
	id        INTEGER PRIMARY KEY,
	file      INTEGER NOT NULL REFERENCES file(id),
	recipient TEXT NOT NULL,
	mail      INTEGER REFERENCES mail(id),
	created   INTEGER NOT NULL,
	UNIQUE (file, recipient)
);
CREATE INDEX outbox_mail ON outbox(mail);
CREATE INDEX mail_pending ON mail(next_try) WHERE state = 'pending';
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO meta VALUES ('identity', lower(hex(randomblob(16))));
CREATE TABLE run (
	id         INTEGER PRIMARY KEY,
	started    INTEGER NOT NULL,
	ended      INTEGER NOT NULL,
	done       INTEGER NOT NULL,
	failed     INTEGER NOT NULL,
	duplicates INTEGER NOT NULL
);
`, `
CREATE TABLE part (
	mail       INTEGER NOT NULL REFERENCES mail(id),
	number     INTEGER NOT NULL,             -- 1, 2, ...
	message_id TEXT NOT NULL UNIQUE,
	places     TEXT NOT NULL,                -- the files it carries, a JSON list
	state      TEXT NOT NULL,                -- pending | sending | sent
	uncertain  INTEGER NOT NULL DEFAULT 0,   -- the server may have taken it unconfirmed
	sent       INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (mail, number)
) WITHOUT ROWID;
CREATE INDEX part_sending ON part(state) WHERE state = 'sending';
`}
