//! The variables that Actions and GitHub define. It must not know the configuration.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::SecretString;
use sparky_schema::RepoName;

/// Every variable that is read under its own name, and what it is for.
pub(crate) const VARIABLES: &[(&str, &str)] = &[
    (
        "GITHUB_TOKEN",
        "The token that reads GitHub: read access to contents, issues and pull requests. Actions: `${{ github.token }}`.",
    ),
    ("GITHUB_API_URL", "The REST address of GitHub Enterprise Server. Set in Actions."),
    ("GITHUB_GRAPHQL_URL", "Its GraphQL address, where it cannot be derived. Set in Actions."),
    ("GITHUB_OUTPUT", "A file for the outputs of a step. Set in Actions."),
    ("GITHUB_STEP_SUMMARY", "A file that the job shows. Set in Actions."),
    ("GITHUB_ACTIONS", "With `true`, warnings are annotations. Set in Actions."),
    ("GITHUB_REPOSITORY", "In Actions, what is read when nothing is named. Set in Actions."),
    ("GITHUB_RUN_ID", "The run that alerts link to. Set in Actions."),
    ("GITHUB_SERVER_URL", "The server that the run is on. Set in Actions."),
    ("CI", "With anything but `false`, no progress bars are drawn."),
];

/// What the process was started with.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    /// `GITHUB_TOKEN`.
    pub(crate) token: Option<SecretString>,
    /// `GITHUB_API_URL`.
    pub(crate) api_url: String,
    /// `GITHUB_GRAPHQL_URL`, or derived from `GITHUB_API_URL`.
    pub(crate) graphql_url: String,
    /// `GITHUB_OUTPUT`: the file for outputs of a step.
    pub(crate) output: Option<PathBuf>,
    /// `GITHUB_STEP_SUMMARY`: the file that the runner shows.
    pub(crate) step_summary: Option<PathBuf>,
    /// `GITHUB_ACTIONS` is `true`.
    pub(crate) actions: bool,
    /// `GITHUB_REPOSITORY` in Actions: the repository of the workflow.
    pub(crate) repository: Option<RepoName>,
    /// Where the run of the workflow can be looked at.
    pub(crate) run_url: Option<String>,
    /// `CI` is set, and not to `false`.
    pub(crate) ci: bool,
}

impl Environment {
    /// Picks the variables; an empty one counts as missing.
    pub(crate) fn from_map(variables: &BTreeMap<String, String>) -> Self {
        let get = |name: &str| variables.get(name).filter(|value| !value.is_empty());
        let url = |name, default: &str| get(name).map_or(default, |value| value.trim_end_matches('/')).to_owned();
        let api_url = url("GITHUB_API_URL", "https://api.github.com");
        let graphql_url = url("GITHUB_GRAPHQL_URL", &graphql_of(&api_url));
        let run_url = run_url(get("GITHUB_SERVER_URL"), get("GITHUB_REPOSITORY"), get("GITHUB_RUN_ID"));
        let actions = get("GITHUB_ACTIONS").is_some_and(|value| value == "true");
        Self {
            token: get("GITHUB_TOKEN").map(|token| SecretString::from(token.as_str())),
            api_url,
            graphql_url,
            output: get("GITHUB_OUTPUT").map(PathBuf::from),
            step_summary: get("GITHUB_STEP_SUMMARY").map(PathBuf::from),
            actions,
            repository: get("GITHUB_REPOSITORY").filter(|_| actions).and_then(|name| name.parse().ok()),
            run_url: run_url.filter(|_| actions),
            ci: get("CI").is_some_and(|value| value != "false"),
        }
    }
}

/// Enterprise servers have `/api/v3` and `/api/graphql` side by side.
fn graphql_of(api_url: &str) -> String {
    format!("{}/graphql", api_url.strip_suffix("/v3").unwrap_or(api_url))
}

/// The page of a run; none where a part of it is missing or none of GitHub's.
fn run_url(server: Option<&String>, repository: Option<&String>, run: Option<&String>) -> Option<String> {
    let server = server?.trim_end_matches('/');
    let repository: RepoName = repository?.parse().ok()?;
    let run: u64 = run?.parse().ok()?;
    server.starts_with("http").then(|| format!("{server}/{repository}/actions/runs/{run}"))
}
