//! What every document has in common: the `schema` header and the list of inputs it was made from.
//! It must not know any particular document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The header of a document: `sparky/<name>/v<version>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct SchemaId(pub String);

impl SchemaId {
    /// The header that documents of type `D` carry.
    pub fn of<D: Document>() -> Self {
        Self(format!("sparky/{}/v{}", D::NAME, D::VERSION))
    }
}

/// A document of the contract. A new version is a new type plus the step from the old one; see [`crate::codec`].
pub trait Document: Serialize + DeserializeOwned + JsonSchema {
    /// The name in the header and in `data/schemas/<name>.v<version>.json`.
    const NAME: &'static str;
    /// The version that this type is; writers write only this one.
    const VERSION: u32;
}

/// A file that a document was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The path relative to the data folder, or as given on the command line.
    pub path: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
}
