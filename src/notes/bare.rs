//! Addresses that stand in the text as they are: `https://…`, LaTeX's `\url{https://…}`.
//!
//! Owns where such an address ends. It must not look at brackets: those are `inline`.

use super::inline::{Form, RawLink, cut};

/// `https://…` in running text, `here` being the colon and `from` where the text is still free.
pub(super) fn link(text: &str, here: usize, from: usize) -> Option<RawLink<'_>> {
    let rest = cut(text, here, text.len());
    let before = cut(text, from, here);
    let scheme = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme))?;
    if !rest.starts_with("://") {
        return None;
    }
    let start = here - scheme.len();
    let length =
        rest.find(|c: char| c.is_whitespace() || "<>\"[]{}".contains(c)).unwrap_or(rest.len());
    if let Some(latex) = latex(text, from, start, here + length) {
        return Some(latex);
    }
    let mut target = cut(text, start, here + length);
    loop {
        let shorter = target.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let shorter = if shorter.ends_with(')') && !shorter.contains('(') {
            shorter.strip_suffix(')').unwrap_or(shorter)
        } else {
            shorter
        };
        if shorter.len() == target.len() {
            break;
        }
        target = shorter;
    }
    let end = start + target.len();
    (target.len() > scheme.len() + 3).then_some(RawLink {
        start,
        end,
        label: target,
        target,
        form: Form::Bare,
        fault: None,
        mended: None,
    })
}

/// `\url{https://…}` and `\href{https://…}{label}`, the address from `start` to `end`.
fn latex(text: &str, from: usize, start: usize, end: usize) -> Option<RawLink<'_>> {
    let before = cut(text, from, start);
    let command = [r"\url{", r"\href{"].into_iter().find(|command| before.ends_with(command))?;
    let target = cut(text, start, end);
    let after = cut(text, end, text.len()).strip_prefix('}')?;
    let label =
        after.strip_prefix('{').and_then(|label| label.split_once('}')).map(|(label, _)| label);
    let length = label.map_or(0, |label| label.len() + 2);
    Some(RawLink {
        start: start - command.len(),
        end: end + 1 + length,
        label: label.unwrap_or(target),
        target,
        form: Form::Markdown,
        fault: Some(r"LaTeX \url{} around an address"),
        mended: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::notes::inline;

    fn pairs(text: &str) -> Vec<(&str, &str)> {
        let mut links = Vec::new();
        inline::scan(text, &[], &mut links);
        links.into_iter().map(|link| (link.label, link.target)).collect()
    }

    #[test]
    fn latex_links_are_links() {
        assert_eq!(
            pairs(r"see \url{https://a.example/x}."),
            [("https://a.example/x", "https://a.example/x")]
        );
        assert_eq!(pairs(r"\href{https://a.example}{Luna}"), [("Luna", "https://a.example")]);
    }
}
