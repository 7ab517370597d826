### 铁脚板的所有文字。短句,对着人说,不用行话。

app-name = 铁脚板

## 各处都用的词

back = 返回
next = 下一步
edit = 修改
save = 保存
show = 显示
close = 关闭
more = 再看一些
choose = 请选择
correct = 改时间
optional = 选填
filled = 已填 { $count } 项
opening = 正在打开…
try-again = 再试一次
open-again = 重新打开
go-home = 回到今日
go-correct = 去改
send-again = 原样再送
put-away = 知道了
no-keep = 不,留着
never = 还没有
list-comma = 、
unit-items = 条
unit-times = 次
people = { $count } 人
households = { $count } 户
copies = { $count } 份
age = { $count } 岁
group-n = { $n }组
group-none = 未分组
village = 村
not-filled-in = 未填写

## 导航

nav-label = 主导航
nav-home = 今日
nav-find = 找户
nav-add = 记录
nav-visits = 走访
nav-me = 我的

## 同步灯

light-synced = 已同步
light-syncing = 正在同步
light-waiting = 待上传 { $count }
light-not-yet = 待同步
light-offline = 无网络
light-offline-unsent = 无网络 · 待上传 { $count }
light-blobs = 照片待传 { $count }
light-needs-hand = 需处理 { $count }
light-signed-out = 请重新登记

state-saved-here = 已保存在本机
state-received = 已签收
state-needs-hand = 需处理
saved-here = 已保存在本机

## 时间

day-today = 今天
day-yesterday = 昨天
day-tomorrow = 明天
day-month = { $month }{ $day }日
day-year = { $year }年{ $month }{ $day }日
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
duration-short = 不到 1 分钟
day-short = { $day }日
duration-seconds = { $count } 秒
duration-minutes = { $count } 分钟
duration-hours = { $count } 小时
duration-days = { $count } 天
days-later = { $count } 天后
due-on = { $day }到期
overdue-days = 逾期 { $count } 天

## 登记这台设备

enroll-lead = 第一次用,请输入镇里发给你的登记码。
enroll-code = 登记码
enroll-code-hint = 扫码打开的,登记码已经填好;也可以把收到的链接整条粘贴进来。
enroll-code-missing = 请输入登记码
enroll-server = 网址
enroll-server-hint = 镇里告诉你的网址,以 https:// 开头。粘贴整条链接就不用填。
enroll-other-code = 换一个登记码
enrolling = 正在登记…
enter-new-code = 输入新的登记码
pin = PIN
pin-pad = 数字键盘
pin-erase = 删去一位
pin-new-title = 设一个 PIN
pin-new-lead = 六位数字,每次打开时用。别用生日、连号或一样的数字。
pin-new = 新 PIN
pin-again = 再输一遍
pin-old = 现在的 PIN
pin-set = 设好了
pin-six = PIN 是六位数字
pin-differs = 两遍不一样,请再输一遍
pin-change = 修改 PIN
pin-changed = PIN 已修改
pin-tries-left = 还可以试 { $count } 次。
pin-wait = 请等 { $wait }再试。
pin-forgotten = 忘了 PIN?
pin-forgotten-hint = 请镇里给你发一个新的登记码,用它重新设 PIN。本机的记录都还在。
unlock-title = 请输入 PIN
unlock = 打开
unlocking = 正在打开…
blocked-title = PIN 输错太多次
blocked-safe = 你的记录都还在本机,没有删掉。
blocked-do = 请镇里给你发一个新的登记码,用它重新设 PIN,就能接着用。

pull-title = { $name },你好
pull-lead = 正在把你的户和人下载到本机,以后没有信号也能用。
pull-begins = 正在开始…
pull-counts = 已下载 { $done } / { $of } 条
pull-bar = 下载进度
pull-go-on = 先用着,后台接着下载

elsewhere-title = 已在另一个窗口打开
elsewhere-do = 铁脚板一次只能开一个窗口。请回到那个窗口,或关掉它再重新打开这里。
unsupported-title = 这个浏览器存不了数据
unsupported-why = 可能是浏览器太旧,也可能开着无痕(隐私)模式。
unsupported-do = 请关掉无痕模式,或换用新版 Chrome、Edge、Safari 再打开。
fault-title = 没能打开
fault-safe = 你的记录都还在本机。请重新打开;还不行,请告诉镇里。

## 出错时

error-locked = 已锁定,请输入 PIN
error-not-enrolled = 这台设备还没有登记
error-wrong-pin = PIN 不对
ended-title = 这台设备已收回
ended-what = { $town } 已收回这台设备({ $when })。你记下的都已交给镇里,这台设备上的资料已全部清空。
ended-aside = 其中 { $count } 条镇里没有直接收下,留在镇里等人看。
ended-do = 如果还要用,请镇里给你发一个新的登记码。
error-pin-blocked = PIN 输错太多次,请镇里发新的登记码
error-weak-pin = 这个 PIN 太好猜,别用一样的数字或连号
error-invalid = 有 { $count } 处需要改
error-not-found = 本机上没有这条记录
error-offline = 现在没有网络。请到有信号的地方再试
error-code-unknown = 没有这个登记码,请核对
error-code-used = 这个登记码已经用过,请镇里再发一个
error-code-expired = 这个登记码过期了,请镇里再发一个
error-other-member = 这个登记码是别人的;本机还有没上传的记录。请用你自己的登记码
error-too-many = 试得太频繁,请过几分钟再试
error-refused = 镇里的系统没有接受:{ $message }
error-storage-full = 手机空间不够,这一步没做成。已保存的记录都在。请清出一些空间再试
error-space-low = 手机空间快满了,照片和录音先加不了;文字照样能保存。
error-open-elsewhere = 已在另一个窗口打开
error-storage-unsupported = 这个浏览器存不了数据
error-too-large = 一次导出太多,请缩小时间范围
error-internal = 出了点问题,你的记录没有丢。请再试一次

missing-title = 没有这个页面
missing-hint = 网址可能不完整。

## 提示

notice-update = 有新版本,点此更新
notice-outdated = 这个版本太旧,收不到新内容;记下的都能交。点此更新
notice-space = 手机空间快满了:已用 { $used },共 { $quota }。请清出一些空间。
notice-not-persisted = 把铁脚板添加到主屏幕,浏览器就不会清掉本机的数据。
notice-not-persisted-desk = 点浏览器地址栏右边的「安装」,把铁脚板装到这台电脑上,浏览器就不会清掉本机的数据。
notice-set-aside = 本机的数据上次损坏,已另外存好;现在的数据从镇里重新下载。

## 今日

home-visits-today = 今天走访
home-received = 已签收 { $count }
home-follow-ups = 待跟进
home-overdue = 逾期 { $count }
home-none-overdue = 没有逾期
home-nothing = 没有
home-open-it = 点开处理
home-unsent = 待上传 { $count } 条 · 最久 { $age }
home-tiles = 要做什么
home-no-follow-ups = 没有到期要跟进的户。
home-drafts = 没写完的
home-visits = 今天的走访
home-office = 办公
home-no-visits = 今天还没有走访
home-no-visits-hint = 点「走访」选一户,就可以开始。没有信号也能记。
tile-visit = 走访
tile-find = 找户
tile-household = 新建户
draft-written = { $when } 写到一半
draft-go-on = 接着写

## 找户

add-title = 走访哪一户?
find-label = 找户:姓名、拼音、电话、门牌
find-hint = 姓名、拼音、电话尾号、门牌
find-clear = 清空
find-recent = 最近看过
find-by-village = 按村找
find-none = 没有找到「{ $text }」
find-none-hint = 试试户主的姓、拼音首字母、电话后四位;确实没有,可以新建。
find-no-villages = 本机还没有户
find-no-villages-hint = 请到有信号的地方同步一次。
search-found = 找到:{ $what }
village-empty = 这里还没有户
village-empty-hint = 可以新建一户。
group-empty = 这一组还没有户

## 户

household = 户
household-of = { $head }家
household-no-head = 未填户主
household-edit = 修改这一户
household-start = 开始走访
household-go-on = 接着写走访
household-people = 家里的人({ $count })
household-timeline = 走访记录
household-no-visits = 这一户还没有走访
household-no-visits-hint = 点「开始走访」记第一次。
household-visited = { $when }走访过
household-never-visited = 还没有走访过
household-contact = 联户:{ $name }
resident = 人
resident-add = 添加家里的人
dial = 打电话给 { $name }
contested-title = 两处不同,请核对
contested-you = 你
contested-colleague = 另一位同事
contested-said = { $who } { $day } 改成 { $value }
contested-cleared = { $who } { $day } 清空了
contested-comma = ,
contested-sentence = { $field }:{ $sayings }
contested-review = { $field }:{ $sayings },等镇上核定

## 填表

form-problems = 有 { $count } 处需要改,改好再保存:
group-hint = 只填数字;不分组就空着
contact-hint = 除网格员外,平时联系这一户的人
directions-hint = 怎么找到这一家,比如:村小学后面第二家
identity-hint = 选填,18 位
met-hint = 见到了谁
met-people = 家里的人

field-area = 网格
field-village = 村
field-group = 组
field-door = 门牌
field-head = 户主
field-phone = 电话
field-contact_person = 联户人
field-directions = 怎么找到
field-name = 姓名
field-relation = 与户主关系
field-sex = 性别
field-birth = 出生日期
field-identity_number = 身份证号
field-presence = 现在
field-household = 户
field-method = 走访方式
field-outcome = 走访结果
field-purpose = 走访类型
field-visited_at = 时间
field-met = 受访人
field-family_changes = 家庭变化
field-difficulties = 困难和诉求
field-difficulty_note = 说一说
field-topics = 宣讲内容
field-leaflets = 发了几份资料
field-handling = 处理情况
field-follow_up_on = 跟进日期
field-remarks = 备注
field-position = 位置
fold-difficulties = 困难和诉求
fold-topics = 宣讲
fold-remarks = 备注和位置

## 走访

