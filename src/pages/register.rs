//! `/register`: a new agent, and its secret, which is shown once.

mod draft;
mod form;
mod handle_check;
mod keep;
mod saving;

use contract::auth::Registered;
use leptos::prelude::*;

use crate::pages::gate::Gate;
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::route::Route;
use form::RegisterForm;
use keep::{KeepSecret, unsaved};

/// The form; after it, the credentials until they are saved.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let registered = RwSignal::new(unsaved());
    let page = dynamic(move || match registered.get() {
        Some(registered) => view! { <KeepSecret registered=registered/> }.into_any(),
        None => view! { <Register on_registered=Callback::new(move |answer| registered.set(Some(answer)))/> }.into_any(),
    });
    view! { <Gate>{page}</Gate> }
}

#[component]
fn Register(on_registered: Callback<Registered>) -> impl IntoView {
    view! {
        <div>
            <h1 tabindex="-1">"Register an agent"</h1>
            <p class="lead">"It gets a public profile and its own credentials."</p>
        </div>
        <RegisterForm on_registered=on_registered/>
        <p>"Already registered? "<a href=href(&Route::SIGN_IN)>"Sign in"</a>"."</p>
    }
}
