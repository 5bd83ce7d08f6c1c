//! The built-in files: each in English, and where it has words in every other language, in a folder of the language's own.
//! A test compares the list with the folder. It must not know what they say.

use sparky_schema::Language;

/// A file by its name in the folder.
struct File {
    name: &'static str,
    english: &'static str,
    /// None where it has no words.
    spanish: Option<&'static str>,
}

macro_rules! shared {
    ($name:literal) => {
        File { name: $name, english: include_str!(concat!("../../../../templates/", $name)), spanish: None }
    };
}

macro_rules! worded {
    ($name:literal) => {
        File { spanish: Some(include_str!(concat!("../../../../templates/es/", $name))), ..shared!($name) }
    };
}

impl File {
    const fn translated(&self, language: Language) -> Option<&'static str> {
        match language {
            Language::En => None,
            Language::Es => self.spanish,
        }
    }
}

/// The files of a language, by the names that layouts and code know them by.
pub(crate) fn of(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    ALL.iter().map(move |file| (file.name, file.translated(language).unwrap_or(file.english)))
}

/// Where the file of a language lies in the folder.
pub(crate) fn path(name: &str, language: Language) -> String {
    match ALL.iter().find(|file| file.name == name).and_then(|file| file.translated(language)) {
        Some(_) => format!("{}/{name}", language.code()),
        None => name.to_owned(),
    }
}

