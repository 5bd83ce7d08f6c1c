//! Texts in another language than English: whole ones to be read, and that every template of English has its own there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use minijinja::{Environment, UndefinedBehavior};
use serde_json::{Value, json};
use sparky_generator::{Config, Generated, Language, Style, Tone, generate, verify, verify_in};
use sparky_schema::analysis::{Analysis, Correction, TrendMetric};
use sparky_schema::window::Period;

use crate::cases::{analysis, input, posts_of, read, same};
use crate::numbers::{median, waits, with};

const DAY: &str = include_str!("../../../../docs/examples/recorded/day.json");
const WEEK: &str = include_str!("../../../../docs/examples/recorded/week.json");
const MONTH: &str = include_str!("../../../../docs/examples/recorded/month.json");

/// English words that no Spanish text of ours holds outside titles, links and code.
const ENGLISH: [&str; 44] = [
    "the",
    "and",
    "by",
    "of",
    "with",
    "was",
    "were",
    "is",
    "are",
    "to",
    "from",
    "on",
    "in",
    "at",
    "after",
    "before",
    "week",
    "month",
    "day",
    "days",
    "hours",
    "weeks",
    "months",
    "years",
    "merged",
    "opened",
    "closed",
    "reviewed",
    "review",
    "reviews",
    "comment",
    "comments",
    "people",
    "person",
    "others",
    "first",
    "monday",
    "wednesday",
    "july",
    "december",
    "release",
    "releases",
    "line",
    "lines",
];

fn config() -> Config {
    Config { style: Style { language: Language::Es, ..Style::default() }, ..Config::default() }
}

fn spanish(facts: &Analysis) -> Generated {
    generate(facts, input(), &config()).unwrap()
}

fn text_of(made: &Generated, ending: &str) -> String {
    let file = made.files.iter().find(|file| file.path.ends_with(ending)).unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

/// What is ours in a text: neither quoted nor linked, no heading, no table and no code.
fn ours(markdown: &str) -> String {
    let lines = markdown.lines().filter(|line| !line.starts_with(['#', '|', '!', '<']) && !line.contains("sparky "));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    let mut out = String::new();
    let (mut quotes, mut brackets) = (0_u32, 0_u32);
    for c in text.replace("](", "[").chars() {
        match c {
            '“' => quotes += 1,
            '”' => quotes = quotes.saturating_sub(1),
            '[' | '(' => brackets += 1,
            ']' | ')' => brackets = brackets.saturating_sub(1),
            '\n' => (quotes, brackets) = (0, 0),
            _ => {}
        }
        out.push(if quotes + brackets == 0 { c } else { ' ' });
    }
    out
}

fn english_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| ENGLISH.contains(&word.as_str())).collect()
}

#[test]
fn a_spanish_week_and_a_blog_post_are_read_here() {
    let made = spanish(&read(WEEK));
    same("tests/golden/spanish/week.md", &text_of(&made, "weekly/2020-W50.md"));
    same("tests/golden/spanish/posts.txt", &posts_of(&made.content.items));
    same("tests/golden/spanish/blog.md", &text_of(&spanish(&read(MONTH)), "blog/2023-11.md"));
}

#[test]
fn spanish_texts_lie_in_their_bands_are_true_and_hold_no_english() {
    let two = include_str!("../../../sparky-analyzer/tests/golden/mixed/analysis.json");
    let busy = include_str!("../golden/week/analysis.json");
    for recorded in [DAY, WEEK, MONTH, two, busy] {
        let facts = read(recorded);
        let made = spanish(&facts);
        assert_eq!(made.dropped, [], "nothing in a text of ours is untrue");
        for item in &made.content.items {
            let (least, most) = match item.id.split('/').next().unwrap() {
                "daily" => (200, 300),
                "weekly" => (800, 1200),
                "monthly" => (2000, 3000),
                "blog" => (1500, 2500),
                _ => (0, u64::MAX),
            };
            assert!(item.quiet || (least..=most).contains(&item.word_count), "{}: {}", item.id, item.word_count);
            let own = ours(&item.body_markdown);
            assert_eq!(english_words(&own), [""; 0], "{own}");
            assert!(!own.contains(" de el ") && !own.contains(" a el ") && !own.contains("uno pull"), "{own}");
        }
        for file in made.files.iter().filter(|file| file.path.ends_with(".md") || file.path.ends_with(".html")) {
            let text = String::from_utf8(file.bytes.clone()).unwrap();
            assert_eq!(verify(&text, &facts, None), [], "{}", file.path);
        }
    }
}

#[test]
fn every_insight_every_tone_and_every_gap_is_spanish() {
    let mut facts = analysis(Period::Weekly, "merged", 40, "fix(parser): handle tabs");
    facts.insights = crate::insights::all();
    facts.gaps = serde_json::from_value(json!([{
        "repository": "acme/lexer", "kinds": ["pull_requests", "reviews"], "reason": "rate_limited",
        "message": "GitHub was too busy.", "hint": "Try again."
    }]))
    .unwrap();
    let style = Style { language: Language::Es, tone: Tone::Friendly, ..Style::default() };
    let made = generate(&facts, input(), &Config { style, ..Config::default() }).unwrap();
    assert_eq!(made.dropped, []);
    let text = &made.content.items[0].body_markdown;
    assert!(text.contains("(pull requests y revisiones): se alcanzó un límite del servicio"), "{text}");
    assert_eq!(english_words(&ours(text)), [""; 0], "{text}");
    same("tests/golden/spanish/insights.md", text);
}

