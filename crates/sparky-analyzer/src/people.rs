//! What each person did in the window, most active first. People who are left out of texts are not listed. It must
//! not know how many there are: that is a total.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use sparky_schema::analysis::{Person, PersonName};
use sparky_schema::records::{Actor, PullRequest};
use sparky_schema::{RepoName, Window};

use crate::areas;
use crate::facts::View;
use crate::identity::{Identities, PersonId};
use crate::roles::Roles;
use crate::scope;
use crate::series::Series;
use crate::{bots, breaks};

/// What one person did, without a name yet.
#[derive(Default)]
struct Deeds {
    commits: u64,
    pull_requests_merged: u64,
    pull_requests_opened: u64,
    reviews: u64,
    issues_opened: u64,
    comments: u64,
    merged_for_others: u64,
    additions: u64,
    deletions: u64,
    repositories: BTreeSet<RepoName>,
    scopes: BTreeMap<String, u64>,
    days: BTreeMap<NaiveDate, u64>,
    hours: [u64; 24],
}

/// Everybody by what they did.
struct Roll<'a> {
    who: &'a Identities,
    window: &'a Window,
    deeds: BTreeMap<PersonId, Deeds>,
}

/// The people of a window, and its bots.
pub(crate) fn of(
    views: &[View<'_>],
    window: &Window,
    roles: &Roles,
    series: &Series<'_>,
) -> (Vec<Person>, Vec<Person>) {
    let Some(who) = views.first().map(|view| view.who) else { return Default::default() };
    let mut roll = Roll { who, window, deeds: BTreeMap::new() };
    for view in views {
        roll.add_commits(view);
        view.records().pull_requests.iter().for_each(|p| roll.add_pull_request(view, p));
        roll.add_conversation(view);
    }
    let named = roll.deeds.into_iter().filter_map(|(id, deeds)| Some((who.name(&id)?, (id, deeds))));
    let person = |(name, (id, deeds)): (PersonName, (PersonId, Deeds))| Person {
        returned_after_days: who.key(&id).and_then(|key| breaks::before(&deeds.days, series, window, &key)),
        ..deeds.person(name, window, roles, &id)
    };
    let mut people: Vec<Person> = named.map(person).collect();
    people.sort_by_cached_key(|person| (Reverse(activity(person)), person.person.clone()));
    people.into_iter().partition(|person| !person.person.bot)
}

/// What decides who is named first.
fn activity(person: &Person) -> u64 {
    5 * person.pull_requests_merged
        + 3 * person.reviews
        + 2 * (person.commits + person.pull_requests_opened + person.issues_opened)
        + person.comments
        + person.merged_for_others
}

impl Roll<'_> {
    fn add_commits(&mut self, view: &View<'_>) {
        let window = self.window;
        for commit in view.records().commits.iter().filter(|commit| window.contains(commit.committed_at)) {
            let author = self.who.signature(&commit.author);
            let Some(deeds) = self.deeds_of(view, commit.committed_at, author) else { continue };
            deeds.commits += 1;
            if commit.parents.len() >= 2 {
                continue;
            }
            deeds.additions = deeds.additions.saturating_add(commit.additions.unwrap_or(0));
            deeds.deletions = deeds.deletions.saturating_add(commit.deletions.unwrap_or(0));
            if view.is_clone() {
                let declared = scope::conventional(&commit.subject).and_then(|title| title.scope);
                deeds.add_scope(declared.or_else(|| areas::main_area(commit)));
            }
        }
    }

    fn add_pull_request(&mut self, view: &View<'_>, pull_request: &PullRequest) {
        let (window, opened) = (self.window, pull_request.created_at);
        let author = self.who.actor(pull_request.author.as_ref());
        if window.contains(opened)
            && let Some(deeds) = self.deeds_of(view, opened, author.clone())
        {
            deeds.pull_requests_opened += 1;
        }
        let Some(merged) = pull_request.merged_at.filter(|at| window.contains(*at)) else { return };
        if let Some(deeds) = self.deeds_of(view, merged, author.clone()) {
            deeds.pull_requests_merged += 1;
            deeds.add_scope(scope::conventional(&pull_request.title).and_then(|title| title.scope));
        }
        let merger = self.who.actor(pull_request.merged_by.as_ref()).filter(|merger| Some(merger) != author.as_ref());
        if let Some(deeds) = self.deeds_of(view, merged, merger) {
            deeds.merged_for_others += 1;
        }
    }

    fn add_conversation(&mut self, view: &View<'_>) {
        let records = view.records();
        let reviews = records.reviews.iter().map(|r| (r.submitted_at, r.author.as_ref()));
        self.add_acts(view, reviews, |deeds| deeds.reviews += 1);
        let issues = records.issues.iter().map(|i| (i.created_at, i.author.as_ref()));
        self.add_acts(view, issues, |deeds| deeds.issues_opened += 1);
        let comments = records.comments.iter().chain(&records.review_comments);
        let comments = comments.map(|c| (c.created_at, c.author.as_ref()));
        self.add_acts(view, comments, |deeds| deeds.comments += 1);
    }

    fn add_acts<'a>(
        &mut self,
        view: &View<'_>,
        acts: impl Iterator<Item = (DateTime<Utc>, Option<&'a Actor>)>,
        add: fn(&mut Deeds),
    ) {
        let window = self.window;
        for (at, actor) in acts.filter(|(at, _)| window.contains(*at)) {
            if let Some(deeds) = self.deeds_of(view, at, self.who.actor(actor)) {
                add(deeds);
            }
        }
    }

    /// The deeds of somebody who did something in a repository.
    fn deeds_of(&mut self, view: &View<'_>, at: DateTime<Utc>, id: Option<PersonId>) -> Option<&mut Deeds> {
        let local = at.with_timezone(&self.window.time_zone);
        let deeds = self.deeds.entry(id?).or_default();
        *deeds.days.entry(local.date_naive()).or_default() += 1;
        deeds.hours.iter_mut().skip(local.hour() as usize).take(1).for_each(|count| *count += 1);
        deeds.repositories.insert(view.repository.name_with_owner.clone());
        Some(deeds)
    }
}

impl Deeds {
    fn add_scope(&mut self, scope: Option<&str>) {
        if let Some(scope) = scope {
            *self.scopes.entry(scope.to_owned()).or_default() += 1;
        }
    }

    fn person(self, person: PersonName, window: &Window, roles: &Roles, id: &PersonId) -> Person {
        let bot_kind = if person.bot { bots::kind(&person.name) } else { None };
        let mut scopes: Vec<(String, u64)> = self.scopes.into_iter().collect();
        scopes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Person {
            person,
            commits: self.commits,
            pull_requests_merged: self.pull_requests_merged,
            pull_requests_opened: self.pull_requests_opened,
            reviews: self.reviews,
            issues_opened: self.issues_opened,
            comments: self.comments,
            merged_for_others: self.merged_for_others,
            additions: self.additions,
            deletions: self.deletions,
            repositories: self.repositories.into_iter().collect(),
            scopes: scopes.into_iter().take(3).map(|(scope, _)| scope).collect(),
            roles: roles.held_by(id),
            newcomer: roles.is_new(id),
            days: window.dates().iter().map(|date| self.days.get(date).copied().unwrap_or(0)).collect(),
            hours: self.hours.to_vec(),
            returned_after_days: None,
            led: roles.led_by(id),
            assisted: roles.assisted(id),
            bot_kind,
        }
    }
}
