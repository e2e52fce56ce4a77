//! The dialog in which a picture is cut to a square and sent. What its canvas shows is what is sent.

use contract::files::ImageKind;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, PointerEvent, WheelEvent};

use super::frame::Frame;
use crate::api::ApiError;
use crate::api::upload::Upload;
use crate::browser::picture::{self, Picture};
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dialog::Dialog;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::error_callout::ErrorCallout;
use crate::route::Actor;
use crate::store::Store;
use crate::store::agents::own;

/// Pixels of an edge of the avatar that is sent: enough for the largest place at a fine display.
const EDGE: u32 = 512;
/// How far the wheel is turned for a step of zoom, in pixels.
const WHEEL: f64 = 600.0;

/// A picture that is being cut.
#[derive(Clone, Copy)]
pub struct Cropping {
    open: RwSignal<bool>,
    picture: StoredValue<Option<Picture>, LocalStorage>,
    kind: RwSignal<ImageKind>,
    frame: RwSignal<Frame>,
    upload: RwSignal<Option<Upload>>,
    error: RwSignal<Option<ApiError>>,
    canvas: NodeRef<html::Canvas>,
    /// Where the pointer was last while it drags.
    dragged: StoredValue<Option<(f64, f64)>>,
    actor: StoredValue<Actor>,
    owner: StoredValue<Owner>,
}

