//! Several digests of one collection: each knows its own repositories only, and nothing private goes where strangers
//! read.

use std::path::Path;

use sparky_collector::{NoProgress, WindowChoice};
use sparky_git::Git;
use sparky_github::SystemClock;
use sparky_pipeline::{Digest, Document, Outcome, Ports, Settings, run};
use sparky_publisher::{FilesKind, TargetConfig, Web};
use sparky_schema::analysis::Analysis;
use sparky_schema::collection::{Collection, RepositoryFacts, Source};
use sparky_schema::content::{Content, ItemKind};
use sparky_schema::gap::{Gap, GapReason};
use sparky_schema::publication::Status;
use sparky_schema::records::Issue;
use sparky_schema::run::Stage;
use sparky_schema::window::{Period, Window};
use sparky_schema::{Kind, SchemaId};
use sparky_store::DataFolder;
use tempfile::TempDir;

fn window() -> Window {
    Window::containing(Period::Weekly, "2026-07-08".parse().unwrap(), chrono_tz::Tz::UTC).unwrap()
}

fn repository(name: &str, private: bool, issues: u64) -> RepositoryFacts {
    let mut facts = RepositoryFacts::new(name.parse().unwrap(), Source::Github);
    (facts.private, facts.kinds) = (private, Kind::ALL.to_vec());
    let at = window().since;
    let issue =
        |number| Issue { number, title: format!("{name} has problem {number}"), created_at: at, ..Issue::default() };
    facts.records.issues = (1..=issues).map(issue).collect();
    facts
}

fn collection() -> Collection {
    let gap = |name: &str| Gap {
        repository: name.parse().unwrap(),
        kinds: Vec::new(),
        reason: GapReason::Unavailable,
        message: "It cannot be read.".to_owned(),
        hint: String::new(),
    };
    Collection {
        schema: SchemaId::of::<Collection>(),
        inputs: Vec::new(),
        shard: None,
        since: window().previous().unwrap().since,
        window: window(),
        repositories: vec![repository("acme/app", false, 3), repository("acme/plans", true, 4)],
        gaps: vec![gap("acme/secret")],
    }
}

fn digest(name: &str, public: bool) -> Digest {
    Digest { name: name.to_owned(), public, ..Digest::default() }
}

fn target(name: &str, folder: &Path) -> TargetConfig {
    let kind = FilesKind::Folder { path: folder.join(name) }.into();
    TargetConfig {
        name: name.to_owned(),
        items: ItemKind::ALL.to_vec(),
        kind,
        rules: sparky_publisher::Rules::default(),
    }
}

/// Runs the stages after the collection; `public` is a target that strangers can read.
fn made(folder: &Path, digests: Vec<Digest>) -> (DataFolder, Outcome) {
    let data = DataFolder::open(&folder.join("data")).unwrap();
    data.write(&window(), &collection()).unwrap();
    let targets = vec![target("public", folder), target("team", folder)];
    let settings = Settings {
        collect: sparky_collector::Config {
            window: WindowChoice::Fixed(window()),
            sources: Vec::new(),
            filter: sparky_collector::Filter::default(),
            now: window().until,
            overlap: chrono::TimeDelta::zero(),
            files: false,
            proven: false,
            reread_days: 30,
        },
        share: None,
        analyze: sparky_analyzer::Config::default(),
        insights: 6,
        advised: true,
        digests,
        generate: sparky_generator::Config::default(),
        publish: sparky_publisher::Config {
            targets,
            public: vec!["public".to_owned()],
            ..sparky_publisher::Config::default()
        },
        out: None,
        policy: sparky_pipeline::Policy::default(),
    };
    let web = Web::new(std::time::Duration::from_secs(5)).unwrap();
    let ports = Ports {
        git: &Git::default(),
        github: None,
        model: None,
        web: &web,
        progress: &NoProgress,
        clock: &SystemClock,
    };
    let stages = [Stage::Analyze, Stage::Generate, Stage::Publish];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(run(&stages, Document::Stored(window()), &settings, &data, &ports)).unwrap();
    (data, outcome)
}

fn statuses(outcome: &Outcome, target: &str) -> Vec<Status> {
    let results = outcome.publication.iter().flat_map(|publication| &publication.targets);
    let mut statuses: Vec<Status> =
        results.filter(|result| result.target == target).map(|result| result.status).collect();
    statuses.dedup();
    statuses
}

#[test]
fn without_digests_strangers_get_nothing_of_a_private_repository() {
    let folder = TempDir::new().unwrap();
    let (data, outcome) = made(folder.path(), Vec::new());
    assert!(data.read::<Content>(&window()).unwrap().0.private);
    assert_eq!(statuses(&outcome, "team"), [Status::Published]);
    assert_eq!(statuses(&outcome, "public"), [Status::Failed]);
    assert!(!folder.path().join("public").exists());
    assert!(outcome.warnings().iter().any(|warning| warning.contains("public = true")), "it says what to do");
}

#[test]
fn a_public_digest_knows_nothing_of_private_repositories() {
    let folder = TempDir::new().unwrap();
    let team = Digest { targets: vec!["team".to_owned()], ..digest("team", false) };
    let open = Digest { targets: vec!["public".to_owned()], ..digest("open", true) };
    let (data, outcome) = made(folder.path(), vec![team, open]);
    let analysis = |name: &str| data.of_digest(name).unwrap().read::<Analysis>(&window()).unwrap().0;
    let (team, open) = (analysis("team"), analysis("open"));
    assert_eq!((team.totals.issues_opened, team.private, team.gaps.len()), (None, true, 1), "one could not be read");
    assert_eq!((open.totals.issues_opened, open.private, open.gaps.len()), (Some(3), false, 0));
    let text = serde_text(&folder.path().join("data/runs/weekly/2026-W28/digests/open/analysis.json"));
    assert!(!text.contains("plans") && !text.contains("secret"), "not even a name");
    assert_eq!(
        (statuses(&outcome, "public"), statuses(&outcome, "team")),
        (vec![Status::Published], vec![Status::Published])
    );
    assert!(folder.path().join("public/open/weekly/2026-W28.md").exists());
    assert!(folder.path().join("team/team/weekly/2026-W28.md").exists());
    assert!(!folder.path().join("public/team").exists());
    assert!(folder.path().join("data/history/insights/digests/open/weekly/2026-W28.json").exists());
    assert!(!data.has::<Analysis>(&window()), "there is no digest of everything");
}

fn serde_text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_digest_is_about_the_repositories_that_it_names() {
    let named = Digest { repos: vec!["ACME/app".parse().unwrap()], ..digest("named", false) };
    let kept = Digest { include: vec!["pl*".to_owned()], ..digest("kept", false) };
    let left_out = Digest { exclude: vec!["acme/pl?ns".to_owned()], ..digest("left-out", false) };
    let folder = TempDir::new().unwrap();
    let (data, _) = made(folder.path(), vec![named, kept, left_out]);
    let names = |digest: &str| -> Vec<String> {
        let analysis = data.of_digest(digest).unwrap().read::<Analysis>(&window()).unwrap().0;
        analysis.repositories.iter().map(|repository| repository.name_with_owner.to_string()).collect()
    };
    assert_eq!((names("named"), names("kept")), (vec!["acme/app".to_owned()], vec!["acme/plans".to_owned()]));
    assert_eq!(names("left-out"), ["acme/app"]);
    assert!(data.of_digest("../up").is_err());
}
