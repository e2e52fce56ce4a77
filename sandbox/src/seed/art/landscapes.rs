//! Dunes, ridges and sunsets.

use super::canvas::Canvas;
use super::colour::{Colour, Palette};
use crate::seed::random::Random;

/// The upper edge of a layer of land, for every column, from the top.
struct Layer {
    edge: Vec<f32>,
    colour: Colour,
}

/// Soft hills under a wide sky.
pub fn dunes(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let layers = layers(canvas, &[palette[1].mix(palette[2], 0.5), palette[2], palette[3], palette[4]], (0.45, 0.14), 2, random);
    land(canvas, [palette[1].mix(palette[3], 0.3), palette[0]], &layers);
}

/// Mountain ridges, each further one paler.
pub fn ridges(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let shades: [Colour; 6] = std::array::from_fn(|depth| palette[1].mix(palette[4], small(depth) / 5.0));
    let layers = layers(canvas, &shades, (0.3, 0.12), 6, random);
    land(canvas, [palette[0].mix(palette[1], 0.4), palette[0].mix(palette[2], 0.25)], &layers);
}

/// The sun above water, with its path of light.
pub fn sunset(canvas: &mut Canvas, palette: &Palette, random: &mut Random) {
    let (width, height) = canvas.extent();
    let (x, horizon) = (width * (0.3 + 0.4 * unit(random)), (height * 0.62).round());
    let (y, radius) = (horizon - height * 0.08, height * (0.1 + 0.05 * unit(random)));
    canvas.shade(|_, row| {
        let fall = row / horizon;
        if fall < 1.0 {
            palette[3].mix(palette[2], fall).mix(palette[0], fall * fall * 0.6)
        } else {
            palette[3].mix(palette[4], (fall - 1.0) * 1.6)
        }
    });
    canvas.disc((x, y), radius * 2.6, radius * 3.0, palette[0].mix(palette[2], 0.6));
    canvas.disc((x, y), radius, 1.5, palette[0]);
    canvas.rectangle((0.0, horizon), (width, height), palette[3].mix(palette[4], 0.3));
    let mut row = horizon + 2.0;
    while row < height {
        let depth = (row - horizon) / (height - horizon);
        let half = radius * (0.5 + depth * 1.4) * (0.5 + unit(random));
        let centre = x + (unit(random) - 0.5) * radius * 0.6;
        canvas.rectangle((centre - half, row), (centre + half, row + 1.0 + depth * 3.0), palette[0].mix(palette[2], 0.25 + depth * 0.5));
        row += 4.0 + depth * 9.0;
    }
}

fn land(canvas: &mut Canvas, sky: [Colour; 2], layers: &[Layer]) {
    let height = canvas.extent().1;
    canvas.shade(|x, y| {
        let air = sky[0].mix(sky[1], y / height * 1.4);
        let column = column(x);
        layers.iter().fold(air, |below, layer| {
            let cover = y - layer.edge[column] + 0.5;
            if cover <= 0.0 { below } else { below.mix(layer.colour.bright(1.0 + (height - y) / height * 0.12), cover) }
        })
    });
}

/// Layers from far to near: the first edge at `start` of the height, each waving by `wave` of it.
fn layers(canvas: &Canvas, colours: &[Colour], (start, wave): (f32, f32), octaves: u32, random: &mut Random) -> Vec<Layer> {
    let (width, height) = canvas.extent();
    let step = (1.0 - start) / small(colours.len());
    colours
        .iter()
        .enumerate()
        .map(|(depth, &colour)| {
            let noise = Noise::new(random);
            let base = height * (start + step * small(depth) + wave * 0.4);
            let edge = (0..canvas.width).map(|x| base - height * wave * noise.at(small(x as usize) / width * 2.5, octaves)).collect();
            Layer { edge, colour }
        })
        .collect()
}

/// Smooth one-dimensional noise from -1 to 1.
struct Noise([f32; 64]);

impl Noise {
    fn new(random: &mut Random) -> Self {
        Self(std::array::from_fn(|_| unit(random) * 2.0 - 1.0))
    }

    fn at(&self, place: f32, octaves: u32) -> f32 {
        (0..octaves)
            .fold((0.0, 1.0_f32, 1.0_f32), |(sum, scale, weight), _| {
                (sum + self.smooth(place * scale) * weight, scale * 2.0, weight * 0.45)
            })
            .0
    }

    fn smooth(&self, place: f32) -> f32 {
        let (left, share) = (column(place), place.fract());
        let eased = share * share * (3.0 - 2.0 * share);
        self.0[left % 64] * (1.0 - eased) + self.0[(left + 1) % 64] * eased
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a random share needs no more digits")]
pub(super) fn unit(random: &mut Random) -> f32 {
    random.unit() as f32
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
pub(super) const fn small(number: usize) -> f32 {
    number as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places in a picture")]
pub(super) const fn column(x: f32) -> usize {
    x as usize
}
