//! One happening, with those that are told along with it. It must not know sentences.

use serde::Serialize;
use sparky_schema::analysis::{Event, Happening, Outcome, PersonName, Work};

use super::names::{Voice, person, quoted};
use super::title::{named, reference, version};
use crate::escape::{clean, markdown, visible};
use crate::language::Wording;
use sparky_llm::redacted;

/// References that a repeated title is told with.
const MOST_REFERENCES: usize = 3;

/// Characters of a quoted sentence.
const LONGEST_QUOTE: usize = 180;

/// Folders that every project has: to be in one of them, or in a single file, says nothing.
const VAGUE: [&str; 6] = ["src", "lib", "docs", "doc", "tests", "test"];

fn is_vague(scope: &str) -> bool {
    VAGUE.contains(&scope) || scope.rfind('.').is_some_and(|at| at > 0)
}

/// What `templates/sentences/*.md.j2` get as `s`. Texts are Markdown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StoryFacts {
    /// What happened.
    pub(crate) event: Event,
    /// The title in quotes, with its reference.
    pub(crate) what: String,
    /// The kind of work; none when the section says it.
    pub(crate) work: Option<Work>,
    /// Whether it breaks compatibility.
    pub(crate) breaking: bool,
    /// The scope; none when the section says it.
    pub(crate) scope: Option<String>,
    /// Who did it.
    pub(crate) by: Option<String>,
    /// Whether the story before in the same paragraph is by the same person.
    pub(crate) also: bool,
    /// Whether what happened is said above a list.
    pub(crate) event_told: bool,
    /// Whether those who reviewed and merged the story before in the same paragraph did so here.
    pub(crate) same_review: bool,
    /// The repository, where there are several.
    pub(crate) repository: Option<String>,
    /// The repository in any case.
    pub(crate) place: String,
    /// The default branch of a commit's repository.
    pub(crate) branch: Option<String>,
    /// The day, briefly; none in a daily digest.
    pub(crate) on: Option<String>,
    /// The day in full.
    pub(crate) date: String,
    /// How long it had been open.
    pub(crate) open_for: Option<String>,
    /// `major`, `minor` or `patch`, as the tag of a release says.
    pub(crate) version: Option<&'static str>,
    /// Releases of the window that came out on earlier days.
    pub(crate) earlier: Vec<String>,
    /// Releases of the window, when some of them came out later.
    pub(crate) beside: Vec<String>,
    /// Whether it is a tag of a local clone rather than a release.
    pub(crate) tagged: bool,
    /// Whether it is a draft.
    pub(crate) draft: bool,
    /// Whether it was opened and is open.
    pub(crate) still_open: bool,
    /// Whether it could have labels and has none.
    pub(crate) unlabelled: bool,
    /// `third`, when it is the third of that day in a list in the order of time.
    pub(crate) nth: Option<&'static str>,
    /// The first sentence of the commit's body.
    pub(crate) detail: String,
    /// Reviewers, or those who shared in a commit.
    pub(crate) reviewers: Vec<String>,
    /// Who merged it, if not the author.
    pub(crate) merged_by: Option<String>,
    /// Issues that it closed.
    pub(crate) settles: Vec<String>,
    /// How many happenings have this title.
    pub(crate) times: u64,
    /// Lines added.
    pub(crate) additions: Option<u64>,
    /// Lines deleted.
    pub(crate) deletions: Option<u64>,
    /// Files changed.
    pub(crate) files: Option<u64>,
    /// Reviews, where no reviewer is named.
    pub(crate) reviews: Option<u64>,
    /// Comments in the window.
    pub(crate) comments: Option<u64>,
    /// `day`, `week` or `month`.
    pub(crate) period: &'static str,
}

impl StoryFacts {
    /// How many lines and files there are says nothing to outsiders.
    pub(crate) fn without_sizes(self) -> Self {
        Self { additions: None, deletions: None, files: None, ..self }
    }

    /// Whether the same people reviewed and merged both.
    pub(crate) fn shares_review(&self, before: &Self) -> bool {
        let same = self.reviewers == before.reviewers && self.merged_by == before.merged_by;
        same && !self.reviewers.is_empty() && self.event != Event::Committed
    }
}

/// A sentence that is quoted is quoted whole, and without footnotes, mentions and addresses.
fn whole(detail: &str) -> String {
    let text = visible(detail);
    if redacted(&text) != text {
        return String::new();
    }
    let is_plain = !text.contains(['[', '@', '#', '…']) && !text.contains("://") && !text.ends_with("...");
    // A sentence that ends within code, such as `thread_local!`, was cut.
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let is_plain = is_plain && !(text.ends_with('!') && last.contains('_'));
    if is_plain && text.chars().count() <= LONGEST_QUOTE { text } else { String::new() }
}

/// What a story consists of.
pub(crate) struct Tell<'a> {
    pub(crate) main: &'a Happening,
    pub(crate) settles: Vec<&'a Happening>,
    pub(crate) again: Vec<&'a Happening>,
    pub(crate) times: u64,
    pub(crate) is_clone: bool,
    pub(crate) branch: Option<&'a str>,
}

