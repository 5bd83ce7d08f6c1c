//! Which crate may depend on which: edges go down only, stages never depend on each other, and a heavy library has one
//! home. `sparky-testkit` is for tests alone. It must not know what is in a crate beyond its manifest.

mod manifest;

#[cfg(test)]
mod tests;

pub(crate) use manifest::{Manifest, manifests};

/// The crates of the workspace that each crate may depend on, lowest first. A crate that is not listed is a fault.
const LAYERS: [(&str, &[&str]); 14] = [
    ("sparky-schema", &[]),
    ("sparky-git", &["sparky-schema"]),
    ("sparky-github", &["sparky-schema"]),
    ("sparky-store", &["sparky-schema"]),
    ("sparky-llm", &["sparky-schema", "sparky-store"]),
    ("sparky-testkit", &["sparky-schema"]),
    ("sparky-collector", &["sparky-schema", "sparky-git", "sparky-github", "sparky-store"]),
    ("sparky-analyzer", &["sparky-schema", "sparky-llm"]),
    ("sparky-generator", &["sparky-schema", "sparky-llm"]),
    ("sparky-dashboard", &["sparky-schema"]),
    ("sparky-publisher", &["sparky-schema", "sparky-git", "sparky-github", "sparky-store"]),
    (
        "sparky-pipeline",
        &[
            "sparky-schema",
            "sparky-git",
            "sparky-github",
            "sparky-store",
            "sparky-llm",
            "sparky-collector",
            "sparky-analyzer",
            "sparky-generator",
            "sparky-publisher",
        ],
    ),
    (
        "sparky",
        &[
            "sparky-schema",
            "sparky-git",
            "sparky-github",
            "sparky-store",
            "sparky-llm",
            "sparky-collector",
            "sparky-analyzer",
            "sparky-generator",
            "sparky-publisher",
            "sparky-pipeline",
            "sparky-dashboard",
        ],
    ),
    // The benchmark talks to the fake GitHub; nothing of it ships.
    ("xtask", &["sparky-schema", "sparky-testkit"]),
];

/// The one crate that tests, and nothing else, may add.
const FOR_TESTS: &str = "sparky-testkit";

/// Heavy libraries and their homes.
const HOMES: [(&str, &[&str]); 7] = [
    ("async-openai", &["sparky-llm"]),
    ("octocrab", &["sparky-github"]),
    ("reqwest", &["sparky-github", "sparky-llm", "sparky-publisher", "sparky"]),
    ("comrak", &["sparky-generator"]),
    ("ammonia", &["sparky-generator"]),
    ("minijinja", &["sparky-generator", "sparky-dashboard"]),
    ("clap", &["sparky", "xtask"]),
];

/// One line for each dependency that the design forbids.
pub(crate) fn faults(manifests: &[Manifest]) -> Vec<String> {
    manifests.iter().flat_map(faults_of).collect()
}

fn faults_of(manifest: &Manifest) -> Vec<String> {
    let name = manifest.name.as_str();
    let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == name) else {
        return vec![format!("{name} has no layer: list it in xtask/src/layers.rs")];
    };
    let upward = |dependency: &&String| is_ours(dependency) && !allowed.contains(&dependency.as_str());
    let shipped = manifest.dependencies.iter().filter(upward);
    let tests = manifest.dev_dependencies.iter().filter(upward).filter(|dependency| *dependency != FOR_TESTS);
    let edges = shipped
        .chain(tests)
        .map(|dependency| format!("{name} must not depend on {dependency}: {}", why(name, dependency)));
    edges.chain(manifest.dependencies.iter().filter_map(|library| homeless(name, library))).collect()
}

fn why(name: &str, dependency: &str) -> String {
    if dependency == FOR_TESTS {
        return "it is for [dev-dependencies] only".to_owned();
    }
    let (_, allowed) = LAYERS.iter().find(|(layer, _)| *layer == name).copied().unwrap_or((name, &[]));
    if allowed.is_empty() {
        "it may use no other crate of ours".to_owned()
    } else {
        format!("it may use {}", allowed.join(", "))
    }
}

fn homeless(name: &str, library: &str) -> Option<String> {
    let (_, homes) = HOMES.iter().find(|(heavy, homes)| *heavy == library && !homes.contains(&name))?;
    Some(format!("{name} must not depend on {library}: its home is {}", homes.join(" and ")))
}

fn is_ours(dependency: &str) -> bool {
    dependency == "sparky" || dependency == "xtask" || dependency.starts_with("sparky-")
}
