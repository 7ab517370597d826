//! What people quarrel about in the invented town, and how it is written down.

use domain::dispute::{Category, Performance, Satisfaction};

use crate::chance::Chance;

/// A quarrel as it is written down: what about, the village's word for the cause, where, what happened, how it was settled.
pub(crate) struct Quarrel {
    pub(crate) category: Category,
    pub(crate) cause: Option<&'static str>,
    pub(crate) place: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) settled: &'static str,
    pub(crate) weight: usize,
}

const fn quarrel(
    category: Category,
    cause: Option<&'static str>,
    place: &'static str,
    summary: &'static str,
    settled: &'static str,
    weight: usize,
) -> Quarrel {
    Quarrel {
        category,
        cause,
        place,
        summary,
        settled,
        weight,
    }
}

#[rustfmt::skip]
const QUARRELS: [Quarrel; 20] = [
    quarrel(Category::Neighbours, Some("灌溉用水"), "村东水渠边", "浇地先后起争执,两家都说轮到自己", "按户轮流,单日双日错开浇,渠口由组长看", 150),
    quarrel(Category::Neighbours, Some("地界"), "两家院墙之间", "新砌院墙过了老界石,邻居要求拆回", "当面量地,退回半尺,墙根水沟两家一起清", 130),
    quarrel(Category::Neighbours, Some("牲畜毁田"), "沟口麦地", "羊啃了麦苗,赔多少说不拢", "按两分地的收成赔,羊圈加门", 80),
    quarrel(Category::Land, Some("土地承包流转"), "川地地块", "流转合同到期,租地人不退地", "秋收后退地,当年租金照付", 90),
    quarrel(Category::Land, Some("地界"), "坡地界埂", "界埂被犁掉,两家各说各的界", "翻出承包证,按证重栽界石", 60),
    quarrel(Category::Marriage, Some("赡养"), "老人家中", "兄弟几个为老人轮流住哪家争吵", "每家住两个月,药费平摊", 70),
    quarrel(Category::Marriage, Some("彩礼"), "女方家中", "婚没结成,彩礼退多少有分歧", "扣除办酒花费,余下的分两次退", 40),
    quarrel(Category::Housing, None, "宅基地上", "翻建房屋挡了后院采光", "屋檐降一尺,后窗改大", 50),
    quarrel(Category::Labour, None, "镇上工地", "活干完两个月,工钱一直没结清", "工头打欠条,分两次付清", 70),
    quarrel(Category::Contract, None, "收购点", "果子交了货,说好的价又压低", "按讲好的价补差价", 40),
    quarrel(Category::Damages, None, "村道拐弯处", "三轮车碰坏了院门,修门的钱没人认", "车主出材料,两家一起修", 40),
    quarrel(Category::Traffic, None, "通村路口", "摩托车刮碰,医药费谁出没谈拢", "医药费对半,车各修各的", 30),
    quarrel(Category::Consumer, None, "集市摊位", "买的化肥结块,要求退换", "换货两袋,运费店家出", 25),
    quarrel(Category::Business, None, "合作社门口", "合伙养羊,分账说不清", "请会计对账,按出资分", 30),
    quarrel(Category::Demolition, Some("移民安置"), "安置点", "安置房分配次序有意见", "公开抽签顺序,名单贴出七天", 20),
    quarrel(Category::Environment, None, "养殖场下风口", "鸡粪味大,夏天开不了窗", "粪场加盖,三天清运一次", 25),
    quarrel(Category::Medical, None, "卫生室", "输液后起疹子,家属要说法", "免药费,陪同到县里复查", 10),
    quarrel(Category::Property, None, "安置小区", "楼道灯坏了几个月没人修", "物业当周换灯,少收一个月费", 15),
    quarrel(Category::Other, Some("村务分配"), "村部", "公益岗轮换,有户说没轮到自己", "名单和年限张榜,下一轮先补", 15),
    quarrel(Category::Other, None, "文化广场", "晚上音响声大,老人睡不好", "九点前收场,音箱朝外", 10),
];

const SESSIONS: &[&str] = &[
    "两家都到场,先各说各的,再一起到现场看",
    "请了村里老党员一起劝,双方口气软下来",
    "分头做了工作,约好第二天当面谈",
    "对着合同和收据一条条核对",
];

pub(crate) fn pick(chance: &mut Chance) -> &'static Quarrel {
    let mut hit = chance.below(1000);
    for quarrel in &QUARRELS {
        if hit < quarrel.weight {
            return quarrel;
        }
        hit -= quarrel.weight;
    }
    let [first, ..] = &QUARRELS;
    first
}

pub(crate) fn session(chance: &mut Chance) -> &'static str {
    chance.pick(SESSIONS)
}

pub(crate) fn finding(chance: &mut Chance) -> (Performance, Satisfaction) {
    chance.weighted(
        &[
            ((Performance::Done, Satisfaction::Satisfied), 620),
            ((Performance::Done, Satisfaction::Mostly), 220),
            ((Performance::Partly, Satisfaction::Mostly), 90),
            ((Performance::Done, Satisfaction::Silent), 40),
        ],
        (Performance::NotDone, Satisfaction::Dissatisfied),
    )
}

#[cfg(test)]
mod tests {
    use super::QUARRELS;

    #[test]
    fn the_shares_of_the_quarrels_add_up() {
        let sum: usize = QUARRELS.iter().map(|quarrel| quarrel.weight).sum();
        assert_eq!(sum, 1000);
    }
}
