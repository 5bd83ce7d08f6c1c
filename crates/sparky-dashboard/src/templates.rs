//! The templates of the site, with the style and the script inside of each page, and what the page may load: nothing.
//! It must not know what is shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{Environment, Value, context};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::Error;

const SCRIPT: &str = include_str!("../templates/script.js");
const STYLE: &str = include_str!("../templates/style.css");

const PAGES: [(&str, &str); 4] = [
    ("page.html", include_str!("../templates/page.html.j2")),
    ("index.html", include_str!("../templates/index.html.j2")),
    ("runs.html", include_str!("../templates/runs.html.j2")),
    ("digests.html", include_str!("../templates/digests.html.j2")),
];

pub(crate) struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        for (name, text) in PAGES {
            environment.add_template(name, text).map_err(|error| failure(name, &error))?;
        }
        Ok(Self { environment })
    }

    /// A whole page.
    pub(crate) fn page(&self, name: &str, head: &impl Serialize, data: &impl Serialize) -> Result<String, Error> {
        let template = self.environment.get_template(name).map_err(|error| failure(name, &error))?;
        let hash = STANDARD.encode(Sha256::digest(SCRIPT.as_bytes()));
        let around =
            context! { head => Value::from(Serde(head)), page => name, style => STYLE, script => SCRIPT, hash };
        template.render(context! { ..Value::from(Serde(data)), ..around }).map_err(|error| failure(name, &error))
    }
}

fn failure(name: &str, error: &minijinja::Error) -> Error {
    let message =
        error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
    Error::Template { name: error.name().unwrap_or(name).to_owned(), line: error.line().unwrap_or(0), message }
}
