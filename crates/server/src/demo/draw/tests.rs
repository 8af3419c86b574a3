use std::collections::HashSet;

use super::{Palette, kinds, product, snapshot};

fn palettes() -> Vec<Palette> {
    let pairs = [("#2f3f66", "#d9a334"), ("#f4f2ee", "#8fbadb"), ("#2b2b33", "#2b2b33"), ("#e79ab0", "#c9413d")];
    pairs.into_iter().map(|(main, accent)| Palette::parse(main, accent).unwrap()).collect()
}

fn every_picture() -> impl Iterator<Item = (&'static str, String)> {
    kinds().flat_map(|kind| {
        palettes().into_iter().zip(1..).flat_map(move |(palette, seed)| {
            let card = std::iter::once(product(kind, &palette, seed));
            card.chain((0..9).map(move |number| snapshot(kind, &palette, seed, number))).map(move |svg| (kind, svg))
        })
    })
}

#[test]
fn every_picture_is_well_formed_and_no_name_of_a_colour_is_left_in_it() {
    for (kind, svg) in every_picture() {
        let parsed = roxmltree::Document::parse(&svg);
        assert!(parsed.is_ok(), "{kind}: {:?}\n{svg}", parsed.err());
        assert!(!svg.contains('@'), "{kind}: {svg}");
    }
}

#[test]
fn a_picture_travels_in_two_packets() {
    for (kind, svg) in every_picture() {
        assert!(svg.len() <= 3072, "{kind}: {} bytes", svg.len());
    }
}

#[test]
fn a_picture_is_the_same_every_time() {
    let palette = palettes()[0];
    assert_eq!(product("mug", &palette, 7), product("mug", &palette, 7));
    assert_eq!(snapshot("mug", &palette, 7, 3), snapshot("mug", &palette, 7, 3));
}

#[test]
fn pictures_of_one_kind_differ_from_each_other() {
    let palette = palettes()[0];
    for kind in kinds() {
        let cards: HashSet<_> = (0..12).map(|seed| product(kind, &palette, seed)).collect();
        let photos: HashSet<_> = (0..12).map(|number| snapshot(kind, &palette, 1, number)).collect();
        assert!(cards.len() > 4 && photos.len() == 12, "{kind}: {} cards, {} photos", cards.len(), photos.len());
    }
}

#[test]
fn a_thing_that_nobody_drew_comes_as_a_parcel() {
    let palette = palettes()[0];
    assert_eq!(product("submarine", &palette, 5), product("parcel", &palette, 5));
}

/// For looking: `cargo test -p server contact_sheet -- --ignored` writes a page with every picture and says where.
#[test]
#[ignore = "for looking, not for judging"]
fn contact_sheet() {
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><body style='margin:0;display:grid;grid-template-columns:repeat(12,1fr);gap:4px'>",
    );
    let colours = palettes();
    for (kind, seed) in kinds().zip(0..) {
        let palette = colours[seed % colours.len()];
        let seed = u64::try_from(seed).unwrap();
        let shown =
            [product(kind, &palette, seed), snapshot(kind, &palette, seed, 1), snapshot(kind, &palette, seed, 2)];
        for svg in shown {
            let escaped = svg.replace('%', "%25").replace('#', "%23").replace('\'', "%27");
            page.extend(["<img title='", kind, "' style='width:100%' src='data:image/svg+xml,", &escaped, "'>"]);
        }
    }
    let file = std::env::temp_dir().join("otklik-pictures.html");
    std::fs::write(&file, page).unwrap();
    println!("{}", file.display());
}
