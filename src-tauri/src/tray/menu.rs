//! The menu as the desktop draws it. Made anew only where it says something else: a menu that is open would close.

use super::lines::{Deed, Line};
use tauri::menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Wry};

type Drawn = Box<dyn IsMenuItem<Wry>>;

/// The menu of these lines.
pub(super) fn draw(app: &AppHandle, lines: &[Line]) -> tauri::Result<Menu<Wry>> {
    let drawn = all(app, lines)?;
    let items: Vec<&dyn IsMenuItem<Wry>> = drawn.iter().map(AsRef::as_ref).collect();
    Menu::with_items(app, &items)
}

/// What a line does, told by its id.
pub(super) fn deed_of(id: &str) -> Option<Deed> {
    serde_json::from_str(id).ok()
}

fn all(app: &AppHandle, lines: &[Line]) -> tauri::Result<Vec<Drawn>> {
    lines.iter().map(|line| one(app, line)).collect()
}

fn one(app: &AppHandle, line: &Line) -> tauri::Result<Drawn> {
    Ok(match line {
        Line::Item { text, deed } => {
            let id = deed
                .as_ref()
                .map(|deed| serde_json::to_string(deed).unwrap_or_default());
            Box::new(MenuItem::with_id(
                app,
                id.unwrap_or_else(|| text.clone()),
                literal(text),
                deed.is_some(),
                None::<&str>,
            )?)
        }
        Line::More { text, lines } => {
            let drawn = all(app, lines)?;
            let items: Vec<&dyn IsMenuItem<Wry>> = drawn.iter().map(AsRef::as_ref).collect();
            Box::new(Submenu::with_items(app, literal(text), true, &items)?)
        }
        Line::Rule => Box::new(PredefinedMenuItem::separator(app)?),
    })
}

/// An ampersand in a name is one, and not the mark of a key.
fn literal(text: &str) -> String {
    text.replace('&', "&&")
}
