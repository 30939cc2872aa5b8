//! The tables of the register, and whether a file has exactly these.

use rusqlite::{Connection, TransactionBehavior};

use crate::{clock::Clock, hash::ContentHash};

use super::{
    ExportEntry, RegisterError,
    change::{Change, Promises, SECRET},
    erasure, rows,
};

/// Version of the tables.
pub(super) const VERSION: i64 = 5;

const FIRST: &str = "
    CREATE TABLE consent (id TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE ledger (
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at TEXT NOT NULL,
        body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);";

/// The second version: bodies have a hash of their own, so that they can be erased; exports can be found
/// by record and by consent; forms and publications are remembered.
const SECOND: &str = "
    ALTER TABLE ledger ADD COLUMN body_sha256 TEXT;
    CREATE TABLE export (
        record_id TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL, supersedes TEXT,
        body TEXT NOT NULL);
    CREATE INDEX export_supersedes ON export (supersedes);
    CREATE TABLE export_consent (
        consent TEXT NOT NULL, record_id TEXT NOT NULL, PRIMARY KEY (consent, record_id)) WITHOUT ROWID;
    CREATE TABLE publication (
        number INTEGER PRIMARY KEY, record_id TEXT NOT NULL, channel TEXT NOT NULL, place TEXT NOT NULL,
        posted_on TEXT NOT NULL, taken_down_on TEXT);
    CREATE INDEX publication_record ON publication (record_id);
    CREATE TABLE form (id TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);";

/// The fourth version (the third has the tables of the second): the random part of each body, erased with it; random
/// tokens that say, after a body is gone, whom it told of; the random part of what is left of an export.
const FOURTH: &str = "
    ALTER TABLE ledger ADD COLUMN nonce TEXT;
    ALTER TABLE ledger ADD COLUMN about TEXT;
    CREATE TABLE subject (id TEXT PRIMARY KEY, token TEXT NOT NULL);
    CREATE TABLE remnant (record_id TEXT PRIMARY KEY, nonce TEXT NOT NULL);";

/// The fifth version: events. Its ledger has the form of the fourth; consents and forms may name an event, and how a consent
/// was given has more words, so that an older program must not read them.
const FIFTH: &str = "CREATE TABLE occasion (id TEXT PRIMARY KEY, body TEXT NOT NULL);";

/// With which version the ledger got the form that it has.
const LEDGER_FORM: i64 = 4;

/// Marks the file as Sladd's ("SLAD"), from the fourth version on.
const APPLICATION: i64 = 0x534c_4144;

/// Makes the tables, or brings older ones up to date; nothing of theirs is lost.
pub(super) fn bring_up_to_date(connection: &mut Connection, clock: &dyn Clock) -> Result<(), RegisterError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have made the tables while this waited.
    let version = version(&transaction)?;
    check(&transaction)?;
    if version < 1 {
        transaction.execute_batch(FIRST)?;
    }
    if version < 2 {
        transaction.execute_batch(SECOND)?;
    }
    if version < LEDGER_FORM {
        transaction.execute_batch(FOURTH)?;
    }
    if version < VERSION {
        transaction.execute_batch(FIFTH)?;
        let mut promises = Promises::begin(&transaction);
        let mut change = Change::new(&transaction, clock, &mut promises);
        if version < 1 {
            change.insert(&SECRET, ["org_key".to_owned().into(), random_bytes::<32>().to_vec().into()])?;
        }
        if version < 2 {
            for entry in super::chain::entries(&transaction)?.iter().filter(|entry| entry.kind == "export") {
                let export: ExportEntry = rows::parse(&entry.body)?;
                super::exports::index(&mut change, &export, entry.number, &entry.hash)?;
            }
        }
        if version < LEDGER_FORM {
            erasure::note_upgrade(&mut change, version)?;
        }
        // A program of an older version says that the register is newer, instead of taking it for damaged.
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        promises.keep(&transaction)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Bytes that nobody can guess. A random UUID holds 122 random bits, so 4 of them fill 32 bytes of hash.
pub(super) fn random_bytes<const N: usize>() -> [u8; N] {
    let random: Vec<u8> = (0..4).flat_map(|_| uuid::Uuid::new_v4().into_bytes()).collect();
    let hash = ContentHash::of(&random);
    let mut bytes = [0; N];
    bytes.iter_mut().zip(hash.as_bytes()).for_each(|(byte, from)| *byte = *from);
    bytes
}

/// 16 random bytes as 32 hexadecimal digits.
pub(super) fn random_token() -> String {
    data_encoding::HEXLOWER.encode(&random_bytes::<16>())
}

pub(super) fn version(connection: &Connection) -> Result<i64, RegisterError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Kind and name of each thing in a database, with its table and the words of its statement, sorted. One that stands there
/// twice is there twice: rows of the schema can be written like any others.
type Things = Vec<Thing>;
type Thing = ((String, String), (String, Vec<String>));

/// So many are read; far more than there must be, so that a file which has more is none of ours whatever comes after.
const MOST: u32 = 200;

fn things(connection: &Connection) -> Result<Things, RegisterError> {
    let mut statement =
        connection.prepare_cached("SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT ?1")?;
    let rows = statement.query_map([MOST], |row| {
        let text = |index| rows::text(row, index).unwrap_or_default();
        let words = text(3).split_whitespace().map(str::to_owned).collect();
        Ok(((text(0), text(1)), (text(2), words)))
    })?;
    let mut things: Things = rows.collect::<Result<_, _>>()?;
    things.sort_unstable();
    Ok(things)
}

/// What the statements above make of an empty file, as this very SQLite writes it down.
fn expected(version: i64) -> Result<Things, RegisterError> {
    let empty = Connection::open_in_memory()?;
    for (since, statements) in [(1, FIRST), (2, SECOND), (4, FOURTH), (5, FIFTH)] {
        if since <= version {
            empty.execute_batch(statements)?;
        }
    }
    things(&empty)
}

fn expected_now() -> Result<&'static Things, RegisterError> {
    static NOW: std::sync::OnceLock<Things> = std::sync::OnceLock::new();
    if let Some(things) = NOW.get() {
        return Ok(things);
    }
    let things = expected(VERSION)?;
    Ok(NOW.get_or_init(|| things))
}

/// Holds what is in the file word by word against the tables of its version: a trigger can swallow what is
/// written, a view can answer in the place of a table, an index can leave rows out.
///
/// # Errors
/// [`RegisterError::Foreign`] with the name of the first thing that does not belong there, is different, or is missing.
pub(super) fn check(connection: &Connection) -> Result<(), RegisterError> {
    if connection.is_autocommit() {
        // Version and tables are of one moment: somebody else may be making them.
        let transaction = connection.unchecked_transaction()?;
        return check_now(&transaction);
    }
    check_now(connection)
}

fn check_now(connection: &Connection) -> Result<(), RegisterError> {
    let version = version(connection)?;
    if version > VERSION {
        return Err(RegisterError::TooNew);
    }
    let found = things(connection)?;
    if version == VERSION { differs(&found, expected_now()?) } else { differs(&found, &expected(version)?) }?;
    let application: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let ours = if version >= LEDGER_FORM { APPLICATION } else { 0 };
    if application != ours {
        return Err(RegisterError::Foreign { what: format!("application_id {application}") });
    }
    Ok(())
}

fn differs(found: &[Thing], expected: &[Thing]) -> Result<(), RegisterError> {
    // As often as it must be there: once.
    let count = |things: &[Thing], thing: &Thing| things.iter().filter(|other| *other == thing).count();
    let foreign = found.iter().find(|thing| count(expected, thing) == 0);
    let doubled = || found.iter().find(|thing| count(found, thing) != count(expected, thing));
    let missing = || expected.iter().find(|thing| count(found, thing) == 0);
    let Some(((kind, name), _)) = foreign.or_else(missing).or_else(doubled) else { return Ok(()) };
    // Escaped and cut: the name is whatever somebody chose.
    let name: String = name.escape_debug().take(80).collect();
    Err(RegisterError::Foreign { what: format!("{} {name}", kind.escape_debug()) })
}
