//! A repository that git reaches over HTTP, served by git's own program for that, with a password.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;

use base64::Engine as _;
use sparky_publisher::FilesKind;
use sparky_testkit::{FakeService, Received, Response};

use super::Place;
use crate::scene::{Bare, Scene};
use crate::services::secret;

/// What lets one push.
pub(crate) const TOKEN: &str = "hunter2";

/// A server of one repository.
pub(crate) struct GitHttp {
    pub(crate) service: FakeService,
    pub(crate) bare: Bare,
    _scene: Scene,
}

impl GitHttp {
    pub(crate) fn start() -> Self {
        let scene = Scene::fast();
        let bare = scene.bare("docs.git");
        bare.git(&["config", "http.receivepack", "true"]);
        let root = scene.folder.path().to_owned();
        let service = FakeService::start(move |received| answer(&root, received));
        Self { service, bare, _scene: scene }
    }

    pub(crate) fn kind(&self, token: &str) -> FilesKind {
        FilesKind::DocsGit {
            url: format!("{}/docs.git", self.service.url()),
            branch: None,
            path: "content/updates".to_owned(),
            token: Some(secret("DOCS_TOKEN", token)),
        }
    }
}

pub(super) fn place() -> Place {
    let server = Rc::new(GitHttp::start());
    let (asked, meddled) = (Rc::clone(&server), Rc::clone(&server));
    Place {
        name: "docs-git".to_owned(),
        kind: Box::new(move || asked.kind(TOKEN).into()),
        service: Box::new(move |act| act(&meddled.service)),
        copies: Box::new(move || server.bare.count() - 1),
    }
}

fn answer(root: &Path, received: &Received) -> Response {
    let wanted = base64::prelude::BASE64_STANDARD.encode(format!("x-access-token:{TOKEN}"));
    if received.headers.get("authorization") != Some(&format!("Basic {wanted}")) {
        return Response::text(401, "Who are you?").with("www-authenticate", "Basic realm=\"docs\"");
    }
    let output = backend(root, received);
    let end = output.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(output[..end].to_vec()).unwrap();
    let mut headers: Vec<(String, String)> =
        head.lines().map(|line| line.split_once(": ").unwrap()).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let at = headers.iter().position(|(name, _)| name == "Status");
    let status = at.map(|at| headers.remove(at).1[..3].parse().unwrap()).unwrap_or(200);
    Response::bytes(status, headers, output[end + 4..].to_vec())
}

/// Git's answer, as RFC 3875 lays it out.
fn backend(root: &Path, received: &Received) -> Vec<u8> {
    let (path, query) = received.path.split_once('?').unwrap_or((&received.path, ""));
    let header = |name: &str| received.headers.get(name).cloned().unwrap_or_default();
    let mut command = Command::new("git");
    command.arg("http-backend").env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_PROJECT_ROOT", root).env("GIT_HTTP_EXPORT_ALL", "1").env("REMOTE_USER", "x-access-token");
    command.env("PATH_INFO", path).env("QUERY_STRING", query).env("REQUEST_METHOD", &received.method);
    command.env("CONTENT_TYPE", header("content-type")).env("CONTENT_LENGTH", received.bytes.len().to_string());
    command.env("HTTP_CONTENT_ENCODING", header("content-encoding")).env("GIT_PROTOCOL", header("git-protocol"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&received.bytes).unwrap();
    child.wait_with_output().unwrap().stdout
}
