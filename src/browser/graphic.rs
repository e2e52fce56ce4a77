//! Pictures of what an SVG element shows: with its styles written into it, and as pixels.

use js_sys::{Object, Promise, Uint8ClampedArray};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Element};

use super::by_name::{call, get, make, set, settled};

/// Styles that are written into a picture; those with a colour come first.
const STYLES: [&str; 11] = [
    "fill",
    "stroke",
    "fill-opacity",
    "opacity",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "font-family",
    "font-size",
    "font-weight",
];
const COLOURS: usize = 2;
/// Room around the drawing, and above it for the title.
const MARGIN: f64 = 16.0;
const HEAD: f64 = 32.0;
/// Pixels of a saved picture for each CSS pixel.
const SHARPNESS: f64 = 2.0;
/// What follows the pointer is in no picture.
const CURSOR: &str = "chart-now";
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// A picture that needs nothing of the page.
pub struct Picture {
    /// As SVG.
    pub text: String,
    size: (f64, f64),
}

/// A picture of the SVG within an element, below a title.
pub fn svg(around: &Element, title: &str) -> Option<Picture> {
    let shown = around.query_selector("svg").ok()??;
    let copy: Element = shown.clone_node_with_deep(true).ok()?.unchecked_into();
    let mut colours = Colours::new()?;
    let (originals, copies) = (all(&shown), all(&copy));
    for (original, copy) in originals.iter().zip(&copies) {
        if original.class_list().contains(CURSOR) {
            copy.remove();
        } else {
            write_styles(original, copy, &mut colours)?;
        }
    }
    let view_box = shown.get_attribute("viewBox")?;
    let sides: Vec<f64> = view_box.split(' ').filter_map(|side| side.parse().ok()).collect();
    let [_, _, width, height] = sides.as_slice() else { return None };
    let size = (width + 2.0 * MARGIN, height + HEAD + 2.0 * MARGIN);
    for (name, value) in [("xmlns", NAMESPACE), ("width", &size.0.to_string()), ("height", &size.1.to_string())] {
        copy.set_attribute(name, value).ok()?;
    }
    let whole = [-MARGIN, -HEAD - MARGIN, size.0, size.1].map(|side| side.to_string()).join(" ");
    copy.set_attribute("viewBox", &whole).ok()?;
    put_title(&copy, &shown, title, size, &mut colours)?;
    let text = call(&make("XMLSerializer", &[])?, "serializeToString", &[copy.into()]).ok()?.as_string()?;
    Some(Picture { text, size })
}

fn all(element: &Element) -> Vec<Element> {
    let Ok(found) = element.query_selector_all("*") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn style_of(element: &Element) -> Option<JsValue> {
    call(&window(), "getComputedStyle", &[element.into()]).ok()
}

fn property(style: &JsValue, name: &str) -> String {
    call(style, "getPropertyValue", &[name.into()]).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn write_styles(original: &Element, copy: &Element, colours: &mut Colours) -> Option<()> {
    let style = style_of(original)?;
    for (index, name) in STYLES.into_iter().enumerate() {
        let value = property(&style, name);
        let value = if index < COLOURS { colours.plain(&value) } else { value };
        copy.set_attribute(name, &value).ok()?;
    }
    copy.remove_attribute("class").ok()
}

/// A background of the page's colour, and the title on it.
fn put_title(picture: &Element, shown: &Element, title: &str, size: (f64, f64), colours: &mut Colours) -> Option<()> {
    let style = style_of(&document().body()?.into())?;
    let page = shown.closest("main").ok()?.and_then(|main| style_of(&main)).unwrap_or(style.clone());
    let background = document().create_element_ns(Some(NAMESPACE), "rect").ok()?;
    let (x, y) = (-MARGIN, -HEAD - MARGIN);
    for (name, value) in [("x", x), ("y", y), ("width", size.0), ("height", size.1)] {
        background.set_attribute(name, &value.to_string()).ok()?;
    }
    background.set_attribute("fill", &colours.plain(&property(&page, "background-color"))).ok()?;
    let heading = document().create_element_ns(Some(NAMESPACE), "text").ok()?;
    let family = property(&style, "font-family");
    let colour = colours.plain(&property(&style, "color"));
    for (name, value) in
        [("x", "0"), ("y", "-20"), ("font-size", "16"), ("font-weight", "600"), ("font-family", &family), ("fill", &colour)]
    {
        heading.set_attribute(name, value).ok()?;
    }
    heading.set_text_content(Some(title));
    let first = picture.first_child();
    picture.insert_before(&background, first.as_ref()).ok()?;
    picture.insert_before(&heading, first.as_ref()).ok()?;
    Some(())
}

/// Colours as every program understands them: as a canvas paints them.
struct Colours {
    canvas: JsValue,
    known: Vec<(String, String)>,
}

impl Colours {
    fn new() -> Option<Self> {
        let canvas: JsValue = document().create_element("canvas").ok()?.into();
        set(&canvas, "width", &1.into());
        set(&canvas, "height", &1.into());
        let options = Object::new();
        set(&options, "willReadFrequently", &true.into());
        let canvas = call(&canvas, "getContext", &["2d".into(), options.into()]).ok()?;
        Some(Self { canvas, known: Vec::new() })
    }

    fn plain(&mut self, colour: &str) -> String {
        if colour == "none" || colour.is_empty() {
            return "none".to_owned();
        }
        if let Some((_, plain)) = self.known.iter().find(|(known, _)| known == colour) {
            return plain.clone();
        }
        let plain = self.painted(colour).unwrap_or_else(|| colour.to_owned());
        self.known.push((colour.to_owned(), plain.clone()));
        plain
    }

    fn painted(&self, colour: &str) -> Option<String> {
        let one: [JsValue; 4] = [0.into(), 0.into(), 1.into(), 1.into()];
        call(&self.canvas, "clearRect", &one).ok()?;
        set(&self.canvas, "fillStyle", &colour.into());
        call(&self.canvas, "fillRect", &one).ok()?;
        let image = call(&self.canvas, "getImageData", &one).ok()?;
        let pixel = get(&image, "data")?.dyn_into::<Uint8ClampedArray>().ok()?.to_vec();
        let [red, green, blue, alpha] = *pixel.as_slice() else { return None };
        if alpha == 0 {
            return Some("none".to_owned());
        }
        let channels = [red, green, blue].map(|channel| channel.to_string()).join(",");
        Some(["rgb(", &channels, ")"].concat())
    }
}

/// The picture in pixels, as PNG.
pub async fn png(picture: &Picture) -> Option<Blob> {
    let image = make("Image", &[])?;
    let address = ["data:image/svg+xml;charset=utf-8,", &String::from(js_sys::encode_uri_component(&picture.text))].concat();
    set(&image, "src", &address.into());
    settled(&image, "onload", "onerror").await.ok()?;
    let canvas: JsValue = document().create_element("canvas").ok()?.into();
    let (width, height) = ((picture.size.0 * SHARPNESS).round(), (picture.size.1 * SHARPNESS).round());
    set(&canvas, "width", &width.into());
    set(&canvas, "height", &height.into());
    let context = call(&canvas, "getContext", &["2d".into()]).ok()?;
    call(&context, "drawImage", &[image, 0.into(), 0.into(), width.into(), height.into()]).ok()?;
    let promise = Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            // Resolving a promise cannot fail.
            let _ = resolve.call1(&JsValue::UNDEFINED, &blob);
        });
        let _ = call(&canvas, "toBlob", &[done, "image/png".into()]);
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
