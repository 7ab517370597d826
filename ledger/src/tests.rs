//! The files are opened again with other people's readers.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, NaiveDate, Utc};
use domain::RecordId;
use domain::household::Household;
use domain::visit::{
    Difficulty, FamilyChange, Handling, Outcome, Purpose, Topic, Visit, VisitMethod,
};

use crate::statistics::share;
use crate::visits::{self, Around, Receipt, VisitLine};
use crate::{Heading, LEDGERS, Ledger, mark};

const HEADING: Heading<'static> = Heading {
    title: "入户走访月台账",
    period: "2026年11月",
    area: "清水镇",
    mark: None,
};

const HEADINGS: [&str; 17] = [
    "序号",
    "日期",
    "村",
    "网格",
    "组",
    "门牌",
    "户主",
    "方式",
    "结果",
    "类型",
    "受访人",
    "主要内容",
    "诉求",
    "处理",
    "跟进日期",
    "记录人",
    "签收情况",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn line() -> VisitLine {
    VisitLine {
        date: day("2026-11-22"),
        village: "柳湾村".to_owned(),
        grid: "第一网格".to_owned(),
        group: 3,
        door: "12号".to_owned(),
        head: "王建军".to_owned(),
        method: VisitMethod::Door,
        outcome: Outcome::Met,
        purpose: Purpose::Routine,
        met: "王建军".to_owned(),
        content: "无变化".to_owned(),
        request: String::new(),
        handling: Handling::FollowUp,
        follow_up_on: Some(day("2026-12-01")),
        recorder: "何明贵".to_owned(),
        receipt: Receipt::Received,
    }
}

fn written(lines: Vec<VisitLine>) -> calamine::Range<Data> {
    let bytes = visits::filed(lines).xlsx(&HEADING).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    book.worksheet_range("台账").unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn rows_of_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("a byte order mark");
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text)
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_workbook_has_title_unit_headings_and_lines() {
    let sheet = written(vec![line(), line()]);
    assert_eq!(sheet[(0, 0)], Data::String("入户走访月台账".to_owned()));
    let unit = sheet[(1, 0)].to_string();
    assert!(
        unit.contains("清水镇") && unit.contains("2026年11月"),
        "{unit}"
    );
    let headings: Vec<String> = (0..17).map(|at| sheet[(2, at)].to_string()).collect();
    assert_eq!(headings, HEADINGS);
    assert_eq!(sheet.height(), 3 + 2);
    assert_eq!(sheet[(4, 0)], Data::Float(2.0));
    let Data::DateTime(date) = &sheet[(3, 1)] else {
        panic!("a real date, not {:?}", sheet[(3, 1)])
    };
    // 2026-11-22 is day 46348 of Excel's calendar.
    assert_eq!((date.is_datetime(), date.as_f64()), (true, 46_348.0));
    assert_eq!(sheet[(3, 11)], Data::String("无变化".to_owned()));
    assert_eq!(sheet[(3, 12)], Data::Empty);
}

#[test]
fn the_sheet_prints_on_a4_across_with_repeated_headings_and_page_numbers() {
    let bytes = visits::filed(vec![line()]).xlsx(&HEADING).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "第 &amp;P 页 共 &amp;N 页",
        "ySplit=\"3\"",
        "state=\"frozen\"",
    ] {
        assert!(sheet.contains(wanted), "{wanted} is missing");
    }
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("$3:$3"), "the headings repeat: {book}");
}

#[test]
fn a_row_is_as_high_as_its_longest_text() {
    let heights = |remarks: &str| {
        let mut long = line();
        long.content = remarks.to_owned();
        let bytes = visits::filed(vec![line(), long]).xlsx(&HEADING).unwrap();
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        let rows = sheet.split("<row ").skip(4);
        let heights: Vec<Option<u16>> = rows
            .map(|row| {
                let height = row.split('>').next()?.split("ht=\"").nth(1)?;
                height.split('"').next()?.parse().ok()
            })
            .collect();
        heights
    };
    assert_eq!(heights("无变化"), [None, None]);
    assert_eq!(heights("一\n二\n三"), [None, Some(45)]);
    let [None, Some(height)] = heights(&"话".repeat(60))[..] else {
        panic!("a long text needs more than a line");
    };
    assert!(height >= 45, "{height}");
    assert_eq!(heights(&"话".repeat(9_000)), [None, Some(405)]);
}