/// Everything that numbers can become, for a week or a month.
fn numbers(period: Period) -> Analysis {
    let kinds = ["default_branch_red", "review_needed", "author_needed", "merge_needed", "unanswered", "stale"];
    let waiting = kinds.iter().zip([2, 1, 3, 1, 2, 1]).flat_map(|(kind, count)| (0..count).map(move |n| (*kind, n)));
    let waiting: Vec<Value> = waiting.enumerate().map(|(n, (kind, _))| waits(kind, 200 + n as u64)).collect();
    let counts = kinds.iter().zip([1, 1, 3, 1, 2, 1]).map(|(kind, count)| json!({"kind": kind, "count": count}));
    let times = json!({"time_to_merge_hours": median(24.0, "1 day"), "time_to_first_review_hours": median(2.0, "2 hours"),
        "time_to_close_hours": median(96.0, "1.5 weeks")});
    let before = json!({"time_to_merge_hours": median(96.0, "4 days"), "time_to_first_review_hours": null,
        "time_to_close_hours": median(1.0, "1 hour")});
    let unusual = json!({"date": "2026-07-08", "value": 12.0, "usual": 1.0, "score": 8.0});
    let change = json!({"date": "2026-07-07", "before": 2.0, "after": 9.0, "sure_percent": 99, "found": "2026-07-08"});
    let trend = |metric: &str| json!({"metric": metric, "median": 1.0, "deviation": 0.0, "last_week": 1.5, "unusual": [unusual], "change": change});
    let mut facts = with(
        period,
        &json!({"attention": waiting, "attention_counts": counts.collect::<Vec<_>>(), "metrics": times,
            "previous_metrics": before, "trends": [trend("reviews")]}),
    );
    let part = |kind: &str, score: u64| json!({"kind": kind, "score": score, "weight": 5.0, "measured": 1.0, "needed": 2.0, "gain": 2.0});
    let health = json!({"total": 6.5, "parts": [part("responsiveness", 10), part("concentration", 3)]});
    facts.repositories[0].health = serde_json::from_value(health).unwrap();
    let repository = facts.repositories[0].name_with_owner.clone();
    let of = |window, metric, was, is| Correction { window, repository: repository.clone(), metric, was, is };
    facts.corrections = vec![
        of(facts.previous_window.id.clone(), TrendMetric::Releases, 0, 1),
        of(facts.window.id.clone(), TrendMetric::PullRequestsClosed, 3, 0),
    ];
    facts
}

#[test]
fn what_numbers_become_is_spanish() {
    for period in [Period::Weekly, Period::Monthly] {
        let made = spanish(&numbers(period));
        assert_eq!(made.dropped, []);
        let text = ours(&made.content.items[0].body_markdown);
        assert_eq!(english_words(&text), [""; 0], "{text}");
        assert!(!text.contains(" de el ") && !text.contains(" a el "), "{text}");
        let lines = made.content.items[0].body_markdown.lines().filter(|line| !line.contains("“Handle tabs”"));
        let kept: String = lines.filter(|line| !line.starts_with('|')).map(|line| format!("{line}\n")).collect();
        same(&format!("tests/golden/spanish/numbers-{}.md", period.name()), &kept);
    }
}

#[test]
fn pages_and_front_matter_say_the_language() {
    let made = spanish(&read(DAY));
    assert!(text_of(&made, ".html").contains("<html lang=\"es\">") && text_of(&made, ".md").contains("lang: \"es\"\n"));
    assert_eq!(serde_json::to_value(&made.content).unwrap()["language"], "es");
    let english = generate(&read(DAY), input(), &Config::default()).unwrap();
    assert!(text_of(&english, ".html").contains("<html lang=\"en\">") && !text_of(&english, ".md").contains("lang:"));
    assert!(serde_json::to_value(&english.content).unwrap().get("language").is_none());
    let front_matter = sparky_generator::Profile::Hugo;
    let hugo = generate(&read(DAY), input(), &Config { front_matter, ..config() }).unwrap();
    let text = text_of(&hugo, ".md");
    assert!(text.contains("\nparams: { language: \"es\" }\n") && !text.contains("\nlang:"), "{text}");
    assert_eq!(verify(&text, &read(DAY), None), []);
}

