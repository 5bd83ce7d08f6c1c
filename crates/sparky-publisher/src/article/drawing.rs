//! Drawings (SVG) in the HTML of an item, which services take in different ways: as they are, in a frame of their own, or
//! not at all. It must not know any service.

const BEGIN: &str = "<svg";
const END: &str = "</svg>";

/// The HTML without its drawings; their captions and numbers stay. Where a service knows no drawing it shows the words in
/// it, and its style sheet, as if they were text.
pub(crate) fn without_drawings(html: &str) -> String {
    parts(html, BEGIN, END).map(|(text, _)| text).collect()
}

/// The HTML with each figure that has a drawing in a frame.
pub(crate) fn framed(html: &str, begin: &str, end: &str) -> String {
    let frame = |figure: &str| match figure.contains(BEGIN) {
        true => format!("{begin}{figure}{end}"),
        false => figure.to_owned(),
    };
    parts(html, "<figure", "</figure>").map(|(text, figure)| format!("{text}{}", frame(figure))).collect()
}

/// What stands before each element, and the element; at the end what follows the last one.
fn parts<'h>(html: &'h str, begin: &'h str, end: &'h str) -> impl Iterator<Item = (&'h str, &'h str)> {
    let mut rest = Some(html);
    std::iter::from_fn(move || {
        let html = rest.take()?;
        let whole = html.find(begin).and_then(|from| Some((from, from + html.get(from..)?.find(end)? + end.len())));
        let Some((from, until)) = whole else { return Some((html, "")) };
        rest = html.get(until..);
        html.get(..from).zip(html.get(from..until))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_go_or_stand_in_a_frame_and_all_else_stays() {
        let html = "a<figure><svg x><style>.a{}</style></svg>b</figure>c<figure>d</figure>e<svg>f</svg>g<svg>h";
        assert_eq!(without_drawings(html), "a<figure>b</figure>c<figure>d</figure>eg<svg>h");
        let framed = framed(html, "[", "]");
        assert!(
            framed.starts_with("a[<figure><svg x><style>.a{}</style></svg>b</figure>]c<figure>d</figure>"),
            "{framed}"
        );
    }
}
