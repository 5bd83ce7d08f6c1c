//! LinkedIn's "little text", in which some signs mean something. It must not know what a text says.

/// The signs that LinkedIn keeps for itself.
const RESERVED: &str = "|{}@[]()<>#\\*_~";

/// The text as it is meant: no mention, no template, no tag.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if RESERVED.contains(sign) {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_is_escaped() {
        let text = "C# (v1.2_3) by @ann: {a|b} <c> [d] *e* ~f \\ 50%";
        assert_eq!(escape(text), "C\\# \\(v1.2\\_3\\) by \\@ann: \\{a\\|b\\} \\<c\\> \\[d\\] \\*e\\* \\~f \\\\ 50%");
    }
}
