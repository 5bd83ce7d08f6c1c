//! What somebody wants run before and after each stage. It must not know what that is, nor how a program is started.

use std::fmt;
use std::sync::Arc;

use sparky_schema::run::{RunState, Stage};
use sparky_schema::window::Window;

/// A moment at which something can be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment<'a> {
    /// Before or after which stage.
    pub stage: Stage,
    /// How the stage ended; none before it.
    pub ended: Option<RunState>,
    /// The window, where it is known.
    pub window: Option<&'a Window>,
}

impl Moment<'_> {
    /// The key of the configuration: `before_collect`.
    pub fn name(&self) -> String {
        let side = if self.ended.is_some() { "after" } else { "before" };
        format!("{side}_{}", self.stage.name())
    }
}

type Act = dyn Fn(&Moment<'_>) -> Result<(), String> + Send + Sync;

/// Runs what somebody wants run, and says why it failed. Nothing by default.
#[derive(Clone, Default)]
pub struct Hooks(Option<Arc<Act>>);

impl Hooks {
    /// Whatever `act` does.
    pub fn new(act: impl Fn(&Moment<'_>) -> Result<(), String> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(act)))
    }

    pub(crate) fn run(&self, moment: &Moment<'_>) -> Result<(), String> {
        self.0.as_ref().map_or(Ok(()), |act| act(moment))
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hooks")
    }
}
