//! In a browser: everything through web-sys, so that no text is ever run as code.

use std::cell::RefCell;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use client::commands::TextSize;
use dioxus::prelude::{Element, VNode};
use domain::Position;
use futures_channel::mpsc::UnboundedSender;
use futures_channel::oneshot;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, Window};

use super::{Ability, DESK_WIDTH, FIX_TIMEOUT, Fix, Happening, NoPosition, SCROLLER};
use crate::text_size;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens the first screen.
pub(crate) fn launch(root: fn() -> Element) {
    dioxus::launch(root);
}

/// The device's clock, not put right.
pub(crate) fn now() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit"
    )]
    let milliseconds = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

/// The address that this page came from.
pub(crate) fn origin() -> Option<String> {
    window()?.location().origin().ok()
}

/// The system's language, such as `zh-CN`.
pub(crate) fn language() -> String {
    window()
        .and_then(|window| window.navigator().language())
        .unwrap_or_default()
}

/// What this device calls itself: browser and system, nothing that tells one person from another.
pub(crate) fn device_name() -> String {
    let agent = window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default();
    super::device_name::from_user_agent(&agent)
}

/// Sets the window's title.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets 大字 and the language on the page itself.
pub(crate) fn set_page(size: TextSize, language: &str) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    root.set_class_name(text_size::class(size));
    // A refused attribute changes nothing that a person could lose.
    drop(root.set_attribute("lang", language));
}

/// Puts the focus on an element and brings it into the middle of the screen.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id) {
        scroll_to(&element, web_sys::ScrollLogicalPosition::Center);
        // An element that takes no focus has at least been scrolled to.
        drop(element.focus());
    }
}

/// Writes into a field, unless it says that already: a caret stays where it is.
pub(crate) fn set_text(id: &str, text: &str) {
    let Some(element) = element(id) else {
        return;
    };
    let now = js_sys::Reflect::get(&element, &"value".into()).ok();
    if now.and_then(|now| now.as_string()).as_deref() != Some(text) {
        // A field that cannot be written to keeps what it has; what counts stands in the form.
        drop(js_sys::Reflect::set(
            &element,
            &"value".into(),
            &text.into(),
        ));
    }
}

/// Brings an element into sight, moving as little as possible.
pub(crate) fn reveal(id: &str) {
    if let Some(element) = element(id) {
        scroll_to(&element, web_sys::ScrollLogicalPosition::Nearest);
    }
}

fn scroll_to(element: &HtmlElement, block: web_sys::ScrollLogicalPosition) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(block);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// How far the page is scrolled: the office's has its own scroller.
pub(crate) fn scrolled() -> f64 {
    match element(SCROLLER) {
        Some(page) => page.scroll_top().into(),
        None => window()
            .and_then(|window| window.scroll_y().ok())
            .unwrap_or(0.0),
    }
}

/// Scrolls the page.
pub(crate) fn scroll_page(to: f64) {
    if let Some(page) = element(SCROLLER) {
        #[expect(clippy::cast_possible_truncation, reason = "a page has no 2^31 pixels")]
        page.set_scroll_top(to as i32);
    } else if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, to);
    }
}

/// Is there a real keyboard, so that a field may take the focus without a soft keyboard jumping up?
pub(crate) fn has_keyboard() -> bool {
    matches("(hover: hover) and (pointer: fine)")
}

/// Is the window wide enough for the office's layout?
pub(crate) fn is_wide() -> bool {
    matches(&wide_query())
}

fn wide_query() -> String {
    format!("(min-width: {DESK_WIDTH}px)")
}

fn matches(query: &str) -> bool {
    window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Waits.
pub(crate) async fn sleep(milliseconds: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let Some(window) = window() else { return };
        let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
        drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds));
    });
    // It never rejects.
    drop(JsFuture::from(promise).await);
}

