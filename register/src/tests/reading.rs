//! Reading: files, headings, households, values.

use std::io::Write;

use domain::resident::{Relation, Sex};
use rust_xlsxwriter::Workbook;

use super::{codes, csv, day, sample, sample_bytes, today};
use crate::{BYTES_MAX, Column, Error, Person, ProblemCode, ROWS_MAX, read};

fn named<'a>(people: &'a [Person], name: &str) -> &'a Person {
    people.iter().find(|person| person.name == name).unwrap()
}

#[test]
fn the_workbook_of_a_village_is_read_with_its_bad_rows_named() {
    let reading = sample("liuwan.xlsx");
    assert_eq!(reading.people.len(), 13);
    assert_eq!(
        codes(&reading.problems),
        [
            (8, Column::IdentityNumber, ProblemCode::IdentityCheck),
            (12, Column::IdentityNumber, ProblemCode::IdentityLength),
            (13, Column::Name, ProblemCode::MissingName),
            (14, Column::IdentityNumber, ProblemCode::IdentityLostDigits),
            (16, Column::IdentityNumber, ProblemCode::DuplicateIdentity),
            (17, Column::Relation, ProblemCode::UnknownRelation),
            (17, Column::Phone, ProblemCode::BadPhone),
            (17, Column::Birth, ProblemCode::BirthDiffers),
            (18, Column::Birth, ProblemCode::BadDate),
        ]
    );
    let headings: Vec<_> = reading
        .columns
        .iter()
        .map(|one| (one.place, one.column))
        .collect();
    assert_eq!(
        headings,
        [
            (1, Column::Village),
            (2, Column::Group),
            (3, Column::Door),
            (4, Column::Head),
            (5, Column::Name),
            (6, Column::Relation),
            (7, Column::Sex),
            (8, Column::IdentityNumber),
            (9, Column::Birth),
            (10, Column::Phone),
        ]
    );
}

#[test]
fn merged_cells_full_width_text_and_date_cells_are_understood() {
    let people = sample("liuwan.xlsx").people;
    let son = named(&people, "高强");
    assert_eq!(
        (
            son.village.as_str(),
            son.group,
            son.door.as_str(),
            son.head.as_str()
        ),
        ("柳湾村", 1, "101号", "高德福")
    );
    assert_eq!(son.phone.as_deref(), Some("15400100033"));
    assert_eq!(son.relation, Some(Relation::Son));
    assert_eq!((son.birth, son.sex), (day("1993-11-20"), Some(Sex::Male)));
    assert_eq!(named(&people, "高德福").birth, day("1968-04-12"));
    assert_eq!(named(&people, "田春花").group, 4);
    assert_eq!(
        named(&people, "孙志强").phone.as_deref(),
        Some("15400100015")
    );
}

#[test]
fn a_bad_head_row_does_not_lose_the_members() {
    let people = sample("liuwan.xlsx").people;
    assert!(people.iter().all(|person| person.name != "林守田"));
    let wife = named(&people, "何桂英");
    assert_eq!(
        (wife.door.as_str(), wife.head.as_str()),
        ("102号", "林守田")
    );
    assert_eq!(wife.relation, Some(Relation::Spouse));
}

