//! Draws every sample page into a folder, with the assets beside it, to be looked at in a browser:
//! `cargo run -p server --example preview -- DIR`, then serve DIR on loopback.

use std::{env, error::Error, fs, path::Path};

use server::web::{samples, words::LANGS};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: preview DIR")?;
    let folder = Path::new(&folder);
    for lang in LANGS {
        let pages = folder.join(lang.tag());
        fs::create_dir_all(&pages)?;
        for sample in samples::all(lang) {
            fs::write(pages.join(format!("{}.html", sample.name)), sample.render()?)?;
        }
    }
    copy_assets(folder)?;
    draw_pictures(folder)
}

fn copy_assets(folder: &Path) -> Result<(), Box<dyn Error>> {
    let assets = folder.join("assets");
    fs::create_dir_all(&assets)?;
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"))? {
        let file = file?;
        fs::copy(file.path(), assets.join(file.file_name()))?;
    }
    Ok(())
}

/// Pictures of the samples, at the addresses that the pages name.
fn draw_pictures(folder: &Path) -> Result<(), Box<dyn Error>> {
    for n in 1..=7u32 {
        let place = folder.join(format!("media/sample-{n}"));
        fs::create_dir_all(&place)?;
        let hue = n * 47 % 360;
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' width='600' height='600'>\
             <rect width='100' height='100' fill='hsl({hue} 45% 88%)'/><path d='M14 66c10-2 16-20 26-24 6 10 22 14 40 16 8 1 8 12 0 14H20c-6 0-8-4-6-6z' fill='hsl({hue} 50% 48%)'/></svg>"
        );
        fs::write(place.join("index.html"), &svg)?;
        fs::write(place.join("thumb"), &svg)?;
    }
    Ok(())
}
