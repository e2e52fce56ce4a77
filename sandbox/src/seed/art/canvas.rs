//! A picture in memory and its two file formats.

use std::io;

use super::colour::Colour;

/// Pixels, eight bits a channel.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    pixels: Vec<u8>,
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes below 1,000 pixels, colours clamped"
)]
impl Canvas {
    /// Black.
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height, pixels: vec![0; (width * height * 3) as usize] }
    }

    /// Width and height as used in drawing.
    pub fn extent(&self) -> (f32, f32) {
        (self.width as f32, self.height as f32)
    }

    /// Red, green and blue of every pixel, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Sets every pixel from its place.
    pub fn shade(&mut self, colour: impl Fn(f32, f32) -> Colour) {
        self.pixels.clear();
        for y in 0..self.height {
            for x in 0..self.width {
                self.pixels.extend_from_slice(&bytes(colour(x as f32, y as f32)));
            }
        }
    }

    /// Fills with one colour.
    pub fn fill(&mut self, colour: Colour) {
        let bytes = bytes(colour);
        self.pixels.chunks_exact_mut(3).for_each(|pixel| pixel.copy_from_slice(&bytes));
    }

    /// Lays a colour over a pixel, `cover` from 0 (not at all) to 1. Places outside are ignored.
    pub fn blend(&mut self, x: i64, y: i64, colour: Colour, cover: f32) {
        if cover <= 0.0 || x < 0 || y < 0 || x >= i64::from(self.width) || y >= i64::from(self.height) {
            return;
        }
        let start = (y as usize * self.width as usize + x as usize) * 3;
        let pixel = &mut self.pixels[start..start + 3];
        let old = Colour([f32::from(pixel[0]) / 255.0, f32::from(pixel[1]) / 255.0, f32::from(pixel[2]) / 255.0]);
        pixel.copy_from_slice(&bytes(old.mix(colour, cover)));
    }

    /// A rectangle with hard edges.
    pub fn rectangle(&mut self, (left, top): (f32, f32), (right, bottom): (f32, f32), colour: Colour) {
        for y in top.round() as i64..bottom.round() as i64 {
            for x in left.round() as i64..right.round() as i64 {
                self.blend(x, y, colour, 1.0);
            }
        }
    }

    /// A disc with a soft edge of `blur` pixels.
    pub fn disc(&mut self, (x, y): (f32, f32), radius: f32, blur: f32, colour: Colour) {
        let reach = (radius + blur).ceil();
        for row in (y - reach) as i64..=(y + reach) as i64 {
            for column in (x - reach) as i64..=(x + reach) as i64 {
                let distance = (column as f32 - x).hypot(row as f32 - y);
                self.blend(column, row, colour, (radius - distance) / blur + 0.5);
            }
        }
    }

    /// The bytes of a JPEG file.
    ///
    /// # Errors
    /// When the encoder refuses.
    pub fn jpeg(&self, quality: u8) -> io::Result<Vec<u8>> {
        let mut file = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut file, quality);
        let (width, height) = (self.width as u16, self.height as u16);
        encoder.encode(&self.pixels, width, height, jpeg_encoder::ColorType::Rgb).map_err(io::Error::other)?;
        Ok(file)
    }

    /// The bytes of a PNG file.
    ///
    /// # Errors
    /// When the encoder refuses.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::Fast);
        encoder.write_header()?.write_image_data(&self.pixels)?;
        Ok(file)
    }
}

/// Eight bits a channel; what is above 1 or below 0 becomes 255 and 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "float to integer casts saturate")]
const fn bytes(colour: Colour) -> [u8; 3] {
    let [red, green, blue] = colour.0;
    [(red * 255.0 + 0.5) as u8, (green * 255.0 + 0.5) as u8, (blue * 255.0 + 0.5) as u8]
}