visit-form-title = 走访记录
visit-edit-title = 修改走访
visit-title = 走访
visit-voided = 已作废
visit-saved-by = { $name } 记录 · 保存于 { $when }
visit-edited = 改过
needs-hand-title = 需处理
draft-kept = 草稿已存 { $time }
draft-resumed = 接着上次没写完的。
draft-drop = 不要这份草稿
draft-drop-sentence = 填的内容会丢掉,找不回来。
position-hint = 选填。只记你点的这一次,镇里看到的和这里一样。
position-take = 记下位置
position-again = 重新定位
position-looking = 正在定位…
position-drop = 去掉位置
position-denied = 没有定位权限。不记位置也可以保存。
position-none = 没有定到位。不记位置也可以保存。
position-at = { $latitude }, { $longitude } · 误差约 { $accuracy } 米
span-label = 时间范围
span-week = 近 7 天
span-all = 全部
visits-total = 共 { $count } 条
visits-none = 没有走访记录

## 照片、录音、签字

field-attachments = 照片、录音、签字
fold-attachments = 照片、录音、签字
attachments-hint = 都是选填,不加也能保存。只用来说明这一次的情况:拍人、录音前先问一声。照片里不带位置。加密存在本机,再传到镇上,能看这条记录的人才看得到。
attachments-full = { $what }最多 { $count } 个
attachment-removed = 已去掉{ $what }
attachment-remove = 去掉{ $what }
attachment-elsewhere = 在记录的那台设备上,还没传过来
attachment-coming = 正在下载
attachment-offline = 还没下载,有网络时自动下载
take-off = 去掉
undo = 撤销
not-wanted = 不要了
photo-take = 拍照
photo-choose = 选图
picture-open = 看大图:{ $what }
picture-large = 大图
voice-record = 录音
voice-recording = 正在录音
voice-seconds = { $count } 秒 / 最长 { $most } 秒
voice-finish = 录好了
voice-length = 录音 { $count } 秒
voice-play = 听
voice-pause = 停
signature-sign = 签字
signature-hint = 请对方用手指在框里签名。
signature-paper = 签名的框
signature-undo = 退一笔
signature-clear = 重签
signature-take = 签好了
media-denied = 没有得到允许。可以在浏览器或手机的设置里打开;不加也能保存。
media-unsupported = 这台设备做不了。不加也能保存。
media-unreadable = 这个文件打不开,请换一张图片。
media-empty = 还是空的,请先写一写。
media-failed = 没做成,请再试一次。不加也能保存。
blobs-here = 照片、录音、签字
blobs-count = { $count } 个,{ $bytes }
blobs-waiting = 照片、录音、签字:{ $count } 个待传,共 { $bytes }
blobs-waiting-hint = 文字先传,这些随后一个一个传,中断了接着传,不影响使用。
blobs-held = 等连上无线网络再传。要现在就传,在「我的」里关掉「只在无线网络下传照片」。
wireless-only = 只在无线网络下传照片
blob-waiting = 待传
blob-received = 已传
blob-refused = 没有收下
blob-record-open = 看这条记录
voice-coming = 正在下载,好了再点「听」

## attachment-kind

attachment-kind-photo = 照片
attachment-kind-voice = 录音
attachment-kind-signature = 签字
attachment-kind-unknown = 其他

## 门牌码和朗读

door-code = 门牌码
door-code-of = { $place } 的门牌码
door-code-for = 网格走访用码
door-code-hint = 打印出来贴在门口,走访时一扫就到这一户。码里只有编号,没有姓名和电话;没有登记过的手机扫了也看不到内容。
print = 打印
scan-door = 扫门牌码
scan-hint = 把门牌码放进画面里
scan-sight = 摄像头画面
scan-take = 拍下来认
scan-no-code = 图里没认出门牌码。请靠近、对正、别反光,再拍一张。
scan-other-code = 这不是门牌码。
scan-not-here = 这一户不在你的网格,或还没下载到本机。
scan-denied = 没有摄像头权限。可以在设置里打开,或者拍一张门牌码来认。
scan-unsupported = 用不了摄像头。可以选一张拍好的门牌码。
read-aloud = 朗读
read-stop = 停止朗读
read-no-voice = 这台设备没有能朗读的声音。

## 同步

sync-title = 同步
sync-now = 立即同步
sync-today = 今天记录
sync-unsent = 待上传
sync-needs-hand = 需处理({ $count })
sync-needs-hand-hint = 这些没有被接受,都还在本机。改好再保存,就会重新上传。
sync-waiting = 等着上传({ $count })
sync-none-waiting = 没有等着上传的
sync-none-waiting-hint = 保存的记录会自己上传。
sync-device = 这台设备
standing-synced = 都交到镇里了。
standing-words-synced = 文字都交到镇里了,照片、录音、签字还没传完。
standing-syncing = 正在和镇里同步…
standing-waiting = 有记录等着上传,有网络就会自己传。
standing-offline = 现在连不上镇里。记录都在本机,有网络就会自己传。
standing-needs-hand = 有记录需要你看一下,其他的不受影响。
standing-signed-out = 镇里不认得这台设备了。记录都在本机;请镇里给你发一个新的登记码。
leaving = 镇里已收回这台设备。还没交上去的先留着,都交上去后,这台设备上的资料会自动清空。
last-contact = 上次联系:{ $when }
no-contact-yet = 还没有联系上镇里
oldest-unsent = 最久的一条等了 { $age }
last-failure = 上次没成:{ $reason }
clock-wrong = 手机时间不准,已按镇里的时间改正。请把手机时间设为自动。
set-aside = 没有被接受
kind-household = 户
kind-resident = 人
kind-visit = 走访
kind-other = 记录
records-here = 本机记录
agreed = 与镇里核对
agreed-records = { $count } 条全部一致({ $when })
mended = 核对后补齐
mended-records = 共 { $count } 条,最近一次 { $when }
space = 占用空间
space-used = { $used },共 { $quota }
server = 网址
contact = 上次联系

## 我的

areas-many = { $town } { $count } 个网格
text-size = 字号
size-normal = 标准
size-large = 大字
size-largest = 特大
language = 语言
lock = 锁定
lock-hint = 锁定后要输 PIN 才能打开。没上传的记录不会丢。
lock-after = 多久不用自动上锁
lock-minutes = { $count } 分钟
lock-never = 不自动上锁
lock-after-hint = 没有按键、点击的时间到了就上锁,没保存的草稿不会丢。挂在墙上看的大屏可以选不自动上锁。
lock-was-left = 一段时间没有人用,已自动上锁。输 PIN 接着用。
about = 关于
about-lead = 网格员上门走访,先记在本机,有网再交到镇里。
about-sponsor = 主办单位
about-filing = 备案号
about-version = 版本
about-privacy = 你和群众的信息
about-privacy-where = 记录加密存在本机,只有 PIN 能打开;上传后存在镇里。
about-privacy-position = 不跟踪位置。只有你点「记下位置」时记一次。
about-privacy-who = 你只看到自己网格的户和人。
feedback = 意见反馈
feedback-lead = 哪里不好用,请告诉{ $town }综治中心。
feedback-what = 说清楚三件事:当时在做什么,看到了什么,想要什么。请不要写群众的姓名和电话。
feedback-phone = 联系电话

## 镇里的电脑

desk-home = 总览
desk-households = 户
desk-visits-of = { $period }走访
desk-by-day = 每天走访(近 14 天)
desk-by-outcome = 走访结果(本月)
desk-none-hint = 换个时间或条件看看。
period-week = 本周
period-month = 本月
column-households = 户数
column-door = 组、门牌
column-gist = 内容
column-author = 记录人
column-state = 状态
filter-village = 全部村
filter-grid = 全部网格
filter-worker = 全部人员
filter-outcome = 全部结果
filter-from = 从哪天
filter-to = 到哪天
filter-until = 至
filter-clear = 清除条件
leave-title = 导出用途和批准人
leave-hint = 上面有姓名等个人信息。用途和批准人会印在上面,并记入操作记录。
leave-purpose = 用途
leave-approver = 批准人
leave-missing = 请选一个
leave-go = 导出
ledger-withheld = 这份台账有当事人姓名。请用页面上的“打印”按钮,写明用途和批准人后再打印。
export-purpose-report = 报送上级
export-purpose-archive = 归档留存
export-purpose-meeting = 会议研判
export-purpose-check = 核对数据
export-purpose-handle = 办理事项
export-purpose-other = 其他
export-xlsx = 导出 Excel
export-csv = 导出 CSV
export-json = 导出 JSON
exporting = 正在导出…
exported = 已导出 { $count } 条:{ $name }
export-not-kept = 文件没能存下来,请再试一次

## area-kind

area-kind-village = 村居网格
area-kind-dedicated = 专属网格
area-kind-unknown = 其他

## issue

issue-missing = 必须填写
issue-too_long = 文字太长
issue-bad_phone = 电话号码不对,请核对
issue-identity_length = 身份证号应为18位
issue-identity_check = 身份证号校验位不对,请核对
issue-identity_birth = 身份证号里的出生日期不对
issue-birth_differs = 出生日期与身份证号不一致
issue-in_future = 日期不能晚于今天
issue-before_visit = 跟进日期不能早于走访日期
issue-needs_date = 待跟进请填写跟进日期
issue-contradicts = “无变化”不能与其他变化同时选
issue-wrong_type = 内容格式不对
issue-out_of_range = 数值超出范围
issue-too_many = 太多了,请去掉几个
issue-too_big = 文件太大
issue-unknown = 其他

## role

role-worker = 网格员
role-village_cadre = 村干部
role-supervisor = 镇综治中心
role-department = 部门
role-county = 县综治中心
role-auditor = 安全审计员
role-admin = 系统管理员
role-unknown = 其他

## employment

employment-full_time = 专职
employment-part_time = 兼职
employment-unknown = 其他

## relation

relation-head = 户主
relation-spouse = 配偶
relation-son = 子
relation-daughter = 女
relation-grandchild = 孙辈
relation-parent = 父母
relation-grandparent = 祖辈
relation-sibling = 兄弟姐妹
relation-other = 其他亲属
relation-unknown = 其他

## sex

sex-male = 男
sex-female = 女
sex-unknown = 其他

