//! Camera, microphone, finger and voice of the device, as the screens ask for them. `media.js` does the work, in a browser and in a
//! native window alike; its answers are lines of text, which are read here.

use super::{ask, decode};

/// Where a picture comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// Taken now.
    Camera,
    /// Chosen among those that are there.
    Album,
}

impl From {
    fn word(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Album => "album",
        }
    }
}

/// What was made: a photo, a recording, a signature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Made {
    pub(crate) media_type: String,
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
    pub(crate) seconds: Option<u32>,
    /// The bytes, in base64.
    pub(crate) content: String,
    /// The small picture of a photo, in base64.
    pub(crate) thumbnail: String,
}

/// Why there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The person thought better of it.
    Cancelled,
    /// The person or the system said no.
    Denied,
    /// This device cannot.
    Unsupported,
    /// The file is no picture that can be read.
    Unreadable,
    /// Nothing was written or said.
    Empty,
    /// Something else.
    Failed,
}

impl Why {
    fn of(word: &str) -> Self {
        match word {
            "cancelled" => Self::Cancelled,
            "denied" => Self::Denied,
            "unsupported" => Self::Unsupported,
            "unreadable" => Self::Unreadable,
            "empty" => Self::Empty,
            _ => Self::Failed,
        }
    }
}

/// What the camera sees: words of a code that the system read, or the grey of a square to look for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sight {
    Text(String),
    /// One byte a pixel, in base64.
    Luma(String),
}

type Lines = Result<Vec<String>, Why>;

fn lines(answer: &str) -> Lines {
    let mut lines = answer.split('\n').map(str::to_owned);
    match lines.next().as_deref() {
        Some("ok") => Ok(lines.collect()),
        word => Err(Why::of(word.unwrap_or_default())),
    }
}

async fn asked(answer: impl Future<Output = String>) -> Lines {
    lines(&answer.await)
}

fn made(lines: Vec<String>) -> Made {
    let mut lines = lines.into_iter();
    let mut next = || lines.next().unwrap_or_default();
    Made {
        media_type: next(),
        width: next().parse().ok(),
        height: next().parse().ok(),
        seconds: next().parse().ok(),
        content: next(),
        thumbnail: next(),
    }
}

/// Asks for a picture: shrunk, upright, without the camera's notes. Begins at once, as a browser wants it after a tap.
pub(crate) fn pick(from: From) -> impl Future<Output = Result<Made, Why>> {
    let answer = ask("pick", from.word(), "");
    async { Ok(made(asked(answer).await?)) }
}

/// A file that was chosen: a sheet of an office program, a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// The bytes, in base64.
    pub(crate) content: String,
}

/// Asks for a sheet of so many bytes at the most; [`Why::Unreadable`] for a larger one.
pub(crate) fn sheet(most: usize) -> impl Future<Output = Result<Sheet, Why>> {
    file(most, ".xlsx,.xls,.csv,.txt")
}

/// Asks for a mapping of a province's import sheet, of so many bytes at the most.
pub(crate) fn mapping(most: usize) -> impl Future<Output = Result<Sheet, Why>> {
    file(most, ".json")
}

fn file(most: usize, kinds: &'static str) -> impl Future<Output = Result<Sheet, Why>> {
    let answer = ask("sheet", &most.to_string(), kinds);
    async {
        let mut lines = asked(answer).await?.into_iter();
        let mut next = || lines.next().unwrap_or_default();
        Ok(Sheet {
            name: next(),
            content: next(),
        })
    }
}

/// Begins to record, once the person has allowed it.
pub(crate) async fn record() -> Result<(), Why> {
    asked(ask("record", "", "")).await.map(drop)
}

/// Ends the recording and hands it over.
pub(crate) async fn finish() -> Result<Made, Why> {
    Ok(made(asked(ask("finish", "", "")).await?))
}

/// Ends the recording and forgets it.
pub(crate) fn drop_recording() {
    tell("drop", "");
}

