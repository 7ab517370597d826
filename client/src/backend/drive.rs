//! Doing what the engine says: sending, setting timers, telling the screens.

use std::rc::Rc;

use super::Inner;
use crate::context::is_space_low;
use crate::event::Event;
use crate::host::{self, HttpRequest};
use crate::sync::{Action, Happened, Request};

impl Inner {
    /// Gives the engine what happened and does what it says. Without an open store nothing happens.
    pub(super) fn drive(self: &Rc<Self>, happened: Happened) {
        let now = self.host.now();
        let (actions, opening) = {
            let mut state = self.state.borrow_mut();
            let opening = state.opening;
            let Some(open) = state.open.as_mut() else {
                return;
            };
            let actions = open.engine.handle(happened, &mut open.store, now);
            (actions, opening)
        };
        for action in actions {
            match action {
                Action::Send(request) => self.send(request, opening),
                Action::SetTimer { number, after_ms } => {
                    self.later(opening, after_ms, Happened::Timer(number));
                }
                Action::Tell(event) => {
                    if matches!(event, Event::Pulling { .. }) {
                        self.look_at_space();
                    }
                    self.tell(event);
                }
                Action::Forget => {
                    if self.forget() {
                        return;
                    }
                }
                // Nothing to wait for but the request before, which leaves meanwhile.
                Action::Later(happened) => self.later(opening, 0, happened),
            }
        }
    }

    fn later(self: &Rc<Self>, opening: u64, after_ms: u64, happened: Happened) {
        let inner = Rc::clone(self);
        host::spawn(async move {
            host::sleep(after_ms).await;
            inner.drive_if(opening, happened);
        });
    }

    fn drive_if(self: &Rc<Self>, opening: u64, happened: Happened) {
        let same = self.state.borrow().opening == opening;
        if same {
            self.drive(happened);
        }
    }

    fn send(self: &Rc<Self>, request: Request, opening: u64) {
        let address = {
            let state = self.state.borrow();
            let open = state.open.as_ref();
            open.map(|open| (open.profile.server.clone(), open.profile.token.clone()))
        };
        let Some((server, token)) = address else {
            return;
        };
        let inner = Rc::clone(self);
        host::spawn(async move {
            let number = request.number;
            let sent = HttpRequest {
                url: format!("{server}{}", request.path),
                token: Some(token),
                content: request.content,
            };
            let happened = match inner.host.send(sent).await {
                Ok(answer) => Happened::Answered {
                    number,
                    status: answer.status,
                    body: answer.body,
                },
                Err(unreachable) => Happened::Unreachable {
                    number,
                    reason: unreachable.0,
                },
            };
            inner.drive_if(opening, happened);
        });
    }

    /// Asks the platform for the space left, and warns when it runs low.
    pub(super) fn look_at_space(self: &Rc<Self>) {
        let inner = Rc::clone(self);
        host::spawn(async move {
            let Some((mut used, quota)) = inner.host.estimate().await else {
                return;
            };
            let mut state = inner.state.borrow_mut();
            if is_space_low((used, quota))
                && let Some(open) = &state.open
            {
                // A store that cannot be read says so to the next command.
                used = used.saturating_sub(open.store.make_room().unwrap_or(0));
            }
            state.space = Some((used, quota));
            drop(state);
            if is_space_low((used, quota)) {
                inner.tell(Event::SpaceLow { used, quota });
            }
        });
    }
}
