//! Models that do as they are told.

use sparky_llm::Limits;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::Narrative;
use sparky_testkit::{FakeModel, Play};

use super::writer::{Shown, answer, own_words, plain, sentences};
use super::{DAY, MONTH, WEEK, check, client, read, written};

/// Windows of all sorts.
fn windows() -> Vec<Analysis> {
    let golden = [
        include_str!("../../golden/week/analysis.json"),
        include_str!("../../golden/day/analysis.json"),
        include_str!("../../../../sparky-analyzer/tests/golden/mixed/analysis.json"),
    ];
    [DAY, WEEK, MONTH].into_iter().chain(golden).map(read).collect()
}

async fn share_by_model(write: fn(&Shown) -> Vec<String>) -> f64 {
    let (mut all, mut by_model) = (0, 0);
    for analysis in windows() {
        let folder = tempfile::tempdir().unwrap();
        let model = FakeModel::start(move |asked| Play::Say(answer(asked, write)));
        let client = client(&model, folder.path(), Limits::default());
        let made = written(&analysis, &client).await;
        check(&analysis, &made);
        for item in &made.content.items {
            assert_eq!(item.narrative, Narrative::Model, "{}: {:#?}", item.id, made.notes);
            all += item.sections.len();
            by_model += item.sections.iter().filter(|one| one.narrative == Narrative::Model).count();
        }
    }
    by_model as f64 / all as f64
}

#[tokio::test]
async fn nine_in_ten_sections_are_the_models() {
    for write in [plain, own_words] {
        let share = share_by_model(write).await;
        assert!(share >= 0.9, "{share:.2}");
    }
}

/// The facts, those of whole sentences together at the end, with an end mark too many where there is one.
fn together(section: &Shown) -> Vec<String> {
    let (lines, others): (Vec<&String>, Vec<&String>) =
        section.facts.iter().partition(|fact| fact.starts_with("{{line_") && fact.ends_with("}}"));
    let mut told: Vec<String> = others.into_iter().flat_map(|fact| sentences(fact)).collect();
    match lines.as_slice() {
        [] => {}
        [line] => told.push(format!("{line}.")),
        several => told.push(several.iter().map(|line| line.as_str()).collect::<Vec<_>>().join(" ")),
    }
    told
}

#[tokio::test]
async fn whole_sentences_may_stand_side_by_side() {
    let (analysis, folder) = (read(MONTH), tempfile::tempdir().unwrap());
    let model = FakeModel::start(|asked| Play::Say(answer(asked, together)));
    let made = written(&analysis, &client(&model, folder.path(), Limits::default())).await;
    check(&analysis, &made);
    for item in &made.content.items {
        assert!(!item.body_markdown.contains(".."), "{}", item.body_markdown);
        assert_eq!(item.narrative, Narrative::Model, "{:?}", made.notes);
    }
    assert!(!made.notes.iter().any(|note| note.contains("does not stand alone")), "{:?}", made.notes);
}
