//! The built-in files. A test compares the list with the folder. It must not know what they say.

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../templates/", $name)))
    };
}

/// Every file by its name in the folder.
pub(crate) const ALL: [(&str, &str); 48] = [
    file!("daily.md.j2"),
    file!("monthly.md.j2"),
    file!("page.html.j2"),
    file!("partials/sections.md.j2"),
    file!("sentences/area.md.j2"),
    file!("sentences/bots.md.j2"),
    file!("sentences/bullet.md.j2"),
    file!("sentences/busiest.md.j2"),
    file!("sentences/committed.md.j2"),
    file!("sentences/conversation.md.j2"),
    file!("sentences/description.md.j2"),
    file!("sentences/detail.md.j2"),
    file!("sentences/empty_days.md.j2"),
    file!("sentences/footer.md.j2"),
    file!("sentences/heading.md.j2"),
    file!("sentences/heading_people.md.j2"),
    file!("sentences/heading_record.md.j2"),
    file!("sentences/heading_shape.md.j2"),
    file!("sentences/heading_waiting.md.j2"),
    file!("sentences/incomplete.md.j2"),
    file!("sentences/issue_closed.md.j2"),
    file!("sentences/issue_opened.md.j2"),
    file!("sentences/labels.md.j2"),
    file!("sentences/lead_change.md.j2"),
    file!("sentences/lead_volume.md.j2"),
    file!("sentences/lead_work.md.j2"),
    file!("sentences/lines.md.j2"),
    file!("sentences/merged.md.j2"),
    file!("sentences/one_day.md.j2"),
    file!("sentences/pace_close.md.j2"),
    file!("sentences/pace_merge.md.j2"),
    file!("sentences/pace_review.md.j2"),
    file!("sentences/person.md.j2"),
    file!("sentences/pull_request_closed.md.j2"),
    file!("sentences/pull_request_opened.md.j2"),
    file!("sentences/record.md.j2"),
    file!("sentences/released.md.j2"),
    file!("sentences/repeated.md.j2"),
    file!("sentences/repository.md.j2"),
    file!("sentences/review.md.j2"),
    file!("sentences/settles.md.j2"),
    file!("sentences/size.md.j2"),
    file!("sentences/standing.md.j2"),
    file!("sentences/talk.md.j2"),
    file!("sentences/title.md.j2"),
    file!("sentences/waiting.md.j2"),
    file!("sentences/words.md.j2"),
    file!("weekly.md.j2"),
];
