//! In a native window: the system's clock and files; what belongs to the page goes through the webview.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use client::commands::TextSize;
use dioxus::prelude::*;
use domain::Position;
use futures_channel::mpsc::UnboundedSender;

use super::{Ability, DESK_WIDTH, FIX_TIMEOUT, Fix, Happening, NoPosition, SCROLLER, styles};
use crate::text_size;

/// The window when it opens, in logical pixels: wide enough for the office's layout.
#[cfg(feature = "desktop")]
const WINDOW: (f64, f64) = (1280.0, 800.0);

/// Opens the window, without the menu of its maker.
#[cfg(feature = "desktop")]
pub(crate) fn launch(root: fn() -> Element) {
    use dioxus::desktop::{Config, LogicalSize, WindowBuilder};
    let window = WindowBuilder::new()
        .with_title("铁脚板")
        .with_inner_size(LogicalSize::new(WINDOW.0, WINDOW.1));
    let config = Config::new().with_menu(None).with_window(window);
    dioxus::LaunchBuilder::desktop()
        .with_cfg(config)
        .launch(root);
}

/// Opens the first screen.
#[cfg(not(feature = "desktop"))]
pub(crate) fn launch(root: fn() -> Element) {
    dioxus::launch(root);
}

/// The device's clock, not put right.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the screens' clock stands"
)]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A native window has no page to take the server's address from.
pub(crate) fn origin() -> Option<String> {
    None
}

/// The system's language, such as `zh_CN.UTF-8`.
pub(crate) fn language() -> String {
    std::env::var("LANG").unwrap_or_default()
}

/// What this device calls itself.
pub(crate) fn device_name() -> String {
    format!("铁脚板 · {}", std::env::consts::OS)
}

/// Runs a line of script in the webview; the text is always ours, values are quoted.
fn run(script: &str) {
    document::eval(script);
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Sets the window's title.
pub(crate) fn set_title(title: &str) {
    run(&format!("document.title = {}", quoted(title)));
}

/// Sets 大字 and the language on the page itself.
pub(crate) fn set_page(size: TextSize, language: &str) {
    run(&format!(
        "document.documentElement.className = {}; document.documentElement.lang = {}",
        quoted(text_size::class(size)),
        quoted(language)
    ));
}

/// Puts the focus on an element and brings it into the middle of the screen.
pub(crate) fn focus(id: &str) {
    run(&format!(
        "const e = document.getElementById({}); if (e) {{ e.scrollIntoView({{ block: 'center' }}); e.focus(); }}",
        quoted(id)
    ));
}

/// Writes into a field, unless it says that already: a caret stays where it is.
pub(crate) fn set_text(id: &str, text: &str) {
    run(&format!(
        "const e = document.getElementById({}), text = {}; if (e && e.value !== text) e.value = text;",
        quoted(id),
        quoted(text)
    ));
}

/// Brings an element into sight, moving as little as possible.
pub(crate) fn reveal(id: &str) {
    run(&format!(
        "document.getElementById({})?.scrollIntoView({{ block: 'nearest' }})",
        quoted(id)
    ));
}

/// How far the page is scrolled; a webview does not say so at once.
pub(crate) fn scrolled() -> f64 {
    0.0
}

/// Scrolls the page.
pub(crate) fn scroll_page(to: f64) {
    run(&format!(
        "(document.getElementById({}) ?? window).scrollTo(0, {to})",
        quoted(SCROLLER)
    ));
}

/// Is there a real keyboard?
pub(crate) fn has_keyboard() -> bool {
    cfg!(not(any(target_os = "android", target_os = "ios")))
}

/// Is the window wide enough for the office's layout? Told by [`watch`] once the webview stands.
pub(crate) fn is_wide() -> bool {
    false
}

/// Waits.
pub(crate) async fn sleep(milliseconds: u32) {
    let script = format!("await new Promise(r => setTimeout(r, {milliseconds})); return 0");
    // Without a webview there is nothing to wait for.
    drop(document::eval(&script).await);
}

/// One fix, now, as the webview knows it.
pub(crate) async fn position() -> Fix {
    let script = format!(
        "return await new Promise(r => navigator.geolocation ? navigator.geolocation.getCurrentPosition(
            p => r([p.coords.latitude, p.coords.longitude, p.coords.accuracy]),
            e => r(e.code === 1 ? 'denied' : 'none'),
            {{ enableHighAccuracy: true, timeout: {FIX_TIMEOUT} }}) : r('none'))"
    );
    let answer = document::eval(&script)
        .await
        .map_err(|_| NoPosition::NotFound)?;
    if answer.as_str() == Some("denied") {
        return Err(NoPosition::Denied);
    }
    let number = |place: usize| answer.get(place).and_then(|value| value.as_f64());
    match (number(0), number(1), number(2)) {
        (Some(latitude), Some(longitude), Some(accuracy)) => Ok(Position {
            latitude,
            longitude,
            accuracy,
        }),
        _ => Err(NoPosition::NotFound),
    }
}

