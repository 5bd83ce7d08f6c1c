//! What texts say, and what the truth check finds.

use sparky_generator::{Config, Profile, front_matter as front_matter_of, generate, verify};
use sparky_schema::document::Input;
use sparky_schema::window::Period;

use crate::cases::{analysis, generated, window};

#[test]
fn hostile_titles_become_inert() {
    let title = "fixes #1 @octocat GH-7 a/b#2 <script>x</script> https://evil.test {{ x }} `c` | **b** ![i](http://e)";
    let made = generated(&analysis(Period::Daily, "issue_opened", 8, title));
    let html = String::from_utf8(made.files[1].bytes.clone()).unwrap();
    assert!(!html.contains("<script") && !html.contains("evil.test\"") && !html.contains("<img"), "{html}");
    assert!(!html.contains("<code") && !html.contains("<strong"), "{html}");
    let body = &made.content.items[0].body_markdown;
    assert!(!body.contains("@octocat") && !body.contains("\\#1 ") && !body.contains("GH-7"), "{body}");
}

#[test]
fn the_check_finds_what_is_not_in_the_analysis() {
    let facts = analysis(Period::Daily, "issue_opened", 8, "Crash");
    let found = |text: &str| verify(text, &facts, None).len();
    assert_eq!(found("8 issues, [#3](https://github.com/acme/parser/issues/3)."), 0);
    assert_eq!(found("4711 issues"), 1);
    assert_eq!(found("twelve issues"), 1);
    assert_eq!(found("[here](https://evil.test)"), 1);
    assert_eq!(found("[#3](https://github.com/acme/parser/issues/4)"), 1);
    assert_eq!(found("#3"), 1);
    assert_eq!(found("@octocat"), 1);
    assert_eq!(verify("fine\n\n4711", &facts, None)[0].line, 3);
}

#[test]
fn the_check_reads_names_dates_repositories_title_and_description() {
    let facts = analysis(Period::Daily, "issue_opened", 8, "Crash");
    let found = |text: &str| verify(text, &facts, None).len();
    assert_eq!(found("In acme/parser, eight issues were opened on Wednesday, 8 July."), 0);
    assert_eq!(found("Fixed by Napoleon."), 1);
    assert_eq!(found("In acme/lexer, eight issues were opened."), 1);
    assert_eq!(found("On Wednesday, 1 July."), 1);
    assert_eq!(found("---\ntitle: \"Wednesday, 8 July 2026: Crash\"\n---\n\nFine.\n"), 0);
    assert_eq!(found("---\ntitle: \"4711 crashes\"\ndescription: \"By Napoleon.\"\n---\n\nFine.\n"), 1);
    assert_eq!(found("Fine.\n\n---\n\nWritten from the activity of acme/lexer.\n"), 1);
}

#[test]
fn front_matter_is_quoted() {
    let mut item = generated(&analysis(Period::Daily, "merged", 8, "a \"b\": c")).content.items.remove(0);
    item.title = "a \"b\": c\n---".to_owned();
    let text = front_matter_of(&item, &window(Period::Daily), &Config::default());
    assert!(text.contains("title: \"a \\\"b\\\": c\\n---\"") && text.contains("date: 2026-07-08"), "{text}");
}

#[test]
fn the_same_analysis_gives_the_same_bytes() {
    let facts = analysis(Period::Weekly, "merged", 40, "fix(parser): handle tabs");
    assert_eq!(generated(&facts), generated(&facts));
}

#[test]
fn a_busy_day_reads_as_prose() {
    let facts = analysis(Period::Daily, "merged", 9, "fix(parser): handle tabs");
    let body = generated(&facts).content.items.remove(0).body_markdown;
    assert!(body.starts_with("“handle tabs” ([#0](https://github.com/acme/parser/issues/0)) was merged"), "{body}");
    assert!(body.contains("In acme/parser, nine pull requests were merged."), "{body}");
    assert!(body.contains("## Handle tabs\n\nThis change ([#1]"), "{body}");
    assert!(!body.contains("null") && !body.contains("fix(parser)"), "{body}");
}

#[test]
fn each_profile_has_what_its_generator_reads() {
    let facts = analysis(Period::Daily, "issue_opened", 8, "Quotes \" and : and {{ braces }}");
    let text = |front_matter| {
        let config = Config { front_matter, site_url: Some("https://acme.dev/news".to_owned()), ..Config::default() };
        let input = Input { path: "analysis.json".to_owned(), sha256: "0".repeat(64) };
        let made = generate(&facts, input, &config).unwrap();
        (String::from_utf8(made.files[0].bytes.clone()).unwrap(), made.content.items[1].text.clone().unwrap())
    };
    let cases = [
        (Profile::Plain, "canonical_url: \"https://acme.dev/news/daily/2026-07-08.html\"", true, ".html"),
        (Profile::Jekyll, "render_with_liquid: false", false, ".html"),
        (Profile::Hugo, "canonicalURL: \"https://acme.dev/news/daily/2026-07-08/\"", false, "/"),
        (Profile::Mintlify, "canonical: \"https://acme.dev/news/daily/2026-07-08\"", false, "2026-07-08"),
        (Profile::Quartz, "date: 2026-07-08", false, "2026-07-08"),
        (Profile::Docusaurus, "date: 2026-07-08", true, "2026-07-08"),
    ];
    for (profile, line, heading, ending) in cases {
        let (text, post) = text(profile);
        let (front, body) = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
        assert!(front.lines().any(|found| found == line), "{profile:?}: {front}");
        assert!(front.contains("title: \"") && front.contains("tags: ["), "{front}");
        assert_eq!(body.contains("\n# "), heading, "{profile:?}");
        assert!(post.ends_with(&format!("/daily/2026-07-08{}", ending.trim_start_matches("2026-07-08"))), "{post}");
    }
    assert!(text(Profile::Mdbook).0.starts_with("# "), "mdBook shows front matter as text");
}

#[test]
fn front_matter_is_yaml_whatever_a_title_says() {
    let titles = [
        "\"quotes\": 'and' # colons: [a, b] {c} | > & * ! % @ `".to_owned(),
        "🚀 emoji \u{1f468}\u{200d}\u{1f469} تحسين המנתח \u{202e}evil".to_owned(),
        "{{ template }} {% raw %} ${{ secrets.X }} {{< hugo >}} <script> --- ...".to_owned(),
        "\u{7f}\u{85}\u{9f}\u{2028}\u{feff}\u{0}\n---\ntitle: other\t\\".to_owned(),
        "long ".repeat(2_000),
        "no".to_owned(),
    ];
    let mut item = generated(&analysis(Period::Daily, "merged", 12, "A title")).content.items.remove(0);
    item.tags.push("a: b".to_owned());
    let site_url = Some("https://acme.dev/news".to_owned());
    for title in titles {
        (item.title, item.description) = (title.clone(), format!("{title}."));
        for front_matter in Profile::ALL {
            let author = Some(title.clone());
            let config = Config { front_matter, author, site_url: site_url.clone(), ..Config::default() };
            let text = front_matter_of(&item, &window(Period::Daily), &config);
            if front_matter == Profile::Mdbook {
                assert_eq!(text, "");
                continue;
            }
            let yaml = text.strip_prefix("---\n").unwrap().strip_suffix("---\n").unwrap();
            let read: serde_json::Value = serde_norway::from_str(yaml).unwrap();
            assert_eq!(
                (&read["title"], &read["author"]),
                (&title.clone().into(), &title.clone().into()),
                "{yaml:.200}"
            );
            assert_eq!(read["tags"].as_array().unwrap().last().unwrap(), "a: b");
        }
    }
}
