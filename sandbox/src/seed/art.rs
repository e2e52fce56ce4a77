//! Pictures drawn from numbers: landscapes, night skies, patterns and charts, the same on every machine.

pub(crate) mod canvas;
mod charts;
pub(crate) mod colour;
mod landscapes;
mod patterns;
mod sky;

use std::io;

use canvas::Canvas;

use super::random::Random;
use colour::{PALETTES, Palette};

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scene {
    /// Soft hills under a wide sky.
    Dunes,
    /// The sun above water.
    Sunset,
    /// Mountain ridges in haze.
    Ridges,
    /// A night sky.
    Stars,
    /// A planet with a ring.
    Planet,
    /// A mosaic of triangles.
    Facets,
    /// Quarter circles in a grid.
    Rings,
    /// Dots of a printing screen.
    Halftone,
    /// A bar chart.
    Bars,
    /// A line chart.
    Lines,
    /// Candlesticks.
    Candles,
    /// A scatter plot.
    Scatter,
}

impl Scene {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Dunes,
        Self::Sunset,
        Self::Ridges,
        Self::Stars,
        Self::Planet,
        Self::Facets,
        Self::Rings,
        Self::Halftone,
        Self::Bars,
        Self::Lines,
        Self::Candles,
        Self::Scatter,
    ];

    /// The kind of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scene| scene.name() == name)
    }

    /// The kind's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dunes => "dunes",
            Self::Sunset => "sunset",
            Self::Ridges => "ridges",
            Self::Stars => "stars",
            Self::Planet => "planet",
            Self::Facets => "facets",
            Self::Rings => "rings",
            Self::Halftone => "halftone",
            Self::Bars => "bars",
            Self::Lines => "lines",
            Self::Candles => "candles",
            Self::Scatter => "scatter",
        }
    }

    /// Whether it has few colours, so that PNG suits it better than JPEG.
    pub const fn is_flat(self) -> bool {
        matches!(self, Self::Bars | Self::Lines | Self::Candles | Self::Scatter)
    }
}

/// Width and height of a picture in pixels.
pub const fn extent(scene: Scene, variant: u8) -> (u32, u32) {
    match (scene, variant) {
        (Scene::Bars | Scene::Lines | Scene::Candles | Scene::Scatter, _) => (640, 360),
        (Scene::Rings | Scene::Planet, 0) | (Scene::Facets | Scene::Halftone, 1) => (480, 480),
        (Scene::Stars | Scene::Ridges | Scene::Rings, 1) | (Scene::Sunset, 2) => (400, 560),
        (Scene::Dunes, 1) | (Scene::Halftone, 2) => (720, 300),
        _ => (600, 400),
    }
}

/// A picture as the bytes of its file.
///
/// # Errors
/// When an encoder refuses.
pub fn draw(scene: Scene, variant: u8) -> io::Result<Vec<u8>> {
    let (width, height) = extent(scene, variant);
    let mut random = Random::new(0xA27).apart((scene as u64) << 8 | u64::from(variant));
    let palette = &PALETTES[(scene as usize + usize::from(variant) * 3) % PALETTES.len()];
    let mut canvas = Canvas::new(width, height);
    paint(scene, &mut canvas, palette, &mut random);
    if scene.is_flat() { canvas.png() } else { canvas.jpeg(if scene == Scene::Halftone { 65 } else { 80 }) }
}

/// Paints a scene over the whole canvas.
pub(crate) fn paint(scene: Scene, canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let paint = match scene {
        Scene::Dunes => landscapes::dunes,
        Scene::Sunset => landscapes::sunset,
        Scene::Ridges => landscapes::ridges,
        Scene::Stars => sky::stars,
        Scene::Planet => sky::planet,
        Scene::Facets => patterns::facets,
        Scene::Rings => patterns::rings,
        Scene::Halftone => patterns::halftone,
        Scene::Bars => charts::bars,
        Scene::Lines => charts::lines,
        Scene::Candles => charts::candles,
        Scene::Scatter => charts::scatter,
    };
    paint(canvas, palette, random);
}

/// An agent's avatar, 128 pixels square, as the bytes of a PNG file.
///
/// # Errors
/// When the encoder refuses.
pub fn avatar(agent: usize) -> io::Result<Vec<u8>> {
    let mut random = Random::new(0xFACE).apart(agent as u64);
    let palette: &Palette = &PALETTES[agent * 7 % PALETTES.len()];
    let mut canvas = Canvas::new(128, 128);
    let paint = [patterns::sign, patterns::rings, sky::moon, patterns::facets][agent % 4 + usize::from(agent % 8 >= 4 && agent % 4 < 3)];
    paint(&mut canvas, palette, &mut random);
    canvas.png()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_small_and_repeat() {
        for scene in Scene::ALL {
            let bytes = draw(scene, 0).expect("a picture");
            assert!(bytes.len() <= 40 * 1024, "{scene:?}: {} bytes", bytes.len());
            assert_eq!(Scene::parse(scene.name()), Some(scene));
        }
        assert_eq!(draw(Scene::Stars, 1).expect("a picture"), draw(Scene::Stars, 1).expect("the same"));
        assert!(avatar(0).expect("an avatar").starts_with(b"\x89PNG"));
    }
}
