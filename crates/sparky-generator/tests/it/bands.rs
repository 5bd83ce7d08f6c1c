//! Word bands hold for any analysis with enough events.

use proptest::prelude::*;
use sparky_schema::content::ItemKind;
use sparky_schema::window::Period;

use crate::cases::{analysis, generated, repeated};

const BANDS: [(Period, u64, u64, u64); 3] =
    [(Period::Daily, 8, 200, 300), (Period::Weekly, 30, 800, 1200), (Period::Monthly, 80, 2000, 3000)];

/// A line that is alone goes on from what introduces it.
fn has_a_list_of_one(markdown: &str) -> bool {
    let blocks: Vec<&str> = markdown.split("\n\n").collect();
    let is_lone = |block: &str| block.starts_with("- ") && block.lines().count() == 1;
    blocks.windows(2).any(|pair| matches!(pair, [before, list] if before.ends_with(':') && is_lone(list)))
}

fn words(period: Period, event: &str, count: u64, title: &str) -> (u64, bool) {
    let generated = generated(&analysis(period, event, count, title));
    let item = &generated.content.items[0];
    (item.word_count, item.quiet)
}

#[test]
fn sparse_facts_fill_the_band() {
    for (period, least, low, high) in BANDS {
        for event in ["issue_opened", "committed", "merged", "released", "issue_closed", "pull_request_closed"] {
            // The analyzer never takes two releases for the same.
            let again = if event == "released" { analysis } else { repeated };
            for facts in [analysis(period, event, least, "Crash"), again(period, event, least, "Crash")] {
                let item = &generated(&facts).content.items[0];
                let count = item.word_count;
                assert!(
                    !item.quiet && (low..=high).contains(&count),
                    "{period:?} {event}: {count}\n{}",
                    item.body_markdown
                );
                assert!(!has_a_list_of_one(&item.body_markdown), "{}", item.body_markdown);
            }
        }
    }
}

#[test]
fn five_thousand_events_stay_in_the_band() {
    for (period, _, low, high) in BANDS {
        let (count, _) = words(period, "issue_opened", 5000, "a b c d e f g h i j k l m n o p q r s t u v w x y z");
        assert!((low..=high).contains(&count), "{period:?}: {count}");
    }
}

#[test]
fn quiet_is_one_below_the_threshold_and_says_so() {
    for (period, least, ..) in BANDS {
        let generated = generated(&analysis(period, "issue_opened", least - 1, "Crash"));
        let item = &generated.content.items[0];
        assert!(item.quiet && item.body_markdown.contains("quiet"));
    }
    assert!(generated(&analysis(Period::Daily, "merged", 0, "")).content.items[0].word_count < 30);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_title_fits_and_stays_true(title in "\\PC{0,200}", extra in 0_u64..40) {
        let (count, _) = words(Period::Weekly, "committed", 30 + extra, &title);
        prop_assert!((800..=1200).contains(&count), "{count}");
    }
}

#[test]
fn pull_requests_opened_and_merged_are_one_story_and_still_fill_the_band() {
    for (period, least, low, high) in BANDS {
        let mut facts = analysis(period, "merged", least.div_ceil(2), "Crash");
        let mut opened = analysis(period, "pull_request_opened", least.div_ceil(2), "Crash").happenings;
        facts.happenings.append(&mut opened);
        facts.totals.events = Some(least);
        let count = generated(&facts).content.items[0].word_count;
        assert!((low..=high).contains(&count), "{period:?}: {count}");
    }
}

#[test]
fn a_blog_post_is_in_its_band_or_declared_quiet() {
    for period in [Period::Weekly, Period::Monthly] {
        for (count, event) in [(80, "merged"), (80, "issue_opened"), (81, "released"), (4_000, "committed")] {
            let made = generated(&analysis(period, event, count, "Handle tabs"));
            let blog = made.content.items.iter().find(|item| item.kind == ItemKind::Blog).unwrap();
            assert!(!blog.quiet && (1500..=2500).contains(&blog.word_count), "{event}: {}", blog.word_count);
        }
        let made = generated(&analysis(period, "merged", 79, "Handle tabs"));
        let blog = made.content.items.iter().find(|item| item.kind == ItemKind::Blog).unwrap();
        assert!(blog.quiet && blog.word_count < 300 && blog.body_markdown.contains("quiet"), "{}", blog.body_markdown);
    }
    let made = generated(&analysis(Period::Daily, "merged", 90, "Handle tabs"));
    assert!(made.content.items.iter().all(|item| item.kind != ItemKind::Blog));
}
