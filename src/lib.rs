//! A terminal browser for podcast show notes: any guest's contact and any pick, one keystroke
//! away.
//!
//! ```text
//!  Podcast.__init__  81 episodes                       draw/header
//! ╭ Episodes ─────────╮╭ Episode 43 ────────╮╭ Links ────────────╮
//! │ / wsgi            ││ WSGI 2.0           ││ Cory Benfield     │
//! │▌ 43 … WSGI 2.0    ││ 25 January 2016    ││ 1 Twitter  …      │
//! │  app/list         ││ app/page           ││ app/links         │
//! │  draw/list        ││ draw/detail        ││ draw/links        │
//! ╰──────────── 1/4 ──╯╰────────────── 0% ──╯╰──────────── 1/17 ─╯
//!  https://twitter.com/lukasaoz                        draw/status
//! ```
//!
//! Notes become episodes ([`notes`], [`loader`], [`library`]); [`app`] holds the state and changes
//! it, [`draw`] draws it, [`run`] is the loop around both. The modules below are listed in their
//! alphabet; ARCHITECTURE.md lists them by layer.

pub mod address;
pub mod app;
pub mod bookmarks;
pub mod browser;
pub mod catalogue;
pub mod cli;
pub mod clipboard;
pub mod commands;
pub mod crew;
pub mod desktop;
pub mod draw;
pub mod episode;
pub mod error;
pub mod excerpt;
pub mod fold;
pub mod fulltext;
pub mod fuzzy;
pub mod input;
pub mod job;
pub mod keymap;
pub mod layout;
pub mod library;
pub mod loader;
pub mod man;
pub mod markdown;
pub mod notes;
pub mod opml;
pub mod paint;
pub mod pattern;
pub mod query;
pub mod run;
pub mod sanitize;
pub mod search;
pub mod sheet;
mod slips;
pub mod start;
pub mod table;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod watch;
pub mod width;
