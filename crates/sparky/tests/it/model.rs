//! A language model behind the command: configured, missing, refused, over budget, asked once.

use serde_json::{Value, json};
use sparky_testkit::{Asked, FakeModel, Play, Protocol};

use crate::scene::{Scene, bytes_below};

const RUN: &[&str] = &["run", "weekly", "--repo", "./project", "--date", "latest"];
const FOLDER: &str = "data/runs/weekly/2026-W28";

/// What the model was shown.
fn facts(asked: &Asked) -> Value {
    let (_, rest) = asked.turns[0].1.split_once("<facts>").unwrap();
    serde_json::from_str(rest.split_once("</facts>").unwrap().0).unwrap()
}

/// What a model is asked about the analysis.
fn is_of_analysis(asked: &Asked) -> bool {
    asked.schema.pointer("/properties/kinds").is_some()
}

/// Says every fact as it is, and leaves the analysis alone.
fn plain(asked: &Asked) -> Play {
    if is_of_analysis(asked) {
        return Play::Say(json!({ "themes": [], "kinds": [], "insights": [] }).to_string());
    }
    let facts = facts(asked);
    let sections = facts["sections"].as_array().unwrap().iter().map(|section| {
        let facts = section["facts"].as_array().unwrap().iter().map(|fact| fact["text"].as_str().unwrap());
        let sentences = facts.flat_map(|fact| fact.split_inclusive(". ").map(|one| one.trim().to_owned()));
        json!({ "id": section["id"], "sentences": sentences.collect::<Vec<_>>() })
    });
    Play::Say(json!({ "sections": sections.collect::<Vec<_>>() }).to_string())
}

fn configured(scene: &Scene, model: &FakeModel, more: &str) {
    let url = model.base_url();
    scene.write(
        "sparky.toml",
        &format!("[llm]\nprovider = \"openai\"\nmodel = \"writer\"\nbase_url = \"{url}\"\n{more}\n"),
    );
}

