//! `use_query`: a screen names a command and gets its reply, asked again whenever records of a kind it shows have changed.
//! Old rows stand until the new ones are here: no screen ever goes blank between two answers.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use client::commands::{
    CountCauses, CountCoverage, CountDisputes, CountVisits, ListAreas, ListCare, ListCareVersions,
    ListDisputeDrafts, ListDisputes, ListDrafts, ListDue, ListEvacuation, ListFormDrafts,
    ListGroups, ListHouseholds, ListItems, ListMembers, ListRemarks, ListStepDrafts, ListVersions,
    ListVisits, OfferTogether, OpenAudit, OpenCareDraft, OpenCareFile, OpenCheckIn, OpenCheckUp,
    OpenCounty, OpenDispute, OpenDisputeDraft, OpenDraft, OpenFormDraft, OpenHome, OpenHousehold,
    OpenImports, OpenItem, OpenLedger, OpenMorning, OpenPeople, OpenProvince, OpenRemarks,
    OpenReview, OpenStepDraft, OpenStepDrafts, OpenSyncPage, OpenTree, OpenVisit, ReadCareGate,
    ReadCounty, RecentHouseholds, SearchHouseholds,
};
use client::handle::Question;
use client::{Command, Error, Event, Handle};
use dioxus::prelude::*;
use domain::Kind;
use futures_util::StreamExt as _;

/// A command whose reply a screen shows for as long as it is open.
pub(crate) trait Watched: Command + Clone
where
    Self::Reply: Clone,
{
    /// Which kinds of records its reply shows.
    const SHOWS: &'static [Kind];
    /// May the reply to another question of the same sort stand until the new one is here? Right for lists, wrong for one record's page.
    const KEEPS: bool = true;
}

macro_rules! watched {
    ($($command:ty: [$($kind:ident),*] $(, keeps $keeps:literal)?;)+) => {$(
        impl Watched for $command {
            const SHOWS: &'static [Kind] = &[$(Kind::$kind),*];
            $(const KEEPS: bool = $keeps;)?
        }
    )+};
}

watched! {
    OpenMorning: [Visit, Dispute, Matter, Household, Resident, Task];
    OpenLedger: [];
    OpenReview: [Dispute, Task, Matter, Area];
    OpenPeople: [Member, Area];
    OpenImports: [];
    OpenAudit: [], keeps false;
    OpenTree: [Area];
    OpenCounty: [Area, Member];
    CountCoverage: [Visit, Household, Area];
    OpenProvince: [Dispute, Matter, Area, Member], keeps false;
    ReadCounty: [Area];
    OpenHome: [Area, Household, Resident, Visit, Dispute, Matter, Task, Notice];
    ListAreas: [Area, Household];
    ListGroups: [Household];
    ListMembers: [Member];
    ListHouseholds: [Household, Resident, Visit];
    SearchHouseholds: [Household, Resident, Visit];
    RecentHouseholds: [Household, Resident, Visit];
    OpenHousehold: [Household, Resident, Visit], keeps false;
    ListVisits: [Visit, Household];
    CountVisits: [Visit];
    CountDisputes: [Dispute];
    CountCauses: [Dispute];
    OpenVisit: [Visit, Household], keeps false;
    ListVersions: [Household, Resident, Visit, Dispute, Matter, Task, Notice, Member], keeps false;
    ListCareVersions: [PersonFile, CheckIn, Member], keeps false;
    ListDrafts: [Visit, Household];
    ListDisputes: [Dispute, Household, Area];
    ListDisputeDrafts: [Dispute];
    OpenDispute: [Dispute, Household, Member], keeps false;
    OfferTogether: [Dispute, Matter, Task], keeps false;
    ListItems: [Matter, Task, Notice, Household, Area];
    OpenItem: [Matter, Task, Notice, Household, Member], keeps false;
    ListFormDrafts: [Matter, Task, Notice];
    ListStepDrafts: [Dispute, Matter, Task, Notice];
    OpenStepDrafts: [Dispute, Matter, Task, Notice], keeps false;
    ListRemarks: [Household, Resident, Visit, Dispute, Matter, Task];
    OpenRemarks: [Household, Resident, Visit, Dispute, Matter, Task, Member], keeps false;
    ListDue: [Visit, Household, Area];
    ListEvacuation: [Household, Resident];
    OpenCheckUp: [Visit, Household, Resident, Dispute, Matter, Task, Notice, PersonFile, CheckIn];
    OpenSyncPage: [Visit, Household, Resident, Dispute, Matter, Task, Notice, PersonFile, CheckIn];
    ReadCareGate: [PersonFile, CheckIn];
    ListCare: [PersonFile, CheckIn, Area];
    OpenCareFile: [PersonFile, CheckIn, Member], keeps false;
    OpenCheckIn: [PersonFile, CheckIn, Member], keeps false;
    // A form that is being filled in is never replaced under the hand.
    OpenDraft: [], keeps false;
    OpenDisputeDraft: [], keeps false;
    OpenFormDraft: [], keeps false;
    OpenStepDraft: [], keeps false;
    OpenCareDraft: [], keeps false;
}

