//! Templates of a user's folder, file by file.

use sparky_schema::window::Period;
use sparky_testkit::damaged;

use crate::cases::{analysis, generated, with_templates};

fn body(files: &[(&str, &str)]) -> String {
    let facts = analysis(Period::Weekly, "merged", 40, "Handle tabs");
    with_templates(&facts, files).unwrap().content.items.remove(0).body_markdown
}

#[test]
fn a_sentence_of_the_users_own_replaces_ours() {
    let text = body(&[("sentences/lead_volume.md.j2", "Behold: {{ d.totals.pull_requests_merged | number }} merges.")]);
    assert!(text.contains("Behold: 40 merges."), "{text}");
    assert!(!text.contains("pull requests were merged"), "{text}");
}

#[test]
fn a_layout_of_the_users_own_replaces_ours() {
    let text = body(&[("weekly.md.j2", "{{ lead }}\n\nThat is all.\n")]);
    assert!(text.ends_with("That is all.\n") && !text.contains("## "), "{text}");
}

#[test]
fn a_sentence_that_is_not_true_gives_way_to_ours_and_is_named() {
    let facts = analysis(Period::Weekly, "merged", 40, "Handle tabs");
    let made = with_templates(&facts, &[("sentences/lead_volume.md.j2", "We fixed 4711 bugs.")]).unwrap();
    assert!(made.dropped.iter().any(|fault| fault.message.contains("4711")), "{:?}", made.dropped);
    assert_eq!(made.content, generated(&facts).content);
}

#[test]
fn a_layout_that_is_not_true_gives_way_to_ours() {
    let facts = analysis(Period::Weekly, "merged", 40, "Handle tabs");
    let made = with_templates(&facts, &[("weekly.md.j2", "Thanks to Napoleon for 4711 bugs.")]).unwrap();
    assert_eq!(made.content, generated(&facts).content);
}

#[test]
fn a_page_with_foreign_links_gives_way_to_ours() {
    let facts = analysis(Period::Weekly, "merged", 40, "Handle tabs");
    let made = with_templates(&facts, &[("page.html.j2", "<a href=\"https://evil.test\">x</a>{{ body }}")]).unwrap();
    assert_eq!(made.files, generated(&facts).files);
}

#[test]
fn a_broken_template_is_an_error_that_says_where() {
    let facts = analysis(Period::Weekly, "merged", 40, "Handle tabs");
    for broken in ["\n{% if %}", "\n{{ d.nothing.at_all }}", "\n{{ d.period | shout }}"] {
        let error = with_templates(&facts, &[("sentences/title.md.j2", broken)]).unwrap_err().to_string();
        assert!(error.contains("sentences/title.md.j2") && error.contains('2'), "{error}");
    }
}

#[test]
fn a_template_that_does_not_end_is_an_error() {
    let facts = analysis(Period::Daily, "merged", 9, "Handle tabs");
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    assert!(with_templates(&facts, &[("sentences/title.md.j2", endless)]).is_err());
}

/// Ours, as a user's folder may hold them after a slip of the fingers or a broken disk.
const SAMPLES: [(&str, &str); 6] = [
    ("weekly.md.j2", include_str!("../../../../templates/weekly.md.j2")),
    ("page.html.j2", include_str!("../../../../templates/page.html.j2")),
    ("partials/sections.md.j2", include_str!("../../../../templates/partials/sections.md.j2")),
    ("sentences/title.md.j2", include_str!("../../../../templates/sentences/title.md.j2")),
    ("sentences/lead_volume.md.j2", include_str!("../../../../templates/sentences/lead_volume.md.j2")),
    ("sentences/merged.md.j2", include_str!("../../../../templates/sentences/merged.md.j2")),
];

#[test]
fn damaged_templates_are_used_or_refused_by_name() {
    let facts = analysis(Period::Weekly, "merged", 9, "Handle tabs");
    for (name, sample) in SAMPLES {
        for seed in 0..25 {
            let text = String::from_utf8_lossy(&damaged(sample.as_bytes(), seed)).into_owned();
            match with_templates(&facts, &[(name, &text)]) {
                Ok(made) => assert!(!made.content.items[0].body_markdown.is_empty(), "{name}, seed {seed}"),
                Err(error) => assert!(error.to_string().contains(name), "{name}, seed {seed}: {error}"),
            }
        }
    }
}
