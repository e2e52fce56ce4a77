//! The menu that saves a chart: as a picture, or its figures.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::About;
use super::data::Data;
use super::table::csv;
use crate::browser::download;
use crate::browser::graphic::{self, Picture};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::menu::Menu;
use crate::store::Store;

/// A button with its menu. Pictures are of what is shown: there are none of the table.
#[component]
pub fn SaveMenu(about: StoredValue<About>, data: Memo<Data>, plot: NodeRef<html::Div>, as_table: RwSignal<bool>) -> impl IntoView {
    let store = Store::here();
    let id = unique_id("save");
    let label = about.with_value(|about| ["Save ", &about.title].concat());
    let pictures = move || {
        (!as_table.get()).then(|| {
            view! {
                <button role="menuitem" type="button" on:click=move |_| save_svg(store, about, plot)><Icon name="download"/>"Picture (SVG)"</button>
                <button role="menuitem" type="button" on:click=move |_| save_png(store, about, plot)><Icon name="download"/>"Picture (PNG)"</button>
            }
        })
    };
    let save_csv = move |_| {
        let text = data.with_untracked(|data| about.with_value(|about| csv(about, data)));
        told(store, download::save(&name(about, "csv"), &text).is_ok());
    };
    view! {
        <div class="menu-anchor">
            <button class="icon-button" type="button" popovertarget=id.clone() aria-haspopup="menu" aria-label=label.clone()><Icon name="download"/></button>
            <Menu id=id label=label>
                {dynamic(pictures)}
                <button role="menuitem" type="button" on:click=save_csv><Icon name="table-2"/>"Figures (CSV)"</button>
            </Menu>
        </div>
    }
}

fn told(store: Store, is_saved: bool) {
    store.notices.done(if is_saved { "The file was saved." } else { "This browser could not make the file." }, None);
}

/// The picture of what is shown now.
fn drawn(about: StoredValue<About>, plot: NodeRef<html::Div>) -> Option<Picture> {
    about.with_value(|about| graphic::svg(plot.get_untracked()?.as_ref(), &about.title))
}

fn save_svg(store: Store, about: StoredValue<About>, plot: NodeRef<html::Div>) {
    told(store, drawn(about, plot).is_some_and(|picture| download::save(&name(about, "svg"), &picture.text).is_ok()));
}

fn save_png(store: Store, about: StoredValue<About>, plot: NodeRef<html::Div>) {
    let (drawn, name) = (drawn(about, plot), name(about, "png"));
    spawn_local(async move {
        let pixels = match &drawn {
            Some(drawn) => graphic::png(drawn).await,
            None => None,
        };
        told(store, pixels.is_some_and(|pixels| download::save_blob(&name, &pixels).is_ok()));
    });
}

/// `axp-by-day.csv`.
fn name(about: StoredValue<About>, ending: &str) -> String {
    about.with_value(|about| [&file_name(&about.title), ".", ending].concat())
}

fn file_name(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_their_title() {
        assert_eq!(file_name("AXP by day, @nova_sketch"), "axp-by-day-nova-sketch");
    }
}
