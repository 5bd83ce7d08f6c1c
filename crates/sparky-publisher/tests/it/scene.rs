//! What every test starts from: the texts of one window, a temporary folder, bare repositories in it.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::Command;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sparky_git::Git;
use sparky_publisher::{
    Checked, Config, Doors, Error, FilesKind, Pages, Published, Rendered, Rules, TargetConfig, TargetKind, Web, check,
    publish, withdraw,
};
use sparky_schema::content::{Content, Item, ItemKind, Narrative};
use sparky_schema::publication::{Publication, Status, TargetResult};
use sparky_schema::window::{Period, Window};
use sparky_schema::{Input, SchemaId};
use sparky_store::{DataFolder, Ledger};
use sparky_testkit::TestClock;
use tempfile::TempDir;

pub(crate) const DAILY: &str = "daily/2026-07-08";

/// A temporary folder and what is to be published.
pub(crate) struct Scene {
    pub(crate) folder: TempDir,
    pub(crate) content: Content,
    pub(crate) rendered: Vec<Rendered>,
    pub(crate) git: Git,
    pub(crate) clock: Clock,
    /// The longest wait for an answer.
    pub(crate) patience: Duration,
}

impl Scene {
    /// One daily digest: Markdown and HTML.
    pub(crate) fn new() -> Self {
        Self::within(TempDir::new().unwrap())
    }

    /// In memory, where the machine has such a place, for tests that write very often.
    pub(crate) fn fast() -> Self {
        Self::within(TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap())
    }

    fn within(folder: TempDir) -> Self {
        let git = git_with(folder.path(), "");
        let mut scene = Self {
            folder,
            content: Content {
                schema: SchemaId::of::<Content>(),
                inputs: Vec::new(),
                digest: None,
                private: false,
                language: sparky_schema::Language::default(),
                window: Window::containing(Period::Daily, "2026-07-08".parse().unwrap(), chrono_tz::UTC).unwrap(),
                incomplete: false,
                repositories: None,
                impact: None,
                items: Vec::new(),
            },
            rendered: Vec::new(),
            git,
            clock: Clock::new(),
            patience: Duration::from_millis(500),
        };
        scene.add(ItemKind::Daily, DAILY, "# A quiet day\n");
        scene
    }

    pub(crate) fn add(&mut self, kind: ItemKind, id: &str, markdown: &str) {
        let files = ["md", "html"].map(|extension| format!("{}.{extension}", kind.name()));
        let texts = [markdown.to_owned(), format!("<p>{markdown}</p>")];
        self.rendered.extend(files.iter().zip(texts).map(|(path, text)| Rendered {
            item: id.to_owned(),
            path: path.clone(),
            bytes: text.into_bytes(),
        }));
        self.content.items.push(item(kind, id, files.to_vec()));
    }

    /// Writes the daily digest anew.
    pub(crate) fn edit(&mut self, markdown: &str) {
        self.rendered[0].bytes = markdown.as_bytes().to_vec();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) async fn publish(&self, config: &Config) -> Publication {
        self.publish_in_full(config).await.publication
    }

    pub(crate) async fn publish_in_full(&self, config: &Config) -> Published {
        self.publish_over(config, &self.web()).await
    }

    pub(crate) fn web(&self) -> Web {
        Web::new(self.patience).unwrap()
    }

    pub(crate) fn doors<'a>(&'a self, web: &'a Web, ledger: &'a Ledger) -> Doors<'a> {
        Doors { git: &self.git, web, ledger, clock: &self.clock }
    }

    pub(crate) async fn publish_over(&self, config: &Config, web: &Web) -> Published {
        let input = Input { path: "runs/daily/2026-07-08/content.json".to_owned(), sha256: "0".repeat(64) };
        let ledger = self.ledger();
        publish(&self.content, input, &self.rendered, config, self.doors(web, &ledger)).await
    }

    /// Takes the daily digest back from the one target.
    pub(crate) async fn withdraw(&self, config: &Config) -> TargetResult {
        let (ledger, web) = (self.ledger(), self.web());
        withdraw(DAILY, config, self.doors(&web, &ledger)).await.remove(0)
    }

    /// Looks at the one target without posting.
    pub(crate) async fn check(&self, config: &Config) -> Result<Checked, Error> {
        let (ledger, web) = (self.ledger(), Web::new(Duration::from_millis(500)).unwrap());
        let doors = Doors { git: &self.git, web: &web, ledger: &ledger, clock: &self.clock };
        check(config, doors).await.remove(0).1
    }

    pub(crate) fn ledger(&self) -> Ledger {
        DataFolder::open(&self.path("data")).unwrap().ledger()
    }

    /// Publishes to one target and says what became of the first item.
    pub(crate) async fn publish_to(&self, kind: impl Into<TargetKind>) -> TargetResult {
        self.publish(&one(kind)).await.targets.remove(0)
    }

    /// A bare repository whose branch `main` has one commit with `README.md`.
    pub(crate) fn bare(&self, name: &str) -> Bare {
        let bare = self.empty(name);
        bare.commit("refs/heads/main", &[], "README.md", "Docs\n");
        bare
    }

    /// A bare repository without commits.
    pub(crate) fn empty(&self, name: &str) -> Bare {
        let path = self.path(name);
        run(self.folder.path(), &["init", "--quiet", "--bare", "--initial-branch=main", name]);
        Bare { path }
    }
}

