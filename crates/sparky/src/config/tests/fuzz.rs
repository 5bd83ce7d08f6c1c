//! Whatever the file, the environment and the options hold: a configuration, or an error that says where.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use sparky_testkit::damaged;

use crate::cli::parse_duration;
use crate::config::load::parse;
use crate::config::salvage;
use crate::reference;

const FILE: &str = "
[source]
repos = [\"acme/tool\", \"./here\"]
orgs = [\"acme\"]
min_activity = \"90d\"
[window]
time_zone = \"Europe/Berlin\"
[people]
aliases = { ann = \"ann-doe\" }
[llm]
provider = \"openai\"
model = \"m\"
max_cost_usd_month = 5.0
price_table = { \"m\" = { as_of = \"2026-11-01\", input = 1.0, output = 5.0 } }
[publish]
not_before = \"08:30\"
quiet_hours = \"22:00-07:00\"
[alerts]
issue_repo = \"acme/ops\"
targets = [\"team\"]
[[digest]]
name = \"open\"
targets = [\"team\"]
[[targets]]
name = \"team\"
kind = \"webhook\"
url_env = \"HOOK\"
secret_env = \"KEY\"
min_impact = 2.5
";

fn read(text: &str, variables: &BTreeMap<String, String>) {
    // Whatever it is, alerts find out what they can use of it.
    let salvaged = salvage::parse(text, variables);
    assert!(salvaged.alerts.check(&salvaged.targets).is_ok());
    if let Err(error) = parse(Path::new("folder/sparky.toml"), text, variables) {
        let said = error.to_string();
        let names = ["folder/sparky.toml:", "SPARKY_", "llm.", "[[targets]]", "[[digest]]", "alerts.", "a preset"];
        assert!(names.iter().any(|name| said.contains(name)), "{said}");
    }
}

#[test]
fn damaged_files_are_read_or_refused_by_place() {
    let example = reference::example().replace("# ", "");
    for seed in 0..1_500 {
        for text in [FILE, &example] {
            read(&String::from_utf8_lossy(&damaged(text.as_bytes(), seed)), &BTreeMap::new());
        }
    }
}

proptest! {
    #[test]
    fn any_value_of_a_variable_is_taken_or_refused_by_name(value in "\\PC{0,30}", key in 0_usize..60) {
        let keys: Vec<_> = crate::config::keys().filter(|key| !["targets", "digest"].contains(&key.section)).collect();
        let name = crate::config::load::variable_of(keys[key % keys.len()], keys[key % keys.len()].name);
        read("", &BTreeMap::from([(name, value)]));
    }

    #[test]
    fn any_text_is_a_duration_or_none(text in "\\PC{0,20}|[0-9]{0,24}[smhd]?") {
        if let Ok(duration) = parse_duration(&text) {
            prop_assert!(text.ends_with(['s', 'm', 'h', 'd']), "{text}: {duration:?}");
        }
    }

    #[test]
    fn any_command_line_is_a_command_or_wrong_usage(words in proptest::collection::vec("--[a-z-]{1,12}|[a-z]{1,9}|\\PC{0,12}|20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}", 0..6)) {
        use clap::Parser as _;
        let _ = crate::cli::Cli::try_parse_from(std::iter::once("sparky".to_owned()).chain(words));
    }
}