#[test]
fn csv_carries_the_same_cells() {
    let rows = rows_of_csv(&visits::filed(vec![line()]).csv());
    assert_eq!(rows[0], HEADINGS);
    let expected = [
        "1",
        "2026-11-22",
        "柳湾村",
        "第一网格",
        "3",
        "12号",
        "王建军",
        "上门",
        "见到本人",
        "日常",
        "王建军",
        "无变化",
        "",
        "待跟进",
        "2026-12-01",
        "何明贵",
        "已签收",
    ];
    assert_eq!(rows[1], expected);
}

#[test]
fn no_cell_becomes_a_formula() {
    let starts = ["=1+1", "+86", "-3", "@SUM(A1)", "\t=1", "＝1+1"];
    for start in starts {
        let mut bad = line();
        bad.content = start.to_owned();
        let rows = rows_of_csv(&visits::filed(vec![bad.clone()]).csv());
        assert_eq!(rows[1][11], format!("'{start}"));
        let sheet = written(vec![bad]);
        assert_eq!(sheet[(3, 11)], Data::String(start.to_owned()));
    }
}

#[test]
fn commas_quotes_and_line_breaks_survive_csv() {
    let mut odd = line();
    odd.request = "屋顶漏雨,\"急\"\n请尽快".to_owned();
    let rows = rows_of_csv(&visits::filed(vec![odd.clone()]).csv());
    assert_eq!(rows[1][12], odd.request);
}

#[test]
fn a_line_is_put_together_from_the_visit() {
    let visited_at: DateTime<Utc> = "2026-11-22T17:30:00Z".parse().unwrap();
    let mut visit = Visit::routine(RecordId::from_slice(&[7; 16]).unwrap(), visited_at);
    visit.family_changes = vec![FamilyChange::Left, FamilyChange::Illness];
    visit.topics = vec![Topic::Fire, Topic::Fraud];
    visit.leaflets = Some(2);
    visit.remarks = Some("门前路滑".to_owned());
    visit.difficulties = vec![Difficulty::Medical];
    visit.difficulty_note = Some("药费高".to_owned());
    let household = Household {
        head: "王建军".to_owned(),
        ..Household::default()
    };
    let line = VisitLine::new(
        &visit,
        &Around {
            village: "柳湾村",
            grid: "第一网格",
            household: &household,
            recorder: "何明贵",
            receipt: Receipt::Waiting,
        },
    );
    assert_eq!(
        line.date,
        day("2026-11-23"),
        "half past one at night in Beijing"
    );
    assert_eq!(
        line.content,
        "家庭变化：外出、生病；宣讲：防火、反诈（资料2份）；门前路滑"
    );
    assert_eq!(line.request, "医疗：药费高");
    let sheet = written(vec![line]);
    assert_eq!(sheet[(3, 4)], Data::Empty, "group 0 stays blank");
    assert_eq!(sheet[(3, 16)], Data::String("待签收".to_owned()));
}

#[test]
fn an_empty_month_is_a_ledger_too() {
    assert_eq!(written(Vec::new()).height(), 3);
    assert_eq!(rows_of_csv(&visits::filed(Vec::new()).csv()).len(), 1);
}

#[test]
fn every_ledger_has_a_key_of_its_own_that_scripts_can_keep() {
    let keys: Vec<&str> = LEDGERS.iter().map(|ledger| ledger.key).collect();
    assert_eq!(
        keys,
        [
            "disputes",
            "dispute-month",
            "figures",
            "oral-agreements",
            "written-agreements",
            "visits",
            "coverage",
            "care-visits",
            "hazards",
            "opinions",
            "errands",
            "lectures",
            "meetings",
            "worklog",
            "grids"
        ]
    );
    for key in keys {
        assert_eq!(Ledger::named(key).map(|ledger| ledger.key), Some(key));
    }
    assert!(Ledger::named("nothing").is_none());
}

