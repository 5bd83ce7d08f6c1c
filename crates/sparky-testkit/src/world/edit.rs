//! What happens to a world while a client reads it. It must not know requests.

use chrono::{DateTime, Utc};

use super::{Repository, World};

impl World {
    /// Something happens to the issue, pull request or discussion of this number, so that it moves in lists by update.
    ///
    /// # Panics
    /// When there is none.
    pub fn touch(&mut self, name_with_owner: &str, number: u64, time: DateTime<Utc>) {
        let repository = self.repository(name_with_owner);
        let issues = repository.issues.iter_mut().map(|found| (found.number, &mut found.updated_at));
        let pulls = repository.pull_requests.iter_mut().map(|found| (found.number, &mut found.updated_at));
        let discussions =
            repository.discussions.iter_mut().flatten().map(|found| (found.number, &mut found.updated_at));
        let found = issues.chain(pulls).chain(discussions).find(|(found, _)| *found == number);
        *found.unwrap_or_else(|| panic!("{name_with_owner} has no number {number}")).1 = Some(time);
    }

    /// The issue, pull request or discussion of this number is gone.
    pub fn delete(&mut self, name_with_owner: &str, number: u64) {
        let repository = self.repository(name_with_owner);
        repository.issues.retain(|found| found.number != number);
        repository.pull_requests.retain(|found| found.number != number);
        repository.discussions.iter_mut().for_each(|list| list.retain(|found| found.number != number));
    }

    /// An issue moves to another repository, where it gets the next number, which is returned.
    ///
    /// # Panics
    /// When there is no such issue.
    pub fn transfer(&mut self, from: &str, number: u64, to: &str, time: DateTime<Utc>) -> u64 {
        let mut issue = self.repository(from).issue(number).clone();
        self.delete(from, number);
        let target = self.repository(to);
        (issue.number, issue.updated_at) = (target.next_number(), Some(time));
        let number = issue.number;
        target.issues.push(issue);
        number
    }
}

impl Repository {
    /// The number that nothing has yet.
    pub fn next_number(&self) -> u64 {
        let issues = self.issues.iter().map(|found| found.number);
        let pulls = self.pull_requests.iter().map(|found| found.number);
        let discussions = self.discussions.iter().flatten().map(|found| found.number);
        issues.chain(pulls).chain(discussions).max().unwrap_or_default() + 1
    }
}
