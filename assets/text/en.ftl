### Every word of Tiejiaoban. Short sentences, spoken to a person.

app-name = Tiejiaoban

## Everywhere

back = Back
next = Next
edit = Correct
save = Save
show = Show
close = Close
more = Show more
choose = Please choose
correct = Change
optional = optional
filled = { $count } filled in
opening = Opening…
try-again = Try again
open-again = Open again
go-home = To today
go-correct = Correct it
send-again = Send as it is
put-away = Got it
no-keep = No, keep it
never = Not yet
list-comma = {", "}
unit-items = records
unit-times = visits
people = { $count } people
households = { $count } households
copies = { $count } copies
age = { $count } years
group-n = Group { $n }
group-none = No group
village = Village
not-filled-in = Not filled in

## Navigation

nav-label = Main navigation
nav-home = Today
nav-find = Find
nav-add = Record
nav-visits = Visits
nav-me = Me

## The sync light

light-synced = Synced
light-syncing = Syncing
light-waiting = { $count } waiting
light-not-yet = Not synced
light-offline = Offline
light-offline-unsent = Offline · { $count } waiting
light-blobs = Photos to send: { $count }
light-needs-hand = { $count } to correct
light-signed-out = Enrol again

state-saved-here = Saved here
state-received = Received
state-needs-hand = To correct
saved-here = Saved on this device

## Times

day-today = Today
day-yesterday = Yesterday
day-tomorrow = Tomorrow
day-month = { $day } { $month }
day-year = { $day } { $month } { $year }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
duration-short = less than a minute
day-short = { $day }
duration-seconds = { $count } s
duration-minutes = { $count } min
duration-hours = { $count } h
duration-days = { $count } d
days-later = In { $count } days
due-on = Due { $day }
overdue-days = { $count } d overdue

## Enrolling this device

enroll-lead = For the first time, please enter the code that your office gave you.
enroll-code = Enrolment code
enroll-code-hint = If you scanned it, it is already filled in. You may also paste the whole link.
enroll-code-missing = Please enter the code
enroll-server = Address
enroll-server-hint = As your office told you, beginning with https://. Not needed if you paste the whole link.
enroll-other-code = Use another code
enrolling = Enrolling…
enter-new-code = Enter a new code
pin = PIN
pin-pad = Number pad
pin-erase = Delete one digit
pin-new-title = Choose a PIN
pin-new-lead = Six digits, asked for each time you open the app. No birthday, no run, not all the same.
pin-new = New PIN
pin-again = Once more
pin-old = PIN until now
pin-set = Set PIN
pin-six = A PIN has six digits
pin-differs = The two differ. Once more, please
pin-change = Change PIN
pin-changed = PIN changed
pin-tries-left = { $count } tries left.
pin-wait = Please wait { $wait }.
pin-forgotten = Forgot the PIN?
pin-forgotten-hint = Ask your office for a new code and set a new PIN with it. Everything recorded here stays.
unlock-title = Please enter your PIN
unlock = Open
unlocking = Opening…
blocked-title = Too many wrong PINs
blocked-safe = Everything you recorded is still here. Nothing was deleted.
blocked-do = Ask your office for a new code and set a new PIN with it.

pull-title = Hello, { $name }
pull-lead = Your households are being downloaded, so that everything works without a signal.
pull-begins = Beginning…
pull-counts = { $done } of { $of } downloaded
pull-bar = Download
pull-go-on = Begin now, go on downloading

elsewhere-title = Open in another window
elsewhere-do = The app can be open in one window only. Go back to that window, or close it and open this one again.
unsupported-title = This browser cannot keep data
unsupported-why = It may be too old, or in private mode.
unsupported-do = Leave private mode, or use a new Chrome, Edge or Safari.
fault-title = It did not open
fault-safe = Everything you recorded is still here. Please open it again; if that does not help, tell your office.

## When something fails

error-locked = Locked. Please enter your PIN
error-not-enrolled = This device is not enrolled
error-wrong-pin = Wrong PIN
ended-title = This device was taken back
ended-what = { $town } took this device back ({ $when }). Everything you recorded was handed in, and nothing is left on this device.
ended-aside = { $count } of it the office did not take at once; they are kept there for somebody to look at.
ended-do = To go on working here, ask your office for a new code.
error-pin-blocked = Too many wrong PINs. Ask your office for a new code
error-weak-pin = This PIN is too easy to guess. No run, not all the same
error-invalid = { $count } things to correct
error-not-found = Not on this device
error-offline = No network. Please try where there is a signal
error-code-unknown = This code is not known. Please check it
error-code-used = This code was used already. Ask your office for another
error-code-expired = This code has expired. Ask your office for another
error-other-member = This code belongs to someone else, and this device holds unsent records. Please use your own code
error-too-many = Too many attempts. Please wait a few minutes
error-refused = The office's system refused: { $message }
error-storage-full = No space left, this was not done. What was saved before is safe. Please make room and try again
error-space-low = This device is almost full: no more photos and recordings for now. Words still are saved.
error-open-elsewhere = Open in another window
error-storage-unsupported = This browser cannot keep data
error-too-large = Too much for one file. Please choose fewer days
error-internal = Something went wrong; nothing you recorded is lost. Please try again

missing-title = No such page
missing-hint = The address may not be complete.

## Notices

notice-outdated = This version is too old to receive anything new; what you recorded can still be handed in. Tap to update
notice-update = A new version is here. Tap to update
notice-space = Space is running low: { $used } of { $quota } used. Please make room.
notice-not-persisted = Add the app to your home screen, so that the browser keeps its data.
notice-not-persisted-desk = Use “Install” beside the address of your browser, so that it keeps the data of this computer.
notice-set-aside = The data here was damaged and has been set aside. The present data was downloaded again.

## Today

home-visits-today = Visits today
home-received = { $count } received
home-follow-ups = To follow up
home-overdue = { $count } overdue
home-none-overdue = None overdue
home-nothing = None
home-open-it = Tap to see
home-unsent = { $count } waiting · oldest { $age }
home-tiles = What to do
home-no-follow-ups = No follow-up is due.
home-drafts = Begun
home-visits = Today's visits
home-office = Office
home-no-visits = No visit today
home-no-visits-hint = Tap “Visit” and choose a household. It works without a signal.
tile-visit = Visit
tile-find = Find
tile-household = New household
draft-written = Begun { $when }
draft-go-on = Go on

## Find

add-title = Which household?
find-label = Find by name, pinyin, phone, door
find-hint = Name, pinyin, phone tail, door
find-clear = Clear
find-recent = Opened last
find-by-village = By village
find-none = Nothing found for “{ $text }”
find-none-hint = Try the family name, pinyin initials, or the last four digits of the phone. If it is really missing, make it.
find-no-villages = No households here yet
find-no-villages-hint = Please sync once where there is a signal.
search-found = Found: { $what }
village-empty = No households here yet
village-empty-hint = You can make one.
group-empty = No households in this group yet

## Household

household = Household
household-of = { $head }
household-no-head = Head not filled in
household-edit = Correct this household
household-start = Start a visit
household-go-on = Go on with the visit
household-people = People ({ $count })
household-timeline = Visits
household-no-visits = No visit yet
household-no-visits-hint = Tap “Start a visit” for the first one.
household-visited = Visited { $when }
household-never-visited = Not visited yet
household-contact = Contact: { $name }
resident = Person
resident-add = Add a person
dial = Call { $name }
contested-title = Two people wrote differently. Please check
contested-you = you
contested-colleague = another colleague
contested-said = { $who } wrote { $value } on { $day }
contested-cleared = { $who } cleared it on { $day }
contested-comma = {"; "}
contested-sentence = { $field }: { $sayings }
contested-review = { $field }: { $sayings }; the town office decides

## Forms

form-problems = { $count } to correct before it can be saved:
group-hint = A number; leave empty if there are no groups
contact-hint = Who keeps contact besides the grid worker
directions-hint = How to find it, such as: second house behind the school
identity-hint = Optional, 18 characters
met-hint = Whom you met
met-people = People of the household

field-area = Grid
field-village = Village
field-group = Group
field-door = Door
field-head = Head
field-phone = Phone
field-contact_person = Contact person
field-directions = How to find it
field-name = Name
field-relation = Relation to the head
field-sex = Sex
field-birth = Born
field-identity_number = Identity number
field-presence = At present
field-household = Household
field-method = How
field-outcome = Result
field-purpose = Purpose
field-visited_at = Time
field-met = Whom
field-family_changes = Changes in the family
field-difficulties = Difficulties and wishes
field-difficulty_note = In words
field-topics = Told about
field-leaflets = Leaflets
field-handling = Handling
field-follow_up_on = Follow up on
field-remarks = Remarks
field-position = Position
fold-difficulties = Difficulties and wishes
fold-topics = Publicity
fold-remarks = Remarks and position

## Visit

