//! What an ideal client would need. It must not know what was measured.

/// What GitHub puts on a page at most, and what a probe asks about at once.
const PAGE: usize = 100;

/// The fewest requests with which this can be collected: a probe for every hundred repositories, and then as many more
/// as the longest list of what changed has pages. All other lists travel beside it under aliases.
///
/// No client can know the lengths beforehand or ask for so much at once every time, so this is a bound, not an aim.
pub(super) fn requests(repositories: usize, longest_list: usize) -> usize {
    repositories.div_ceil(PAGE) + longest_list.div_ceil(PAGE)
}
