//! What every run of git finds around it: no trace of the caller's repository, of a user's taste or of debugging, no
//! prompts, no hooks. It must not know what git is run for.

use tokio::process::Command;

/// Gives a command its environment; `settings` come after the fixed ones and so win over them.
pub(crate) fn prepare(command: &mut Command, settings: &[(String, String)]) {
    for name in REMOVED {
        command.env_remove(name);
    }
    command.envs(VARIABLES);
    let given = settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<(&str, &str)> = SETTINGS.into_iter().chain(given).collect();
    command.env("GIT_CONFIG_COUNT", all.len().to_string());
    for (index, (name, value)) in all.into_iter().enumerate() {
        command.env(format!("GIT_CONFIG_KEY_{index}"), name).env(format!("GIT_CONFIG_VALUE_{index}"), value);
    }
}

/// What `git rev-parse --local-env-vars` lists, because it points git at another repository than the folder's (a hook
/// sets several), then what changes how git reads, then traces, which would show headers and end up in errors.
const REMOVED: [&str; 27] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_CEILING_DIRECTORIES",
    "GIT_ATTR_SOURCE",
    "GIT_DIFF_OPTS",
    "GIT_EXTERNAL_DIFF",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_TRACE",
    "GIT_TRACE_CURL",
    "GIT_TRACE_PACKET",
    "GIT_CURL_VERBOSE",
];

const VARIABLES: [(&str, &str); 7] = [
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    ("SSH_ASKPASS", ""),
    ("GIT_PAGER", "cat"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    // Replaced objects exist on one machine only: a digest of the same history would differ.
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("LC_ALL", "C"),
];

const SETTINGS: [(&str, &str); 8] = [
    ("core.quotePath", "false"),
    ("core.hooksPath", "/dev/null"),
    ("core.fsmonitor", "false"),
    ("log.showSignature", "false"),
    ("color.ui", "false"),
    // Keys ask for passphrases, and nobody is there at night.
    ("commit.gpgSign", "false"),
    ("tag.gpgSign", "false"),
    ("maintenance.auto", "false"),
];
