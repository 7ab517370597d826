//! The signs: a few strokes each, drawn here so that they are there without a network and in every size.

use dioxus::prelude::*;

/// Which sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Today,
    Find,
    Plus,
    Visits,
    Person,
    Back,
    Next,
    Check,
    Clock,
    Alert,
    NoNetwork,
    Turning,
    Phone,
    House,
    Edit,
    Place,
    Download,
    Erase,
    Close,
    Sync,
    Chart,
    Down,
    Lock,
    Dispute,
    Info,
    Camera,
    Picture,
    Microphone,
    Play,
    Stop,
    Code,
    Speaker,
    Printer,
    Book,
    Speech,
    Hand,
    Horn,
    Bell,
    Return,
    Import,
    Settings,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Today => "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9 15l2 2 4-4",
            Self::Find => "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16 16l5 5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Visits => "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
            Self::Person => "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4 21c0-4 3.5-6 8-6s8 2 8 6",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Next => "M9 5l7 7-7 7",
            Self::Down => "M5 9l7 7 7-7",
            Self::Check => "M5 13l4.5 4.5L19 7",
            Self::Clock => "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 8v4.5l3 2",
            Self::Alert => "M12 4L2.5 20h19zM12 10v4M12 17v.5",
            Self::NoNetwork => "M3 9a13 13 0 0 1 18 0M7 13a7.5 7.5 0 0 1 10 0M12 18v.5M4 4l16 16",
            Self::Turning | Self::Sync => {
                "M20 12a8 8 0 0 1-14 5.3M4 12A8 8 0 0 1 18 6.7M18 3v4h-4M6 21v-4h4"
            }
            Self::Phone => {
                "M6 3l4 1 1 5-2.5 2a12 12 0 0 0 4.5 4.5L15 13l5 1 1 4c-.3 2-1.5 3-3.5 3C10 20.500 3.500 14 3 6.500 3 4.500 4 3.300 6 3z"
            }
            Self::House => "M3 12l9-8 9 8M6 10v10h12V10M10 20v-5h4v5",
            Self::Edit => "M4 20l1-5L16 4l4 4L9 19zM13.500 6.500l4 4",
            Self::Place => {
                "M12 21s-7-6.500-7-11.500a7 7 0 0 1 14 0C19 14.500 12 21 12 21zM12 7.500a2.300 2.300 0 1 0 0 4.600a2.300 2.300 0 0 0 0-4.600"
            }
            Self::Download => "M12 4v11M7 11l5 5 5-5M5 20h14",
            Self::Import => "M12 15V4M7 8.5L12 3.5l5 5M5 20h14",
            Self::Settings => "M4 7h10M18 7h2M16 5v4M4 17h2M10 17h10M8 15v4M4 12h6M14 12h6M12 10v4",
            Self::Erase => "M9 6h11v12H9l-6-6zM12 9.500l5 5M17 9.500l-5 5",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Chart => "M4 20h16M7 17v-6M12 17V5M17 17v-9",
            Self::Dispute => "M4 5h9v7H8l-4 3zM13 9h7v10l-4-3h-6v-4",
            Self::Speech => "M4 5h16v11h-9l-5 4v-4H4zM8 9h8M8 12h5",
            Self::Hand => {
                "M3 13l4-3 4 1 4 0a1.500 1.500 0 0 1 0 3h-4M13 14l6-4a1.600 1.600 0 0 1 2 2.500L14 19H8l-5-1M14 3l1.500 2.500 2.500.5-2 2 .5 2.500"
            }
            Self::Horn => "M4 10v4h3l9 5V5l-9 5zM19 9a4 4 0 0 1 0 6M8 14l1 5h3",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4M12 3v2",
            Self::Return => "M9 5L4 10l5 5M4 10h10a5 5 0 0 1 0 10h-4",
            Self::Lock => "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
            Self::Camera => {
                "M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.500 3.500 0 1 0 0 7a3.500 3.500 0 0 0 0-7"
            }
            Self::Picture => "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6M15.500 9v.5",
            Self::Microphone => "M9 6a3 3 0 0 1 6 0v6a3 3 0 0 1-6 0zM5 12a7 7 0 0 0 14 0M12 19v3",
            Self::Play => "M7 4l12 8-12 8z",
            Self::Stop => "M6 6h12v12H6z",
            Self::Code => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h3v3h-3zM20 14v6h-3",
            Self::Speaker => {
                "M4 9h4l5-4v14l-5-4H4zM16.500 8.500a5 5 0 0 1 0 7M19 6a8.500 8.500 0 0 1 0 12"
            }
            Self::Book => "M5 4h11a3 3 0 013 3v13H8a3 3 0 01-3-3zM5 17a3 3 0 013-3h11M9 8h6",
            Self::Printer => "M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z",
            Self::Info => "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16M12 11v5M12 8v.5",
        }
    }
}

/// A sign beside a word; never alone, so it says nothing to a screen reader.
#[component]
pub(crate) fn Icon(shape: Shape) -> Element {
    rsx! {
        svg {
            class: "icon",
            view_box: "0 0 24 24",
            width: "24",
            height: "24",
            fill: "none",
            stroke: "currentColor",
            stroke_width: "2",
            stroke_linecap: "round",
            stroke_linejoin: "round",
            "aria-hidden": "true",
            path { d: shape.path() }
        }
    }
}
