//! Which happenings an analysis lists, most important first: all, unless there are more than anybody looks up. Then the
//! most important stories of each kind are listed, and the others are counted by what they would be told with. It must
//! not know how happenings are found, nor sentences.

use std::collections::BTreeMap;

use foldhash::HashSet;
use rayon::prelude::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSlice as _;
use sparky_schema::Window;
use sparky_schema::analysis::{Event, Happening, Unlisted};

use crate::facts::View;
use crate::topics::{self, Key};
use crate::{happenings, stories, totals};

/// From here on not everything is listed.
const MANY: usize = 40_000;
/// How many parts of an organization are looked at side by side; it makes no difference to what is listed.
const PARTS: usize = 8;
/// So many stories of each kind of event are listed then.
const MOST: usize = 2_000;

/// The happenings of a window.
#[derive(Default)]
pub(crate) struct Listing {
    /// By score, then latest first, then by id.
    pub(crate) happenings: Vec<Happening>,
    /// How many stories are not listed, by what they would be told with.
    pub(crate) untold: BTreeMap<Key, u64>,
    events: BTreeMap<Event, u64>,
}

impl Listing {
    /// In parts, each of which lets go of what is not listed, so that it takes no memory.
    pub(crate) fn parts(views: &[View<'_>], window: &Window) -> Vec<Self> {
        let all = views.iter().flat_map(|view| totals::event_times(view, window)).take(MANY + 1).fold(0, |n, _| n + 1);
        let parts = views.par_chunks(views.len().div_ceil(PARTS).max(1));
        parts.with_max_len(1).map(|views| Self::of_part(views, window, MANY < all)).collect()
    }

    /// The parts together.
    pub(crate) fn of(parts: Vec<Self>) -> Self {
        let mut listing = parts.into_iter().fold(Self::default(), Self::with);
        if !listing.untold.is_empty() || MANY < listing.happenings.len() {
            listing.cut();
        }
        listing.happenings.sort_by(|a, b| {
            let by_importance = b.score.total_cmp(&a.score).then_with(|| b.at.cmp(&a.at));
            by_importance.then_with(|| (&a.id, a.event).cmp(&(&b.id, b.event)))
        });
        listing
    }

    fn of_part(views: &[View<'_>], window: &Window, many: bool) -> Self {
        let mut listing = Self::default();
        for view in views {
            listing.happenings.extend(happenings::of_repository(view, window));
            if MANY < listing.happenings.len() {
                listing.cut();
            }
        }
        if many {
            listing.cut();
        }
        listing
    }

    fn with(mut self, part: Self) -> Self {
        self.happenings.extend(part.happenings);
        for (key, count) in part.untold {
            *self.untold.entry(key).or_default() += count;
        }
        for (event, count) in part.events {
            *self.events.entry(event).or_default() += count;
        }
        self
    }

    /// How many happenings of each kind are not listed.
    pub(crate) fn unlisted(&self) -> Vec<Unlisted> {
        self.events.iter().map(|(event, count)| Unlisted { event: *event, count: *count }).collect()
    }

    /// Keeps the most important stories of each kind, each with all that belongs to it. No story reaches over
    /// repositories, so it makes no difference after how many of them this is done.
    fn cut(&mut self) {
        let told = stories::of(&self.happenings);
        let mut listed: BTreeMap<Event, usize> = BTreeMap::new();
        // Of very much, what is kept is little.
        let mut kept: HashSet<String> = HashSet::default();
        for story in &told {
            let before = listed.entry(story.main.event).or_default();
            *before += 1;
            if *before <= MOST {
                kept.extend(story.ids());
            } else {
                *self.untold.entry(topics::key_alone(story.main)).or_default() += story.times();
            }
        }
        let events = &mut self.events;
        self.happenings.retain(|happening| {
            let is_kept = kept.contains(&happening.id);
            if !is_kept {
                *events.entry(happening.event).or_default() += 1;
            }
            is_kept
        });
    }
}
