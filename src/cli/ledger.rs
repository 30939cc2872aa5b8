//! `sladd ledger`, and what cannot be read of the register.

use serde_json::json;

use crate::{
    hash::ContentHash,
    record::Signer,
    register::{Accepted, LedgerFault, Register},
    text::harmless_path,
};

use super::{
    args::LedgerCommand,
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

pub(super) fn ledger(context: &Context, command: &LedgerCommand) -> Result<ExitStatus, NotReady> {
    match command {
        LedgerCommand::Check { head } => check(context, head.as_ref()),
        LedgerCommand::PublicKey => public_key(context),
        LedgerCommand::List { json } => list(context, *json),
        LedgerCommand::AcceptRestored => accept_restored(context),
    }
}

fn check(context: &Context, head: Option<&ContentHash>) -> Result<ExitStatus, NotReady> {
    let register = context.register_as_it_is()?;
    let mut checked = register.check_ledger()?;
    if let Some(head) = head
        && !register.has_entry(head)?
    {
        checked = checked.and(Err(LedgerFault::HeadUnknown));
    }
    if let Some(missing) = register.missing_head() {
        report::message(&crate::register::RegisterError::HeadMissing(missing).message(&context.text));
    }
    Ok(match checked {
        Ok(count) => {
            report::line(&context.text.format("cli-ledger-whole", [("count", count.into())]));
            if let Some(head) = register.head()? {
                report::line(&context.text.format("register-ledger-head", [("head", head.into())]));
            }
            ExitStatus::Done
        }
        Err(fault) => {
            report::message(
                &context.text.format("cli-ledger-broken", [("reason", fault.to_string().into())]),
            );
            ExitStatus::NotReleased
        }
    })
}

fn accept_restored(context: &Context) -> Result<ExitStatus, NotReady> {
    let register = context.register_restored()?;
    report::line(&match register.accept_restored()? {
        Accepted::Missing(missing) => {
            context.text.format("cli-ledger-restored", [("number", missing.number.into())])
        }
        Accepted::Unreadable(file) => {
            context.text.format("cli-ledger-restored-unread", [("file", harmless_path(&file).into())])
        }
        Accepted::Nothing => context.text.get("cli-ledger-nothing-missing"),
    });
    Ok(ExitStatus::Done)
}

fn public_key(context: &Context) -> Result<ExitStatus, NotReady> {
    let key = Signer::from_seed(&context.register()?.signing_seed()?).public_key();
    report::line(&key.to_string());
    context.tell(&context.text.format("register-public-key", [("id", key.id().into())]));
    Ok(ExitStatus::Done)
}

fn list(context: &Context, as_json: bool) -> Result<ExitStatus, NotReady> {
    for entry in context.register_as_it_is()?.ledger()? {
        if as_json {
            report::json(&json!({
                "number": entry.number, "kind": entry.kind, "at": entry.at, "body": entry.body, "hash": entry.hash,
            }));
        } else {
            report::line(&format!("{:>5}  {}  {}", entry.number, entry.at, entry.kind));
        }
    }
    Ok(ExitStatus::Done)
}

/// Names every row of the register that could not be read, on standard error and, where the answer is JSON, among its lines.
pub(super) fn tell_unreadable(context: &Context, register: &Register, as_json: bool) -> ExitStatus {
    let mut status = ExitStatus::Done;
    for row in register.unreadable() {
        let message = row.message(&context.text);
        if as_json {
            let error = json!({"kind": "unreadable_row", "message": message});
            report::json(&json!({"table": row.table, "key": row.key, "error": error}));
        }
        report::message(&message);
        status = ExitStatus::Failed;
    }
    status
}
