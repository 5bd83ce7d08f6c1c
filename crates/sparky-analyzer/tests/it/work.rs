//! Which kind of work a title tells of: titles as people and bots write them.

use serde_json::json;
use sparky_schema::analysis::Work;

use crate::world::{analyzed, commit, local_clone, on_github, pull_request};

const AT: &str = "2026-07-08T12:00:00Z";

fn work(title: &str) -> Work {
    let commits = json!([commit('1', AT, &json!({"name": "Ann"}), &json!({"subject": title}))]);
    analyzed(&[local_clone("local/tool", &json!({"commits": commits}))]).happenings[0].work
}

fn all_are(expected: Work, titles: &[&str]) {
    for title in titles {
        assert_eq!(work(title), expected, "{title}");
    }
}

#[test]
fn updates_of_dependencies_are_bumps_to_a_version_or_of_all() {
    all_are(
        Work::Dependencies,
        &[
            "Bump serde from 1.0.200 to 1.0.203",
            "Bump actions/checkout from 3 to 4",
            "build(deps): bump openssl from 0.10.64 to 0.10.66",
            "build(deps-dev): bump vite from 5.2.0 to 5.2.8 in /web",
            "chore(deps): update rust crate tokio to v1.40.0",
            "fix(deps): update dependency react to v19",
            "chore: bump tokio to 1.40",
            "ci: bump actions/setup-node from 3 to 4",
            "Update dependency eslint to v9",
            "Update actions/checkout action to v4",
            "Update Rust crate clap to 4.5.4",
            "Update module golang.org/x/net to v0.25.0",
            "Update all non-major dependencies to their latest",
            "Update dependencies",
            "update deps",
            "Bump the cargo group across 1 directory with 3 updates",
            "Upgrade rustls 0.23.1",
            "Upgrade to rustls 0.23",
            "hyper: bump h2 to 0.4.5",
            "⬆️ Upgrade pydantic to 2.7",
            ":arrow_up: bump black",
            "Weekly dependency updates",
            "Lock file maintenance",
            "[pre-commit.ci] pre-commit autoupdate",
            "Update submodules",
            "deps: libfoo 1.2 → 1.3",
        ],
    );
}

#[test]
fn a_dependency_is_not_all_that_is_said_about_it() {
    all_are(
        Work::Refactor,
        &["printer: drop dependency on textwrap", "Remove unused dependencies", "Drop the dependency on openssl"],
    );
    all_are(Work::Fix, &["Fix circular dependency between modules", "fix: resolve peer dependency conflict"]);
    all_are(Work::Feature, &["Add dependency injection to the container", "feat: show the dependency graph"]);
    all_are(Work::Docs, &["docs: list our dependencies", "Update dependencies section of the README"]);
    all_are(
        Work::Other,
        &["Update references to DTLS 1.2", "Update copyright from 2023 to 2024", "Change timeout from 5 to 10"],
    );
    all_are(
        Work::Build,
        &["Bump version to 1.2.0", "Bump MSRV to 1.85", "chore(release): 2.0.1", "Release v0.9.1", "v1.2.3"],
    );
}

#[test]
fn types_declare_with_scopes_marks_and_in_brackets() {
    all_are(
        Work::Feature,
        &[
            "feat!: drop Python 3.8",
            "feat(api)!: another format",
            "feat!(api): another",
            "ENH: faster joins",
            "✨ dark mode",
            ":sparkles: dark mode",
            "feat: ✨ dark mode",
            "[Feature] Dark mode",
        ],
    );
    all_are(
        Work::Fix,
        &[
            "fix: crash on start",
            "FIX: crash on start",
            "BUG: crash in the parser",
            "🐛 crash on start",
            "🚑️ hot thing",
            "[bugfix] crash",
            "fix(ui/table): header",
            "🚧 fix: crash on start",
        ],
    );
    all_are(
        Work::Docs,
        &["docs(readme): badges", "📝 Explain it", "docs/api: fix link", "DOC: more examples", "Fix typo"],
    );
    all_are(
        Work::Tests,
        &[
            "test: cover joins",
            "tests/parser: handle tabs",
            "TST: more",
            "✅ more cases",
            "Add tests for tabs",
            "Fix flaky tests",
        ],
    );
    all_are(
        Work::Refactor,
        &["refactor(core): split it", "♻️ split it", "style: format", "core: rename it", "Remove dead code"],
    );
    all_are(
        Work::Build,
        &["ci: cache more", "build: static binary", "👷 cache more", "Fix CI", "chore(ci): cache more"],
    );
    all_are(Work::Performance, &["perf: fewer copies", "⚡️ fewer copies", "Improve performance of joins"]);
}

#[test]
fn what_takes_something_back_is_not_what_it_takes_back() {
    let titles = [
        "Revert \"feat: dark mode\"",
        "Revert \"Fix CVE-2026-1 in the parser\"",
        "revert: feat: dark mode",
        "Reverts \"Bump serde from 1.0 to 1.1\"",
    ];
    all_are(Work::Other, &titles);
}

#[test]
fn security_is_what_is_done_about_it() {
    all_are(
        Work::Security,
        &[
            "fix: CVE-2026-1234 in the parser",
            "Fix a vulnerability in the parser",
            "security: check the signature",
            "fix(security): keep out",
            "[Snyk] Security upgrade lodash from 4.17.20 to 4.17.21",
            "🔒 check the signature",
        ],
    );
    all_are(Work::Docs, &["docs: explain the security model"]);
    all_are(Work::Other, &["Flesh out the security considerations", "Insecurity of the narrator"]);
}

#[test]
fn other_languages_and_words_within_words() {
    all_are(
        Work::Fix,
        &["修复登录崩溃", "Corrige el cierre inesperado", "fix: исправить падение", "Behebt Absturz beim Start"],
    );
    all_are(Work::Feature, &["新增暗色模式", "Ajoute le mode sombre", "Добавить тёмную тему"]);
    all_are(
        Work::Other,
        &[
            "Prefix every line",
            "Use the latest layout",
            "Attestation keys",
            "Bumpy ride",
            "",
            "🎉",
            "::: ",
            "Note: this is no type",
        ],
    );
}

#[test]
fn a_bot_whose_trade_it_is_updates() {
    let by = |login: &str, title: &str| {
        let author = json!({"login": login, "bot": true});
        let extra = json!({"title": title, "author": author, "merged_at": AT, "closed_at": AT});
        let pulls = json!([pull_request(1, "x", AT, &extra)]);
        let analysis = analyzed(&[on_github("acme/app", &json!({"pull_requests": pulls}))]);
        (analysis.happenings[0].work, analysis.work[0].work)
    };
    let both = |work| (work, work);
    assert_eq!(by("renovate", "Configure the helm chart"), both(Work::Dependencies));
    assert_eq!(by("dependabot", "docs: explain it"), both(Work::Docs));
    assert_eq!(by("stale", "Configure the helm chart"), both(Work::Other));
}
