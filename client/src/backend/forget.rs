//! What a device does whose rights were ended, once the server has everything: it forgets. The keys go first and for good; the files, which
//! nobody can read then, after them, and if the app is killed in between, when it is opened next.

use std::rc::Rc;

use super::Inner;
use super::session::files_up_to;
use crate::commands::session::{Ended, Session};
use crate::error::Error;
use crate::event::Event;
use crate::host::Services;
use crate::keyring::Keyring;
use crate::store::leaving;

impl Inner {
    /// Forgets everything and says so; false when the keys could not be dropped. Then all is as it was, and the server's next answer begins
    /// it again.
    pub(super) fn forget(self: &Rc<Self>) -> bool {
        self.forget_all(false).is_ok()
    }

    /// Forgets everything because the person wants it, if nothing is on this device alone.
    pub(super) fn sign_out(self: &Rc<Self>) -> Result<Session, Error> {
        let left = {
            let state = self.state.borrow();
            let open = state.open.as_ref().ok_or(Error::Locked)?;
            let db = open.store.db();
            leaving::not_handed_in(db)? + leaving::set_aside(db)?
        };
        if left > 0 {
            return Err(Error::NotHandedIn);
        }
        self.forget_all(true)?;
        self.session()
    }

    fn forget_all(self: &Rc<Self>, is_own: bool) -> Result<(), Error> {
        self.drop_keys(is_own)?;
        self.lock();
        // A file that cannot be removed now is removed before anybody is enrolled here again.
        drop(remove_left_behind(&self.host, &self.state.borrow().keyring));
        self.tell(Event::Locked);
        Ok(())
    }

    fn drop_keys(&self, is_own: bool) -> Result<(), Error> {
        let ended = {
            let state = self.state.borrow();
            let open = state.open.as_ref().ok_or(Error::Locked)?;
            Ended {
                at: self.host.now(),
                town_name: open.profile.town_name.clone(),
                set_aside: leaving::set_aside(open.store.db())?,
                is_own,
            }
        };
        self.state.borrow_mut().keyring.end(&ended)
    }
}

/// Removes the files of a store whose keys are gone.
pub(super) fn remove_left_behind(host: &Services, keyring: &Keyring) -> Result<(), Error> {
    let Some(last) = keyring.left_behind()? else {
        return Ok(());
    };
    for file in files_up_to(&last) {
        for part in ["", "-wal", "-shm", "-journal"] {
            host.remove(&format!("{file}{part}"))?;
        }
    }
    keyring.nothing_left_behind()
}