#[test]
fn the_same_csv_reads_alike_in_every_encoding() {
    let plain = sample("two-villages.csv");
    assert_eq!(plain.people.len(), 7);
    assert_eq!(
        codes(&plain.problems),
        [(7, Column::IdentityNumber, ProblemCode::IdentityCheck)]
    );
    for other in ["two-villages-bom.csv", "two-villages-gb18030.csv"] {
        assert_eq!(sample(other), plain, "{other}");
    }
    let text = String::from_utf8(sample_bytes("two-villages.csv")).unwrap();
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(
        text.replace(',', "\t")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    assert_eq!(
        read(&utf16, today()).unwrap(),
        plain,
        "Unicode text of Excel"
    );
}

#[test]
fn problems_name_rows_and_never_people() {
    for name in ["liuwan.xlsx", "two-villages.csv"] {
        let reading = sample(name);
        for problem in &reading.problems {
            let message = &problem.message;
            assert!(message.ends_with('。'), "{message}");
            for person in &reading.people {
                assert!(!message.contains(&person.name), "{message}");
            }
            assert!(!message.contains("629999"), "{message}");
        }
    }
}

#[test]
fn headings_are_matched_in_any_order_and_wording() {
    let cases = [
        ("姓名,家庭关系", vec![Column::Name, Column::Relation]),
        (
            "门牌号 , 家庭成员 ,社",
            vec![Column::Door, Column::Name, Column::Group],
        ),
        (
            "住址,姓名,村(社区)",
            vec![Column::Door, Column::Name, Column::Village],
        ),
        ("户籍地址,门牌,姓名*", vec![Column::Door, Column::Name]),
        (
            "户主身份证号,姓名,身份证号",
            vec![Column::Name, Column::IdentityNumber],
        ),
        (
            "监护人姓名,姓名,户主姓名:",
            vec![Column::Name, Column::Head],
        ),
        (
            "曾用名,出生地,姓 名,组 别,出生年月(必填)",
            vec![Column::Name, Column::Group, Column::Birth],
        ),
        (
            "人口数,成员姓名,公民身份证号码",
            vec![Column::Name, Column::IdentityNumber],
        ),
    ];
    for (headings, expected) in cases {
        let reading = csv(&format!("{headings}\n"));
        let found: Vec<Column> = reading.columns.iter().map(|one| one.column).collect();
        assert_eq!(found, expected, "{headings}");
    }
    assert_eq!(csv("户籍地址,门牌,姓名\n").columns[0].heading, "门牌");
}

#[test]
fn households_are_told_apart_however_they_are_written() {
    let cases = [
        // No head column: 户主 begins a household.
        "姓名,关系,组\n甲一,户主,1\n甲二,妻,\n乙一,户主,\n乙二,子,\n",
        // Doors only.
        "门牌,姓名,组\n1,甲一,1\n,甲二,\n2,乙一,\n,乙二,\n",
        // Heads only, merged.
        "户主,姓名,组\n甲一,甲一,1\n,甲二,1\n乙一,乙一,1\n,乙二,1\n",
        // A row of its own for the household.
        "户主,姓名,组,关系\n甲一,,1,\n,甲一,,户主\n,甲二,,\n乙一,,,\n,乙一,,户主\n,乙二,,\n",
        // The head is not the first.
        "姓名,关系,门牌,组\n甲二,妻,1,1\n甲一,户主,1,1\n乙一,户主,2,1\n乙二,子,2,1\n",
    ];
    for text in cases {
        let reading = csv(text);
        assert_eq!(reading.problems, [], "{text}");
        let mut homes: Vec<(&str, &str, u16)> = reading
            .people
            .iter()
            .map(|person| (person.name.as_str(), person.head.as_str(), person.group))
            .collect();
        homes.sort_unstable();
        let expected = [
            ("乙一", "乙一", 1),
            ("乙二", "乙一", 1),
            ("甲一", "甲一", 1),
            ("甲二", "甲一", 1),
        ];
        assert_eq!(homes, expected, "{text}");
    }
}

#[test]
fn groups_are_read_as_people_write_them() {
    let cases = [
        ("3", Some(3)),
        ("3.0", None),
        ("３", Some(3)),
        ("三组", Some(3)),
        ("第三组", Some(3)),
        ("三社", Some(3)),
        ("第十二村民小组", Some(12)),
        ("二十", Some(20)),
        ("九十九组", Some(99)),
        ("东组", None),
    ];
    for (written, expected) in cases {
        let reading = csv(&format!("姓名,组\n甲一,{written}\n"));
        assert_eq!(
            reading.people.first().map(|person| person.group),
            expected,
            "{written}"
        );
        let bad = expected.is_none();
        assert_eq!(!reading.problems.is_empty(), bad, "{written}");
    }
    let person = &csv("姓名,住址\n甲一,柳湾村三组12号\n").people[0];
    assert_eq!((person.group, person.door.as_str()), (3, "12号"));
}

#[test]
fn dates_are_read_as_people_write_them() {
    for written in [
        "1990-01-02",
        "1990/1/2",
        "1990.1.2",
        "1990年1月2日",
        "19900102",
        "1990-01-02 00:00:00",
        "32875",
        "'1990-01-02",
    ] {
        let reading = csv(&format!("姓名,关系,出生日期\n甲一,户主,{written}\n"));
        assert_eq!(reading.people[0].birth, day("1990-01-02"), "{written}");
    }
    for (written, code) in [
        ("1990-13-02", ProblemCode::BadDate),
        ("1990-02-30", ProblemCode::BadDate),
        ("属马", ProblemCode::BadDate),
        ("1990年1月", ProblemCode::BadDate),
        ("2027-01-01", ProblemCode::BirthInFuture),
    ] {
        let reading = csv(&format!("姓名,关系,出生日期\n甲一,户主,{written}\n"));
        assert_eq!(
            codes(&reading.problems),
            [(2, Column::Birth, code)],
            "{written}"
        );
        assert_eq!(reading.people[0].birth, None, "{written}");
    }
}

#[test]
fn relations_are_read_as_people_write_them() {
    let cases = [
        ("户主", Relation::Head),
        ("妻子", Relation::Spouse),
        ("丈夫", Relation::Spouse),
        ("次子", Relation::Son),
        ("儿子", Relation::Son),
        ("女儿", Relation::Daughter),
        ("之长女", Relation::Daughter),
        ("外孙女", Relation::Grandchild),
        ("岳母", Relation::Parent),
        ("祖母", Relation::Grandparent),
        ("弟弟", Relation::Sibling),
        ("儿媳", Relation::Other),
        ("女婿", Relation::Other),
        ("妹夫", Relation::Other),
        ("侄子", Relation::Other),
        ("20", Relation::Son),
        ("02", Relation::Head),
    ];
    for (written, expected) in cases {
        let reading = csv(&format!("户主,姓名,关系\n甲,乙,{written}\n"));
        assert_eq!(reading.people[0].relation, Some(expected), "{written}");
        assert_eq!(reading.problems, [], "{written}");
    }
}

#[test]
fn identity_numbers_in_scientific_form_have_lost_digits() {
    for written in ["6.29999E+17", "6.29999197e+17", "629999197003010000"] {
        let reading = csv(&format!("姓名,身份证号\n甲一,{written}\n"));
        let expected = [(2, Column::IdentityNumber, ProblemCode::IdentityLostDigits)];
        assert_eq!(codes(&reading.problems), expected, "{written}");
    }
    for written in [
        "629999 19680412 0115",
        "'629999196804120115",
        "６２９９９９１９６８０４１２０１１５",
    ] {
        let reading = csv(&format!("姓名,身份证号\n甲一,{written}\n"));
        assert_eq!(
            reading.people[0].identity_number.as_deref(),
            Some("629999196804120115"),
            "{written}"
        );
    }
}

#[test]
fn numbers_in_cells_become_doors_groups_and_phones() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (heading, column) in ["姓名", "组", "门牌", "电话", "出生日期"]
        .iter()
        .zip(0_u16..)
    {
        sheet.write_string(4, column, *heading).unwrap();
    }
    sheet.write_string(5, 0, "甲一").unwrap();
    for (number, column) in [(3.0, 1), (12.0, 2), (15_400_100_001.0, 3), (32_875.0, 4)] {
        sheet.write_number(5, column, number).unwrap();
    }
    let reading = read(&book.save_to_buffer().unwrap(), today()).unwrap();
    let person = &reading.people[0];
    assert_eq!(person.row, 6);
    assert_eq!((person.group, person.door.as_str()), (3, "12号"));
    assert_eq!(person.phone.as_deref(), Some("15400100001"));
    assert_eq!(person.birth, day("1990-01-02"));
}

