//! What is drawn anew when its signals change, behind one type: every closure in a view would otherwise bring its own copy of the
//! framework's machinery (about 2 KB each).

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

/// A closure behind one type for all closures of the same result. It must not cause itself to be called while it runs.
pub type Erased<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// A child that is drawn anew when what it reads changes.
pub fn dynamic<V: IntoAny + 'static>(mut draw: impl FnMut() -> V + Send + 'static) -> AnyView {
    let draw: Erased<AnyView> = Arc::new(Mutex::new(move || draw().into_any()));
    draw.into_any()
}

/// A child that is made when it is first wanted, and stays.
pub fn once_wanted(is_wanted: impl Fn() -> bool + Send + Sync + 'static, make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    once_ready(is_wanted, || ().into_any(), make)
}

/// A text, or the value of an attribute, that follows what it reads.
pub fn follow<T: 'static>(read: impl FnMut() -> T + Send + 'static) -> Erased<T> {
    Arc::new(Mutex::new(read))
}

/// What is drawn once everything in it has its place, and `waiting` before: what comes later would move what is read already.
pub fn once_ready(
    is_ready: impl Fn() -> bool + Send + Sync + 'static,
    waiting: impl Fn() -> AnyView + Send + 'static,
    show: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let ready = Memo::new(move |was: Option<&bool>| was == Some(&true) || is_ready());
    dynamic(move || if ready.get() { show() } else { waiting() })
}
