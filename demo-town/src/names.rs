//! Invented names: short lists of syllables put together by chance, so that no list of real people stands behind them.

use domain::resident::Sex;

use crate::chance::Chance;

/// The town's name says at once that it is invented.
pub(crate) const TOWN: &str = "清水镇（演示）";

/// Villages, in the order of their codes; a small town has the first three.
pub(crate) const VILLAGES: [&str; 18] = [
    "柳湾村",
    "石磨沟村",
    "东河沿村",
    "上槐树村",
    "下槐树村",
    "青石坡村",
    "杏花岭村",
    "双桥头村",
    "白杨渡村",
    "南塬村",
    "北塬村",
    "枣林子村",
    "麦场村",
    "大泉眼村",
    "红土梁村",
    "新移民村",
    "苇子滩村",
    "官道口村",
];

/// The town as the names of its departments begin.
pub(crate) const TOWN_SHORT: &str = "清水";

/// Departments of the town, by the names under which things are assigned to them.
pub(crate) const DEPARTMENTS: [&str; 4] = ["司法所", "派出所", "卫生院", "民政所"];

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "高", "林", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾",
    "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余", "杜", "叶", "程", "魏", "苏", "吕", "丁", "任",
    "卢", "姚", "沈", "钟", "姜", "崔",
];
const MALE_FIRST: &[&str] = &[
    "建", "志", "永", "国", "文", "玉", "德", "守", "明", "春", "兴", "世", "长", "进", "正", "天",
    "成", "金", "学", "立",
];
const MALE_SECOND: &[&str] = &[
    "军", "强", "平", "林", "山", "福", "贵", "田", "海", "东", "才", "祥", "龙", "江", "民", "安",
    "虎", "生", "斌", "宏",
];
const FEMALE_FIRST: &[&str] = &[
    "秀", "玉", "桂", "淑", "春", "小", "美", "红", "丽", "凤", "巧", "雪", "月", "爱", "素", "彩",
    "慧", "翠",
];
const FEMALE_SECOND: &[&str] = &[
    "英", "兰", "芳", "梅", "霞", "琴", "莲", "花", "珍", "娟", "萍", "香", "玲", "云", "燕", "菊",
    "敏", "琳",
];
const YOUNG_MALE: &[&str] = &[
    "浩然", "宇轩", "俊杰", "思远", "博文", "天佑", "嘉豪", "子墨", "铭泽", "晨阳",
];
const YOUNG_FEMALE: &[&str] = &[
    "子涵", "欣怡", "梓萱", "佳琪", "雨桐", "一诺", "诗涵", "可心", "若曦", "思彤",
];

pub(crate) fn surname(chance: &mut Chance) -> &'static str {
    chance.pick(SURNAMES)
}

/// A given name in the taste of the generation.
pub(crate) fn given(chance: &mut Chance, sex: Sex, age: i64) -> String {
    let (young, first, second) = match sex {
        Sex::Female => (YOUNG_FEMALE, FEMALE_FIRST, FEMALE_SECOND),
        Sex::Male | Sex::Unknown => (YOUNG_MALE, MALE_FIRST, MALE_SECOND),
    };
    if age < 25 && chance.in_1000(700) {
        return chance.pick(young).to_owned();
    }
    let last = chance.pick(second);
    if chance.in_1000(150) {
        last.to_owned()
    } else {
        format!("{}{last}", chance.pick(first))
    }
}

pub(crate) fn full(chance: &mut Chance, sex: Sex, age: i64) -> String {
    format!("{}{}", surname(chance), given(chance, sex, age))
}
