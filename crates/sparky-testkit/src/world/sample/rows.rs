//! What happened, a line each. It must not know what is made of it.

/// A pull request or an issue: who, what, and when it was opened and ended, as month, day, hour and minute.
pub(super) struct Row {
    pub(super) author: &'static str,
    pub(super) title: &'static str,
    opened: &'static str,
    end: &'static str,
    /// Whether a pull request ended without being merged.
    pub(super) closed: bool,
}

impl Row {
    pub(super) fn opened(&self) -> String {
        time(self.opened)
    }

    pub(super) fn end(&self) -> Option<String> {
        (!self.end.is_empty()).then(|| time(self.end))
    }

    /// A deleted account is nobody.
    pub(super) fn person(&self) -> Option<String> {
        (self.author != "ghost").then(|| self.author.to_owned())
    }

    pub(super) fn labels(&self) -> Vec<String> {
        let label = |label: &str| vec![label.to_owned()];
        match self.author {
            author if author.ends_with("[bot]") => label("dependencies"),
            _ if self.title.to_lowercase().contains("fix") => label("bug"),
            _ => Vec::new(),
        }
    }
}

fn time(short: &str) -> String {
    let (month, day, hour, minute) = (&short[0..2], &short[2..4], &short[5..7], &short[7..9]);
    format!("2026-{month}-{day}T{hour}:{minute}:00Z")
}

const fn row(author: &'static str, title: &'static str, opened: &'static str, end: &'static str) -> Row {
    Row { author, title, opened, end, closed: false }
}

const fn given_up(author: &'static str, title: &'static str, opened: &'static str, end: &'static str) -> Row {
    Row { author, title, opened, end, closed: true }
}

pub(super) const ENGINE_PULLS: &[Row] = &[
    row("ada", "feat: cards can be read backwards", "0629 0905", "0630 1410"),
    row("grace", "fix: carry of the last column", "0629 1120", "0629 1630"),
    row("linus-l", "Übersetzungen für die Anzeige", "0630 0815", "0702 1000"),
    row("dependabot[bot]", "Bump regex from 1.12.0 to 1.12.1", "0630 0400", "0630 0930"),
    row("ghost", "Remove **bold** claims & <script>alert(1)</script>", "0701 1000", "0703 1545"),
    given_up("linus-l", "WIP: steam power", "0701 1330", "0706 0900"),
    row("grace", "perf: 日本語の数字を速く読む", "0702 0700", "0707 1115"),
    row("ada", "refactor!: `Mill` owns its axes", "0703 1600", "0708 1005"),
    row("dependabot[bot]", "Bump serde from 1.0.228 to 1.0.229", "0705 0400", "0706 0810"),
    row("ada", "docs: fix #3 links [here](https://example.org)", "0706 1240", "0706 1725"),
    row("linus-l", "feat: print tables 🖨️ in colour", "0707 0930", "0709 1350"),
    row("grace", "feat: a store of 1,000 numbers", "0708 0800", ""),
    row("ada", "test: the engine against the tables of 1822", "0710 0910", ""),
    row("linus-l", "Draft | with a pipe, and @grace in it", "0711 1900", ""),
];

pub(super) const ENGINE_ISSUES: &[Row] = &[
    row("linus-l", "Carry is lost in the last column", "0629 1000", "0629 1630"),
    row("grace", "Cards jam when damp", "0630 1530", "0706 1200"),
    row("ghost", "It does not start", "0701 0615", "0704 0900"),
    row("ada", "<b>HTML</b> in titles is shown as it is", "0702 1425", ""),
    row("linus-l", "Fix: ألف رقم لا تكفي", "0704 1710", "0708 0810"),
    row("grace", "Panic on 40-digit numbers", "0706 0745", "0709 1355"),
    row("ada", "Ask for a printed manual", "0708 1150", ""),
    row("renovate[bot]", "Dependency Dashboard", "0709 0400", ""),
    row("linus-l", "Oil", "0712 2159", ""),
];

pub(super) const DOCS_PULLS: &[Row] = &[
    row("grace", "Describe the mill", "0629 1330", "0630 0920"),
    row("ada", "Fix spelling of *Menabrea*", "0701 0850", "0701 0915"),
    row("dependabot[bot]", "Bump mdbook from 0.5.1 to 0.5.2", "0702 0400", "0702 1130"),
    row("linus-l", "Photographs, smaller", "0703 1010", "0706 1415"),
    row("grace", "Notes A to G", "0706 0930", "0708 1640"),
    row("ada", "Fix broken anchors", "0708 1405", "0708 1520"),
    row("linus-l", "A page for «frequent questions»", "0709 1115", ""),
    row("grace", "Search", "0711 0800", ""),
];

pub(super) const DOCS_ISSUES: &[Row] = &[
    row("linus-l", "Photographs are too large", "0630 1100", "0706 1415"),
    row("ada", "Note G is missing", "0703 0930", "0708 1640"),
    row("ghost", "Where is the download?", "0707 1805", ""),
    row("grace", "Dark mode", "0710 1000", ""),
];
