//! What the configuration promises: order of sources, defaults, errors.

mod fuzz;

use std::collections::BTreeMap;
use std::path::Path;

use secrecy::ExposeSecret;
use sparky_github::Credential;

use super::{Config, Environment, keys, load::parse};

fn read(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let variables: BTreeMap<_, _> = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    parse(Path::new("sparky.toml"), text, &variables).map_err(|error| error.to_string())
}

#[test]
fn the_environment_beats_the_file_and_the_file_the_default() {
    let file = "[window]\ntime_zone = \"Europe/Berlin\"\n[source]\norgs = [\"a\"]\n";
    let config = read(file, &[("SPARKY_SOURCE_ORGS", "b, c"), ("SPARKY_SOURCE_FORKS", "true")]).unwrap();
    assert_eq!(config.source.orgs, ["b", "c"]);
    assert_eq!(config.window.time_zone, chrono_tz::Europe::Berlin);
    assert_eq!(config.source.include, ["*"]);
    assert!(config.source.forks);
}

#[test]
fn errors_say_where_and_what_was_meant() {
    assert_eq!(
        read("[source]\nrepo = []\n", &[]).unwrap_err(),
        "sparky.toml:2:1: unknown key `repo`; did you mean `repos`?"
    );
    assert_eq!(
        read("", &[("SPARKY_SOURCE_REPO", "x")]).unwrap_err(),
        "the environment variable SPARKY_SOURCE_REPO belongs to no key of the configuration; did you mean `SPARKY_SOURCE_REPOS`?"
    );
    assert!(
        read("[collect]\nmax_wait = \"1x\"\n", &[])
            .unwrap_err()
            .starts_with("sparky.toml:2:12: collect.max_wait: `1x`")
    );
}

#[test]
fn errors_name_the_key_and_say_what_it_takes() {
    let told = |text: &str| read(text, &[]).unwrap_err();
    assert_eq!(
        told("[llm]\nmax_tokens = -4\n"),
        "sparky.toml:2:14: llm.max_tokens: invalid value: integer `-4`, expected a whole number from 0 on"
    );
    assert_eq!(
        told("[templates]\ntone = \"frendly\"\n"),
        "sparky.toml:2:8: templates.tone: `frendly` is not known here; did you mean `friendly`?; write `neutral` or `friendly`"
    );
    assert_eq!(
        told("[targets]\nname = \"a\"\n"),
        "sparky.toml:1:1: targets: there can be several of them: write `[[targets]]`"
    );
    assert_eq!(
        told("[source]\nrepos = \"a/b\"\n"),
        "sparky.toml:2:9: source.repos: invalid type: string \"a/b\", expected a list"
    );
}

#[test]
fn one_of_several_entries_is_found_by_its_line() {
    let target = |name: &str, path: &str| format!("[[targets]]\nname = \"{name}\"\nkind = \"folder\"\n{path}\n");
    let text = format!("{}{}", target("good", "path = \"out\""), target("bad", ""));
    let error = read(&text, &[]).unwrap_err();
    assert_eq!(
        error,
        "sparky.toml:5: the target `bad` cannot be used: folder needs `path`; correct its [[targets]] entry"
    );
    let twice = format!("{0}{0}", target("one", "path = \"out\""));
    assert!(read(&twice, &[]).unwrap_err().starts_with("sparky.toml:5: two targets are called `one`"));
}

/// Sections of which there are several, each with a name.
const LISTS: [&str; 2] = ["targets", "digest"];

#[test]
fn every_key_of_the_table_is_known_at_its_default() {
    let expected = format!("{:?}", read("", &[]).unwrap());
    for key in keys().filter(|key| !LISTS.contains(&key.section) && !key.default.is_empty()) {
        let config = read(&format!("[{}]\n{} = {}\n", key.section, key.name, key.default), &[]).unwrap();
        assert_eq!(format!("{config:?}"), expected, "{}.{}", key.section, key.name);
    }
}

#[test]
fn a_missing_secret_matters_when_the_target_is_used() {
    let file = "[[targets]]\nname = \"docs\"\nkind = \"docs-git\"\nurl = \"u\"\ntoken_env = \"DOCS_TOKEN\"\n";
    assert!(read(file, &[]).unwrap().targets[0].token().unwrap_err().to_string().contains("DOCS_TOKEN"));
    assert!(read(file, &[("DOCS_TOKEN", "x")]).unwrap().targets[0].token().unwrap().is_some());
}

