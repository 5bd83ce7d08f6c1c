//! What a text says where not everything could be read.

use serde_json::json;
use sparky_schema::analysis::Analysis;
use sparky_schema::window::Period;

use crate::cases::{analysis, generated, posts_of};

/// Knows nothing of the repository beside it.
fn with_a_gap(mut whole: Analysis, at_least: Option<u64>) -> Analysis {
    let gap = json!([{"repository": "acme/lost", "kinds": [], "reason": "not_found", "message": "GitHub knows no repository `acme/lost`.", "hint": "Check the spelling."}]);
    whole.gaps = serde_json::from_value(gap).unwrap();
    let events = whole.totals.events;
    whole.totals = sparky_schema::totals::Totals { events, ..Default::default() };
    whole.at_least = at_least
        .map(|merged| sparky_schema::totals::Totals { pull_requests_merged: Some(merged), ..Default::default() });
    whole
}

#[test]
fn counts_are_lower_bounds() {
    let made = generated(&with_a_gap(analysis(Period::Weekly, "merged", 40, "Mend the lexer"), Some(40)));
    let text = made.content.items[0].body_markdown.clone();
    assert!(text.contains("This digest is incomplete: it counts what could be read."), "{text}");
    assert!(text.contains("In acme/parser, at least 40 pull requests were merged."), "{text}");
    assert_eq!(made.dropped, [], "the bounds stand in the analysis");
    let posts = posts_of(&made.content.items);
    assert!(posts.contains("What could be read: pull requests: 40 merged."), "{posts}");
}

#[test]
fn nothing_is_the_largest_the_first_or_missing() {
    let whole = analysis(Period::Weekly, "merged", 33, "Mend the lexer");
    let told = |analysis: &Analysis| {
        let text = generated(analysis).content.items[0].body_markdown.clone();
        ["busiest day", "Day by day", "The week began", "No pull request"].map(|claim| text.contains(claim))
    };
    assert!(told(&whole).contains(&true), "where everything was read, the shape of the week is told");
    assert_eq!(told(&with_a_gap(whole, Some(33))), [false; 4]);
}

#[test]
fn a_day_of_which_nothing_is_known_is_not_said_to_be_empty() {
    let made = generated(&with_a_gap(analysis(Period::Daily, "merged", 0, ""), None));
    let (text, posts) = (made.content.items[0].body_markdown.clone(), posts_of(&made.content.items));
    assert!(
        text.contains("It was a quiet day as far as it could be read: nothing was recorded in acme/parser."),
        "{text}"
    );
    assert!(posts.contains("Not everything could be read.") && !posts.contains("Nothing was recorded"), "{posts}");
    let title = &made.content.items[0].title;
    assert_eq!(title, "Wednesday, 8 July 2026: what could be read");
}