visit-form-title = Visit
visit-edit-title = Correct a visit
visit-title = Visit
visit-voided = Void
visit-saved-by = Recorded by { $name } · saved { $when }
visit-edited = corrected
needs-hand-title = To correct
draft-kept = Draft kept { $time }
draft-resumed = You go on where you stopped.
draft-drop = Drop this draft
draft-drop-sentence = What you filled in will be gone for good.
position-hint = Optional. One fix, only when you tap. The office sees what you see here.
position-take = Note the position
position-again = Locate again
position-looking = Locating…
position-drop = Remove the position
position-denied = Not allowed to locate. You can save without a position.
position-none = No position found. You can save without one.
position-at = { $latitude }, { $longitude } · within { $accuracy } m
span-label = Days
span-week = 7 days
span-all = All
visits-total = { $count } in all
visits-none = No visits

## Photos, recordings, signatures

field-attachments = Photos, recordings, signature
fold-attachments = Photos, recordings, signature
attachments-hint = All optional, nothing is needed to save. Only to show how things were this time: ask before you photograph or record people. Photos carry no position. Kept encrypted on this device, then sent to the office; only those who may see this record see them.
attachments-full = { $what }: { $count } at most
attachment-removed = { $what } taken off
attachment-remove = Take off { $what }
attachment-elsewhere = On the device it was recorded with, not here yet
attachment-coming = Downloading
attachment-offline = Not here yet, comes by itself when there is a network
take-off = Take off
undo = Undo
not-wanted = Not wanted
photo-take = Take photo
photo-choose = Choose picture
picture-open = Show large: { $what }
picture-large = Large picture
voice-record = Record
voice-recording = Recording
voice-seconds = { $count } s / { $most } s at most
voice-finish = Done
voice-length = Recording, { $count } s
voice-play = Listen
voice-pause = Stop
signature-sign = Sign
signature-hint = Let them sign in the box with a finger.
signature-paper = Box to sign in
signature-undo = Undo stroke
signature-clear = Start over
signature-take = Signed
media-denied = Not allowed. It can be allowed in the settings of the browser or phone; you can save without it.
media-unsupported = This device cannot do that. You can save without it.
media-unreadable = This file cannot be opened, please choose another picture.
media-empty = Still empty, please write first.
media-failed = It did not work, please try again. You can save without it.
blobs-here = Photos, recordings, signatures
blobs-count = { $count }, { $bytes }
blobs-waiting = Photos, recordings, signatures: { $count } to be sent, { $bytes }
blobs-waiting-hint = Words go first. These follow one by one and go on where they were cut; nothing waits for them.
blobs-held = Waiting for a wireless network. To send now, switch off "Photos on wireless networks only" under Me.
wireless-only = Photos on wireless networks only
blob-waiting = To be sent
blob-received = Sent
blob-refused = Not taken
blob-record-open = Open the record
voice-coming = Downloading; tap play again when it is here

## attachment-kind

attachment-kind-photo = Photo
attachment-kind-voice = Recording
attachment-kind-signature = Signature
attachment-kind-unknown = Other

## Door codes and reading aloud

door-code = Door code
door-code-of = Door code of { $place }
door-code-for = Code for grid visits
door-code-hint = Print it and hang it at the door: one scan leads to this household. The code holds a number only, no name and no phone; a phone that is not enrolled sees nothing.
print = Print
scan-door = Scan door code
scan-hint = Hold the door code into the picture
scan-sight = What the camera sees
scan-take = Photograph it
scan-no-code = No door code found in the picture. Closer, straighter, without glare, then once more.
scan-other-code = This is no door code.
scan-not-here = This household is not in your grid, or not downloaded yet.
scan-denied = The camera is not allowed. Allow it in the settings, or photograph the door code.
scan-unsupported = The camera cannot be used. Choose a photo of the door code instead.
read-aloud = Read aloud
read-stop = Stop reading
read-no-voice = This device has no voice to read with.

## Sync

sync-title = Sync
sync-now = Sync now
sync-today = Today
sync-unsent = Waiting
sync-needs-hand = To correct ({ $count })
sync-needs-hand-hint = These were not accepted and are still here. Correct and save, and they are sent again.
sync-waiting = Waiting to be sent ({ $count })
sync-none-waiting = Nothing is waiting
sync-none-waiting-hint = What you save is sent by itself.
sync-device = This device
standing-synced = The office has everything.
standing-words-synced = The office has all words; photos, recordings or signatures are still to go.
standing-syncing = Syncing with the office…
standing-waiting = Records are waiting; they are sent by themselves when there is a network.
standing-offline = The office cannot be reached. Everything is kept here and sent by itself later.
standing-needs-hand = Some records need a look from you; the others are not held up.
standing-signed-out = The office does not know this device any more. Everything is kept here; ask your office for a new code.
leaving = Your office took this device back. What is not handed in stays; once it is, everything on this device is removed.
last-contact = Last contact: { $when }
no-contact-yet = No contact with the office yet
oldest-unsent = The oldest has waited { $age }
last-failure = Last try failed: { $reason }
clock-wrong = The phone's clock is wrong and was put right. Please set the time to automatic.
set-aside = Not accepted
kind-household = Household
kind-resident = Person
kind-visit = Visit
kind-other = Record
records-here = Records here
agreed = Compared with the office
agreed-records = all { $count } the same ({ $when })
mended = Put right after comparing
mended-records = { $count } in all, last { $when }
space = Space
space-used = { $used } of { $quota }
server = Address
contact = Last contact

## Me

areas-many = { $town }, { $count } grids
text-size = Text size
size-normal = Normal
size-large = Large
size-largest = Largest
language = Language
lock = Lock
lock-hint = Opens again with your PIN. Unsent records are kept.
lock-after = Lock by itself after
lock-minutes = { $count } minutes
lock-never = Never
lock-after-hint = It locks when nobody presses or clicks anything for so long; drafts are kept. A screen on a wall may stay open.
lock-was-left = Nobody used it for a while, so it locked itself. Go on with your PIN.
about = About
about-lead = Grid workers record visits on the phone and hand them to the office when there is a network.
about-sponsor = Sponsor
about-filing = Filing number
about-version = Version
about-privacy = Your information and the residents'
about-privacy-where = Records are kept encrypted here and open only with the PIN; once sent, they are kept at the office.
about-privacy-position = Positions are not followed. One is noted only when you tap for it.
about-privacy-who = You see only the households of your own grids.
feedback = Feedback
feedback-lead = If something does not work well, please tell the office of { $town }.
feedback-what = Say what you were doing, what you saw, what you wanted. Please leave out names and phone numbers of residents.
feedback-phone = Phone

## The office

desk-home = Overview
desk-households = Households
desk-visits-of = Visits: { $period }
desk-by-day = Visits by day (14 days)
desk-by-outcome = Results (this month)
desk-none-hint = Try other days or conditions.
period-week = This week
period-month = This month
column-households = Households
column-door = Group, door
column-gist = Content
column-author = Recorded by
column-state = State
filter-village = All villages
filter-grid = All grids
filter-worker = Everyone
filter-outcome = All results
filter-from = From
filter-to = To
filter-until = to
filter-clear = Clear
leave-title = Purpose and approver
leave-hint = This ledger names people. Purpose and approver are printed on it and noted in the audit log.
leave-purpose = Purpose
leave-approver = Approved by
leave-missing = Please choose one
leave-go = Export
ledger-withheld = This ledger names people. Please use the page's print button, which asks for purpose and approver.
export-purpose-report = Report to superiors
export-purpose-archive = Archive
export-purpose-meeting = Meeting
export-purpose-check = Check of data
export-purpose-handle = Handling a case
export-purpose-other = Other
export-xlsx = Export Excel
export-csv = Export CSV
export-json = Export JSON
exporting = Exporting…
exported = { $count } exported: { $name }
export-not-kept = The file could not be kept. Please try again

## area-kind

area-kind-village = Village grid
area-kind-dedicated = Dedicated grid
area-kind-unknown = Other

## issue

issue-missing = Please fill in
issue-too_long = Too long
issue-bad_phone = Not a phone number, please check
issue-identity_length = An identity number has 18 characters
issue-identity_check = The check character does not fit, please check
issue-identity_birth = The birth date in it is not right
issue-birth_differs = The birth date differs from the identity number
issue-in_future = The date lies ahead
issue-before_visit = The follow-up lies before the visit
issue-needs_date = Please give a date to follow up
issue-contradicts = “No change” cannot stand beside a change
issue-wrong_type = Wrong sort of content
issue-out_of_range = Out of range
issue-too_many = Too many, please take some off
issue-too_big = The file is too large
issue-unknown = Other

## role

role-worker = Grid worker
role-village_cadre = Village cadre
role-supervisor = Town office
role-department = Department
role-county = County office
role-auditor = Auditor
role-admin = Administrator
role-unknown = Other

## employment

employment-full_time = Full-time
employment-part_time = Part-time
employment-unknown = Other

## relation

relation-head = Head
relation-spouse = Spouse
relation-son = Son
relation-daughter = Daughter
relation-grandchild = Grandchild
relation-parent = Parent
relation-grandparent = Grandparent
relation-sibling = Sibling
relation-other = Other relative
relation-unknown = Other

## sex

sex-male = Male
sex-female = Female
sex-unknown = Other

## presence

presence-home = At home
presence-away = Away
presence-moved_away = Moved away
presence-deceased = Deceased
presence-unknown = Other

## visit-method