## presence

presence-home = 在家
presence-away = 外出
presence-moved_away = 迁出
presence-deceased = 去世
presence-unknown = 其他

## visit-method

visit-method-door = 上门
visit-method-phone = 电话
visit-method-video = 视频
visit-method-village_office = 村部遇见
visit-method-unknown = 其他

## visit-outcome

visit-outcome-met = 见到本人
visit-outcome-met_family = 见到家人
visit-outcome-absent = 未见到人
visit-outcome-refused = 拒访
visit-outcome-unknown = 其他

## visit-purpose

visit-purpose-routine = 日常
visit-purpose-care = 关爱慰问
visit-purpose-follow_up = 回访
visit-purpose-check = 排查
visit-purpose-publicity = 宣传
visit-purpose-evacuation = 应急转移
visit-purpose-unknown = 其他

## visit-change

visit-change-none = 无变化
visit-change-left = 外出
visit-change-returned = 返乡
visit-change-birth = 新生
visit-change-death = 去世
visit-change-moved_in = 迁入
visit-change-moved_away = 迁出
visit-change-marriage = 婚变
visit-change-illness = 生病
visit-change-job_loss = 失业
visit-change-house = 房屋变化
visit-change-unknown = 其他

## visit-difficulty

visit-difficulty-living = 生活
visit-difficulty-medical = 医疗
visit-difficulty-housing = 住房
visit-difficulty-schooling = 就学
visit-difficulty-work = 就业
visit-difficulty-other = 其他
visit-difficulty-unknown = 其他

## visit-topic

visit-topic-farming = 惠农
visit-topic-health_insurance = 医保
visit-topic-fraud = 反诈
visit-topic-fire = 防火
visit-topic-drugs = 禁毒
visit-topic-law = 法律
visit-topic-unknown = 其他

## visit-handling

visit-handling-not_needed = 无需处理
visit-handling-solved = 当场解决
visit-handling-passed_on = 已转办
visit-handling-follow_up = 待跟进
visit-handling-unknown = 其他

## 纠纷

nav-disputes = 纠纷
tile-dispute = 记纠纷
tile-disputes = 纠纷列表
disputes-title = 纠纷
disputes-open = 未销号
disputes-overdue = 超期
disputes-part = 看哪些
disputes-find = 当事人、拼音、地点、事情
disputes-none = 没有纠纷
disputes-none-hint = 听到了,点「记一件纠纷」,没有信号也能记。
disputes-total = 共 { $count } 件
dispute-title = 矛盾纠纷
dispute-new = 记一件纠纷
dispute-new-here = 记这一户的纠纷
dispute-of-visit = 转矛盾纠纷
dispute-form-title = 记纠纷
dispute-edit-title = 补全纠纷
dispute-recorded = 记下
dispute-timeline = 经过
dispute-from-visit = 来自这次走访
category-none = 未选类别
stands-now = 现在
stages-label = 办到哪一步
contradicted = 有两步互相矛盾,都留着,等镇综治中心核定。
to-decide = 待核定
returned = 退回
returned-because = 已退回:{ $reason }
standing-late = 补录
standing-overruled = 未采用
standing-beside = 不合程序,留存
step-newer = 新版本的一步
together-label = 几件一起办
together-all = 全选(x 勾选一行)
together-count = 已选 { $count } 件
together-clear = 取消选择
together-none = 这几件没有能一起办的,请逐件打开
together-title = { $step } · { $count } 件
together-left = 另有 { $count } 件现在不能办这一步,不会动它们。
together-keeps-own = 责任人或时限不填的,各件照原来的责任人(没有的由登记人负责)和所在层级的时限。
together-again = 再填一次
together-partly = { $step }:办了 { $count } 件,{ $left } 件没有办。
together-all-done = 已办 { $count } 件,保存在本机
acts-label = 现在能做的
acts-why = 为什么?
danger-title = 已有暴力或扬言
danger-do = 先保证人身安全,马上打电话;打完再记。
danger-told = 已移交公安 · { $when }
danger-no-numbers = 本机没有派出所、司法所的电话,请拨 110。
party-n = 当事人 { $n }
party-add = 再加一方
place-hint = 在哪里发生,写得找得到
summary-hint = 为什么事、要什么,一两句就行
about-hint = 选好类别和是否同意调解,就正式登记;以后补也可以。
is-mediator-hint = 人民调解员记录的是口头协议;不是的,记为劝导和解。
is-sensitive-hint = 只有办这件事的人和镇综治中心看得到;列表里不显示姓名和情况。
amount-hint = 元,没有就空着
dispute-name-hint = 不填就用「甲与乙+类别」
yuan = { $count } 元
unit-received = { $unit }(已签收)
fold-parties = 当事人的电话、住址
fold-details = 来源、人数、金额、时间
field-place = 地点
field-summary = 简要情况
field-risk = 激化风险
field-category = 类别
field-cause = 起因
field-consent = 同意调解吗
field-on_site = 现场怎么处置
field-settled = 怎么化解的
field-is_mediator = 记录人是人民调解员
field-parties = 当事人
field-address = 住址
field-party-relation = 与对方的关系
field-source = 来源
field-size = 规模
field-people = 涉及人数
field-amount = 涉及金额
field-happened_at = 发生时间
field-dispute-name = 纠纷名称
field-is_sensitive = 涉家暴、未成年人或精神障碍
field-level = 办理层级
field-owner = 责任人
field-leader = 包案领导
field-unit = 责任单位
field-deadline = 时限
field-extension = 延期
field-number = 协议编号
field-performance = 履行
field-satisfaction = 满意情况
field-confirm = 可申请司法确认至
field-upto = 报到
field-grade = 督办等级
field-outcome-of = 结果
field-form = 协议形式
field-channel = 渠道
field-kind = 调解种类
field-linked = 联动
field-step-people = 参加人
field-visited-whom = 回访对象
field-text = 经过和内容
field-agreement = 协议内容
field-how = 履行方式
field-perform-until = 履行期限
field-return-on = 回访日期
field-routes = 已告知的途径
field-reason = 原因
field-waiver = 没有回访的原因
field-is_sealed = 已盖调委会印章
field-keep = 以哪一步为准
keep-none = 都不采用,照现在的
step-hint-close = 核对过了再销号;销号后只能补录或记复发。
step-hint-terminate = 终止后不再调解;当事人可以走别的途径。
step-hint-refuse = 不愿调解是当事人的权利,不算没办好。
step-hint-decline = 不受理要写明原因,并告知别的途径。
step-hint-agree = 口头协议达成就生效;书面的,签名盖章后生效。
step-hint-request-close = 由另一个人核对后销号。
step-hint-to-police = 先打电话,再在这里记下告诉了谁。
step-hint-decide = 两步都留在经过里,选哪一步算数。
column-stands = 状态
column-presses = 提醒
filter-category = 全部类别
filter-state = 全部状态
cancel = 先不办

## dispute-category

dispute-category-marriage = 婚姻家庭
dispute-category-neighbours = 邻里
dispute-category-housing = 房屋宅基地
dispute-category-contract = 合同
dispute-category-business = 生产经营
dispute-category-damages = 损害赔偿
dispute-category-land = 山林土地
dispute-category-demolition = 征地拆迁
dispute-category-environment = 环境污染
dispute-category-labour = 劳动争议
dispute-category-consumer = 消费
dispute-category-medical = 医疗
dispute-category-traffic = 道路交通事故
dispute-category-property = 物业
dispute-category-other = 其他
dispute-category-unknown = 其他

## dispute-risk

dispute-risk-none = 无
dispute-risk-may_escalate = 可能升级
dispute-risk-violence = 已有暴力或扬言
dispute-risk-unknown = 其他

## dispute-source

dispute-source-visit = 走访排查
dispute-source-request = 群众申请
dispute-source-initiative = 主动
dispute-source-talk_room = 说事室
dispute-source-petition = 信访
dispute-source-hotline = 12345
dispute-source-police = 110移交
dispute-source-court = 法院委托
dispute-source-superior = 上级交办
dispute-source-department = 其他部门
dispute-source-unknown = 其他

## dispute-consent

dispute-consent-agreed = 同意
dispute-consent-refused = 一方不同意
dispute-consent-asking = 待征求
dispute-consent-unknown = 其他

## dispute-size

dispute-size-single = 个体
dispute-size-group = 群体
dispute-size-unknown = 其他

## dispute-on-site

dispute-on-site-settled = 当场化解
dispute-on-site-go_on = 继续调解
dispute-on-site-village = 上报村
dispute-on-site-town = 上报镇
dispute-on-site-unknown = 其他

## dispute-state

dispute-state-draft = 待登记
dispute-state-registered = 已登记
dispute-state-settled_on_site = 当场化解
dispute-state-submitted = 待受理
dispute-state-accepted = 已受理
dispute-state-declined = 不受理
dispute-state-assigned = 已交办
dispute-state-mediating = 调处中
dispute-state-agreed = 达成协议
dispute-state-escalated = 已上报
dispute-state-terminated = 已终止
dispute-state-follow_up = 履行与回访
dispute-state-to_close = 待销号
dispute-state-closed = 已销号
dispute-state-reopened = 复发
dispute-state-unknown = 其他

## dispute-stage

dispute-stage-register = 登记
dispute-stage-accept = 受理
dispute-stage-mediate = 调处
dispute-stage-agree = 协议
dispute-stage-follow_up = 回访
dispute-stage-close = 销号
dispute-stage-unknown = 其他

## dispute-level

dispute-level-grid = 网格
dispute-level-village = 村
dispute-level-town = 镇
dispute-level-county = 县
dispute-level-unknown = 其他

## dispute-mediation

dispute-mediation-people = 人民调解
dispute-mediation-administrative = 行政调解
dispute-mediation-judicial = 司法调解
dispute-mediation-other = 其他
dispute-mediation-unknown = 其他

## dispute-linked

dispute-linked-petition = 访调
dispute-linked-administrative = 行调
dispute-linked-expert = 专调
dispute-linked-police = 警调
dispute-linked-procurator = 检调
dispute-linked-elder = 贤调
dispute-linked-court = 诉调
dispute-linked-unknown = 其他

