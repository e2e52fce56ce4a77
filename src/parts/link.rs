//! Addresses of pages within the deployment.

use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use send_wrapper::SendWrapper;

use crate::browser::config;
use crate::route::Route;

/// The address of a page, with the path that the app is deployed under.
pub fn href(route: &Route) -> String {
    let mut address = config::public_path();
    address.push_str(&route.path());
    address
}

/// A function that goes to a page; `replace` leaves no entry for Back. It may be used after the part that asked for it is gone.
pub fn use_go() -> impl Fn(&Route, bool) + Clone + Send + Sync + 'static {
    let navigate = SendWrapper::new(use_navigate());
    move |route: &Route, replace: bool| {
        let options = NavigateOptions { replace, resolve: false, scroll: false, ..NavigateOptions::default() };
        navigate(&href(route), options);
    }
}
