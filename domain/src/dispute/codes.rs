//! The code lists of disputes, in the words of the forms and of the judicial statistics. No numeric code of a standard stands here.

use crate::codes::codes;

codes! {
    /// 类别(一级): the fifteen of the monthly judicial statistics.
    pub enum Category = "dispute-category" {
        /// 婚姻家庭.
        Marriage = "marriage" => "婚姻家庭",
        /// 邻里.
        Neighbours = "neighbours" => "邻里",
        /// 房屋宅基地.
        Housing = "housing" => "房屋宅基地",
        /// 合同.
        Contract = "contract" => "合同",
        /// 生产经营.
        Business = "business" => "生产经营",
        /// 损害赔偿.
        Damages = "damages" => "损害赔偿",
        /// 山林土地.
        Land = "land" => "山林土地",
        /// 征地拆迁.
        Demolition = "demolition" => "征地拆迁",
        /// 环境污染.
        Environment = "environment" => "环境污染",
        /// 劳动争议.
        Labour = "labour" => "劳动争议",
        /// 消费.
        Consumer = "consumer" => "消费",
        /// 医疗.
        Medical = "medical" => "医疗",
        /// 道路交通事故.
        Traffic = "traffic" => "道路交通事故",
        /// 物业.
        Property = "property" => "物业",
        /// 其他.
        Other = "other" => "其他",
    }
}

codes! {
    /// 激化风险.
    pub enum Risk = "dispute-risk" {
        /// Nothing to be seen of it.
        None = "none" => "无",
        /// It may get worse.
        MayEscalate = "may_escalate" => "可能升级",
        /// There was violence, or it was threatened: the police first.
        Violence = "violence" => "已有暴力或扬言",
    }
}

codes! {
    /// 发现方式/来源.
    pub enum Source = "dispute-source" {
        /// 走访排查.
        Visit = "visit" => "走访排查",
        /// 群众申请.
        Request = "request" => "群众申请",
        /// 主动.
        Initiative = "initiative" => "主动",
        /// 说事室.
        TalkRoom = "talk_room" => "说事室",
        /// 信访.
        Petition = "petition" => "信访",
        /// 12345.
        Hotline = "hotline" => "12345",
        /// 110移交.
        Police = "police" => "110移交",
        /// 法院委托.
        Court = "court" => "法院委托",
        /// 上级交办.
        Superior = "superior" => "上级交办",
        /// 其他部门.
        Department = "department" => "其他部门",
    }
}

codes! {
    /// 双方同意调解.
    pub enum Consent = "dispute-consent" {
        /// Both agree.
        Agreed = "agreed" => "同意",
        /// One side does not: then there is no mediation.
        Refused = "refused" => "一方不同意",
        /// Still to be asked.
        Asking = "asking" => "待征求",
    }
}

codes! {
    /// 规模.
    pub enum Size = "dispute-size" {
        /// Between single persons.
        Single = "single" => "个体",
        /// Of a group.
        Group = "group" => "群体",
    }
}

codes! {
    /// 现场处置.
    pub enum OnSite = "dispute-on-site" {
        /// Settled on the spot.
        Settled = "settled" => "当场化解",
        /// The worker goes on.
        GoOn = "go_on" => "继续调解",
        /// Handed up to the village.
        Village = "village" => "上报村",
        /// Handed up to the town.
        Town = "town" => "上报镇",
    }
}

codes! {
    /// Where a dispute stands.
    pub enum State = "dispute-state" {
        /// Written down with the least.
        Draft = "draft" => "待登记",
        /// 已登记.
        Registered = "registered" => "已登记",
        /// 当场化解.
        SettledOnSite = "settled_on_site" => "当场化解",
        /// Waits until village or town accepts it.
        Submitted = "submitted" => "待受理",
        /// 已受理.
        Accepted = "accepted" => "已受理",
        /// Not accepted, with the reason.
        Declined = "declined" => "不受理",
        /// 已交办.
        Assigned = "assigned" => "已交办",
        /// 调处中.
        Mediating = "mediating" => "调处中",
        /// 达成协议.
        Agreed = "agreed" => "达成协议",
        /// 已上报.
        Escalated = "escalated" => "已上报",
        /// Ended without an agreement: an ordinary end.
        Terminated = "terminated" => "已终止",
        /// 履行与回访.
        FollowUp = "follow_up" => "履行与回访",
        /// 待销号.
        ToClose = "to_close" => "待销号",
        /// 已销号.
        Closed = "closed" => "已销号",
        /// 复发.
        Reopened = "reopened" => "复发",
    }
}

codes! {
    /// The line of steps that everybody reads.
    pub enum Stage = "dispute-stage" {
        /// 登记.
        Register = "register" => "登记",
        /// 受理.
        Accept = "accept" => "受理",
        /// 调处.
        Mediate = "mediate" => "调处",
        /// 协议.
        Agree = "agree" => "协议",
        /// 回访.
        FollowUp = "follow_up" => "回访",
        /// 销号.
        Close = "close" => "销号",
    }
}

impl State {
    /// The stage of the line that this state belongs to.
    #[must_use]
    pub fn stage(self) -> Stage {
        match self {
            Self::Draft | Self::Registered | Self::Reopened | Self::Unknown => Stage::Register,
            Self::Submitted | Self::Accepted | Self::Declined | Self::Escalated => Stage::Accept,
            Self::Assigned | Self::Mediating | Self::Terminated => Stage::Mediate,
            Self::Agreed | Self::SettledOnSite => Stage::Agree,
            Self::FollowUp => Stage::FollowUp,
            Self::ToClose | Self::Closed => Stage::Close,
        }
    }