## dispute-channel

dispute-channel-in_person = 当面
dispute-channel-phone = 电话
dispute-channel-video = 视频
dispute-channel-unknown = 其他

## dispute-agreement

dispute-agreement-written = 书面
dispute-agreement-oral = 口头
dispute-agreement-unknown = 其他

## dispute-outcome

dispute-outcome-agreed = 达成协议
dispute-outcome-self_settled = 自行和解
dispute-outcome-failed = 调解不成终止
dispute-outcome-refused = 一方拒绝
dispute-outcome-litigation = 引导诉讼等
dispute-outcome-withdrawn = 撤回
dispute-outcome-unknown = 其他

## dispute-route

dispute-route-arbitration = 仲裁
dispute-route-administrative = 行政
dispute-route-court = 诉讼
dispute-route-unknown = 其他

## dispute-performance

dispute-performance-done = 已履行
dispute-performance-partly = 部分履行
dispute-performance-not_done = 未履行
dispute-performance-unknown = 其他

## dispute-satisfaction

dispute-satisfaction-satisfied = 满意
dispute-satisfaction-mostly = 基本满意
dispute-satisfaction-dissatisfied = 不满意
dispute-satisfaction-silent = 未表态
dispute-satisfaction-unknown = 其他

## dispute-grade

dispute-grade-ordinary = 普通督办
dispute-grade-yellow = 黄牌督办
dispute-grade-red = 红牌督办
dispute-grade-unknown = 其他

## dispute-extension

dispute-extension-none = 未申请
dispute-extension-asked = 审核中
dispute-extension-granted = 同意
dispute-extension-denied = 不同意
dispute-extension-lapsed = 失效
dispute-extension-unknown = 其他

## dispute-step

dispute-step-register = 登记
dispute-step-settle_on_site = 当场化解
dispute-step-submit = 报请受理
dispute-step-accept = 受理
dispute-step-decline = 不受理
dispute-step-assign = 交办
dispute-step-receive = 签收
dispute-step-mediate = 调处
dispute-step-agree = 达成协议
dispute-step-seal = 编号盖章
dispute-step-escalate = 上报
dispute-step-terminate = 终止调解
dispute-step-refuse = 一方拒绝
dispute-step-withdraw = 撤回或自行和解
dispute-step-return = 退回
dispute-step-ask_extension = 申请延期
dispute-step-grant_extension = 延期
dispute-step-deny_extension = 不同意延期
dispute-step-plan = 约定回访
dispute-step-perform = 履行情况
dispute-step-return_visit = 回访
dispute-step-request_close = 申请销号
dispute-step-close = 销号
dispute-step-reopen = 复发
dispute-step-supervise = 督办
dispute-step-to_police = 移交公安
dispute-step-note = 记事
dispute-step-decide = 核定
dispute-step-unknown = 其他

## dispute-guard

dispute-guard-wrong_state = 纠纷现在的状态还不能做这一步
dispute-guard-wrong_role = 这一步不由你的岗位办理,请联系镇综治中心
dispute-guard-complete = 先填好类别、激化风险和双方是否同意调解,才能登记
dispute-guard-both_agree = 双方都同意调解才行;一方不同意的不得调解,请记「一方拒绝」并告知其他途径
dispute-guard-not_refused = 一方不同意调解,不得调解;请记「一方拒绝」并告知其他途径
dispute-guard-is_violent = 激化风险为「已有暴力或扬言」时才移交公安;请先改风险
dispute-guard-reason = 请写明原因
dispute-guard-text = 请写明经过或内容
dispute-guard-owner_and_deadline = 请定责任人和时限
dispute-guard-unit_and_deadline = 请定责任单位和时限
dispute-guard-agreement = 请选协议形式和渠道,写明协议内容
dispute-guard-routes = 请勾选已告知当事人的其他途径
dispute-guard-end_outcome = 请选结果:调解不成终止,或引导诉讼等
dispute-guard-withdraw_outcome = 请选结果:撤回,或自行和解
dispute-guard-day = 请定日期
dispute-guard-return_record = 请填回访对象、履行和满意情况
dispute-guard-performance = 请选履行情况
dispute-guard-number_and_seal = 请填协议编号,并确认已盖调委会印章
dispute-guard-grade = 请选督办等级
dispute-guard-is_written = 口头协议不编号盖章
dispute-guard-own_level = 这件已经到镇里或县里,由镇综治中心办理
dispute-guard-below_county = 这件已经上报到县,不能再上报
dispute-guard-not_above = 这件已经上报到县,镇里不能督办
dispute-guard-extension_asked = 还没有人申请延期
dispute-guard-return_visit_done = 先做回访;不回访的,写明原因
dispute-guard-second_person = 销号要由第二个人办理:责任人和经手人不能给自己销号
dispute-guard-contradiction = 没有需要核定的步骤
dispute-guard-unknown = 其他

## 事项: 隐患、民意、代办、宣讲、任务、通知

desk-items = 事项
tile-hazard = 隐患
tile-opinion = 民意
tile-errand = 代办
tile-lecture = 宣讲
list-hazard = 隐患
list-opinion = 民意
list-errand = 代办
list-task = 任务
list-notice = 通知政策
list-lecture = 宣讲
list-meeting = 研判会议
home-lists = 看记录
home-cases = 等我办的纠纷({ $count })
unit-nothing = 没有交给本单位的事
unit-nothing-hint = 镇综治中心交办后会出现在这里,没有网络也能办。
home-tasks = 交给我办的({ $count })
home-notices = { $count } 条新通知,点开看
form-hazard = 隐患
form-hazard-new = 报一处隐患
form-hazard-hint = 看到了,点「报一处隐患」,没有信号也能记。
form-opinion = 民意诉求
form-opinion-new = 记一条民意
form-opinion-hint = 一条意见记一次,不愿留名的可以不写名字。
form-errand = 帮办代办
form-errand-new = 记一件代办
form-errand-hint = 群众要办的事、微心愿,都记在这里。
form-meeting = 研判会议
form-meeting-new = 记一次会议
form-meeting-hint = 周研判、月调度的会议记在这里。
form-lecture = 政策宣讲
form-lecture-new = 记一场宣讲
form-lecture-hint = 讲了什么、几场、多少人,记一笔就行。
form-task = 任务
form-task-new = 派一项任务
form-task-hint = 镇里、村里派给你的任务会出现在这里。
form-notice = 通知政策
form-notice-new = 发一条通知
form-notice-hint = 镇里发的通知和政策会出现在这里,没有信号也能看。
form-edit = 修改{ $form }
form-more = 更多(选填)
spawn-hazard = 转隐患
spawn-opinion = 转意见
spawn-errand = 转代办
items-here = 隐患、意见、代办
items-open = 未办完
items-overdue = 超期
items-find = 搜内容、姓名、拼音、地点
items-none = 没有记录
item-urgent = 紧急
notice-unread = 未读
draft-missing = 还缺:{ $fields }
step-begun = 写到一半
step-left = 没办成的一步:{ $step }
step-left-hint = 现在办不了这一步,写过的还在这里。
step-record-gone = 这条记录已不在这台设备上
step-record-void = 这条记录已经作废
yes = 是
column-title = 事项
due-title = 走访到期
due-all = 看全部到期的户
due-counts = 逾期 { $overdue } 户 · 一周内到期 { $soon } 户 · 还没见过人 { $never } 户
due-none = 一周内没有到期的户
due-none-hint = 到期的户会按日子排在这里。
due-never = 还没见过人
due-seen = 上次见到:{ $day }
evacuation-title = 应急转移名单
evacuation-hint = 没有信号也能看。有困难的户排在前面。
evacuation-counts = { $households } 户 { $people } 人,其中 { $needs } 户有困难
field-visit_class = 走访类别
field-evacuation_needs = 应急转移时的困难
field-evacuation_note = 转移时要注意
hint-evacuation_note = 比如:药在哪里、谁去接
field-hazard_type = 隐患类型
field-description = 看到了什么
field-severity = 程度
field-disposal = 当场处置
field-wanted_unit = 建议哪个单位办
field-place_type = 场所
field-people_affected = 涉及人数
field-hazard_source = 来源
field-recheck = 复查结果
field-content = 内容
field-opinion_category = 类别
field-nature = 性质
field-reply = 怎么答复
field-answer = 答复内容
field-opinion_channel = 从哪里听到
field-person = 反映人
hint-person = 不愿留名可以空着
field-feedback_method = 怎么反馈的
field-satisfied = 满意吗
field-applicant = 谁要办
field-errand_item = 办什么
field-errand_note = 具体说明
field-mandate = 怎么委托的
field-taker = 谁来办
field-papers = 带齐的材料
hint-papers = 只记带没带,不拍照、不留存证件
field-result = 办理结果
field-lecture_topic = 主题
field-lecture_way = 形式
field-sessions = 场次
field-attendance = 人次
field-lecture_note = 说明
field-heading = 标题
field-task_sort = 事由
field-notice_sort = 分类
field-body = 正文
field-valid_until = 有效到

field-meeting_sort = 哪种会议
field-period_from = 研判的这一期从哪天起
field-chair = 主持
field-attendees = 参加人
hint-attendees = 单位和姓名,用顿号隔开
field-meeting_note = 会议说明

## meeting-sort

meeting-sort-week = 周研判
meeting-sort-month = 月调度

## hazard-type

hazard-type-fire = 消防
hazard-type-power = 用电用气
hazard-type-traffic = 道路交通
hazard-type-house = 房屋
hazard-type-water = 地灾水利
hazard-type-food = 食药
hazard-type-environment = 环境
hazard-type-order = 治安
hazard-type-lines = 线路
hazard-type-other = 其他

## place-type

place-type-home = 住户
place-type-road = 道路
place-type-river = 河道
place-type-school = 小学校幼儿园
place-type-clinic = 小医院
place-type-shop = 小商店
place-type-eatery = 小餐饮
place-type-inn = 小旅馆
place-type-leisure = 小歌舞娱乐
place-type-internet = 小网吧
place-type-beauty = 小美容洗浴
place-type-workshop = 小生产加工
place-type-other = 其他