visit-method-door = At the door
visit-method-phone = By phone
visit-method-video = By video
visit-method-village_office = At the village office
visit-method-unknown = Other

## visit-outcome

visit-outcome-met = Met the person
visit-outcome-met_family = Met the family
visit-outcome-absent = Nobody home
visit-outcome-refused = Declined
visit-outcome-unknown = Other

## visit-purpose

visit-purpose-routine = Routine
visit-purpose-care = Care
visit-purpose-follow_up = Return visit
visit-purpose-check = Check
visit-purpose-publicity = Publicity
visit-purpose-evacuation = Evacuation
visit-purpose-unknown = Other

## visit-change

visit-change-none = No change
visit-change-left = Left
visit-change-returned = Came home
visit-change-birth = Birth
visit-change-death = Death
visit-change-moved_in = Moved in
visit-change-moved_away = Moved away
visit-change-marriage = Marriage
visit-change-illness = Illness
visit-change-job_loss = Lost work
visit-change-house = House
visit-change-unknown = Other

## visit-difficulty

visit-difficulty-living = Daily life
visit-difficulty-medical = Medical
visit-difficulty-housing = Housing
visit-difficulty-schooling = School
visit-difficulty-work = Work
visit-difficulty-other = Other
visit-difficulty-unknown = Other

## visit-topic

visit-topic-farming = Farm support
visit-topic-health_insurance = Health insurance
visit-topic-fraud = Fraud
visit-topic-fire = Fire
visit-topic-drugs = Drugs
visit-topic-law = Law
visit-topic-unknown = Other

## visit-handling

visit-handling-not_needed = Nothing to do
visit-handling-solved = Solved at once
visit-handling-passed_on = Passed on
visit-handling-follow_up = Follow up
visit-handling-unknown = Other

## Disputes

nav-disputes = Disputes
tile-dispute = Record dispute
tile-disputes = Disputes
disputes-title = Disputes
disputes-open = Open
disputes-overdue = Overdue
disputes-part = Which ones
disputes-find = Party, place or words
disputes-none = No disputes
disputes-none-hint = Record one when you hear of it; no signal is needed.
disputes-total = { $count } disputes
dispute-title = Dispute
dispute-new = Record a dispute
dispute-new-here = Record a dispute here
dispute-of-visit = Turn into a dispute
dispute-form-title = Record dispute
dispute-edit-title = Complete dispute
dispute-recorded = Recorded
dispute-timeline = What happened
dispute-from-visit = From this visit
category-none = No category yet
stands-now = Now
stages-label = Where it stands
contradicted = Two steps contradict each other; both are kept until the town office decides.
to-decide = To be decided
returned = Returned
returned-because = Returned: { $reason }
standing-late = Recorded later
standing-overruled = Not taken
standing-beside = Kept, does not count
step-newer = A step of a newer version
together-label = Several at once
together-all = Tick all (x ticks a row)
together-count = { $count } ticked
together-clear = Untick all
together-none = Nothing can be done with these at once; open them one by one
together-title = { $step } · { $count }
together-left = { $count } more cannot take this step now and stay as they are.
together-keeps-own = Where owner or day is left empty, each keeps its owner (or whoever recorded it) and the day by the rules of its level.
together-again = Fill in again
together-partly = { $step }: done for { $count }, not done for { $left }.
together-all-done = Done for { $count }, saved on this device
acts-label = What can be done
acts-why = Why?
danger-title = Violence or threats
danger-do = Safety first: call at once, then write it down.
danger-told = Police told · { $when }
danger-no-numbers = No station's number is known here: dial 110.
party-n = Party { $n }
party-add = Add a party
place-hint = Where it happened
summary-hint = What it is about, in a sentence or two
about-hint = With category and consent it is registered; both can also be filled in later.
is-mediator-hint = Recorded by a registered mediator it is an oral agreement, otherwise a settlement by persuasion.
is-sensitive-hint = Only those on the case and the town office see it; lists show neither names nor what happened.
amount-hint = Yuan; leave empty if none
dispute-name-hint = If empty: the parties and the category
yuan = { $count } yuan
unit-received = { $unit } (signed for)
fold-parties = How to reach the parties
fold-details = Source, people, amount, time
field-place = Place
field-summary = What happened
field-risk = Risk
field-category = Category
field-cause = Cause
field-consent = Do both sides agree to mediation
field-on_site = What was done on the spot
field-settled = How it was settled
field-is_mediator = The recorder is a registered mediator
field-parties = Parties
field-address = Address
field-party-relation = Relation to the other side
field-source = Source
field-size = Size
field-people = People involved
field-amount = Amount
field-happened_at = When
field-dispute-name = Name
field-is_sensitive = Family violence, minors or mental illness
field-level = Level
field-owner = Answers for it
field-leader = Sponsor
field-unit = Unit
field-deadline = By when
field-extension = More time
field-number = Agreement number
field-performance = Carried out
field-satisfaction = Content
field-confirm = Court confirmation until
field-upto = Up to
field-grade = Grade
field-outcome-of = Result
field-form = Form
field-channel = Channel
field-kind = Kind of mediation
field-linked = Together with
field-step-people = Present
field-visited-whom = Who was visited
field-text = What was done
field-agreement = Agreement
field-how = How it is carried out
field-perform-until = To be carried out by
field-return-on = Day of the return visit
field-routes = Ways they were told of
field-reason = Reason
field-waiver = Why there was no return visit
field-is_sealed = The committee's seal is on it
field-keep = Which step counts
keep-none = None; as it is now
step-hint-close = Check first; afterwards only late records and a return are possible.
step-hint-terminate = Mediation ends; the parties may go other ways.
step-hint-refuse = Refusing is the parties' right and no failure.
step-hint-decline = Say why and tell the other ways.
step-hint-agree = An oral agreement takes effect at once, a written one with signatures and seal.
step-hint-request-close = Another person checks and strikes off.
step-hint-to-police = Call first, then write down who was told.
step-hint-decide = Both stay in the record; choose which counts.
column-stands = State
column-presses = Notes
filter-category = All categories
filter-state = All states
cancel = Not now

## dispute-category

dispute-category-marriage = Marriage and family
dispute-category-neighbours = Neighbours
dispute-category-housing = Housing and house plots
dispute-category-contract = Contract
dispute-category-business = Business
dispute-category-damages = Damages
dispute-category-land = Forest and land
dispute-category-demolition = Land taking
dispute-category-environment = Pollution
dispute-category-labour = Labour
dispute-category-consumer = Consumer
dispute-category-medical = Medical
dispute-category-traffic = Road accident
dispute-category-property = Property management
dispute-category-other = Other
dispute-category-unknown = Unknown

## dispute-risk

dispute-risk-none = None
dispute-risk-may_escalate = May get worse
dispute-risk-violence = Violence or threats
dispute-risk-unknown = Unknown

## dispute-source

dispute-source-visit = Visit
dispute-source-request = Asked for
dispute-source-initiative = Own initiative
dispute-source-talk_room = Talk room
dispute-source-petition = Petition
dispute-source-hotline = 12345
dispute-source-police = From 110
dispute-source-court = From a court
dispute-source-superior = From above
dispute-source-department = Other department
dispute-source-unknown = Unknown

## dispute-consent

dispute-consent-agreed = Both agree
dispute-consent-refused = One does not
dispute-consent-asking = To be asked
dispute-consent-unknown = Unknown

## dispute-size

dispute-size-single = Single
dispute-size-group = Group
dispute-size-unknown = Unknown

## dispute-on-site

dispute-on-site-settled = Settled on the spot
dispute-on-site-go_on = Going on
dispute-on-site-village = To the village
dispute-on-site-town = To the town
dispute-on-site-unknown = Unknown

## dispute-state

dispute-state-draft = Draft
dispute-state-registered = Registered
dispute-state-settled_on_site = Settled on site
dispute-state-submitted = Submitted
dispute-state-accepted = Accepted
dispute-state-declined = Declined
dispute-state-assigned = Assigned
dispute-state-mediating = Mediating
dispute-state-agreed = Agreed
dispute-state-escalated = Escalated
dispute-state-terminated = Terminated
dispute-state-follow_up = Follow up
dispute-state-to_close = To close
dispute-state-closed = Closed
dispute-state-reopened = Reopened
dispute-state-unknown = Unknown

## dispute-stage

dispute-stage-register = Register
dispute-stage-accept = Accept
dispute-stage-mediate = Mediate
dispute-stage-agree = Agree
dispute-stage-follow_up = Follow up
dispute-stage-close = Close
dispute-stage-unknown = Unknown

## dispute-level

dispute-level-grid = Grid
dispute-level-village = Village
dispute-level-town = Town
dispute-level-county = County
dispute-level-unknown = Unknown

## dispute-mediation

dispute-mediation-people = People
dispute-mediation-administrative = Administrative
dispute-mediation-judicial = Judicial
dispute-mediation-other = Other
dispute-mediation-unknown = Unknown

## dispute-linked

dispute-linked-petition = Petition
dispute-linked-administrative = Administrative
dispute-linked-expert = Expert
dispute-linked-police = Police
dispute-linked-procurator = Procurator
dispute-linked-elder = Elder
dispute-linked-court = Court
dispute-linked-unknown = Unknown