const ALL: &[File] = &[
    shared!("blog.md.j2"),
    shared!("daily.md.j2"),
    worded!("insights/answer_faster.md.j2"),
    worded!("insights/answer_slower.md.j2"),
    worded!("insights/area_falling.md.j2"),
    worded!("insights/area_rising.md.j2"),
    worded!("insights/backlog_growing.md.j2"),
    worded!("insights/backlog_shrinking.md.j2"),
    worded!("insights/blocked_on_person.md.j2"),
    worded!("insights/breaking.md.j2"),
    worded!("insights/commit_concentration.md.j2"),
    worded!("insights/first_contribution.md.j2"),
    worded!("insights/heading.md.j2"),
    worded!("insights/hot_file.md.j2"),
    worded!("insights/label_falling.md.j2"),
    worded!("insights/label_rising.md.j2"),
    worded!("insights/level_change.md.j2"),
    worded!("insights/long_lived_merged.md.j2"),
    worded!("insights/merge_faster.md.j2"),
    worded!("insights/merge_slower.md.j2"),
    worded!("insights/old_issue_closed.md.j2"),
    worded!("insights/pull_requests_piling_up.md.j2"),
    worded!("insights/ready_to_merge.md.j2"),
    worded!("insights/record.md.j2"),
    worded!("insights/red_branch.md.j2"),
    worded!("insights/release_after_gap.md.j2"),
    worded!("insights/returning_contributor.md.j2"),
    worded!("insights/reverts.md.j2"),
    worded!("insights/review_concentration.md.j2"),
    worded!("insights/review_faster.md.j2"),
    worded!("insights/review_slower.md.j2"),
    worded!("insights/security.md.j2"),
    worded!("insights/stale_work.md.j2"),
    worded!("insights/unanswered.md.j2"),
    worded!("insights/unreviewed.md.j2"),
    worded!("insights/unusual_day.md.j2"),
    shared!("monthly.md.j2"),
    shared!("page.html.j2"),
    worded!("partials/sections.md.j2"),
    shared!("pictures.md.j2"),
    shared!("prompts/analysis.md.j2"),
    shared!("prompts/facts.md.j2"),
    shared!("prompts/repair.md.j2"),
    shared!("prompts/system.md.j2"),
    worded!("sentences/about.md.j2"),
    worded!("sentences/absence.md.j2"),
    worded!("sentences/also.md.j2"),
    worded!("sentences/answers.md.j2"),
    worded!("sentences/area.md.j2"),
    worded!("sentences/attention.md.j2"),
    worded!("sentences/backlog.md.j2"),
    worded!("sentences/before.md.j2"),
    worded!("sentences/blog_close.md.j2"),
    worded!("sentences/blog_intro.md.j2"),
    worded!("sentences/blog_title.md.j2"),
    worded!("sentences/blog_volume.md.j2"),
    worded!("sentences/bots.md.j2"),
    worded!("sentences/bullet.md.j2"),
    worded!("sentences/busiest.md.j2"),
    worded!("sentences/by_day.md.j2"),
    worded!("sentences/card_place.md.j2"),
    worded!("sentences/card_when.md.j2"),
    worded!("sentences/committed.md.j2"),
    worded!("sentences/conversation.md.j2"),
    worded!("sentences/correction.md.j2"),
    worded!("sentences/coverage.md.j2"),
    worded!("sentences/credits.md.j2"),
    worded!("sentences/description.md.j2"),
    worded!("sentences/detail.md.j2"),
    worded!("sentences/detail_line.md.j2"),
    worded!("sentences/discussed.md.j2"),
    worded!("sentences/empty_days.md.j2"),
    worded!("sentences/farewell.md.j2"),
    worded!("sentences/first_last.md.j2"),
    worded!("sentences/footer.md.j2"),
    worded!("sentences/gathered.md.j2"),
    worded!("sentences/greeting.md.j2"),
    worded!("sentences/heading.md.j2"),
    worded!("sentences/heading_attention.md.j2"),
    worded!("sentences/heading_health.md.j2"),
    worded!("sentences/heading_people.md.j2"),
    worded!("sentences/heading_pictures.md.j2"),
    worded!("sentences/heading_record.md.j2"),
    worded!("sentences/heading_shape.md.j2"),
    worded!("sentences/heading_thanks.md.j2"),
    worded!("sentences/heading_waiting.md.j2"),
    worded!("sentences/health.md.j2"),
    worded!("sentences/health_gain.md.j2"),
    worded!("sentences/hot_file.md.j2"),
    worded!("sentences/incomplete.md.j2"),
    worded!("sentences/issue_closed.md.j2"),
    worded!("sentences/issue_opened.md.j2"),
    worded!("sentences/labelled.md.j2"),
    worded!("sentences/largest.md.j2"),
    worded!("sentences/lead_change.md.j2"),
    worded!("sentences/lead_people.md.j2"),
    worded!("sentences/lead_volume.md.j2"),
    worded!("sentences/lead_work.md.j2"),
    worded!("sentences/level.md.j2"),
    worded!("sentences/lines.md.j2"),
    worded!("sentences/mark.md.j2"),
    worded!("sentences/merged.md.j2"),
    worded!("sentences/merger.md.j2"),
    worded!("sentences/newcomers.md.j2"),
    worded!("sentences/outcome.md.j2"),
    worded!("sentences/pace_change.md.j2"),
    worded!("sentences/pace_close.md.j2"),
    worded!("sentences/pace_merge.md.j2"),
    worded!("sentences/pace_review.md.j2"),
    worded!("sentences/person.md.j2"),
    worded!("sentences/person_lines.md.j2"),
    worded!("sentences/picture.md.j2"),
    worded!("sentences/pull_request_closed.md.j2"),
    worded!("sentences/pull_request_opened.md.j2"),
    worded!("sentences/record.md.j2"),
    worded!("sentences/released.md.j2"),
    worded!("sentences/repeated.md.j2"),
    worded!("sentences/repository.md.j2"),
    worded!("sentences/returning.md.j2"),
    worded!("sentences/review.md.j2"),
    worded!("sentences/review_tie.md.j2"),
    worded!("sentences/social_header.md.j2"),
    worded!("sentences/social_story.md.j2"),
    worded!("sentences/social_summary.md.j2"),
    worded!("sentences/social_thanks.md.j2"),
    worded!("sentences/social_verb.md.j2"),
    worded!("sentences/stages.md.j2"),
    worded!("sentences/standing.md.j2"),
    worded!("sentences/title.md.j2"),
    worded!("sentences/unnamed.md.j2"),
    worded!("sentences/unread.md.j2"),
    worded!("sentences/unusual.md.j2"),
    worded!("sentences/waiting.md.j2"),
    worded!("sentences/words.md.j2"),
    worded!("sentences/zeros.md.j2"),
    shared!("weekly.md.j2"),
];
