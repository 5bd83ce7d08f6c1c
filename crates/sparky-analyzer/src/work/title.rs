//! What the title of a change says about the kind of work: a type that it declares in one of the usual ways, or its words.
//! It must not know labels and paths.

use sparky_schema::analysis::Work;

use super::{updates, verbs};
use crate::scope::{conventional, words};

/// A title as it is read.
pub(super) struct Title<'a> {
    /// The kind that it declares, if it does.
    pub(super) declared: Option<Work>,
    /// What follows types, marks and areas at the beginning.
    pub(super) rest: &'a str,
}

/// Marks that stand for a kind, as pictures and by their names (gitmoji.dev).
const MARKS: [(&str, &str, Work); 24] = [
    ("✨", ":sparkles:", Work::Feature),
    ("🐛", ":bug:", Work::Fix),
    ("🚑", ":ambulance:", Work::Fix),
    ("🩹", ":adhesive_bandage:", Work::Fix),
    ("🔒", ":lock:", Work::Security),
    ("⚡", ":zap:", Work::Performance),
    ("♻", ":recycle:", Work::Refactor),
    ("🎨", ":art:", Work::Refactor),
    ("🔥", ":fire:", Work::Refactor),
    ("🚚", ":truck:", Work::Refactor),
    ("⚰", ":coffin:", Work::Refactor),
    ("📝", ":memo:", Work::Docs),
    ("💡", ":bulb:", Work::Docs),
    ("✏", ":pencil2:", Work::Docs),
    ("✅", ":white_check_mark:", Work::Tests),
    ("🧪", ":test_tube:", Work::Tests),
    ("👷", ":construction_worker:", Work::Build),
    ("💚", ":green_heart:", Work::Build),
    ("📦", ":package:", Work::Build),
    ("🔖", ":bookmark:", Work::Build),
    ("⬆", ":arrow_up:", Work::Dependencies),
    ("⬇", ":arrow_down:", Work::Dependencies),
    ("📌", ":pushpin:", Work::Dependencies),
    ("⏪", ":rewind:", Work::Other),
];

impl<'a> Title<'a> {
    pub(super) fn of(title: &'a str) -> Self {
        let (mark, rest) = marked(title.trim());
        let (bracket, rest) = bracketed(rest);
        let (second, rest) = marked(rest);
        if is_revert(rest) {
            return Self { declared: Some(Work::Other), rest };
        }
        let (head, body) = rest.split_once(": ").map_or(("", rest), |(head, body)| (head, body.trim()));
        let (third, body) = marked(body);
        let written = mark.or(bracket).or(second);
        if let Some(title) = conventional(rest) {
            let declared = by_type(&title.kind, title.scope, body);
            return Self { declared: declared.or(written).or(third), rest: body };
        }
        if is_area(head) {
            return Self { declared: by_area(head).or(written).or(third), rest: body };
        }
        Self { declared: written, rest }
    }
}

/// A mark at the beginning, and what follows it.
fn marked(text: &str) -> (Option<Work>, &str) {
    // Most titles have none.
    if text.starts_with(|c: char| c.is_ascii() && c != ':') {
        return (None, text.trim_start());
    }
    let mark = MARKS.iter().find_map(|(picture, name, work)| {
        let rest = text.strip_prefix(picture).or_else(|| text.strip_prefix(name))?;
        Some((Some(*work), rest))
    });
    let (work, rest) = mark.unwrap_or((None, text));
    // Other pictures say nothing, but they do not hide what follows.
    let is_picture = |c: char| !c.is_alphanumeric() && !c.is_ascii();
    (work, rest.trim_start_matches(is_picture).trim_start())
}

