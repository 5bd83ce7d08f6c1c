//! The built-in templates, overridden file by file by a user's folder. It must not know what is rendered.

use std::path::Path;

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use serde::Serialize;

use crate::error::Error;

const BUILT_IN: [(&str, &str); 5] = [
    ("daily.md.j2", include_str!("../../../templates/daily.md.j2")),
    ("weekly.md.j2", include_str!("../../../templates/weekly.md.j2")),
    ("monthly.md.j2", include_str!("../../../templates/monthly.md.j2")),
    ("partials/sections.md.j2", include_str!("../../../templates/partials/sections.md.j2")),
    ("page.html.j2", include_str!("../../../templates/page.html.j2")),
];

/// Enough for any digest, too little for a template that does not end.
const FUEL: u64 = 5_000_000;

/// Every template, those of the folder first.
pub(crate) fn environment(folder: Option<&Path>) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.add_filter("md", |text: String| crate::escape::markdown(&crate::escape::clean(&text)));
    for (name, built_in) in BUILT_IN {
        let source = match folder.map(|folder| folder.join(name)).filter(|path| path.exists()) {
            Some(path) => std::fs::read_to_string(&path)
                .map_err(|source| Error::ReadTemplate { path: path.display().to_string(), source })?,
            None => built_in.to_owned(),
        };
        environment.add_template_owned(name, source).map_err(|error| failure(name, &error))?;
    }
    Ok(environment)
}

/// Renders one template.
pub(crate) fn render(environment: &Environment<'_>, name: &str, context: &impl Serialize) -> Result<String, Error> {
    let template = environment.get_template(name).map_err(|error| failure(name, &error))?;
    template.render(Serde(context)).map_err(|error| failure(name, &error))
}

fn failure(name: &str, error: &minijinja::Error) -> Error {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), |d| format!("{}: {d}", error.kind()));
    Error::Template { name: error.name().unwrap_or(name).to_owned(), line: error.line().unwrap_or(0), message: detail }
}
