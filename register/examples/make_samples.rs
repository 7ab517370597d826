//! Writes the sample registers into tests/fixtures/register: `cargo run -p register --example make_samples`.
//! All people are invented; their identity numbers are valid by GB 11643 in a region that does not exist (629999). Villages and
//! groups are those of the small demo town, but for the rows that shall be found wrong; the doors from 101 on are nobody's there.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use domain::identity;
use encoding_rs::GB18030;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

/// One person a line: village, group, door and head (on the household's first row only), name, relation, sex, identity number,
/// birth date, phone. `+` before an identity number: 17 digits of it, the check character is added; `#`: typed into a cell that
/// holds numbers. `@` before a date: a date cell. `--` tells what is wrong with the next line.
const LIUWAN: &str = "
柳湾村|一组|101|高德福|高德福|户主|男|+62999919680412011|@1968-4-12|15400100001
||||马秀兰|妻|女|+62999919700903022|1970-09-03|154 0010 0002
||||高　强|长子|男|+62999919931120033|1993年11月20日|１５４００１０００３３
||||高小雨|孙女|女|+62999920180601044|2018.6.1|
-- The head's own number is wrong; wife and mother are imported all the same.
柳湾村|1组|102号|林守田|林守田|户主|男|629999197502110511|1975-02-11|15400100005
||||何桂英|配偶|女|+62999919760815066|1976/8/15|
||||陈凤莲|母亲|女|+62999919500130028|19500130|
柳湾村|二组|101号|许建民|许建民|户主|男|+62999919810707077|1981-07-07|15400100007
-- 17 characters.
||||许子涵|女儿|女|62999920090303042|2009-03-03|
-- No name.
|||||之子|男|+62999920120510055|2012-05-10|
-- Typed as a number: the last digits are gone.
||||许长贵|父亲|男|#629999195501010011|1955-01-01|
柳湾村|第三组|101号|曹玉珍|曹玉珍|本人|女|+62999919621225088|1962-12-25|0935-6100008
-- The mother's number once more.
||||曹明|儿子|男|+62999919621225088||
-- Warnings only: relation, birth date that differs, phone.
||||曹宇轩|同住|男|+62999920050909099|2005-09-10|1540010
||||曹诗涵|外孙女|女||不详|
-- A group that the village does not have.
柳湾村|九组|101号|丁立山|丁立山|户主|男|+62999919730317013|1973-03-17|15400100013
柳湾村|4|101号|田春花|田春花|户主|女|+62999919850228024|@1985-2-28|15400100014
||||孙志强|丈夫|男|+62999919830601015|1983-06-01|15400100015/15400100016
";

/// Two villages in one sheet, every cell written in every row.
const TWO_VILLAGES: &str = "
石磨沟村|一社|101号|余成林|余成林|户主|男|+62999919690808111|1969-08-08|15400200001
石磨沟村|一社|101号|余成林|杜淑琴|配偶|女|+62999919711011122|1971-10-11|
石磨沟村|二社|101号|叶正安|叶正安|户主|男|+62999919480520133|1948-05-20|15400200003
东河沿村|3|101号|程红梅|程红梅|户主|女|+62999919900214144|1990-02-14|15400200004
-- Wrong check character.
东河沿村|3|101号|程红梅|程浩然|子|男|629999201507070550|2015-07-07|
-- A village that does not exist.
无名村|1|101号|苏天成|苏天成|户主|男|+62999919770101155|1977-01-01|15400200006
石磨沟村|二社|102号|姚玉霞|姚玉霞|户主|女|+62999919580905166|1958-09-05|
石磨沟村|二社|102号|姚玉霞|姚家旺|次子|男|+62999919860319177|1986-03-19|15400200008
";

type Row = [&'static str; 10];

fn rows(table: &'static str) -> Result<Vec<Row>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("--"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            Row::try_from(cells).map_err(|cells| anyhow::anyhow!("{} cells", cells.len()))
        })
        .collect()
}

