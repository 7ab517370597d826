//! The code lists of care files and check-ins, in the words of the forms.

use crate::codes::codes;

codes! {
    /// 关爱类别. Shown inside a file only; lists say [`Level`].
    pub enum Line = "care-line" {
        /// 社区矫正.
        Correction = "correction" => "矫正",
        /// 安置帮教.
        Resettlement = "resettlement" => "帮教",
        /// 精神障碍.
        Mental = "mental" => "精障",
        /// 社区戒毒、社区康复.
        Recovery = "recovery" => "戒毒",
        /// 特殊困难老年人.
        Elder = "elder" => "老人",
        /// 留守、困境儿童.
        Child = "child" => "儿童",
        /// 家庭暴力受害人.
        Violence = "violence" => "家暴",
        /// 其他.
        Other = "other" => "其他关爱",
    }
}

codes! {
    /// 关爱等级: the neutral word in lists.
    pub enum Level = "care-level" {
        /// Often.
        A = "a" => "关爱A",
        /// From time to time.
        B = "b" => "关爱B",
        /// Now and then.
        C = "c" => "关爱C",
    }
}

codes! {
    /// 走访方式.
    pub enum CheckMethod = "care-method" {
        /// 上门.
        Door = "door" => "上门",
        /// 电话.
        Phone = "phone" => "电话",
        /// 视频.
        Video = "video" => "视频",
        /// Done in another system; the result is noted here.
        Elsewhere = "elsewhere" => "其他系统核查",
    }
}

codes! {
    /// 地点.
    pub enum CheckPlace = "care-place" {
        /// 家中.
        Home = "home" => "家中",
        /// 村委会.
        Village = "village" => "村委会",
        /// 单位或学校.
        Work = "work" => "单位或学校",
        /// 其他.
        Other = "other" => "其他地点",
    }
}

codes! {
    /// 见到谁.
    pub enum Met = "care-met" {
        /// 本人.
        Person = "person" => "本人",
        /// 监护人.
        Guardian = "guardian" => "监护人",
        /// 家属.
        Family = "family" => "家属",
        /// Nobody.
        Nobody = "nobody" => "未见到",
    }
}

codes! {
    /// 随行人员.
    pub enum Companion = "care-companion" {
        /// 村医.
        Doctor = "doctor" => "村医",
        /// 民警.
        Police = "police" => "民警",
        /// 司法所.
        Justice = "justice" => "司法所",
        /// 民政.
        CivilAffairs = "civil_affairs" => "民政",
        /// 儿童主任.
        ChildOfficer = "child_officer" => "儿童主任",
    }
}

codes! {
    /// 生活来源.
    pub enum Livelihood = "care-livelihood" {
        /// 务农.
        Farming = "farming" => "务农",
        /// 打工.
        Work = "work" => "打工",
        /// 低保.
        Allowance = "allowance" => "低保",
        /// 其他.
        Other = "other" => "其他来源",
    }
}

codes! {
    /// 是否在家/外出.
    pub enum Whereabouts = "care-whereabouts" {
        /// 在家.
        Home = "home" => "在家",
        /// 短期外出.
        ShortTrip = "short_trip" => "短期外出",
        /// 长期外出.
        LongTrip = "long_trip" => "长期外出",
    }
}

codes! {
    /// 服药情况.
    pub enum Medication = "care-medication" {
        /// 按医嘱.
        AsTold = "as_told" => "按医嘱",
        /// 间断.
        Irregular = "irregular" => "间断",
        /// 未服.
        None = "none" => "未服",
        /// 不清楚.
        Unclear = "unclear" => "不清楚",
    }
}

codes! {
    /// 监护人、家属联系方式是否有效.
    pub enum Contact = "care-contact" {
        /// It works.
        Works = "works" => "有效",
        /// It does not any more.
        Gone = "gone" => "已失效",
        /// Nobody asked.
        Unasked = "unasked" => "未核实",
    }
}

codes! {
    /// 生活、就业、就学、就医需求.
    pub enum CareNeed = "care-need" {
        /// None.
        None = "none" => "无",
        /// 生活.
        Living = "living" => "生活",
        /// 就业.
        Work = "work" => "就业",
        /// 就学.
        School = "school" => "就学",
        /// 就医.
        Medical = "medical" => "就医",
        /// 其他.
        Other = "other" => "其他需求",
    }
}

codes! {
    /// 有无异常.
    pub enum Abnormal = "care-abnormal" {
        /// 无.
        No = "no" => "无异常",
        /// 有.
        Yes = "yes" => "有异常",
    }
}

codes! {
    /// 送达部门.
    pub enum Department = "care-department" {
        /// 司法所.
        Justice = "justice" => "司法所",
        /// 卫生院.
        Health = "health" => "卫生院",
        /// 派出所.
        Police = "police" => "派出所",
        /// 民政.
        CivilAffairs = "civil_affairs" => "民政",
    }
}

codes! {
    /// 事由: why the town's office opens a file. There is no other: who has none of these does not open it.
    pub enum OpenPurpose = "care-purpose" {
        /// Something was reported as abnormal.
        Abnormal = "abnormal" => "处置异常",
        /// Help is being arranged.
        Help = "help" => "救助帮扶",
        /// A dispute concerns the person.
        Dispute = "dispute" => "化解纠纷",
        /// Are visits made as they should be?
        Supervise = "supervise" => "检查走访",
        /// Something in it is to be put right.
        Verify = "verify" => "核对信息",
        /// Who shares the care changes.
        Team = "team" => "调整五包一",
    }
}

impl Line {
    /// Does a check-in ask about medication? For this one line only.
    #[must_use]
    pub fn asks_medication(self) -> bool {
        self == Self::Mental
    }

    /// 强制报告: who learns of harm to such a person has the duty to report it at once.
    #[must_use]
    pub fn has_duty_to_report(self) -> bool {
        matches!(self, Self::Child | Self::Violence)
    }

    /// The department whose line it is.
    #[must_use]
    pub fn department(self) -> Department {
        match self {
            Self::Correction | Self::Resettlement | Self::Recovery => Department::Justice,
            Self::Mental => Department::Health,
            Self::Violence => Department::Police,
            Self::Elder | Self::Child | Self::Other | Self::Unknown => Department::CivilAffairs,
        }
    }
}
