//! The pages of the reference, made from the command line and the keys themselves. It must not know where they go.

use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use crate::cli::Cli;
use crate::config::{Kind, VARIABLES, keys};

/// `docs/reference/cli.md`.
pub(crate) fn command_line() -> String {
    let mut root = Cli::command();
    root.build();
    let mut page = "# Command line\n".to_owned();
    section(&mut root, &mut page);
    page
}

/// The help of a command and of those below it.
fn section(command: &mut Command, page: &mut String) {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_owned();
    let help = command.clone().term_width(100).render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    *page += &format!("\n## {name}\n\n```text\n{}\n```\n", lines.join("\n"));
    for child in command.get_subcommands_mut().filter(|child| !child.is_hide_set() && child.get_name() != "help") {
        section(child, page);
    }
}

/// `docs/reference/configuration.md`.
pub(crate) fn configuration() -> String {
    let mut page = "# Configuration\n\nA flag beats the environment, which beats `sparky.toml`. Every key but those of \
                    targets and digests is also the environment variable `SPARKY_<SECTION>_<KEY>`; lists are separated by commas.\n"
        .to_owned();
    by_section(|name, first, key| {
        if first {
            let _ = write!(page, "\n## {name}\n\n| Key | Default | Meaning |\n|---|---|---|\n");
        }
        let default = if key.default.is_empty() { "none".to_owned() } else { format!("`{}`", key.default) };
        let _ = writeln!(page, "| `{}` | {default} | {} |", key.name, key.doc);
    });
    page
}

/// `sparky.example.toml`: every key as a comment, at its default.
pub(crate) fn example() -> String {
    let mut file =
        "# Every key at its default. Remove the `# ` before a key, and its section, to change it.\n".to_owned();
    by_section(|name, first, key| {
        if first {
            let _ = write!(file, "\n# {name}\n");
        }
        let default = match (key.default, key.kind) {
            ("", Kind::Number | Kind::Decimal) => "0",
            ("", _) => "\"\"",
            (default, _) => default,
        };
        let note = if key.default.is_empty() { " (no default)" } else { "" };
        let _ = writeln!(file, "## {}{note}\n# {} = {default}", key.doc, key.name);
    });
    file
}

/// `.env.example`: every variable as a comment.
pub(crate) fn variables() -> String {
    let mut file =
        "# Every variable that Sparky reads. Remove the `# ` before one to set it; keep the file to yourself.\n\
                    # Variables that a key of sparky.toml names (`*_env`) come on top of these.\n\n"
            .to_owned();
    for (name, doc) in VARIABLES {
        let _ = writeln!(file, "## {doc}\n# {name}=");
    }
    let _ = write!(file, "\n# The keys of sparky.toml, which the environment beats. Lists are separated by commas.\n");
    for key in keys().filter(|key| !key.section.starts_with("targets") && key.section != "digest") {
        let name = format!("SPARKY_{}_{}", key.section, key.name).to_uppercase().replace('.', "_");
        let _ = writeln!(file, "## {}\n# {name}=", key.doc);
    }
    file
}

/// Calls with each key, the header of its section, and whether it is the first there.
fn by_section(mut each: impl FnMut(&str, bool, &crate::config::Key)) {
    let mut section = "";
    for key in keys() {
        let several = matches!(key.section, "targets" | "digest");
        let header = if several { format!("[[{}]]", key.section) } else { format!("[{}]", key.section) };
        each(&header, section != key.section, key);
        section = key.section;
    }
}
