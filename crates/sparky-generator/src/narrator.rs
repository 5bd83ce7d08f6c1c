//! Says sentences: renders one from its template, checks it and takes another variant when it is not true. It must
//! not know which sentences a text needs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;
use sparky_schema::analysis::Analysis;

use crate::error::Error;
use crate::escape::markdown;
use crate::generate::Config;
use crate::house::House;
use crate::language::Wording;
use crate::templates::Templates;
use crate::verify::{Checker, Fault};
use crate::words::lower_words;

/// The templates, the user's and ours, and the check.
pub(crate) struct Narrator {
    own: Templates,
    /// Ours, where the user has some of their own.
    built_in: Option<Templates>,
    checker: Checker,
    wording: &'static dyn Wording,
    house: House,
    dropped: RefCell<Vec<Fault>>,
    /// What could not be said, for a forbidden word: the word and the file of the sentence.
    unsaid: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

impl Narrator {
    pub(crate) fn new(analysis: &Analysis, config: &Config) -> Result<Self, Error> {
        let style = &config.style;
        let own = Templates::load(config.templates.as_deref(), style)?;
        let built_in = own.overridden.then(|| Templates::load(None, style)).transpose()?;
        let mut words = own.words.clone();
        words.extend(style.words.values().flat_map(|word| lower_words(word)));
        let checker = Checker::new(analysis, &words, config.site_url.as_deref(), style.language);
        Ok(Self {
            own,
            built_in,
            checker,
            wording: style.wording(),
            house: House::of(style),
            dropped: RefCell::default(),
            unsaid: RefCell::default(),
        })
    }

    /// The sentence of a file, told about `facts`, which the template knows as `key`. The variants take turns; none
    /// when nothing is to be said, or nothing true.
    pub(crate) fn say(
        &self,
        file: &str,
        key: &str,
        facts: &impl Serialize,
        turn: usize,
    ) -> Result<Option<String>, Error> {
        let context = Value::from(BTreeMap::from([(key, Value::from(Serde(facts)))]));
        let own = self.own.variants(file, &context)?;
        if let Some(text) = self.true_one(file, &own, turn) {
            return Ok(Some(text));
        }
        let built_in = self.built_in.as_ref().filter(|_| !own.is_empty());
        let more = built_in.map(|templates| templates.variants(file, &context)).transpose()?.unwrap_or_default();
        if let Some(text) = self.true_one(file, &more, turn) {
            return Ok(Some(text));
        }
        Ok(self.spared(file, own.iter().chain(&more)))
    }

    /// A sentence without the forbidden words of others; what cannot be said at all is noted.
    fn spared<'t>(&self, file: &str, variants: impl Iterator<Item = &'t String>) -> Option<String> {
        for text in variants.map(|text| self.house.spell(text)) {
            let Some(word) = self.house.forbids(&text).map(str::to_owned) else { continue };
            let spared = self.house.without_forbidden(&text, |word| self.own.words.iter().any(|own| own == word));
            if self.faults(&spared, &spared).is_empty() {
                return Some(spared);
            }
            self.unsaid.borrow_mut().entry(word).or_default().insert(file.to_owned());
        }
        None
    }

    /// What could not be said for a forbidden word, in a line each.
    pub(crate) fn unsaid(&self) -> Vec<String> {
        let line = |(word, files): (&String, &BTreeSet<String>)| {
            let files = files.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            format!(
                "`{word}` is a forbidden word, so sentences are left out ({files}); say them otherwise in templates of your own"
            )
        };
        self.unsaid.borrow().iter().map(line).collect()
    }

    /// The same in plain text, for titles and descriptions.
    pub(crate) fn say_plain(&self, file: &str, key: &str, facts: &impl Serialize) -> Result<String, Error> {
        let context = Value::from(BTreeMap::from([(key, Value::from(Serde(facts)))]));
        for templates in std::iter::once(&self.own).chain(&self.built_in) {
            for text in templates.variants(file, &context)? {
                let text = self.house.spell(&text);
                let faults = self.faults(&text, &markdown(&text));
                if faults.is_empty() {
                    return Ok(text);
                }
                self.note(file, faults);
            }
        }
        Ok(String::new())
    }

    /// A layout whose text is true: the user's, else ours, else ours without the lines that are not.
    pub(crate) fn lay_out(&self, file: &str, context: &impl Serialize) -> Result<String, Error> {
        let text = self.own.layout(file, context)?;
        let faults = self.checker.faults(&text);
        if faults.is_empty() {
            return Ok(text);
        }
        self.note(file, faults);
        let text = self.built_in().layout(file, context)?;
        let wrong: Vec<usize> = self.checker.faults(&text).iter().map(|fault| fault.line).collect();
        let lines = text.lines().enumerate().filter(|(at, _)| !wrong.contains(&(at + 1)));
        Ok(lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n"))
    }

    /// The page, whose links and numbers must be known too.
    pub(crate) fn page(&self, file: &str, context: &impl Serialize, site: &[String]) -> Result<String, Error> {
        let text = self.own.layout(file, context)?;
        let faults = self.checker.page_faults(&text, site);
        if faults.is_empty() {
            return Ok(text);
        }
        self.note(file, faults);
        self.built_in().layout(file, context)
    }

    /// The templates to fall back on.
    fn built_in(&self) -> &Templates {
        self.built_in.as_ref().unwrap_or(&self.own)
    }

    /// What the language of the texts has to offer.
    pub(crate) fn wording(&self) -> &'static dyn Wording {
        self.wording
    }

    /// Whether a layout may want the whole analysis.
    pub(crate) fn speaks_of_everything(&self) -> bool {
        self.own.speaks_of_everything
    }

    /// A text that a model is given.
    pub(crate) fn prompt(&self, file: &str, context: &impl Serialize) -> Result<String, Error> {
        self.own.layout(&format!("prompts/{file}.md.j2"), context)
    }

    /// What a text says that is not known or not wanted.
    pub(crate) fn problems(&self, markdown: &str) -> Vec<Fault> {
        self.faults(markdown, markdown)
    }

    /// A text of ours in the spelling of the house.
    pub(crate) fn spell(&self, text: &str) -> String {
        self.house.spell(text)
    }

    /// What was not told because it could not be traced, and where.
    pub(crate) fn dropped(&self) -> Vec<Fault> {
        self.dropped.borrow().clone()
    }

    fn true_one(&self, file: &str, variants: &[String], turn: usize) -> Option<String> {
        let count = variants.len().max(1);
        let turns = (0..variants.len()).filter_map(|n| variants.get((turn + n) % count));
        let mut spelled = turns.map(|text| self.house.spell(text));
        spelled.find(|text| {
            let faults = self.faults(text, text);
            let sound = faults.is_empty();
            self.note(file, faults);
            sound
        })
    }

    /// What is wrong with a text, whose form in Markdown is given, too.
    fn faults(&self, text: &str, markdown: &str) -> Vec<Fault> {
        let forbidden = self.house.forbids(text).map(|word| format!("`{word}` is a forbidden word"));
        let forbidden = forbidden.map(|message| Fault { line: 1, message });
        forbidden.into_iter().chain(self.checker.faults(markdown)).collect()
    }

    fn note(&self, file: &str, faults: Vec<Fault>) {
        let named = |fault: Fault| Fault { message: format!("{file}: {}", fault.message), ..fault };
        self.dropped.borrow_mut().extend(faults.into_iter().map(named));
    }
}
