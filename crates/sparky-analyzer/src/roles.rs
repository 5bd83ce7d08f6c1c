//! What people are to a project, by what they did in the window, and who is new. It must not know how much they did.

use std::collections::{BTreeMap, BTreeSet};

use sparky_schema::analysis::Role;
use sparky_schema::records::{Association, PullRequest};

use crate::behind;
use crate::facts::View;
use crate::flow::Scene;
use crate::flow::threads::Threads;
use crate::identity::PersonId;

/// Everybody's roles.
#[derive(Default)]
pub(crate) struct Roles {
    roles: BTreeMap<PersonId, BTreeSet<Role>>,
    newcomers: BTreeSet<PersonId>,
    led: BTreeMap<PersonId, u64>,
    assisted: BTreeMap<PersonId, u64>,
}

impl Roles {
    pub(crate) fn of(scene: &Scene<'_>, threads: &[Threads]) -> Self {
        let mut roles = Self::default();
        for (view, threads) in scene.views.iter().zip(threads) {
            roles.add_code(scene, view);
            view.records().pull_requests.iter().for_each(|p| roles.add_pull_request(scene, view, threads, p));
            roles.add_bots(scene, view);
            roles.add_issues(scene, view, threads);
        }
        roles
    }

    /// In the order in which roles are declared.
    pub(crate) fn held_by(&self, id: &PersonId) -> Vec<Role> {
        self.roles.get(id).into_iter().flatten().copied().collect()
    }

    /// Whether the service says that a pull request that they opened in the window is their first one there. It says
    /// so until that one is merged, so that not everybody who is new is known.
    pub(crate) fn is_new(&self, id: &PersonId) -> bool {
        self.newcomers.contains(id)
    }

    /// How many pull requests of bots they were behind.
    pub(crate) fn led_by(&self, id: &PersonId) -> u64 {
        self.led.get(id).copied().unwrap_or(0)
    }

    /// How many of their commits name an assistant.
    pub(crate) fn assisted(&self, id: &PersonId) -> u64 {
        self.assisted.get(id).copied().unwrap_or(0)
    }

    fn add_bots(&mut self, scene: &Scene<'_>, view: &View<'_>) {
        let merged = |p: &&PullRequest| p.merged_at.is_some_and(|at| scene.window.contains(at));
        for pull_request in view.records().pull_requests.iter().filter(merged) {
            behind::people(view, pull_request).into_iter().for_each(|id| *self.led.entry(id).or_default() += 1);
        }
        for commit in view.plain_commits(scene.window).filter(|commit| !behind::assistants(view, commit).is_empty()) {
            let author = view.who.signature(&commit.author);
            author.into_iter().for_each(|id| *self.assisted.entry(id).or_default() += 1);
        }
    }

    fn add_code(&mut self, scene: &Scene<'_>, view: &View<'_>) {
        for commit in view.plain_commits(scene.window) {
            self.add(view.who.signature(&commit.author), Role::Author);
        }
        for release in view.records().releases.iter().filter(|release| scene.window.contains(release.published_at)) {
            self.add(view.who.actor(release.author.as_ref()), Role::Releaser);
        }
    }

    fn add_pull_request(&mut self, scene: &Scene<'_>, view: &View<'_>, threads: &Threads, p: &PullRequest) {
        let author = view.who.actor(p.author.as_ref());
        let reviews = threads.reviews(p.number, author.as_ref()).filter(|review| scene.window.contains(review.at));
        reviews.for_each(|review| self.add(Some(review.by.clone()), Role::Reviewer));
        let first = matches!(p.association, Some(Association::FirstTimeContributor | Association::FirstTimer));
        if first && scene.window.contains(p.created_at) {
            self.newcomers.extend(author.clone());
        }
        if p.merged_at.is_some_and(|at| scene.window.contains(at)) {
            let merger = view.who.actor(p.merged_by.as_ref()).filter(|merger| Some(merger) != author.as_ref());
            self.add(merger, Role::Merger);
            self.add(author, Role::Author);
        }
    }

    fn add_issues(&mut self, scene: &Scene<'_>, view: &View<'_>, threads: &Threads) {
        for issue in &view.records().issues {
            let author = view.who.actor(issue.author.as_ref());
            let comments = threads.comments(issue.number, author.as_ref());
            let lately = comments.filter(|comment| scene.window.contains(comment.at));
            lately.for_each(|comment| self.add(Some(comment.by.clone()), Role::Triager));
        }
    }

    fn add(&mut self, id: Option<PersonId>, role: Role) {
        if let Some(id) = id {
            self.roles.entry(id).or_default().insert(role);
        }
    }
}
