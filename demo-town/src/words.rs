//! What workers write into free text, in their own short way.

use domain::visit::Difficulty;

use crate::chance::Chance;

pub(crate) const ABSENT: &[&str] = &[
    "外出务工",
    "下地干活",
    "门上锁",
    "赶集未归",
    "走亲戚",
    "敲门无人应",
];

pub(crate) const REMARKS: &[&str] = &[
    "家中一切正常",
    "提醒冬季用火用电安全",
    "已登记新手机号",
    "院墙有裂缝,提醒注意",
    "已留联系电话,有事随时打",
    "提醒看好孩子,防溺水",
    "询问低保办理材料",
    "反映路灯不亮",
];

const NOTES: &[(Difficulty, &[&str])] = &[
    (
        Difficulty::Living,
        &["取暖用煤不够", "独居,买菜不便", "自来水时断时续"],
    ),
    (
        Difficulty::Medical,
        &["慢性病药费高", "去县医院不会挂号", "医保报销不清楚流程"],
    ),
    (
        Difficulty::Housing,
        &["屋顶漏雨", "危房改造想了解进度", "门前排水不畅"],
    ),
    (
        Difficulty::Schooling,
        &["孩子转学手续不会办", "助学金申请想了解", "上学路远无人接送"],
    ),
    (
        Difficulty::Work,
        &["想在家门口找活", "工资被拖欠两个月", "想参加技能培训"],
    ),
    (
        Difficulty::Other,
        &["与邻居地界有分歧", "果树苗价格想了解", "希望修村口的路"],
    ),
];

pub(crate) fn difficulty(chance: &mut Chance) -> (Difficulty, &'static str) {
    let (sort, notes) = NOTES
        .get(chance.below(NOTES.len()))
        .copied()
        .unwrap_or((Difficulty::Other, &["希望修村口的路"]));
    (sort, chance.pick(notes))
}
