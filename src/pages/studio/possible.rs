//! What can be made now, in the place of what is wished for.

use contract::generation::GenerationType;
use contract::providers::Provider;
use leptos::prelude::*;

use super::form::Form;
use crate::route::studio::Making;
use crate::store::providers::Desk;

/// Keeps what is chosen to what can be made now, also in the address. The text says what was chosen instead of what, and why.
pub fn keep_possible(form: Form, desk: &Desk, change: Callback<Making>) -> ReadSignal<Option<String>> {
    let ((told, tell), desk) = (signal(None), desk.clone());
    Effect::new(move |corrected: Option<Option<Making>>| {
        let wanted = Making { kind: Some(form.kind.get()), provider: form.provider.get() };
        let (possible, words) = nearest(&desk, form.kind.get(), form.provider.get())?;
        if possible == wanted {
            let corrected = corrected.flatten().filter(|corrected| *corrected == wanted);
            if corrected.is_none() {
                tell.set(None);
            }
            return corrected;
        }
        form.provider.set(possible.provider.clone());
        if words.is_some() {
            change.run(possible.clone());
        }
        tell.set(words);
        Some(possible)
    });
    told
}

/// The providers that can make something now; tracked. `None` while that is not known.
pub fn usable(desk: &Desk, kind: &GenerationType) -> Option<Vec<Provider>> {
    let state = kind.makers().map(|provider| Some((provider, desk.is_usable(provider)?))).collect::<Option<Vec<_>>>()?;
    Some(state.into_iter().filter(|(_, is_usable)| *is_usable).map(|(provider, _)| provider.clone()).collect())
}

/// What comes nearest to a wish, and what to say about it; tracked. `None` while that is not known.
fn nearest(desk: &Desk, kind: GenerationType, provider: Option<Provider>) -> Option<(Making, Option<String>)> {
    let made = if matches!(kind, GenerationType::Unknown(_)) { GenerationType::Image } else { kind.clone() };
    let usable = usable(desk, &made)?;
    let refused = provider.clone().filter(|provider| !usable.contains(provider));
    // Whoever was chosen before and still can, else the first that can.
    let chosen = provider.filter(|provider| usable.contains(provider)).or_else(|| usable.into_iter().next());
    let words = if kind == made {
        refused.zip(chosen.as_ref()).map(|(refused, chosen)| instead(refused.label(), why_not(desk, &refused, &made), chosen.label()))
    } else {
        Some(instead(kind.label(), UNKNOWN, made.label()))
    };
    Some((Making { kind: Some(made), provider: chosen }, words))
}

const UNKNOWN: &str = "is not known to this version";

fn why_not(desk: &Desk, provider: &Provider, kind: &GenerationType) -> &'static str {
    match provider {
        Provider::Unknown(_) => UNKNOWN,
        provider if !provider.makes(kind) => "does not make this",
        provider if desk.service(provider).is_some() => "is off",
        _ => "is not connected",
    }
}

fn instead(what: &str, why: &str, chosen: &str) -> String {
    [what, " ", why, "; ", chosen, " is chosen instead."].concat()
}
