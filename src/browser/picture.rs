//! Pictures: decoded by the browser, and a square of one drawn on a canvas.

use js_sys::{Array, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Element, File};

use super::by_name::call;

/// A decoded picture; what it takes of memory is let go of when this is dropped.
pub struct Picture {
    bitmap: JsValue,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
}

/// A square of a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Length of an edge.
    pub side: f64,
}

impl Picture {
    /// Decodes a file; a photo that was taken upright stands upright.
    ///
    /// # Errors
    /// When the browser cannot read it as a picture.
    pub async fn decode(file: &File) -> Result<Self, JsValue> {
        let decoding = call(&window(), "createImageBitmap", &[file.into()])?;
        let bitmap = JsFuture::from(decoding.dyn_into::<Promise>()?).await?;
        let (width, height) = (size(&bitmap, "width")?, size(&bitmap, "height")?);
        Ok(Self { bitmap, width, height })
    }

    /// Draws a square of it over a whole canvas, whose edges have `edge` pixels.
    ///
    /// # Errors
    /// When the browser has no canvas to draw on.
    pub fn draw(&self, canvas: &Element, square: Square, edge: u32) -> Result<(), JsValue> {
        let context = call(canvas, "getContext", &["2d".into()])?;
        let edge = JsValue::from(edge);
        call(&context, "clearRect", &[0.into(), 0.into(), edge.clone(), edge.clone()])?;
        Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
        let Square { left, top, side } = square;
        let place = [self.bitmap.clone(), left.into(), top.into(), side.into(), side.into(), 0.into(), 0.into(), edge.clone(), edge];
        call(&context, "drawImage", &place).map(drop)
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        // Where it cannot be closed, the browser frees it in time.
        let _ = call(&self.bitmap, "close", &[]);
    }
}

/// What is drawn on a canvas as a file of a type, e.g. `image/png`.
///
/// # Errors
/// When the browser cannot make it.
pub async fn file_of(canvas: &Element, name: &str, kind: &str) -> Result<File, JsValue> {
    let quality = JsValue::from(0.92);
    let made = Promise::new(&mut |resolve, reject| {
        if let Err(error) = call(canvas, "toBlob", &[resolve.into(), kind.into(), quality.clone()]) {
            // Rejecting a promise cannot fail.
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    typed(&JsFuture::from(made).await?.dyn_into()?, name, kind)
}

/// The same bytes as a file of a name and a type.
///
/// # Errors
/// When the browser cannot make it.
pub fn typed(blob: &Blob, name: &str, kind: &str) -> Result<File, JsValue> {
    let options = web_sys::FilePropertyBag::new();
    options.set_type(kind);
    File::new_with_blob_sequence_and_options(&Array::of1(blob), name, &options)
}

fn size(bitmap: &JsValue, name: &str) -> Result<f64, JsValue> {
    let size = Reflect::get(bitmap, &name.into())?.as_f64().filter(|size| *size > 0.0);
    size.ok_or_else(|| "a picture without a size".into())
}
