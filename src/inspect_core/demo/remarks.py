"""What people jot down when something is not as it should be."""

from __future__ import annotations

REMARKS: dict[str, tuple[str, ...]] = {
    "etiquette": ("着装不整,已提醒", "站姿、坐姿松散", "有人走近未起身问候"),
    "working-state": ("低头看手机", "与同事闲聊", "交接班记录未填完整", "对讲机音量过小,呼叫未应答"),
    "facilities": ("照明一处不亮,已报修", "消火栓箱门未关严", "对讲机有杂音", "地砖松动一块"),
    "smile-at-three-metres": ("客户走近时面无表情", "低头登记,未注意到客户"),
    "greet-at-one-metre": ("客户先打招呼才回应", "擦肩而过未问候"),
    "standard-greeting": ("只点头,未使用标准问候语", "称呼不规范"),
    "grooming": ("未系领带", "皮鞋有灰", "工牌未佩戴", "制服纽扣未扣"),
    "post-manners": ("手插口袋", "倚靠岗亭"),
    "greets-each-owner": ("高峰期漏问候三位业主",),
    "litter": ("角落有烟头、纸屑", "草坪有塑料袋"),
    "dust": ("窗台积尘", "消火栓箱顶有灰", "墙角有蛛网"),
    "stain": ("地面有水渍", "电梯厅墙面有鞋印", "地面油污未清"),
    "bin-overfull": ("垃圾桶已满溢",),
    "not-removed-daily": ("昨日垃圾未清运",),
    "not-disinfected": ("消杀记录缺一次",),
    "late-or-early": ("上午迟到十分钟",),
    "eating-or-chatting": ("作业时间与人闲聊", "工作时吃零食"),
    "dress": ("未穿制服外套", "帽子未戴正"),
    "badge": ("未佩戴工牌",),
    "posture": ("坐姿歪斜", "未按要求站立"),
    "record-gaps": ("来访登记漏填车牌", "交接班记录缺签字"),
    "chatting": ("上岗时看手机视频", "与快递员闲聊"),
    "left-post": ("岗亭无人,十五分钟后返回",),
    "asleep": ("凌晨三点十分在岗亭内睡着,叫醒后确认",),
    "vehicles-controlled": ("外来车辆未登记放行",),
    "abnormal": ("照明不亮,已报修", "有杂物堆放,已清理", "标识脱落,已拍照上报"),
}
LATE = "手机没信号,下班后补录"
