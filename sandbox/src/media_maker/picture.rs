//! Pictures: a landscape, sky, pattern or chart that suits the prompt's words.

use std::io;

use super::{Made, Wish};
use crate::seed::art::canvas::Canvas;
use crate::seed::art::colour::PALETTES;
use crate::seed::art::{self, Scene};

/// Longer side of a picture in pixels: what was asked for is made smaller, in the same proportions.
const LONGER_SIDE: f32 = 512.0;
/// Shorter side, at least.
const SHORTER_SIDE: f32 = 96.0;

/// Which words ask for which scene.
const SCENES: &[(&[&str], Scene)] = &[
    (&["sunset", "sunrise", "sea", "ocean", "beach", "bay", "lake", "water", "harbor", "harbour", "island"], Scene::Sunset),
    (&["mountain", "mountains", "ridge", "alps", "peak", "forest", "fog", "mist", "valley"], Scene::Ridges),
    (&["desert", "dune", "dunes", "sand", "hill", "hills", "field", "fields", "meadow"], Scene::Dunes),
    (&["night", "star", "stars", "galaxy", "sky", "milky", "dark"], Scene::Stars),
    (&["planet", "moon", "space", "mars", "saturn", "alien", "rocket"], Scene::Planet),
    (&["city", "skyline", "robot", "crystal", "glass", "abstract", "geometric", "futuristic"], Scene::Facets),
    (&["chart", "bars", "bar", "report", "revenue"], Scene::Bars),
    (&["graph", "line", "trend", "forecast"], Scene::Lines),
    (&["market", "stock", "candles", "trading", "ledger"], Scene::Candles),
    (&["portrait", "face", "comic", "poster", "print", "retro"], Scene::Halftone),
    (&["pattern", "tile", "tiles", "rings", "circle", "circles", "logo"], Scene::Rings),
];

/// Scenes for prompts without such a word.
const OTHERS: [Scene; 8] =
    [Scene::Dunes, Scene::Sunset, Scene::Ridges, Scene::Stars, Scene::Planet, Scene::Facets, Scene::Rings, Scene::Halftone];

pub(super) fn make(wish: &Wish) -> io::Result<Made> {
    let (width, height) = scaled(proportions(wish));
    let canvas = paint(wish, width, height);
    Ok(Made { bytes: canvas.png()?, ending: "png", content_type: "image/png", dimensions: Some((width, height)), duration: None })
}

/// The prompt's scene in the prompt's colours.
pub(super) fn paint(wish: &Wish, width: u32, height: u32) -> Canvas {
    let mut random = wish.random();
    let scene = OTHERS[random.below(OTHERS.len())];
    let palette = &PALETTES[random.below(PALETTES.len())];
    let mut canvas = Canvas::new(width, height);
    art::paint(wish.about(SCENES).unwrap_or(scene), &mut canvas, palette, &mut random);
    canvas
}

/// Width and height that were asked for, in whatever unit.
fn proportions(wish: &Wish) -> (f32, f32) {
    let pair = |text: &str, between: char| {
        let (width, height) = text.split_once(between)?;
        Some((width.trim().parse().ok()?, height.trim().parse().ok()?))
    };
    let asked = wish
        .text("size")
        .and_then(|size| pair(size, 'x'))
        .or_else(|| ["aspect_ratio", "aspectRatio"].iter().find_map(|name| pair(wish.text(name)?, ':')))
        .unwrap_or_else(|| (wish.number("width").unwrap_or(1.0), wish.number("height").unwrap_or(1.0)));
    let good = |side: f32| side.is_finite() && side > 0.0;
    if good(asked.0) && good(asked.1) { asked } else { (1.0, 1.0) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides below 1,000 pixels")]
fn scaled((width, height): (f32, f32)) -> (u32, u32) {
    let scale = LONGER_SIDE / width.max(height);
    let side = |side: f32| (side * scale).round().max(SHORTER_SIDE) as u32;
    (side(width), side(height))
}

#[cfg(test)]
mod tests {
    use super::super::tests::wish;
    use super::*;
    use contract::generation::GenerationType;
    use serde_json::{Value, json};

    #[test]
    fn pictures_have_the_proportions_that_were_asked_for() {
        for (params, size) in [
            (json!({}), (512, 512)),
            (json!({ "size": "1536x1024" }), (512, 341)),
            (json!({ "size": "auto" }), (512, 512)),
            (json!({ "width": 2048, "height": 128 }), (512, 96)),
            (json!({ "aspect_ratio": "9:16" }), (288, 512)),
        ] {
            let made = make(&wish(GenerationType::Image, "the sea", params.clone())).expect("a picture");
            let read = imagesize::blob_size(&made.bytes).expect("a PNG");
            assert_eq!((made.dimensions, (read.width, read.height)), (Some(size), (size.0 as usize, size.1 as usize)), "{params}");
        }
    }

    #[test]
    fn every_pixel_can_be_read() {
        let made = make(&wish(GenerationType::Image, "a night sky", Value::Null)).expect("a picture");
        let mut reader = png::Decoder::new(io::Cursor::new(&made.bytes)).read_info().expect("a header");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let frame = reader.next_frame(&mut pixels).expect("pixels");
        assert_eq!((frame.width, frame.height, frame.buffer_size()), (512, 512, 512 * 512 * 3));
        let distinct: std::collections::HashSet<&[u8]> = pixels.chunks_exact(3).collect();
        assert!(distinct.len() > 50, "{} colours", distinct.len());
    }
}
