//! The program: in a browser one module serves the page and its worker; elsewhere it opens a window.

fn main() {
    app::start();
}
