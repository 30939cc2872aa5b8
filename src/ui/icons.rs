//! Icons: characters of the Phosphor font (version 2.1, regular weight).

/// Photos.
pub const IMAGES: &str = "\u{e836}";
/// A photo.
pub const IMAGE: &str = "\u{e2ca}";
/// A folder.
pub const FOLDER: &str = "\u{e256}";
/// Close, remove, no.
pub const CLOSE: &str = "\u{e4f6}";
/// Undo.
pub const UNDO: &str = "\u{e038}";
/// Redo.
pub const REDO: &str = "\u{e036}";
/// A person.
pub const USER: &str = "\u{e4c2}";
/// Export.
pub const EXPORT: &str = "\u{eaf0}";
/// Copy.
pub const COPY: &str = "\u{e1ca}";
/// Search.
pub const SEARCH: &str = "\u{e30c}";
/// Settings.
pub const GEAR: &str = "\u{e270}";
/// Cover.
pub const HIDE: &str = "\u{e224}";
/// A consent.
pub const CARD: &str = "\u{e2c8}";
/// Select.
pub const SELECT: &str = "\u{e69c}";
/// Not known.
pub const QUESTION: &str = "\u{e602}";
/// Onwards.
pub const RIGHT: &str = "\u{e13a}";
/// To what is above.
pub const UP: &str = "\u{e08e}";
/// Back.
pub const LEFT: &str = "\u{e138}";
/// A rectangle.
pub const RECTANGLE: &str = "\u{e3f0}";
/// An ellipse.
pub const CIRCLE: &str = "\u{e18a}";
/// A freehand line.
pub const FREEHAND: &str = "\u{e662}";
/// Done.
pub const CHECK: &str = "\u{e182}";
/// Throw away.
pub const TRASH: &str = "\u{e4a6}";
/// The whole photo.
pub const FIT: &str = "\u{e1d0}";
/// What of the photo is published.
pub const CROP: &str = "\u{e1d4}";
/// Pixel for pixel.
pub const FRAME: &str = "\u{e626}";
/// The next that waits.
pub const SKIP: &str = "\u{e5a6}";
/// Zoom in.
pub const ZOOM_IN: &str = "\u{e310}";
/// Zoom out.
pub const ZOOM_OUT: &str = "\u{e30e}";
/// The magnifier.
pub const LOUPE: &str = "\u{ea64}";
/// Keys.
pub const KEYBOARD: &str = "\u{e2d8}";
/// Help.
pub const HELP: &str = "\u{e3e8}";
/// The menu.
pub const MENU: &str = "\u{e2f0}";
/// Something to know.
pub const WARNING: &str = "\u{e4e0}";
/// To what is below; sorted downwards.
pub const DOWN: &str = "\u{e03e}";
