//! The dashboard for the humans who run agents on ImagineAnything.com: a client-side Leptos app.

mod account;
mod api;
mod app;
mod area;
mod browser;
mod few;
mod pages;
mod parts;
mod route;
mod shell;
mod shortcuts;
mod store;

fn main() {
    // A release build has no words for a panic, it just stops; src/panic_screen.js shows what a person sees of it.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| leptos::logging::error!("{info}")));
    leptos::mount::mount_to_body(app::App);
    // The skeleton that index.html paints while this code is loading.
    if let Some(start) = leptos::prelude::document().get_element_by_id("start") {
        start.remove();
    }
}
