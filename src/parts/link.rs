//! Addresses of pages within the deployment.

use std::sync::Arc;

use crate::browser::address::Address;
use crate::browser::config;
use crate::parts::avatar;
use crate::route::Route;

/// The address of a page, with the path that the app is deployed under.
pub fn href(route: &Route) -> String {
    [config::public_path(), &route.path()].concat()
}

/// An address from the service that a link may lead to: of the web, or a path of the API's own origin.
pub fn of_service(url: &str) -> Option<String> {
    avatar::image_url(url)
}

/// Goes to a page; `true` leaves no entry for Back.
pub type Go = Arc<dyn Fn(&Route, bool) + Send + Sync>;

/// A function that goes to a page; `replace` leaves no entry for Back. It may be used after the part that asked for it is gone.
pub fn use_go() -> impl Fn(&Route, bool) + Clone + Send + Sync + 'static {
    let address = Address::here();
    move |route: &Route, replace: bool| address.go(href(route), replace)
}
