//! Draws the pictures of products and of buyers, and keeps them where pictures are kept.

use app::commands::import::{self, Media};
use app::media::folder::{MediaFolder, Part};
use app::{App, Failure};
use domain::reviews::MediaRef;
use domain::{MediaId, Sku};
use futures::future::try_join_all;

use super::draw::{self, Colour, Palette};
use super::{ids, rows};

/// Files that are written at a time: the disk takes many at once as fast as one.
const AT_A_TIME: usize = 16;
const KIND: &str = "drawing";
/// Pixels of a card and of a photo.
const CARD: (i64, i64) = (600, 600);
const PHOTO: (i64, i64) = (800, 600);
/// For a product that does not say its colours.
const GREY: Palette = Palette { main: Colour::new(154, 159, 166), accent: Colour::new(74, 78, 89) };

/// What is to be drawn.
struct Wanted {
    id: MediaId,
    kind: String,
    palette: Palette,
    sku: i64,
    photo: Option<u64>,
}

/// The photo of a product with this number, as reviews name it.
pub(super) fn photo(sku: i64, number: u64) -> MediaRef {
    let id = ids::picture(sku, Some(number)).to_string();
    MediaRef { id, kind: KIND.into(), width: PHOTO.0, height: PHOTO.1 }
}

/// Draws every product once, and every photo that a review shows. What was drawn before is left as it is.
pub(super) async fn draw(app: &App, products: &[rows::Product], reviews: &[rows::Review]) -> Result<(), Failure> {
    let mut all: Vec<_> = products.iter().map(|product| wanted(product, None)).collect();
    for product in products {
        let of_it = reviews.iter().filter(|review| review.sku == product.sku);
        let mut numbers: Vec<_> = of_it.flat_map(|review| review.photos.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        all.extend(numbers.into_iter().map(|number| wanted(product, Some(number))));
    }
    let mut parts: Vec<Vec<Wanted>> = Vec::new();
    parts.resize_with(AT_A_TIME, Vec::new);
    for (at, wanted) in all.into_iter().enumerate() {
        parts[at % AT_A_TIME].push(wanted);
    }
    let keeping = parts.into_iter().map(|part| {
        let folder = app.media().clone();
        tokio::task::spawn_blocking(move || part.into_iter().map(|one| keep(&folder, one)).collect())
    });
    for part in try_join_all(keeping).await.map_err(Failure::fault)? {
        let known: Result<Vec<Media>, Failure> = part;
        import::media(app, known?).await?;
    }
    Ok(())
}

fn wanted(product: &rows::Product, photo: Option<u64>) -> Wanted {
    let colours = product.colours.first().zip(product.colours.get(1));
    let palette = colours.and_then(|(main, accent)| Palette::parse(main, accent)).unwrap_or(GREY);
    Wanted { id: ids::picture(product.sku, photo), kind: product.kind.clone(), palette, sku: product.sku, photo }
}

fn keep(folder: &MediaFolder, wanted: Wanted) -> Result<Media, Failure> {
    let Wanted { id, kind, palette, sku, photo } = wanted;
    let seed = Sku(sku).0.unsigned_abs();
    let (svg, (width, height)) = match photo {
        None => (draw::product(&kind, &palette, seed), CARD),
        Some(number) => (draw::snapshot(&kind, &palette, seed, number), PHOTO),
    };
    if folder.read(id, Part::Drawing)?.is_none() {
        folder.keep_bytes(id, Part::Drawing, svg.as_bytes())?;
    }
    Ok(Media {
        id,
        kind: KIND.into(),
        content_type: Part::Drawing.content_type().into(),
        width,
        height,
        bytes: i64::try_from(svg.len()).unwrap_or_default(),
        uploaded_by: None,
    })
}
