//! The built-in templates, overridden file by file by a user's folder, and the filters they may use. It must not know
//! what is rendered.

mod built_in;
mod filters;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Value};
use serde::Serialize;
use sparky_schema::Language;

use crate::error::Error;
use crate::style::Style;
use crate::words::lower_words;

/// Enough for any digest, too little for a template that does not end.
const FUEL: u64 = 5_000_000;

/// One set of templates: layouts and sentences.
pub(crate) struct Templates {
    layouts: Environment<'static>,
    sentences: Environment<'static>,
    language: Language,
    /// Whether a file of the user's folder is among them.
    pub(crate) overridden: bool,
    /// Whether a layout names the analysis.
    pub(crate) speaks_of_everything: bool,
    /// Words that the templates themselves say.
    pub(crate) words: Vec<String>,
}

impl Templates {
    /// The built-in templates, with those of the folder in their place.
    pub(crate) fn load(folder: Option<&Path>, style: &Style) -> Result<Self, Error> {
        let (layouts, sentences) = (layouts(style), environment(style));
        let (language, overridden, speaks_of_everything) = (style.language, false, false);
        let mut templates = Self { layouts, sentences, language, overridden, speaks_of_everything, words: Vec::new() };
        for (name, built_in) in built_in::of(style.language) {
            let own = folder.and_then(|folder| own(folder, name, style.language));
            templates.overridden |= own.is_some();
            let source = own.map_or_else(|| Ok(built_in.to_owned()), |path| read(&path))?;
            let is_sentence = name.starts_with("sentences/") || name.starts_with("insights/");
            let is_layout = !is_sentence && is_text(name);
            templates.speaks_of_everything |= is_layout && source.contains("analysis");
            if is_text(name) {
                templates.words.extend(lower_words(&source));
            }
            let into = if is_sentence { &mut templates.sentences } else { &mut templates.layouts };
            into.add_template_owned(name, source).map_err(|error| failure(name, &error, style.language))?;
        }
        Ok(templates)
    }

    /// Renders a layout.
    pub(crate) fn layout(&self, name: &str, context: &impl Serialize) -> Result<String, Error> {
        render(&self.layouts, name, Value::from(Serde(context)), self.language)
    }

    /// The variants of a sentence that print something; its name has a folder when that is not `sentences`.
    pub(crate) fn variants(&self, name: &str, context: &Value) -> Result<Vec<String>, Error> {
        let folder = if name.contains('/') { "" } else { "sentences/" };
        let text = render(&self.sentences, &format!("{folder}{name}.md.j2"), context.clone(), self.language)?;
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(lines.filter(|line| !line.is_empty()).collect())
    }
}

/// Words of the built-in templates, which no check takes for names.
pub(crate) fn built_in_words(language: Language) -> &'static BTreeSet<String> {
    static ENGLISH: OnceLock<BTreeSet<String>> = OnceLock::new();
    static SPANISH: OnceLock<BTreeSet<String>> = OnceLock::new();
    let words = match language {
        Language::En => &ENGLISH,
        Language::Es => &SPANISH,
    };
    let sources = || built_in::of(language).filter(|(name, _)| is_text(name));
    words.get_or_init(|| sources().flat_map(|(_, source)| lower_words(source)).collect())
}

/// The user's file for a template: that of the language, else, where a template has no words of a language, the one
/// for all.
fn own(folder: &Path, name: &str, language: Language) -> Option<PathBuf> {
    let shown = built_in::path(name, language);
    let localized = folder.join(language.code()).join(name);
    let all = [localized, folder.join(shown)];
    all.into_iter().skip(usize::from(language.is_default())).find(|path| path.exists())
}

/// Whether a template's own words are printed as text: those of pages and prompts are not.
fn is_text(name: &str) -> bool {
    !name.ends_with(".html.j2") && !name.starts_with("prompts/")
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::ReadTemplate { path: path.display().to_string(), source })
}

/// Every template knows `audience`, `tone`, `language` and `emoji`.
fn environment(style: &Style) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    filters::add(&mut environment, style.wording());
    environment.add_global("audience", Value::from(Serde(style.audience)));
    environment.add_global("tone", Value::from(Serde(style.tone)));
    environment.add_global("language", Value::from(Serde(style.language)));
    environment.add_global("emoji", style.emoji);
    environment
}

/// In layouts a line that holds only a tag prints nothing; in sentences each line is a variant.
fn layouts(style: &Style) -> Environment<'static> {
    let mut environment = environment(style);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment
}

fn render(
    environment: &Environment<'_>,
    name: &str,
    context: impl Into<Value>,
    language: Language,
) -> Result<String, Error> {
    let template = environment.get_template(name).map_err(|error| failure(name, &error, language))?;
    template.render(context.into()).map_err(|error| failure(name, &error, language))
}

fn failure(name: &str, error: &minijinja::Error, language: Language) -> Error {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), |d| format!("{}: {d}", error.kind()));
    let name = built_in::path(error.name().unwrap_or(name), language);
    Error::Template { name, line: error.line().unwrap_or(0), message: detail }
}