/// A bare repository.
pub(crate) struct Bare {
    pub(crate) path: PathBuf,
}

impl Bare {
    pub(crate) fn url(&self) -> String {
        self.path.to_str().unwrap().to_owned()
    }

    pub(crate) fn git(&self, words: &[&str]) -> String {
        run(&self.path, words)
    }

    /// Makes a commit that holds one file beside those of its parent, and points `reference` at it.
    pub(crate) fn commit(&self, reference: &str, parents: &[&str], path: &str, text: &str) -> String {
        self.git(&["read-tree", parents.first().copied().unwrap_or("--empty")]);
        std::fs::write(self.path.join("text"), text).unwrap();
        let blob = self.git(&["hash-object", "-w", "text"]);
        self.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{path}")]);
        let tree = self.git(&["write-tree"]);
        let mut words = vec!["commit-tree", &tree, "-m", path];
        words.extend(parents.iter().flat_map(|parent| ["-p", parent]));
        let commit = self.git(&words);
        self.git(&["update-ref", reference, &commit]);
        commit
    }

    pub(crate) fn count(&self) -> usize {
        self.git(&["rev-list", "--count", "main"]).parse().unwrap()
    }

    pub(crate) fn show(&self, path: &str) -> String {
        self.git(&["show", &format!("main:{path}")])
    }

    pub(crate) fn files(&self) -> Vec<String> {
        self.git(&["ls-tree", "-r", "--name-only", "main"]).lines().map(str::to_owned).collect()
    }

    /// Installs a hook; the repository is its working folder.
    pub(crate) fn hook(&self, name: &str, script: &str) {
        write_script(&self.path.join("hooks").join(name), script);
    }

    pub(crate) fn target(&self) -> TargetKind {
        docs(&self.url())
    }
}

pub(crate) fn docs(url: &str) -> TargetKind {
    FilesKind::DocsGit { url: url.to_owned(), branch: None, path: "content/updates".to_owned(), token: None }.into()
}

pub(crate) fn one(kind: impl Into<TargetKind>) -> Config {
    Config { targets: vec![target("docs", kind)], ..Config::default() }
}

pub(crate) fn target(name: &str, kind: impl Into<TargetKind>) -> TargetConfig {
    TargetConfig {
        name: name.to_owned(),
        items: vec![ItemKind::Daily, ItemKind::Weekly],
        kind: kind.into(),
        rules: Rules::default(),
        pages: Pages::default(),
    }
}

pub(crate) fn statuses(publication: &Publication) -> Vec<Status> {
    publication.targets.iter().map(|result| result.status).collect()
}

pub(crate) fn write_script(path: &Path, script: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("#!/bin/sh\n{script}")).unwrap();
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

/// Runs git with nothing of this machine's configuration.
pub(crate) fn run(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(words).current_dir(folder).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Somebody").env(format!("GIT_{role}_EMAIL"), "somebody@example.org");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A git without this machine's configuration that runs `first` (shell) before each command.
pub(crate) fn git_with(folder: &Path, first: &str) -> Git {
    let path = folder.join("git");
    let clean = format!("export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null\n{first}\nexec git \"$@\"\n");
    write_script(&path, &clean);
    Git::new(path)
}

fn item(kind: ItemKind, id: &str, files: Vec<String>) -> Item {
    Item {
        card: None,
        kind,
        id: id.to_owned(),
        title: "A quiet day".to_owned(),
        description: "Little happened.".to_owned(),
        body_markdown: "Little happened.".to_owned(),
        word_count: 2,
        quiet: true,
        narrative: Narrative::Template,
        sections: Vec::new(),
        facts: Vec::new(),
        files,
        tags: Vec::new(),
        platform: None,
        text: None,
        thread: Vec::new(),
    }
}

/// A clock that stands still until somebody sleeps.
pub(crate) struct Clock(pub(crate) TestClock);

impl Clock {
    fn new() -> Self {
        Self(TestClock::at("2026-07-09T06:00:00Z"))
    }
}

impl sparky_github::Clock for Clock {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.0.sleep(duration))
    }
}
