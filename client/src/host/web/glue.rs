//! The functions of `glue.js`.

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/host/web/glue.js")]
extern "C" {
    #[wasm_bindgen(js_name = isWorker)]
    pub(super) fn is_worker() -> bool;
    #[wasm_bindgen(js_name = isSupported)]
    pub(super) fn is_supported() -> bool;
    #[wasm_bindgen(js_name = startWorker)]
    pub(super) fn start_worker(hear: &Function, gone: &Function) -> Function;
    #[wasm_bindgen(js_name = watchPage)]
    pub(super) fn watch_page(awake: &Function, line: &Function);
    #[wasm_bindgen(catch)]
    pub(super) async fn persist() -> Result<JsValue, JsValue>;
    pub(super) fn listen(hear: &Function);
    pub(super) fn speak(text: &str);
    #[wasm_bindgen(js_name = takeLock, catch)]
    pub(super) async fn take_lock(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = deviceSecret, catch)]
    pub(super) async fn device_secret() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub(super) async fn estimate() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub(super) async fn persisted() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub(super) async fn sleep(milliseconds: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub(super) async fn send(
        url: &str,
        token: Option<String>,
        method: &str,
        said: String,
        body: Option<Uint8Array>,
        stall_milliseconds: f64,
    ) -> Result<JsValue, JsValue>;
}
