//! What happened in a window and what it was about, put together. The definitions are elsewhere.

use sparky_schema::Window;
use sparky_schema::analysis::{Happening, Theme, Topic, Unlisted, Waiting};

use crate::facts::View;
use crate::listing::Listing;
use crate::{stories, themes, topics, waiting};

/// What there is to tell.
pub(crate) struct Telling {
    pub(crate) happenings: Vec<Happening>,
    pub(crate) unlisted: Vec<Unlisted>,
    pub(crate) themes: Vec<Theme>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) waiting: Vec<Waiting>,
}

impl Telling {
    pub(crate) fn of(views: &[View<'_>], window: &Window, parts: Vec<Listing>) -> Self {
        let (listing, waiting) = rayon::join(|| Listing::of(parts), || waiting::of(views, window));
        let unlisted = listing.unlisted();
        let told = stories::of(&listing.happenings);
        let themes = themes::of(&told, window.period);
        let topics = topics::of(told, listing.untold, &themes, window.period, views.len() > 1);
        Self { topics, themes, unlisted, waiting, happenings: listing.happenings }
    }
}