/// `[docs] explain it` declares, `[WIP] explain it` does not.
fn bracketed(text: &str) -> (Option<Work>, &str) {
    let Some((inside, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) else {
        return (None, text);
    };
    let rest = rest.trim_start().trim_start_matches(':').trim_start();
    if rest.is_empty() { (None, text) } else { (by_type(&inside.to_lowercase(), None, rest), rest) }
}

fn is_revert(text: &str) -> bool {
    let first = words(text).next();
    let quotes = text.contains('"') || text.contains('“');
    matches!(first.as_deref(), Some("revert" | "reverts" | "reverted")) && (quotes || conventional(text).is_none())
}

/// `docs/api: explain it` begins with a place.
fn is_area(head: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "/-_.,*".contains(c);
    !head.is_empty() && head.len() <= 40 && head.chars().all(is_part)
}

fn by_area(head: &str) -> Option<Work> {
    words(head).find_map(|word| of_scope(&word))
}

/// The kind of a place.
fn of_scope(word: &str) -> Option<Work> {
    Some(match word {
        "doc" | "docs" | "documentation" | "readme" => Work::Docs,
        "test" | "tests" | "testing" => Work::Tests,
        "ci" | "build" | "release" | "workflows" => Work::Build,
        _ => return None,
    })
}

/// The kind of a declared type.
fn by_type(kind: &str, scope: Option<&str>, rest: &str) -> Option<Work> {
    if scope.is_some_and(|scope| words(scope).any(|word| matches!(&*word, "deps" | "dependencies"))) {
        return Some(Work::Dependencies);
    }
    Some(match kind {
        "feat" | "feature" | "enhancement" | "enh" => Work::Feature,
        "fix" | "bugfix" | "hotfix" | "bug" => Work::Fix,
        "security" | "sec" => Work::Security,
        "perf" | "performance" => Work::Performance,
        "refactor" | "refact" | "style" | "sty" | "cleanup" => Work::Refactor,
        "doc" | "docs" | "documentation" => Work::Docs,
        "test" | "tests" | "tst" => Work::Tests,
        "deps" | "dep" => Work::Dependencies,
        "build" | "bld" | "ci" if updates::is_update(rest) => Work::Dependencies,
        "build" | "bld" | "ci" | "release" | "packaging" | "infra" => Work::Build,
        "chore" | "misc" | "maint" => upkeep(scope, rest),
        "revert" | "rev" => Work::Other,
        _ => return None,
    })
}

/// Chores of which scope or words say what they are.
fn upkeep(scope: Option<&str>, rest: &str) -> Work {
    if updates::is_update(rest) {
        return Work::Dependencies;
    }
    let of_scope = scope.and_then(|scope| words(scope).find_map(|word| of_scope(&word)));
    let released = updates::is_release(rest).then_some(Work::Build);
    of_scope.or(released).unwrap_or(Work::Other)
}

/// The kind that the words of a title tell.
pub(super) fn by_words(title: &str) -> Option<Work> {
    if updates::is_update(title) {
        return Some(Work::Dependencies);
    }
    if updates::is_release(title) {
        return Some(Work::Build);
    }
    let all: Vec<_> = words(title).collect();
    let verb = all.first().and_then(|word| verbs::kind(word));
    // What the work is about says more than its verb: `Add tests` is no feature.
    let about = all.iter().enumerate().find_map(|(at, word)| Some((at + 1 == all.len(), about(word)?)));
    match (verb, about) {
        (Some(Work::Fix), Some((is_end, work))) if work == Work::Docs || is_end => Some(work),
        (Some(Work::Fix), _) => verb,
        (_, Some((_, work))) => Some(work),
        _ => verb,
    }
}

fn about(word: &str) -> Option<Work> {
    Some(match word {
        "readme" | "docs" | "documentation" | "changelog" | "typo" | "typos" | "spelling" | "grammar" | "editorial" => {
            Work::Docs
        }
        "test" | "tests" | "unittests" | "e2e" => Work::Tests,
        "ci" | "workflow" | "workflows" | "dockerfile" | "makefile" | "cmake" => Work::Build,
        "performance" | "throughput" => Work::Performance,
        _ => return None,
    })
}
