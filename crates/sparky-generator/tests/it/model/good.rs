//! Models that do as they are told.

use sparky_llm::Limits;
use sparky_schema::analysis::Analysis;
use sparky_schema::content::Narrative;
use sparky_testkit::{FakeModel, Play};

use super::writer::{Shown, answer, own_words, plain};
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