## severity

severity-common = 一般
severity-larger = 较大
severity-urgent = 紧急

## disposal

disposal-rectified = 已整改
disposal-persuaded = 已劝导
disposal-needs_unit = 需部门处理

## hazard-source

hazard-source-visit = 走访排查
hazard-source-patrol = 巡查
hazard-source-report = 群众反映
hazard-source-superior = 上级交办

## recheck

recheck-cleared = 已消除
recheck-remains = 未消除

## hazard-state

hazard-state-open = 待处理
hazard-state-assigned = 已交办
hazard-state-received = 已签收
hazard-state-fixed = 待复查
hazard-state-cleared = 已消除
hazard-state-closed = 已销号

## hazard-step

hazard-step-assign = 交办
hazard-step-receive = 签收
hazard-step-progress = 办理记录
hazard-step-fix = 已整改
hazard-step-check = 复查
hazard-step-return = 退回重办
hazard-step-close = 销号
hazard-step-reopen = 又出现

## opinion-channel

opinion-channel-visit = 走访
opinion-channel-evening_talk = 百姓夜话
opinion-channel-talk_room = 说事室
opinion-channel-phone = 电话
opinion-channel-meeting = 会议

## opinion-category

opinion-category-village = 惠农村务
opinion-category-land = 土地林权
opinion-category-water = 水利电力
opinion-category-road = 道路
opinion-category-medical = 医疗
opinion-category-insurance = 社保
opinion-category-schooling = 教育
opinion-category-environment = 环境
opinion-category-order = 治安
opinion-category-other = 其他

## opinion-nature

opinion-nature-question = 咨询
opinion-nature-help = 求助
opinion-nature-proposal = 建议
opinion-nature-complaint = 投诉

## opinion-reply

opinion-reply-on_spot = 当场答复
opinion-reply-passed_on = 转办
opinion-reply-reported = 上报

## feedback-method

feedback-method-in_person = 当面
feedback-method-phone = 电话
feedback-method-notice_board = 公示栏
feedback-method-other = 其他

## opinion-state

opinion-state-open = 待办理
opinion-state-assigned = 已转办
opinion-state-received = 已签收
opinion-state-answered = 待反馈
opinion-state-told = 已反馈
opinion-state-closed = 已办结

## opinion-step

opinion-step-assign = 转办
opinion-step-receive = 签收
opinion-step-progress = 办理记录
opinion-step-answer = 答复
opinion-step-tell = 反馈本人
opinion-step-return = 退回重办
opinion-step-close = 办结

## satisfied

satisfied-satisfied = 满意
satisfied-fairly = 基本满意
satisfied-unsatisfied = 不满意
satisfied-unsaid = 未表态

## errand-item

errand-item-health_insurance = 医保
errand-item-pension = 养老
errand-item-work = 就业
errand-item-allowance = 低保救助
errand-item-disability = 残疾
errand-item-residence = 户籍证明
errand-item-subsidy = 补贴
errand-item-payment = 缴费
errand-item-petition = 信访代办
errand-item-wish = 微心愿
errand-item-other = 其他

## errand-papers

errand-papers-identity_card = 身份证
errand-papers-household_book = 户口簿
errand-papers-bank_card = 银行卡
errand-papers-photo = 照片
errand-papers-form = 申请表
errand-papers-certificate = 证明
errand-papers-other = 其他

## errand-mandate

errand-mandate-oral = 口头委托
errand-mandate-written = 书面委托

## errand-taker

errand-taker-self = 我来办
errand-taker-dispatch = 请村镇派单

## errand-result

errand-result-done = 办结
errand-result-not_eligible = 不符合条件
errand-result-passed_on = 转其他途径

## errand-state

errand-state-open = 待派单
errand-state-dispatched = 已派单
errand-state-taken = 办理中
errand-state-done = 待交付
errand-state-declined = 待告知
errand-state-handed = 待评价
errand-state-rated = 已评价

## errand-step

errand-step-dispatch = 派单
errand-step-take = 接单
errand-step-progress = 办理进度
errand-step-finish = 办结
errand-step-hand_over = 交付告知
errand-step-rate = 评价

## lecture-topic

lecture-topic-farming = 惠农
lecture-topic-health_insurance = 医保
lecture-topic-fraud = 反诈
lecture-topic-fire = 防火
lecture-topic-drugs = 禁毒
lecture-topic-law = 法律
lecture-topic-other = 其他

## lecture-way

lecture-way-talk = 集中宣讲
lecture-way-courtyard = 院坝会
lecture-way-broadcast = 广播
lecture-way-board = 宣传栏
lecture-way-leaflets = 发放资料

## task-sort

task-sort-visit = 走访
task-sort-check = 排查
task-sort-follow_up = 回访
task-sort-publicity = 宣传
task-sort-evacuation = 应急转移
task-sort-decision = 会议决定
task-sort-other = 其他

## task-state

task-state-sent = 待接单
task-state-taken = 办理中
task-state-done = 待确认
task-state-confirmed = 已确认
task-state-cancelled = 已取消

## task-step

task-step-take = 接单
task-step-progress = 办理记录
task-step-finish = 办结
task-step-confirm = 确认
task-step-return = 退回重办
task-step-cancel = 取消

## notice-sort

notice-sort-notice = 通知
notice-sort-policy = 政策
notice-sort-alert = 预警

## visit-class

visit-class-general = 一般户
visit-class-hardship = 困难户
visit-class-migrant = 流动人员户
visit-class-empty_nest = 空巢老人户
visit-class-care = 重点关爱户
visit-class-unknown = 其他

## evacuation-need

evacuation-need-mobility = 行动不便
evacuation-need-alone = 独居老人
evacuation-need-medicine = 长期用药
evacuation-need-pregnant = 孕产妇
evacuation-need-infant = 婴幼儿
evacuation-need-disabled = 残疾
evacuation-need-vehicle = 需要车辆
evacuation-need-unknown = 其他

## course-refusal

course-refusal-wrong_state = 现在的状态还不能做这一步
course-refusal-wrong_role = 这一步不由你的岗位办理,请联系镇综治中心
course-refusal-second_person = 要由第二个人核对:经手人不能给自己销号
course-refusal-not_yours = 这件派给了别人,由接单人办理
course-refusal-incomplete = 请把必填的内容填好
course-refusal-unknown = 其他

## 无变化、撤销、作废

quick-no-change = 无变化
quick-saved = 已记下:见到{ $met },无变化
undo-reason = 刚保存就撤销
undone = 已撤销
void = 作废
void-sentence = 作废后仍能看到,不再计数。请写明原因。
voided-now = 已作废