/// Plays a recording; answers when it is over.
pub(crate) async fn play(media_type: &str, content: &str) -> Result<(), Why> {
    asked(ask("play", media_type, content)).await.map(drop)
}

/// Stops what is played.
pub(crate) fn pause() {
    tell("pause", "");
}

/// Makes a canvas one to sign on.
pub(crate) fn open_pad(id: &str) {
    tell("pad", id);
}

/// Takes the last stroke back.
pub(crate) fn undo_stroke() {
    tell("undo", "");
}

/// An empty paper again.
pub(crate) fn clear_pad() {
    tell("clear", "");
}

/// What was written.
pub(crate) async fn take_signature() -> Result<Made, Why> {
    Ok(made(asked(ask("take", "", "")).await?))
}

/// Shows what the camera sees in a video.
pub(crate) async fn scan(id: &str) -> Result<(), Why> {
    asked(ask("scan", id, "")).await.map(drop)
}

/// Looks for a code in what the camera sees now.
pub(crate) async fn look() -> Result<Sight, Why> {
    sight(asked(ask("look", "", "")).await?)
}

/// Looks for a code in a picture. Begins at once, as a browser wants it after a tap.
pub(crate) fn look_at(from: From) -> impl Future<Output = Result<Sight, Why>> {
    let answer = ask("lookAt", from.word(), "");
    async { sight(asked(answer).await?) }
}

fn sight(lines: Vec<String>) -> Result<Sight, Why> {
    let mut lines = lines.into_iter();
    match (lines.next().as_deref(), lines.next()) {
        (Some("text"), Some(words)) => Ok(Sight::Text(words)),
        (Some("luma"), Some(grey)) => Ok(Sight::Luma(grey)),
        _ => Err(Why::Failed),
    }
}

/// The words of a code in a square of grey, one byte a pixel, in base64.
pub(crate) async fn read_code(grey: &str) -> Option<String> {
    Some(decode(grey).await).filter(|words| !words.is_empty())
}

/// The camera goes off.
pub(crate) fn unscan() {
    tell("unscan", "");
}

/// Reads aloud; answers when it is over or was stopped.
pub(crate) async fn speak(words: &str, language: &str) -> Result<(), Why> {
    asked(ask("speak", words, language)).await.map(drop)
}

/// Stops reading.
pub(crate) fn hush() {
    tell("hush", "");
}

/// Prints the page, where there is a printer.
pub(crate) fn print() {
    tell("print", "");
}

/// Asks for something whose answer says nothing.
fn tell(act: &'static str, first: &str) {
    // What it does is begun by the asking.
    let answer = ask(act, first, "");
    dioxus::core::spawn_forever(async { drop(answer.await) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_line_by_line() {
        let photo = made(lines("ok\nimage/jpeg\n1600\n1200\n\nQUJD\nREVG").unwrap());
        let expected = Made {
            media_type: "image/jpeg".into(),
            width: Some(1600),
            height: Some(1200),
            seconds: None,
            content: "QUJD".into(),
            thumbnail: "REVG".into(),
        };
        assert_eq!(photo, expected);
        assert_eq!(lines("denied"), Err(Why::Denied));
        assert_eq!(lines(""), Err(Why::Failed));
    }

    /// Every act that is asked for stands in the script's table, and the script can stand inside a function.
    #[test]
    fn the_script_knows_every_act() {
        let script = include_str!("media.js");
        let table = script.split("const acts = {").nth(1).unwrap();
        let table = table.split('}').next().unwrap();
        let source = include_str!("media.rs").split("mod tests").next().unwrap();
        let asked = source.split("ask(\"").skip(1);
        let told = source.split("tell(\"").skip(1);
        let mut count = 0;
        for rest in asked.chain(told) {
            let act = rest.split('"').next().unwrap();
            assert!(
                table.contains(&format!("{act},")) || table.contains(&format!("{act}:")),
                "{act}"
            );
            count += 1;
        }
        assert!(count >= 17, "{count}");
        assert_eq!(script.matches("export ").count(), 2);
        assert!(!script.contains("import "));
    }
}