## dispute-channel

dispute-channel-in_person = In person
dispute-channel-phone = Phone
dispute-channel-video = Video
dispute-channel-unknown = Unknown

## dispute-agreement

dispute-agreement-written = Written
dispute-agreement-oral = Oral
dispute-agreement-unknown = Unknown

## dispute-outcome

dispute-outcome-agreed = Agreed
dispute-outcome-self_settled = Self settled
dispute-outcome-failed = Failed
dispute-outcome-refused = Refused
dispute-outcome-litigation = Litigation
dispute-outcome-withdrawn = Withdrawn
dispute-outcome-unknown = Unknown

## dispute-route

dispute-route-arbitration = Arbitration
dispute-route-administrative = Administrative
dispute-route-court = Court
dispute-route-unknown = Unknown

## dispute-performance

dispute-performance-done = Done
dispute-performance-partly = Partly
dispute-performance-not_done = Not done
dispute-performance-unknown = Unknown

## dispute-satisfaction

dispute-satisfaction-satisfied = Satisfied
dispute-satisfaction-mostly = Mostly
dispute-satisfaction-dissatisfied = Dissatisfied
dispute-satisfaction-silent = Silent
dispute-satisfaction-unknown = Unknown

## dispute-grade

dispute-grade-ordinary = Ordinary
dispute-grade-yellow = Yellow
dispute-grade-red = Red
dispute-grade-unknown = Unknown

## dispute-extension

dispute-extension-none = None
dispute-extension-asked = Asked
dispute-extension-granted = Granted
dispute-extension-denied = Denied
dispute-extension-lapsed = Lapsed
dispute-extension-unknown = Unknown

## dispute-step

dispute-step-register = Register
dispute-step-settle_on_site = Settled on the spot
dispute-step-submit = Hand up
dispute-step-accept = Accept
dispute-step-decline = Decline
dispute-step-assign = Assign
dispute-step-receive = Sign for
dispute-step-mediate = Mediation
dispute-step-agree = Agreement
dispute-step-seal = Number and seal
dispute-step-escalate = Escalate
dispute-step-terminate = End mediation
dispute-step-refuse = One side refuses
dispute-step-withdraw = Withdrawn or settled
dispute-step-return = Return
dispute-step-ask_extension = Ask for more time
dispute-step-grant_extension = Give more time
dispute-step-deny_extension = No more time
dispute-step-plan = Plan return visit
dispute-step-perform = Carried out
dispute-step-return_visit = Return visit
dispute-step-request_close = Ask to strike off
dispute-step-close = Strike off
dispute-step-reopen = It came back
dispute-step-supervise = Supervise
dispute-step-to_police = To the police
dispute-step-note = Note
dispute-step-decide = Decide
dispute-step-unknown = Unknown

## dispute-guard

dispute-guard-wrong_state = This cannot be done in the present state
dispute-guard-wrong_role = This is not for your post; ask the town office
dispute-guard-complete = Choose category, risk and whether both sides agree to mediation, then it can be registered
dispute-guard-both_agree = Both sides must agree; where one side does not, record the refusal and tell the other ways
dispute-guard-not_refused = One side does not agree: no mediation; record the refusal and tell the other ways
dispute-guard-is_violent = Only violence or a threat of it goes to the police; change the risk first
dispute-guard-reason = Write down the reason
dispute-guard-text = Write down what was done or said
dispute-guard-owner_and_deadline = Set who answers for it and by when
dispute-guard-unit_and_deadline = Set which unit handles it and by when
dispute-guard-agreement = Choose form and channel and write down the agreement
dispute-guard-routes = Tick the other ways that the parties were told of
dispute-guard-end_outcome = Choose how it ended: no agreement, or on to a court
dispute-guard-withdraw_outcome = Choose: withdrawn, or settled by themselves
dispute-guard-day = Choose a day
dispute-guard-return_record = Fill in who was visited, what was carried out and whether they are content
dispute-guard-performance = Choose how far it was carried out
dispute-guard-number_and_seal = Fill in the number and confirm the seal
dispute-guard-grade = Choose a grade
dispute-guard-is_written = An oral agreement has no number or seal
dispute-guard-own_level = This is already with the town or county; the town office handles it
dispute-guard-below_county = This is already with the county
dispute-guard-not_above = This is with the county; the town cannot supervise it
dispute-guard-extension_asked = Nobody asked for more time
dispute-guard-return_visit_done = Make the return visit first, or write why there is none
dispute-guard-second_person = A second person strikes off: whoever handled it or answers for it cannot
dispute-guard-contradiction = No steps contradict each other
dispute-guard-unknown = Other

## Matters: hazards, opinions, errands, lectures, tasks, notices

desk-items = Matters
tile-hazard = Hazard
tile-opinion = Opinion
tile-errand = Errand
tile-lecture = Lecture
list-hazard = Hazards
list-opinion = Opinions
list-errand = Errands
list-task = Tasks
list-notice = Notices
list-lecture = Lectures
list-meeting = Meetings on disputes
home-lists = Records
home-cases = Disputes waiting for me: { $count }
unit-nothing = Nothing is waiting for your unit
unit-nothing-hint = What the town office assigns shows up here; it can be worked on without a network.
home-tasks = Given to me ({ $count })
home-notices = { $count } new notices, tap to read
form-hazard = Hazard
form-hazard-new = Report a hazard
form-hazard-hint = Tap “Report a hazard”; it works without a signal.
form-opinion = Opinion
form-opinion-new = Record an opinion
form-opinion-hint = One record for each opinion; a name is not needed.
form-errand = Errand
form-errand-new = Record an errand
form-errand-hint = What people need done, and small wishes, stand here.
form-meeting = Meeting on disputes
form-meeting-new = Write a meeting down
form-meeting-hint = Weekly and monthly meetings on disputes stand here.
form-lecture = Lecture
form-lecture-new = Record a lecture
form-lecture-hint = What about, how often, how many people.
form-task = Task
form-task-new = Give a task
form-task-hint = Tasks from the township and the village appear here.
form-notice = Notices and policies
form-notice-new = Send a notice
form-notice-hint = Notices and policies of the township appear here, readable without a signal.
form-edit = Edit: { $form }
form-more = More (optional)
spawn-hazard = To a hazard
spawn-opinion = To an opinion
spawn-errand = To an errand
items-here = Hazards, opinions, errands
items-open = Not done
items-overdue = Overdue
items-find = Words, names, pinyin, places
items-none = No records
item-urgent = Urgent
notice-unread = Unread
draft-missing = Still missing: { $fields }
step-begun = begun
step-left = Begun and not done: { $step }
step-left-hint = This step cannot be taken now; what you wrote is still here.
step-record-gone = This record is no longer on this device
step-record-void = This record was declared void
yes = Yes
column-title = Matter
due-title = Visits due
due-all = All households that are due
due-counts = { $overdue } overdue · { $soon } due within a week · { $never } not seen yet
due-none = No household is due within a week
due-none-hint = Households that are due stand here by their day.
due-never = Not seen yet
due-seen = Last seen: { $day }
evacuation-title = Evacuation list
evacuation-hint = Works without a signal. Households with needs stand first.
evacuation-counts = { $households } households, { $people } people, { $needs } households with needs
field-visit_class = Visit class
field-evacuation_needs = Needs in an evacuation
field-evacuation_note = To mind in an evacuation
hint-evacuation_note = For example where the medicine is, who fetches them
field-hazard_type = Sort of hazard
field-description = What was seen
field-severity = Severity
field-disposal = Done on the spot
field-wanted_unit = Which unit should act
field-place_type = Sort of place
field-people_affected = People affected
field-hazard_source = Source
field-recheck = Result of the check
field-content = What was said
field-opinion_category = Category
field-nature = Nature
field-reply = How answered
field-answer = Answer
field-opinion_channel = Heard where
field-person = Who said it
hint-person = May stay empty
field-feedback_method = How the person was told
field-satisfied = Satisfied?
field-applicant = For whom
field-errand_item = What for
field-errand_note = In detail
field-mandate = How entrusted
field-taker = Who does it
field-papers = Papers at hand
hint-papers = Only whether they are there; no copies are kept
field-result = Result
field-lecture_topic = Topic
field-lecture_way = Form
field-sessions = Sessions
field-attendance = Attendance
field-lecture_note = Note
field-heading = Title
field-task_sort = Reason
field-notice_sort = Sort
field-body = Text
field-valid_until = Valid until

field-meeting_sort = Which meeting
field-period_from = First day of the period
field-chair = Chair
field-attendees = Who was there
hint-attendees = Units and names
field-meeting_note = Notes on the meeting

## meeting-sort

meeting-sort-week = Weekly meeting
meeting-sort-month = Monthly meeting

## hazard-type

hazard-type-fire = Fire
hazard-type-power = Power and gas
hazard-type-traffic = Traffic
hazard-type-house = Buildings
hazard-type-water = Land and water
hazard-type-food = Food and medicine
hazard-type-environment = Environment
hazard-type-order = Public order
hazard-type-lines = Lines
hazard-type-other = Other

## place-type

