//! Thin wrappers over the browser: what is used of `web-sys` and `js-sys` stands here, and none of it panics.

pub mod address;
pub mod back;
pub mod by_name;
pub mod capture;
pub mod clipboard;
pub mod config;
pub mod crypto;
pub mod database;
pub mod desktop;
pub mod download;
pub mod graphic;
pub mod json;
pub mod leaving;
pub mod locks;
pub mod network;
pub mod picture;
pub mod popover;
pub mod press;
pub mod scroll;
pub mod seen;
pub mod share;
pub mod size;
pub mod storage;
pub mod time;
pub mod video;
