//! What a person sees when the app has a bug: reload, and a report without secrets.
//!
//! Nothing of the app is used from here on, since any of it may be what broke: the page is made by the DOM alone, and its buttons
//! call functions of the browser, not of this program.

mod report;

use std::panic::PanicHookInfo;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::browser::config;

const ID: &str = "panic-screen";
const SVG: &str = "http://www.w3.org/2000/svg";

/// Shows the screen at the next panic.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let report = report_of(info);
        leptos::logging::error!("{report}");
        // Where even that fails there is nobody left to tell.
        let _ = show(&report);
    }));
}

fn report_of(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let message = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let path = window().location().pathname().unwrap_or_default();
    let browser = window().navigator().user_agent().unwrap_or_default();
    report::write(message.unwrap_or("no message"), &place, &path, &browser)
}

fn show(report: &str) -> Result<(), JsValue> {
    let body = document().body().ok_or(JsValue::NULL)?;
    if document().get_element_by_id(ID).is_some() {
        return Ok(());
    }
    let main = element("main", "problem")?;
    main.set_id(ID);
    let state = element("div", "state")?;
    state.set_attribute("data-kind", "error")?;
    state.set_attribute("role", "alert")?;
    let heading = text("h1", "Something broke")?;
    let words = text("p", "The dashboard stopped because of a mistake in it. Your drafts and sign-ins are kept. Reload to go on.")?;
    let (buttons, details) = (buttons(report)?, details(report)?);
    for part in [&icon("bug")?, &heading, &words, &buttons, &details] {
        state.append_child(part)?;
    }
    main.append_child(&state)?;
    body.set_text_content(None);
    body.append_child(&main)?;
    Ok(())
}

fn buttons(report: &str) -> Result<Element, JsValue> {
    let row = element("div", "button-row")?;
    let reload = button("Reload", "rotate-cw")?;
    reload.set_attribute("data-kind", "primary")?;
    on_click(&reload, &window().location(), "reload", None)?;
    row.append_child(&reload)?;
    let copy = button("Copy report", "copy")?;
    let copied = text("span", "Copied")?;
    copied.set_attribute("hidden", "")?;
    copied.set_attribute("role", "status")?;
    // There is no clipboard on insecure addresses; the report can still be selected.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    if on_click(&copy, &clipboard, "writeText", Some(report)).is_ok() {
        on_click(&copy, &copied, "removeAttribute", Some("hidden"))?;
        row.append_child(&copy)?;
        row.append_child(&copied)?;
    }
    Ok(row)
}

fn details(report: &str) -> Result<Element, JsValue> {
    let details = element("details", "")?;
    let shown = text("pre", report)?;
    shown.set_class_name("details-text");
    shown.set_attribute("tabindex", "0")?;
    details.append_child(&*text("summary", "Report")?)?;
    details.append_child(&shown)?;
    Ok(details)
}

fn button(label: &str, icon_name: &str) -> Result<Element, JsValue> {
    let button = element("button", "button")?;
    button.set_attribute("type", "button")?;
    button.append_child(&*icon(icon_name)?)?;
    button.append_child(&document().create_text_node(label))?;
    Ok(button)
}

fn icon(name: &str) -> Result<Element, JsValue> {
    let icon = document().create_element_ns(Some(SVG), "svg")?;
    icon.set_attribute("class", "icon")?;
    icon.set_attribute("aria-hidden", "true")?;
    let shape = document().create_element_ns(Some(SVG), "use")?;
    shape.set_attribute("href", &[&config::public_path(), "/icons.svg#", name].concat())?;
    icon.append_child(&shape)?;
    Ok(icon)
}

fn element(tag: &str, class: &str) -> Result<Element, JsValue> {
    let element = document().create_element(tag)?;
    element.set_class_name(class);
    Ok(element)
}

fn text(tag: &str, content: &str) -> Result<Element, JsValue> {
    let element = element(tag, "")?;
    element.set_text_content(Some(content));
    Ok(element)
}

/// Calls a method of an object of the browser when a button is clicked.
fn on_click(button: &Element, owner: &JsValue, method: &str, argument: Option<&str>) -> Result<(), JsValue> {
    let method: Function = Reflect::get(owner, &method.into())?.dyn_into()?;
    let bind: Function = Reflect::get(&method, &"bind".into())?.dyn_into()?;
    let bound: Function = bind.apply(&method, &Array::of2(owner, &argument.into()))?.dyn_into()?;
    button.add_event_listener_with_callback("click", &bound)
}