#[test]
fn a_model_words_the_texts_and_an_unchanged_night_asks_nothing() {
    let (scene, model) = (Scene::new(40), FakeModel::start(plain));
    configured(&scene, &model, "");
    let ran = scene.run(RUN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let content = scene.json(&format!("{FOLDER}/content.json"));
    let item = &content["items"][0];
    assert_eq!(item["narrative"], "model", "{}", ran.err);
    assert!((800..=1200).contains(&item["word_count"].as_u64().unwrap()));
    let run = scene.json(&format!("{FOLDER}/run.json"));
    assert!(run["model_calls"].as_u64() > Some(0) && run["tokens"].as_u64() > Some(0), "{run:#}");
    let (asked, before) = (model.asked().len(), bytes_below(&scene.path("data")));
    assert_eq!(scene.run(RUN).code, 0);
    assert_eq!((model.asked().len(), bytes_below(&scene.path("data"))), (asked, before));
    let run = scene.json(&format!("{FOLDER}/run.json"));
    assert_eq!((&run["model_calls"], &run["tokens"]), (&json!(0), &json!(0)));
    assert!(run["cache_hits"].as_u64() > Some(0));
    assert_eq!(scene.run(&[RUN, &["--no-ai"]].concat()).code, 0);
    assert_eq!(scene.json(&format!("{FOLDER}/content.json"))["items"][0]["narrative"], "template");
    assert_eq!(model.asked().len(), asked);
    let text = scene.path(&format!("{FOLDER}/content/weekly/2026-W28.md"));
    let ran = scene.run(&["validate", text.to_str().unwrap(), "--against", &format!("{FOLDER}/analysis.json")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn no_model_is_asked_for_a_language_in_which_it_cannot_be_checked() {
    let (scene, model) = (Scene::new(40), FakeModel::start(plain));
    configured(&scene, &model, "[templates]\nlanguage = \"es\"");
    let ran = scene.run(RUN);
    let said = "what a model writes can be checked in English only";
    assert_eq!((ran.code, ran.err.matches(said).count()), (0, 1), "{}", ran.err);
    let item = &scene.json(&format!("{FOLDER}/content.json"))["items"][0];
    assert_eq!(item["narrative"], "template");
    assert!(item["body_markdown"].as_str().unwrap().contains("se incorporaron 40 commits"), "{item}");
    let ran = scene.run(&["generate", "weekly", "--date", "latest", "--require-model"]);
    assert!(ran.code == 2 && ran.err.contains(said), "{} {}", ran.code, ran.err);
    assert_eq!(model.asked().len(), 0);
    let text = scene.path(&format!("{FOLDER}/content/weekly/2026-W28.md"));
    let against = format!("{FOLDER}/analysis.json");
    let checked = ["validate", text.to_str().unwrap(), "--against", &against];
    assert_eq!(scene.run(&checked).code, 0);
    let told = std::fs::read_to_string(&text).unwrap();
    scene.write("told.md", &told.split("\n---\n").nth(1).unwrap().replace("40 commits", "novecientos commits"));
    let ran = scene.run(&["validate", "told.md", "--against", &against]);
    assert!(ran.code == 1 && ran.err.contains("`novecientos` is not in the analysis"), "{}", ran.err);
}

/// Names the theme of the command line.
fn renaming(asked: &Asked) -> Play {
    if !is_of_analysis(asked) {
        return plain(asked);
    }
    let facts = facts(asked);
    let themes = facts["themes"].as_array().unwrap();
    let cli = themes.iter().find(|theme| theme["name"] == "cli").unwrap()["id"].clone();
    let themes = json!([{ "themes": [cli], "name": "Case of the cli" }]);
    Play::Say(json!({ "themes": themes, "kinds": [], "insights": [] }).to_string())
}

#[test]
fn a_model_names_themes_unless_it_may_not() {
    let (scene, model) = (Scene::new(40), FakeModel::start(renaming));
    let analysis = || scene.read(&format!("{FOLDER}/analysis.json"));
    scene.write("sparky.toml", "");
    assert_eq!(scene.run(RUN).code, 0);
    let before = analysis();
    configured(&scene, &model, "");
    let ran = scene.run(RUN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let named = analysis();
    assert!(named.contains("\"Case of the cli\"") && named.contains("\"named_by\": \"model\""), "{named}");
    let text = scene.path(&format!("{FOLDER}/content/weekly/2026-W28.md"));
    let checked = ["validate", text.to_str().unwrap(), "--against", &format!("{FOLDER}/analysis.json")];
    assert_eq!(scene.run(&checked).code, 0);
    let asked = model.asked().len();
    let ran = scene.run(&["analyze", "weekly", "--date", "latest"]);
    assert_eq!((ran.code, analysis(), model.asked().len()), (0, named, asked), "{}", ran.err);
    let ran = scene.run(&["analyze", "weekly", "--date", "latest", "--no-ai"]);
    assert_eq!((ran.code, analysis()), (0, before.clone()), "{}", ran.err);
    assert_eq!(scene.run(&[RUN, &["--no-ai"]].concat()).code, 0);
    assert_eq!(analysis(), before);
    configured(&scene, &model, "\n[analyze]\nmodel = false");
    assert_eq!(scene.run(RUN).code, 0);
    assert_eq!(analysis(), before);
    assert_eq!(model.asked().iter().filter(|asked| is_of_analysis(asked)).count(), 1);
}

#[test]
fn an_answer_about_the_analysis_that_makes_no_sense_is_a_warning() {
    let model =
        FakeModel::start(|asked| if is_of_analysis(asked) { Play::Say("No.".to_owned()) } else { plain(asked) });
    let scene = Scene::new(40);
    configured(&scene, &model, "");
    let ran = scene.run(RUN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let run = scene.json(&format!("{FOLDER}/run.json"));
    assert!(run["warnings"].to_string().contains("analysis: the answer was not of the form"), "{run:#}");
    assert_eq!(scene.json(&format!("{FOLDER}/content.json"))["items"][0]["narrative"], "model");
    assert!(!scene.read(&format!("{FOLDER}/analysis.json")).contains("advised_by"));
}

#[test]
fn a_missing_key_is_a_warning_unless_a_model_is_required() {
    let scene = Scene::new(3);
    scene.write("sparky.toml", "[llm]\nprovider = \"anthropic\"\nmodel = \"writer\"\n");
    let ran = scene.run(RUN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("set ANTHROPIC_API_KEY in the environment; the text comes from templates"), "{}", ran.err);
    let generate = ["generate", "weekly", "--date", "latest", "--require-model"];
    let ran = scene.run(&generate);
    assert!(ran.code == 2 && ran.err.contains("ANTHROPIC_API_KEY"), "{}", ran.err);
    scene.write("sparky.toml", "");
    let ran = scene.run(&generate);
    assert!(ran.code == 2 && ran.err.contains("no model is configured"), "{}", ran.err);
}

#[test]
fn a_model_that_fails_leaves_our_text_and_the_exit_code() {
    let (scene, model) = (Scene::new(12), FakeModel::start(|_| Play::Fail(401, "invalid_api_key")));
    configured(&scene, &model, "api_key_env = \"MY_KEY\"");
    let ran = scene.run_with(RUN, &[("MY_KEY", "sk-very-secret")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("weekly: the model gave no text") && !ran.err.contains("very-secret"), "{}", ran.err);
    assert_eq!(model.asked()[0].key.as_deref(), Some("sk-very-secret"));
    let run = scene.json(&format!("{FOLDER}/run.json"));
    assert!(run["warnings"].to_string().contains("the model gave no text"), "{run:#}");
    let required =
        scene.run_with(&["generate", "weekly", "--date", "latest", "--require-model"], &[("MY_KEY", "sk-very-secret")]);
    assert_eq!(required.code, 1, "{}", required.err);
}

#[test]
fn a_budget_is_kept_and_costs_nothing_but_prose() {
    let (scene, model) = (Scene::new(12), FakeModel::start(plain));
    for (budget, words) in [
        ("max_tokens = 0", "the limit of 0 tokens a run"),
        ("max_cost_usd = 0.0", "the limit of $0 a run"),
        ("api_key_env = \"MY_KEY\"\nmax_cost_usd_month = 5", "its price is unknown"),
        (
            "api_key_env = \"MY_KEY\"\nmax_cost_usd = 0.000001\n[llm.price_table.writer]\nas_of = \"2026-11-01\"\ninput = 1\noutput = 4",
            "the limit of $0.000001 a run",
        ),
    ] {
        configured(&scene, &model, budget);
        let ran = scene.run_with(RUN, &[("MY_KEY", "sk-1")]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(words), "{budget}: {}", ran.err);
        assert_eq!(scene.json(&format!("{FOLDER}/content.json"))["items"][0]["narrative"], "template");
    }
    assert_eq!(model.requests(), 0);
}

#[test]
fn presets_and_fallbacks_have_names() {
    let (scene, model) = (
        Scene::new(12),
        FakeModel::start(|asked| match asked.protocol {
            Protocol::OpenAi => Play::Fail(404, "model_not_found"),
            Protocol::Anthropic => plain(asked),
        }),
    );
    let url = model.base_url();
    let presets = format!(
        "[llm.presets.draft]\nprovider = \"openai\"\nmodel = \"small\"\nbase_url = \"{url}\"\n\
         [llm.presets.good]\nprovider = \"anthropic\"\nmodel = \"large\"\nbase_url = \"{url}\"\n"
    );
    scene.write("sparky.toml", &format!("[llm]\npreset = \"draft\"\nfallback = [\"good\"]\n{presets}"));
    let ran = scene.run(RUN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let models: Vec<String> = model.asked().into_iter().map(|asked| asked.model).collect();
    assert_eq!(models[..2], ["small", "large"]);
    scene.write("sparky.toml", &format!("[llm]\npreset = \"dratf\"\n{presets}"));
    let ran = scene.run(RUN);
    assert!(ran.code == 2 && ran.err.contains("there are: draft, good"), "{}", ran.err);
    scene.write("sparky.toml", "[llm]\nprovider = \"openai\"\n");
    let ran = scene.run(RUN);
    assert!(ran.code == 2 && ran.err.contains("llm.model"), "{}", ran.err);
}

#[test]
fn a_model_that_is_slow_or_down_leaves_our_text() {
    let plays = [
        (Play::Silence, "no answer in time"),
        (Play::Fail(500, "api_error"), "did not answer"),
        (Play::Fail(429, "rate_limit_exceeded"), "did not answer"),
        (Play::Garbage, "the model gave no text"),
    ];
    for (play, words) in plays {
        let (scene, model) = (Scene::new(12), FakeModel::start(move |_| play.clone()));
        configured(&scene, &model, "timeout = \"1s\"\nmax_wait = \"0s\"");
        let ran = scene.run(RUN);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
        let content = scene.json(&format!("{FOLDER}/content.json"));
        assert!(content["items"].as_array().unwrap().iter().all(|item| item["narrative"] == "template"));
        assert!(scene.json(&format!("{FOLDER}/run.json"))["warnings"].to_string().contains("the model gave no text"));
    }
}
