//! What a window was about: groups against those that a person made, names from the facts, and why.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sparky_schema::analysis::{Analysis, BondKind, Theme};

use crate::world::{analyzed, commit, local_clone, on_github, pull_request};

/// Twenty hours before the end of the window.
const AT: &str = "2026-07-08T04:00:00Z";

/// One line of a fixture: titles that people wrote, grouped by hand.
struct Line<'a> {
    group: &'a str,
    area: &'a str,
    number: u64,
    closes: Option<u64>,
    is_issue: bool,
    labels: Vec<&'a str>,
    title: &'a str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let told = text.lines().filter(|line| !line.starts_with('#'));
    told.map(|line| {
        let parts: Vec<&str> = line.split('\t').collect();
        let [group, area, number, closes, labels, title]: [&str; 6] = parts.try_into().unwrap();
        let labels = labels.split(',').filter(|label| !label.is_empty()).collect();
        let is_issue = closes == "issue";
        Line { group, area, number: number.parse().unwrap(), closes: closes.parse().ok(), is_issue, labels, title }
    })
    .collect()
}

fn record(line: &Line<'_>) -> Value {
    let closes: Vec<u64> = line.closes.into_iter().collect();
    let extra = json!({"title": line.title, "labels": line.labels, "closes": closes, "merged_at": AT, "closed_at": AT});
    pull_request(line.number, "ann", AT, &extra)
}

fn sha(number: u64) -> String {
    format!("{number:040x}")
}

fn analysis(name: &str, lines: &[Line<'_>]) -> Analysis {
    if lines.iter().all(|line| line.area.is_empty()) {
        let closed: Vec<u64> = lines.iter().filter_map(|line| line.closes).collect();
        let is_issue = |line: &&Line<'_>| line.is_issue || closed.contains(&line.number);
        let (issues, pulls): (Vec<&Line<'_>>, Vec<&Line<'_>>) = lines.iter().partition(is_issue);
        let issue = |line: &&Line<'_>| {
            json!({"number": line.number, "title": line.title, "author": {"login": "ann"}, "created_at": AT,
                "closed_at": null, "labels": line.labels})
        };
        let pulls: Vec<Value> = pulls.into_iter().map(record).collect();
        let issues: Vec<Value> = issues.iter().map(issue).collect();
        return monthly(on_github(name, &json!({"pull_requests": pulls, "issues": issues})));
    }
    let commits = lines.iter().map(|line| {
        let path = if line.area.contains('.') && !line.area.contains('/') {
            line.area.to_owned()
        } else {
            format!("{}/x", line.area)
        };
        let files = json!([{"path": path, "additions": 10, "deletions": 0}]);
        commit(
            '1',
            AT,
            &json!({"name": "Ann"}),
            &json!({"sha": sha(line.number), "subject": line.title, "files": files}),
        )
    });
    monthly(local_clone(name, &json!({"commits": commits.collect::<Vec<_>>()})))
}

/// In a month, so that no theme is beyond what a reader takes in.
fn monthly(repository: Value) -> Analysis {
    let mut collection = serde_json::to_value(crate::world::collection(&[repository], &[])).unwrap();
    collection["window"] = json!({"period": "monthly", "id": "2026-07", "since": "2026-07-01T00:00:00Z",
        "until": "2026-08-01T00:00:00Z", "time_zone": "UTC"});
    collection["since"] = json!("2026-06-01T00:00:00Z");
    let collection = serde_json::from_value(collection).unwrap();
    sparky_analyzer::analyze(&collection, crate::world::input(), &sparky_analyzer::Config::default())
}

/// The group of each line by its place: what has none is alone.
fn found(name: &str, lines: &[Line<'_>], analysis: &Analysis) -> Vec<String> {
    let mut of_id: BTreeMap<&str, String> = BTreeMap::new();
    for theme in &analysis.themes {
        theme.members.iter().for_each(|id| {
            of_id.insert(id, theme.name.clone());
        });
    }
    let key = |line: &Line<'_>| {
        let id = if line.area.is_empty() {
            format!("{name}#{}", line.number)
        } else {
            format!("{name}@{}", sha(line.number))
        };
        of_id.get(id.as_str()).cloned().unwrap_or_else(|| format!("alone {}", line.number))
    };
    lines.iter().map(key).collect()
}

fn pairs(n: usize) -> f64 {
    (n * n.saturating_sub(1)) as f64 / 2.0
}

/// Hubert and Arabie: the agreement of two groupings, 1 when they are the same and about 0 by chance.
fn adjusted_rand_index(a: &[String], b: &[String]) -> f64 {
    let count = |keys: Vec<String>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        keys.into_iter().for_each(|key| *counts.entry(key).or_default() += 1);
        counts.into_values().map(pairs).sum::<f64>()
    };
    let both = count(a.iter().zip(b).map(|(a, b)| format!("{a}\n{b}")).collect());
    let (of_a, of_b) = (count(a.to_vec()), count(b.to_vec()));
    let chance = of_a * of_b / pairs(a.len());
    (both - chance) / ((of_a + of_b) / 2.0 - chance)
}

fn agreement(text: &str) -> f64 {
    let (by_hand, found) = groupings(text);
    adjusted_rand_index(&by_hand, &found)
}

