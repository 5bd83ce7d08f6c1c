//! Nothing of a private repository goes where strangers can read it.

use sparky_testkit::{FakeGitHub, TestClock, World};

use crate::scene::{Scene, bytes_below};

const CONFIG: &str = "[source]\norgs = [\"acme\"]\nprivate = true\n\
    [[digest]]\nname = \"open\"\ntargets = [\"public\"]\n\
    [[digest]]\nname = \"team\"\npublic = false\ntargets = [\"inside\"]\n\
    [[targets]]\nname = \"public\"\nkind = \"folder\"\npath = \"public\"\n\
    [[targets]]\nname = \"inside\"\nkind = \"folder\"\npath = \"inside\"\n";

fn world(with_secret: bool) -> World {
    let mut world = World::generated(2, 16, 16, 3);
    for (project, (name, private)) in
        world.repositories.iter_mut().zip([("acme/open-door", false), ("acme/secret-garden", true)])
    {
        (project.name_with_owner, project.private) = (name.to_owned(), private);
    }
    world.repositories.truncate(if with_secret { 2 } else { 1 });
    world
}

#[test]
fn a_public_digest_is_that_of_a_world_without_the_private_repository() {
    let digest = |with_secret: bool| {
        let github = FakeGitHub::start(world(with_secret), TestClock::at("2100-01-01T00:00:00Z"));
        let scene = Scene::new(1);
        scene.write("sparky.toml", CONFIG);
        let address = github.graphql_url();
        let variables = [("GITHUB_TOKEN", "t"), ("GITHUB_GRAPHQL_URL", address.as_str())];
        let ran = scene.run_with(&["run", "weekly", "--date", "2026-01-14", "--publish"], &variables);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let names = |folder: &str| -> Vec<(String, Vec<u8>)> {
            let root = scene.path(folder);
            let all = bytes_below(&root).into_iter();
            all.map(|(path, bytes)| (path.strip_prefix(&root).unwrap().display().to_string(), bytes)).collect()
        };
        (names("public"), names("inside"))
    };
    let ((with, inside), (without, _)) = (digest(true), digest(false));
    assert!(!with.is_empty());
    assert_eq!(with, without, "not even a total gives it away");
    let says =
        |files: &[(String, Vec<u8>)]| files.iter().any(|(_, b)| String::from_utf8_lossy(b).contains("secret-garden"));
    assert!(says(&inside) && !says(&with));
}
