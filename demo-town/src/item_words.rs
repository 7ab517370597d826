//! What people say in the invented town's hazards, opinions, errands, lectures, tasks and notices.

/// The words of one form.
pub(crate) struct Words {
    /// The form.
    pub(crate) form: &'static str,
    /// The field that the first code of an entry answers.
    pub(crate) list: &'static str,
    /// Code, place or heading, and what was said.
    pub(crate) said: &'static [(&'static str, &'static str, &'static str)],
}

/// Each form with its share of all, in 1000.
pub(crate) const FORMS: &[(Words, usize)] = &[
    (
        Words {
            form: "hazard",
            list: "hazard_type",
            said: &[
                ("fire", "村东头柴草垛", "柴草堆紧挨着院墙,有人在旁边烧纸"),
                ("power", "二组变压器旁", "电线老化,接头裸露,离树枝很近"),
                ("traffic", "村口弯道", "弯道护栏断了一截,晚上没有灯"),
                ("house", "老学校后墙", "后墙裂缝变宽,雨天往下掉土"),
                ("water", "西沟涵洞", "涵洞被枯枝堵住,下雨会漫到路上"),
                ("lines", "小卖部门前", "通信线垂到人头高,小孩伸手够得着"),
                ("environment", "三组水渠边", "有人往渠里倒垃圾,已经发臭"),
            ],
        },
        280,
    ),
    (
        Words {
            form: "opinion",
            list: "opinion_category",
            said: &[
                ("water", "", "机井坏了半个月,冬水浇不上"),
                ("road", "", "巷道没有硬化,下雨天轮椅出不来"),
                ("village", "", "补贴公示看不懂,想请人讲一讲"),
                ("medical", "", "村卫生室缺降压药,要跑镇上买"),
                ("schooling", "", "早班校车太早,孩子在路口等得冷"),
                ("environment", "", "垃圾箱离得远,老人走不到"),
            ],
        },
        330,
    ),
    (
        Words {
            form: "errand",
            list: "errand_item",
            said: &[
                ("health_insurance", "", "住院报销不会在手机上办"),
                ("pension", "", "养老金认证,人脸总是通不过"),
                ("allowance", "", "想申请临时救助,不知道要什么材料"),
                ("disability", "", "残疾证到期要换,腿脚不便去不了县里"),
                ("wish", "", "想要一个放大镜看药品说明"),
                ("payment", "", "医保缴费,家里没有智能手机"),
            ],
        },
        270,
    ),
    (
        Words {
            form: "lecture",
            list: "lecture_topic",
            said: &[
                ("fraud", "村部广场", "讲了假冒客服和刷单返利的例子"),
                ("fire", "老年活动室", "讲煤炉通风和电热毯的用法"),
                (
                    "health_insurance",
                    "村部会议室",
                    "讲明年参保缴费的时间和办法",
                ),
                ("law", "大槐树下", "讲土地流转合同要写清的几条"),
            ],
        },
        90,
    ),
    (
        Words {
            form: "task",
            list: "task_sort",
            said: &[
                ("visit", "", "走访近期返乡人员,问清就业打算"),
                ("check", "", "排查煤炉取暖户,看烟囱和通风"),
                ("follow_up", "", "回访上月化解的纠纷,看履行了没有"),
                ("publicity", "", "逐户送一份反诈明白纸"),
            ],
        },
        30,
    ),
];

/// What was done, for the steps.
pub(crate) const DONE: &[&str] = &[
    "已到现场看过,和当事人说清了",
    "已联系相关单位,约好时间处理",
    "当天处理完,请本人看过",
    "打电话告诉了本人,本人知道了",
    "材料备齐,已替本人交到窗口",
];

/// Sort, heading and text of each notice, the newest first.
pub(crate) const NOTICES: &[(&str, &str, &str)] = &[
    (
        "alert",
        "寒潮降温,请提醒取暖安全",
        "未来三天气温下降明显。请各网格提醒住户:煤炉要装烟囱,睡前看通风;电热毯不要折叠,不用时拔掉插头;独居老人请当面看一眼。",
    ),
    (
        "policy",
        "居民医保参保缴费怎么办",
        "缴费期到年底。可以在手机上缴,也可以请村里代缴;困难人员有资助,不用先垫钱。缴费后在手机或村部都能查到。断缴以后再参保会有等待期,请尽早缴。",
    ),
    (
        "notice",
        "本月走访重点",
        "本月先走访空巢老人户、困难户和刚返乡的人。走访中听到的意见一条记一次,能当场答复的当场答复,需要办的转给镇里。",
    ),
    (
        "policy",
        "临时救助怎么申请",
        "因突发情况生活困难的,可以向村委会或镇民政窗口提出,口头说也可以。带身份证和能说明情况的材料;材料不全的,先受理再补。",
    ),
];
