//! Enrolling this device: the code from the office, then a PIN twice.

use client::commands::Enroll as EnrollCommand;
use client::{Error, Handle};
use dioxus::prelude::*;

use crate::app_state::{AppState, use_app_state};
use crate::components::{FieldKind, PinField, PinPad, Sign, TextField, press};
use crate::platform;
use crate::query::use_backend;
use crate::root::take_session;
use crate::text::{failure, t};

/// The address of an enrolment link. The frame shows the form itself; once enrolled it leads home.
#[component]
pub(crate) fn EnrollAt(code: String) -> Element {
    rsx! {}
}

/// What is being filled in.
#[derive(Clone, Copy, PartialEq)]
struct Form {
    server: Signal<String>,
    code: Signal<String>,
    has_code: Signal<bool>,
    pin: Signal<String>,
    again: Signal<String>,
    is_busy: Signal<bool>,
    code_problem: Signal<Option<String>>,
    pin_problem: Signal<Option<String>>,
}

/// The form for a fresh device, or for one whose PIN is forgotten.
#[component]
pub(crate) fn Enroll(code: String) -> Element {
    let origin = platform::origin();
    let has_own_server = origin.is_some();
    let form = use_form(origin.unwrap_or_default(), code);
    rsx! {
        main { class: "gate",
            if (form.has_code)() {
                PinStep { form }
            } else {
                CodeStep { form, has_own_server }
            }
        }
    }
}

fn use_form(server: String, code: String) -> Form {
    Form {
        server: use_signal(|| server),
        code: use_signal(|| code),
        has_code: use_signal(|| false),
        pin: use_signal(String::new),
        again: use_signal(String::new),
        is_busy: use_signal(|| false),
        code_problem: use_signal(|| None),
        pin_problem: use_signal(|| None),
    }
}

#[component]
fn CodeStep(form: Form, has_own_server: bool) -> Element {
    let mut code = form.code;
    let mut server = form.server;
    rsx! {
        Sign {}
        h1 { {t("app-name")} }
        p { class: "gate-lead", {t("enroll-lead")} }
        if !has_own_server {
            TextField {
                field: "server",
                label: t("enroll-server"),
                hint: t("enroll-server-hint"),
                value: server(),
                testid: "enroll-server",
                oninput: move |text| server.set(text),
            }
        }
        TextField {
            field: "code",
            label: t("enroll-code"),
            hint: t("enroll-code-hint"),
            kind: FieldKind::Code,
            value: code(),
            testid: "enroll-code",
            problem: (form.code_problem)(),
            oninput: move |text| code.set(text),
            onenter: move |()| go_on(form),
        }
        button {
            class: "button is-main",
            r#type: "button",
            "data-testid": "enroll-next",
            onclick: move |_| go_on(form),
            {t("next")}
        }
    }
}

/// A pasted link carries both the server and the code.
fn read_link(text: &str) -> (Option<String>, String) {
    match text.trim().split_once("/enroll/") {
        Some((server, code)) => (
            Some(server.to_owned()).filter(|server| !server.is_empty()),
            code.trim_matches('/').to_owned(),
        ),
        None => (None, text.trim().to_owned()),
    }
}

fn go_on(mut form: Form) {
    let (server, code) = read_link(&form.code.peek());
    if code.is_empty() {
        form.code_problem.set(Some(t("enroll-code-missing")));
        return;
    }
    if let Some(server) = server.filter(|_| platform::origin().is_none()) {
        form.server.set(server);
    }
    form.code.set(code);
    form.code_problem.set(None);
    form.has_code.set(true);
}