#[test]
fn what_is_invented_in_spanish_is_found() {
    let facts = analysis(Period::Daily, "issue_opened", 8, "Crash 1.2.3");
    let found = |text: &str| verify_in(Language::Es, text, &facts, None).len();
    for fine in [
        "En acme/parser se abrieron ocho issues el miércoles 8 de julio.",
        "Se abrieron ocho issues el miércoles, 8 de julio de 2026: “Crash 1.2.3”.",
        "Un issue y una revisión son obra de nadie.",
    ] {
        assert_eq!(verify_in(Language::Es, fine, &facts, None), [], "{fine}");
    }
    for wrong in [
        "Se abrieron 4711 issues.",
        "Se abrieron 4.711 issues.",
        "Se abrieron once issues.",
        "Se abrieron trece issues.",
        "Se abrieron veintidós issues.",
        "Tardó 4,5 días.",
        "El miércoles 1 de julio hubo ocho issues.",
        "El lunes 8 de julio hubo ocho issues.",
        "El 8 de agosto hubo ocho issues.",
        "Lo corrigió Napoleón.",
        "Fue corregido por napoleon.",
        "Napoleón fusionó ocho issues.",
        "En acme/lexer se abrieron ocho issues.",
    ] {
        assert_eq!(found(wrong), 1, "{wrong}");
    }
    let front = "---\nlang: \"es\"\n---\n\nSe abrieron trece issues.\n";
    assert_eq!(verify(front, &facts, None).len(), 1, "the text says that it is Spanish");
    let page = "<!doctype html><html lang=\"es\"><p>Se abrieron trece issues.</p></html>";
    assert_eq!(verify(page, &facts, None).len(), 1, "so does the page");
    assert_eq!(verify("Se abrieron trece issues.", &facts, None), [], "the word is none in English");
}

#[test]
fn templates_of_ones_own_are_those_of_the_language() {
    let facts = analysis(Period::Weekly, "merged", 40, "Handle tabs");
    let made = |files: &[(&str, &str)]| {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        generate(&facts, input(), &Config { templates: Some(folder.path().to_owned()), ..config() })
    };
    let own = ("es/sentences/lead_volume.md.j2", "Total: {{ d.totals.pull_requests_merged | number }}.");
    assert!(made(&[own]).unwrap().content.items[0].body_markdown.contains("Total: 40."));
    let english = ("sentences/lead_volume.md.j2", "All in all: {{ d.totals.pull_requests_merged }}.");
    assert_eq!(made(&[english]).unwrap().content, spanish(&facts).content, "words of another language");
    let layout = ("weekly.md.j2", "{{ lead }}\n\nEso es todo.\n");
    assert!(made(&[layout]).unwrap().content.items[0].body_markdown.ends_with("Eso es todo.\n"));
    let broken = ("es/sentences/title.md.j2", "{% if %}");
    let error = made(&[broken]).unwrap_err().to_string();
    assert!(error.contains("es/sentences/title.md.j2"), "{error}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates")
}

/// Files below a folder of templates.
fn names(folder: &Path, of: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder.join(of)).unwrap().map(|entry| entry.unwrap().file_name());
    entries.map(|name| format!("{of}/{}", name.to_str().unwrap())).collect()
}

/// What a template wants to know: `s.what`, and for what else it names only the first part.
fn wanted(folder: &Path, name: &str, nested: bool) -> BTreeSet<String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let source = std::fs::read_to_string(folder.join(name)).unwrap();
    environment.add_template_owned(name.to_owned(), source).unwrap();
    let found = environment.get_template(name).unwrap().undeclared_variables(nested);
    found.into_iter().filter(|name| name != "namespace").collect()
}

#[test]
fn every_template_of_english_has_its_own_in_each_language() {
    let home = folder();
    for language in Language::ALL.into_iter().filter(|language| *language != Language::En) {
        let own = home.join(language.code());
        for of in ["sentences", "insights", "partials"] {
            assert_eq!(names(&home, of), names(&own, of), "{language:?}");
            for name in names(&home, of).into_iter().filter(|name| !name.ends_with("words.md.j2")) {
                assert_eq!(wanted(&home, &name, false), wanted(&own, &name, false), "{language:?} {name}");
                let (english, other) = (wanted(&home, &name, true), wanted(&own, &name, true));
                let unknown: Vec<_> = other.difference(&english).collect();
                // Macros get the whole of what is told about.
                assert!(unknown.iter().all(|field| !field.contains('.')), "{name}: {unknown:?}");
            }
        }
    }
}

#[test]
fn no_template_of_a_language_is_the_english_one() {
    let (home, own) = (folder(), folder().join("es"));
    for name in ["sentences", "insights"].into_iter().flat_map(|of| names(&own, of)) {
        let source = std::fs::read_to_string(own.join(&name)).unwrap();
        assert_ne!(source, std::fs::read_to_string(home.join(&name)).unwrap(), "{name}");
        let mut outside = String::new();
        let mut rest = source.as_str();
        while let Some(at) = rest.find('{') {
            outside.push_str(&rest[..at]);
            outside.push(' ');
            let close = if rest[at..].starts_with("{%") { "%}" } else { "}}" };
            let close = if rest[at..].starts_with("{#") { "#}" } else { close };
            rest = rest[at..].split_once(close).unwrap().1;
        }
        outside.push_str(rest);
        assert_eq!(english_words(&outside), [""; 0], "{name}");
    }
}