# Care files
care-line-correction = 矫正
care-line-resettlement = 帮教
care-line-mental = 精障
care-line-recovery = 戒毒
care-line-elder = 老人
care-line-child = 儿童
care-line-violence = 家暴
care-line-other = 其他关爱
care-line-unknown = 其他
care-level-a = 关爱A
care-level-b = 关爱B
care-level-c = 关爱C
care-level-unknown = 其他
care-method-door = 上门
care-method-phone = 电话
care-method-video = 视频
care-method-elsewhere = 其他系统核查
care-method-unknown = 其他
care-place-home = 家中
care-place-village = 村委会
care-place-work = 单位或学校
care-place-other = 其他地点
care-place-unknown = 其他
care-met-person = 本人
care-met-guardian = 监护人
care-met-family = 家属
care-met-nobody = 未见到
care-met-unknown = 其他
care-companion-doctor = 村医
care-companion-police = 民警
care-companion-justice = 司法所
care-companion-civil_affairs = 民政
care-companion-child_officer = 儿童主任
care-companion-unknown = 其他
care-livelihood-farming = 务农
care-livelihood-work = 打工
care-livelihood-allowance = 低保
care-livelihood-other = 其他来源
care-livelihood-unknown = 其他
care-whereabouts-home = 在家
care-whereabouts-short_trip = 短期外出
care-whereabouts-long_trip = 长期外出
care-whereabouts-unknown = 其他
care-medication-as_told = 按医嘱
care-medication-irregular = 间断
care-medication-none = 未服
care-medication-unclear = 不清楚
care-medication-unknown = 其他
care-contact-works = 有效
care-contact-gone = 已失效
care-contact-unasked = 未核实
care-contact-unknown = 其他
care-need-none = 无
care-need-living = 生活
care-need-work = 就业
care-need-school = 就学
care-need-medical = 就医
care-need-other = 其他需求
care-need-unknown = 其他
care-abnormal-no = 无异常
care-abnormal-yes = 有异常
care-abnormal-unknown = 其他
care-department-justice = 司法所
care-department-health = 卫生院
care-department-police = 派出所
care-department-civil_affairs = 民政
care-department-unknown = 其他
care-clear-basics = 底数清
care-clear-seen = 现实表现清
care-clear-whereabouts = 行动动向清
care-clear-team = 监管责任清
care-clear-unknown = 其他
care-gap-basis = 缺依据
care-gap-organisation = 缺来源单位
care-gap-end = 缺结束日期
care-gap-contact = 缺监护人或家属电话
care-gap-not_seen = 到期未见到人
care-gap-whereabouts_unknown = 去向不明
care-gap-bad_contact = 联系方式已失效
care-gap-team_role = 五包一不齐
care-gap-unknown = 其他
care-step-receive = 签收
care-step-answer = 回复
care-step-report = 强制报告
care-step-unknown = 其他
care-reported-police = 公安110
care-reported-civil_affairs = 民政部门
care-reported-education = 教育部门
care-reported-unknown = 其他
care-guard-not_addressed = 这条走访没有送达你所在的部门
care-guard-not_received = 请先签收再回复
care-guard-received_before = 这条走访已经签收过
care-guard-no_duty = 这一类别没有强制报告
care-guard-not_on_team = 你不在这份档案的五包一里
care-guard-unknown = 其他
issue-end_before_start = 结束日期不能早于开始日期
issue-identity_not_here = 关爱档案里不记身份证号,请删去
field-check_place = 走访地点
field-met_whom = 见到谁
field-whereabouts = 在家或外出
field-away_to = 去向
hint-away_to = 写大致地方就行,不记行踪
field-livelihood = 生活来源
field-medication = 服药情况
field-contact = 监护人、家属联系方式
field-needs = 需求
field-needs_note = 需求说明
field-abnormal = 有无异常
field-abnormal_note = 异常说明
field-department = 送达部门
field-companions = 随行人员
field-observed_1 = 观察一
field-observed_2 = 观察二
field-observed_3 = 观察三
field-observed_4 = 观察四
field-line = 关爱类别
field-care_level = 关爱等级
field-starts_on = 开始日期
field-ends_on = 结束日期
hint-ends_on = 不填的,按类别的年限自动算;到期档案自动离开手机
field-basis = 依据
hint-basis = 文书或名单的名称,不写案由、病情
field-organisation = 来源单位
field-family = 家属
field-family_phone = 家属电话
field-guardian = 监护人
field-guardian_phone = 监护人电话
field-visit_days = 每几天走访一次
hint-visit_days = 不填就按关爱等级
field-team = 五包一
field-care-label = 关爱期
care-title = 关爱走访
care-empty = 没有派给你的关爱对象
care-empty-hint = 只有五包一里的人能看到;镇综治中心只看数量
care-new = 建一份关爱档案
care-lock = 锁上关爱档案
care-lock-hint = 5分钟不用会自动锁上
care-awaits = 待部门签收
care-awaits-of = 待{ $name }签收
care-none-due = 关爱期内不再到期
home-care = 关爱走访 { $count } 件到期
care-gate-title = 关爱档案另有一道PIN
care-pin = 关爱PIN
care-pin-hint = 这些档案最要保密,所以再输一次另外的PIN
care-pin-new-hint = 请设一个和开机PIN不同的六位数字。只有它能打开关爱档案
care-pin-renew-hint = 请让镇综治中心发一个新登记码,用它重设。没上传的走访不会丢
care-pin-blocked = 输错十次,已锁住。档案没有删除
care-pin-set = 设好并打开
care-code = 登记码
care-forgotten = 忘了关爱PIN
care-file = 关爱档案
care-check = 关爱走访记录
care-check-new = 开始关爱走访
care-every = 每 { $count } 天走访一次
care-contested = 有两人同时改过这份档案,请打开核对
care-no-end = 未定
care-show = 显示完整姓名电话
care-full-noted = 已记入查看记录
care-four = 四清
care-complete = 齐全
care-team = 五包一
care-team-hint = 档案只对这些人开放;换人后原来的人就看不到了
care-checks = 走访记录
care-no-checks = 还没有走访
care-is-abnormal = 有异常
care-answered = 部门已回复
care-accesses = 这台手机上的查看记录
care-accesses-hint = 每次打开都会记下来,同步后也记进镇里服务器的审计日志
care-opened-full = 看了完整信息
care-sent-closed = 锁上也会上传
care-answer = 回复内容
care-followed = 后续
care-call-them = 这个部门不在五包一里,收不到这条记录,请另行电话告知
care-not-here = 不要写病情诊断、案由罪名、风险等级和身份证号
care-report = 强制报告
care-report-duty = 发现未成年人受侵害,或家庭暴力中没有能力求助的人,依法应当立即报告。先打电话,再记录。
care-report-then = 打完电话后在下面记一笔
care-report-to = 报告给
care-report-at = 报告时间
care-report-text = 说明
care-report-record = 记录已报告
error-care-locked = 关爱档案已锁上,请再输入关爱PIN
error-same-pin = 不能和开机PIN相同

## 修改记录

versions-title = 修改记录
versions-count = { $count } 次
versions-became = 改成
versions-aside = 没有直接改,等核定
value-no = 否
value-empty = 没填
value-cleared = 清空了
value-not-here = 不在这台设备上
value-attachments = { $count } 个附件
value-space = { " " }
field-visit = 走访

## 退改

remark-act-remark = 退回修改
remark-act-answer_remark = 回复说明
remark-act-accept_remark = 认可
remark-act-unknown = 其他
remark-state-waiting = 待修改
remark-state-answered = 已修改,待认可
remark-state-accepted = 已认可
remark-state-unknown = 其他
remark-refusal-wrong_role = 退改由村里或镇综治中心提出和认可
remark-refusal-wrong_kind = 这类记录不能退改
remark-refusal-no_thread = 这条退改已经处理完了
remark-refusal-incomplete = 请写清楚要改什么
remark-refusal-unknown = 其他
remark-title = 退改
remark-of = 退改:{ $field }
remark-whole = 整条记录
remark-correct = 去修改
remark-again = 再退回
remark-accepted = 已认可
remark-sent = 已退回,对方下次同步就能看到
remark-field = 退哪一项
remark-chosen = 退回:
remark-text = 要改什么
remark-answer-text = 说明情况
remark-phrases = 常用的话
remark-blurred = 看不清,请重拍
remark-incomplete = 请补充完整
remark-check = 与实际不符,请核实
remark-to = 请{ $name }修改
remark-kind-visit = 走访记录
remark-kind-household = 户
remark-kind-resident = 居民
remark-kind-dispute = 矛盾纠纷
remarks-done = 已认可的退改
remarks-none = 没有退改
remarks-none-hint = 打开一条记录,点「退回修改」,就能请记录人改某一项。
home-returned = 退回要改的({ $count })
home-answered = { $count } 条已修改,等你认可
remark-not = 不写了

## 换机体检

check-up-title = 换机体检
check-up-clear = 可以交机:全部已签收
check-up-clear-what = 这台设备上没有只存在本机的记录,可以换机、重新登记或退出。
check-up-red = 还不能交机
check-up-red-what = 下面红色的只在这台设备上。先联网同步;实在连不上,写一个救援文件交给镇综治中心。
check-up-contact = 最近联系服务器:{ $when }
check-up-no-contact = 还没有联系上服务器
check-up-rescued = 上次写救援文件:{ $when }
check-none = 没有
check-count = { $count } 条
check-open = 打开
check-waiting = 没签收的记录
check-waiting-do = 有网络时点「立即同步」,等镇里签收。
check-set-aside = 待处理的记录
check-set-aside-do = 打开改好再发,或请镇综治中心处理。
check-blobs = 没传完的照片、录音、签字
check-blobs-do = 有网络时点「立即同步」,最好用无线网络。
check-blobs-refused = 镇里不收的照片
check-blobs-refused-do = 不挡交机;需要的话请重拍。
check-begun = 没写完的
check-begun-do = 没保存的不会上传,交机前请写完或放弃。
rescue-title = 救援文件
rescue-what = 把没签收的记录和照片写成一个加密文件,只有镇里的服务器打得开。本机上的不会少。
rescue-write = 写救援文件
rescue-next = 写第 { $part } 个文件
rescue-writing = 正在写……
rescue-written = 已写好 { $name }:{ $count } 处改动,{ $blobs } 个附件。请尽快交给镇综治中心。
rescue-more = 这是第 { $part } 个,共 { $parts } 个,请接着写下一个。
rescue-sealed = 另有 { $count } 条关爱走访锁着,打开关爱走访后再写一次。
rescue-no-key = 这台设备还没有镇里的钥匙,联网同步一次后才能写救援文件。
sign-out = 退出并清除本机
sign-out-sentence = 本机上的资料和钥匙会全部清空,要用时重新登记。已签收的都在镇里。
sign-out-refused = 体检变绿以后,才能退出、换人使用或交机。
signed-out-title = 已退出,本机已清空
signed-out-what = { $when } 退出了{ $town },资料和钥匙都已清除。
error-not-handed-in = 还有没签收的,不能退出。请先做换机体检。

nav-ledgers = 台账
ledger-print = 打印
ledger-none = 这段时间没有记录
ledger-none-hint = 换一段时间,或换一个村再看
ledger-part = 屏幕上只列前 { $shown } 条,共 { $total } 条;导出的文件里是全部
ledger-all = 全部列出
ledger-how = 数字怎么算
paper-unit = 单位:{ $unit }
paper-period = 期间:{ $period }
paper-filled-by = 填报人:
paper-checked-by = 审核人:
stretch-week = 本周
stretch-last-week = 上周
stretch-month = 本月
stretch-last-month = 上月
stretch-quarter = 本季度
stretch-year = 今年
stretch-last-year = 去年
disputes-settled-at = { $level }级化解
disputes-risky = 有激化风险
morning-title = 今天要办
morning-none = 没有等着办的事
morning-none-hint = 新报上来的纠纷和事项会出现在这里
morning-dispute-risky = 有激化风险的纠纷
morning-dispute-overdue = 超期的纠纷
morning-dispute-submitted = 待受理的纠纷
morning-dispute-escalated = 上报待受理的纠纷
morning-dispute-accepted = 待交办的纠纷
morning-dispute-to-close = 待销号的纠纷
morning-hazard-overdue = 超期的隐患
morning-hazard-open = 待交办的隐患
morning-opinion-overdue = 超期的意见
morning-opinion-open = 待转办的意见
morning-errand-overdue = 超期的代办
morning-errand-open = 待派单的代办
morning-remarks = 退改已改,待认可
morning-people = 多日没有联系的设备
board-by-month = 每月排查的纠纷(近 12 个月)
board-by-month-how = 按发生日期;点一根柱子看当月的纠纷
board-month = { $month }月
board-by-week = 每周排查的纠纷(近 12 周)
board-by-week-how = 按发生日期,周一到周日;柱子下面是周一。点一根柱子看当周的纠纷
board-by-cause = 今年排查的纠纷:起因
board-by-cause-how = 按发生日期,从 1 月 1 日到今天;写得一样的起因算一种,最多的 10 种,没写起因的不算
board-by-grid = 今年排查的纠纷:各网格
board-by-grid-how = 按纠纷所在的网格,从 1 月 1 日到今天
board-cut = 纠纷图的范围
board-town = 全镇
board-monthly = 按月
board-weekly = 按周
disputes-of-cause = 起因:{ $cause }
board-by-category = 今年排查的纠纷:类别
board-by-category-how = 按发生日期,从 1 月 1 日到今天
board-by-level = 今年排查的纠纷:在哪一级化解
board-by-level-how = 按发生日期,从 1 月 1 日到今天;达成协议或当场化解时所在的层级,又复发的不算
board-by-village = 今年排查的纠纷:各村
board-by-village-how = 按纠纷所在的村,从 1 月 1 日到今天
board-by-age = 没有销号的纠纷:已有多久
board-by-age-how = 从发生日期到今天;包括以前年份
board-days = { $from }–{ $to } 天
board-days-over = 超过 { $days } 天
board-care = 本月关爱走访
board-care-how = 只有人数,没有姓名;已走访 = 本月见到过本人、监护人或家属。点开看各村
board-care-offline = 关爱走访由服务器统计,连上网后这里会有数
board-none = 还没有

