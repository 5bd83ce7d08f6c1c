//! How the actions install a release, with a `gh` that writes down what it is asked.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

struct Desk {
    folder: TempDir,
}

impl Desk {
    /// `gh` is this script; what it is asked is in `log`, with what comes on its input.
    fn new(gh: &str) -> Self {
        let desk = Self { folder: TempDir::new().unwrap() };
        let script = format!("#!/bin/bash\necho \"$*\" >>{}\n{gh}", desk.path("log").display());
        std::fs::create_dir(desk.path("bin")).unwrap();
        std::fs::write(desk.path("bin/gh"), script).unwrap();
        std::fs::set_permissions(desk.path("bin/gh"), std::fs::Permissions::from_mode(0o755)).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn script(&self, script: &str, variables: &[(&str, &str)]) -> (i32, String) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/actions").join(script);
        let machine = std::env::vars_os().find(|(key, _)| key == "PATH").unwrap().1;
        let ours = [self.path("bin")].into_iter().chain(std::env::split_paths(&machine));
        let mut command = Command::new("bash");
        command.env_clear().current_dir(self.folder.path()).arg(script);
        command.env("PATH", std::env::join_paths(ours).unwrap()).env("RUNNER_TEMP", self.path("temp"));
        command.env("GITHUB_PATH", self.path("path")).envs(variables.iter().copied());
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        (output.status.code().unwrap(), said)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap()
    }
}

/// A release that has an archive with a program, and this line in its checksums.
fn release(checksum: &str) -> String {
    format!(
        "while [ $# -gt 0 ]; do case $1 in --dir) dir=$2 ;; --pattern) [[ $2 = *.gz ]] && name=$2 ;; esac; shift; done\n\
         printf '#!/bin/sh\\necho sparky 9.9.9\\n' >\"$dir/sparky\"; chmod +x \"$dir/sparky\"\n\
         tar -czf \"$dir/$name\" -C \"$dir\" sparky; rm \"$dir/sparky\"\n\
         (cd \"$dir\"; {checksum} >SHA256SUMS)\n"
    )
}

#[test]
fn a_release_is_installed_when_it_is_what_was_released() {
    let good = Desk::new(&release("sha256sum \"$name\""));
    let (code, said) = good.script("setup-sparky/install.sh", &[("SPARKY_VERSION", "v9.9.9")]);
    assert_eq!((code, said.contains("sparky 9.9.9")), (0, true), "{said}");
    assert!(good.log().contains("release download v9.9.9 --repo raibid-labs/sparky"));
    let path = std::fs::read_to_string(good.path("path")).unwrap();
    assert!(Path::new(path.trim()).join("sparky").is_file(), "{path}");
    let other = "echo \"0000000000000000000000000000000000000000000000000000000000000000  $name\"";
    for checksum in [other, "echo nothing"] {
        let bad = Desk::new(&release(checksum));
        let (code, said) = bad.script("setup-sparky/install.sh", &[("SPARKY_VERSION", "v9.9.9")]);
        assert_ne!(code, 0, "{said}");
        assert!(!bad.path("path").exists() && !bad.path("temp/sparky/bin/sparky").exists());
    }
}
