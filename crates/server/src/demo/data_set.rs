//! A bigger set of data beside the demo's own: a folder of files as `otklik import` takes them, for one more shop.

use std::path::Path;

use app::App;
use app::commands::import::{self, Kind};
use app::commands::people::{self, Newcomer, Seller};
use domain::people::Role;
use domain::{Lang, PersonId, SellerId};

use super::ids;

/// The shop that it goes to.
const SELLER: SellerId = SellerId(2001);
const NAME: &str = "Большой магазин";
/// What is looked for, in the order in which it makes sense.
const FILES: [(&str, Kind); 3] = [("products", Kind::Products), ("orders", Kind::Orders), ("reviews", Kind::Reviews)];
const ENDINGS: [&str; 4] = ["jsonl", "jsonl.gz", "csv", "csv.gz"];

/// Loads what the folder has, telling of each file how it went. The shop, its name, its owner.
pub async fn load(
    app: &App,
    dir: &Path,
    tell: &mut (dyn FnMut(String) + Send),
) -> Result<(SellerId, String, PersonId), String> {
    let owner = shop(app).await?;
    let mut found = false;
    for (name, kind) in FILES {
        for path in ENDINGS.map(|ending| dir.join(format!("{name}.{ending}"))).into_iter().filter(|path| path.is_file())
        {
            found = true;
            let done = import::file(app, SELLER, kind, &path, Lang::Ru, &mut |_| ()).await;
            let done = done.map_err(|error| format!("{}: {error}", path.display()))?;
            if let Some(trouble) = done.trouble {
                return Err(format!("{}: {trouble}", path.display()));
            }
            let counts = done.progress;
            let path = path.display();
            tell(format!("{path}: новых {}, было {}, не взято {}", counts.new, counts.known, counts.rejected));
        }
    }
    if !found {
        return Err(format!("{}: no products, orders or reviews (.jsonl or .csv, plain or .gz)", dir.display()));
    }
    Ok((SELLER, NAME.into(), owner))
}

async fn shop(app: &App) -> Result<PersonId, String> {
    let owner = ids::person("owner of the data set");
    let seller = Seller {
        id: SELLER,
        name: NAME.into(),
        legal_name: "ООО «Большой магазин»".into(),
        inn: String::new(),
        ogrn: String::new(),
        country: "RU".into(),
        currency: "RUB".into(),
        ownership_form: "ООО".into(),
        tax_system: "UNSPECIFIED".into(),
    };
    let newcomer =
        Newcomer {
            id: owner, name: "Эмма Большакова".into(), staff: vec![(SELLER, Role::Owner)], desk: None
        };
    people::introduce(app, vec![seller], vec![newcomer]).await.map_err(|failure| failure.to_string())?;
    Ok(owner)
}
