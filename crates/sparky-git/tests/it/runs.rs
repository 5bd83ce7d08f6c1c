//! What comes out of a run: bytes, text, a stream, or an error that says what happened and keeps secrets.

use sparky_git::{Error, Git};
use tokio::io::AsyncReadExt;

use crate::scene::Scene;

#[tokio::test]
async fn input_goes_in_and_output_comes_out_however_much_there_is() {
    let scene = Scene::with_repository().await;
    let bytes: Vec<u8> = (0..4_000_000_u32).map(|n| (n % 251) as u8).collect();
    let id = scene.git.run(scene.path(), ["hash-object", "-w", "--stdin"]).input(bytes.clone()).text().await.unwrap();
    let back = scene.git.run(scene.path(), ["cat-file", "blob", id.trim()]).bytes().await.unwrap();
    assert!(back == bytes);
}

#[tokio::test]
async fn text_that_is_no_utf_8_is_replaced_and_bytes_stay_as_they_are() {
    let scene = Scene::with_repository().await;
    let run = |words: &[&str]| scene.git.run(scene.path(), words.to_vec());
    let id = run(&["hash-object", "-w", "--stdin"]).input(b"caf\xe9".to_vec()).text().await.unwrap();
    assert_eq!(run(&["cat-file", "blob", id.trim()]).bytes().await.unwrap(), b"caf\xe9");
    assert_eq!(run(&["cat-file", "blob", id.trim()]).text().await.unwrap(), "caf\u{fffd}");
}

#[tokio::test]
async fn a_stream_says_at_its_end_whether_git_succeeded() {
    let scene = Scene::with_repository().await;
    let mut good = scene.git.run(scene.path(), ["rev-parse", "--is-inside-work-tree"]).stream().unwrap();
    let mut text = String::new();
    good.output.read_to_string(&mut text).await.unwrap();
    assert_eq!(text, "true\n");
    good.finish().await.unwrap();
    let bad = scene.git.run(scene.path(), ["rev-list", "HEAD", "--"]).stream().unwrap();
    assert!(matches!(bad.finish().await, Err(Error::Failed { code: Some(128), .. })));
}

#[tokio::test]
async fn a_failure_names_the_command_the_folder_and_what_git_said_but_no_arguments() {
    let scene = Scene::with_repository().await;
    let error = scene.text(&["rev-parse", "--verify", "secret-branch^{commit}"]).await.unwrap_err();
    let Error::Failed { command, folder, code, said } = &error else { unreachable!("{error}") };
    assert_eq!((command.as_str(), folder.as_path(), *code), ("rev-parse", scene.path(), Some(128)));
    assert!(said.contains("fatal:"), "{said}");
    assert!(!error.to_string().contains("secret-branch"), "{error}");
}

#[tokio::test]
async fn credentials_in_the_address_of_a_remote_stay_out_of_errors() {
    let scene = Scene::with_repository().await;
    // Nothing listens on port 1, so that nothing leaves the machine.
    let address = "http://someone:s3cret@127.0.0.1:1/o/r.git";
    let error = scene.text(&["ls-remote", address]).await.unwrap_err();
    let (shown, inside) = (error.to_string(), format!("{error:?}"));
    assert!(shown.contains("127.0.0.1:1"), "{shown}");
    assert!(!shown.contains("s3cret") && !inside.contains("s3cret"), "{inside}");
}

#[tokio::test]
async fn a_missing_program_and_a_missing_folder_are_told_apart() {
    let scene = Scene::new();
    let nothing = Git::new("git-that-nobody-has");
    let error = nothing.run(scene.path(), ["version"]).text().await.unwrap_err();
    assert!(matches!(&error, Error::NotInstalled { program } if program == "git-that-nobody-has"));
    assert!(error.to_string().contains("install git"), "{error}");
    let folder = scene.path().join("absent");
    let error = scene.git.run(&folder, ["version"]).text().await.unwrap_err();
    assert!(matches!(error, Error::NoFolder { folder: named } if named == folder));
}

#[cfg(unix)]
#[tokio::test]
async fn endless_complaints_neither_block_git_nor_fill_the_error() {
    let scene = Scene::new();
    let program = scene.program("head -c 1000000 /dev/zero | tr '\\0' x >&2; exit 3");
    let error = Git::new(program).run(scene.path(), ["fetch"]).text().await.unwrap_err();
    let Error::Failed { code, said, .. } = error else { unreachable!("{error}") };
    assert_eq!((code, said.len()), (Some(3), 16 * 1024));
}