#[component]
fn PinStep(form: Form) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut is_second = use_signal(|| false);
    use_effect(|| {
        if platform::has_keyboard() {
            platform::focus("pin-input");
        }
    });
    let write = use_callback(move |text: String| write_pin(form, is_second, &backend, state, text));
    let backend = use_backend();
    let submit = move |_| enroll(form, backend.clone(), state);
    let mut has_code = form.has_code;
    rsx! {
        h1 { {t("pin-new-title")} }
        p { class: "gate-lead", {t("pin-new-lead")} }
        PinField {
            label: t("pin-new"),
            testid: "pin-input",
            value: (form.pin)(),
            is_new: true,
            is_active: !is_second(),
            onfocus: move |()| is_second.set(false),
            oninput: move |text| { is_second.set(false); write(text); },
        }
        PinField {
            label: t("pin-again"),
            testid: "pin-confirm",
            value: (form.again)(),
            is_new: true,
            is_active: is_second(),
            problem: (form.pin_problem)(),
            onfocus: move |()| is_second.set(true),
            oninput: move |text| { is_second.set(true); write(text); },
        }
        PinPad {
            is_off: (form.is_busy)(),
            onpress: move |key| {
                let text = if is_second() { (form.again)() } else { (form.pin)() };
                write(press(&text, key));
            },
        }
        button {
            class: "button is-main",
            r#type: "button",
            disabled: (form.is_busy)(),
            "data-testid": "pin-submit",
            onclick: submit,
            if (form.is_busy)() { {t("enrolling")} } else { {t("pin-set")} }
        }
        button { class: "link is-quiet", r#type: "button", onclick: move |_| has_code.set(false), {t("enroll-other-code")} }
    }
}

/// Six digits go on by themselves: from the first field to the second, from the second to the server.
fn write_pin(
    mut form: Form,
    mut is_second: Signal<bool>,
    backend: &Handle,
    state: AppState,
    text: String,
) {
    let is_whole = text.len() == 6;
    form.pin_problem.set(None);
    if is_second() {
        form.again.set(text);
        if is_whole {
            enroll(form, backend.clone(), state);
        }
    } else {
        form.pin.set(text);
        if is_whole {
            is_second.set(true);
            if platform::has_keyboard() {
                platform::focus("pin-confirm");
            }
        }
    }
}

fn enroll(mut form: Form, backend: Handle, state: AppState) {
    let pin = form.pin.peek().clone();
    if *form.is_busy.peek() {
        return;
    }
    if pin.len() != 6 {
        form.pin_problem.set(Some(t("pin-six")));
        return;
    }
    if pin != *form.again.peek() {
        form.again.set(String::new());
        form.pin_problem.set(Some(t("pin-differs")));
        return;
    }
    let command = EnrollCommand {
        server: form.server.peek().clone(),
        code: form.code.peek().clone(),
        pin,
        device_name: platform::device_name(),
    };
    form.is_busy.set(true);
    spawn(async move {
        let result = backend.call(command).await;
        form.is_busy.set(false);
        match result {
            Ok(session) => take_session(&backend, state, session).await,
            Err(error) => refuse(form, &error),
        }
    });
}

/// The problem stands where it can be put right: at the code or at the PIN.
fn refuse(mut form: Form, error: &Error) {
    let sentence = Some(failure::sentence(error));
    form.again.set(String::new());
    match error {
        Error::CodeUnknown | Error::CodeUsed | Error::CodeExpired | Error::OtherMember => {
            form.code_problem.set(sentence);
            form.has_code.set(false);
        }
        _ => form.pin_problem.set(sentence),
    }
    if *error == Error::WeakPin {
        form.pin.set(String::new());
    }
}

/// The second step alone, for a look at it.
#[cfg(test)]
#[component]
pub(crate) fn PinStepView() -> Element {
    let form = use_form(String::new(), String::new());
    rsx! { main { class: "gate", PinStep { form } } }
}

#[cfg(test)]
mod tests {
    use super::read_link;

    #[test]
    fn a_pasted_link_is_read_as_server_and_code() {
        assert_eq!(
            read_link(" https://a.example/enroll/ABCD-1234 "),
            (Some("https://a.example".to_owned()), "ABCD-1234".to_owned())
        );
        assert_eq!(read_link("ABCD1234"), (None, "ABCD1234".to_owned()));
    }
}
