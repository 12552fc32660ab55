"""Linjiang Garden: its posts, cleaning areas, checkpoints and some of its households."""

from __future__ import annotations

from datetime import date

from inspect_core.domain.places import Owner, Place

PROJECT = "linjiang-garden"
PROJECT_NAME = "临江花园"
PROJECT_NAME_EN = "Linjiang Garden"
COMPANY = "和润物业"
CONTRACTOR = "洁净保洁公司"

MAIN_GATE = "post-main-gate"
NORTH_GATE = "post-north-gate"
GARAGE_IN = "post-garage-in"
CONTROL_ROOM = "post-control-room"
PATROL_WEST = "post-patrol-west"
PATROL_EAST = "post-patrol-east"
FRONT_DESK = "post-front-desk"
ENGINE_ROOM = "post-engineering"
SILENT_AREA = "area-garage-b1"

ROUND_THE_CLOCK = (MAIN_GATE, NORTH_GATE, GARAGE_IN, CONTROL_ROOM, PATROL_WEST, PATROL_EAST)
DAY_POSTS = ("post-lobby-1", "post-lobby-3", "post-lobby-5", "post-east-gate", "post-garage-out")

_POSTS = {
    MAIN_GATE: "主出入口岗",
    NORTH_GATE: "北门岗",
    "post-east-gate": "东门岗",
    GARAGE_IN: "地库入口岗",
    "post-garage-out": "地库出口岗",
    CONTROL_ROOM: "消防监控中心",
    PATROL_WEST: "西区巡逻岗",
    PATROL_EAST: "东区巡逻岗",
    "post-lobby-1": "1栋大堂礼宾岗",
    "post-lobby-3": "3栋大堂礼宾岗",
    "post-lobby-5": "5栋大堂礼宾岗",
    FRONT_DESK: "客户服务中心前台",
    ENGINE_ROOM: "工程值班室",
}
_POST_CLASSES = {
    MAIN_GATE: "main_entrance",
    CONTROL_ROOM: "control_room",
    PATROL_WEST: "patrol",
    PATROL_EAST: "patrol",
}
WEST_POINTS = {
    "key-west-fence": "西围墙周界",
    "key-roof-1": "1栋天台",
    "key-power-2": "2栋配电间",
    "key-stairs-3": "3栋消防通道",
    "key-pump-room": "西地库水泵房",
}
EAST_POINTS = {
    "key-east-fence": "东围墙周界",
    "key-lakeside": "湖边步道",
    "key-power-6": "6栋配电间",
    "key-charging": "东地库充电区",
}
# area: name, class, who of the cleaners (counted from 0) it is fixed to; the last four are the contractor's.
AREAS: dict[str, tuple[str, str, int]] = {
    **{f"area-lobby-{n}": (f"{n}栋大堂", "lobby", n - 1) for n in range(1, 7)},
    **{f"area-corridor-{n}": (f"{n}栋楼道", "corridor", n - 1) for n in range(1, 7)},
    "area-stairs-12": ("1、2栋楼梯扶手", "handrail", 1),
    "area-stairs-34": ("3、4栋楼梯扶手", "handrail", 3),
    "area-stairs-56": ("5、6栋楼梯扶手", "handrail", 5),
    "area-washroom-club": ("会所卫生间", "washroom", 0),
    "area-washroom-centre": ("服务中心卫生间", "washroom", 4),
    "area-road-main": ("主干道", "road", 6),
    "area-road-ring": ("环湖路", "road", 6),
    "area-square": ("中心广场", "square", 7),
    "area-green": ("中心绿地", "green", 7),
    SILENT_AREA: ("地库一层停车场", "parking", 8),
    "area-garage-b2": ("地库二层停车场", "parking", 8),
    "area-bins-west": ("西区垃圾收集点", "bins", 9),
    "area-bins-east": ("东区垃圾收集点", "bins", 9),
    "area-litter-bins": ("园区果壳箱", "bins", 9),
    "area-lamps": ("园区路灯", "lamps", 8),
    "area-wells": ("雨污水井", "wells", 9),
    "area-septic": ("化粪池", "septic", 9),
}
FIRST_OF_CONTRACTOR = 6
HANDED_OVER = ("area-stairs-34", 2, date(2026, 10, 19))  # from that day another cleaner is fixed to it


def places(cleaners: list[str], butlers: list[str]) -> tuple[Place, ...]:
    """Every place of the project; areas name the cleaner fixed to them, households their butler."""
    posts = [Place(id=id, name=name, kind="post", area_class=_POST_CLASSES.get(id)) for id, name in _POSTS.items()]
    points = [Place(id=id, name=name, kind="checkpoint") for id, name in {**WEST_POINTS, **EAST_POINTS}.items()]
    return (*posts, *(_area(id, cleaners) for id in AREAS), *points, *_households(butlers))


def _area(id: str, cleaners: list[str]) -> Place:
    name, area_class, fixed = AREAS[id]
    owners: tuple[Owner, ...] = (Owner(person=cleaners[fixed]),)
    if id == HANDED_OVER[0]:
        _, later, day = HANDED_OVER
        before = day.replace(day=day.day - 1)
        owners = (Owner(person=cleaners[fixed], last=before), Owner(person=cleaners[later], first=day))
    contractor = CONTRACTOR if fixed >= FIRST_OF_CONTRACTOR else None
    return Place(id=id, name=name, kind="area", area_class=area_class, contractor=contractor, owners=owners)


def _households(butlers: list[str]) -> list[Place]:
    found = []
    for number in range(30):
        building, floor, door = number % 6 + 1, number // 6 * 5 + 3, number % 2 + 1
        owner = Owner(person=butlers[number % 6 * len(butlers) // 6])
        id = f"home-{building}-{floor:02d}{door:02d}"
        found.append(Place(id=id, name=f"{building}栋{floor:02d}{door:02d}室", kind="household", owners=(owner,)))
    return found