/// The handle to the backend.
pub(crate) fn use_backend() -> Handle {
    use_context::<Handle>()
}

/// A command that a screen wants answered, of any sort: what follows is one piece of code for all commands, not one for each.
#[derive(Clone)]
struct Wanted {
    question: Question,
    command: Rc<dyn Any>,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        self.question == other.question
    }
}

#[derive(Default)]
struct State {
    answered: Option<(Wanted, Rc<dyn Any>)>,
    failure: Option<Error>,
}

/// A question that a screen asks, and what was found so far.
#[derive(Clone, Copy, PartialEq)]
struct Watch {
    state: Signal<State>,
    wanted: Memo<Wanted>,
    turn: Signal<u64>,
}

/// What a query has found so far.
pub(crate) struct Answer<C> {
    watch: Watch,
    sort: PhantomData<fn() -> C>,
}

impl<C> Clone for Answer<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Answer<C> {}

impl<C> PartialEq for Answer<C> {
    fn eq(&self, other: &Self) -> bool {
        self.watch == other.watch
    }
}

impl<C: Watched> Answer<C>
where
    C::Reply: Clone,
{
    /// The reply, once it is here.
    pub(crate) fn reply(&self) -> Option<C::Reply> {
        self.answered().map(|(_, reply)| reply)
    }

    /// The reply with the command it answers, which may be the one before.
    pub(crate) fn answered(&self) -> Option<(C, C::Reply)> {
        let state = self.watch.state.read();
        let (asked, reply) = state.answered.as_ref()?;
        if !C::KEEPS && *asked != *self.watch.wanted.read() {
            return None;
        }
        let command = asked.command.downcast_ref::<C>()?;
        let reply = reply.downcast_ref::<C::Reply>()?;
        Some((command.clone(), reply.clone()))
    }

    /// Why there is no reply, or no newer one.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.watch.state.read().failure.clone()
    }

    /// Asks again.
    pub(crate) fn again(&self) {
        let mut turn = self.watch.turn;
        turn += 1;
    }
}

/// Runs a command now, whenever it changes, and whenever records that it shows have changed.
pub(crate) fn use_query<C: Watched>(command: C) -> Answer<C>
where
    C::Reply: Clone,
{
    let wanted = Wanted {
        question: Question::of(&command),
        command: Rc::new(command),
    };
    Answer {
        watch: use_watch(&wanted, C::SHOWS),
        sort: PhantomData,
    }
}

fn use_watch(wanted: &Wanted, shown: &'static [Kind]) -> Watch {
    let backend = use_backend();
    let state = use_signal(State::default);
    let wanted = use_memo(use_reactive((wanted,), |(wanted,)| wanted));
    let mut turn = use_signal(|| 0u64);
    let asking = use_hook(|| Rc::new(RefCell::new(Asking::default())));
    let listener = backend.clone();
    use_future(move || {
        let mut events = listener.events();
        async move {
            while let Some(event) = events.next().await {
                if concerns(&event, shown) {
                    turn += 1;
                }
            }
        }
    });
    use_effect(move || {
        turn();
        ask(backend.clone(), asking.clone(), state, wanted());
    });
    Watch {
        state,
        wanted,
        turn,
    }
}

fn concerns(event: &Event, shown: &[Kind]) -> bool {
    match event {
        Event::Changed(kinds) => kinds.iter().any(|kind| shown.contains(kind)),
        Event::Blob { .. }
        | Event::Sync(_)
        | Event::Pulling { .. }
        | Event::Locked
        | Event::SpaceLow { .. } => false,
    }
}

#[derive(Default)]
struct Asking {
    next: Option<Wanted>,
    is_busy: bool,
}

/// Asks one question at a time: while one is under way only the latest waits, so a burst of changes costs two questions.
fn ask(backend: Handle, asking: Rc<RefCell<Asking>>, state: Signal<State>, wanted: Wanted) {
    {
        let mut asking = asking.borrow_mut();
        asking.next = Some(wanted);
        if asking.is_busy {
            return;
        }
        asking.is_busy = true;
    }
    spawn(async move {
        while let Some(wanted) = next(&asking) {
            let result = backend.call_any(wanted.question.clone()).await;
            keep(state, wanted, result);
        }
    });
}

fn next(asking: &RefCell<Asking>) -> Option<Wanted> {
    let mut asking = asking.borrow_mut();
    let wanted = asking.next.take();
    asking.is_busy = wanted.is_some();
    wanted
}

fn keep(mut state: Signal<State>, wanted: Wanted, result: Result<Rc<dyn Any>, Error>) {
    let mut state = state.write();
    match result {
        Ok(reply) => {
            state.answered = Some((wanted, reply));
            state.failure = None;
        }
        // The lock screen is on its way; what is shown stays as it is.
        Err(Error::Locked) => {}
        Err(error) => {
            // What was closed is not shown any more, nor what is gone.
            if matches!(error, Error::NotFound | Error::CareLocked) {
                state.answered = None;
            }
            state.failure = Some(error);
        }
    }
}

#[cfg(test)]
mod tests;
