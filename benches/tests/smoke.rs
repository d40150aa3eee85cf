//! The measuring programs run on something tiny.

use std::fs;
use std::path::Path;
use std::process::Command;

fn run(program: &str, args: &[String]) -> String {
    let output = Command::new(program).args(args).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn gap_reads_an_instance_and_compares() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("tiny")).expect("a folder");
    // two agents, three items; the cheapest that fits: 1 + 2 + 2 = 5
    fs::write(folder.path().join("tiny/a23"), "2 3\n1 4 2\n3 2 5\n4 3 4\n5 4 6\n8 4\n").expect("written");
    let list = "Path,Best known solution value\ntiny/a23,5\n";
    fs::write(folder.path().join("best_known.csv"), list).expect("written");
    let printed = run(env!("CARGO_BIN_EXE_gap"), &[folder.path().display().to_string(), "seconds=2".to_owned()]);
    assert!(printed.contains("| a23 | 5 | 5 | 0.000 % | 5.00 |"), "{printed}");
    assert!(printed.contains("| yes | yes |"), "{printed}");
}

#[test]
fn jobs_compares_four_plans() {
    let printed = run(env!("CARGO_BIN_EXE_jobs"), &["seeds=1".to_owned()]);
    assert_eq!(printed.lines().filter(|l| l.contains("below")).count(), 3, "{printed}");
}

#[test]
fn peer_writes_instance_and_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| format!("{name}={}", folder.path().join(name).display());
    let args = ["families=60", "regions=3", "seconds=5"].map(str::to_owned);
    let printed = run(env!("CARGO_BIN_EXE_peer"), &[args.to_vec(), vec![file("instance"), file("plan")]].concat());
    assert!(printed.lines().last().is_some_and(|l| l.starts_with("done ")), "{printed}");
    let plan = fs::read_to_string(Path::new(folder.path()).join("plan")).expect("a plan");
    assert_eq!(plan.lines().count(), 60);
    assert!(fs::metadata(folder.path().join("instance")).expect("an instance").len() > 60 * 3 * 4);
}

#[test]
fn country_sweeps_and_writes() {
    let size = ["--families", "5200", "--regions", "4", "--effort", "100000"].map(str::to_owned);
    let sweep = ["--sweep", "--seeds", "1", "--openings"].map(str::to_owned);
    let printed = run(env!("CARGO_BIN_EXE_country"), &[size.to_vec(), sweep.to_vec()].concat());
    // a line for each slack, then a row of a table
    assert_eq!(printed.lines().filter(|l| l.starts_with("5200 x 4 seed 1 slack ")).count(), 4, "{printed}");
    assert!(printed.lines().last().is_some_and(|l| l.starts_with("| 5200 x 4 | ") && l.ends_with(" |")), "{printed}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("instance");
    let write = ["--write".to_owned(), file.display().to_string()];
    run(env!("CARGO_BIN_EXE_country"), &[size.to_vec(), write.to_vec()].concat());
    let bytes = fs::read(file).expect("an instance");
    assert_eq!(&bytes[..8], b"QONYSB1\n");
    assert_eq!(bytes.len(), 24 + 4 * 4 * 7 + 5200 * 7 + 5200 * 4 * 4);
}

#[test]
fn cost_draws_a_plot() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cost.svg");
    let printed = run(env!("CARGO_BIN_EXE_cost"), &[file.display().to_string(), "6000".to_owned()]);
    assert!(printed.contains("6000 x 20"), "{printed}");
    assert!(fs::read_to_string(file).expect("a plot").starts_with("<svg"));
}