place-type-home = Home
place-type-road = Road
place-type-river = River
place-type-school = Small school
place-type-clinic = Small clinic
place-type-shop = Small shop
place-type-eatery = Small eatery
place-type-inn = Small inn
place-type-leisure = Small entertainment
place-type-internet = Internet café
place-type-beauty = Beauty and bath
place-type-workshop = Small workshop
place-type-other = Other

## severity

severity-common = Common
severity-larger = Larger
severity-urgent = Urgent

## disposal

disposal-rectified = Put right
disposal-persuaded = Persuaded
disposal-needs_unit = Needs a unit

## hazard-source

hazard-source-visit = Visit
hazard-source-patrol = Patrol
hazard-source-report = People's report
hazard-source-superior = From above

## recheck

recheck-cleared = Cleared
recheck-remains = Remains

## hazard-state

hazard-state-open = Open
hazard-state-assigned = Assigned
hazard-state-received = Signed for
hazard-state-fixed = To be checked
hazard-state-cleared = Cleared
hazard-state-closed = Struck off

## hazard-step

hazard-step-assign = Assign
hazard-step-receive = Sign for
hazard-step-progress = Note progress
hazard-step-fix = Put right
hazard-step-check = Check
hazard-step-return = Send back
hazard-step-close = Strike off
hazard-step-reopen = It came back

## opinion-channel

opinion-channel-visit = Visit
opinion-channel-evening_talk = Evening talk
opinion-channel-talk_room = Talk room
opinion-channel-phone = Phone
opinion-channel-meeting = Meeting

## opinion-category

opinion-category-village = Village affairs
opinion-category-land = Land
opinion-category-water = Water and power
opinion-category-road = Roads
opinion-category-medical = Medical
opinion-category-insurance = Insurance
opinion-category-schooling = Schooling
opinion-category-environment = Environment
opinion-category-order = Public order
opinion-category-other = Other

## opinion-nature

opinion-nature-question = Question
opinion-nature-help = Help
opinion-nature-proposal = Proposal
opinion-nature-complaint = Complaint

## opinion-reply

opinion-reply-on_spot = Answered on the spot
opinion-reply-passed_on = Passed on
opinion-reply-reported = Reported up

## feedback-method

feedback-method-in_person = In person
feedback-method-phone = Phone
feedback-method-notice_board = Notice board
feedback-method-other = Other

## opinion-state

opinion-state-open = Open
opinion-state-assigned = Passed on
opinion-state-received = Signed for
opinion-state-answered = To be told
opinion-state-told = Told
opinion-state-closed = Closed

## opinion-step

opinion-step-assign = Pass on
opinion-step-receive = Sign for
opinion-step-progress = Note progress
opinion-step-answer = Answer
opinion-step-tell = Tell the person
opinion-step-return = Send back
opinion-step-close = Close

## satisfied

satisfied-satisfied = Satisfied
satisfied-fairly = Fairly
satisfied-unsatisfied = Not satisfied
satisfied-unsaid = Did not say

## errand-item

errand-item-health_insurance = Health insurance
errand-item-pension = Pension
errand-item-work = Work
errand-item-allowance = Allowance
errand-item-disability = Disability
errand-item-residence = Residence papers
errand-item-subsidy = Subsidy
errand-item-payment = Payment
errand-item-petition = Petition
errand-item-wish = Small wish
errand-item-other = Other

## errand-papers

errand-papers-identity_card = Identity card
errand-papers-household_book = Household book
errand-papers-bank_card = Bank card
errand-papers-photo = Photo
errand-papers-form = Form
errand-papers-certificate = Certificate
errand-papers-other = Other

## errand-mandate

errand-mandate-oral = Oral
errand-mandate-written = Written

## errand-taker

errand-taker-self = I do it
errand-taker-dispatch = Ask the office

## errand-result

errand-result-done = Done
errand-result-not_eligible = Not eligible
errand-result-passed_on = Another way

## errand-state

errand-state-open = To be given out
errand-state-dispatched = Given out
errand-state-taken = Under way
errand-state-done = To be handed over
errand-state-declined = To be told
errand-state-handed = To be rated
errand-state-rated = Rated

## errand-step

errand-step-dispatch = Give out
errand-step-take = Take on
errand-step-progress = Note progress
errand-step-finish = Finish
errand-step-hand_over = Hand over
errand-step-rate = Rate

## lecture-topic

lecture-topic-farming = Farm support
lecture-topic-health_insurance = Health insurance
lecture-topic-fraud = Fraud
lecture-topic-fire = Fire
lecture-topic-drugs = Drugs
lecture-topic-law = Law
lecture-topic-other = Other

## lecture-way

lecture-way-talk = Talk
lecture-way-courtyard = Courtyard meeting
lecture-way-broadcast = Broadcast
lecture-way-board = Notice board
lecture-way-leaflets = Leaflets

## task-sort

task-sort-visit = Visit
task-sort-check = Check
task-sort-follow_up = Return visit
task-sort-publicity = Publicity
task-sort-evacuation = Evacuation
task-sort-decision = Decision of a meeting
task-sort-other = Other

## task-state

task-state-sent = Sent
task-state-taken = Under way
task-state-done = To be confirmed
task-state-confirmed = Confirmed
task-state-cancelled = Cancelled

## task-step

task-step-take = Take on
task-step-progress = Note progress
task-step-finish = Finish
task-step-confirm = Confirm
task-step-return = Send back
task-step-cancel = Cancel

## notice-sort

notice-sort-notice = Notice
notice-sort-policy = Policy
notice-sort-alert = Warning

## visit-class

visit-class-general = General
visit-class-hardship = Hardship
visit-class-migrant = Migrants
visit-class-empty_nest = Old people alone
visit-class-care = Special care
visit-class-unknown = Other

## evacuation-need

evacuation-need-mobility = Cannot walk well
evacuation-need-alone = Old and alone
evacuation-need-medicine = Medicine
evacuation-need-pregnant = Pregnant
evacuation-need-infant = Baby
evacuation-need-disabled = Disabled
evacuation-need-vehicle = Needs a vehicle
evacuation-need-unknown = Other

## course-refusal

course-refusal-wrong_state = Not possible in this state
course-refusal-wrong_role = Not for your role; ask the township
course-refusal-second_person = A second person has to check
course-refusal-not_yours = Given to somebody else
course-refusal-incomplete = Fill in what is required
course-refusal-unknown = Other

## No change, undo, void

quick-no-change = No change
quick-saved = Noted: met { $met }, no change
undo-reason = Undone right after saving
undone = Undone
void = Declare void
void-sentence = It stays readable and counts no more. Please say why.
voided-now = Declared void