fn identity_text(written: &str) -> Result<String> {
    let Some(first17) = written.strip_prefix('+') else {
        return Ok(written.to_owned());
    };
    let check = identity::check_character(first17).context("17 digits")?;
    Ok(format!("{first17}{check}"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/register")
}

fn main() -> Result<()> {
    fs::create_dir_all(folder())?;
    write_workbook("liuwan.xlsx", &rows(LIUWAN)?)?;
    let text = as_csv(&rows(TWO_VILLAGES)?)?;
    fs::write(folder().join("two-villages.csv"), &text)?;
    fs::write(
        folder().join("two-villages-bom.csv"),
        format!("\u{feff}{text}"),
    )?;
    let (gb18030, ..) = GB18030.encode(&text);
    fs::write(folder().join("two-villages-gb18030.csv"), gb18030)?;
    Ok(())
}

fn as_csv(rows: &[Row]) -> Result<String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    writer.write_record(["家庭户籍登记表"])?;
    writer.write_record([
        "姓名",
        "与户主关系",
        "性别",
        "身份证号码",
        "出生日期",
        "联系电话",
        "户主",
        "村",
        "社",
        "门牌",
    ])?;
    for row in rows {
        let [
            village,
            group,
            door,
            head,
            name,
            relation,
            sex,
            identity,
            birth,
            phone,
        ] = *row;
        let identity = identity_text(identity)?;
        writer.write_record([
            name,
            relation,
            sex,
            identity.as_str(),
            birth,
            phone,
            head,
            village,
            group,
            door,
        ])?;
    }
    writer.write_record(["合计", &rows.len().to_string()])?;
    Ok(String::from_utf8(writer.into_inner()?)?)
}

const HEADINGS: [&str; 12] = [
    "序号",
    "行政村",
    "村民小组",
    "门牌号",
    "户主姓名",
    "家庭成员\n姓名",
    "与户主关系",
    "性别",
    "公民身份号码(必填)",
    "出生日期",
    "联系电话",
    "备注",
];
const FIRST_ROW: u32 = 3;

fn write_workbook(name: &str, rows: &[Row]) -> Result<()> {
    let mut book = Workbook::new();
    // The same bytes every time.
    let made = ExcelDateTime::from_ymd(2026, 3, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    let centre = Format::new()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, 11, "柳湾村户籍登记表(样例,人名均为虚构)", &centre)?;
    sheet.write_string(1, 0, "填表单位：柳湾村村民委员会")?;
    for (heading, column) in HEADINGS.iter().zip(0_u16..) {
        sheet.write_string(2, column, *heading)?;
    }
    for (row, at) in rows.iter().zip(FIRST_ROW..) {
        write_person(sheet, at, row)?;
    }
    merge_households(sheet, rows, &centre)?;
    let end = FIRST_ROW + u32::try_from(rows.len())?;
    sheet.write_string(end, 0, "合计")?;
    sheet.write_number(end, 5, u32::try_from(rows.len())?)?;
    book.save(folder().join(name))?;
    Ok(())
}

fn write_person(sheet: &mut Worksheet, at: u32, row: &Row) -> Result<()> {
    let [_, _, _, _, name, relation, sex, identity, birth, phone] = row;
    sheet.write_number(at, 0, at - FIRST_ROW + 1)?;
    for (text, column) in [(name, 5), (relation, 6), (sex, 7), (phone, 10)] {
        sheet.write_string(at, column, *text)?;
    }
    match identity.strip_prefix('#') {
        Some(digits) => sheet.write_number(at, 8, digits.parse::<f64>()?)?,
        None => sheet.write_string(at, 8, identity_text(identity)?)?,
    };
    match birth.strip_prefix('@') {
        Some(date) => {
            let format = Format::new().set_num_format("yyyy/m/d");
            let date = ExcelDateTime::parse_from_str(date)?;
            sheet.write_datetime_with_format(at, 9, date, &format)?
        }
        None => sheet.write_string(at, 9, *birth)?,
    };
    Ok(())
}

/// The household's cells reach over its rows, as people draw them.
fn merge_households(sheet: &mut Worksheet, rows: &[Row], format: &Format) -> Result<()> {
    let mut last = FIRST_ROW + u32::try_from(rows.len())?;
    for (row, at) in rows
        .iter()
        .zip(FIRST_ROW..)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        let [village, group, door, head, ..] = *row;
        if village.is_empty() {
            continue;
        }
        for (text, column) in [village, group, door, head].into_iter().zip(1_u16..) {
            if last - at > 1 {
                sheet.merge_range(at, column, last - 1, column, text, format)?;
            } else {
                sheet.write_string(at, column, text)?;
            }
        }
        last = at;
    }
    Ok(())
}
