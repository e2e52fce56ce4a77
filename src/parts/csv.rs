//! Cells of tables for spreadsheets (RFC 4180).

/// A text, perhaps of others: quoted where it has to be, and never a formula.
pub fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { ["'", text].concat() } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { ["\"", &text.replace('"', "\"\""), "\""].concat() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_others_stay_in_their_cell() {
        for (text, shown) in [("Logo", "Logo"), ("A, \"b\"", "\"A, \"\"b\"\"\""), ("=1+1", "'=1+1"), ("@cmd,x", "\"'@cmd,x\""), ("", "")] {
            assert_eq!(cell(text), shown);
        }
    }
}
