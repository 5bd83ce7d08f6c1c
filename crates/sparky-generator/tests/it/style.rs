//! For whom, in which tone, how long and in which words.

use sparky_generator::{Audience, Config, Generated, Length, Part, Style, Tone, generate};
use sparky_schema::analysis::Analysis;
use sparky_schema::document::Input;
use sparky_schema::window::Period;

use crate::cases::{analysis, read};

const WEEK: &str = include_str!("../../../../docs/examples/recorded/week.json");

fn made(facts: &Analysis, style: Style) -> Generated {
    let config = Config { style, ..Config::default() };
    generate(facts, Input { path: "analysis.json".to_owned(), sha256: "0".repeat(64) }, &config).unwrap()
}

fn week(style: Style) -> (String, u64) {
    let item = made(&read(WEEK), style).content.items.remove(0);
    (item.body_markdown, item.word_count)
}

/// Where a text has its headings, in order.
fn places(text: &str, headings: &[&str]) -> Vec<Option<usize>> {
    headings.iter().map(|heading| text.find(&format!("## {heading}"))).collect()
}

#[test]
fn executives_read_numbers_first_and_users_no_chores() {
    let (text, _) = week(Style { audience: Audience::Executives, ..Style::default() });
    let found = places(&text, &["Half of the merges", "Fix some issues", "What needs attention"]);
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{text}");
    assert!(text.starts_with("In tlswg/dtls13-spec, nine pull requests were merged"), "{text}");
    let (text, _) = week(Style { audience: Audience::Users, ..Style::default() });
    assert!(!text.contains("What needs attention"), "{text}");
}

#[test]
fn sections_are_those_that_are_named_in_that_order() {
    let sections = vec![Part::People, Part::Stories];
    let (text, _) = week(Style { sections, ..Style::default() });
    let found = places(&text, &["Who did what", "Fix some issues"]);
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{text}");
    assert!(!text.contains("Half of the merges took") && !text.contains("What needs attention"), "{text}");
}

#[test]
fn length_chooses_the_end_of_the_band() {
    let words = |length| week(Style { length, ..Style::default() }).1;
    let (short, normal, long) = (words(Length::Short), words(Length::Normal), words(Length::Long));
    assert!(800 <= short && short <= normal && normal < long && long <= 1200, "{short} {normal} {long}");
    assert!(short < 960 && long > 1000, "{short} {long}");
}

#[test]
fn a_friendly_text_greets_and_thanks() {
    let (text, _) = week(Style { tone: Tone::Friendly, ..Style::default() });
    assert!(text.starts_with("Hello everybody!") && text.contains("see you next week!"), "{text}");
    assert!(!week(Style::default()).0.contains("Hello"));
}

#[test]
fn emoji_stand_before_headings_where_they_are_wanted() {
    let (text, _) = week(Style { emoji: true, ..Style::default() });
    assert!(text.contains("## ✅ Two issues closed") && text.contains("## 👀 What needs attention"), "{text}");
    assert!(text.lines().filter(|line| line.starts_with("## ")).all(|line| !line[3..].is_ascii()), "{text}");
}

#[test]
fn house_words_are_ours_and_titles_keep_their_own() {
    let words = [("pull request", "patch"), ("pull requests", "patches"), ("issue", "ticket"), ("issues", "tickets")];
    let words = words.into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let (text, _) = week(Style { words, ..Style::default() });
    assert!(text.contains("nine patches were merged") && text.contains("two tickets were closed"), "{text}");
    assert!(!text.contains("pull request") && text.contains("Fix some issues around the Finished message"), "{text}");
}

#[test]
fn what_must_be_told_is_told_without_a_forbidden_word() {
    let facts = read(WEEK);
    let title = &facts.attention[0].subject;
    let word = title.split_whitespace().find(|word| word.len() > 4 && word.chars().all(char::is_alphabetic)).unwrap();
    // Our own word, for which another sentence is there, and a word of a title.
    let forbidden = vec!["waited".to_owned(), "wait".to_owned(), word.to_lowercase()];
    let made = made(&facts, Style { forbidden: forbidden.clone(), ..Style::default() });
    let text = &made.content.items[0].body_markdown;
    let number = format!("[#{}]", facts.attention[0].number.unwrap());
    assert!(text.contains("## What needs attention") && text.contains(&number), "{text}");
    let plain = text.split(['(', ')']).filter(|part| !part.starts_with("http")).collect::<String>().to_lowercase();
    let is_told = |word: &String| plain.split(|c: char| !c.is_alphanumeric()).any(|told| told == word);
    assert!(!forbidden.iter().any(is_told), "{text}");
}

#[test]
fn what_cannot_be_said_otherwise_is_a_warning() {
    let made = made(&read(WEEK), Style { forbidden: vec!["review".to_owned()], ..Style::default() });
    let warning = "`review` is a forbidden word, so sentences are left out";
    assert!(made.notes.iter().any(|note| note.starts_with(warning)), "{:?}", made.notes);
}

#[test]
fn a_sentence_with_a_forbidden_word_is_dropped() {
    let mut facts = analysis(Period::Weekly, "merged", 40, "Handle tabs");
    facts.happenings[0].subject = "Damn tabs".to_owned();
    facts.happenings[5].subject = "Damn spaces".to_owned();
    let made = made(&facts, Style { forbidden: vec!["damn".to_owned()], ..Style::default() });
    for item in &made.content.items {
        let all = format!("{} {} {} {:?}", item.title, item.description, item.body_markdown, item.text);
        assert!(!all.to_lowercase().contains("damn") && !item.title.is_empty(), "{all}");
    }
    assert!(made.dropped.iter().any(|fault| fault.message.contains("forbidden")), "{:?}", made.dropped);
}