# Care files
care-line-correction = Correction
care-line-resettlement = Resettlement
care-line-mental = Mental health
care-line-recovery = Recovery
care-line-elder = Elder
care-line-child = Child
care-line-violence = Domestic violence
care-line-other = Other care
care-line-unknown = Other
care-level-a = Care A
care-level-b = Care B
care-level-c = Care C
care-level-unknown = Other
care-method-door = At the door
care-method-phone = By phone
care-method-video = By video
care-method-elsewhere = Checked in another system
care-method-unknown = Other
care-place-home = At home
care-place-village = Village committee
care-place-work = Work or school
care-place-other = Elsewhere
care-place-unknown = Other
care-met-person = The person
care-met-guardian = Guardian
care-met-family = Family
care-met-nobody = Nobody
care-met-unknown = Other
care-companion-doctor = Village doctor
care-companion-police = Police
care-companion-justice = Justice office
care-companion-civil_affairs = Civil affairs
care-companion-child_officer = Child officer
care-companion-unknown = Other
care-livelihood-farming = Farming
care-livelihood-work = Wage work
care-livelihood-allowance = Allowance
care-livelihood-other = Other source
care-livelihood-unknown = Other
care-whereabouts-home = At home
care-whereabouts-short_trip = Away for a short time
care-whereabouts-long_trip = Away for long
care-whereabouts-unknown = Other
care-medication-as_told = As told by the doctor
care-medication-irregular = Irregularly
care-medication-none = Not taken
care-medication-unclear = Unclear
care-medication-unknown = Other
care-contact-works = Works
care-contact-gone = No longer works
care-contact-unasked = Not asked
care-contact-unknown = Other
care-need-none = None
care-need-living = Living
care-need-work = Work
care-need-school = School
care-need-medical = Medical
care-need-other = Other need
care-need-unknown = Other
care-abnormal-no = Nothing unusual
care-abnormal-yes = Something unusual
care-abnormal-unknown = Other
care-department-justice = Justice office
care-department-health = Health station
care-department-police = Police station
care-department-civil_affairs = Civil affairs
care-department-unknown = Other
care-clear-basics = Basics
care-clear-seen = Seen
care-clear-whereabouts = Whereabouts
care-clear-team = Team
care-clear-unknown = Other
care-gap-basis = No basis
care-gap-organisation = No source
care-gap-end = No end date
care-gap-contact = No guardian or family phone
care-gap-not_seen = Nobody met in time
care-gap-whereabouts_unknown = Whereabouts unclear
care-gap-bad_contact = Contact does not work
care-gap-team_role = Team incomplete
care-gap-unknown = Other
care-step-receive = Sign for
care-step-answer = Answer
care-step-report = Mandatory report
care-step-unknown = Other
care-reported-police = Police 110
care-reported-civil_affairs = Civil affairs
care-reported-education = Education
care-reported-unknown = Other
care-guard-not_addressed = This check-in was not sent to your department
care-guard-not_received = Sign for it before answering
care-guard-received_before = It was signed for already
care-guard-no_duty = This line has no duty to report
care-guard-not_on_team = You are not on the team of this file
care-guard-unknown = Other
issue-end_before_start = The end cannot be before the start
issue-identity_not_here = Care records hold no identity number, please remove it
field-check_place = Place
field-met_whom = Who was met
field-whereabouts = At home or away
field-away_to = Where to
hint-away_to = A rough place will do; nobody is tracked
field-livelihood = Livelihood
field-medication = Medication
field-contact = Contact of guardian or family
field-needs = Needs
field-needs_note = Needs in words
field-abnormal = Anything unusual
field-abnormal_note = What is unusual
field-department = Department
field-companions = Who came along
field-observed_1 = Observation 1
field-observed_2 = Observation 2
field-observed_3 = Observation 3
field-observed_4 = Observation 4
field-line = Line of care
field-care_level = Level of care
field-starts_on = First day
field-ends_on = Last day
hint-ends_on = Left empty, it follows from the line; afterwards the file leaves the phone by itself
field-basis = Basis
hint-basis = The name of the document; no offence, no diagnosis
field-organisation = Source
field-family = Family
field-family_phone = Phone of the family
field-guardian = Guardian
field-guardian_phone = Phone of the guardian
field-visit_days = A visit every so many days
hint-visit_days = Left empty, it follows the level
field-team = Care team
field-care-label = Care period
care-title = Care visits
care-empty = Nobody is assigned to you
care-empty-hint = Only the care team sees a file; the office sees counts
care-new = Begin a care file
care-lock = Lock the care files
care-lock-hint = They lock by themselves after 5 minutes without use
care-awaits = Waits for the department
care-awaits-of = Waits for { $name }
care-none-due = Nothing due any more
home-care = { $count } care visits are due
care-gate-title = Care files have a PIN of their own
care-pin = Care PIN
care-pin-hint = These files are the most confidential, so another PIN is asked
care-pin-new-hint = Choose six digits other than your first PIN. Only they open the care files
care-pin-renew-hint = Ask the office for a new code to set another. Unsent check-ins are kept
care-pin-blocked = Ten wrong tries, it is blocked. Nothing was deleted
care-pin-set = Set and open
care-code = Enrolment code
care-forgotten = Forgotten
care-file = Care file
care-check = Check-in
care-check-new = Begin a check-in
care-every = A visit every { $count } days
care-contested = Two people changed this file, please check
care-no-end = open
care-show = Show full names and numbers
care-full-noted = Noted in the access list
care-four = Four lines
care-complete = Complete
care-team = Care team
care-team-hint = The file is open to these people only
care-checks = Check-ins
care-no-checks = None yet
care-is-abnormal = Something unusual
care-answered = Answered
care-accesses = Openings on this phone
care-accesses-hint = Every opening is noted here, and after the next sync in the township’s audit log
care-opened-full = In full
care-sent-closed = Sent even while locked
care-answer = Answer
care-followed = What followed
care-call-them = This department is not on the team and will not receive this: please call
care-not-here = No diagnosis, offence, grade of risk or identity number
care-report = Mandatory report
care-report-duty = Harm to a child, or to somebody in domestic violence who cannot seek help, must be reported at once by law. Call first, then record.
care-report-then = After the call, note it below
care-report-to = Reported to
care-report-at = Reported at
care-report-text = In words
care-report-record = Record the report
error-care-locked = The care files are locked, please give the care PIN
error-same-pin = It must be another than the first PIN

## Corrections

versions-title = Corrections
versions-count = { $count }
versions-became = became
versions-aside = not changed yet, to be decided
value-no = No
value-empty = nothing
value-cleared = cleared
value-not-here = not on this device
value-attachments = { $count } attached
value-space = { " " }
field-visit = Visit

## Returned for correction

remark-act-remark = Send back
remark-act-answer_remark = Reply
remark-act-accept_remark = Accept
remark-act-unknown = Other
remark-state-waiting = To correct
remark-state-answered = Corrected, to accept
remark-state-accepted = Accepted
remark-state-unknown = Other
remark-refusal-wrong_role = The village or the township sends back and accepts
remark-refusal-wrong_kind = Records of this kind cannot be sent back
remark-refusal-no_thread = This has been dealt with already
remark-refusal-incomplete = Say what is to be corrected
remark-refusal-unknown = Other
remark-title = Corrections
remark-of = To correct: { $field }
remark-whole = the whole record
remark-correct = Correct it
remark-again = Send back again
remark-accepted = Accepted
remark-sent = Sent back; it arrives with the next sync
remark-field = Which part
remark-chosen = Send back:
remark-text = What is to be corrected
remark-answer-text = What you want to say
remark-phrases = Often said
remark-blurred = Not readable, please take it again
remark-incomplete = Please complete it
remark-check = Does not agree with the facts, please check
remark-to = for { $name }
remark-kind-visit = Visit
remark-kind-household = Household
remark-kind-resident = Resident
remark-kind-dispute = Dispute
remarks-done = Accepted corrections
remarks-none = Nothing to correct
remarks-none-hint = Open a record and choose “Send back” to ask for a correction of one part.
home-returned = Sent back to correct ({ $count })
home-answered = { $count } corrected, waiting for you to accept
remark-not = Never mind

## Before handing the device over

check-up-title = Hand-over check
check-up-clear = Ready to hand over: everything is received
check-up-clear-what = Nothing is on this device alone. It can be changed, enrolled again or signed out.
check-up-red = Not ready to hand over
check-up-red-what = What is red is on this device alone. Sync first; if that cannot be, write a rescue file and take it to the township.
check-up-contact = Last contact with the server: { $when }
check-up-no-contact = No contact with the server yet
check-up-rescued = Last rescue file: { $when }
check-none = none
check-count = { $count }
check-open = Open
check-waiting = Records not received
check-waiting-do = Sync when there is a network, and wait for the receipt.
check-set-aside = Records set aside
check-set-aside-do = Open them, correct and send again, or ask the township.
check-blobs = Photos, voice notes and signatures on their way
check-blobs-do = Sync when there is a network, best a wireless one.
check-blobs-refused = Photos that the township does not take
check-blobs-refused-do = They do not stand in the way; take them again if needed.
check-begun = Begun and not saved
check-begun-do = What is not saved is not sent: finish or drop it first.
rescue-title = Rescue file
rescue-what = Writes what is not received into one sealed file that only the township’s server opens. Nothing is taken away here.
rescue-write = Write a rescue file
rescue-next = Write file { $part }
rescue-writing = Writing …
rescue-written = Written { $name }: { $count } changes, { $blobs } attachments. Take it to the township soon.
rescue-more = This is file { $part } of { $parts }; please write the next.
rescue-sealed = { $count } care records are locked: open the care visits and write again.
rescue-no-key = This device does not have the township’s key yet: sync once with a network first.
sign-out = Sign out and clear this device
sign-out-sentence = All data and keys on this device are removed; enrol again to use it. What was received is at the township.
sign-out-refused = Signing out or handing over is possible once the check is green.
signed-out-title = Signed out, this device is empty
signed-out-what = Signed out of { $town } on { $when }; data and keys are removed.
error-not-handed-in = Something is not received yet; run the hand-over check first.

nav-ledgers = Ledgers
ledger-print = Print
ledger-none = Nothing recorded in this time
ledger-none-hint = Choose other days or another village
ledger-part = The screen lists the first { $shown } of { $total }; the files have all of them
ledger-all = List all
ledger-how = How this is counted
paper-unit = Unit: { $unit }
paper-period = Period: { $period }
paper-filled-by = Filled in by:
paper-checked-by = Checked by:
stretch-week = This week
stretch-last-week = Last week
stretch-month = This month
stretch-last-month = Last month
stretch-quarter = This quarter
stretch-year = This year
stretch-last-year = Last year
disputes-settled-at = Settled by { $level }
disputes-risky = May escalate
morning-title = To be done today
morning-none = Nothing waits
morning-none-hint = What is reported anew appears here
morning-dispute-risky = Disputes that may escalate
morning-dispute-overdue = Disputes past their day
morning-dispute-submitted = Disputes to be accepted
morning-dispute-escalated = Escalated disputes to be accepted
morning-dispute-accepted = Disputes to be assigned
morning-dispute-to-close = Disputes to be struck off
morning-hazard-overdue = Hazards past their day
morning-hazard-open = Hazards to be assigned
morning-opinion-overdue = Opinions past their day
morning-opinion-open = Opinions to be passed on
morning-errand-overdue = Errands past their day
morning-errand-open = Errands to be given out
morning-remarks = Corrected, to be accepted
morning-people = Devices not heard of for days
board-by-month = Disputes found each month (12 months)
board-by-month-how = By the day they happened; a column opens its month
board-month = { $month }
board-by-week = Disputes by week (the last 12)
board-by-week-how = By the day they happened, Monday to Sunday; the Monday stands below. A column opens its disputes
board-by-cause = This year's disputes: cause
board-by-cause-how = By the day they happened, from 1 January to today; causes written alike are one, the ten commonest; those without a cause are not counted
board-by-grid = This year's disputes: grids
board-by-grid-how = By the grid where they are, from 1 January to today
board-cut = What the pictures are of
board-town = Whole town
board-monthly = By month
board-weekly = By week
disputes-of-cause = Cause: { $cause }
board-by-category = Disputes found this year, by category
board-by-category-how = By the day they happened, from January 1 to today
board-by-level = This year's disputes: level of settlement
board-by-level-how = By day of occurrence, from 1 January to today; the level that had it when it was settled, without those that came back
board-by-village = Disputes found this year, by village
board-by-village-how = By the village they are in, from January 1 to today
board-by-age = Disputes not struck off: how old
board-by-age-how = From the day they happened to today; earlier years too
board-days = { $from }–{ $to } days
board-days-over = more than { $days } days
board-care = Care visits this month
board-care-how = Counts alone, no names; seen = the person, guardian or family was met this month. Opens the villages
board-care-offline = The server counts care visits; the figures are here once there is a network
board-none = None yet

