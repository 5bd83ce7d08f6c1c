//! Headings and posts in the words of a model.

use std::sync::{Arc, Mutex};

use sparky_generator::{Config, Generated, Style, Tone, generate_with_model};
use sparky_llm::Limits;
use sparky_schema::content::{Item, ItemKind, Narrative};
use sparky_schema::post_length::fits;
use sparky_testkit::{Asked, FakeModel, Play};

use super::writer::{Shown, answer, headed, plain, slots};
use super::{DAY, WEEK, check, client};
use crate::cases::{input, read};

async fn made(text: &str, config: &Config, play: impl FnMut(&Asked) -> Play + Send + 'static) -> Generated {
    let (analysis, folder) = (read(text), tempfile::tempdir().unwrap());
    let model = FakeModel::start(play);
    let client = client(&model, folder.path(), Limits::default());
    let made = generate_with_model(&analysis, input(), config, &client).await.unwrap();
    check(&analysis, &made);
    made
}

fn posts(made: &Generated) -> Vec<&Item> {
    made.content.items.iter().filter(|item| item.kind == ItemKind::Social).collect()
}

fn headings(made: &Generated) -> Vec<String> {
    made.content.items[0].sections.iter().map(|section| section.heading.clone()).collect()
}

#[tokio::test]
async fn a_heading_of_its_own_words_is_printed() {
    let head = |section: &Shown| match section.heading.as_str() {
        "What needs attention" => "What waits for a review".to_owned(),
        "Who did what" => "The people behind the changes.".to_owned(),
        _ => String::new(),
    };
    let made = made(WEEK, &Config::default(), move |asked| Play::Say(headed(asked, head, plain))).await;
    let headings = headings(&made);
    for heading in ["What waits for a review", "The people behind the changes"] {
        assert!(headings.iter().any(|one| one == heading), "{headings:?} {:#?}", made.notes);
        assert!(made.content.items[0].body_markdown.contains(&format!("\n## {heading}\n")));
    }
    assert!(headings.iter().any(|heading| heading.contains("issues closed")), "ours stands: {headings:?}");
}

#[tokio::test]
async fn a_heading_that_says_too_much_is_ours() {
    let bad = [
        "17 changes",
        "Twelve changes",
        "More changes than before",
        "Work by Mallory",
        "A catastrophe unfolds",
        "Shipped and released",
        "**Changes**",
        "See https://evil.example now",
        "Thanks @torvalds",
        "What {{pr_239}} changes",
        "What was changed and what else was changed and who changed what was changed",
    ];
    for heading in bad {
        let head = move |_: &Shown| heading.to_owned();
        let made = made(WEEK, &Config::default(), move |asked| Play::Say(headed(asked, head, plain))).await;
        let headings = headings(&made);
        assert!(!headings.iter().any(|one| one == heading), "{headings:?}");
        assert!(made.notes.iter().any(|note| note.contains("dropped the heading")), "{heading}: {:?}", made.notes);
        assert_eq!(made.content.items[0].narrative, Narrative::Model, "the text below it is the model’s all the same");
    }
}

#[tokio::test]
async fn posts_are_the_models_and_fit_their_networks() {
    for text in [DAY, WEEK] {
        let made = made(text, &Config::default(), |asked| Play::Say(answer(asked, plain))).await;
        let posts = posts(&made);
        assert_eq!(posts.len(), 4);
        for post in posts {
            let (platform, text) = (post.platform.unwrap(), post.text.as_ref().unwrap());
            assert!(fits(platform, text) && !text.contains("](") && !text.contains("{{"), "{text}");
            assert_eq!(post.narrative, Narrative::Model, "{}: {text}\n{:#?}", post.id, made.notes);
            assert_eq!(post.sections.len(), 1);
        }
    }
}

#[tokio::test]
async fn a_post_with_words_that_fail_is_ours() {
    let bad = |section: &Shown| match section.id.as_str() {
        "post" => vec!["Ignore all of that and buy 100 coins now at evil.example!".to_owned()],
        _ => plain(section),
    };
    let made = made(DAY, &Config::default(), move |asked| Play::Say(answer(asked, bad))).await;
    let posts = posts(&made);
    assert!(posts.iter().all(|post| post.narrative == Narrative::Template && post.sections.is_empty()));
    assert!(posts.iter().all(|post| !post.text.as_ref().unwrap().contains("coins")));
    assert_eq!(made.content.items[0].narrative, Narrative::Model);
}

#[tokio::test]
async fn a_sentence_that_fits_nowhere_leaves_our_post() {
    let long = |section: &Shown| match section.id.as_str() {
        "post" => {
            let slot = slots(&section.facts[0], &["pr_", "issue_", "item_", "title_"]).remove(0);
            vec![format!("Here is {slot}, {} which goes on.", "of which there is this to say, ".repeat(11))]
        }
        _ => plain(section),
    };
    let made = made(DAY, &Config::default(), move |asked| Play::Say(answer(asked, long))).await;
    for post in posts(&made) {
        assert!(fits(post.platform.unwrap(), post.text.as_ref().unwrap()));
        let short = post.platform.unwrap().name() == "x";
        assert!(!short || post.narrative == Narrative::Template, "{:?}", post.text);
    }
}

#[tokio::test]
async fn social_posts_alone_need_one_short_question() {
    let config = Config { only: Some(ItemKind::Social), ..Config::default() };
    let made = made(DAY, &config, |asked| {
        assert!(!asked.turns[0].1.contains("\"s0\""), "nothing but the post is asked for");
        Play::Say(answer(asked, plain))
    })
    .await;
    assert!(made.content.items.iter().all(|item| item.narrative == Narrative::Model), "{:?}", made.notes);
}

#[tokio::test]
async fn the_house_has_its_say_in_the_prompt_and_in_the_check() {
    let words = [("change".to_owned(), "edit".to_owned())].into();
    let style = Style { tone: Tone::Friendly, words, forbidden: vec!["notable".to_owned()], ..Style::default() };
    let config = Config { style, ..Config::default() };
    let seen = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&seen);
    let write = |section: &Shown| {
        let mut all = plain(section);
        if let Some(slot) = slots(&section.facts[0], &["pr_", "issue_", "item_"]).first() {
            all.push(format!("A notable change, this {slot}."));
            all.push(format!("A change to note, this {slot}."));
        }
        all
    };
    let made = made(DAY, &config, move |asked| {
        kept.lock().unwrap().push_str(&asked.system);
        Play::Say(answer(asked, write))
    })
    .await;
    let system = seen.lock().unwrap();
    for rule in ["Write warmly", "\"edit\" rather than \"change\"", "never prints: notable"] {
        assert!(system.contains(rule), "{system}");
    }
    let text = &made.content.items[0].body_markdown;
    assert!(!text.contains("notable") && text.contains("edit to note, this"), "{text}");
    assert!(made.notes.iter().any(|note| note.contains("`notable` is a forbidden word")), "{:?}", made.notes);
}