/// The groups of each line: by hand, and by the rules.
fn groupings(text: &str) -> (Vec<String>, Vec<String>) {
    let lines = lines(text);
    let (name, _) = text.trim_start_matches("# ").split_once(',').unwrap();
    let analysis = analysis(name, &lines);
    let by_hand: Vec<String> = lines
        .iter()
        .map(|line| if line.group == "-" { format!("alone {}", line.number) } else { line.group.to_owned() })
        .collect();
    let found = found(name, &lines, &analysis);
    (by_hand, found)
}

/// Of the pairs that the rules put together, the share that a person did too; and of those of a person, the share that
/// the rules found.
fn precision_and_recall(text: &str) -> (f64, f64) {
    let (by_hand, found) = groupings(text);
    let pairs = (0..by_hand.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let (mut both, mut of_hand, mut of_rules) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        let (hand, rules) = (by_hand[a] == by_hand[b], found[a] == found[b]);
        both += f64::from(u8::from(hand && rules));
        of_hand += f64::from(u8::from(hand));
        of_rules += f64::from(u8::from(rules));
    }
    (both / of_rules, both / of_hand)
}

/// Two windows that a person had grouped before the rules saw them: nothing is put together that is apart there.
#[test]
fn what_is_put_together_belonged_together_in_windows_that_the_rules_were_not_made_with() {
    for (text, recall) in
        [(include_str!("themes/file-format-later.tsv"), 0.7), (include_str!("themes/protocol-reviews.tsv"), 0.9)]
    {
        let (precision, found) = precision_and_recall(text);
        let window = text.lines().next().unwrap();
        assert!((precision - 1.0).abs() < 1e-9, "precision {precision:.3} {window}");
        assert!(found >= recall, "recall {found:.3} {window}");
    }
}

#[test]
fn the_measure_is_the_published_one() {
    let of = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert!((adjusted_rand_index(&of("a a b b"), &of("x x y y")) - 1.0).abs() < 1e-9);
    // The worked example of scikit-learn's documentation.
    assert!((adjusted_rand_index(&of("0 0 1 1"), &of("0 0 1 2")) - 0.571_428_571).abs() < 1e-6);
}

/// Grouped by hand before there was a program to compare with. The index is 1 for the same groups and 0 by chance.
#[test]
fn titles_are_grouped_as_a_person_did() {
    for text in [
        include_str!("themes/protocol.tsv"),
        include_str!("themes/search-tool.tsv"),
        include_str!("themes/file-format.tsv"),
        include_str!("themes/protocol-later.tsv"),
    ] {
        let reached = agreement(text);
        assert!(reached >= 0.8, "{reached:.3} {}", text.lines().next().unwrap());
    }
}

fn themes(repositories: &[Value]) -> Vec<Theme> {
    analyzed(repositories).themes
}

fn merged(number: u64, title: &str, extra: &Value) -> Value {
    let mut all = pull_request(number, "ann", AT, &json!({"title": title, "merged_at": AT, "closed_at": AT}));
    extra.as_object().unwrap().iter().for_each(|(key, value)| all[key] = value.clone());
    all
}

#[test]
fn a_theme_says_why_its_members_belong_together() {
    let area = json!({"labels": ["area: parser", "bug"]});
    let pulls = json!([
        merged(1, "fix(parser): tabs", &json!({})),
        merged(2, "Tabs at the end of a line", &area),
        merged(3, "Speed up the parser", &json!({})),
        merged(4, "Another thing", &json!({"labels": ["bug"]})),
    ]);
    let themes = themes(&[on_github("acme/app", &json!({"pull_requests": pulls}))]);
    let [theme] = &themes[..] else { panic!("{themes:#?}") };
    assert_eq!(theme.name, "parser");
    let bonds: Vec<(BondKind, &str, usize)> =
        theme.bonds.iter().map(|bond| (bond.kind, bond.value.as_str(), bond.members.len())).collect();
    assert_eq!(bonds, [(BondKind::Scope, "parser", 1), (BondKind::Label, "parser", 1), (BondKind::Words, "parser", 1)]);
    assert_eq!(theme.members.len(), 3);
}

#[test]
fn a_change_and_the_issue_that_it_will_close_are_one_story() {
    let open = json!({"title": "Read faster", "closes": [8]});
    let records = json!({
        "pull_requests": [pull_request(7, "ann", AT, &open)],
        "issues": [crate::world::issue(8, "bob", AT, None)],
    });
    let found = themes(&[on_github("acme/app", &records)]);
    let [theme] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((theme.members.len(), theme.bonds[0].kind), (2, BondKind::Link));
}

#[test]
fn the_same_title_in_many_repositories_is_one_story() {
    let one = |name: &str| on_github(name, &json!({"pull_requests": [merged(1, "Add a code of conduct", &json!({}))]}));
    let found = themes(&[one("acme/a"), one("acme/b"), one("acme/c")]);
    let [theme] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((theme.name.as_str(), theme.members.len(), &theme.repository), ("Add a code of conduct", 3, &None));
    assert_eq!(themes(&[one("acme/a"), one("acme/b")]), [], "two may be chance");
}
