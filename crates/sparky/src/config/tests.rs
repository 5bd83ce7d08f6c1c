//! What the configuration promises: order of sources, defaults, errors.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Config, KEYS, load::parse};

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
    assert!(read("[collect]\nmax_wait = \"1x\"\n", &[]).unwrap_err().starts_with("sparky.toml:2:12: `1x`"));
}

#[test]
fn every_key_of_the_table_is_known_at_its_default() {
    let expected = format!("{:?}", Config::default());
    for key in KEYS.iter().filter(|key| key.section != "targets" && !key.default.is_empty()) {
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