# People and devices
people-title = People and devices
people-count = { $count } people
people-again = Refresh
people-new = Add somebody
people-old = The server cannot be reached. This is the list of { $when }, to be read only
people-offline = The server cannot be reached; nothing was changed. Try again with a network
people-shown = Whom to list
people-working = At work { $count }
people-to-ask = To be asked after { $count }
people-without = Without a device { $count }
people-gone = Left { $count }
people-search = Name, telephone, village or grid
people-none = Nobody fits
people-none-hint = Try another word or another list
people-name = Name
people-role = Role
people-where = Works in
people-phone = Telephone
people-device = Device
people-heard = Heard of last
people-places = { $first } and more, { $count } places
people-devices = { $first } and more, { $count } devices
people-unnamed = A device without a name
people-unsent = By the four weeks before, some { $count } visits may still be on the phone.
people-silent = Not heard of for { $days } days
people-copied = Device was copied, enrol again
people-no-device = No device yet
people-is-gone = Left
people-code = Give an enrolment code
people-done = Done
people-unchanged = It was so before; nothing changed
people-replaced = Taken over. The old devices hand in what they have, then forget everything
people-added = Added. Now give an enrolment code
people-rights = Rights
people-no-right = No right now: nothing can be seen
people-end = End
people-end-sentence = End “{ $right }” of { $name }? The device gives back that area with its next sync; what was recorded before is still taken.
people-grant = Give an area
people-devices-title = Devices
people-no-device-hint = No device yet. Give an enrolment code and scan it with the phone
people-device-facts = Heard of { $seen } · enrolled { $enrolled } · app { $app } · { $received } received
people-copied-hint = The data of this device was copied elsewhere; enrol it again
people-revoked = Revoked { $when }, not heard of since
people-revoked-told = Revoked { $when }, the device knows
people-revoke = Revoke the device
people-revoke-sentence = Revoke this device? What it recorded before is taken first, then its data and keys are gone. Revoke a lost phone at once.
people-replaced-care = Taken over, and on the care teams of { $count } files. The old devices hand in what they have, then forget everything
people-replace-care = On the care teams too
people-replace = Somebody takes over
people-replace-sentence = Who takes over everything from { $name }? From now on, and all devices of { $name } are revoked. What { $name } recorded stays under that name.
people-replace-hint = Not in the list? Add somebody first.
people-successor = Choose who takes over
people-left = Not finished; give it to somebody
people-left-tasks = { $count } tasks
people-left-disputes = { $count } disputes
people-left-matters = { $count } hazards, opinions, errands
people-left-care = { $count } care files
people-choose = Choose
people-whole = All of { $name }
people-unit = Name of the department
people-unit-hint = Things are assigned to this name
people-missing = This is needed
people-add = Add
people-card-title = Enrolment code of { $name }
people-card-picture = Enrolment picture of { $name }
people-card-scan = Scan the picture with the phone's camera and open it in the browser
people-card-type = Or open the address above in the browser and type the code
people-card-pin = Choose a PIN of 6 digits and wait for the download
people-card-until = Valid until { $when }, once
people-card = A card to take along (valid for 3 days)
people-card-keep = Whoever has this code can enrol as this person; hand it over in person

# Meetings on disputes
review-title = Meetings
review-which = Which meeting
review-of-town = The town's meeting
review-period = { $sort }: { $from } to { $to }
review-before-week = Week before
review-after-week = Week after
review-before-month = Month before
review-after-month = Month after
review-print = Print the list
review-figure-found = New in this period
review-figure-accepted = Accepted
review-figure-settled = Settled
review-figure-open = Open at its end
review-figure-overdue = Of them overdue
review-figure-risky = May escalate
unit-cases = cases
review-no-meeting = The meeting on this period is not written down yet. Note who is there, or write decisions down below
review-begin = Write the meeting down
review-held = Held { $when }
review-edit = Change the meeting
review-minutes = Minutes
review-topics = Disputes to look at ({ $count })
review-none = No dispute to look at in this period
review-none-hint = New, overdue, risky, repeated and settled ones stand here
review-topic = Dispute
review-where = Village, grid
review-decisions = Decisions
review-why-risky = May escalate
review-why-overdue = Overdue
review-why-new = New
review-why-repeated = Again
review-why-settled = Settled
review-decide = Write a decision down
review-what = What is to be done
review-decided = Written down, and given to whoever does it
review-decision-line = { $owner } · { $due }
review-others = Other decisions
review-repeats = Parties and places that come up again
review-no-repeats = No party and no place came up twice within a year
review-more = { $count } more; the most frequent are listed
review-party = Party
review-place = Place
review-earlier = Earlier meetings
review-earlier-line = Period from { $from } · held { $held } · { $count } decisions

import-title = Import
import-pick = Choose a sheet
import-pick-other = Another sheet
import-away = Put away
import-ask = Import
import-write = Import
import-look-again = Look again
import-sure = { $households } new households, { $residents } new people, { $edits } corrections; { $left } rows are left out. The whole import can be undone.
import-undecided = { $count } of them may be registered already; undecided, they are left out for now.
import-done = Imported: { $households } households, { $residents } people, { $edits } corrections. { $left } rows were left out; correct them and import the whole sheet again, nothing is made twice.
import-reading = Comparing…
import-writing = Importing…
import-too-large = The file is too large, 20 MB at the most. Please split it by village.
import-unreadable = This file cannot be opened. Please choose an .xlsx or .csv sheet.
import-offline = The server is not reached; nothing was imported. The sheet is still here
import-unknown = The network broke off; whether it was done is not known. See the imports below once there is a network
import-changed = The register has changed since; nothing was imported yet. Please look at the result as it is now
import-needs = Choose the register that a village has. It is compared first; comparing writes nothing.
import-needs-columns = .xlsx or .csv with a row of headings: the name, and one of head, relation, identity number, door or group. In any order, with titles above.
import-needs-village = A sheet of several villages needs a column for the village; for one village, choose it afterwards.
import-needs-blank = Blank cells never clear what is registered. Please make the column of identity numbers text.
import-needs-again = The same sheet can be imported again; nobody is registered twice.
import-village = The village of the whole sheet
import-parts = Which rows
import-part-look = To look at
import-part-undecided = Undecided
import-part-all = All
import-new = New
import-edited = Corrected
import-moved = Moved in
import-unchanged = Unchanged
import-left-out = Left out
import-row = Row
import-fate = Result
import-taken-for = taken for “{ $name }”
import-more = { $shown } of { $total } rows, more
import-edit = { $label }: { $before } → { $after }
import-none = (blank)
import-known = Registered: { $who }
import-decide = Is row { $row } somebody registered
import-same = The same, put right
import-same-moves = The same, moves here
import-other = Somebody else, new
import-later = Leave out for now
imports-made = Imports made
imports-none = Nothing was imported yet
import-by-server = Administrator
import-made-sum = { $households } households, { $residents } people, { $edits } corrections, { $left } rows left out
import-undone-at = Undone { $when }
import-undo = Undo the whole import
import-undoing = Undoing…
import-undo-sure = { $households } households and { $residents } people of this import become void, { $edits } corrections are taken back.
import-undone = Undone: { $households } households and { $residents } people void, { $edits } taken back, { $kept } kept
import-kept = These { $count } were used or changed since and stay:
import-kept-more = { $count } more
import-kept-changed = changed since
import-kept-used = visited or used since
import-kept-inhabited = somebody still lives there
import-kept-household = the household stays
import-again = Compare again
household-void = This household is void: { $reason }. What was recorded before can still be read
import-decided = Decided, compared again before importing