/// One fix, now.
pub(crate) async fn position() -> Fix {
    let geolocation = window()
        .and_then(|window| window.navigator().geolocation().ok())
        .ok_or(NoPosition::NotFound)?;
    let (sender, receiver) = oneshot::channel::<Fix>();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let answer = move |fix: Fix| {
        if let Some(sender) = sender.borrow_mut().take() {
            // The screen that asked may be gone: then nobody wants it.
            sender.send(fix).ok();
        }
    };
    let refuse = answer.clone();
    let found = Closure::<dyn FnMut(_)>::new(move |fix: web_sys::Position| {
        let place = fix.coords();
        answer(Ok(Position {
            latitude: place.latitude(),
            longitude: place.longitude(),
            accuracy: place.accuracy(),
        }));
    });
    let failed = Closure::<dyn FnMut(_)>::new(move |error: web_sys::PositionError| {
        let denied = error.code() == web_sys::PositionError::PERMISSION_DENIED;
        refuse(Err(if denied {
            NoPosition::Denied
        } else {
            NoPosition::NotFound
        }));
    });
    let options = web_sys::PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(FIX_TIMEOUT);
    geolocation
        .get_current_position_with_error_callback_and_options(
            found.as_ref().unchecked_ref(),
            Some(failed.as_ref().unchecked_ref()),
            &options,
        )
        .map_err(|_| NoPosition::NotFound)?;
    receiver.await.unwrap_or(Err(NoPosition::NotFound))
}

/// Hands a file to the browser's downloads and says its name; `None` when it cannot.
pub(crate) fn keep_file(name: &str, media_type: &str, content: &str) -> Option<String> {
    let bytes = STANDARD.decode(content).ok()?;
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: web_sys::HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Revoked later: some browsers read the address only after the click.
    wasm_bindgen_futures::spawn_local(async move {
        sleep(60_000).await;
        drop(web_sys::Url::revoke_object_url(&url));
    });
    Some(name.to_owned())
}

/// Takes the new version that waits and opens the app again.
pub(crate) fn take_update() {
    let update = window()
        .and_then(|window| js_sys::Reflect::get(&window, &"tjbUpdate".into()).ok())
        .and_then(|update| update.dyn_into::<js_sys::Function>().ok());
    match update {
        Some(update) => drop(update.call0(&JsValue::NULL)),
        None => drop(window().map(|window| window.location().reload())),
    }
}

fn is_update_waiting() -> bool {
    window()
        .and_then(|window| js_sys::Reflect::get(&window, &"tjbUpdateWaiting".into()).ok())
        .is_some_and(|waiting| waiting.is_truthy())
}

/// Tells what happens for as long as the page lives, so the listeners are never taken away.
pub(crate) fn watch(sender: UnboundedSender<Happening>) {
    let Some(window) = window() else { return };
    if is_update_waiting() {
        drop(sender.unbounded_send(Happening::UpdateWaiting));
    }
    let to = sender.clone();
    let waiting = Closure::<dyn FnMut()>::new(move || {
        drop(to.unbounded_send(Happening::UpdateWaiting));
    });
    drop(window.add_event_listener_with_callback("tjb-update", waiting.as_ref().unchecked_ref()));
    waiting.forget();
    let Some(list) = window.match_media(&wide_query()).ok().flatten() else {
        return;
    };
    let changed = Closure::<dyn FnMut(_)>::new(move |event: web_sys::MediaQueryListEvent| {
        // A sheet of paper is no narrower window: the page that is printed stays what it is.
        if !matches("print") {
            drop(sender.unbounded_send(Happening::Wide(event.matches())));
        }
    });
    drop(list.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref()));
    changed.forget();
}

#[wasm_bindgen(module = "/app/platform/media.js")]
extern "C" {
    fn media(act: &str, first: &str, second: &str) -> js_sys::Promise;
    fn can(act: &str) -> bool;
}

/// Asks the script for something. It is begun when this returns, so that it still follows the tap.
pub(crate) fn ask(
    act: &'static str,
    first: &str,
    second: &str,
) -> impl Future<Output = String> + use<> {
    let answer = JsFuture::from(media(act, first, second));
    // The script catches what goes wrong and answers with a word.
    async {
        answer
            .await
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }
}

#[wasm_bindgen(module = "/app/platform/codes.js")]
extern "C" {
    #[wasm_bindgen(js_name = readCode)]
    fn read_code(grey: &str) -> String;
}

/// The words of a code in a square of grey; empty without one.
pub(crate) fn decode(grey: &str) -> impl Future<Output = String> + use<> {
    std::future::ready(read_code(grey))
}

/// Has this device what not every one has?
pub(crate) fn has(ability: Ability) -> bool {
    can(match ability {
        Ability::Scan => "scan",
        Ability::Speak => "speak",
        Ability::TellLine => "line",
    })
}

/// The page links its stylesheet itself.
pub(crate) fn stylesheet() -> Element {
    VNode::empty()
}

/// Opens the app again.
pub(crate) fn reload() {
    if let Some(window) = window() {
        // A page that cannot reload stays as it is, with its sentence.
        drop(window.location().reload());
    }
}