#[test]
fn the_named_credentials_replace_the_token_of_the_environment() {
    let variables = [("GITHUB_TOKEN", "g"), ("A", "ghp_a\n"), ("B", "ghp_b"), ("KEY", "pem"), ("EMPTY", "")];
    let environment = Environment::from_map(&variables.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
    let credentials = |file: &str| {
        let found = read(file, &variables).unwrap().collect.credentials(&environment);
        found.map(|found| found.iter().map(told).collect::<Vec<_>>()).map_err(|error| error.to_string())
    };
    assert_eq!(credentials(""), Ok(vec!["g".to_owned()]));
    assert_eq!(
        credentials("[collect]\ntokens_env = [\"A\", \"B\"]\n"),
        Ok(vec!["ghp_a".to_owned(), "ghp_b".to_owned()])
    );
    let app = "[collect]\napp_id = 7\nprivate_key_env = \"KEY\"\ninstallation_id = 12\n";
    assert_eq!(credentials(app), Ok(vec!["7 pem Some(12)".to_owned()]));
    let missing = credentials("[collect]\ntokens_env = [\"EMPTY\"]\n").unwrap_err();
    assert!(missing.contains("collect.tokens_env names the environment variable EMPTY, which is not set"), "{missing}");
    assert!(credentials("[collect]\napp_id = \"Iv1.x\"\n").unwrap_err().contains("collect.private_key_env"));
}

fn told(credential: &Credential) -> String {
    match credential {
        Credential::Token(token) => token.expose_secret().to_owned(),
        Credential::App { id, private_key, installation } => {
            format!("{id} {} {installation:?}", private_key.expose_secret())
        }
    }
}

#[test]
fn numbers_come_from_the_environment_too_and_secrets_are_shown_nowhere() {
    let config =
        read("[collect]\ntokens_env = [\"A\"]\n", &[("SPARKY_COLLECT_RESERVE", "200"), ("A", "ghp_hush")]).unwrap();
    assert_eq!(config.collect.reserve, 200);
    assert!(!format!("{config:?}").contains("hush"));
    assert!(read("", &[("SPARKY_COLLECT_RESERVE", "many")]).unwrap_err().contains("`many` is no whole number"));
    assert!(read("", &[("SPARKY_COLLECT_RESERVE", "-1")]).unwrap_err().contains("SPARKY_COLLECT_RESERVE"));
}

#[test]
fn weights_and_thresholds_of_the_analysis() {
    let file = "[analyze]\nreview_days = 7\nunusual = 6\nimpact = { talk = 50 }\n";
    let analyze = read(file, &[]).unwrap().analyze;
    assert_eq!((analyze.thresholds().review_days, analyze.thresholds().author_days), (7, 5));
    assert_eq!((analyze.unusual().to_string().as_str(), analyze.weights().0.len()), ("6", 1));
    let set =
        [("SPARKY_ANALYZE_IMPACT", "talk=50"), ("SPARKY_ANALYZE_UNUSUAL", "6"), ("SPARKY_ANALYZE_REVIEW_DAYS", "7")];
    assert_eq!(read("", &set).unwrap().analyze, analyze);
    assert!(read("[analyze]\nimpact = { talks = 50 }\n", &[]).unwrap_err().contains("`talks`"));
    assert!(read("[analyze]\nimpact = { talk = 5000 }\n", &[]).unwrap_err().contains("a percentage from 0 to 1000"));
    assert!(read("[analyze]\nunusual = 0\n", &[]).unwrap_err().contains("from 1 to 100"));
}

#[test]
fn digests_have_names_and_known_targets_and_what_is_not_ones_own_is_public() {
    let target = "[[targets]]\nname = \"out\"\nkind = \"folder\"\npath = \"out\"\n";
    let feed = "[[targets]]\nname = \"feed\"\nkind = \"feed\"\npath = \"out\"\n";
    let digest = |name: &str, more: &str| format!("[[digest]]\nname = \"{name}\"\n{more}\n{target}{feed}");
    let config = read(&digest("open", "public = true\ntargets = [\"feed\"]"), &[]).unwrap();
    assert_eq!(config.digest.len(), 1);
    assert_eq!(config.targets.iter().map(super::Target::is_public).collect::<Vec<_>>(), [false, true]);
    let wrong = |text: &str| read(text, &[]).unwrap_err();
    assert!(wrong(&digest("a/b", "")).contains("small letters, digits and `-`"));
    assert!(wrong(&digest("a", "targets = [\"nowhere\"]")).contains("no target is called `nowhere`"));
    assert!(wrong(&format!("[[digest]]\nname = \"a\"\n{}", digest("a", ""))).contains("another one has this name"));
    assert!(wrong(&digest("a", "repo = []")).contains("did you mean"));
}
