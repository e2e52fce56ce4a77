//! The name of the app, which leads to its start page.

use leptos::prelude::*;

use crate::parts::link::href;
use crate::route::Route;

/// Sign and name.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href=href(&Route::Welcome) data-tip="Start page">
            <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
                <rect x="3" y="3" width="18" height="18" rx="5.5"/>
                <path d="M8 16.5v-6"/>
                <circle cx="8" cy="7.4" r=".6" fill="currentColor"/>
                <path d="m12 16.5 2.6-9 2.6 9M12.9 13.6h3.4"/>
            </svg>
            <span>"ImagineAnything"</span>
        </a>
    }
}