/// Writes a file into the person's downloads and says where; `None` when it cannot.
pub(crate) fn keep_file(name: &str, _media_type: &str, content: &str) -> Option<String> {
    let bytes = STANDARD.decode(content).ok()?;
    let folder = std::env::home_dir()
        .map(|home| home.join("Downloads"))
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(std::env::temp_dir);
    // Whatever the name says, the file lies in this folder.
    let path = folder.join(std::path::Path::new(name).file_name()?);
    std::fs::write(&path, bytes).ok()?;
    Some(path.display().to_string())
}

/// Native apps are updated by their installer.
pub(crate) fn take_update() {}

/// Tells when the window crosses the office's width.
pub(crate) fn watch(sender: UnboundedSender<Happening>) {
    spawn(async move {
        let mut width = document::eval(&format!(
            "const list = window.matchMedia('(min-width: {DESK_WIDTH}px)');
            dioxus.send(list.matches);
            list.addEventListener('change', e => {{ if (!window.matchMedia('print').matches) dioxus.send(e.matches); }});
            await new Promise(() => {{}})"
        ));
        while let Ok(wide) = width.recv::<bool>().await {
            if sender.unbounded_send(Happening::Wide(wide)).is_err() {
                return;
            }
        }
    });
}

/// Asks the script for something. The webview keeps the script's state on its window.
pub(crate) fn ask(
    act: &'static str,
    first: &str,
    second: &str,
) -> impl Future<Output = String> + use<> {
    let source = include_str!("media.js").replace("export ", "");
    let answer = document::eval(&format!(
        "if (!window.tjbMedia) {{ {source}\nwindow.tjbMedia = media; }}
        return await window.tjbMedia({}, {}, {});",
        quoted(act),
        quoted(first),
        quoted(second)
    ));
    text_of(answer)
}

/// The words of a code in a square of grey; empty without one.
pub(crate) fn decode(grey: &str) -> impl Future<Output = String> + use<> {
    let source = include_str!("codes.js").replace("export ", "");
    let answer = document::eval(&format!("{source}\nreturn readCode({});", quoted(grey)));
    text_of(answer)
}

async fn text_of(answer: document::Eval) -> String {
    let answer = answer.await.ok();
    let text = answer.as_ref().and_then(|answer| answer.as_str());
    text.unwrap_or_default().to_owned()
}

/// A webview says only when it is asked: then there is a sentence instead.
pub(crate) fn has(ability: Ability) -> bool {
    match ability {
        Ability::Scan | Ability::Speak => true,
        Ability::TellLine => false,
    }
}

/// A native window has no page that links the stylesheet.
pub(crate) fn stylesheet() -> Element {
    rsx! { document::Style { {styles::ALL} } }
}

/// Opens the app again.
pub(crate) fn reload() {
    run("location.reload()");
}
