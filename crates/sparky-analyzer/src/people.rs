//! What each person did in the window, most active first. People who are left out of texts are not listed. It must
//! not know how many there are: that is a total.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sparky_schema::analysis::{Person, PersonName};
use sparky_schema::records::{Actor, PullRequest};
use sparky_schema::{RepoName, Window};

use crate::areas;
use crate::facts::View;
use crate::identity::{Identities, PersonId};
use crate::roles::Roles;
use crate::scope;

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
}

/// Everybody by what they did.
struct Roll<'a> {
    who: &'a Identities,
    deeds: BTreeMap<PersonId, Deeds>,
}

/// The people of a window, or its bots.
pub(crate) fn of(views: &[View<'_>], window: &Window, roles: &Roles, bots: bool) -> Vec<Person> {
    let Some(who) = views.first().map(|view| view.who) else { return Vec::new() };
    let mut roll = Roll { who, deeds: BTreeMap::new() };
    for view in views {
        roll.add_commits(view, window);
        view.records().pull_requests.iter().for_each(|p| roll.add_pull_request(view, window, p));
        roll.add_conversation(view, window);
    }
    let named = roll.deeds.into_iter().filter_map(|(id, deeds)| Some((who.name(&id)?, (id, deeds))));
    let mut people: Vec<Person> =
        named.filter(|(name, _)| name.bot == bots).map(|(name, (id, deeds))| deeds.person(name, roles, &id)).collect();
    people.sort_by_cached_key(|person| (Reverse(activity(person)), person.person.clone()));
    people
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
    fn add_commits(&mut self, view: &View<'_>, window: &Window) {
        for commit in view.commits(window) {
            let Some(deeds) = self.deeds_of(view, self.who.signature(&commit.author)) else { continue };
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

    fn add_pull_request(&mut self, view: &View<'_>, window: &Window, pull_request: &PullRequest) {
        let author = self.who.actor(pull_request.author.as_ref());
        if window.contains(pull_request.created_at)
            && let Some(deeds) = self.deeds_of(view, author.clone())
        {
            deeds.pull_requests_opened += 1;
        }
        if !pull_request.merged_at.is_some_and(|at| window.contains(at)) {
            return;
        }
        if let Some(deeds) = self.deeds_of(view, author.clone()) {
            deeds.pull_requests_merged += 1;
            deeds.add_scope(scope::conventional(&pull_request.title).and_then(|title| title.scope));
        }
        let merger = self.who.actor(pull_request.merged_by.as_ref()).filter(|merger| Some(merger) != author.as_ref());
        if let Some(deeds) = self.deeds_of(view, merger) {
            deeds.merged_for_others += 1;
        }
    }

    fn add_conversation(&mut self, view: &View<'_>, window: &Window) {
        let records = view.records();
        let reviews = records.reviews.iter().map(|r| (r.submitted_at, r.author.as_ref()));
        self.add_acts(view, window, reviews, |deeds| deeds.reviews += 1);
        let issues = records.issues.iter().map(|i| (i.created_at, i.author.as_ref()));
        self.add_acts(view, window, issues, |deeds| deeds.issues_opened += 1);
        let comments = records.comments.iter().chain(&records.review_comments);
        let comments = comments.map(|c| (c.created_at, c.author.as_ref()));
        self.add_acts(view, window, comments, |deeds| deeds.comments += 1);
    }

    fn add_acts<'a>(
        &mut self,
        view: &View<'_>,
        window: &Window,
        acts: impl Iterator<Item = (DateTime<Utc>, Option<&'a Actor>)>,
        add: fn(&mut Deeds),
    ) {
        for (_, actor) in acts.filter(|(at, _)| window.contains(*at)) {
            if let Some(deeds) = self.deeds_of(view, self.who.actor(actor)) {
                add(deeds);
            }
        }
    }

    /// The deeds of somebody who was active in a repository.
    fn deeds_of(&mut self, view: &View<'_>, id: Option<PersonId>) -> Option<&mut Deeds> {
        let deeds = self.deeds.entry(id?).or_default();
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

    fn person(self, person: PersonName, roles: &Roles, id: &PersonId) -> Person {
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
        }
    }
}