#[test]
fn a_register_on_the_second_sheet_is_found() {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "说明").unwrap();
    let sheet = book.add_worksheet();
    for (text, row) in ["姓名", "甲一"].iter().zip(0_u32..) {
        sheet.write_string(row, 0, *text).unwrap();
        sheet
            .write_string(row, 1, if row == 0 { "组" } else { "一组" })
            .unwrap();
    }
    // A cell at the very end must not cost memory.
    sheet.write_string(1_048_575, 16_383, "完").unwrap();
    let reading = read(&book.save_to_buffer().unwrap(), today()).unwrap();
    assert_eq!(reading.people.len(), 1);
}

#[test]
fn rows_keep_their_numbers_past_blank_lines_and_line_breaks() {
    let reading = csv("姓名,组\n\n\"甲\n一\",1\n乙一,1\n,,\n丙一,1\n");
    let rows: Vec<u32> = reading.people.iter().map(|person| person.row).collect();
    assert_eq!(rows, [3, 4, 6]);
}

#[test]
fn repeated_headings_sums_and_signatures_are_no_people() {
    let reading = csv("姓 名,组\n甲一,1\n姓 名,组\n乙一,\n合计,2\n填表人:丙,\n");
    assert_eq!(reading.people.len(), 2);
    assert_eq!(reading.problems, []);
}

#[test]
fn a_file_that_is_no_register_is_refused_with_a_reason() {
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0];
    old.resize(600, 0);
    let rows = ROWS_MAX + 2;
    let cases = [
        (vec![0; BYTES_MAX + 1], Error::TooLarge),
        (
            format!("姓名,组\n{}", "甲一,1\n".repeat(rows)).into_bytes(),
            Error::TooManyRows,
        ),
        (old, Error::OldFormat),
        (b"PK\x03\x04 broken".to_vec(), Error::Unreadable),
        (vec![0x89, b'P', b'N', b'G', 0, 0, 0, 1], Error::Unreadable),
        ("甲,乙\n丙,丁\n".as_bytes().to_vec(), Error::NoHeadings),
        (Vec::new(), Error::NoHeadings),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read(&bytes, today()), Err(expected.clone()));
        assert!(expected.message().ends_with('。'));
    }
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/sharedStrings.xml", options).unwrap();
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..401 {
        archive.write_all(&block).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < BYTES_MAX);
    assert_eq!(read(&bytes, today()), Err(Error::TooLarge));
}
