//! Digests in the order of their windows, each kind of each digest for itself. It must not know where pages lie.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use sparky_schema::WindowId;
use sparky_schema::content::ItemKind;

use crate::speech::Speech;

/// A digest, as its id tells.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) id: String,
    /// The kind, below the name of the digest where there are several.
    series: String,
    pub(super) kind: ItemKind,
    window: String,
    first: NaiveDate,
    last: NaiveDate,
}

impl Spot {
    /// None for what is no digest, such as a post.
    pub(super) fn of(id: &str) -> Option<Self> {
        let (series, window) = id.rsplit_once('/')?;
        let name = series.rsplit('/').next()?;
        let kind = ItemKind::ALL.into_iter().find(|kind| kind.name() == name && *kind != ItemKind::Social)?;
        let (first, last) = window.parse::<WindowId>().ok()?.dates()?;
        Some(Self { id: id.to_owned(), series: series.to_owned(), kind, window: window.to_owned(), first, last })
    }

    /// The window as people call it.
    pub(super) fn name(&self, speech: Speech) -> String {
        match self.window.len() {
            7 => speech.month(self.first),
            8 => speech.week(self.first),
            10 => speech.day(self.first),
            _ => speech.span(self.first, self.last),
        }
    }

    /// `July 2026`: the month in which it ends.
    pub(super) fn month(&self, speech: Speech) -> String {
        speech.month(self.last)
    }

    /// For a link to the heading of the month.
    pub(super) fn anchor(&self, speech: Speech) -> String {
        self.month(speech).to_lowercase().replace(' ', "-")
    }

    /// The digest's name, where there are several.
    pub(super) fn digest(&self) -> Option<&str> {
        self.series.rsplit_once('/').map(|(digest, _)| digest)
    }

    fn order(&self) -> (NaiveDate, NaiveDate, &str) {
        (self.last, self.first, &self.id)
    }
}

/// All digests of a place.
pub(super) struct Series {
    by_series: BTreeMap<String, Vec<Spot>>,
}

impl Series {
    pub(super) fn of(spots: impl Iterator<Item = Spot>) -> Self {
        let mut by_series: BTreeMap<String, Vec<Spot>> = BTreeMap::new();
        for spot in spots {
            by_series.entry(spot.series.clone()).or_default().push(spot);
        }
        by_series.values_mut().for_each(|spots| spots.sort_by(|a, b| a.order().cmp(&b.order())));
        Self { by_series }
    }

    pub(super) fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.by_series.values().flatten()
    }

    /// The newest first; of those that end on one day the longest.
    pub(super) fn newest(&self) -> Vec<&Spot> {
        let mut all: Vec<&Spot> = self.spots().collect();
        all.sort_by_key(|spot| (Reverse(spot.last), spot.first, spot.id.clone()));
        all
    }

    /// The digests before and after one of the same kind; none for what is no digest.
    pub(super) fn around(&self, id: &str) -> Option<(Option<&Spot>, Option<&Spot>)> {
        let spots = self.by_series.get(id.rsplit_once('/')?.0)?;
        let at = spots.iter().position(|spot| spot.id == id)?;
        Some((at.checked_sub(1).and_then(|at| spots.get(at)), spots.get(at + 1)))
    }

    /// The neighbours of those that are touched, which need not be there any more.
    pub(super) fn near(&self, touched: &[&str]) -> Vec<&str> {
        let one = |id: &&str| -> Vec<&str> {
            let Some(spot) = Spot::of(id) else { return Vec::new() };
            let spots = self.by_series.get(&spot.series).map_or(&[][..], Vec::as_slice);
            let before = spots.iter().rev().find(|other| other.order() < spot.order());
            let after = spots.iter().find(|other| other.order() > spot.order());
            before.into_iter().chain(after).map(|spot| spot.id.as_str()).collect()
        };
        touched.iter().flat_map(one).collect()
    }
}

/// Months are told by year and number.
impl Spot {
    pub(super) fn same_month(&self, other: &Self) -> bool {
        (self.last.year(), self.last.month()) == (other.last.year(), other.last.month())
    }
}