    /// Is something still to be done to settle it? Settled, ended and struck off are not.
    #[must_use]
    pub fn is_unsettled(self) -> bool {
        matches!(
            self,
            Self::Draft
                | Self::Registered
                | Self::Submitted
                | Self::Accepted
                | Self::Assigned
                | Self::Mediating
                | Self::Escalated
                | Self::Reopened
        )
    }
}

codes! {
    /// The level that handles a dispute.
    pub enum Level = "dispute-level" {
        /// 网格.
        Grid = "grid" => "网格",
        /// 村.
        Village = "village" => "村",
        /// 镇.
        Town = "town" => "镇",
        /// 县.
        County = "county" => "县",
    }
}

impl Level {
    /// The next level up; the county has none.
    #[must_use]
    pub fn up(self) -> Option<Self> {
        match self {
            Self::Grid => Some(Self::Village),
            Self::Village => Some(Self::Town),
            Self::Town => Some(Self::County),
            Self::County | Self::Unknown => None,
        }
    }

    /// The level below, to which a dispute is returned.
    #[must_use]
    pub fn down(self) -> Self {
        match self {
            Self::County => Self::Town,
            Self::Town => Self::Village,
            Self::Village | Self::Grid | Self::Unknown => Self::Grid,
        }
    }
}

codes! {
    /// 调解种类.
    pub enum MediationKind = "dispute-mediation" {
        /// 人民调解.
        People = "people" => "人民调解",
        /// 行政调解.
        Administrative = "administrative" => "行政调解",
        /// 司法调解.
        Judicial = "judicial" => "司法调解",
        /// 其他.
        Other = "other" => "其他",
    }
}

codes! {
    /// 联动.
    pub enum Linked = "dispute-linked" {
        /// 访调.
        Petition = "petition" => "访调",
        /// 行调.
        Administrative = "administrative" => "行调",
        /// 专调.
        Expert = "expert" => "专调",
        /// 警调.
        Police = "police" => "警调",
        /// 检调.
        Procurator = "procurator" => "检调",
        /// 贤调.
        Elder = "elder" => "贤调",
        /// 诉调.
        Court = "court" => "诉调",
    }
}

codes! {
    /// 渠道.
    pub enum Channel = "dispute-channel" {
        /// 当面.
        InPerson = "in_person" => "当面",
        /// 电话.
        Phone = "phone" => "电话",
        /// 视频.
        Video = "video" => "视频",
    }
}

codes! {
    /// 协议形式.
    pub enum AgreementForm = "dispute-agreement" {
        /// 书面: takes effect with all signatures and the committee's seal.
        Written = "written" => "书面",
        /// 口头: takes effect when it is reached; the mediator writes it down.
        Oral = "oral" => "口头",
    }
}

codes! {
    /// 结果.
    pub enum Outcome = "dispute-outcome" {
        /// 达成协议.
        Agreed = "agreed" => "达成协议",
        /// 自行和解.
        SelfSettled = "self_settled" => "自行和解",
        /// 调解不成终止.
        Failed = "failed" => "调解不成终止",
        /// 一方拒绝: not a failure.
        Refused = "refused" => "一方拒绝",
        /// 引导诉讼等.
        Litigation = "litigation" => "引导诉讼等",
        /// 撤回.
        Withdrawn = "withdrawn" => "撤回",
    }
}

codes! {
    /// 告知途径: the legal routes that the parties were told of.
    pub enum Route = "dispute-route" {
        /// 仲裁.
        Arbitration = "arbitration" => "仲裁",
        /// 行政.
        Administrative = "administrative" => "行政",
        /// 诉讼.
        Court = "court" => "诉讼",
    }
}

codes! {
    /// 履行.
    pub enum Performance = "dispute-performance" {
        /// 已履行.
        Done = "done" => "已履行",
        /// 部分履行.
        Partly = "partly" => "部分履行",
        /// 未履行.
        NotDone = "not_done" => "未履行",
    }
}

codes! {
    /// 满意.
    pub enum Satisfaction = "dispute-satisfaction" {
        /// 满意.
        Satisfied = "satisfied" => "满意",
        /// 基本满意.
        Mostly = "mostly" => "基本满意",
        /// 不满意.
        Dissatisfied = "dissatisfied" => "不满意",
        /// 未表态.
        Silent = "silent" => "未表态",
    }
}

codes! {
    /// 督办.
    pub enum Grade = "dispute-grade" {
        /// 普通.
        Ordinary = "ordinary" => "普通督办",
        /// 黄牌.
        Yellow = "yellow" => "黄牌督办",
        /// 红牌.
        Red = "red" => "红牌督办",
    }
}

codes! {
    /// 延期.
    pub enum Extension = "dispute-extension" {
        /// 未申请.
        None = "none" => "未申请",
        /// 审核中.
        Asked = "asked" => "审核中",
        /// 同意.
        Granted = "granted" => "同意",
        /// 不同意.
        Denied = "denied" => "不同意",
        /// 失效: the dispute went on before anybody decided.
        Lapsed = "lapsed" => "失效",
    }
}