impl<'a> Tell<'a> {
    /// A happening by itself.
    pub(crate) const fn alone(main: &'a Happening, is_clone: bool, branch: Option<&'a str>) -> Self {
        Self { main, settles: Vec::new(), again: Vec::new(), times: 1, is_clone, branch }
    }

    pub(crate) fn facts(&self, voice: Voice) -> StoryFacts {
        let main = self.main;
        let detail = whole(&main.detail);
        let reviewers: Vec<String> = main.with.iter().filter(|p| !p.bot).take(4).map(person).collect();
        let open = matches!(main.outcome, Some(Outcome::Open | Outcome::Draft));
        StoryFacts {
            event: main.event,
            what: self.what(voice.wording()),
            work: Some(told_work(main)),
            breaking: main.breaking,
            scope: main.scope.as_deref().filter(|scope| !is_vague(scope)).map(|scope| markdown(&clean(scope))),
            by: self.author().map(person),
            also: false,
            event_told: false,
            same_review: false,
            repository: voice.place(&main.repository),
            place: markdown(main.repository.as_str()),
            branch: self.branch.filter(|_| main.event == Event::Committed).map(|branch| markdown(&clean(branch))),
            on: voice.day(main.date),
            date: voice.full_day(main.date),
            open_for: main.open_for.clone(),
            version: main.tag.as_deref().and_then(version),
            earlier: Vec::new(),
            beside: Vec::new(),
            tagged: self.is_clone && main.event == Event::Released,
            draft: main.outcome == Some(Outcome::Draft),
            still_open: open,
            unlabelled: main.labels.is_empty() && main.number.is_some(),
            nth: None,
            detail: markdown(&detail.replace(['“', '”'], "\"")),
            merged_by: main.merged_by.as_ref().filter(|p| !p.bot).map(person),
            settles: self.settles.iter().take(MOST_REFERENCES).map(|issue| named(issue, voice.wording())).collect(),
            times: self.times,
            additions: main.additions,
            deletions: main.deletions,
            files: main.changed_files.filter(|files| *files > 0),
            reviews: main.reviews.filter(|_| reviewers.is_empty()),
            reviewers,
            comments: main.comments,
            period: voice.noun,
        }
    }

    /// What happened without its title, for text below a heading that has it; none for many of one title.
    pub(crate) fn brief(&self, scope: Option<&str>, wording: &dyn Wording) -> Option<String> {
        let labels = wording.labels();
        let noun = match (self.main.event, told_work(self.main)) {
            (Event::Released, _) => return None,
            (Event::IssueClosed | Event::IssueOpened, _) => labels.this_issue,
            (Event::Merged | Event::Committed, Work::Fix) => labels.this_fix,
            (Event::Merged | Event::Committed, Work::Security) => labels.this_security_fix,
            (Event::Merged | Event::Committed, Work::Feature) => labels.this_feature,
            _ => labels.this_change,
        };
        let reference = reference(self.main).map_or_else(String::new, |reference| format!(" ({reference})"));
        let place = scope.map_or_else(|| noun.to_owned(), |scope| wording.within(noun, scope));
        self.again.is_empty().then(|| format!("{place}{reference}"))
    }

    /// The author, when all that have this title have the same one.
    fn author(&self) -> Option<&'a PersonName> {
        let author = self.main.author.as_ref()?;
        self.again.iter().all(|other| other.author.as_ref() == Some(author)).then_some(author)
    }

    fn what(&self, wording: &dyn Wording) -> String {
        if self.again.is_empty() {
            return named(self.main, wording);
        }
        let all = std::iter::once(self.main).chain(self.again.iter().copied());
        let mut references: Vec<String> = all.take(MOST_REFERENCES).filter_map(reference).collect();
        if self.again.len() >= MOST_REFERENCES {
            references.push(wording.labels().others.to_owned());
        }
        let title = quoted(&self.main.subject, wording);
        if references.len() < 2 { title } else { format!("{title} ({})", wording.list(&references)) }
    }
}

/// Labels that say what kind of work something is.
const MARKS: [&str; 6] = ["feature", "enhancement", "bug", "refactor", "performance", "test"];

/// The kind of work where it is certain: a title that begins with `Remove` is not always a refactoring.
fn told_work(main: &Happening) -> Work {
    let marks = |label: &String| MARKS.iter().any(|mark| label.to_lowercase().contains(mark));
    let declared = !main.title.starts_with(&main.subject) || main.labels.iter().any(marks);
    let says = |word: &str| main.subject.to_lowercase().contains(word);
    match main.work {
        Work::Fix if !declared && !says("fix") && !says("bug") => Work::Other,
        Work::Tests if !declared => Work::Other,
        Work::Feature | Work::Refactor | Work::Performance | Work::Build if !declared => Work::Other,
        work => work,
    }
}