impl Cropping {
    /// Nothing is cut yet.
    pub fn new(actor: Actor) -> Self {
        let cropping = Self {
            open: RwSignal::new(false),
            picture: StoredValue::new_local(None),
            kind: RwSignal::new(ImageKind::Jpeg),
            frame: RwSignal::new(Frame::middle(1.0, 1.0)),
            upload: RwSignal::new(None),
            error: RwSignal::new(None),
            canvas: NodeRef::new(),
            dragged: StoredValue::new(None),
            actor: StoredValue::new(actor),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        Effect::new(move |_| {
            if !cropping.open.get() {
                cropping.closed();
            }
        });
        cropping
    }

    /// Opens the dialog with a picture.
    pub fn begin(self, kind: ImageKind, picture: Picture) {
        self.kind.set(kind);
        self.frame.set(Frame::middle(picture.width, picture.height));
        self.picture.set_value(Some(picture));
        self.open.set(true);
    }

    /// What is on its way is stopped.
    fn closed(self) {
        if let Some(upload) = self.upload.get_untracked() {
            upload.cancel();
        }
        self.picture.set_value(None);
        self.error.set(None);
    }

    fn draw(self, canvas: &Element, frame: Frame) {
        self.picture.with_value(|picture| {
            if let Some(picture) = picture {
                // Without a canvas nothing is shown, and sending says so.
                let _ = picture.draw(canvas, frame.square(), EDGE);
            }
        });
    }

    fn send(self, store: Store) {
        let Some(canvas) = self.canvas.get_untracked() else { return };
        let upload = self.owner.get_value().with(Upload::default);
        self.upload.set(Some(upload));
        self.error.set(None);
        let (actor, is_photo) = (self.actor.get_value(), self.kind.get_untracked() == ImageKind::Jpeg);
        spawn_local(async move {
            let (name, kind) = if is_photo { ("avatar.jpg", "image/jpeg") } else { ("avatar.png", "image/png") };
            let outcome = match picture::file_of(&canvas, name, kind).await {
                Ok(file) => own::set_avatar(store, &actor, upload, &file).await,
                Err(_) => Err(ApiError::Undecodable { what: "picture" }),
            };
            self.upload.try_set(None);
            self.ended(store, &actor, outcome).await;
        });
    }

    async fn ended(self, store: Store, actor: &Actor, outcome: Result<(), ApiError>) {
        match outcome {
            Ok(()) => {
                store.notices.done("Avatar changed.", None);
                self.open.try_set(false);
            }
            Err(ApiError::Cancelled) => {
                // It may have arrived before it was stopped; should that stay unknown, the next visit tells.
                let _ = own::reload(store, actor).await;
            }
            Err(error) if self.open.try_get_untracked() == Some(true) => self.error.set(Some(error)),
            Err(error) => store.notices.failed("The avatar was not changed.", &error, None),
        }
    }

    fn zoom(self, to: f64) {
        self.frame.update(|frame| *frame = frame.zoomed(to));
    }

    fn on_wheel(self, event: &WheelEvent) {
        event.prevent_default();
        self.zoom(self.frame.get_untracked().zoom() * (-event.delta_y() / WHEEL).exp());
    }

    fn on_move(self, event: &PointerEvent) {
        let here = (f64::from(event.client_x()), f64::from(event.client_y()));
        let Some((x, y)) = self.dragged.get_value().filter(|_| event.buttons() != 0) else { return };
        self.dragged.set_value(Some(here));
        if let Some(edge) = self.canvas.get_untracked().map(|canvas| f64::from(canvas.client_width())).filter(|edge| *edge > 0.0) {
            self.frame.update(|frame| *frame = frame.dragged((here.0 - x) / edge, (here.1 - y) / edge));
        }
    }

    fn on_down(self, event: &PointerEvent) {
        self.dragged.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
        if let Some(canvas) = self.canvas.get_untracked() {
            // Refused only for a pointer that is gone already.
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    }
}

/// The dialog.
#[component]
pub fn CropDialog(cropping: Cropping) -> impl IntoView {
    view! { <Dialog open=cropping.open title="Crop the picture">{move || content(cropping)}</Dialog> }
}

fn content(cropping: Cropping) -> AnyView {
    let store = Store::here();
    Effect::new(move |_| {
        let frame = cropping.frame.get();
        if let Some(canvas) = cropping.canvas.get() {
            cropping.draw(&canvas, frame);
        }
    });
    let busy = Signal::derive(move || cropping.upload.with(Option::is_some));
    let still = (cropping.kind.get_untracked() == ImageKind::Gif)
        .then(|| view! { <p class="field-hint">"If this picture moves, only what is shown here is kept."</p> });
    view! {
        <div class="dialog-body crop">
            <canvas
                width=EDGE height=EDGE role="img" aria-label="The avatar as it will be" node_ref=cropping.canvas
                on:wheel=move |event| cropping.on_wheel(&event)
                on:pointerdown=move |event| cropping.on_down(&event)
                on:pointermove=move |event| cropping.on_move(&event)
                on:pointerup=move |_| cropping.dragged.set_value(None)
            ></canvas>
            <p class="field-hint">"Drag the picture, or use the sliders."</p>
            {sliders(cropping)}
            {still}
            <ErrorCallout error=cropping.error kept="The picture is still here."/>
            {dynamic(move || cropping.upload.get().map(sending))}
        </div>
        <div class="dialog-foot">
            <button class="button" type="button" on:click=move |_| cropping.open.set(false)>"Cancel"</button>
            <BusyButton label="Use this picture" busy=busy role=Role::Main on_click=Callback::new(move |()| cropping.send(store))/>
        </div>
    }
    .into_any()
}

fn sending(upload: Upload) -> AnyView {
    let percent = Memo::new(move |_| (upload.progress.get() * 100.0).floor().clamp(0.0, 100.0));
    view! { <progress max="100" value=follow(move || percent.get().to_string()) aria-label="Sending the picture"></progress> }.into_any()
}

fn sliders(cropping: Cropping) -> AnyView {
    let frame = cropping.frame;
    let zoom = Slider { label: "Zoom", least: 100.0, most: Frame::NEAREST * 100.0 };
    let place = |label| Slider { label, least: 0.0, most: 100.0 };
    view! {
        {slider(zoom, move || Some(frame.get().zoom() * 100.0), move |percent| cropping.zoom(percent / 100.0))}
        {slider(place("Left to right"), move || frame.get().across().map(|at| at * 100.0), move |percent| {
            frame.update(|frame| *frame = frame.at(percent / 100.0, frame.down().unwrap_or(0.5)));
        })}
        {slider(place("Top to bottom"), move || frame.get().down().map(|at| at * 100.0), move |percent| {
            frame.update(|frame| *frame = frame.at(frame.across().unwrap_or(0.5), percent / 100.0));
        })}
    }
    .into_any()
}

/// A slider in percent.
#[derive(Clone, Copy)]
struct Slider {
    label: &'static str,
    least: f64,
    most: f64,
}

/// `value` is nothing where there is nothing to choose.
fn slider(slider: Slider, value: impl Fn() -> Option<f64> + Copy + Send + Sync + 'static, set: impl Fn(f64) + 'static) -> AnyView {
    let at = Memo::new(move |_| value().map(f64::round));
    let shown = move || at.get().unwrap_or(50.0).to_string();
    let on_input = move |event| {
        if let Ok(percent) = event_target_value(&event).parse() {
            set(percent);
        }
    };
    view! {
        <label class="slider">
            <span>{slider.label}</span>
            <input
                type="range" min=slider.least.to_string() max=slider.most.to_string() step="1"
                aria-valuetext=follow(move || [&shown(), " %"].concat())
                disabled=follow(move || at.get().is_none())
                prop:value=follow(shown)
                on:input=on_input
            />
        </label>
    }
    .into_any()
}