# 人员和设备
people-title = 人员和设备
people-count = { $count } 人
people-again = 刷新
people-new = 添加人员
people-old = 现在连不上服务器。这是 { $when } 的名单,只能看,不能改
people-offline = 现在连不上服务器,没有改动。有网络后再试
people-shown = 看哪些人
people-working = 在岗 { $count }
people-to-ask = 要过问 { $count }
people-without = 没有设备 { $count }
people-gone = 已离岗 { $count }
people-search = 按姓名、电话、村或网格找
people-none = 没有符合的人
people-none-hint = 换个词,或看其他分类
people-name = 姓名
people-role = 角色
people-where = 负责范围
people-phone = 电话
people-device = 设备
people-heard = 最近联系
people-places = { $first } 等 { $count } 处
people-devices = { $first } 等 { $count } 台
people-unnamed = 没有名称的设备
people-unsent = 按前四周估计,手机里可能有约 { $count } 次走访还没上传。
people-silent = { $days } 天没有联系
people-copied = 设备被复制,要重新登记
people-no-device = 还没有登记设备
people-is-gone = 已离岗
people-code = 发登记码
people-done = 已办好
people-unchanged = 早已是这样,没有改动
people-replaced = 已换人。他的设备下次联系时先交清,再自动清空
people-added = 已添加。接下来给他发登记码
people-rights = 权限
people-no-right = 现在没有负责的范围,看不到任何资料
people-end = 结束
people-end-sentence = 结束 { $name } 的“{ $right }”?他的设备下次同步时会删掉这一片的资料;在此之前记下的,仍会收下。
people-grant = 给他一个范围
people-devices-title = 设备
people-no-device-hint = 还没有登记设备。发一个登记码,用手机扫一扫就能登记
people-device-facts = 最近联系 { $seen } · { $enrolled }登记 · 应用 { $app } · 已收 { $received } 条
people-copied-hint = 这台设备的数据被复制到了别处,请重新登记
people-revoked = { $when } 收回,设备还没有联系上
people-revoked-told = { $when } 收回,设备已知道
people-revoke = 收回设备
people-revoke-sentence = 收回这台设备?收回之前记下的会先收下,然后设备上的资料和钥匙全部清空。丢了的手机请马上收回。
people-replaced-care = 已换人,{ $count } 份关爱档案的五包一也已接替。他的设备下次联系时先交清,再自动清空
people-replace = 换人接手
people-replace-care = 关爱档案的五包一里,也由接手的人接替
people-replace-sentence = 谁来接手 { $name } 的全部范围?从现在起生效,{ $name } 的设备全部收回。以前记下的,还是记在 { $name } 名下。
people-replace-hint = 名单里没有接手的人?先“添加人员”。
people-successor = 选择接手的人
people-left = 还没有办完的,请改派
people-left-tasks = 任务 { $count } 件
people-left-disputes = 矛盾纠纷 { $count } 件
people-left-matters = 隐患、诉求、帮办 { $count } 件
people-left-care = 关爱档案 { $count } 份
people-choose = 请选择
people-whole = { $name }全部
people-unit = 部门名称
people-unit-hint = 交办时选的就是这个名称,例如“司法所”
people-missing = 这一项要填
people-add = 添加
people-card-title = { $name } 的登记码
people-card-picture = { $name } 的登记二维码
people-card-scan = 用手机相机或微信扫上面的二维码,点“在浏览器打开”
people-card-type = 扫不了就在浏览器里打开上面的网址,输入登记码
people-card-pin = 设一个 6 位密码,等资料下载完就能用
people-card-until = { $when } 前有效,只能用一次
people-card = 打印登记卡带走(3 天内有效)
people-card-keep = 谁拿到这个码,谁就能登记成他本人,请当面交给他

# 研判
review-title = 研判
review-which = 哪一种会议
review-of-town = 镇上的会
review-period = { $sort }:{ $from } 至 { $to }
review-before-week = 上一周
review-after-week = 下一周
review-before-month = 上一月
review-after-month = 下一月
review-print = 打印清单
review-figure-found = 本期新增
review-figure-accepted = 本期受理
review-figure-settled = 本期化解
review-figure-open = 期末未结
review-figure-overdue = 其中超期
review-figure-risky = 有激化风险
unit-cases = 件
review-no-meeting = 这一期的会还没有记。记下参加人,或在下面直接记决定
review-begin = 记下会议
review-held = { $when }开会
review-edit = 改会议信息
review-minutes = 会议纪要
review-topics = 要研判的纠纷({ $count })
review-none = 这一期没有要研判的纠纷
review-none-hint = 新增、超期、有激化风险、重复和已化解的,都会列在这里
review-topic = 纠纷
review-where = 村、网格
review-decisions = 决定
review-why-risky = 激化风险
review-why-overdue = 超期
review-why-new = 新增
review-why-repeated = 重复
review-why-settled = 已化解
review-decide = 记决定
review-what = 决定做什么
review-decided = 已记下,并派给了责任人
review-decision-line = { $owner } · { $due }
review-others = 其他决定
review-repeats = 重复的当事人和地点
review-no-repeats = 一年内没有重复的当事人和地点
review-more = 还有 { $count } 个,只列出现最多的
review-party = 当事人
review-place = 地点
review-earlier = 以前的会议
review-earlier-line = { $from } 起这一期 · { $held }开会 · 决定 { $count } 项

import-title = 导入
import-pick = 选择表格
import-pick-other = 换一张表
import-away = 收起
import-ask = 导入
import-write = 导入
import-look-again = 再看看
import-sure = 将新建 { $households } 户 { $residents } 人,修改 { $edits } 处;{ $left } 行不导入。导入后可以整批撤销。
import-undecided = 其中 { $count } 行可能已经登记过,还没有选定,先不导入。
import-done = 已导入:新建 { $households } 户 { $residents } 人,修改 { $edits } 处。{ $left } 行没有导入,改好后把整张表再导入一次就行,已导入的不会重复。
import-reading = 正在核对…
import-writing = 正在导入…
import-too-large = 文件太大,最大 20 MB。请按村分成几个文件再导入。
import-unreadable = 打不开这个文件。请选 .xlsx 或 .csv 表格。
import-offline = 现在连不上服务器,没有导入。选好的表还在,有网络后再试
import-unknown = 网络中断,不知道有没有办成。联网后看下面“做过的导入”,再决定要不要重来
import-changed = 核对之后登记有了变化,还没有导入。请看看现在的结果,再导入
import-needs = 把村里现成的户籍表选进来,先核对,再导入。核对时什么都不会写入。
import-needs-columns = .xlsx 或 .csv;要有一行表头,写着“姓名”,还要有户主、与户主关系、身份证号、门牌、组中的一项。列的次序不限,上面有标题行也可以。
import-needs-village = 几个村写在一张表里时,要有“村”这一列;一张表只有一个村时,选进来后再选是哪个村。
import-needs-blank = 空着的格子不会清掉已登记的内容。身份证号那一列请设为“文本”。
import-needs-again = 同一张表可以反复导入,已登记的人不会重复。
import-village = 整张表属于哪个村
import-parts = 看哪些行
import-part-look = 要看的
import-part-undecided = 待定
import-part-all = 全部
import-new = 新建
import-edited = 修改
import-moved = 迁入
import-unchanged = 无变化
import-left-out = 不导入
import-row = 行
import-fate = 结果
import-taken-for = 当作“{ $name }”
import-more = 已列 { $shown } 行,共 { $total } 行,再列一些
import-edit = { $label }:{ $before } → { $after }
import-none = (空)
import-known = 已登记:{ $who }
import-decide = 第 { $row } 行是不是已登记的人
import-same = 同一个人,按表改正
import-same-moves = 同一个人,迁到这一户
import-other = 另一个人,新建
import-later = 先不导入
imports-made = 做过的导入
imports-none = 还没有导入过
import-by-server = 系统管理员
import-made-sum = 新建 { $households } 户 { $residents } 人,修改 { $edits } 处,没有导入 { $left } 行
import-undone-at = { $when } 已撤销
import-undo = 整批撤销
import-undoing = 正在撤销…
import-undo-sure = 将作废这次新建的 { $households } 户 { $residents } 人,恢复修改过的 { $edits } 处。
import-undone = 已撤销:作废 { $households } 户 { $residents } 人,恢复 { $edits } 处,保留 { $kept } 处
import-kept = 这 { $count } 处导入后有人用过或改过,保持不变:
import-kept-more = 还有 { $count } 处
import-kept-changed = 导入后改过
import-kept-used = 已有走访或别的记录
import-kept-inhabited = 家里还有人
import-kept-household = 这一户保留
import-again = 重新核对
household-void = 这一户已作废:{ $reason }。以前的记录仍可以看
import-decided = 已选定,导入前再核对一次

