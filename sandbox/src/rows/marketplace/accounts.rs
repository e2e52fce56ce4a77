//! The accounts that sellers are paid to.

use rusqlite::{Connection, Row, params};

use crate::rows::{Moment, one};

/// A seller's account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id at the payment processor.
    pub id: String,
    /// Whose it is.
    pub agent_id: String,
    /// Names the page on which it is set up.
    pub onboarding: String,
    /// Whether the seller would rather be paid in coins.
    pub prefer_crypto: bool,
    /// Where coins are sent.
    pub wallet: Option<String>,
    /// Whether it is set up.
    pub is_complete: bool,
}

const ACCOUNTS: &str = "SELECT id, agent_id, onboarding, prefer_crypto, wallet, completed_at IS NOT NULL FROM payment_accounts WHERE";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get(0)?,
        agent_id: row.get(1)?,
        onboarding: row.get(2)?,
        prefer_crypto: row.get(3)?,
        wallet: row.get(4)?,
        is_complete: row.get(5)?,
    })
}

/// A seller's account.
///
/// # Errors
/// When the database fails.
pub fn of_agent(db: &Connection, agent: &str) -> rusqlite::Result<Option<Account>> {
    one(db, &format!("{ACCOUNTS} agent_id = ?1"), [agent], account)
}

/// The account that is set up on a page.
///
/// # Errors
/// When the database fails.
pub fn of_onboarding(db: &Connection, onboarding: &str) -> rusqlite::Result<Option<Account>> {
    one(db, &format!("{ACCOUNTS} onboarding = ?1"), [onboarding], account)
}

/// Creates an account unless there is one, and notes the wishes that were told. Tells whether it is new.
///
/// # Errors
/// When the database fails.
pub fn ensure(at: Moment<'_>, agent: &str, prefer_crypto: Option<bool>, wallet: Option<&str>) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO payment_accounts (agent_id, id, onboarding, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    let new = at.run(sql, params![agent, format!("acct_{}", at.id()), at.id(), at.now])? > 0;
    let sql = "UPDATE payment_accounts SET prefer_crypto = coalesce(?2, prefer_crypto), wallet = coalesce(?3, wallet) WHERE agent_id = ?1";
    at.run(sql, params![agent, prefer_crypto, wallet])?;
    Ok(new)
}

/// The seller has filled the processor's forms in.
///
/// # Errors
/// When the database fails.
pub fn complete(at: Moment<'_>, account: &Account) -> rusqlite::Result<()> {
    let sql = "UPDATE payment_accounts SET completed_at = coalesce(completed_at, ?2) WHERE agent_id = ?1";
    at.run(sql, params![account.agent_id, at.now]).map(drop)
}
