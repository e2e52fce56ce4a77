//! A class name has one meaning: all style sheets are one, so what a page's own sheet says of a class holds on every page.

use std::path::Path;
use std::{fs, io};

#[test]
fn what_a_page_styles_no_other_sheet_styles() -> io::Result<()> {
    let (pages, parts) = (sheets("pages")?, sheets("parts")?);
    let mut twice = Vec::new();
    for (own, text) in &pages {
        for class in text.lines().filter_map(class_alone) {
            let others = pages.iter().chain(&parts).filter(|(other, _)| other != own);
            let clashing = others.filter(|(_, text)| text.lines().any(|line| begins_with(line, class)));
            twice.extend(clashing.map(|(other, _)| format!(".{class} in {own} and {other}")));
        }
    }
    assert_eq!(twice, Vec::<String>::new());
    Ok(())
}

/// The style sheets of a folder: path and text.
fn sheets(folder: &str) -> io::Result<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style").join(folder);
    let sheet = |path: &Path| Ok((path.display().to_string(), fs::read_to_string(path)?));
    fs::read_dir(folder)?.map(|entry| sheet(&entry?.path())).collect()
}

/// The class that a line's selector consists of.
fn class_alone(line: &str) -> Option<&str> {
    let class = line.strip_prefix('.')?.trim_end_matches([' ', '{', ',']);
    class.chars().all(|character| character.is_alphanumeric() || character == '-').then_some(class)
}

/// Whether a line's selector begins with elements of a class.
fn begins_with(line: &str, class: &str) -> bool {
    let elements = line.split([' ', ',', ':', '[']).next().unwrap_or_default();
    elements.starts_with('.') && elements.split('.').any(|name| name == class)
}
