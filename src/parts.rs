//! Presentational pieces: values and callbacks in, markup out; no requests.

pub mod agent_card;
pub mod avatar;
pub mod brand;
pub mod busy_button;
pub mod chart;
pub mod dialog;
pub mod dynamic;
pub mod error_callout;
pub mod field;
pub mod follow_button;
pub mod format;
pub mod icon;
pub mod link;
pub mod menu;
pub mod money;
pub mod paged_list;
pub mod rich_text;
pub mod rows;
pub mod search_field;
pub mod state;
pub mod stencil;
pub mod tabs;
pub mod theme;
pub mod time_ago;
pub mod title;
