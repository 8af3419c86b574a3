//! `otklik key create|list|revoke`: API keys of a shop.

use clap::{Args, Subcommand};
use domain::people::KeyRole;
use domain::{KeyId, SellerId};

use super::{Where, block_on, open};

/// API keys of a shop.
#[derive(Debug, Args)]
pub struct Key {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Makes a key and shows its secret, once.
    Create {
        /// The shop's number.
        #[arg(long)]
        seller: i64,
        /// What the key may do; can be given several times [default: Admin].
        #[arg(long = "role", value_name = "ROLE", value_parser = role)]
        roles: Vec<KeyRole>,
        /// What to call it.
        #[arg(long, default_value = "command line")]
        label: String,
        #[command(flatten)]
        data: Where,
    },
    /// Lists the keys of a shop, without their secrets.
    List {
        /// The shop's number.
        #[arg(long)]
        seller: i64,
        #[command(flatten)]
        data: Where,
    },
    /// Switches a key off.
    Revoke {
        /// The shop's number.
        #[arg(long)]
        seller: i64,
        /// The key's id, as `list` shows it.
        key: String,
        #[command(flatten)]
        data: Where,
    },
}

fn role(text: &str) -> Result<KeyRole, String> {
    KeyRole::parse(text).ok_or_else(|| {
        let names: Vec<_> = KeyRole::ALL.iter().map(|role| format!("{:?}", role.as_str())).collect();
        format!("there is no such role; there are {}", names.join(", "))
    })
}

impl Key {
    pub(super) fn run(self) -> Result<(), String> {
        match self.action {
            Action::Create { seller, roles, label, data } => {
                let roles = if roles.is_empty() { vec![KeyRole::Admin] } else { roles };
                let app = open(&data.settings(None, false)?)?;
                let key = block_on(async {
                    let made = app::commands::keys::create_by_operator(&app, SellerId(seller), &label, roles).await;
                    made.map_err(|failure| failure.to_string())
                })?;
                println!(
                    "Client-Id: {seller}\nApi-Key: {}\nid: {}\nThe secret is not shown again.",
                    key.secret, key.id
                );
            }
            Action::List { seller, data } => {
                let app = open(&data.settings(None, false)?)?;
                let listed =
                    async { app::queries::keys::by_number(&app, SellerId(seller)).await.map_err(|f| f.to_string()) };
                for key in block_on(listed)? {
                    let roles: Vec<_> = key.roles.iter().map(|role| role.as_str()).collect();
                    let state =
                        key.revoked_at.map_or(format!("until {}", key.expires_at), |at| format!("off since {at}"));
                    println!("{}\t{}…\t{}\t{}\t{state}", key.id, key.hint, key.label, roles.join(", "));
                }
            }
            Action::Revoke { seller, key, data } => {
                let id = KeyId::parse(&key).ok_or("that is not the id of a key: see `otklik key list`")?;
                let app = open(&data.settings(None, false)?)?;
                let done = app::commands::keys::revoke_by_operator(&app, SellerId(seller), id);
                block_on(async { done.await.map_err(|failure| failure.to_string()) })?;
                println!("The key is off.");
            }
        }
        Ok(())
    }
}
