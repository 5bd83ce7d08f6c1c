//! Words that say nothing about what a change is about: those of the language, those of every change, and labels of
//! the process. It must not know stories.

use std::sync::LazyLock;

use foldhash::HashSet;

/// Words of English and of every project, in the singular.
const STOP_WORDS: &str = "
about above across actually add added adding additional adds adjust after again all allow allowed allows also always an
and another any anything apply are around as ask at automatically avoid back based be because been before being behavior
behaviour best better between bit both break bring bug build but by call can cannot case cause caused cause change
changed changing check clarify clarification clean cleanup code come comment common complete configure consider correct
correctly could create current currently default define delete describe description detail did different disable do doc
documentation does doe doing done down draft drop due during each ease easier edit either else empty enable enough
ensure error even every everything  exist existing explain explicit explicitly extra feature few field figure
file final find first fix fixe fixed fixing follow following for forbid from full further general generate get getting
give go good graphical had handle has have having help here how if implement  implemented improve
improved improvement include included including incorrect indicate initial inside instead into invalid is issue it item
its itself just keep know large last late later latest left legal less let like line link list little long longer look
made main make making many mark match may mean mention might minor miss missing mixing more most move moved much
multiple must my name need needed never new next nit no non none not note nothing now number obsolete of off official on
once one only open optimize option optional or other our out over own part pass per please point possible prefer prepare
prevent previous problem process proper properly propose proposed provide purpose put question quick quite rather
rationale read ready really reduce redundant refactor reference regarding related relax release remain remove removed removing
rename replace request require required respect return review rewrite right run safe same say section see seem send
separate set setting several share shared sharing should show shown simple simplify single small so some something specific specify stale
start state statement step still stop style such suggest suggestion support sure take test testing text than that the
their them then there these they thing this those through time to todo too travel try tweak two type typo under
unnecessary unneeded until up update updated updating us usage use used useful user uses using valid value various
very via want warning was way we were what when where whether which while who why will with within without wording
work working would write wrong year yet you your
";

/// Scopes, areas and labels that every project has.
const VAGUE: &str = "
app build ci chore code dependency deps dev doc docs dockerfile example feat fix justfile lib main makefile misc other
package perf project refactor release repo revert script src style test tool update version wip
";

/// Words of labels that say how something stands, or what kind of work it is.
const PROCESS: &str = "
accepted accept awaiting backlog backport blocked blocker breaking bug chore closed close consensus critical cla
confirmed dependencies deps design discuss discussion doc docs documentation duplicate easy enhancement epic exists
experience feature feedback first fix good hacktoberfest hard help high important in info invalid issue kind landing
large low major medium merge minor more need needed needs newcomer no normal not p0 p1 p2 p3 p4 pending pr priority
progress proposal propose proposed question ready refactor regression rejected release request requested resolved review
security severity size small stale started starter status support task tests triage triaged type urgent verified wait
waiting wanted wip wontfix work xl xs
";

static STOP: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP_WORDS.split_whitespace().collect());
static OF_EVERY_PROJECT: LazyLock<HashSet<&str>> = LazyLock::new(|| VAGUE.split_whitespace().collect());
static OF_THE_PROCESS: LazyLock<HashSet<&str>> = LazyLock::new(|| PROCESS.split_whitespace().collect());

pub(super) fn is_stop_word(word: &str) -> bool {
    STOP.contains(word)
}

pub(super) fn is_vague(key: &str) -> bool {
    OF_EVERY_PROJECT.contains(key)
}

/// Whether a label says how something stands and not what it is about.
pub(super) fn is_process(label: &str) -> bool {
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.any(|word| OF_THE_PROCESS.contains(word.as_str()))
}