tree-title = Villages and grids
tree-total = { $villages } villages, { $grids } grids
tree-new-village = Add a village
tree-new-grid = Add a grid
tree-new-grid-of = Add a grid to { $name }
tree-edit = Change
tree-edit-of = Change { $name }
tree-name = Name
tree-code = Code
tree-groups = Groups
tree-households = Households
tree-residents = People
tree-acts = Actions
tree-code-hint = 12 digits that begin with { $town }
tree-code-wrong = This is no code of a village here
tree-name-missing = Please write the name
tree-groups-of = Which groups
tree-groups-hint = Such as 1, 2 or 1-3. Imports follow it; registered households stay where they are
tree-groups-wrong = Please write groups as 1, 2 or 1-3
tree-save = Save
tree-paste = Add several
tree-sheet = Choose a sheet (.xlsx, .csv)
tree-sheet-too-large = The file is too large: 2 MB at the most
tree-paste-text = Villages and grids
tree-paste-hint = Choose a sheet, or copy the lines out of it and paste them here. One grid a line: village, code (12 digits, beginning with { $town }), grid, groups; headings are read where there are any. What is there already is not added again.
tree-paste-village = New village
tree-paste-grid = New grid
tree-paste-known = There already
tree-paste-code = The code is not right
tree-paste-two-names = One code with two names
tree-paste-line = Line { $place }: { $problem }
tree-paste-save = Add { $villages } villages, { $grids } grids

## 参数

county-title = Settings of the county
county-lead = What is set here comes to every phone with its next sync; it can be set without a network too. Who changed what stands below.
county-not-yours = Set by the town's office; here it can only be looked at.
county-unsaved = Changed, not saved yet
county-save = Save
county-reset = Discard changes
county-saved = Saved; it comes to every phone with its sync
county-no-number = Please write a number
county-part-of = { $part }: { $one }
county-about = About this app
county-about-hint = Stands on every phone under Me → About and Feedback.
field-county-about-sponsor = Sponsor
field-county-about-filing_number = Filing number
field-county-about-phone = Telephone for feedback
county-limits = Time limits of disputes
county-limits-hint = Working days from acceptance, anew after escalation. 0 is the same day.
county-calendar-days = These are calendar days.
field-county-dispute_limits-grid_days = Grid
field-county-dispute_limits-village_days = Village
field-county-dispute_limits-station_days = Judicial office
field-county-dispute_limits-town_days = Town's office
field-county-dispute_limits-mediation_days = Mediation
field-county-dispute_limits-confirmation_days = Judicial confirmation
field-county-dispute_limits-return_visit_days = Return visit
field-county-dispute_limits-holidays = Days off
field-county-dispute_limits-workdays = Working weekends
county-calendar = Holidays and working weekends
county-calendar-hint = Working days are counted by this: days off do not count, working weekends do.
county-calendar-none = Nothing is written for { $year }; only weekends are left out.
county-year = { $year }
county-day = { $month }/{ $day }
county-days-from-to = { $from } to { $to }
county-day-remove = Take { $days } away
county-off = Days off
county-worked = Working weekends
county-off-add = Add as days off
county-worked-add = Add as working days
county-first = From
county-last = To
county-last-before = Not before the first day
county-notice = Read it out of the yearly notice
county-notice-text = The notice
county-notice-hint = Paste the whole notice of the State Council's office.
county-notice-read = Read the days
county-notice-done = { $off } days off and { $worked } working weekends were read; look at them, then save.
county-notice-nothing = No days were found. It must say which days are 放假 and which are 上班.
county-visits = Rhythm of visits
county-visits-hint = A visit every so many days. 0 is no rhythm.
county-items = Time limits of matters
county-items-hint = Working days, where nobody set a day. 0 is the same day.
field-county-rules-urgent_hazard_days = Urgent hazards
county-care = Care visits
county-care-hint = A visit every so many days by level; how many months a label lasts; after how many silent days files leave a phone.
county-months-of = { $line }, months
field-county-care_rules-months = Months of a label
field-county-care_rules-contact_days = Silent days
county-units = Units
field-county-code_lists-units = Names, one a line
county-units-hint = Taken by one tap when something is assigned. A department's member has the same name.
county-causes = Causes of disputes
field-county-code_lists-causes = Causes of disputes
county-causes-hint = Taken by one tap when a dispute is recorded, by category; any other text will do.
county-causes-of = Causes of { $category }, one a line
county-observations = What a care visit observes
field-county-care_rules-observations = Observations
county-observations-hint = The four lines of the form; an empty one is not shown.
county-observation = Line { $n }
county-roles = Roles of a care team
field-county-care_rules-roles = Roles of a care team
county-roles-hint = Called differently in each county.
county-role = Role { $n }

## 省平台

province = Province's platform
province-number = Its number there (may be left open)
province-by = Said by { $name }, { $when }
province-said = Noted
province-enter-again = The change is keyed in too
province-mark = Keyed in
province-withdraw-sure = It then counts as not keyed in again.
province-together = All of these count as keyed into the province's platform. What changes later is shown again.
filter-province = Province's platform
ledger-unentered = Only what is not keyed in
sheet-filled = { $count } cases are in “{ $name }”. Once the platform has taken them, mark them here.
sheet-mark = Mark { $count } as keyed in
sheet-marked = { $count } marked
sheet-later = Not now
county-province-hint = Map the platform's import sheet once; then its file comes straight from the ledger, nothing is typed again.
field-county-province-platform = What the platform is called
field-county-province-sheets = Import sheets
county-sheets = Import sheets
county-sheet-of = { $ledger }, { $count } columns, { $filled } of them filled
county-sheet-map = Map columns
county-sheet-close = Close
county-sheet-file = Save as a file
county-sheet-remove = Remove
county-sheet-remove-sure = Once saved, the ledger no longer offers this sheet.
county-sheet-new = Add an import sheet
county-sheet-name = Name
county-sheet-name-hint = The file is called so too.
county-sheet-ledger = Filled from which ledger
county-sheet-headings = Headings
county-sheet-headings-hint = Open the platform's empty sheet, copy the row of headings and paste it here.
county-sheet-count = { $count } columns
county-sheet-add = Add, and map its columns
county-sheet-take = Add from a file
county-sheet-unreadable = The file is too large or cannot be read
county-column-from = What fills “{ $heading }”
county-column-open = Left open
county-column-fixed = The same text
county-column-text = The text of “{ $heading }”
county-column-day = How the days of “{ $heading }” are written
county-column-day-plain = A day
county-column-words = In the platform's words ({ $count })
county-column-words-label = One a line: ours=theirs
county-column-words-hint = What is not named stays as it is.

## province-act

province-act-enter_province = Mark as keyed in
province-act-withdraw_province = Take the mark back
province-act-unknown = Other

## province-state

province-state-not_entered = Not keyed in
province-state-entered = Keyed in
province-state-changed = Changed since
province-state-unknown = Other

## province-refusal

province-refusal-wrong_role = The village or the town's office says so
province-refusal-wrong_kind = This record is not keyed in
province-refusal-as_it_is = It is so already
province-refusal-too_long = The number is too long
province-refusal-unknown = Other

## 走访覆盖

board-coverage = Coverage of visits
board-coverage-how = Households met at least once in the period, of all that are registered. A share opens its grids, a village its visits of this month.
coverage-month = Met this month
coverage-year = Met this year
coverage-visits = Visits of this month
morning-province-changed = Changed after being keyed in

## 打开关爱档案

care-print = Print the file
care-paper-title = One person, one file
care-paper-made = Printed: { $when }
care-paper-place = Village, grid
care-paper-rhythm = How often
care-paper-role = As what
care-paper-day = Day
care-paper-met = Met
care-paper-seen = What was seen
care-paper-abnormal = Abnormal
care-paper-by = Recorded by
care-open-title = Open a care file
care-open-lead = Here are only counts. Who has to see one person's file for the work says whose and why; who opened it, when and what for stands in the audit log. The file is shown for 10 minutes and is not kept on this computer.
care-open-name = Name
care-open-name-hint = The full name. Nobody is listed here.
care-open-purpose = What for
care-open-choose = Choose
care-open-missing = Required
care-open-go = Open
care-open-left = Shown for another { $count } minutes, then it closes by itself; it closes too when you leave this page.
care-open-close = Done, close
care-team-written = { $name } (no account)
care-team-change = Change the care team
care-team-set = The team is changed. Whoever joined gets the file with the next sync, whoever left loses it
care-open-over = The time is over, it is closed. Open it again if need be.
care-open-none = There is no file of this person
care-open-none-hint = Look at village and name again. What has ended is not shown. That it was looked for stands in the audit log.
care-open-offline = The server cannot be reached. Files are not kept on this computer, so opening one needs the network.

## care-purpose

care-purpose-abnormal = Something abnormal
care-purpose-help = Help
care-purpose-dispute = A dispute
care-purpose-supervise = Looking at visits
care-purpose-verify = Putting right
care-purpose-team = The care team
care-purpose-unknown = Other

## Audit log
audit-title = Audit log
audit-own-hint = What was done in your name: devices enrolled, files taken and printed, care files opened, rights changed. Only you and the auditor see it.
audit-all-hint = Who did what, and when. Ids, counts and times only, nothing of what records say.
audit-whole = { $count } entries, each of them checked: none is missing, none was changed
audit-broken = The log does not fit together. Tell the county at once and leave the server as it is
audit-act = What was done
audit-every-act = Everything
audit-member = By whom
audit-everybody = Everybody
audit-none = Nothing of that kind
audit-none-hint = Try other days or another kind
audit-latest = Back to the latest
audit-earlier = Earlier ones
