//! Queries against a far end that answers when the test says so.

use client::commands::areas::ListLevel;
use client::commands::{AreaRow, ListAreas, OpenVisit};
use client::handle::{Call, Word};
use domain::RecordId;
use futures_util::FutureExt as _;
use uuid::Uuid;

use super::*;

/// The far end: calls that came, and the screen that asks.
struct Stage {
    dom: VirtualDom,
    handle: Handle,
    calls: Rc<RefCell<Vec<Call>>>,
}

impl Stage {
    fn open(screen: fn() -> Element) -> Self {
        let calls = Rc::new(RefCell::new(Vec::new()));
        let arrived = calls.clone();
        let handle = Handle::new(move |call| arrived.borrow_mut().push(call));
        let dom = VirtualDom::new(screen).with_root_context(handle.clone());
        let mut stage = Self { dom, handle, calls };
        stage.dom.rebuild_in_place();
        stage.settle();
        stage
    }

    /// Lets everything run that can run now.
    fn settle(&mut self) {
        while self.dom.wait_for_work().now_or_never().is_some() {
            self.dom.render_immediate(&mut dioxus::core::NoOpMutations);
        }
    }

    fn asked(&self) -> usize {
        self.calls.borrow().len()
    }

    fn answer(&mut self, body: &str) {
        let n = self.calls.borrow().last().unwrap().n;
        self.handle.hear(Word::Answer {
            n,
            result: Ok(body.to_owned()),
        });
        self.settle();
    }

    fn tell(&mut self, kind: Kind) {
        self.handle.hear(Word::Event(Event::Changed(vec![kind])));
        self.settle();
    }

    fn shown(&self) -> String {
        dioxus_ssr::render(&self.dom)
    }
}

fn areas(name: &str) -> String {
    format!("[{{\"code\":\"620602108003\",\"name\":\"{name}\",\"households\":1}}]")
}

fn villages() -> Element {
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let names = |rows: Vec<AreaRow>| rows.into_iter().map(|row| row.name).collect::<String>();
    rsx! { {villages.reply().map_or_else(|| "nothing yet".to_owned(), names)} }
}

#[test]
fn a_change_of_a_kind_that_is_shown_asks_again_and_others_do_not() {
    let mut stage = Stage::open(villages);
    assert_eq!((stage.asked(), stage.shown().as_str()), (1, "nothing yet"));
    stage.answer(&areas("before"));
    assert_eq!(stage.shown(), "before");
    stage.tell(Kind::Dispute);
    assert_eq!(stage.asked(), 1);
    stage.tell(Kind::Household);
    assert_eq!(
        (stage.asked(), stage.shown().as_str()),
        (2, "before"),
        "old rows stand until the new ones are here"
    );
    stage.answer(&areas("after"));
    assert_eq!(stage.shown(), "after");
}

#[test]
fn a_burst_of_changes_costs_one_more_question() {
    let mut stage = Stage::open(villages);
    for _ in 0..50 {
        stage.tell(Kind::Household);
    }
    assert_eq!(stage.asked(), 1);
    stage.answer(&areas("first"));
    assert_eq!(stage.asked(), 2);
    stage.answer(&areas("second"));
    assert_eq!((stage.asked(), stage.shown().as_str()), (2, "second"));
}

fn visit() -> Element {
    let id = RecordId(Uuid::from_u128(1));
    let visit = use_query(OpenVisit { id });
    rsx! { {format!("{:?}", visit.failure())} }
}

#[test]
fn a_failure_is_told_and_a_locked_store_is_not_a_failure_of_the_screen() {
    let mut stage = Stage::open(visit);
    let refuse = |stage: &mut Stage, error| {
        let n = stage.calls.borrow().last().unwrap().n;
        stage.handle.hear(Word::Answer {
            n,
            result: Err(error),
        });
        stage.settle();
    };
    refuse(&mut stage, Error::Locked);
    assert_eq!(stage.shown(), "None");
    stage.tell(Kind::Visit);
    refuse(&mut stage, Error::NotFound);
    assert_eq!(stage.shown(), "Some(NotFound)");
}