#[test]
fn shares_are_rounded_as_people_round_and_nothing_of_nothing_is_a_dash() {
    assert_eq!(share(842, 869), "96.9%");
    assert_eq!((share(1, 3), share(2, 3)), ("33.3%".into(), "66.7%".into()));
    assert_eq!((share(0, 7), share(7, 7)), ("0.0%".into(), "100.0%".into()));
    assert_eq!(share(0, 0), "—");
}

#[test]
fn the_ledger_of_disputes_has_the_columns_that_are_filed() {
    use crate::disputes::{self, DisputeLine};
    let line = DisputeLine {
        number: "20261122-3fa9".to_owned(),
        found_on: Some(day("2026-11-22")),
        parties: "张三、李四".to_owned(),
        people: Some(4),
        is_closed: true,
        ..DisputeLine::default()
    };
    let bytes = disputes::filed([line.clone()]).xlsx(&HEADING).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("台账").unwrap();
    let headings: Vec<String> = sheet
        .rows()
        .nth(2)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = "序号 编号 排查日期 村/网格 当事人 类别 简要情况 涉及人数 风险 来源 包案领导 责任人 受理日期 时限 \
                    调解种类 协议形式 化解日期 化解层级 结果 履行 回访日期 是否销号 备注";
    assert_eq!(headings.join(" "), expected);
    let first = sheet.rows().nth(3).unwrap();
    assert_eq!(first[4], Data::String("张三、李四".to_owned()));
    assert_eq!(first[21], Data::String("是".to_owned()));
    let text = String::from_utf8(disputes::filed([line]).csv()).unwrap();
    assert!(
        text.lines()
            .nth(1)
            .unwrap()
            .starts_with("1,20261122-3fa9,2026-11-22,")
    );
}

#[test]
fn a_ledger_that_names_people_is_marked_above_the_lines_and_at_the_foot_of_every_page() {
    let at = DateTime::from_timestamp(1_795_766_400, 0).unwrap();
    let words = mark(
        "清水镇",
        "陈志强",
        at,
        domain::ExportPurpose::Report,
        "刘&主任",
    );
    assert_eq!(
        words,
        "清水镇 陈志强 2026-11-27 16:00 导出，用途：报送上级，批准人：刘&主任。内含个人信息，不得外传"
    );
    let heading = Heading {
        mark: Some(&words),
        ..HEADING
    };
    let bytes = crate::disputes::filed([]).xlsx(&heading).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("ySplit=\"4\"") && sheet.contains("A3:W3"));
    // In a foot an ampersand begins an instruction, two are one.
    assert!(sheet.contains("<oddFooter>&amp;L清水镇 陈志强"));
    assert!(sheet.contains("刘&amp;&amp;主任。内含个人信息，不得外传&amp;C第 &amp;P 页"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let rows = book.worksheet_range("台账").unwrap();
    assert_eq!(rows.get((2, 0)), Some(&Data::String(words)));
    assert_eq!(rows.get((3, 0)), Some(&Data::String("序号".to_owned())));
    let named = LEDGERS.iter().filter(|ledger| ledger.names_people);
    let named: Vec<&str> = named.map(|ledger| ledger.key).collect();
    assert_eq!(
        named,
        [
            "disputes",
            "oral-agreements",
            "written-agreements",
            "opinions",
            "errands",
            "meetings"
        ]
    );
}

#[test]
fn a_period_is_said_as_exactly_as_it_is() {
    let said = |from: &str, to: &str| crate::period(day(from), day(to));
    assert_eq!(said("2026-02-01", "2026-02-28"), "2026年2月");
    assert_eq!(said("2026-12-01", "2026-12-31"), "2026年12月");
    assert_eq!(said("2026-11-27", "2026-11-27"), "2026年11月27日");
    assert_eq!(said("2026-11-01", "2026-11-27"), "2026年11月1日至27日");
    assert_eq!(
        said("2026-10-01", "2026-11-30"),
        "2026年10月1日至2026年11月30日"
    );
}
