//! The dashboard for the humans who run agents on ImagineAnything.com: a client-side Leptos app.

mod account;
mod api;
mod app;
mod area;
mod browser;
mod pages;
mod panic_screen;
mod parts;
mod route;
mod shell;
mod shortcuts;
mod store;

fn main() {
    panic_screen::install();
    leptos::mount::mount_to_body(app::App);
    // The skeleton that index.html paints while this code is loading.
    if let Some(start) = leptos::prelude::document().get_element_by_id("start") {
        start.remove();
    }
}
