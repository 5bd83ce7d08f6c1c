//! Whoever should know hears at the end of a run how things are, without a health check, also when no run could begin.

use serde_json::Value;

use crate::alerts::{CONFIG, Office, reasons};

const WELL: [&str; 4] = ["run", "daily", "--repo", "./project"];
const ILL: [&str; 5] = ["run", "daily", "--repo", "./nowhere", "--no-backfill"];

/// The ids that the webhook has heard of since.
fn news(office: &Office, before: usize) -> Vec<String> {
    office.heard().into_iter().skip(before).collect()
}

fn text(office: &Office) -> String {
    office.issue()["body"].as_str().unwrap().to_owned()
}

#[test]
fn a_run_tells_how_it_ended_once_and_when_it_is_over() {
    let office = Office::new(200);
    assert_eq!(office.run(&ILL, &[]).code, 1);
    assert!(text(&office).contains("**last run** (fail): "), "{}", text(&office));
    let first = office.heard();
    assert!(reasons(&first).contains(&"run-failed"), "{first:?}");
    let before = office.writes();
    assert_eq!((office.run(&ILL, &[]).code, office.writes()), (1, before), "nothing has changed");
    let ran = office.run(&[&WELL[..], &["--json"]].concat(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str::<Value>(&ran.out).unwrap();
    assert_eq!(office.issue()["state"], "closed", "{}", text(&office));
    let over: Vec<String> = first.iter().map(|id| format!("{id}/recovered")).collect();
    assert_eq!(news(&office, first.len()), over);
    let before = office.writes();
    assert_eq!((office.run(&WELL, &[]).code, office.writes()), (0, before));
}

#[test]
fn a_run_that_lacks_something_is_told_of_as_such() {
    let office = Office::new(200);
    let both = [&WELL[..], &["--repo", "./nowhere"]].concat();
    let ran = office.run(&both, &[]);
    assert_eq!((ran.code, reasons(&office.heard()).contains(&"run-degraded")), (3, true), "{:?}", office.heard());
    assert!(text(&office).contains("**last run** (warn): "), "{}", text(&office));
}

#[test]
fn a_refused_configuration_is_told_as_far_as_it_can_be_read() {
    let office = Office::new(200);
    let broken = [
        ("[source]\nrepoz = [\"octo/project\"]\n", "unknown key `repoz`"),
        ("[source\nrepos = 7\n", "sparky.toml:1:"),
        ("[[targets]]\nname = \"x\"\nkind = \"fax\"\n", "sparky.toml:"),
        ("[alerts]\nquota_percent = 101\nissue_repo = \"octo/ops\"\ntargets = [\"nobody\", \"team\"]\n", "percentage"),
    ];
    for (section, words) in broken {
        let rest = if section.starts_with("[alerts]") { CONFIG.split_once("\n\n").unwrap().1 } else { CONFIG };
        office.scene.write("sparky.toml", &format!("{section}\n{rest}"));
        let ran = office.run(&WELL, &[]);
        assert_eq!((ran.code, ran.err.contains(words)), (2, true), "{words}: {}", ran.err);
        let said = text(&office);
        assert!(said.contains("**configuration** (fail): it is refused: ") && said.contains(words), "{words}: {said}");
        let before = office.writes();
        assert_eq!((office.run(&["health", "--alert"], &[]).code, office.writes()), (2, before), "{words}");
    }
    assert_eq!(reasons(&office.heard()), ["configuration"], "one message for what is one trouble");
    office.scene.write("sparky.toml", CONFIG);
    assert_eq!(office.run(&WELL, &[]).code, 0);
    assert_eq!(office.issue()["state"], "closed", "{}", text(&office));
    assert!(news(&office, 1)[0].ends_with("/recovered"));
    // A variable that is refused refuses the whole configuration too.
    assert_eq!(office.run(&WELL, &[("SPARKY_RUN_ATTEMPTS", "none")]).code, 2);
    assert!(text(&office).contains("SPARKY_RUN_ATTEMPTS"), "{}", text(&office));
}

#[test]
fn a_file_that_says_nothing_of_alerts_is_told_by_the_health_check_of_the_workflow() {
    let office = Office::new(200);
    office.scene.write("sparky.toml", "\u{0}\u{1}[[[");
    assert_eq!((office.run(&WELL, &[]).code, office.writes()), (2, 0), "a run asks for no more than it was given");
    assert_eq!((office.run(&["health", "--alert", "--dry-run"], &[]).code, office.writes()), (2, 0));
    assert_eq!(office.run(&["health", "--alert"], &[]).code, 2);
    assert!(text(&office).contains("**configuration** (fail)"), "{}", text(&office));
}

#[test]
fn a_run_that_could_not_begin_is_remembered_until_one_has() {
    let office = Office::new(200);
    assert_eq!(office.run(&WELL, &[]).code, 0);
    let ran = office.run(&["run", "daily"], &[("GITHUB_ACTIONS", "false")]);
    assert_eq!((ran.code, reasons(&office.heard())), (2, vec!["run-failed"]), "{}", ran.err);
    // A health check of another machine knows it from the branch.
    let before = office.writes();
    let ran = office.run(&["health", "--alert"], &[]);
    assert_eq!((ran.code, office.writes()), (1, before), "{}", ran.out);
    assert!(ran.out.contains("could not begin: there is nothing to collect"), "{}", ran.out);
    // A slip of the fingers is nobody else's business.
    assert_eq!(office.run(&["run", "daily", "--date", "2999-01-01", "--repo", "./project"], &[]).code, 2);
    assert_eq!(office.writes(), before);
    assert_eq!(office.run(&WELL, &[]).code, 0);
    assert_eq!(office.issue()["state"], "closed", "{}", text(&office));
}

#[test]
fn a_stop_holds_back_the_alert_of_a_run_and_the_budget_is_told_of() {
    let office = Office::new(200);
    office.scene.write("data/FORMAT", "1\n");
    office.scene.write("data/STOP", "");
    let ran = office.run(&ILL, &[]);
    assert_eq!((ran.code, office.writes()), (5, 0), "{}", ran.err);
    std::fs::remove_file(office.scene.path("data/STOP")).unwrap();
    // Nobody can be told that nobody can be told.
    let late = Office::new(403);
    let ran = late.run(&ILL, &[]);
    assert_eq!((ran.code, ran.err.contains("did not reach team")), (1, true), "{}", ran.err);
    // The limit of GitHub is close for whoever wants to hear of it at 90 percent.
    let ran = office.run(&WELL, &[("SPARKY_ALERTS_QUOTA_PERCENT", "90")]);
    assert_eq!((ran.code, reasons(&office.heard())), (0, vec!["quota"]), "{}{:?}", ran.err, office.heard());
    assert_eq!(office.run(&WELL, &[]).code, 0);
    assert!(news(&office, 1)[0].ends_with("/recovered"), "{:?}", office.heard());
}
