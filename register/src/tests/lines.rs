//! A sheet as lines, whatever it is about.

use rust_xlsxwriter::Workbook;

use crate::{Error, lines};

#[test]
fn any_sheet_is_read_into_lines_as_it_would_be_copied() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "清水镇村组一览表").unwrap();
    sheet.write(2, 0, "村").unwrap();
    sheet.write(2, 1, "代码").unwrap();
    sheet.write(2, 3, "组").unwrap();
    sheet.write(3, 0, "新庄\t村").unwrap();
    sheet.write(3, 1, 629_999_101_299_f64).unwrap();
    sheet.write(3, 3, "1-4").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let expected = "清水镇村组一览表\n村\t代码\t\t组\n新庄 村\t629999101299\t\t1-4\n";
    assert_eq!(lines(&bytes).as_deref(), Ok(expected));
    let list = "村,代码\n新庄村,629999101299\n";
    assert_eq!(
        lines(list.as_bytes()).as_deref(),
        Ok("村\t代码\n新庄村\t629999101299\n")
    );
    assert_eq!(lines(&[0xd0, 0xcf, 0x11, 0xe0, 0]), Err(Error::OldFormat));
}
