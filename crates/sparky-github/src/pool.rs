//! The tokens: which one asks next, and which must rest or are out. It must not know how a token is got, nor wait.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use crate::backoff::Limit;
use crate::error::Error;
use crate::limits::Limits;
use crate::quota::{Quota, Start, UNPRICED};

/// The tokens of a client, by their place in the settings.
#[derive(Debug)]
pub(crate) struct Pool {
    members: Mutex<Vec<Member>>,
    reserve: u64,
    settled: Notify,
}

#[derive(Debug, Default)]
struct Member {
    quota: Quota,
    /// Why it is out.
    refused: Option<Error>,
}

/// Who asks next.
#[derive(Debug)]
pub(crate) enum Choice<'a> {
    /// This one, now.
    Go(Lease<'a>),
    /// Nobody before this time.
    At(DateTime<Utc>),
    /// It depends on a request that is on its way.
    WhenSettled,
}

/// The right to send one request with a token. Ends when dropped, so that a cancelled request is not counted for ever.
#[derive(Debug)]
pub(crate) struct Lease<'a> {
    pool: &'a Pool,
    pub(crate) member: usize,
    cost: u64,
    sent: DateTime<Utc>,
}

impl Pool {
    pub(crate) fn new(size: usize, reserve: u64) -> Self {
        let members = (0..size).map(|_| Member::default()).collect();
        Self { members: Mutex::new(members), reserve, settled: Notify::new() }
    }

    /// Ends when a request settles after this call.
    pub(crate) fn settled(&self) -> Notified<'_> {
        self.settled.notified()
    }

    /// Chooses the token with most points left for a request of this cost, as far as it is known.
    pub(crate) fn choose(&self, cost: Option<u64>, now: DateTime<Utc>) -> Result<Choice<'_>, Error> {
        let mut members = self.members();
        let mut starts = Vec::new();
        for (index, member) in members.iter_mut().enumerate().filter(|(_, member)| member.refused.is_none()) {
            let quota = &mut member.quota;
            let start = match cost {
                Some(cost) => quota.start(cost, self.reserve, now),
                None => quota.start_unpriced(self.reserve, now),
            };
            starts.push((index, start, quota.in_flight()));
        }
        // Of tokens about which nothing is known, the one with fewest requests on their way.
        let now_ready = starts.iter().filter_map(|(index, start, in_flight)| match start {
            Start::Now(left) => Some((left.unwrap_or(u64::MAX).saturating_sub(*in_flight), *index)),
            _ => None,
        });
        if let Some((_, index)) = now_ready.max_by_key(|(left, index)| (*left, usize::MAX - index)) {
            let cost = cost.unwrap_or(UNPRICED);
            members[index].quota.begin(cost);
            return Ok(Choice::Go(Lease { pool: self, member: index, cost, sent: now }));
        }
        if starts.iter().any(|(_, start, _)| *start == Start::WhenSettled) {
            return Ok(Choice::WhenSettled);
        }
        let times = starts.iter().filter_map(|(_, start, _)| if let Start::At(at) = start { Some(*at) } else { None });
        times.min().map(Choice::At).ok_or_else(|| self.nobody(&members, &starts))
    }

    /// Points left of the token that has fewest.
    pub(crate) fn lowest_remaining(&self) -> Option<u64> {
        self.members().iter().filter_map(|member| member.quota.remaining()).min()
    }

    /// Points of all tokens in an hour. One that was not used yet is taken to have as many as the poorest.
    pub(crate) fn hourly(&self) -> Option<u64> {
        let members = self.members();
        let used: Vec<&Member> = members.iter().filter(|member| member.refused.is_none()).collect();
        let known: Vec<u64> = used.iter().filter_map(|member| member.quota.hourly()).collect();
        let unknown = (used.len() - known.len()) as u64;
        let sum = || known.iter().fold(0_u64, |sum, hourly| sum.saturating_add(*hourly));
        known.iter().min().map(|least| sum().saturating_add(least.saturating_mul(unknown)))
    }

    /// Leaves a token out from now on.
    ///
    /// # Errors
    /// The reason, when it was the last one.
    pub(crate) fn refuse(&self, member: usize, reason: Error) -> Result<(), Error> {
        let mut members = self.members();
        if let Some(member) = members.get_mut(member) {
            member.refused = Some(reason.clone());
        }
        if members.iter().all(|member| member.refused.is_some()) { Err(reason) } else { Ok(()) }
    }

    /// A limit was hit with a token, by a request sent at this time.
    pub(crate) fn limit(&self, member: usize, limit: &Limit, sent: DateTime<Utc>, now: DateTime<Utc>) {
        self.with(member, |quota| quota.limit(limit, sent, now));
    }

    fn nobody(&self, members: &[Member], starts: &[(usize, Start, u64)]) -> Error {
        let limit =
            starts.iter().find_map(|(_, start, _)| if let Start::Never(limit) = start { Some(*limit) } else { None });
        match limit {
            Some(limit) => Error::Reserve { reserve: self.reserve, limit },
            None => members.iter().find_map(|member| member.refused.clone()).unwrap_or(Error::NoToken),
        }
    }

    fn members(&self) -> MutexGuard<'_, Vec<Member>> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with(&self, member: usize, act: impl FnOnce(&mut Quota)) {
        if let Some(member) = self.members().get_mut(member) {
            act(&mut member.quota);
        }
    }
}

impl Lease<'_> {
    /// When the request was allowed.
    pub(crate) fn sent(&self) -> DateTime<Utc> {
        self.sent
    }

    /// Whether the token may still be used.
    pub(crate) fn holds(&self, now: DateTime<Utc>) -> bool {
        self.pool.members().get(self.member).is_some_and(|member| !member.quota.rests(now) && member.refused.is_none())
    }

    /// Takes over what the answer says about points.
    pub(crate) fn learn(&self, limits: &Limits) {
        self.pool.with(self.member, |quota| quota.learn(limits));
    }

    /// The answer was one.
    pub(crate) fn succeed(&self) {
        self.pool.with(self.member, |quota| quota.succeed(self.sent));
    }

    /// The answer was a limit.
    pub(crate) fn limit(&self, limit: &Limit, now: DateTime<Utc>) {
        self.pool.limit(self.member, limit, self.sent, now);
    }

    /// The token was refused.
    pub(crate) fn refuse(&self, reason: Error) -> Result<(), Error> {
        self.pool.refuse(self.member, reason)
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        self.pool.with(self.member, |quota| quota.end(self.cost));
        self.pool.settled.notify_waiters();
    }
}