tree-title = 村和网格
tree-total = { $villages } 个村,{ $grids } 个网格
tree-new-village = 添加村
tree-new-grid = 添加网格
tree-new-grid-of = 给{ $name }添加网格
tree-edit = 修改
tree-edit-of = 修改{ $name }
tree-name = 名称
tree-code = 代码
tree-groups = 组
tree-households = 户
tree-residents = 人
tree-acts = 操作
tree-code-hint = 12 位数字,以 { $town } 开头,照民政部门的村级代码写
tree-code-wrong = 代码不对,请照提示写
tree-name-missing = 请写清楚名称
tree-groups-of = 包括哪些组
tree-groups-hint = 如 1、2 或 1-3。导入时按这里分到网格;已登记的户不会自动搬
tree-groups-wrong = 组号看不懂,请写成 1、2 或 1-3
tree-save = 保存
tree-paste = 批量添加
tree-sheet = 选择表格(.xlsx、.csv)
tree-sheet-too-large = 文件太大,最大 2 MB
tree-paste-text = 村和网格
tree-paste-hint = 选一个表格,或从 Excel 里整块复制,粘贴到这里。每行一个网格,依次是村、代码(12 位,以 { $town } 开头)、网格、组;有表头就按表头认。已经有的不会再添。
tree-paste-village = 添加村
tree-paste-grid = 添加网格
tree-paste-known = 已有
tree-paste-code = 村代码不对
tree-paste-two-names = 同一个代码写了两个村名
tree-paste-line = 第 { $place } 行:{ $problem }
tree-paste-save = 添加 { $villages } 个村、{ $grids } 个网格

## 参数

county-title = 参数
county-lead = 在这里定的,保存后随同步到每一部手机,没有网络也能改。谁改的、改了什么,下面都有记录。
county-not-yours = 由镇综治中心来定,这里只能看。
county-unsaved = 有改动,还没保存
county-save = 保存
county-reset = 放弃改动
county-saved = 已保存,随同步到每一部手机
county-no-number = 请写数字
county-part-of = { $part }:{ $one }
county-about = 关于本应用
county-about-hint = 显示在每部手机「我的 → 关于」和「意见反馈」里。
field-county-about-sponsor = 主办单位
field-county-about-filing_number = 备案号
field-county-about-phone = 意见反馈电话
county-limits = 纠纷办理时限
county-limits-hint = 工作日。从受理起算,升级后重新算。0 是当日。
county-calendar-days = 以下是天数,节假日也算。
field-county-dispute_limits-grid_days = 网格
field-county-dispute_limits-village_days = 村
field-county-dispute_limits-station_days = 镇司法所
field-county-dispute_limits-town_days = 镇综治中心
field-county-dispute_limits-mediation_days = 调解期限
field-county-dispute_limits-confirmation_days = 申请司法确认
field-county-dispute_limits-return_visit_days = 达成后回访
field-county-dispute_limits-holidays = 放假
field-county-dispute_limits-workdays = 上班
county-calendar = 节假日和调休
county-calendar-hint = 时限里的工作日照这里算:放假的不算,调休上班的周末算。
county-calendar-none = { $year }年还没有写放假安排,现在只扣周末。
county-year = { $year }年
county-day = { $month }月{ $day }日
county-days-from-to = { $from }至{ $to }
county-day-remove = 去掉{ $days }
county-off = 放假
county-worked = 上班
county-off-add = 加为放假
county-worked-add = 加为上班
county-first = 从
county-last = 到
county-last-before = 不能早于开始
county-notice = 从放假通知里读
county-notice-text = 通知全文
county-notice-hint = 把国务院办公厅的放假通知整段粘贴进来。
county-notice-read = 读出日期
county-notice-done = 读出 { $off } 天放假、{ $worked } 天上班,请核对后保存。
county-notice-nothing = 没有读出日期。要有「几月几日至几日放假」「几月几日上班」这样的话。
county-visits = 走访周期
county-visits-hint = 每多少天走访一次。0 是不定期。
county-items = 事项办理时限
county-items-hint = 工作日,没有另定期限的照这里算。0 是当日。
field-county-rules-urgent_hazard_days = 紧急隐患
county-care = 关爱走访
county-care-hint = 每级多少天走访一次;类别期限多少个月,到期自动收回;手机多少天没联系就收回档案。
county-months-of = { $line }期限(月)
field-county-care_rules-months = 类别期限(月)
field-county-care_rules-contact_days = 没联系几天收回
county-units = 承办单位
field-county-code_lists-units = 单位名称,一行一个
county-units-hint = 交办、上报时点选。部门人员登记的单位要用同样的名字。
county-causes = 纠纷起因
field-county-code_lists-causes = 纠纷起因
county-causes-hint = 记纠纷时点选,按类别;也可以另写。
county-causes-of = { $category }的起因,一行一个
county-observations = 关爱走访的观察
field-county-care_rules-observations = 观察内容
county-observations-hint = 走访表里四行观察的名称,空着的一行不显示。
county-observation = 第 { $n } 行
county-roles = 包保小组的称呼
field-county-care_rules-roles = 包保小组的称呼
county-roles-hint = 五包一,各地叫法不同。
county-role = 第 { $n } 种

## 省平台

province = 省平台
province-number = 省平台编号(可不填)
province-by = { $name } { $when }标记
province-said = 已标记
province-enter-again = 已把变化录入,重新标记
province-mark = 已录入省平台
province-withdraw-sure = 撤回后,这条又算没有录入省平台。
province-together = 这些都算已经录入省平台。以后有变化的会再提醒。
filter-province = 省平台
ledger-unentered = 只看未录入省平台
sheet-filled = 「{ $name }」里有 { $count } 件。等省平台收下后,在这里一起标为已录入。
sheet-mark = 标为已录入 { $count } 件
sheet-marked = 已标记 { $count } 件
sheet-later = 先不标
county-province-hint = 省平台的导入表在这里对一次,台账页就能直接导出,不用再打一遍。
field-county-province-platform = 平台叫什么(如 平安甘肃)
field-county-province-sheets = 导入表
county-sheets = 导入表
county-sheet-of = { $ledger },{ $count } 列,对好 { $filled } 列
county-sheet-map = 对列
county-sheet-close = 收起
county-sheet-file = 存成文件
county-sheet-remove = 删掉
county-sheet-remove-sure = 保存后,台账页不再有这张导入表。
county-sheet-new = 添加导入表
county-sheet-name = 导入表名称
county-sheet-name-hint = 也是导出文件的名字。
county-sheet-ledger = 从哪个台账取
county-sheet-headings = 表头
county-sheet-headings-hint = 打开省平台的空白导入表,复制表头那一行,粘贴到这里。
county-sheet-count = 认出 { $count } 列
county-sheet-add = 添加,去对列
county-sheet-take = 从文件添加
county-sheet-unreadable = 这个文件太大,或不能读
county-column-from = 「{ $heading }」填什么
county-column-open = 空着
county-column-fixed = 固定的字
county-column-text = 「{ $heading }」固定的字
county-column-day = 「{ $heading }」的日期写法
county-column-day-plain = 日期
county-column-words = 换成平台的说法({ $count })
county-column-words-label = 一行一个:我们的=平台的
county-column-words-hint = 如:邻里=邻里纠纷。没写的照原样。

## province-act

province-act-enter_province = 标为已录入省平台
province-act-withdraw_province = 撤回录入标记
province-act-unknown = 其他

## province-state

province-state-not_entered = 未录入
province-state-entered = 已录入
province-state-changed = 录入后有变化
province-state-unknown = 其他

## province-refusal

province-refusal-wrong_role = 由村里或镇综治中心标记
province-refusal-wrong_kind = 这条记录不用录入省平台
province-refusal-as_it_is = 已经是这样了
province-refusal-too_long = 省平台编号太长
province-refusal-unknown = 其他

## 走访覆盖

board-coverage = 走访覆盖
board-coverage-how = 已访户:期内至少见到过一次本人或家人的户,占登记户数的比例。点比例看各网格,点村名看本月走访。
coverage-month = 本月已访户
coverage-year = 今年已访户
coverage-visits = 看本月走访
morning-province-changed = 录入省平台后有变化

## 打开关爱档案

care-print = 打印一人一档
care-paper-title = 一人一档
care-paper-made = 打印日期:{ $when }
care-paper-place = 村、网格
care-paper-rhythm = 走访要求
care-paper-role = 包联身份
care-paper-day = 走访日期
care-paper-met = 见到
care-paper-seen = 情况
care-paper-abnormal = 有无异常
care-paper-by = 记录人
care-open-title = 打开关爱档案
care-open-lead = 平时这里只有统计。因工作要看一个人的档案,写清是谁、为什么;谁在什么时候为什么打开,都记入操作记录。档案只显示 10 分钟,不存在这台电脑上。
care-open-name = 姓名
care-open-name-hint = 写全名。这里不列名单。
care-open-purpose = 事由
care-open-choose = 选择村
care-open-missing = 必须填写
care-open-go = 打开
care-open-left = 还能看 { $count } 分钟,到时自动关闭。离开这一页也就关闭了。
care-open-close = 看完了,关闭
care-team-written = { $name }(没有账号)
care-team-change = 调整五包一
care-team-set = 五包一已调整。进来的人下次同步时收到档案,出去的人下次同步时清掉
care-open-over = 时间到,已关闭。还要看,请重新打开。
care-open-none = 没有这个人的档案
care-open-none-hint = 核对村和姓名。关爱期已结束的不显示。这次查找已记入操作记录。
care-open-offline = 现在连不上服务器。档案不存在这台电脑上,要联网才能打开。

## care-purpose

care-purpose-abnormal = 处置异常
care-purpose-help = 救助帮扶
care-purpose-dispute = 化解纠纷
care-purpose-supervise = 检查走访
care-purpose-verify = 核对信息
care-purpose-team = 调整五包一
care-purpose-unknown = 其他

## 操作记录

audit-title = 操作记录
audit-own-hint = 以你的名义做过的:登记设备、导出和打印、打开档案、改权限。你自己和安全审计员看得到。
audit-all-hint = 谁在什么时候做了什么。只有编号、数量和时间,不含记录的内容。
audit-whole = 共 { $count } 条,逐条校验过:没有缺少,没有改动
audit-broken = 操作记录对不上,请马上报告县里,并保留服务器原样
audit-act = 做了什么
audit-every-act = 全部操作
audit-member = 谁做的
audit-everybody = 所有人
audit-none = 没有这样的操作
audit-none-hint = 换一个日期或种类看看
audit-latest = 回到最新的
audit-earlier = 更早的
